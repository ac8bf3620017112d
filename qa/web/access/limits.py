"""How often something may be done: an allowance that fills again, and tries that lead to a pause. Pure, clock given."""

from __future__ import annotations

from collections import OrderedDict, deque

MOST_KEYS = 20_000
"""Visitors that are remembered at once; beyond, those longest unseen are forgotten."""


class Allowance:
    """`per_minute` of something for each key, all at once or spread; 0 is no bound."""

    def __init__(self, per_minute: int) -> None:
        self._most = per_minute
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str, now: float, own: int | None = None) -> float:
        """Takes one at the time `now` (seconds of any steady clock); 0, or the seconds until the next is there.

        `own` is the key's own allowance in a minute, in the place of everybody's.
        """
        most = self._most if own is None else own
        if most == 0:
            return 0.0
        left, since = self._left.pop(key, (float(most), now))
        left = min(float(most), left + (now - since) * most / 60)
        wait = 0.0 if left >= 1 else (1 - left) * 60 / most
        self._left[key] = (left if wait else left - 1, now)
        if len(self._left) > MOST_KEYS:
            self._left.popitem(last=False)
        return wait


class Tries:
    """At most `most` tries for a key within `seconds`."""

    def __init__(self, most: int, seconds: float) -> None:
        self._most = most
        self._seconds = seconds
        self._tries: OrderedDict[str, deque[float]] = OrderedDict()

    def wait(self, key: str, now: float) -> float:
        """Seconds until a try is open to the key; 0: now."""
        tries = self._tries.get(key)
        while tries and tries[0] <= now - self._seconds:
            tries.popleft()
        return tries[0] + self._seconds - now if tries and len(tries) >= self._most else 0.0

    def add(self, key: str, now: float) -> None:
        """Counts a try."""
        self._tries.setdefault(key, deque()).append(now)
        self._tries.move_to_end(key)
        if len(self._tries) > MOST_KEYS:
            self._tries.popitem(last=False)

    def forgive(self, key: str) -> None:
        """Forgets the tries of a key."""
        self._tries.pop(key, None)
