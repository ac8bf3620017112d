"""What a checked quotation looks like: words beside the colour, differences, the printed words untouched."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.quote.check import Verdict
from qa.quote.comparison import compared
from qa.render.verdict import verdict_badge, verdict_html
from qa.review import Checked
from qa.wording import check as wording_check
from tests.written import HOSTILE, written

HOA = "Cán bộ nữ đi luân chuyển được bố trí gần nhà."


def checked(claim: str, speaker: str | None = None) -> Checked:
    with written() as archive:
        return Checked(*archive.check(claim, speaker), speaker)


class _Text(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.feed(str(html))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def text_of(html: str) -> str:
    return "".join(_Text(html).words)


@given(st.text(alphabet="aăb .,“” \n1", max_size=40), st.text(alphabet="aăb .,“” \n1", max_size=40))
def test_the_pieces_are_the_two_texts(claimed: str, printed: str) -> None:
    pieces = compared(claimed, printed)
    assert "".join(p.claimed for p in pieces) == claimed
    assert "".join(p.printed for p in pieces) == printed


def test_equal_pieces_hold_the_same_words() -> None:
    for piece in compared("Tỉnh sẽ không giảm 5 %, tôi hứa", "Tỉnh sẽ giảm 15%, Tôi hứa"):
        assert not piece.same or piece.claimed.split() == piece.printed.split()


@pytest.mark.parametrize(
    ("claim", "speaker", "verdict"),
    [
        (HOA, None, Verdict.VERBATIM),
        (HOA.upper(), None, Verdict.NEAR),
        (HOA.replace("được", "không được"), None, Verdict.ALTERED),
        (HOA, "Lò Văn Pín", Verdict.WRONG_SPEAKER),
        ("Còn cán bộ nữ thì sao?", None, Verdict.WRONG_SPEAKER),
        ("Con mèo của giám đốc biết bay qua sông", None, Verdict.ABSENT),
    ],
)
def test_a_verdict_is_said_in_words(claim: str, speaker: str | None, verdict: Verdict) -> None:
    found = checked(claim, speaker)
    assert found.check.verdict is verdict
    html = verdict_html(found, 3)
    assert wording_check.VERDICT_NAMES[verdict.value] in text_of(html)
    assert wording_check.VERDICT_NAMES[verdict.value] in text_of(verdict_badge(found))
    assert "\n" not in html


def test_an_altered_claim_stands_beside_the_print() -> None:
    html = verdict_html(checked(HOA.replace("được", "không được")), 3)
    assert html.count("<del>không</del>") == 2
    assert "phủ định" in text_of(html)
    assert f'<blockquote class="quotation">{HOA}</blockquote>' in html
    assert wording_check.COPY_CORRECT in html


def test_an_altered_claim_of_another_names_who_spoke() -> None:
    html = verdict_html(checked(HOA.replace("được", "không được"), "Lò Văn Pín"), 3)
    assert "Trong kho, đây là lời của Trần Thị Hòa" in text_of(html)


def test_the_mark_at_the_end_is_no_difference() -> None:
    html = verdict_html(checked(HOA.replace("gần", "xa")), 3)
    assert "<del>.</del>" not in html


def test_what_is_absent_is_never_offered_as_a_quotation() -> None:
    html = verdict_html(checked("Nước sạch cho cả nước trong một đợt bay lên trời"), 3)
    assert wording_check.COPY_CORRECT not in html
    assert "<mark>" not in html
    assert wording_check.NEAREST in html


def test_a_reporters_words_are_not_set_as_an_officials() -> None:
    html = verdict_html(checked("Còn cán bộ nữ thì sao?"), 3)
    assert "blockquote" not in html
    assert wording_check.REPORTER_SAID in html
    assert wording_check.COPY_CORRECT not in html


def test_hostile_words_stay_text() -> None:
    for claim in (HOSTILE, HOSTILE.replace("thẻ lạ", "thẻ khác")):
        html = verdict_html(checked(claim, "<img src=x onerror=window.hacked=1>"), 3)
        assert not re.search(r"<(script|img|form|input|bai-bao|u>)", html)
        assert "\n" not in html
