"""The database of an archive: opened, migrated, read and written in transactions. Knows no interview.

It is a SQLite file of this machine (`sqlite.py`), or a database of a PostgreSQL server (`postgres.py`) that several
machines share. All statements are SQL that both understand, with `?` for each value: there is one text of each, which
can be read and tried by hand. What differs stands in those two files: how a connection is had, how a transaction
begins, who waits for whom, how the tables are made.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence, Sized
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol

from qa.errors import StoreError
from qa.store.files import forget_derived
from qa.store.migrations import MIGRATIONS
from qa.store.sqlite import Lock, SqliteFile
from qa.wording import store as wording_store


def places(values: Sized) -> str:
    """Returns what stands for some values within `IN (…)`; none of them matches nothing."""
    return ",".join("?" * len(values)) or "NULL"


class Found(Protocol):
    """What a statement found, or how many rows it changed."""

    @property
    def rowcount(self) -> int: ...
    def fetchall(self) -> list[Any]: ...


class Connection(Protocol):
    """One connection; a transaction on it begins and ends by statements."""

    @property
    def in_transaction(self) -> bool: ...
    def execute(self, statement: str, values: Sequence[Any] = ..., /) -> Found: ...
    def executemany(self, statement: str, rows: Sequence[Sequence[Any]], /) -> object: ...


class Backend(Protocol):
    """Where an archive's database is, as far as it matters to nobody else.

    `write` begins a transaction that writes, alone of all; `moment` one that reads one state. `derived` is the
    manifest's name for the indexes that are derived here. `errors` are what its library raises.
    """

    name: str
    derived: str
    builds: Lock
    errors: type[Exception]
    write: tuple[str, ...]
    moment: tuple[str, ...]

    @property
    def read_only(self) -> bool: ...
    def check(self) -> None: ...
    def said(self, error: Any) -> StoreError: ...
    def version(self, rows: Any) -> int: ...
    def steps(self, version: int) -> Iterable[str]: ...
    def pen(self) -> AbstractContextManager[Connection]: ...
    def reader(self) -> AbstractContextManager[Connection]: ...
    def close(self) -> None: ...
    def wipe(self, database: Any) -> None: ...
    def complaints(self, rows: Any) -> list[str]: ...
    def size(self, rows: Any) -> int: ...
    def turn_to_read(self) -> AbstractContextManager[bool]: ...
    def count_on(self) -> Iterable[str]: ...
    def back_up(self, database: Any, target: Path) -> None: ...


def _backend(path: Path, server: str) -> Backend:
    if not server:
        return SqliteFile(path)
    from qa.store.postgres import PostgresServer  # its libraries are needed where a server is named, and only there

    return PostgresServer(server, path)


class Database:
    """One archive's database; safe to use from several threads. StoreError where it fails, in one line.

    `path` is its file; where a `server` (postgresql://…) holds it, what is derived from it is kept beside that name.
    """

    def __init__(self, path: Path, server: str = "") -> None:
        self.path = path
        self.server = server
        self._writing = threading.RLock()
        self._mine = threading.local()
        self._back = _backend(path, server)
        self.builds = self._back.builds
        """Held by whoever builds: one at a time, whichever process."""
        with self._said():
            self._migrate()

    def _migrate(self) -> None:
        if self._back.version(self.rows) == len(MIGRATIONS):
            return
        with self.transaction():
            # Another process may have migrated between the two looks.
            version = self._back.version(self.rows)
            if version > len(MIGRATIONS):
                raise StoreError(wording_store.of_other_version(self._back.name, version, len(MIGRATIONS)))
            for statement in self._back.steps(version):
                self._mine.pen.execute(statement)

    def again(self) -> Database:
        """Opens the same database once more, for somebody who is to close it."""
        return Database(self.path, self.server)

    def close(self) -> None:
        """Closes the database, which can't be used afterwards; a file's log is written back."""
        with self._writing:
            self._back.close()

    def check(self) -> None:
        """Makes sure that the file is still the one that was opened; StoreError where it was removed or replaced."""
        self._back.check()

    @property
    def name(self) -> str:
        """What messages call the database, a password left out."""
        return self._back.name

    @property
    def read_only(self) -> bool:
        """Whether nothing may be written."""
        return self._back.read_only

    @property
    def derived(self) -> str:
        """The manifest's name for the indexes that are derived beside `path`."""
        return self._back.derived

    @contextmanager
    def _said(self) -> Iterator[None]:
        try:
            yield
        except self._back.errors as error:
            raise self._back.said(error) from error

    # --- writing ---

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Makes several changes one: commits at the end, rolls back on an error; inside another one, part of that."""
        if self._pen is not None:
            yield
            return
        with self._writing, self._said(), self._back.pen() as pen:
            self.check()
            for statement in self._back.write:
                pen.execute(statement)
            self._mine.pen = pen
            try:
                yield
                pen.execute("COMMIT")
            except BaseException:
                if pen.in_transaction:
                    pen.execute("ROLLBACK")
                raise
            finally:
                self._mine.pen = None

    @property
    def _pen(self) -> Connection | None:
        """The connection on which this thread has a transaction that writes."""
        return getattr(self._mine, "pen", None)

    def insert(self, statement: str, *values: object) -> int:
        """Adds one row to a table whose rows have an `id`, in a transaction; that id."""
        with self.transaction():
            return int(self._mine.pen.execute(f"{statement} RETURNING id", values).fetchall()[0][0])

    def change(self, statement: str, *values: object) -> int:
        """Runs a statement that changes rows, in a transaction; how many it changed."""
        with self.transaction():
            return int(self._mine.pen.execute(statement, values).rowcount)

    def change_many(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        """Runs a statement once with each row of values, in one transaction."""
        if rows:
            with self.transaction():
                self._mine.pen.executemany(statement, rows)

    def wipe(self) -> None:
        """Leaves nothing that was deleted in the database, as far as it can see to that, or in what was derived of it.

        StoreError where somebody goes on reading a file. What other machines derived goes with their next question.
        """
        forget_derived(self.path)
        with self._writing, self._said():
            self._back.wipe(self)

    # --- reading ---

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Holds one moment: whatever this thread reads inside is of one state, whatever others write meanwhile."""
        if getattr(self._mine, "reader", None) or self._pen is not None:
            yield
            return
        with self._said(), self._back.reader() as reader:
            for statement in self._back.moment:
                reader.execute(statement).fetchall()
            self._mine.reader = reader
            try:
                yield
            finally:
                self._mine.reader = None
                if reader.in_transaction:
                    reader.execute("ROLLBACK")

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Returns the rows that a query finds."""
        with self._said():
            if held := self._pen or getattr(self._mine, "reader", None):
                return list(held.execute(query, values).fetchall())
            with self._back.reader() as reader:
                return list(reader.execute(query, values).fetchall())

    def turn_to_read(self) -> AbstractContextManager[bool]:
        """Tells, for as long as it is held, whether this process is the one of several servers that reads closely."""
        return self._back.turn_to_read()

    def count_on(self) -> None:
        """Has new rows get higher ids than those that were put in with theirs, inside the caller's transaction."""
        for statement in self._back.count_on():
            self._mine.pen.execute(statement).fetchall()

    def complaints(self) -> list[str]:
        """Returns what the database itself finds wrong with how it is stored."""
        return self._back.complaints(self.rows)

    def size(self) -> int:
        """Counts the bytes of the archive, with what is derived from it."""
        return self._back.size(self.rows)

    def back_up(self, target: Path) -> None:
        """Writes a copy of the archive as it stands to a new file, checked before it gets its name."""
        with self._said():
            self._back.back_up(self, target)
