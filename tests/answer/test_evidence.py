"""Evidence: each feature says what its name says, and the decision never falls when evidence grows."""

import pytest

from qa.answer.decision import State, fitted_decision
from qa.answer.evidence import Evidence, Material, coverage, evidence_of, informative

HIT = Material(
    sentences=("Chúng tôi rất lo.", "Tỉnh chi 12 tỷ đồng cho nhà công vụ.", "Xin cảm ơn."),
    cosines=(0.1, 0.8, 0.0),
    title="Nhà công vụ ở Sông Lam Thượng",
    question="Thưa ông, tỉnh đã làm gì để có nhà công vụ?",
    speaker="Nguyễn Văn Giang",
    post="Chủ tịch huyện",
    year="2023",
    dense=0.6,
    lexical=0.5,
    margin=0.2,
)


def flat(_: str) -> float:
    return 1.0


def test_words_of_asking_are_not_informative() -> None:
    assert informative("Vì sao thiếu nước?") == ("thieu", "nuoc")
    assert informative("Vì sao?") == ("vi", "sao")


def test_coverage_is_a_share_of_idf() -> None:
    weights = {"thieu": 3.0, "nuoc": 1.0}
    assert coverage("Thiếu nước?", "nước đã cạn", weights.__getitem__) == 0.25
    assert coverage("?", "nước", flat) == 0.0


def test_a_figure_that_is_asked_for_and_stated() -> None:
    found = evidence_of("Tỉnh chi bao nhiêu tỷ đồng cho nhà công vụ?", HIT, flat)
    assert (found.expects, found.stated, found.stated_near) == (1.0, 1.0, 1.0)
    assert (found.dense, found.lexical, found.sentence, found.margin) == (0.6, 0.5, 0.8, 0.2)


def test_a_figure_that_is_asked_for_and_never_stated() -> None:
    found = evidence_of("Có bao nhiêu cán bộ ở nhà công vụ?", HIT, flat)
    assert (found.expects, found.stated, found.stated_near) == (1.0, 0.0, 0.0)


def test_the_speakers_name_is_no_subject() -> None:
    found = evidence_of("Ông Nguyễn Văn Giang nói gì về nhà công vụ?", HIT, flat)
    assert found.spoken == 1.0
    assert found.speaker == 1.0
    assert evidence_of("Bà Lương Hạ Uyên nói gì về nhà công vụ?", HIT, flat).speaker == -1.0
    assert evidence_of("nguyen van giang nha cong vu", HIT, flat).speaker == 1.0


def test_names_and_numbers_must_stand_together() -> None:
    assert evidence_of("Ở Cửa Trầm năm 2024 thì sao?", HIT, flat).named == 0.0
    assert evidence_of("Vì sao lo?", HIT, flat).named == 1.0


def test_the_year_of_print_and_the_post_are_no_subject() -> None:
    found = evidence_of("Chủ tịch huyện nói gì về nhà công vụ năm 2023?", HIT, flat)
    assert (found.named, found.spoken) == (1.0, 0.75)  # "năm" alone is not said


def test_what_the_reporter_asked_is_the_same() -> None:
    assert evidence_of(HIT.question, HIT, flat).same == 1.0
    assert evidence_of("Vì sao giá tôm giảm?", HIT, flat).same == 0.0


@pytest.mark.parametrize("accented", [True, False])
@pytest.mark.parametrize("encoder", ["the one it was fitted on", "another"])
def test_more_evidence_is_never_less_confidence(accented: bool, encoder: str) -> None:
    decision = fitted_decision()
    encoder = decision.encoder if encoder != "another" else encoder
    names = [name for name in Evidence.__slots__ if name not in ("accented", "expects")]
    weak = Evidence(**dict.fromkeys(names, 0.0), expects=0.0, accented=accented)
    strong = Evidence(**dict.fromkeys(names, 1.0), expects=0.0, accented=accented)
    assert decision.state(decision.confidence(weak, encoder)) is not State.ANSWER
    assert decision.state(decision.confidence(weak, decision.encoder)) is State.NONE
    assert decision.state(decision.confidence(strong, encoder)) is State.ANSWER
    for name in names:
        more = Evidence(**{**dict.fromkeys(names, 0.0), name: 1.0}, expects=0.0, accented=accented)
        assert decision.confidence(more, encoder) >= decision.confidence(weak, encoder)
