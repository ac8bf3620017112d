"""Answers: marks lie inside the quotation, the decision is monotone in its evidence."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from qa.answer import Evidence, State, coverage, fitted_decision, highlights, informative
from qa.text import Span, sentences

TEXT = "PV: Sao? Ông A: Chúng tôi rất lo. Nguồn nước đã cạn từ tháng ba. Tỉnh sẽ khoan giếng. Xin cảm ơn."
AREA = Span(TEXT.index("Chúng"), len(TEXT))


def flat(_: str) -> float:
    return 1.0


def test_the_sentence_that_answers_is_marked() -> None:
    marks = highlights(TEXT, AREA, "nuoc can tu thang may?", flat)
    assert [span.of(TEXT) for span in marks] == ["Nguồn nước đã cạn từ tháng ba."]


@given(st.lists(st.floats(-1, 1), min_size=4, max_size=4), st.text(max_size=30))
def test_marks_are_sentences_inside_the_area_in_order(cosines: list[float], question: str) -> None:
    marks = highlights(TEXT, AREA, question, flat, cosines)
    assert len(marks) <= 3
    assert all(AREA.contains(mark) for mark in marks)
    assert set(marks) <= set(sentences(TEXT, AREA))
    assert all(a.end <= b.start for a, b in pairwise(marks))


def test_one_sentence_is_not_marked() -> None:
    assert highlights("Nước đã cạn.", Span(0, 12), "nước", flat) == ()


def test_words_of_asking_are_not_informative() -> None:
    assert informative("Vì sao thiếu nước?") == ["thieu", "nuoc"]
    assert informative("Vì sao?") == ["vi", "sao"]


def test_coverage_is_a_share_of_idf() -> None:
    weights = {"thieu": 3.0, "nuoc": 1.0}
    assert coverage("Thiếu nước?", "nước đã cạn", weights.__getitem__) == 0.25
    assert coverage("?", "nước", flat) == 0.0


def test_more_evidence_is_more_confidence() -> None:
    decision = fitted_decision()
    for accented in (True, False):
        weak = decision.confidence(Evidence(0.1, 0.05, 0.2, accented))
        strong = decision.confidence(Evidence(0.8, 0.9, 1.0, accented))
        assert weak < strong
        assert decision.state(strong) is State.ANSWER
        assert decision.state(weak) is State.NONE
