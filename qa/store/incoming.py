"""Articles that came in by a browser or a watched folder and wait for somebody to take them in, with their bytes.

A row is moved from state to state in one statement, so a process that is killed leaves nothing half done. Its words go
when it is taken in or put aside: what is left is that it came, and what became of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from qa.errors import NotFoundError
from qa.store.audit import now
from qa.store.database import Database
from qa.wording import adding as wording_adding

ADDED = "them:"
"""How the path of an article begins that lies in no folder; no file's own path does: those are whole."""

_LISTED = 500
"""Rows that were decided on and are still listed, the latest."""


class State(StrEnum):
    """How far something that came in is. The values are what archives store."""

    WAITING = "waiting"
    READING = "reading"
    READ = "read"
    REFUSED = "refused"
    ACCEPTING = "accepting"
    ACCEPTED = "accepted"
    DISCARDED = "discarded"


UNDECIDED = (State.WAITING, State.READING, State.READ, State.REFUSED, State.ACCEPTING)
"""The states in which something still holds its words."""

UNDER_WAY = (State.WAITING, State.READING, State.ACCEPTING)
"""The states that the program itself leads out of."""


class Kind(StrEnum):
    """How the bytes are read: as an article, as a line of a .jsonl file, or as a file of several."""

    ARTICLE = "article"
    RECORD = "record"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something that is to come in: its name and bytes, and for a file of a watched folder its whole path."""

    name: str
    raw: bytes
    kind: Kind = Kind.ARTICLE
    path: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing that came in; `at` is UTC, "YYYY-MM-DD hh:mm:ss".

    `reason` is why it was refused. `summary` is JSON of what was read in it. `interview` is the id under which it was
    taken in, `title` the headline there; `decider` took it in.
    """

    number: int
    at: str
    author: str
    name: str
    path: str
    kind: Kind
    sha256: str
    state: State
    reason: str
    summary: str
    interview: str
    title: str
    decider: str


_COLUMNS = (
    "n.id, n.at, n.author, n.name, n.path, n.kind, n.sha256, n.state, n.reason, n.summary, n.interview,"
    " coalesce(i.title, ''), n.decider FROM incoming n LEFT JOIN interviews i ON i.id = n.interview"
)


def stands(path: str) -> bool:
    """Tells whether an article's source is still there: its file, or for one of no folder the archive itself."""
    return path.startswith(ADDED) or Path(path).exists()


def added_path(one: Incoming) -> str:
    """Returns the path by which the archive keeps where an article came from: its file's, or its own bytes' name."""
    return one.path or f"{ADDED}{one.sha256[:16]}/{Path(one.name).name}"


def receive(database: Database, arrivals: Sequence[Arrival], author: str) -> list[int]:
    """Stores what came in, all or nothing; the numbers. What waits already with the same bytes and name stays as it is.

    What came earlier from the same path of a watched folder, and was not decided on, gives way.
    """
    numbers = []
    with database.transaction():
        for one in arrivals:
            digest = hashlib.sha256(one.raw).hexdigest()
            here = _undecided(database, "name = ? AND sha256 = ?", one.name, digest)
            known = one.kind is Kind.RECORD and one.path and _line_is_known(database, one.path, digest)
            if not here and not known:
                if one.path and one.kind is not Kind.RECORD:
                    for number in _undecided(database, "path = ? AND sha256 <> ?", one.path, digest):
                        _close(database, number, State.DISCARDED, reason=wording_adding.REPLACED)
                here = [_insert(database, one, digest, author)]
            numbers += here
    return numbers


def _line_is_known(database: Database, path: str, digest: str) -> bool:
    """Whether this line of a watched file was decided on: of a file that grows, only what is new is shown."""
    decided = "SELECT 1 FROM incoming WHERE path = ? AND sha256 = ? AND state IN (?, ?) AND reason = ''"
    return bool(database.rows(decided, path, digest, State.ACCEPTED, State.DISCARDED))


def _undecided(database: Database, which: str, *values: object) -> list[int]:
    states = ", ".join(f"'{state}'" for state in UNDECIDED)
    rows = database.rows(f"SELECT id FROM incoming WHERE state IN ({states}) AND {which} ORDER BY id", *values)
    return [row[0] for row in rows]


def _insert(database: Database, one: Arrival, digest: str, author: str) -> int:
    return database.insert(
        "INSERT INTO incoming (author, name, path, kind, sha256, state, raw) VALUES (?, ?, ?, ?, ?, ?, ?)",
        *(author, one.name, one.path, one.kind, digest, State.WAITING, one.raw),
    )


def refuse_new(database: Database, name: str, reason: str, author: str) -> None:
    """Notes something that came in and can't be stored, with the reason."""
    database.insert(
        "INSERT INTO incoming (author, name, path, kind, sha256, state, reason) VALUES (?, ?, '', ?, '', ?, ?)",
        *(author, name, Kind.ARTICLE, State.REFUSED, reason),
    )


def listed(database: Database) -> list[Incoming]:
    """Lists what came in: what is still to be decided on in the order in which it came, then the rest, latest first."""
    states = ", ".join(f"'{state}'" for state in UNDECIDED)
    rows = database.rows(f"SELECT {_COLUMNS} WHERE n.state IN ({states}) ORDER BY n.id")
    done = f"SELECT {_COLUMNS} WHERE n.state NOT IN ({states}) ORDER BY n.decided DESC, n.id DESC LIMIT ?"
    return [*map(_incoming, rows), *map(_incoming, database.rows(done, _LISTED))]


def one_incoming(database: Database, number: int) -> Incoming:
    """Returns one thing that came in; NotFoundError if there is none of that number."""
    rows = database.rows(f"SELECT {_COLUMNS} WHERE n.id = ?", number)
    if not rows:
        raise NotFoundError(wording_adding.no_such_arrival(number))
    return _incoming(rows[0])


def _incoming(row: Sequence[Any]) -> Incoming:
    number, at, author, name, path, kind, digest, state, *told = row
    return Incoming(number, at, author, name, path, Kind(kind), digest, State(state), *told)


def next_under_way(database: Database) -> Incoming | None:
    """Returns what is to be read or taken in next: what somebody decided on first; None where nothing is."""
    states = ", ".join(f"'{state}'" for state in UNDER_WAY)
    order = "ORDER BY n.state <> ?, n.id LIMIT 1"
    rows = database.rows(f"SELECT {_COLUMNS} WHERE n.state IN ({states}) {order}", State.ACCEPTING)
    return _incoming(rows[0]) if rows else None


def under_way(database: Database, numbers: Sequence[int]) -> bool:
    """Tells whether any of these is yet to be read or taken in."""
    return any(one_incoming(database, number).state in UNDER_WAY for number in numbers)


def bytes_of(database: Database, number: int) -> bytes:
    """Returns the bytes of something that came in; none where they are gone."""
    rows = database.rows("SELECT raw FROM incoming WHERE id = ?", number)
    return bytes(rows[0][0]) if rows else b""


def article_of(database: Database, number: int) -> str:
    """Returns what was read of something that came in, as JSON; "" where nothing is."""
    rows = database.rows("SELECT article FROM incoming WHERE id = ?", number)
    return str(rows[0][0]) if rows else ""


def succeeded_by(database: Database, number: int) -> str:
    """Returns the interview of which something that came in shall be a new edition; "" for one of its own."""
    return str(database.rows("SELECT succeeds FROM incoming WHERE id = ?", number)[0][0])


def move(database: Database, numbers: Sequence[int], before: Sequence[State], after: State) -> int:
    """Moves those that are in one of the states `before` to `after`; how many."""
    states = ", ".join(f"'{state}'" for state in before)
    with database.transaction():
        statement = f"UPDATE incoming SET state = ?, reason = '' WHERE id = ? AND state IN ({states})"
        return sum(database.change(statement, after, number) for number in numbers)


def have_accepted(database: Database, numbers: Sequence[int], decider: str, succeeds: str = "") -> int:
    """Has things that were read be taken in, on somebody's word, perhaps as a new edition of an interview; how many."""
    with database.transaction():
        for number in numbers:
            decided = "UPDATE incoming SET decider = ?, succeeds = ? WHERE id = ? AND state = ?"
            database.change(decided, decider, succeeds, number, State.READ)
        return move(database, numbers, [State.READ], State.ACCEPTING)


def resume(database: Database) -> None:
    """Has what was being read when a process ended be read again."""
    if database.rows("SELECT 1 FROM incoming WHERE state = ?", State.READING):
        database.change("UPDATE incoming SET state = ? WHERE state = ?", State.WAITING, State.READING)


def keep_read(database: Database, number: int, article: str, summary: str, digest: str) -> None:
    """Keeps what was read of something (as JSON), what is said of it, and the SHA-256 of its text."""
    database.change(
        "UPDATE incoming SET state = ?, article = ?, summary = ?, text_sha256 = ? WHERE id = ? AND state = ?",
        *(State.READ, article, summary, digest, number, State.READING),
    )


def keep_refused(database: Database, number: int, reason: str) -> None:
    """Notes why something can't be read or taken in; its bytes stay, so that it can be tried again."""
    database.change(
        "UPDATE incoming SET state = ?, reason = ? WHERE id = ? AND state IN (?, ?)",
        *(State.REFUSED, reason, number, State.READING, State.ACCEPTING),
    )


def put_parts(database: Database, one: Incoming, parts: Sequence[Arrival], refused: Sequence[tuple[str, str]]) -> None:
    """Puts what a file of several holds in its place, all of it at once; `refused` are names with reasons."""
    with database.transaction():
        receive(database, parts, one.author)
        for name, reason in refused:
            refuse_new(database, name, reason, one.author)
        if one.path:
            _close(database, one.number, State.DISCARDED, reason=wording_adding.PARTED)
        else:
            database.change("DELETE FROM incoming WHERE id = ?", one.number)


def accept(database: Database, number: int, interview: str) -> None:
    """Notes under which id something was taken in; its words stand there from now on, and here no more."""
    _close(database, number, State.ACCEPTED, interview)


def discard(database: Database, numbers: Sequence[int]) -> None:
    """Puts things aside that are not being taken in: their words go."""
    with database.transaction():
        for number in numbers:
            if one_incoming(database, number).state in (State.WAITING, State.READ, State.REFUSED):
                _close(database, number, State.DISCARDED)


def _close(database: Database, number: int, state: State, interview: str = "", reason: str = "") -> None:
    database.change(
        "UPDATE incoming SET state = ?, interview = ?, reason = ?, raw = ?, article = '', summary = '',"
        " text_sha256 = '', decided = ? WHERE id = ?",
        *(state, interview, reason, b"", now(), number),
    )


def drop_withdrawn(database: Database, number: int) -> None:
    """Puts aside what is an interview that was withdrawn: its words must not stay."""
    _close(database, number, State.DISCARDED, reason=wording_adding.WITHDRAWN)


def came_before(database: Database, path: str, sha256: str) -> bool:
    """Tells whether a file of a watched folder is still the one that came in last, whatever became of that."""
    last = "SELECT sha256 FROM incoming WHERE path = ? AND kind <> ? ORDER BY id DESC LIMIT 1"
    return database.rows(last, path, Kind.RECORD) == [(sha256,)]


def forget_incoming(database: Database, interview: str) -> None:
    """Deletes, inside the caller's transaction, what came in of an interview that is removed: by its id, bytes or text.

    It must still be there.
    """
    rows = database.rows(
        "SELECT s.sha256, i.text FROM sources s LEFT JOIN interviews i ON i.id = s.interview WHERE s.interview = ?",
        interview,
    )
    for digest, text in rows:
        words = hashlib.sha256((text or "").encode()).hexdigest()
        database.change("DELETE FROM incoming WHERE sha256 = ? OR text_sha256 = ?", digest, words)
    database.change("DELETE FROM incoming WHERE interview = ?", interview)
