"""Sessions that were ended before their time: a cookie that somebody has copied stays out, over a restart, too."""

from __future__ import annotations

import hashlib
import logging
import os
import threading
import time
from pathlib import Path

_log = logging.getLogger(__name__)


class Ended:
    """The ended sessions of a file, each kept for as long as it could still be shown: `seconds`."""

    def __init__(self, path: Path, seconds: int) -> None:
        self._path = path
        self._seconds = seconds
        self._lock = threading.Lock()
        self._until = self._read()

    def add(self, session: str) -> None:
        """Ends a session, on disk too; where that fails, it is logged, and holds until the server stops."""
        mark, until = _mark(session), time.time() + self._seconds
        with self._lock:
            self._until = {one: end for one, end in self._until.items() if end > time.time()} | {mark: until}
            kept = "".join(f"{one} {end:.0f}\n" for one, end in self._until.items())
            fresh = self._path.with_name(self._path.name + ".new")
            try:
                with open(os.open(fresh, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
                    file.write(kept)
                os.replace(fresh, self._path)
            except OSError as error:
                _log.error("ended sessions can't be kept: %s", error.strerror)

    def __contains__(self, session: str) -> bool:
        return _mark(session) in self._until

    def _read(self) -> dict[str, float]:
        try:
            lines = [line.split() for line in self._path.read_text("ascii").splitlines()]
            return {mark: float(until) for mark, until in lines}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            _log.error("ended sessions can't be read: %s", error)
            return {}


def _mark(session: str) -> str:
    return hashlib.sha256(session.encode()).hexdigest()[:32]
