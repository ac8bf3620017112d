"""Everything that a stored archive prints, ready for checks: what stands in files or memory, and what changed since."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from qa.generation import known_generation, open_quotes
from qa.interview import Interview
from qa.quotable import Laid, Reading, laid_out, readings
from qa.store.store import Store

if TYPE_CHECKING:
    from qa.quote.check import QuoteIndex

WORN = 0.1
"""Share of interviews that changed since, from which all is laid out in memory anew."""


class StoredQuotes:
    """The quote index of a stored archive, brought up to date by what changed; for any thread."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._making = threading.Lock()
        self._made: tuple[str, QuoteIndex] | None = None
        self._base: Laid | None = None
        self._folder = ""  # of the base; "" where that stands in memory alone
        self._refused = ""

    def index(self, version: str, interview: Callable[[str], Interview]) -> QuoteIndex:
        """Returns what the archive prints at the moment that this thread reads, which is of this content version.

        `interview` reads one for any thread that holds a moment of that version.
        """
        made = self._made
        if made is None or made[0] != version:
            with self._making:
                made = self._made
                if made is None or made[0] != version:
                    made = self._made = version, self._index(version, interview)
        return made[1]

    def refuse(self) -> None:
        """Forgets what was made: it said something else than the store."""
        with self._making:
            self._made, self._base, self._refused = None, None, self._folder

    def _index(self, version: str, interview: Callable[[str], Interview]) -> QuoteIndex:
        import numpy as np

        from qa.quote.check import QuoteIndex
        from qa.quote.printed import places
        from qa.quote.sequence import ReadPlaces

        now = readings(self._store)
        left, changed = self._left(version, now)
        if self._base is None or (not self._folder and left.count(False) + len(changed) > WORN * len(left)):
            self._base, self._folder = laid_out(version, now, interview), ""
            left, changed = [True] * len(now), []
        lots, kept = [self._base.lot], [np.array(left, np.bool_)]
        if changed:
            lots.append(laid_out(version, changed, interview).lot)
            kept.append(np.ones(len(changed), np.bool_))
        return QuoteIndex(ReadPlaces(lots, kept, lambda key: places(interview(key))))

    def _left(self, version: str, now: Sequence[Reading]) -> tuple[list[bool], list[Reading]]:
        """Which interviews of the base are read as they were in it, and all others that there are now."""
        base = self._base = self._opened() or self._base
        if base is None or base.version == version:
            return [True] * len(base.readings if base else now), []
        told = {one for one in now if one.last_turn is not None}  # without a turn, nothing tells whether it changed
        there = told.intersection(base.readings)
        return [one in there for one in base.readings], [one for one in now if one not in there]

    def _opened(self) -> Laid | None:
        """What stands in files that were written since the last time; None where there are none that can be used."""
        folder = known_generation(self._store)
        if folder is None or folder.name in (self._folder, self._refused):
            return None
        found = open_quotes(self._store, folder)
        if found is None:
            self._refused = folder.name
        else:
            self._folder = folder.name
        return found
