"""The SQLite file (WAL): opened, migrated, read and written in transactions. Knows no interview.

Readers and the writer have connections of their own, so nobody who reads waits for somebody who writes.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from qa import wording
from qa.errors import StoreError
from qa.store.files import (
    FileLock,
    back_up,
    create,
    forget_derived,
    identity,
    is_read_only,
    open_reader,
    open_writer,
    unwritable,
)
from qa.store.migrations import MIGRATIONS, statements_of
from qa.wording import store as wording_store


class Database:
    """One archive's file; safe to use from several threads. StoreError where SQLite fails, in one line."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.builds = FileLock(path)
        """Held by whoever builds: one at a time, whichever process."""
        self._writing = threading.RLock()
        self._mine = threading.local()
        self._idle: deque[sqlite3.Connection] = deque()
        self._closed = False
        self._writer: sqlite3.Connection | None = None
        with self._said():
            if not is_read_only(path):
                create(path, self.builds)
                self._writer = open_writer(path)
            self._identity = identity(path)
            self._migrate()

    def _migrate(self) -> None:
        if self._version() == len(MIGRATIONS):
            return
        with self.transaction():
            # Another process may have migrated between the two looks.
            version = self._version()
            if version > len(MIGRATIONS):
                raise StoreError(wording_store.of_other_version(self.path, version, len(MIGRATIONS)))
            for statement in statements_of("".join(MIGRATIONS[version:])):
                self._pen.execute(statement)
            self._pen.execute(f"PRAGMA user_version={len(MIGRATIONS)}")

    def _version(self) -> int:
        return int(self.rows("PRAGMA user_version")[0][0])

    @property
    def _pen(self) -> sqlite3.Connection:
        if self._writer is None:
            raise unwritable(self.path)
        return self._writer

    def close(self) -> None:
        """Closes the file, its log written back; the database can't be used afterwards."""
        with self._writing:
            self._closed = True
            while self._idle:
                self._idle.pop().close()
            if self._writer:
                self._writer.close()

    def check(self) -> None:
        """Makes sure that the file is still the one that was opened; StoreError where it was removed or replaced."""
        if identity(self.path) != self._identity:
            raise StoreError(wording_store.gone(self.path))

    @contextmanager
    def _said(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            said = {sqlite3.SQLITE_BUSY: wording.STORE_BUSY, sqlite3.SQLITE_FULL: wording_store.NO_ROOM}
            known = said.get(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR))
            raise StoreError(known or wording_store.unreadable(self.path, error)) from error

    # --- writing ---

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Makes several changes one: commits at the end, rolls back on an error; inside another one, part of that."""
        with self._writing, self._said():
            if self._pen.in_transaction:
                yield
                return
            self.check()
            self._pen.execute("BEGIN IMMEDIATE")
            self._mine.writes = True
            try:
                yield
                self._pen.execute("COMMIT")
            except BaseException:
                if self._pen.in_transaction:
                    self._pen.execute("ROLLBACK")
                raise
            finally:
                self._mine.writes = False

    def insert(self, statement: str, *values: object) -> int:
        """Adds one row in a transaction; its id."""
        with self.transaction():
            return self._pen.execute(statement, values).lastrowid or 0

    def change(self, statement: str, *values: object) -> int:
        """Runs a statement that changes rows, in a transaction; how many it changed."""
        with self.transaction():
            return self._pen.execute(statement, values).rowcount

    def change_many(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        """Runs a statement once with each row of values, in one transaction."""
        with self.transaction():
            self._pen.executemany(statement, rows)

    def wipe(self) -> None:
        """Leaves nothing that was deleted in the file, its log, or what was derived of it.

        StoreError where somebody goes on reading it.

        What is deleted is overwritten (see `open_writer`); what older programs deleted goes the first time.
        """
        forget_derived(self.path)
        with self._writing, self._said():
            if not self.rows("SELECT 1 FROM manifest WHERE key='wiped'"):
                self._pen.execute("VACUUM")
                self.change("INSERT INTO manifest VALUES ('wiped', '1')")
            if self._pen.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                raise StoreError(wording.WORDS_IN_LOG)

    # --- reading ---

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Holds one moment: whatever this thread reads inside is of one state, whatever others write meanwhile."""
        if getattr(self._mine, "reader", None) or getattr(self._mine, "writes", False):
            yield
            return
        with self._said(), self._borrowed() as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT 1 FROM sqlite_schema").fetchone()  # the moment is that of the first look
            self._mine.reader = reader
            try:
                yield
            finally:
                self._mine.reader = None
                reader.execute("ROLLBACK")

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Returns the rows that a query finds."""
        with self._said():
            if getattr(self._mine, "writes", False):
                return self._pen.execute(query, values).fetchall()
            if reader := getattr(self._mine, "reader", None):
                return list(reader.execute(query, values).fetchall())
            with self._borrowed() as reader:
                return list(reader.execute(query, values).fetchall())

    @contextmanager
    def _borrowed(self) -> Iterator[sqlite3.Connection]:
        try:
            reader = self._idle.pop()
        except IndexError:
            reader = open_reader(self.path)
        try:
            yield reader
        finally:
            if self._closed:
                reader.close()
            else:
                self._idle.append(reader)

    def back_up(self, target: Path) -> None:
        """Writes a copy of the archive as it stands to a new file, checked before it gets its name."""
        with self._said():
            self.check()
            back_up(self.path, target)
