"""When each interview first came into the archive, and when it last changed. The database notes it by itself."""

from __future__ import annotations

from qa.store.database import Database


def dates(database: Database) -> dict[str, tuple[str, str]]:
    """Returns when each interview came and when it changed, by its id: UTC, "YYYY-MM-DD hh:mm:ss"."""
    return {row[0]: (row[1], row[2]) for row in database.rows("SELECT interview, added, changed FROM dates")}
