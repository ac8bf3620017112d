"""Passages are spans of one utterance, and together they cover it."""

from hypothesis import given
from hypothesis import strategies as st

from qa.search.passage import LONG, RULES, lexical_text, passages, windows
from qa.text import Span, sentences
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


def test_the_rules_are_named_anew_when_sentences_are_cut_otherwise() -> None:
    # What is kept of each sentence is read beside a fresh cut of the text: an archive of another cut must be made anew.
    text = (
        'TS. Lê Văn Thử nói: "Nước cạn. Dân lo." Năm 2024 có 1.200 hộ thiếu nước… nhưng tỉnh đã khoan giếng! '
        "Vì sao? Vì mưa ít.\n\n- Giá điện tăng 3,5%; TP.HCM cũng vậy. ./."
    )
    spans = [(span.start, span.end) for span in sentences(text, Span(0, len(text)))]
    cut = [(0, 30), (31, 39), (40, 99), (100, 107), (108, 118), (120, 158), (159, 162)]
    assert (RULES, spans) == ("passages-3", cut)
