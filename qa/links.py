"""What a permalink opens, also in an interview whose article has changed since it was made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qa import wording
from qa.corrections.anchor import UNMISTAKABLE
from qa.errors import NotFoundError
from qa.indexes import Moment
from qa.interview import Interview
from qa.store.database import Database
from qa.store.versions import Version, former_interview, versions_of
from qa.store.writing import moved_to
from qa.text import Span
from qa.wording import versions as wording_versions


@dataclass(frozen=True, slots=True)
class Meant:
    """What a permalink means: words at a place of an interview, of its present text or of an earlier version."""

    interview: str
    span: Span
    words: str
    version: Version | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """What a permalink opens; `else_` is what else it may have meant, as the article read when it was made."""

    opens: Meant
    before: tuple[Meant, ...] = ()


def link(now: Moment, turn: str) -> Link:
    """Finds the words that a permalink's key opens; NotFoundError where there are none.

    A key is an interview and an offset in its text. Where the article has changed, the same words open at their new
    place, and words that are gone in the version that has them; what the present text prints at the offset opens where
    a turn begins there, with what the link may have meant before.
    """
    interview, offset = _parts(turn)
    found = now.interview(interview)
    meant = tuple(dict.fromkeys(_meant_before(now.store, found, offset)))
    begins = any(span.start == offset for span in _spoken(found))
    if meant and not begins:
        return Link(meant[0], meant[1:])
    span = piece_at(found, offset if begins else _parts(moved_to(now.store, turn))[1])
    if span is None:
        raise NotFoundError(wording.no_such_turn(turn))
    return Link(Meant(interview, span, span.of(found.text)), tuple(one for one in meant if one.version))


def located(now: Moment, turn: str) -> tuple[str, Span]:
    """Finds the interview and the span that a key opens in its present text; NotFoundError where there is none."""
    opens = link(now, turn).opens
    if opens.version is not None:
        raise NotFoundError(wording_versions.superseded(opens.interview, opens.version.number, opens.version.until))
    return opens.interview, opens.span


def _parts(turn: str) -> tuple[str, int]:
    interview, _, offset = turn.rpartition(".")
    if not interview or not offset.isdecimal() or len(offset) > _DIGITS:
        raise NotFoundError(wording.no_such_turn(turn))
    return interview, int(offset)


_DIGITS = 9
"""Digits of the largest offset in a text."""


def _spoken(interview: Interview) -> list[Span]:
    said = [one.span for turn in interview.turns for one in turn.answers]
    return said + [turn.question for turn in interview.turns if turn.question]


def piece_at(interview: Interview, offset: int) -> Span | None:
    """Finds the utterance, the question or else the block around an offset."""
    spans = _spoken(interview) + [block.span for block in interview.blocks]
    return next((span for span in spans if span.start <= offset < span.end), None)


def _meant_before(database: Database, present: Interview, offset: int) -> Iterator[Meant]:
    """What a link to an offset meant in each earlier version, the newest first, where the present differs there."""
    key = present.source.id
    for version in reversed(versions_of(database, key)):
        former = former_interview(database, key, version.number)
        piece = piece_at(former, offset)
        words = former.text[offset : piece.end] if piece else ""
        if piece is None or present.text.startswith(words, offset):
            continue
        place = present.text.find(words)
        long = len(words) >= UNMISTAKABLE or offset == piece.start
        there = piece_at(present, place) if long and place >= 0 and present.text.find(words, place + 1) < 0 else None
        if there is not None:
            yield Meant(key, there, there.of(present.text))
        else:
            yield Meant(key, piece, piece.of(former.text), version)
