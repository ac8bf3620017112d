"""How an article ends: the thanks that close its talk, and whether its text breaks off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa.parse.nearest import step

CLOSERS = '"”’)]*_ »'
"""What may stand behind the stop of a sentence."""

THANKS_FIRST = re.compile(
    r"\W*(?:Vâng,?\s|Dạ,?\s|Một lần nữa,?\s)?(?:[Xx]in|[Tt]rân trọng|[Cc]hân thành|[Rr]ất|[ ,])*\s*(?:[Cc]ảm|[Cc]ám) ơn"
)

# How places are counted, set by hand: the chain's weights are fitted to these observations.
_BEHIND = (0, 1, 2, 4, 8)
_STOPS = tuple(".!?…/")
_THANKS_SIZE = 160
"""Characters of the longest words of thanks that end a talk."""
_NOT_BEFORE = 3
"""Thanks in the first of so many parts of an article end no talk."""


class Ending:
    """The end of one article, from the words of its segments, and which of these have a label."""

    def __init__(self, contents: Sequence[str], labelled: Sequence[bool]) -> None:
        self._last = len(contents) - 1
        self._cut_off = bool(contents) and contents[-1].rstrip(CLOSERS)[-1:] not in _STOPS
        thanks = [n for n, words in enumerate(contents) if len(words) < _THANKS_SIZE and THANKS_FIRST.match(words)]
        self._thanked = thanks[-1] if thanks and thanks[-1] > len(contents) // _NOT_BEFORE else None
        self._labels = self._thanked is not None and any(labelled[self._thanked + 1 :])

    def of(self, n: int) -> Iterator[str]:
        """Yields whether the talk is thanked for before segment `n`, and whether the text breaks off in it."""
        if self._thanked is None:
            yield "no thanks"
        elif n > self._thanked:
            yield f"after thanks labels {self._labels}"
            yield f"after thanks labels {self._labels} {step(n - self._thanked, _BEHIND)}"
        if n == self._last and self._cut_off:
            yield "cut off"
