"""Marked sentences: the one that answers, inside the quotation, never all of it."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from qa.answer.marks import Sentence, fitted_marks, likelihoods, marked, sentences_of
from qa.text import Span, sentences

TEXT = "PV: Sao? Ông A: Chúng tôi rất lo. Nguồn nước đã cạn từ tháng ba. Tỉnh sẽ khoan giếng. Xin cảm ơn."
AREA = Span(TEXT.index("Chúng"), len(TEXT))
PARTS = sentences(TEXT, AREA)


def features(question: str, cosines: list[float], around: str = "", read: bool = True) -> list[Sentence]:
    texts = [part.of(TEXT) for part in PARTS]
    return sentences_of(question, texts, around, lambda _: 1.0, cosines, cosines if read else None)


def test_the_sentence_that_states_what_is_asked_for_is_marked() -> None:
    marks = marked(PARTS, likelihoods(features("nuoc can tu thang may?", [0.3] * 4)))
    assert [span.of(TEXT) for span in marks] == ["Nguồn nước đã cạn từ tháng ba."]


def test_words_that_the_reporter_asked_tell_nothing() -> None:
    asked, new = features("nước cạn thì khoan giếng?", [0.0] * 4, around="Vì sao nước cạn?")[1:3]
    assert (asked.told, new.told > 0.5) == (0.0, True)


@given(st.lists(st.floats(-1, 1), min_size=4, max_size=4), st.text(max_size=30), st.booleans())
def test_marks_are_sentences_inside_the_area_in_order(cosines: list[float], question: str, read: bool) -> None:
    marks = marked(PARTS, likelihoods(features(question, cosines, read=read)))
    assert 1 <= len(marks) <= 3
    assert set(marks) <= set(PARTS)
    assert all(a.end <= b.start for a, b in pairwise(marks))


def test_one_sentence_is_not_marked() -> None:
    assert marked([Span(0, 12)], [1.0]) == ()


def test_nearer_under_either_encoder_is_likelier() -> None:
    far = Sentence(table=0.1, stated=0.0, covered=0.0, told=0.0, contextual=0.1)
    for near in (replace(far, table=0.4), replace(far, contextual=0.4)):
        assert likelihoods([far, near])[1] > 0.5
    assert fitted_marks().keys() == {"read", "unread"}


def test_a_sentence_that_goes_on_is_marked_with_the_one_that_announces_it() -> None:
    texts = ["Chúng tôi rất lo.", "Việc đó vẫn còn nhiều vướng mắc.", "Đó là thiếu nhà ở.", "Tỉnh đang gỡ."]
    found = sentences_of("Tỉnh gặp vướng mắc gì?", texts, "", lambda _: 1.0, [0.1, 0.5, 0.1, 0.1])
    assert [one.goes_on for one in found] == [False, False, True, False]
    assert marked(texts, likelihoods(found)) == (texts[1], texts[2])
