"""Checks a whole archive against itself: hashes, spans, vectors and counts, all read from one moment."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from qa.store.store import Store
from qa.text import Span

HALF = 2
"""Bytes of a number in half precision, in which vectors are stored."""


class FaultKind(StrEnum):
    """What can be wrong in an archive."""

    DATABASE = "database"
    SOURCE = "source"
    SPAN = "span"
    QUOTATION = "quotation"
    PASSAGE = "passage"
    VECTOR = "vector"
    READING = "reading"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: of which kind, and where (an interview's id, a turn's key, or SQLite's own words)."""

    kind: FaultKind
    place: str


def verify(store: Store) -> list[Fault]:
    """Finds all that is wrong in an archive; nothing is changed."""
    with store.reading():
        return [*_database(store), *_sources(store), *_interviews(store), *_vectors(store)]


def _database(store: Store) -> Iterator[Fault]:
    for (said,) in store.rows("PRAGMA integrity_check"):
        if said != "ok":
            yield Fault(FaultKind.DATABASE, str(said))


def _sources(store: Store) -> Iterator[Fault]:
    for (interview,) in store.rows("SELECT interview FROM sources ORDER BY interview"):
        ((raw, digest),) = store.rows("SELECT raw, sha256 FROM sources WHERE interview = ?", interview)
        if hashlib.sha256(raw).hexdigest() != digest:
            yield Fault(FaultKind.SOURCE, interview)


def _interviews(store: Store) -> Iterator[Fault]:
    digests = dict(store.rows("SELECT id, sha256 FROM utterances"))
    for key in store.interview_ids():
        found = store.interview(key)
        spans = [block.span for block in found.blocks]
        spans += [turn.question for turn in found.turns if turn.question]
        if not all(_within(span, found.text) for span in spans):
            yield Fault(FaultKind.SPAN, key)
        for said in store.utterances_of(key):
            if not _within(said.span, found.text):
                yield Fault(FaultKind.SPAN, said.turn)
            elif hashlib.sha256(said.span.of(found.text).encode()).hexdigest() != digests[said.id]:
                yield Fault(FaultKind.QUOTATION, said.turn)


def _within(span: Span, text: str) -> bool:
    return 0 <= span.start < span.end <= len(text)


def _vectors(store: Store) -> Iterator[Fault]:
    facts = store.manifest()
    turns = {said.id: said.turn for said in store.utterances()}
    for (utterance,) in store.rows(
        "SELECT id FROM utterances WHERE id NOT IN (SELECT utterance FROM passages) ORDER BY id"
    ):
        yield Fault(FaultKind.PASSAGE, turns[utterance])
    for (utterance,) in store.rows(
        "SELECT DISTINCT p.utterance FROM passages p LEFT JOIN vectors v ON v.passage = p.id AND v.model = ?"
        " WHERE v.vector IS NULL OR length(v.vector) <> ? ORDER BY p.utterance",
        *(facts.get("revision", ""), HALF * int(facts.get("dimension", 0))),
    ):
        yield Fault(FaultKind.VECTOR, turns.get(utterance, str(utterance)))
    for (utterance,) in store.rows(
        "SELECT utterance FROM readings"
        " WHERE length(whole) <> ? * dimension OR length(sentences) % (? * dimension) <> 0 ORDER BY utterance",
        *(HALF, HALF),
    ):
        yield Fault(FaultKind.READING, turns.get(utterance, str(utterance)))
