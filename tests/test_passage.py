"""Passages are spans of one utterance, and together they cover it."""

from hypothesis import given
from hypothesis import strategies as st

from qa.passage import LONG, lexical_text, passages, windows
from qa.text import Span
from tests.made import interview

SENTENCES = st.lists(st.text(alphabet="abc đê ", min_size=1, max_size=120).map(lambda s: f"A{s}. "), max_size=30)


@given(SENTENCES)
def test_windows_cover_a_long_text_in_order(parts: list[str]) -> None:
    text = "".join(parts).strip()
    area = Span(0, len(text))
    cut = windows(text, area)
    assert not cut or len(text) >= LONG
    if cut:
        covered = {i for span in cut for i in range(span.start, span.end)}
        assert all(i in covered or text[i].isspace() for i in range(len(text)))
        assert [s.start for s in cut] == sorted(s.start for s in cut)
        assert len(set(cut)) == len(cut)


def test_the_whole_utterance_comes_first_with_its_context() -> None:
    made = interview("a", [("Vì sao thiếu nước?", "Nguồn nước đã cạn.")])
    turn = made.turns[0]
    first = passages(made, turn, turn.answers[0])[0]
    assert first.span == turn.answers[0].span
    assert first.text == "Bài a\nVì sao thiếu nước?\nNguồn nước đã cạn."


def test_words_are_found_by_speaker_and_post() -> None:
    made = interview("a", [("Vì sao?", "Vâng.")])
    text = lexical_text(made, made.turns[0], made.turns[0].answers[0])
    assert "Lê Văn Thử" in text
    assert "Giám đốc Sở Thử nghiệm" in text
