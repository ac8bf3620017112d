"""Where words stand in a text, remembered so that they are found again when the text has changed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from qa.text import Span

CONTEXT = 32
"""Characters kept on each side of the words, to tell apart places that read the same."""

UNMISTAKABLE = 40
"""Characters from which words that stand in a text once are known without what stood around them."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words at a place: `span` in the text they were taken from, and what stood `before` and `after` them."""

    span: Span
    words: str
    before: str
    after: str

    @property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the words."""
        return sha256_of(self.words)


def sha256_of(text: str) -> str:
    """Computes the hexadecimal SHA-256 of a text's UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def anchor_at(text: str, span: Span) -> Anchor:
    """Returns the anchor of the words at `span` in `text`."""
    before = text[max(0, span.start - CONTEXT) : span.start]
    return Anchor(span, span.of(text), before, text[span.end : span.end + CONTEXT])


def find(text: str, anchor: Anchor, unchanged: bool) -> Span | None:
    """Finds where the anchor's exact words stand in `text`; None where that is not certain.

    `unchanged` says that it is the text that the anchor was taken from. In another one the words must stand
    between what stood around them, in one place only, or be long and stand in the whole text once.
    """
    if unchanged:
        return anchor.span if anchor.span.of(text) == anchor.words and anchor.words else None
    places = _places(text, anchor.words)
    between = [place for place in places if _has_context(text, anchor, place)]
    if len(between) != 1 and not (not between and len(places) == 1 and len(anchor.words) >= UNMISTAKABLE):
        return None
    start = (between or places)[0]
    return Span(start, start + len(anchor.words))


def _places(text: str, words: str) -> list[int]:
    found: list[int] = []
    place = text.find(words) if words else -1
    while place >= 0:
        found.append(place)
        place = text.find(words, place + 1)
    return found


def _has_context(text: str, anchor: Anchor, place: int) -> bool:
    end = place + len(anchor.words)
    return text[:place].endswith(anchor.before) and text.startswith(anchor.after, end)
