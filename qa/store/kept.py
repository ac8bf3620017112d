"""Articles as they were read from their files, kept so that a build under new rules of parsing needs no file again."""

from __future__ import annotations

from dataclasses import dataclass

from qa.interview import Mark, Source
from qa.store.database import Database
from qa.store.tables import marks_from_json, source_from_json


@dataclass(frozen=True, slots=True)
class Kept:
    """One article of a file: what that states of itself, its text and marks, and the bytes that they came from."""

    source: Source
    text: str
    raw: bytes
    marks: tuple[Mark, ...]


def file_is_known(database: Database, path: str, sha256: str, rules: str) -> bool:
    """Tells whether this very file was read under these very rules before."""
    return bool(database.rows("SELECT 1 FROM files WHERE path=? AND sha256=? AND rules=?", path, sha256, rules))


def remember_file(database: Database, path: str, sha256: str, rules: str) -> None:
    """Notes that a file was read to its end, so that a later build may skip it."""
    database.change(
        "INSERT INTO files VALUES (?, ?, ?) ON CONFLICT (path)"
        " DO UPDATE SET sha256 = excluded.sha256, rules = excluded.rules",
        *(path, sha256, rules),
    )


def kept_articles(database: Database, path: str, sha256: str, reading: str) -> list[Kept]:
    """Returns the articles of the file at `path`, if it was read to its end by the rules that begin with `reading`.

    None where it was not, or where an article of it was stored before its marks were.
    """
    known = "SELECT 1 FROM files WHERE path=? AND sha256=? AND substr(rules, 1, ?) = ?"
    if not database.rows(known, path, sha256, len(reading), reading):
        return []
    rows = database.rows(
        "SELECT s.interview, s.stated, s.raw, i.text, i.marks FROM sources s"
        " JOIN interviews i ON i.id = s.interview WHERE s.path=? ORDER BY s.interview",
        path,
    )
    if any(stated is None for _, stated, *_ in rows):
        return []
    return [
        Kept(source_from_json(interview, stated), text, raw, marks_from_json(marks))
        for interview, stated, raw, text, marks in rows
    ]


def sources_below(database: Database, beginning: str) -> list[tuple[str, str]]:
    """Returns path and SHA-256 of each source whose path has this beginning."""
    return database.rows(
        "SELECT path, sha256 FROM sources WHERE substr(path, 1, ?) = ? ORDER BY path", len(beginning), beginning
    )


def bytes_from(database: Database, path: str) -> list[bytes]:
    """Returns the bytes that came from a path, an article each."""
    return [row[0] for row in database.rows("SELECT raw FROM sources WHERE path = ? ORDER BY interview", path)]


def same_bytes(database: Database, sha256: str) -> str:
    """Returns the id of the interview that was read from these very bytes; "" where there is none."""
    rows = database.rows("SELECT interview FROM sources WHERE sha256 = ? ORDER BY interview LIMIT 1", sha256)
    return str(rows[0][0]) if rows else ""
