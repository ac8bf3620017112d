"""A segment: what an article is read by, a sentence of a printed line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from qa.parse.units import Type, Voice
from qa.text import Span


class Sign(StrEnum):
    """The mark that a segment opens with; what it stands for is learnt from each article anew."""

    NONE = ""
    DASH = "-"
    STAR = "*"
    PLUS = "+"
    DOT = "."
    BULLET = "•"


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence of a printed line: `span` as printed, `content` without sign, label and stars.

    `line` numbers the printed lines; `opens` and `closes` tell whether the segment begins and ends its line.
    `label` is the printed label without its colon, `voice` whom it names as far as its words tell.
    """

    span: Span
    content: Span
    line: int
    opens: bool
    closes: bool
    sign: Sign = Sign.NONE
    type: Type = Type.PLAIN
    label: str | None = None
    voice: Voice | None = None
