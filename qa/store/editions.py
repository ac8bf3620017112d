"""Sources that are editions of one interview because an editor said so: a build knows whose the article there is."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from qa.store.database import Database
from qa.store.incoming import ADDED


@dataclass(frozen=True, slots=True)
class Edition:
    """The article of a source: its own id, whose edition it is, and its bytes when another source took its place."""

    own: str
    interview: str
    sha256: str


def note_edition(database: Database, interview: str, path: str, own: str) -> None:
    """Notes, inside the caller's transaction, that an article at `path`, with its `own` id, comes next of an interview.

    The source that the interview has until then is noted too. One of no folder is not found again by a build.
    """
    rows = database.rows("SELECT path, sha256 FROM sources WHERE interview = ?", interview)
    for before, digest in rows:
        if not database.change(
            "UPDATE editions SET sha256 = ? WHERE path = ? AND interview = ?", digest, before, interview
        ):
            _note(database, before, interview, interview, digest)
    _note(database, path, own, interview, "")


def _note(database: Database, path: str, own: str, interview: str, digest: str) -> None:
    if not path.startswith(ADDED):
        database.change(
            "INSERT INTO editions VALUES (?, ?, ?, ?) ON CONFLICT (path, own)"
            " DO UPDATE SET interview = excluded.interview, sha256 = excluded.sha256",
            *(path, own, interview, digest),
        )


def told_apart(interview: str, path: str) -> str:
    """Returns the id of an article whose own id belongs to one of another file: the same at every build."""
    return f"{interview}-{hashlib.sha256(path.encode()).hexdigest()[:6]}"


def edition_at(database: Database, path: str, own: str) -> Edition | None:
    """Finds of which interview the article at `path` with its `own` id is an edition; None where it is of its own.

    Of one that is neither here nor withdrawn nothing is an edition.
    """
    rows = database.rows(
        "SELECT own, interview, sha256 FROM editions WHERE path = ? AND own IN (?, ?) AND (interview IN"
        " (SELECT interview FROM sources) OR interview IN (SELECT interview FROM withdrawn))",
        *(path, own, told_apart(own, path)),
    )
    return Edition(*rows[0]) if rows else None
