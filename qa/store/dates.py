"""When interviews came into the archive and last changed, which the database notes; when they were printed."""

from __future__ import annotations

from qa.store.audit import days_ago
from qa.store.database import Database


def dates(database: Database) -> dict[str, tuple[str, str]]:
    """Returns when each interview came and when it changed, by its id: UTC, "YYYY-MM-DD hh:mm:ss"."""
    return {row[0]: (row[1], row[2]) for row in database.rows("SELECT interview, added, changed FROM dates")}


def new_since(database: Database, days: int) -> tuple[int, int]:
    """Counts the interviews of the list that came in the last days, and the older ones that changed in them."""
    ((added, changed),) = database.rows(
        "SELECT count(*) FILTER (WHERE d.added >= ?), count(*) FILTER (WHERE d.added < ? AND d.changed >= ?)"
        " FROM dates d WHERE EXISTS (SELECT 1 FROM turns t WHERE t.interview = d.interview)",
        *[days_ago(days)] * 3,
    )
    return int(added), int(changed)


def printed_where(database: Database) -> list[tuple[str | None, str | None]]:
    """Returns the outlets and days of the interviews of the list, each pair once."""
    holding = "WHERE EXISTS (SELECT 1 FROM turns t WHERE t.interview = i.id)"
    return database.rows(f"SELECT DISTINCT i.outlet, i.date FROM interviews i {holding}")
