"""Boxed opinions: what other people say in a frame of its own, in the talk or after it.

A paper prints them under a name with a post, between two answers or after the thanks. They are their own
speaker's words and answer no question of the reporter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from qa.interview import Doubt, Role, Rule
from qa.parse.piece import SERVED_FROM, Piece
from qa.parse.telling import tells
from qa.parse.units import Type, Voice
from qa.text import sentences

_LONGEST_TITLE = 160
"""Characters from which on words under a name are no headline of an opinion (by hand)."""

_POST_IN_LABEL = re.compile(r",|\(|\s[-–]\s")
_ENDS = (Role.CLOSING, Role.BYLINE)
_WRITTEN_DOWN = re.compile(r"\((?:lược\s+)?ghi\)", re.IGNORECASE)


def mark_boxes(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """Returns the pieces, with the opinions boxed into the talk ruled so, and what may go on after them in doubt."""
    labels = _boxed_labels(text, pieces)
    last = max((n for n, piece in enumerate(pieces) if piece.role is Role.QUESTION), default=len(pieces))
    ended = next((n for n in range(last, len(pieces)) if pieces[n].role in _ENDS), len(pieces))
    dashed = _dashed(text, pieces)
    found: list[Piece] = []
    inside = closed = False  # within a box; and one that a byline "(ghi)" closes
    for n, piece in enumerate(pieces):
        boxed = piece.unit.label in labels or (n > ended and piece.unit.voice is Voice.PERSON)
        if boxed and piece.role in (Role.ANSWER, Role.HEADING):
            inside, closed = True, _written_down(text, pieces, n)
            titled = is_title(text, piece) or (piece.role is Role.HEADING and not _stops(text, piece))
            piece = Piece(piece.unit, Role.HEADING, 0.9, Rule.OPINION_HEADING) if titled else _under_a_name(text, piece)
        elif piece.role is Role.QUESTION or piece.opines or (inside and _opens_as_answers(text, piece, dashed)):
            inside = False
        elif inside and piece.role is Role.BYLINE:
            inside = not _WRITTEN_DOWN.search(piece.unit.content.of(text))
        elif inside and piece.role is Role.ANSWER:
            same = closed or _goes_on(found[-1], piece)
            piece = (
                replace(piece, rule=Rule.BOXED) if same else replace(piece, doubt=piece.doubt or Doubt.AFTER_OPINION)
            )
        found.append(piece)
    return found


def _dashed(text: str, pieces: Sequence[Piece]) -> bool:
    """Whether a dash opens most answers that follow a question."""
    first = [b for a, b in pairwise(pieces) if (a.role, b.role) == (Role.QUESTION, Role.ANSWER)]
    return 2 * sum(text[piece.unit.span.start] in _DASHES for piece in first) > len(first)


def _opens_as_answers(text: str, piece: Piece, dashed: bool) -> bool:
    """Whether the piece opens with the dash that opens the article's answers, so that no box goes on in it."""
    return dashed and piece.role is Role.ANSWER and text[piece.unit.span.start] in _DASHES


_DASHES = ("-", "–", "—")


def _under_a_name(text: str, piece: Piece) -> Piece:
    """The opening of an opinion: the name above it says whose words they are, save where they tell of somebody."""
    if any(tells(part.of(text)) for part in sentences(text, piece.unit.content)):
        return replace(piece, role=Role.ANSWER, rule=Rule.BOXED)
    confidence = max(piece.confidence, SERVED_FROM)
    return replace(piece, role=Role.ANSWER, rule=Rule.BOXED, doubt=None, confidence=confidence)


def _goes_on(before: Piece, piece: Piece) -> bool:
    """Whether `piece` surely belongs to the box that `before` belongs to: right under the name, or both in italics."""
    under = before.rule in (Rule.OPINION_HEADING, Rule.BOXED) and (
        before.role is Role.HEADING or not len(before.unit.content)
    )
    return under or (before.rule is Rule.BOXED and piece.unit.type is Type.ITALIC)


def is_title(text: str, piece: Piece) -> bool:
    """Tells whether the name in bold type is followed by the headline of an opinion, not by the opinion itself."""
    words = piece.unit.content.of(text)
    bold = "**" in text[piece.unit.span.start : piece.unit.content.start]
    return bold and 0 < len(words) < _LONGEST_TITLE and not _stops(text, piece)


def _stops(text: str, piece: Piece) -> bool:
    """Whether the piece ends as a sentence does."""
    return piece.unit.content.of(text).rstrip('*_ "”’')[-1:] in (".", "!", "…")


def _written_down(text: str, pieces: Sequence[Piece], n: int) -> bool:
    """Whether a byline "(ghi)" closes the box that piece `n` stands in."""
    for piece in pieces[n + 1 :]:
        if piece.role is Role.BYLINE:
            return bool(_WRITTEN_DOWN.search(piece.unit.content.of(text)))
        if piece.role is not Role.ANSWER or piece.unit.label is not None:
            return False
    return False


def _boxed_labels(text: str, pieces: Sequence[Piece]) -> frozenset[str]:
    """The labels of people in boxes, where most answers have no label: with a headline in bold type, or with a post
    and never the first to answer.
    """
    talk = [piece for piece in pieces if piece.role in (Role.QUESTION, Role.ANSWER) and not piece.opines]
    first = [b for a, b in pairwise(talk) if (a.role, b.role) == (Role.QUESTION, Role.ANSWER)]
    bare = [piece for piece in first if piece.unit.voice is not Voice.PERSON]
    if len(bare) < max(2, len(first) - len(bare) + 1):
        return frozenset()
    named = {piece.unit.label for piece in first if piece.unit.voice is Voice.PERSON and not is_title(text, piece)}
    labelled = [piece.unit for piece in talk if piece.unit.voice is Voice.PERSON and piece.unit.label not in named]
    titled = {piece.unit.label for piece in talk if piece.unit.voice is Voice.PERSON and is_title(text, piece)}
    return frozenset(u.label for u in labelled if u.label and (u.label in titled or _POST_IN_LABEL.search(u.label)))
