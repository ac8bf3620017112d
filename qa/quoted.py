"""Everything that a stored archive prints, ready for checks; made of what changed since the last time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from qa.interview import Interview
from qa.store.store import Store

if TYPE_CHECKING:
    from qa.quote.check import QuoteIndex
    from qa.quote.printed import Place


@dataclass(frozen=True, slots=True)
class _Read:
    """How an interview is read, as far as that can be told without reading it: another reading has other turns.

    `last_turn` is a row's id, never used again; None where the interview holds no turn.
    """

    interview: str
    title: str
    last_turn: int | None


class StoredQuotes:
    """The quote index of a stored archive, made anew where that changed; for any thread.

    What an interview prints is kept as long as the interview is read as it was.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._making = threading.Lock()
        self._made: tuple[str, QuoteIndex] | None = None
        self._printed: dict[_Read, tuple[Place, ...]] = {}

    def index(self, version: str, interview: Callable[[str], Interview]) -> QuoteIndex:
        """Returns what the archive prints at the moment that this thread reads, which is of this content version."""
        from qa.quote.check import QuoteIndex

        made = self._made
        if made is None or made[0] != version:
            with self._making:
                made = self._made
                if made is None or made[0] != version:
                    made = version, QuoteIndex(chain.from_iterable(self._places(interview)))
                    self._made = made
        return made[1]

    def _places(self, interview: Callable[[str], Interview]) -> list[tuple[Place, ...]]:
        from qa.quote.check import places

        kept, self._printed = self._printed, {}
        for state in _reads(self._store):
            there = kept.get(state) if state.last_turn else None  # without a turn, nothing tells whether it changed
            self._printed[state] = there or tuple(places(interview(state.interview)))
        return [*self._printed.values()]


def _reads(store: Store) -> list[_Read]:
    turns = "LEFT JOIN turns t ON t.interview = i.id GROUP BY i.id ORDER BY i.id"
    return [_Read(*row) for row in store.rows(f"SELECT i.id, i.title, max(t.id) FROM interviews i {turns}")]
