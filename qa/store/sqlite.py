"""An archive in a SQLite file (WAL) of this machine.

Readers and the writer have connections of their own, so nobody who reads waits for somebody who writes.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, Protocol

from qa import wording
from qa.errors import StoreError
from qa.store.files import (
    DERIVED,
    FileLock,
    back_up,
    create,
    folder_size,
    identity,
    is_read_only,
    open_reader,
    open_writer,
    unwritable,
)
from qa.store.migrations import MIGRATIONS, statements_of
from qa.wording import store as wording_store


class Lock(Protocol):
    """A lock that processes and threads take in turn, and that goes when its holder dies."""

    def held(self, waits: Callable[[], None] | None = None) -> AbstractContextManager[None]: ...
    def held_at_once(self) -> AbstractContextManager[bool]: ...


class SqliteFile:
    """The file, see `qa.store.database.Backend`."""

    errors: type[Exception] = sqlite3.Error
    write: tuple[str, ...] = ("BEGIN IMMEDIATE",)
    moment: tuple[str, ...] = ("BEGIN", "SELECT 1 FROM sqlite_schema LIMIT 1")  # the moment is that of the first look
    derived = DERIVED

    def __init__(self, path: Path) -> None:
        self._path = path
        self.name = str(path)
        self.builds: Lock = FileLock(path)
        self._idle: deque[sqlite3.Connection] = deque()
        self._closed = False
        self._writer: sqlite3.Connection | None = None
        try:
            if not is_read_only(path):
                create(path, FileLock(path))
                self._writer = open_writer(path)
        except sqlite3.Error as error:
            raise self.said(error) from error
        self._identity = identity(path)

    @property
    def read_only(self) -> bool:
        """Whether the file stands where this process may not write."""
        return is_read_only(self._path)

    def check(self) -> None:
        """Makes sure that the file is still the one that was opened."""
        if identity(self._path) != self._identity:
            raise StoreError(wording_store.gone(self._path))

    def said(self, error: Any) -> StoreError:
        """Returns what an error of SQLite's is to whoever meets it."""
        said = {sqlite3.SQLITE_BUSY: wording.STORE_BUSY, sqlite3.SQLITE_FULL: wording_store.NO_ROOM}
        known = said.get(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR))
        return StoreError(known or wording_store.unreadable(self._path, error))

    def version(self, rows: Any) -> int:
        """Returns how many steps of the tables the file has taken."""
        return int(rows("PRAGMA user_version")[0][0])

    def steps(self, version: int) -> Iterator[str]:
        """Returns the statements that are left to bring the tables to the last step."""
        yield from statements_of("".join(MIGRATIONS[version:]))
        yield f"PRAGMA user_version={len(MIGRATIONS)}"

    @contextmanager
    def pen(self) -> Iterator[sqlite3.Connection]:
        """Lends the connection that writes; StoreError where nothing may be written."""
        if self._writer is None:
            raise unwritable(self._path)
        yield self._writer

    @contextmanager
    def reader(self) -> Iterator[sqlite3.Connection]:
        """Lends a connection that reads."""
        try:
            reader = self._idle.pop()
        except IndexError:
            reader = open_reader(self._path)
        try:
            yield reader
        finally:
            if self._closed:
                reader.close()
            else:
                self._idle.append(reader)

    def close(self) -> None:
        """Closes all connections."""
        self._closed = True
        while self._idle:
            self._idle.pop().close()
        if self._writer:
            self._writer.close()

    def wipe(self, database: Any) -> None:
        """Leaves nothing that was deleted in the file or its log.

        What is deleted is overwritten (see `open_writer`); what older programs deleted goes the first time.
        """
        with self.pen() as pen:
            if not database.rows("SELECT 1 FROM manifest WHERE key='wiped'"):
                pen.execute("VACUUM")
                database.change("INSERT INTO manifest VALUES ('wiped', '1')")
            if pen.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                raise StoreError(wording.WORDS_IN_LOG)

    def complaints(self, rows: Any) -> list[str]:
        """Returns what SQLite's own check finds."""
        return [str(said) for (said,) in rows("PRAGMA integrity_check") if said != "ok"]

    def size(self, rows: Any) -> int:
        """Counts the bytes of the archive's folder."""
        return folder_size(self._path.parent)

    def turn_to_read(self) -> AbstractContextManager[bool]:
        """Returns True: one server serves a file."""
        return nullcontext(True)

    def count_on(self) -> Iterator[str]:
        """Returns nothing: SQLite sees to it by itself."""
        yield from ()

    def back_up(self, database: Any, target: Path) -> None:
        """Copies the file as it stands to a new one."""
        self.check()
        back_up(self._path, target)
