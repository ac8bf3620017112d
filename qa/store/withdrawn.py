"""Interviews that were withdrawn: what is known of them is that and why, and no build brings them back."""

from __future__ import annotations

from dataclasses import dataclass

from qa import wording
from qa.errors import NotFoundError, WithdrawnError
from qa.store.audit import Event, note_change, now
from qa.store.database import Database
from qa.wording import withdrawn as wording_withdrawn


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """An interview that was withdrawn, by whom and why; `at` is UTC, "YYYY-MM-DD hh:mm:ss".

    `path` and `sha256` tell the file and the record that it came from.
    """

    interview: str
    path: str
    sha256: str
    at: str
    author: str
    reason: str


_COLUMNS = "interview, path, sha256, at, author, reason"


def note_withdrawal(database: Database, interview: str, reason: str, author: str) -> None:
    """Notes, inside the caller's transaction, that an interview which is still there is withdrawn."""
    database.change(
        f"INSERT INTO withdrawn ({_COLUMNS}) SELECT interview, path, sha256, ?, ?, ? FROM sources WHERE interview = ?"
        " ON CONFLICT (interview) DO UPDATE SET path = excluded.path, sha256 = excluded.sha256, at = excluded.at,"
        " author = excluded.author, reason = excluded.reason",
        *(now(), author.strip(), reason.strip(), interview),
    )


def lift(database: Database, interview: str) -> None:
    """Lets the next build bring a withdrawn interview back; NotFoundError if it was not withdrawn."""
    with database.transaction():
        rows = database.rows("SELECT path FROM withdrawn WHERE interview = ?", interview)
        if not rows:
            raise NotFoundError(wording_withdrawn.not_withdrawn(interview))
        database.change("DELETE FROM withdrawn WHERE interview = ?", interview)
        note_change(database, Event.LIFT, interview)
        database.change("DELETE FROM files WHERE path = ?", rows[0][0])  # it is to be read again


def withdrawals(database: Database) -> dict[str, Withdrawal]:
    """Lists the interviews that are withdrawn, by their ids, the latest first."""
    rows = database.rows(f"SELECT {_COLUMNS} FROM withdrawn ORDER BY at DESC, interview")
    return {row[0]: Withdrawal(*row) for row in rows}


def withdrawal_of(database: Database, interview: str) -> Withdrawal | None:
    """Returns the withdrawal of one interview, if it is withdrawn."""
    rows = database.rows(f"SELECT {_COLUMNS} FROM withdrawn WHERE interview = ?", interview)
    return Withdrawal(*rows[0]) if rows else None


def is_withdrawn(database: Database, sha256: str) -> bool:
    """Tells whether an article of these very bytes is withdrawn, wherever it came from."""
    return bool(database.rows("SELECT 1 FROM withdrawn WHERE sha256 = ?", sha256))


def missing(database: Database, interview: str) -> NotFoundError:
    """Returns what to raise where an interview is not there: that it was withdrawn, or that there is none."""
    found = withdrawal_of(database, interview)
    if found is None:
        return NotFoundError(wording.no_such_interview(interview))
    return WithdrawnError(wording_withdrawn.withdrawn(interview, found.at), found.reason)
