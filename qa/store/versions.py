"""Earlier versions of interviews whose articles have changed: kept as they were shown, to be read and checked against.

A version is what a paper printed in other words: another file of the same words, or the same file read by other
rules, makes none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from qa import wording
from qa.errors import NotFoundError, QuotationError
from qa.interview import Interview, Role
from qa.store.database import Database
from qa.store.tables import (
    blocks_from_json,
    blocks_to_json,
    marks_from_json,
    marks_to_json,
    people_from_json,
    people_to_json,
    source_from_json,
    source_to_json,
    turns_from_json,
    turns_to_json,
)
from qa.wording import versions as wording_versions


@dataclass(frozen=True, slots=True)
class Version:
    """An earlier version of an interview: its number, counted from 1, and until when it stood (UTC)."""

    interview: str
    number: int
    until: str


def keep_version(database: Database, former: Interview, present: Interview) -> bool:
    """Keeps an interview, inside the caller's transaction, where another takes its place in other words; if it did."""
    if _printed(former) == _printed(present):
        return False
    read = (blocks_to_json(former.blocks), people_to_json(former.people), marks_to_json(former.marks))
    database.change(
        "INSERT INTO versions (interview, number, source, text, blocks, people, marks, turns, sha256)"
        " SELECT ?, coalesce(max(number), 0) + 1, ?, ?, ?, ?, ?, ?, ? FROM versions WHERE interview = ?",
        *(former.source.id, source_to_json(former.source), former.text, *read, turns_to_json(former.turns)),
        *(_digest(former.text), former.source.id),
    )
    return True


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _printed(interview: Interview) -> Sequence[str]:
    """The words of an article; what only frames it on a page is none of it."""
    said = [block.span.of(interview.text) for block in interview.blocks if block.role is not Role.BOILERPLATE]
    return " ".join(said).split()


def versions_of(database: Database, interview: str) -> tuple[Version, ...]:
    """Lists the earlier versions of an interview, the oldest first."""
    return _read(database, "WHERE interview = ? ORDER BY number", interview)


def all_versions(database: Database) -> tuple[Version, ...]:
    """Lists the earlier versions of all interviews that are there."""
    return _read(database, "WHERE interview IN (SELECT id FROM interviews) ORDER BY interview, number")


def _read(database: Database, which: str, *values: object) -> tuple[Version, ...]:
    rows = database.rows(f"SELECT interview, number, until FROM versions {which}", *values)
    return tuple(Version(*row) for row in rows)


def former_interview(database: Database, interview: str, number: int) -> Interview:
    """Returns an earlier version of an interview as it was shown, its text checked against its hash.

    NotFoundError where there is none of this number, QuotationError where the text does not match.
    """
    rows = database.rows(
        "SELECT source, text, blocks, people, marks, turns, sha256 FROM versions WHERE interview = ? AND number = ?",
        *(interview, number),
    )
    if not rows:
        raise NotFoundError(wording_versions.no_such_version(interview, number))
    source, text, blocks, people, marks, turns, digest = rows[0]
    if _digest(text) != digest:
        raise QuotationError(wording.quotation_mismatch(f"{interview} ({number})"))
    known, cast = source_from_json(interview, source), people_from_json(people)
    return Interview(known, text, blocks_from_json(blocks), turns_from_json(turns), cast, marks_from_json(marks))
