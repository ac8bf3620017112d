"""A whole archive out of one kind of database into another, table by table: at one moment, all or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from qa.store.database import Database
from qa.store.files import DERIVED, named_once_whole, settle
from qa.store.migrations import MIGRATIONS

LOT = 500
"""Rows that are moved at a time: a row may hold a whole article."""

_NOTED = ("manifest", "dates", "waiting_blocks")
"""Tables that triggers fill as others are filled: they come last, and take the place of what was filled in."""


def tables() -> list[str]:
    """Returns the names of all tables, those last that triggers fill."""
    script = "".join(MIGRATIONS)
    gone = {*re.findall(r"DROP TABLE (\w+)", script)}
    made = dict.fromkeys(re.findall(r"CREATE TABLE (?:IF NOT EXISTS )?(\w+)", script))
    return [*(name for name in made if name not in {*_NOTED, *gone}), *_NOTED]


def _first_column(name: str) -> str:
    found = re.search(rf"CREATE TABLE (?:IF NOT EXISTS )?{name} \(\s*(\w+)", "".join(MIGRATIONS))
    assert found, name
    return found[1]


def is_empty(database: Database) -> bool:
    """Tells whether nothing was ever put into an archive."""
    return not any(database.rows(f"SELECT 1 FROM {name} LIMIT 1") for name in tables() if name not in _NOTED)


def move(source: Database, target: Database) -> None:
    """Copies all that an archive holds into one that is empty; what was derived from it stays where it is."""
    with source.reading(), target.transaction():
        for name in tables():
            if name in _NOTED:
                target.change(f"DELETE FROM {name}")
            for rows in _lots(source, name):
                statement = f"INSERT INTO {name} VALUES ({','.join('?' * len(rows[0]))})"
                target.change_many(statement, rows)
        target.change("DELETE FROM manifest WHERE substr(key, 1, ?) = ?", len(DERIVED), DERIVED)
        target.count_on()


def _lots(source: Database, name: str) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a table, some at a time, in the order of its first column, by which it can be looked up."""
    first = _first_column(name)
    rows = source.rows(f"SELECT * FROM {name} ORDER BY {first} LIMIT {LOT}")
    while rows:
        last = rows[-1][0]
        # Of the last value there may be more rows than came.
        whole = [row for row in rows if row[0] != last]
        whole += source.rows(f"SELECT * FROM {name} WHERE {first} = ?", last)
        yield whole
        rows = source.rows(f"SELECT * FROM {name} WHERE {first} > ? ORDER BY {first} LIMIT {LOT}", last)


def write_file(source: Database, target: Path) -> None:
    """Writes an archive to a new SQLite file, which gets its name once it is whole and on the disk."""
    with named_once_whole(target) as partial:
        with closing(Database(partial)) as file:
            move(source, file)
        settle(partial)
