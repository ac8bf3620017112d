"""Sources in whose place an editor took in another one, as the new edition of their interview: a build knows them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from qa.store.database import Database
from qa.store.incoming import ADDED


@dataclass(frozen=True, slots=True)
class Superseded:
    """A source that another one took the place of: whose interview it was, and its bytes then."""

    interview: str
    sha256: str


def supersede(database: Database, interview: str) -> None:
    """Notes, inside the caller's transaction, the source that an interview has, before another takes its place.

    One of no folder is not read again by a build, so there is nothing to know of it.
    """
    database.change(
        "INSERT OR REPLACE INTO superseded SELECT path, interview, sha256 FROM sources"
        " WHERE interview = ? AND substr(path, 1, ?) <> ?",
        *(interview, len(ADDED), ADDED),
    )


def told_apart(interview: str, path: str) -> str:
    """Returns the id of an article whose own id belongs to one of another file: the same at every build."""
    return f"{interview}-{hashlib.sha256(path.encode()).hexdigest()[:6]}"


def superseded(database: Database, path: str, sha256: str, own: str) -> Superseded | None:
    """Finds of which interview an article at `path`, of these bytes or by its `own` id, is the former source.

    None where there is none, and where that interview is neither here from another source nor withdrawn.
    """
    rows = database.rows("SELECT interview, sha256 FROM superseded WHERE path = ? ORDER BY interview", path)
    for interview, digest in rows:
        if digest == sha256 or interview in (own, told_apart(own, path)):
            elsewhere = database.rows("SELECT 1 FROM sources WHERE interview = ? AND path <> ?", interview, path)
            if elsewhere or database.rows("SELECT 1 FROM withdrawn WHERE interview = ?", interview):
                return Superseded(interview, digest)
    return None
