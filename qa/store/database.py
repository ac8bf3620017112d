"""The SQLite file (WAL): opened, migrated, read and written in transactions. Knows no interview."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from qa import wording
from qa.errors import StoreError
from qa.store.migrations import MIGRATIONS


class Database:
    """One archive's file; safe to use from several threads. StoreError where it can't be opened."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._lock = threading.RLock()
        try:
            self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=30)
            self._db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL")
            self._migrate()
        except sqlite3.Error as error:
            raise StoreError(wording.store_unreadable(path, error)) from error

    def _migrate(self) -> None:
        if self._version() == len(MIGRATIONS):
            return
        with self.transaction():
            # Another process may have migrated between the two looks.
            version = self._version()
            if version > len(MIGRATIONS):
                raise StoreError(wording.store_of_other_version(self.path, version, len(MIGRATIONS)))
            for statement in _statements("".join(MIGRATIONS[version:])):
                self._db.execute(statement)
            self._db.execute(f"PRAGMA user_version={len(MIGRATIONS)}")

    def _version(self) -> int:
        return int(self._db.execute("PRAGMA user_version").fetchone()[0])

    def close(self) -> None:
        """Closes the file; the database can't be used afterwards."""
        with self._lock:
            self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing: commits at the end, rolls back on an error; inside another one, part of that."""
        with self._lock:
            if self._db.in_transaction:
                yield
                return
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Returns the rows that a query finds."""
        with self._lock:
            return self._db.execute(query, values).fetchall()

    def insert(self, statement: str, *values: object) -> int:
        """Adds one row in a transaction; its id."""
        with self.transaction():
            return self._db.execute(statement, values).lastrowid or 0

    def change(self, statement: str, *values: object) -> int:
        """Runs a statement that changes rows, in a transaction; how many it changed."""
        with self.transaction():
            return self._db.execute(statement, values).rowcount

    def change_many(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        """Runs a statement once with each row of values, in one transaction."""
        with self.transaction():
            self._db.executemany(statement, rows)


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: executescript would commit before it begins."""
    statement = ""
    for piece in script.split(";"):
        statement += f"{piece};"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
