"""What the audit holds, as it is read: by day, user, event and interview, the newest first, page by page."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from qa.store.audit import Shown, hashes_of
from qa.store.database import Database, places
from qa.text import Span
from qa.wording.time import VIETNAM


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries: of days on the clock of Vietnam (both included), a user, a kind of event, an interview."""

    since: date | None = None
    until: date | None = None
    who: str = ""
    event: str = ""
    interview: str = ""


@dataclass(frozen=True, slots=True)
class Noted:
    """One entry as it was kept; `at` is UTC, "YYYY-MM-DD hh:mm:ss". See `qa.store.audit.Entry`."""

    id: int
    at: str
    event: str
    target: str
    who: str
    role: str
    address: str
    door: str
    question: str
    detail: Mapping[str, Any]
    facts: Mapping[str, str]


_COLUMNS = (
    "SELECT a.id, a.at, a.event, a.target, a.who, a.role, a.address, a.door, a.question, a.detail, v.facts"
    " FROM audit a LEFT JOIN audit_versions v ON v.id = a.version"
)


def noted(database: Database, wanted: Wanted, limit: int = 100, skip: int = 0) -> list[Noted]:
    """Returns entries, the newest first."""
    where, values = _where(database, wanted)
    rows = database.rows(f"{_COLUMNS} WHERE {where} ORDER BY a.id DESC LIMIT ? OFFSET ?", *values, limit, skip)
    return [_entry(row) for row in rows]


def count_noted(database: Database, wanted: Wanted) -> int:
    """Counts the entries that are wanted."""
    where, values = _where(database, wanted)
    return int(database.rows(f"SELECT count(*) FROM audit a WHERE {where}", *values)[0][0])


def noted_one(database: Database, number: int) -> Noted | None:
    """Returns the entry of a number; None where there is none."""
    return next((_entry(row) for row in database.rows(f"{_COLUMNS} WHERE a.id = ?", number)), None)


def shown_by(database: Database, number: int) -> list[Shown]:
    """Returns what an entry's visitor was shown, in the order in which it stood there."""
    rows = database.rows(
        'SELECT interview, start, "end", sha256 FROM audit_shown WHERE entry = ? ORDER BY place', number
    )
    return [Shown(interview, Span(start, end), digest.hex()) for interview, start, end, digest in rows]


def shown_counts(database: Database, numbers: Sequence[int]) -> dict[int, int]:
    """Counts how many quotations each of some entries has shown; those that showed none are left out."""
    query = f"SELECT entry, count(*) FROM audit_shown WHERE entry IN ({places(numbers)}) GROUP BY entry"
    return dict(database.rows(query, *numbers))


def wanted_between(since: str | None, until: str | None, who: str = "", event: str = "", interview: str = "") -> Wanted:
    """Returns which entries are wanted between two days (ISO)."""
    first, last = (date.fromisoformat(day) if day else None for day in (since, until))
    return Wanted(first, last, who.strip(), event, interview.strip())


def _entry(row: tuple[Any, ...]) -> Noted:
    number, at, event, target, who, role, address, door, question, detail, facts = row
    told, by = json.loads(detail), json.loads(facts) if facts else {}
    return Noted(number, at, event, target, who, role, address, door, question, told, by)


def _where(database: Database, wanted: Wanted) -> tuple[str, list[object]]:
    parts: list[tuple[str, tuple[object, ...]]] = []
    if wanted.since:
        parts.append(("a.at >= ?", (_midnight(wanted.since),)))
    if wanted.until:
        parts.append(("a.at < ?", (_midnight(wanted.until + timedelta(days=1)),)))
    if wanted.who:
        names = (wanted.who, *hashes_of(database, wanted.who))
        parts.append((f"a.who IN ({places(names)})", names))
    if wanted.event:
        parts.append(("a.event = ?", (wanted.event,)))
    if key := wanted.interview:
        shown = "a.id IN (SELECT entry FROM audit_shown WHERE interview = ?)"
        parts.append((f"(a.target = ? OR rtrim(a.target, '0123456789') = ? OR {shown})", (key, f"{key}.", key)))
    where = " AND ".join(part for part, _ in parts) or "true"
    return where, [value for _, values in parts for value in values]


def _midnight(day: date) -> str:
    """The beginning of a day in Vietnam, as the store keeps times."""
    return f"{datetime(day.year, day.month, day.day, tzinfo=VIETNAM).astimezone(UTC):%Y-%m-%d %H:%M:%S}"
