"""A folder that is watched: what is new or changed in it comes in like an upload. Nothing in it is ever changed.

Where the system tells of changes, watchfiles hears it at once; elsewhere (and with WATCHFILES_FORCE_POLLING=1, for
folders that lie on another machine) it looks itself.
"""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from qa.article.find import files_in
from qa.article.read import LIMIT, ArticleFailure
from qa.build import reading_rules
from qa.errors import QAError
from qa.incoming.parts import WATCHED
from qa.incoming.worker import TrayWorker
from qa.store.gone import file_key
from qa.store.incoming import came_before
from qa.store.kept import file_is_known

LOOK_SECONDS = 1.0
"""Seconds after which the watcher looks whether it is to end, and whether a file that was being written is whole."""

STILL_SECONDS = 1.5
"""Seconds that a file must not have changed: before, somebody may be writing it."""

POLL_MS = 1000
"""Milliseconds between two looks where the system tells of no changes."""

Seen = tuple[int, int]
"""When a file was last changed (nanoseconds), and how long it is."""

_log = logging.getLogger(__name__)


def watched_files(folder: Path) -> Iterator[Path]:
    """Finds the files of a folder that come in; hidden ones and those that are saved beside a page do not."""
    for entry in files_in(folder):
        if isinstance(entry, ArticleFailure):
            _log.warning("watched folder: %s", entry.reason)
        elif entry.suffix.lower() in WATCHED and entry.is_file():
            yield entry


class Watcher(threading.Thread):
    """Watches a folder, and those in it, until it is closed."""

    def __init__(self, folder: Path, worker: TrayWorker) -> None:
        super().__init__(name="watching", daemon=True)
        self._folder = folder
        self._worker = worker
        self._tray = worker.tray
        self._closing = threading.Event()
        self._taken: dict[Path, Seen] = {}
        self._polling = False

    def run(self) -> None:
        """Takes what came while nobody watched, then what comes."""
        while not self._closing.is_set():
            try:
                self._watch()
            except OSError as error:  # the folder is gone, or the system can watch no more of them
                _log.warning("watched folder: %s", error.strerror or type(error).__name__)
                self._polling = True
            self._closing.wait(LOOK_SECONDS)

    def _watch(self) -> None:
        from watchfiles import watch

        self._look()
        unsettled = True  # what comes before the watch begins is told by nobody
        for changes in watch(
            self._folder,
            watch_filter=None,
            stop_event=self._closing,
            rust_timeout=int(1000 * LOOK_SECONDS),
            yield_on_timeout=True,
            raise_interrupt=False,
            force_polling=self._polling or None,
            poll_delay_ms=POLL_MS,
        ):
            if changes or unsettled:
                unsettled = self._look()

    def _look(self) -> bool:
        """Takes in what is new or changed and nobody is writing any more; whether something has to be looked at again.

        The whole folder is looked through: of the files in a folder that is moved in nothing is told.
        """
        unsettled = False
        for path in watched_files(self._folder):
            try:
                told = path.stat()
                seen = (told.st_mtime_ns, told.st_size)
                if self._taken.get(path) == seen:
                    continue
                if time.time() - told.st_mtime < STILL_SECONDS:
                    unsettled = True
                    continue
                self._take(path)
                self._taken[path] = seen
            except OSError as error:
                _log.warning("watched file: %s", error.strerror or type(error).__name__)
            except QAError as error:
                _log.warning("watched file: %s", error)
                unsettled = True  # the archive can't be written now
        return unsettled

    def _take(self, path: Path) -> None:
        with path.open("rb") as file:
            raw = file.read(LIMIT + 1)
        key, digest, store = file_key(path), hashlib.sha256(raw).hexdigest(), self._tray.store
        if came_before(store, key, digest) or file_is_known(store, key, digest, reading_rules()):
            return
        self._tray.receive(path.name, raw, "", key)
        self._worker.wake()

    def close(self) -> None:
        """Ends."""
        self._closing.set()
        if self.is_alive():
            self.join()
