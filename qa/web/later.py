"""What is written behind the answers: a thread with a connection of its own, so that nobody who asks waits for it."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence

from qa.errors import StoreError
from qa.store.database import Database

GATHER_SECONDS = 0.5
"""Seconds in which writings are gathered into one transaction: what a kill can cost."""

RETRY_SECONDS = 5.0
"""Seconds after which a disk that was full, or a file that was held, is tried again."""

CLOSING_SECONDS = 20.0
"""Seconds that the end of the program waits for what is still to be written."""

DAY_SECONDS = 86_400.0

MOST = 20_000
"""Writings that wait at the most while none can be made."""

_log = logging.getLogger(__name__)

Writing = Callable[[Database], object]
"""One writing, inside the transaction of its lot."""


class Later:
    """Writes to a database in lots; what can't be written waits and is tried again, and stops nobody.

    The database is one of its own. `daily` is done before the first lot and once a day; `lost` makes the writing that
    tells how many were dropped.
    """

    def __init__(self, open_database: Callable[[], Database], daily: Writing, lost: Callable[[int], Writing]) -> None:
        self._open = open_database
        self._daily = daily
        self._lost = lost
        self._waiting: deque[Writing] = deque()
        self._dropped = 0
        self._change = threading.Condition()
        self._thread: threading.Thread | None = None
        self._closing = False
        self._next_day = 0.0

    def add(self, writing: Writing) -> None:
        """Takes a writing; returns at once."""
        with self._change:
            if len(self._waiting) >= MOST:
                self._dropped += 1
                return
            self._waiting.append(writing)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="later", daemon=True)
                self._thread.start()
            self._change.notify_all()

    def close(self) -> None:
        """Writes what is left, and ends."""
        with self._change:
            self._closing = True
            self._change.notify_all()
        if self._thread is not None:
            self._thread.join(CLOSING_SECONDS)
        if self._waiting:
            _log.error("not written at the end: %d", len(self._waiting))
        self._thread, self._closing = None, False

    def _run(self) -> None:
        database: Database | None = None
        failing = False
        while self._gathered():
            try:
                database = database or self._open()
                self._write(database)
                failing = False
            except StoreError as error:
                if not failing:
                    _log.error("not written, tried again: %s", error)
                failing = True
                if database:
                    database.close()
                    database = None  # one that was opened while the disk was full would never write
                if self._closed_within(RETRY_SECONDS):
                    break
        if database:
            database.close()

    def _gathered(self) -> bool:
        """Waits for something to write, and a moment more; whether there is any."""
        with self._change:
            self._change.wait_for(lambda: self._waiting or self._closing)
            self._change.wait_for(lambda: self._closing, GATHER_SECONDS)
            return bool(self._waiting)

    def _closed_within(self, seconds: float) -> bool:
        """Waits; whether the last try has been made. One that ends the waiting is followed by that try."""
        with self._change:
            return self._closing or (self._change.wait_for(lambda: self._closing, seconds) and not self._waiting)

    def _write(self, database: Database) -> None:
        """Writes what waits in one transaction; one by one, where one of it is broken in itself."""
        if time.monotonic() >= self._next_day:
            self._daily(database)
            self._next_day = time.monotonic() + DAY_SECONDS
        lot = [*self._waiting]
        try:
            _write_lot(database, lot)
        except StoreError:
            raise
        except Exception:
            for one in lot:
                _write_alone(database, one)
        with self._change:
            for _ in lot:
                self._waiting.popleft()
            if self._dropped:
                self._waiting.append(self._lost(self._dropped))
                self._dropped = 0


def _write_lot(database: Database, lot: Sequence[Writing]) -> None:
    with database.transaction():
        for one in lot:
            one(database)


def _write_alone(database: Database, one: Writing) -> None:
    try:
        _write_lot(database, [one])
    except StoreError:
        raise
    except Exception:
        _log.exception("not written")
