"""How the places of several lots are numbered as if they were one: by the articles' ids. One lot keeps its order."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from qa.quote.folding import Ids

Left = npt.NDArray[np.bool_]


class Numbering:
    """The numbers of the places of lots, among all that are left of them.

    `numbers[lot]` are those of a lot's places (-1: not left); `articles` and `firsts` are all articles that are left,
    in order, and the number of each one's first place (one more: the end).
    """

    def __init__(self, articles: Sequence[Sequence[str]], firsts: Sequence[Ids], left: Sequence[Left]) -> None:
        """Takes of each lot its articles, the first place of each (one more: the end), and which of them are left."""
        every = [key for some, kept in zip(articles, left, strict=True) for key in np.array(some, object)[kept]]
        order = np.arange(len(every))
        if len(articles) > 1:
            order = np.array(sorted(order.tolist(), key=every.__getitem__), np.int64)
        sizes = [np.diff(first)[kept] for first, kept in zip(firsts, left, strict=True)]
        ends = np.cumsum(np.concatenate(sizes)[order]) if every else np.empty(0, np.int64)
        self.articles: list[str] = [every[at] for at in order.tolist()]
        self.firsts: Ids = np.concatenate((np.zeros(1, np.int64), ends))
        begins = np.empty(len(every), np.int64)
        begins[order] = self.firsts[:-1]
        self.numbers = _numbers(firsts, left, begins)
        self._lots, self._places = np.empty(len(self), np.uint8), np.empty(len(self), np.int64)
        for lot, numbers in enumerate(self.numbers):
            here = np.flatnonzero(numbers >= 0)
            self._lots[numbers[here]], self._places[numbers[here]] = lot, here

    def __len__(self) -> int:
        return int(self.firsts[-1])

    def at(self, number: int) -> tuple[int, int]:
        """Returns the lot of a place, and its number in that."""
        return int(self._lots[number]), int(self._places[number])

    def of(self, places: Sequence[npt.NDArray[np.uint32]]) -> Ids:
        """Returns the numbers of the places, lot by lot, that are left."""
        found = np.concatenate([numbers[some] for numbers, some in zip(self.numbers, places, strict=True)])
        return found[found >= 0]

    def article(self, number: int) -> int:
        """Returns which article a place is of."""
        return int(np.searchsorted(self.firsts, number, side="right")) - 1

    def places(self, article: int) -> range:
        """Returns the numbers of an article's places."""
        first, end = self.firsts[article : article + 2].tolist()
        return range(first, end)


def _numbers(firsts: Sequence[Ids], left: Sequence[Left], begins: Ids) -> list[Ids]:
    """Numbers the places of each lot; `begins` are the first numbers of the articles left, lot by lot."""
    found, at = [], 0
    for first, kept in zip(firsts, left, strict=True):
        count = int(kept.sum())
        shifts = np.full(len(kept), -1, np.int64)
        shifts[kept] = begins[at : at + count]
        at += count
        sizes = np.diff(first)
        within = np.arange(first[-1]) - np.repeat(first[:-1], sizes)
        shift = np.repeat(shifts, sizes)
        found.append(np.where(shift < 0, -1, shift + within))
    return found
