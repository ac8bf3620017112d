"""The list of an archive's interviews, kept ready to be searched until something in the archive changes."""

from __future__ import annotations

import threading

from qa.archive import Archive
from qa.search.listing import Line, line_of
from qa.store.dates import dates


class Listing:
    """The interviews of an archive as lines of a list; may be shared by threads."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._lock = threading.Lock()
        self._made: tuple[str, tuple[Line, ...]] = ("", ())

    def lines(self) -> tuple[Line, ...]:
        """Returns all lines, newest first, as they stand now."""
        store = self._archive.store
        with self._lock, store.reading():
            version = f"{store.content_version()} "  # never that of an empty list
            if self._made[0] != version:
                times = dates(store)
                lines = [line_of(one, *times.get(one.id, ("", ""))) for one in self._archive.interviews()]
                self._made = (version, tuple(lines))
            return self._made[1]
