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


class TrayWorker(threading.Thread):
    """Works off the tray until it is closed."""

    def __init__(self, tray: Tray) -> None:
        super().__init__(name="tray", daemon=True)
        self.tray = tray
        self._woken = threading.Event()
        self._closing = threading.Event()

    def run(self) -> None:
        """Takes up what an earlier process left, then one thing after the other."""
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
        while self.is_alive() and time.monotonic() < end and under_way(self.tray.store, numbers):
            time.sleep(_PATIENCE)

    def close(self) -> None:
        """Ends; what is being read is read again at the next start."""
        self._closing.set()
        self._woken.set()
        if self.is_alive():
            self.join()
