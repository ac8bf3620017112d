"""Answers: marks lie inside the quotation."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from qa.answer.answer import highlights
from qa.text import Span, sentences

TEXT = "PV: Sao? Ông A: Chúng tôi rất lo. Nguồn nước đã cạn từ tháng ba. Tỉnh sẽ khoan giếng. Xin cảm ơn."
AREA = Span(TEXT.index("Chúng"), len(TEXT))
PARTS = sentences(TEXT, AREA)


def flat(_: str) -> float:
    return 1.0


def test_the_sentence_that_answers_is_marked() -> None:
    marks = highlights(TEXT, PARTS, "nuoc can tu thang may?", flat)
    assert [span.of(TEXT) for span in marks] == ["Nguồn nước đã cạn từ tháng ba."]


@given(st.lists(st.floats(-1, 1), min_size=4, max_size=4), st.text(max_size=30))
def test_marks_are_sentences_inside_the_area_in_order(cosines: list[float], question: str) -> None:
    marks = highlights(TEXT, PARTS, question, flat, cosines)
    assert len(marks) <= 3
    assert all(AREA.contains(mark) for mark in marks)
    assert set(marks) <= set(PARTS)
    assert all(a.end <= b.start for a, b in pairwise(marks))


def test_one_sentence_is_not_marked() -> None:
    assert highlights("Nước đã cạn.", [Span(0, 12)], "nước", flat) == ()
