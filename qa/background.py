"""The thread that reads on behind a server: what a build left for later, and what is added or edited meanwhile."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager

from qa.backfill import Backfill
from qa.errors import QAError

PAUSE_SECONDS = 5.0
"""Seconds between two looks for something to read."""

NICENESS = 10
"""How far this thread stands back behind those that answer questions (nice, 0 to 19)."""

_log = logging.getLogger(__name__)


class BackgroundReader(threading.Thread):
    """Runs the backfill until it is closed; `made` makes it anew for each run.

    `turn` tells whether it is this process' turn, for as long as it is held: of several machines one reads.
    """

    def __init__(self, made: Callable[[], Backfill], turn: Callable[[], AbstractContextManager[bool]]) -> None:
        super().__init__(name="reading", daemon=True)
        self._made, self._turn = made, turn
        self._closing = threading.Event()

    def run(self) -> None:
        """Reads on, pauses, and looks again."""
        if hasattr(os, "setpriority"):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
        while not self._closing.is_set():
            try:
                with self._turn() as mine:
                    if mine:
                        self._made().run(lambda so_far: None, self._closing.is_set)
            except QAError as error:
                _log.warning("not read on: %s", error)
            self._closing.wait(PAUSE_SECONDS)

    def close(self) -> None:
        """Ends after the lot that is being read."""
        self._closing.set()
        self.join()
