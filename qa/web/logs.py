"""The server's log: one line an event on stderr, nothing in it that moves a terminal's cursor."""

from __future__ import annotations

import logging
import re
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class OneLine(logging.Formatter):
    """Writes whatever a request brought as visible text: control characters, and line breaks in messages, escaped."""

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        """Returns the time in Vietnam, with its offset."""
        return datetime.fromtimestamp(record.created, ZONE).isoformat(timespec="seconds")

    def formatMessage(self, record: logging.LogRecord) -> str:
        """Returns the line of a record, without its traceback."""
        return super().formatMessage(record).replace("\n", "\\n")

    def format(self, record: logging.LogRecord) -> str:
        """Returns the whole entry; only a traceback has further lines."""
        return _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), super().format(record))


_KIND, _ONCE_IN = 80, 60.0
"""Characters by which entries are of one kind; seconds in which one of a kind is written."""


class Seldom(logging.Filter):
    """Lets one entry of each kind (the first line of its template) pass in a minute: a flood must not fill the log."""

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Tells whether the record is written."""
        kind = str(record.msg).split("\n", 1)[0][:_KIND]
        if record.created - self._last.get(kind, -_ONCE_IN) < _ONCE_IN:
            return False
        self._last[kind] = record.created
        return True


def log_to_stderr() -> None:
    """Sends what is worth an operator's attention to stderr; what clients can cause at will once a minute."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in ("asyncio", "uvicorn.error"):
        logging.getLogger(name).addFilter(Seldom())
