"""Reading an article as an interview: what holds for any text at all."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.interview import Role
from qa.text import nfc
from tests.conftest import DEMO
from tests.parse.test_parse import OPENINGS
from tests.talk import (
    ANSWER,
    LEAD,
    QUESTION,
    read,
)

PIECES = st.sampled_from(
    [
        *("PV: ", "Ông Phùng Bá Đoan: ", "- ", "– ", "* ", "+ ", ". ", "**", "***", "*", "\n", "\n\n", "  ", " "),
        *(
            "? ",
            "! ",
            "… ",
            "Ảnh: Hạ Vũ",
            "(ảnh)",
            "Xin cảm ơn ông!",
            "thưa ông",
            "Theo ông, ",
            '"',
            "“",
            "”",
            ":",
            "(",
            ")",
        ),
        *("\u00a0", "İ", "ﬁ", "e\u0301", QUESTION, ANSWER, LEAD, "Trả lời:", "Hỏi:", "Nguồn tin: Báo Minh Họa"),
        *("\U0001f381", "\u2028", "\r\n", "\x0c"),
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join))


OWN = [record["text"] for record in OPENINGS] + [path.read_text("utf-8") for path in sorted(DEMO.glob("*.txt"))]
"""Beginnings of interviews as 40 sites print them, reworded, and the demonstration's articles."""


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_blocks_cover_any_text_exactly(text: str) -> None:
    _covered(text)


@pytest.mark.parametrize("text", OWN, ids=[text[:20] for text in OWN])
def test_blocks_cover_articles_exactly(text: str) -> None:
    _covered(text)
    assert read(unicodedata.normalize("NFD", text)) == read(text)


def _covered(text: str) -> None:
    """Every character but white space is in one block; what turns hold is served, and whole."""
    interview = read(text)
    assert interview.text == nfc(text)
    covered = [n for block in interview.blocks for n in range(block.span.start, block.span.end)]
    assert covered == sorted(set(covered))
    assert {n for n, char in enumerate(interview.text) if not char.isspace()} <= set(covered)
    for turn in interview.turns:
        spans = [turn.question, *(a.span for a in turn.answers)] if turn.question else [a.span for a in turn.answers]
        assert all(span is not None and len(span) for span in spans)
        for answer in turn.answers:
            blocks = [b for b in interview.blocks if b.span.overlaps(answer.span)]
            assert all(b.role is Role.ANSWER and b.served for b in blocks)
            assert sum(len(b.span) for b in blocks) >= len(answer.span)


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_decomposed_letters_change_nothing(text: str) -> None:
    assert read(unicodedata.normalize("NFD", text)) == read(nfc(text))


HOSTILE = [
    "PV: " * 20_000,
    "- " * 40_000,
    "**" * 30_000,
    "Ông " * 20_000 + ":",
    "A" * 100_000,
    "(" * 50_000 + ":",
    "? - A" * 20_000,
    "Nguyễn Văn " * 10_000,
    "Xin cảm ơn " * 10_000,
    "Bộ trưởng " * 10_000 + "Nguyễn Văn A, " * 1000,
    " " * 50_000 + "a" + "\n" * 50_000,
    "Ảnh: " * 20_000,
    ":" * 50_000,
    "a. " * 30_000 + "?",
    '"' * 30_000 + "?” - A " * 5_000,
    "-" * 200_000,
    "— " * 100_000,
    "“" * 60_000 + '"' * 60_000,
    "\n".join(["**Ông Phùng Bá Đoan, Giám đốc:**", *[ANSWER] * 2_000, "Hạ Vũ (ghi)"] * 2),
    f"PV: {QUESTION}\n- {ANSWER}\n" * 3 + f"**Bà Hồ Diệp Sa, Giám đốc:**\n{ANSWER}\n" + f"{ANSWER}\n" * 3_000,
    f"- {QUESTION} - {ANSWER} " * 900,
    (QUESTION + " " + ANSWER + " ") * 900,
    "Ông Phùng Bá Đoan, Viện trưởng " + "Viện trưởng " * 20_000,
    ("Ông Phùng Bá Đoan, " + "Viện trưởng " * 20 + "Hồ Diệp Sa. ") * 300,
    "Ảnh: Hạ Vũ - " * 15_000,
    f"{ANSWER} Ảnh: H.V {QUESTION} " * 600,
    "Nhà báo Hạ Vũ: Ghe? Ông Đoan: Ghe. " * 5_000,
    ("PV: " + QUESTION + " Ông Phùng Bá Đoan: " + ANSWER + " ") * 200,
]


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:12] for text in HOSTILE])
def test_hostile_lines_take_bounded_time(text: str) -> None:
    began = time.process_time()
    read(text)
    assert time.process_time() - began < 15  # linear in 20,000 pieces: 3 s; what grows with the square takes minutes
