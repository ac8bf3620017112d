"""The type that words are set in, as stars around lines and the file's own marks tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.interview import Mark, MarkKind
from qa.parse.segment import Segment
from qa.parse.units import Type
from qa.text import Span


def in_italics(text: str, line: Span) -> bool:
    """Tells whether the line stands between two single stars, its opening dash aside."""
    return _ITALICS.fullmatch(text, line.start, line.end) is not None


_ITALICS = re.compile(r"(?:[-–—]\s*)?[*_](?![\s*])[^*]*[^\s*][*_]")


_STARS = re.compile(r"\*{1,3}")
_TYPE_LINES = 4
"""How many lines a stretch of bold or italic type may run through."""


def spread_type(text: str, segments: list[Segment]) -> list[Segment]:
    """Returns the segments, those of the lines through which type runs that a line opens and a later one closes in that type."""
    found = list(segments)
    for n, first in enumerate(segments):
        stars = _STARS.match(text, first.span.start, first.span.end) if first.opens else None
        if stars is None or _STARS.search(text, stars.end(), first.span.end):
            continue
        reach = [m for m in range(n + 1, min(n + _REACH, len(segments))) if segments[m].line < first.line + _TYPE_LINES]
        last = next((m for m in reach if "*" in segments[m].span.of(text)), None)
        if (
            last is not None
            and segments[last].span.of(text).endswith(stars.group())
            and segments[last].line > first.line
        ):
            kind = Type.ITALIC if stars.end() - stars.start() == 1 else Type.BOLD
            found[n : last + 1] = [replace(segment, type=kind) for segment in found[n : last + 1]]
    return found


_REACH = 20


_TYPES = {MarkKind.BOLD: Type.BOLD, MarkKind.ITALIC: Type.ITALIC}


def typed(segment: Segment, marks: Sequence[Mark]) -> Segment:
    """Returns the segment in the type that a mark gives to all of it."""
    for mark in marks:
        if mark.kind in _TYPES and mark.start <= segment.content.start and segment.content.end <= mark.end:
            return replace(segment, type=_TYPES[mark.kind])
    return segment
