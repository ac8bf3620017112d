"""Checks the rows of an archive against each other: hashes, spans, what belongs to what, where links lead."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from qa.errors import QuotationError
from qa.interview import Interview
from qa.store.store import Store
from qa.store.versions import former_interview
from qa.text import Span


class FaultKind(StrEnum):
    """What can be wrong in an archive."""

    DATABASE = "database"
    SOURCE = "source"
    SPAN = "span"
    QUOTATION = "quotation"
    PASSAGE = "passage"
    VECTOR = "vector"
    SENTENCES = "sentences"
    READING = "reading"
    MANIFEST = "manifest"
    ORPHAN = "orphan"
    LINK = "link"
    CORRECTION = "correction"
    ERRATUM = "erratum"
    INCOMING = "incoming"
    VERSION = "version"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: of which kind, and where (an interview's id, a turn's key, or SQLite's own words)."""

    kind: FaultKind
    place: str


_OF_INTERVIEWS = ("sources", "parsed", "turns", "utterances")
_BELONG = (
    *((table, "interview", "interviews", "id") for table in _OF_INTERVIEWS),
    ("interviews", "id", "sources", "interview"),
    ("utterances", "turn", "turns", "id"),
    ("passages", "utterance", "utterances", "id"),
    ("vectors", "passage", "passages", "id"),
    ("sentences", "utterance", "utterances", "id"),
)
"""Each row of a table, by a column, belongs to a row of another, by its column."""


def rows_faults(store: Store) -> Iterator[Fault]:
    """Finds what is wrong in the moment that this thread reads, vectors and what editors decided left out."""
    for part in (_database, _sources, _interviews, _passages, _belonging, _links, _incoming, _versions):
        yield from part(store)


def _database(store: Store) -> Iterator[Fault]:
    for said in store.complaints():
        yield Fault(FaultKind.DATABASE, said)


def _sources(store: Store) -> Iterator[Fault]:
    for (interview,) in store.rows("SELECT interview FROM sources ORDER BY interview"):
        ((raw, digest),) = store.rows("SELECT raw, sha256 FROM sources WHERE interview = ?", interview)
        if hashlib.sha256(raw).hexdigest() != digest:
            yield Fault(FaultKind.SOURCE, interview)


def _interviews(store: Store) -> Iterator[Fault]:
    digests = dict(store.rows("SELECT id, sha256 FROM utterances"))
    for key in store.interview_ids():
        try:
            found = store.interview(key)
        except (ValueError, TypeError, KeyError):  # what is stored of its blocks or people is no JSON of ours
            yield Fault(FaultKind.SPAN, key)
            continue
        if not _holds(found):
            yield Fault(FaultKind.SPAN, key)
        for said in store.utterances_of(key):
            if not _within(said.span, found.text):
                yield Fault(FaultKind.SPAN, said.turn)
            elif hashlib.sha256(said.span.of(found.text).encode()).hexdigest() != digests[said.id]:
                yield Fault(FaultKind.QUOTATION, said.turn)


def _holds(interview: Interview) -> bool:
    """Whether the spans of blocks and questions lie within the text."""
    spans = [block.span for block in interview.blocks]
    spans += [turn.question for turn in interview.turns if turn.question]
    return all(_within(span, interview.text) for span in spans)


def _within(span: Span, text: str) -> bool:
    return 0 <= span.start < span.end <= len(text)


def _passages(store: Store) -> Iterator[Fault]:
    turns = {said.id: said.turn for said in store.utterances()}
    for (utterance,) in store.rows(
        "SELECT id FROM utterances WHERE id NOT IN (SELECT utterance FROM passages) ORDER BY id"
    ):
        yield Fault(FaultKind.PASSAGE, turns.get(utterance, str(utterance)))
    for (utterance,) in store.rows(
        "SELECT DISTINCT p.utterance FROM passages p JOIN utterances u ON u.id = p.utterance"
        ' WHERE p.start < u.start OR p."end" > u."end" OR p.start >= p."end" ORDER BY p.utterance'
    ):
        yield Fault(FaultKind.SPAN, turns.get(utterance, str(utterance)))


def _belonging(store: Store) -> Iterator[Fault]:
    for table, column, other, key in _BELONG:
        for (value,) in store.rows(
            f"SELECT DISTINCT {column} FROM {table} WHERE {column} NOT IN (SELECT {key} FROM {other}) ORDER BY 1"
        ):
            yield Fault(FaultKind.ORPHAN, f"{table}.{column} = {value}")


def _links(store: Store) -> Iterator[Fault]:
    """Links that lead outside of the text of an interview which is there; one that is away may come back."""
    lengths = dict(store.rows("SELECT id, length(text) FROM interviews"))
    for old, new in store.rows("SELECT old, new FROM moved ORDER BY old"):
        interview, _, place = new.rpartition(".")
        if interview in lengths and not (place.isdecimal() and int(place) < lengths[interview]):
            yield Fault(FaultKind.LINK, f"{old} → {new}")


def _incoming(store: Store) -> Iterator[Fault]:
    for number, name in store.rows("SELECT id, name FROM incoming WHERE length(raw) > 0 ORDER BY id"):
        ((raw, digest),) = store.rows("SELECT raw, sha256 FROM incoming WHERE id = ?", number)
        if hashlib.sha256(raw).hexdigest() != digest:
            yield Fault(FaultKind.INCOMING, name)


def _versions(store: Store) -> Iterator[Fault]:
    """Earlier versions: each with the text that its hash was taken of, and none missing of those once numbered."""
    numbers: dict[str, list[int]] = {}
    for interview, number in store.rows("SELECT interview, number FROM versions ORDER BY interview, number"):
        numbers.setdefault(interview, []).append(number)
        if not _is_whole(store, interview, number):
            yield Fault(FaultKind.VERSION, f"{interview} ({number})")
    for interview, there in numbers.items():
        for number in sorted({*range(1, there[-1])} - {*there}):
            yield Fault(FaultKind.VERSION, f"{interview} ({number})")


def _is_whole(store: Store, interview: str, number: int) -> bool:
    try:
        found = former_interview(store, interview, number)
    except (QuotationError, ValueError, TypeError, KeyError):
        return False
    said = (utterance.span for turn in found.turns for utterance in turn.answers)
    return _holds(found) and all(_within(span, found.text) for span in said)
