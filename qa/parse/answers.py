"""Answers: whole lines and broken ones, and the captions and headings that look like answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.interview import Role
from qa.labels import FIRST_PERSON, LOST_BREAK, LOWER, TITLE, UPPER
from qa.parse.debris import POINTED, part_debris
from qa.parse.piece import Piece
from qa.parse.telling import OWN_WORDS, tells
from qa.parse.units import Mark, Unit

_OF_OTHERS = re.compile(rf"^{TITLE}\s+(?:[{UPPER}]|[{LOWER}]+\s)|\b(?:[Ôô]ng|[Bb]à)\b")


_GOES_ON = re.compile(
    r"(?:Tuy|Thứ|Ngoài|Đó|Đây|Vì|Bên|Cuối|Do|Nhất|Nhưng|Và|Song|Cùng|Hơn|Bởi|Như|Điều|Nếu|Khi|Để|Trong|Cải|Sau|Trước|Hiện|Còn|Đồng|Đặc|Cần|Thậm|"
    r"Một|Đến|Theo|Từ|Đối|Riêng|Thực|Cụ|Mặt|Không|Có|Việc|Về|Với|\d|[+\-–•])"
)


def line_answer(text: str, units: Sequence[Unit], n: int, confidence: float, rule: str) -> Piece:
    """A whole line of an answer, or the heading or caption that only looks like one."""
    unit = units[n]
    words = unit.content.of(text)
    opening = unit.label is not None or unit.mark not in (Mark.NONE, Mark.BOLD, Mark.BOLD_ITALIC)
    if not opening and len(words) <= 160 and words.rstrip('”"’')[-1:] not in ".…:;,!?)":
        return Piece(unit, Role.HEADING if unit.mark is not Mark.NONE else Role.CAPTION, 0.8, "short line")
    if unit.mark in (Mark.BOLD, Mark.BOLD_ITALIC) and unit.label is None:
        return Piece(unit, Role.HEADING, 0.6, "bold line")
    piece = Piece(unit, Role.ANSWER, confidence, rule, unit.doubt)
    if not opening and (tells(words) or LOST_BREAK.search(words, 0, 150)):
        return replace(piece, doubt=OWN_WORDS)
    if not opening and len(words) <= 170 and POINTED.search(words):
        return replace(piece, doubt="may be a caption")
    if not opening and could_be_caption(words, 170) and _OF_OTHERS.search(words):
        return replace(piece, doubt="may be a caption")
    return piece


def could_be_caption(words: str, limit: int) -> bool:
    return len(words) <= limit and ". " not in words and not FIRST_PERSON.search(words) and not _GOES_ON.match(words)


def broken_answer(text: str, unit: Unit, confidence: float, rule: str) -> list[Piece]:
    """A piece of a line whose breaks were lost: an answer, with the captions and headings that stuck to it."""
    words = unit.content.of(text)
    unsure = "" if unit.label or "?" not in words or FIRST_PERSON.search(words) else "may be a question with a caption"
    return [
        Piece(
            part.unit,
            part.role,
            confidence if part.role is Role.ANSWER else 0.6,
            rule,
            part.doubt or unit.doubt or unsure,
        )
        for part in part_debris(text, unit)
    ]
