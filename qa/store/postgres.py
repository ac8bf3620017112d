"""An archive in a database of a PostgreSQL server, which several machines share.

The same statements as everywhere go to it by SQLAlchemy Core, which keeps the connections, finds those that have died
and speaks psycopg. Readers hold snapshots and wait for nobody. Who writes takes a lock of the whole archive first, as
SQLite has it: so rows become visible in the order of their ids, by which derived indexes are brought up to date.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa import wording
from qa.errors import SettingsError, StoreError
from qa.store.files import DERIVED, derived_folder, folder_size, name_of_folder
from qa.store.migrations import MIGRATIONS
from qa.store.postgres_tables import steps, with_ids
from qa.store.sqlite import Lock
from qa.wording import store as wording_store

if TYPE_CHECKING:
    from sqlalchemy import Connection as Pooled
    from sqlalchemy import CursorResult
    from sqlalchemy.engine import URL, Engine

PATIENCE = "120s"
"""How long a writer waits for another one to finish."""

CONNECT_SECONDS = 5
"""How long one waits for a server that does not answer."""

KEPT, MORE = 8, 48
"""Connections that stay open, and those that may be opened beside them while many ask at once."""

_WRITES, _BUILDS, _READS = "(20817, 1)", "(20817, 2)", "(20817, 3)"
"""The numbers of our locks, those of other programs in the same database apart."""

_AWAY = ("OperationalError", "InterfaceError", "TimeoutError")
"""What SQLAlchemy raises where the way to the server is at fault."""

_BUSY, _FULL = "55P03", "53100"

_NAME = "postgresql"

_WORDS = (
    *("sources", "interviews", "utterances", "passages", "sentences", "readings", "vectors", "corrections", "errata"),
    *("feedback", "incoming", "parsed", "versions", "cases"),
)
"""The tables that hold words of interviews."""


@lru_cache(maxsize=1024)
def _sent(statement: str) -> str:
    """A statement as psycopg takes it."""
    return statement.replace("%", "%%").replace("?", "%s")


class _Found:
    """What a statement found, as plain tuples."""

    def __init__(self, found: CursorResult[Any]) -> None:
        self._found = found

    @property
    def rowcount(self) -> int:
        return self._found.rowcount

    def fetchall(self) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self._found.fetchall()] if self._found.returns_rows else []


class _Lent:
    """A connection out of the pool, as `qa.store.database.Connection` has it."""

    def __init__(self, pooled: Pooled) -> None:
        self._pooled = pooled
        self._own: Any = pooled.connection.driver_connection

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open; of a connection that has died there is none."""
        return self._own.info.transaction_status.name in ("ACTIVE", "INTRANS", "INERROR")

    def execute(self, statement: str, values: Sequence[Any] = (), /) -> _Found:
        return _Found(self._pooled.exec_driver_sql(_sent(statement), tuple(map(_storable, values))))

    def executemany(self, statement: str, rows: Sequence[Sequence[Any]], /) -> None:
        self._pooled.exec_driver_sql(_sent(statement), [tuple(map(_storable, row)) for row in rows])


def _storable(value: Any) -> Any:
    """A value as the server takes it: it has no character of number 0, which visitors may send, but nobody types."""
    return value.replace("\0", "\N{SYMBOL FOR NULL}") if isinstance(value, str) and "\0" in value else value


class AdvisoryLock:
    """A lock of the server's that processes on all machines take in turn; it goes when its holder dies."""

    def __init__(self, number: str, engine: Engine, said: Callable[[Any], StoreError], errors: type[Exception]) -> None:
        self._number = number
        self._engine = engine
        self._said = said
        self._errors = errors

    @contextmanager
    def held(self, waits: Callable[[], None] | None = None) -> Iterator[None]:
        """Holds the lock; calls `waits` once where somebody else has it first."""
        with self._tried() as (mine, lent):
            if not mine:
                if waits:
                    waits()
                lent.execute("SET lock_timeout = 0")
                lent.execute(f"SELECT pg_advisory_lock{self._number}")
                lent.execute("RESET lock_timeout")
            try:
                yield
            finally:
                self._let_go(lent)

    @contextmanager
    def held_at_once(self) -> Iterator[bool]:
        """Holds the lock if nobody else has it; tells whether it does."""
        with self._tried() as (mine, lent):
            try:
                yield mine
            finally:
                if mine:
                    self._let_go(lent)

    @contextmanager
    def _tried(self) -> Iterator[tuple[bool, _Lent]]:
        try:
            with self._engine.connect() as pooled:
                lent = _Lent(pooled)
                yield bool(lent.execute(f"SELECT pg_try_advisory_lock{self._number}").fetchall()[0][0]), lent
        except self._errors as error:
            raise self._said(error) from error

    def _let_go(self, lent: _Lent) -> None:
        with suppress(self._errors):  # a server that is away has let it go
            lent.execute(f"SELECT pg_advisory_unlock{self._number}")


class PostgresServer:
    """The server, see `qa.store.database.Backend`."""

    read_only = False
    write: tuple[str, ...] = ("BEGIN", f"SELECT pg_advisory_xact_lock{_WRITES}")
    moment: tuple[str, ...] = ("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "SELECT 1")

    def __init__(self, server: str, path: Path) -> None:
        url = _url(server)
        self.name = url.set(drivername=_NAME).render_as_string(hide_password=True)
        self.derived = f"{DERIVED} {name_of_folder(path)}"
        self._folder = derived_folder(path)
        self._engine = _engine(url)
        self.errors: type[Exception] = importlib.import_module("sqlalchemy.exc").SQLAlchemyError
        self.builds: Lock = AdvisoryLock(_BUILDS, self._engine, self.said, self.errors)
        self._reads = AdvisoryLock(_READS, self._engine, self.said, self.errors)

    def check(self) -> None:
        """Does nothing: each connection is tried before it is used."""

    def said(self, error: Any) -> StoreError:
        """Returns what an error of the server's, or of the way to it, is to whoever meets it."""
        cause = getattr(error, "orig", None) or error
        state = getattr(cause, "sqlstate", None)
        known = {_BUSY: wording.STORE_BUSY, _FULL: wording_store.NO_ROOM}.get(state or "")
        line = (str(cause).strip() or type(cause).__name__).splitlines()[0]
        # Without a state it never came to the server; of class 57 or 08 the server has gone.
        away = type(error).__name__ in _AWAY if state is None else state[:2] in ("57", "08")
        return StoreError(known or (wording_store.away if away else wording_store.unreadable)(self.name, line))

    def version(self, rows: Any) -> int:
        """Returns how many steps of the tables the database has taken."""
        if rows("SELECT to_regclass('schema_version')")[0][0] is None:
            return 0
        return int(rows("SELECT steps FROM schema_version")[0][0])

    def steps(self, version: int) -> Iterator[str]:
        """Returns the statements that are left to bring the tables to the last step."""
        yield from steps(version)
        yield "CREATE TABLE IF NOT EXISTS schema_version (steps BIGINT NOT NULL)"
        yield "DELETE FROM schema_version"
        yield f"INSERT INTO schema_version VALUES ({len(MIGRATIONS)})"

    @contextmanager
    def pen(self) -> Iterator[_Lent]:
        """Lends a connection."""
        with self._engine.connect() as pooled:
            yield _Lent(pooled)

    reader = pen

    def close(self) -> None:
        """Closes all connections."""
        self._engine.dispose()

    def wipe(self, database: Any) -> None:
        """Has the place of what was deleted be free to be written over; the server does that in its own time."""
        with self.pen() as lent:
            lent.execute(f"VACUUM {', '.join(_WORDS)}")

    def complaints(self, rows: Any) -> list[str]:
        """Returns nothing: the server's own tools (pg_amcheck) look at its files."""
        return []

    def size(self, rows: Any) -> int:
        """Counts the bytes of the database, and of what is derived from it here."""
        return int(rows("SELECT pg_database_size(current_database())")[0][0]) + folder_size(self._folder)

    def turn_to_read(self) -> AbstractContextManager[bool]:
        """Lends the turn to one process at a time."""
        return self._reads.held_at_once()

    def count_on(self) -> Iterator[str]:
        """Returns the statements by which new rows get higher ids than any that is there."""
        for table in with_ids():
            named = f"pg_get_serial_sequence('{table}', 'id')"
            yield f"SELECT setval({named}, (SELECT coalesce(max(id), 0) + 1 FROM {table}), false)"

    def back_up(self, database: Any, target: Path) -> None:
        """Writes all that the database holds to a SQLite file."""
        from qa.store.moving import write_file  # which itself opens databases

        write_file(database, target)


def _url(server: str) -> URL:
    try:
        from sqlalchemy import make_url
        from sqlalchemy.exc import ArgumentError
    except ModuleNotFoundError as error:
        raise SettingsError(wording_store.no_cluster(error.name)) from None
    try:
        url = make_url(server)
    except (ArgumentError, ValueError):
        raise SettingsError(wording_store.BAD_SERVER) from None
    if url.drivername != _NAME or not url.database:
        raise SettingsError(wording_store.BAD_SERVER)
    return url.set(drivername="postgresql+psycopg")


def _engine(url: URL) -> Engine:
    from sqlalchemy import create_engine

    settings = {
        "application_name": "interview-archive",
        "client_encoding": "utf8",
        "connect_timeout": CONNECT_SECONDS,
        "keepalives_idle": 30,
        "tcp_user_timeout": 30_000,
        "options": f"-c lock_timeout={PATIENCE}",
    }
    pool: dict[str, Any] = {"pool_size": KEPT, "max_overflow": MORE, "pool_pre_ping": True}
    try:
        # Our own statements begin and end transactions, so that both kinds of database do it by the same code.
        return create_engine(url, connect_args=settings, isolation_level="AUTOCOMMIT", **pool)
    except ModuleNotFoundError as error:
        raise SettingsError(wording_store.no_cluster(error.name)) from None
