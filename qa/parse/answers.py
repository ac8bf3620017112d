"""Answers: whole lines and broken ones, and the captions and headings that look like answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.interview import Doubt, Role, Rule
from qa.names.labels import FIRST_PERSON, LOST_BREAK, LOWER, TITLE, UPPER
from qa.parse.debris import POINTED, could_be_caption, part_debris
from qa.parse.piece import Piece
from qa.parse.telling import tells
from qa.parse.units import Mark, Unit, asks

_OF_OTHERS = re.compile(rf"^{TITLE}\s+(?:[{UPPER}]|[{LOWER}]+\s)|\b(?:[Ôô]ng|[Bb]à)\b")


def line_answer(text: str, units: Sequence[Unit], n: int, confidence: float, rule: Rule) -> Piece:
    """A whole line of an answer, or the heading or caption that only looks like one."""
    unit = units[n]
    words = unit.content.of(text)
    opening = unit.label is not None or unit.mark not in (Mark.NONE, Mark.BOLD, Mark.BOLD_ITALIC)
    if not opening and len(words) <= 160 and words.rstrip('”"’')[-1:] not in ".…:;,!?)":
        return Piece(unit, Role.HEADING if unit.mark is not Mark.NONE else Role.CAPTION, 0.8, Rule.SHORT_LINE)
    if unit.mark in (Mark.BOLD, Mark.BOLD_ITALIC) and unit.label is None and not _bold_answer(text, units, n):
        return Piece(unit, Role.HEADING, 0.6, Rule.BOLD_LINE)
    piece = Piece(unit, Role.ANSWER, confidence, rule, unit.doubt)
    if not opening and (tells(words) or LOST_BREAK.search(words, 0, 150)):
        return replace(piece, doubt=Doubt.PAPER)
    if not opening and len(words) <= 170 and POINTED.search(words):
        return replace(piece, doubt=Doubt.CAPTION)
    if not opening and could_be_caption(words, 170) and _OF_OTHERS.search(words):
        return replace(piece, doubt=Doubt.CAPTION)
    return piece


def _bold_answer(text: str, units: Sequence[Unit], n: int) -> bool:
    """Whether the bold line stands where an answer does, under a question that is not in bold type."""
    words = units[n].content.of(text)
    first = n
    while first > 0 and n - first < _BOLD_LINES and units[first - 1].mark is units[n].mark:
        first -= 1
    asked = first > 0 and asks(text, units[first - 1].content) and units[first - 1].mark is not units[n].mark
    return asked and len(words) > 60 and words[-1] in ".!…"


_BOLD_LINES = 12


_ASKED = re.compile(r"\?(?!\))")
_CAPTION_AFTER = 300


def broken_answer(text: str, unit: Unit, confidence: float, rule: Rule) -> list[Piece]:
    """A piece of a line whose breaks were lost: an answer, with the captions and headings that stuck to it."""
    words = unit.content.of(text)
    asked = max((match.start() for match in _ASKED.finditer(words)), default=None)
    asking = asked is not None and len(words) - asked < _CAPTION_AFTER and not unit.label
    unsure = Doubt.QUESTION_OR_CAPTION if asking and not FIRST_PERSON.search(words) else None
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
