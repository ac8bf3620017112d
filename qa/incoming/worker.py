"""The thread that reads and takes in what came in, for as long as the server runs."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence

from qa.errors import QAError
from qa.incoming.tray import Tray
from qa.store.incoming import under_way

LOOK_SECONDS = 2.0
"""Seconds between two looks at what another process may have put in, or what has to wait for a build."""

_PATIENCE = 0.05

_log = logging.getLogger(__name__)


class TrayWorker:
    """Works off the tray from each start to the close that follows it."""

    def __init__(self, tray: Tray) -> None:
        self.tray = tray
        self._thread: threading.Thread | None = None
        self._woken = threading.Event()
        self._closing = threading.Event()

    def start(self) -> None:
        """Begins: takes up what an earlier process left, then one thing after the other."""
        self._closing.clear()
        self._thread = threading.Thread(target=self._run, name="tray", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        resumed = False
        while not self._closing.is_set():
            try:
                if not resumed:
                    self.tray.resume()
                    resumed = True
                while self.tray.step(self._closing.is_set) and not self._closing.is_set():
                    pass
            except QAError as error:
                _log.warning("tray: %s", error)
            self._woken.wait(LOOK_SECONDS)
            self._woken.clear()

    def wake(self) -> None:
        """Has it look at once."""
        self._woken.set()

    def wait_for(self, numbers: Sequence[int], seconds: float) -> None:
        """Waits until these are read or taken in, for so many seconds at most."""
        self.wake()
        end = time.monotonic() + seconds
        thread = self._thread
        while thread and thread.is_alive() and time.monotonic() < end and under_way(self.tray.store, numbers):
            time.sleep(_PATIENCE)

    def close(self) -> None:
        """Ends; what is being read is read again at the next start."""
        self._closing.set()
        self._woken.set()
        if self._thread:
            self._thread.join()
            self._thread = None
