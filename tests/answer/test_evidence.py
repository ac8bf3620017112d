"""Evidence: each feature says what its name says, and the decision never falls when evidence grows."""

from dataclasses import replace

import pytest

from qa.answer.decision import Basis, State, fitted_decision
from qa.answer.evidence import Evidence, Material, coverage, evidence_of, informative
from qa.question.kinds import QuestionKind

HIT = Material(
    sentences=("Chúng tôi rất lo.", "Tỉnh chi 12 tỷ đồng cho nhà công vụ.", "Xin cảm ơn."),
    cosines=(0.1, 0.8, 0.0),
    title="Nhà công vụ ở Sông Lam Thượng",
    question="Thưa ông, tỉnh đã làm gì để có nhà công vụ?",
    speaker="Nguyễn Văn Giang",
    post="Chủ tịch huyện",
    labels="Chủ tịch huyện Ông Giang",
    year="2023",
    dense=0.6,
    lexical=0.5,
    margin=0.2,
)


def flat(_: str) -> float:
    return 1.0


class Apart:
    """A language in which no two syllables hold together but those of one word."""

    def bond(self, first: str, second: str) -> float:
        return 100.0 if (first, second) == ("công", "vụ") else 0.0


def weigh(question: str, hit: Material = HIT) -> Evidence:
    return evidence_of(question, hit, flat, Apart())


def test_words_of_asking_are_not_informative() -> None:
    assert informative("Vì sao thiếu nước?") == ("thieu", "nuoc")
    assert informative("Vì sao?") == ("vi", "sao")


def test_coverage_is_a_share_of_idf() -> None:
    weights = {"thieu": 3.0, "nuoc": 1.0}
    assert coverage("Thiếu nước?", "nước đã cạn", weights.__getitem__) == 0.25
    assert coverage("?", "nước", flat) == 0.0


def test_a_figure_that_is_asked_for_and_stated() -> None:
    found = weigh("Tỉnh chi bao nhiêu tỷ đồng cho nhà công vụ?")
    assert (found.kind, found.stated, found.stated_near) == (QuestionKind.NUMBER, 1.0, 1.0)
    assert (found.dense, found.lexical, found.sentence, found.margin) == (0.6, 0.5, 0.8, 0.2)


def test_a_figure_that_is_asked_for_and_never_stated() -> None:
    found = weigh("Có bao nhiêu cán bộ ở nhà công vụ?")
    assert (found.kind, found.stated, found.stated_near) == (QuestionKind.NUMBER, 0.0, 0.0)


def test_the_speakers_name_is_no_subject() -> None:
    found = weigh("Ông Nguyễn Văn Giang nói gì về nhà công vụ?")
    assert found.spoken == 1.0
    assert (found.by_asked, found.clear, found.by_another) == (1.0, 1.0, False)
    assert weigh("Bà Lương Hạ Uyên nói gì về nhà công vụ?").by_another
    assert weigh("Bộ trưởng Nội vụ nói gì về nhà công vụ?").by_another
    assert weigh("Vì sao thiếu nhà công vụ?").clear == 1.0
    nobody = replace(HIT, speaker="", post="", labels="", title="Nguyễn Văn Giang kể chuyện nhà công vụ")
    told = weigh("Ông Nguyễn Văn Giang nói gì về nhà công vụ?", nobody)
    assert (told.by_asked, told.clear, told.by_another) == (0.0, 0.0, False)
    assert told.titled > 0.5


def test_a_word_of_two_syllables_must_stand_whole() -> None:
    assert weigh("Nhà công vụ ra sao?").bonded == 1.0
    assert (
        weigh(
            "Nhà công vụ ra sao?", replace(HIT, sentences=("Công việc của nhà có vụ.",), title="", question="")
        ).bonded
        == 0.0
    )


def test_what_the_rarest_word_lacks() -> None:
    assert weigh("Tỉnh chi cho nhà công vụ?").whole == 1.0
    assert weigh("Tỉnh chi cho trực thăng?").whole == 0.0


def test_names_and_numbers_must_stand_together() -> None:
    assert weigh("Ở Cửa Trầm năm 2024 thì sao?").named == 0.0
    assert weigh("Vì sao lo?").named == 1.0


def test_the_year_of_print_and_the_post_are_no_subject() -> None:
    found = weigh("Chủ tịch huyện nói gì về nhà công vụ năm 2023?")
    assert (found.named, found.spoken) == (1.0, 0.75)  # "năm" alone is not said


def test_what_the_reporter_asked_is_the_same() -> None:
    assert weigh(HIT.question).same == 1.0
    assert weigh("Vì sao giá tôm giảm?").same == 0.0


FEATURES = Evidence.__slots__[Evidence.NOT_WEIGHED :]


def made(kind: QuestionKind, values: dict[str, float], accented: bool = True, by_another: bool = False) -> Evidence:
    given = dict.fromkeys(FEATURES, 0.0) | values
    return Evidence(kind=kind, accented=accented, by_another=by_another, read=True, **given)


@pytest.mark.parametrize("kind", QuestionKind)
@pytest.mark.parametrize("accented", [True, False])
@pytest.mark.parametrize("basis", Basis)
def test_more_evidence_is_never_less_confidence(kind: QuestionKind, accented: bool, basis: Basis) -> None:
    decision = fitted_decision()
    found_by = {
        Basis.READ: (decision.encoder, decision.contextual),
        Basis.UNREAD: (decision.encoder, ""),
        Basis.WORDS: ("another", ""),
    }[basis]
    speaks = [name for name in FEATURES if name not in ("leans", "interaction")]  # the two may speak against an answer
    weak, strong = made(kind, {}, accented), made(kind, dict.fromkeys(speaks, 1.0), accented)
    assert decision.judge(weak, found_by)[1] is not State.ANSWER
    assert decision.judge(strong, found_by)[1] is State.ANSWER
    for name in speaks:
        one = made(kind, {name: 1.0}, accented)
        assert decision.confidence(one, found_by) >= decision.confidence(weak, found_by)


def test_anothers_words_never_answer() -> None:
    decision = fitted_decision()
    another = made(QuestionKind.TOPIC, dict.fromkeys(FEATURES, 1.0), by_another=True)
    assert decision.judge(another, (decision.encoder, decision.contextual))[1] is State.RELATED
