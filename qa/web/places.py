"""Places for work that takes long: only so much of it is under way at once, and one more is told to come back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from qa import wording
from qa.errors import QuestionError

AT_ONCE = 4
"""Articles that are decoded and checked, or conversations that are asked anew, at the same time."""


class BusyError(QuestionError):
    """As much is under way as may be."""


class Places:
    """The places for work that is under way."""

    def __init__(self, places: int = AT_ONCE) -> None:
        self._free = threading.BoundedSemaphore(places)

    @contextmanager
    def one(self) -> Iterator[None]:
        """Holds a place for as long as the block runs; BusyError where none is free."""
        if not self._free.acquire(blocking=False):
            raise BusyError(wording.BUSY)
        try:
            yield
        finally:
            self._free.release()
