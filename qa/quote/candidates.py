"""Which places may hold a claim: an index of folded words and word pairs, and a plain scan of everything.

Candidates only: who asks compares the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from qa.quote.folding import Hashes, Ids, folded
from qa.quote.lot import Folds
from qa.quote.numbering import Numbering

_COMMON_WORD = 0.02
"""A single word counts only if at most this share of the places holds it."""

_FEWEST_COMMON = 8
"""In small archives words count that are in up to so many places."""

_LOOKED_UP = 120
"""Word pairs of a long claim that are looked up, the rarest first."""

_INTERSECTED = 8
"""Word pairs, the rarest first, that a place must hold to be a candidate for holding a claim word for word."""


class Candidates:
    """The folded forms of the places of an archive, in one lot or several; places go by their number in all."""

    def __init__(self, folds: Sequence[Folds], numbering: Numbering) -> None:
        self._folds, self._numbering = folds, numbering
        self._size = len(numbering)
        self._most = max(_FEWEST_COMMON, int(self._size * _COMMON_WORD))

    def holding(self, fragments: Sequence[str]) -> list[int]:
        """Finds the places that hold every fragment's word pairs, in order: all that may hold them word for word.

        Empty where no fragment has two words. A place with other spacing can be missed: `scan` finds it.
        """
        found: Ids | None = None
        postings = [docs for fragment in fragments for docs in self._with("pairs", _hashed(fragment)[0])]
        for docs in sorted(postings, key=len)[:_INTERSECTED]:
            found = np.sort(docs) if found is None else np.intersect1d(found, docs, assume_unique=True)
            if not len(found):
                break
        return [] if found is None else found.tolist()

    def contains(self, number: int, fragment: str) -> bool:
        """Tells whether a place holds the fragment's folded letters and digits in a row, whatever stands between."""
        folds, at = self._at(number)
        return folds.letters.find(_letters_of(fragment), int(folds.starts[at]), int(folds.starts[at + 1])) >= 0

    def spread(self, fragment: str, places: range) -> range | None:
        """Finds the places in a row, out of those of an article, over which the fragment's letters run on."""
        folds, first = self._at(places.start)
        needle = _letters_of(fragment)
        at = folds.letters.find(needle, int(folds.starts[first]), int(folds.starts[first + len(places)]))
        if at < 0:
            return None
        ends = np.searchsorted(folds.starts, (at, at + len(needle) - 1), side="right") + (places.start - first)
        return range(int(ends[0]) - 1, int(ends[1]))

    def scan(self, fragment: str, limit: int) -> list[int]:
        """Finds up to `limit` places that hold the fragment's folded letters and digits in a row, out of all."""
        needle = _letters_of(fragment)
        found: list[int] = []
        for folds, numbers in zip(self._folds, self._numbering.numbers, strict=True) if needle else ():
            found += _scanned(folds, numbers, needle, limit)
        return sorted(found)[:limit]

    def alike(self, claim: str, limit: int, among: range | None = None) -> list[int]:
        """Finds up to `limit` places, all in `among`, that share the most and rarest word pairs and rare words.

        The best come first.
        """
        pairs, alone = _hashed(claim)
        postings = sorted(filter(len, self._with("pairs", pairs)), key=len)[:_LOOKED_UP]
        postings += [docs for docs in self._with("words", alone) if 0 < len(docs) <= self._most]
        if not postings:
            return []
        weights = [np.log1p(self._size / len(docs)) for docs in postings]
        score = np.bincount(
            np.concatenate(postings),
            weights=np.repeat(weights, [len(docs) for docs in postings]),
            minlength=self._size,
        )
        if among is not None:
            score[: among.start] = score[among.stop :] = 0
        take = min(limit, int(np.count_nonzero(score)))
        if not take:
            return []
        best = np.argpartition(score, -take)[-take:]
        return [int(doc) for doc in best[np.argsort(-score[best], kind="stable")]]

    def _at(self, number: int) -> tuple[Folds, int]:
        lot, at = self._numbering.at(number)
        return self._folds[lot], at

    def _with(self, kind: str, hashed: Hashes) -> list[Ids]:
        """The places that hold each of some hashes of word `pairs` or `words`."""
        of_lots = [getattr(folds, kind).texts(hashed) for folds in self._folds]
        return [self._numbering.of(texts) for texts in zip(*of_lots, strict=True)]


def _scanned(folds: Folds, numbers: Ids, needle: bytes, limit: int) -> list[int]:
    """The numbers of up to `limit` places of one lot that hold some letters in a row."""
    found: list[int] = []
    at = folds.letters.find(needle)
    while at >= 0 and len(found) < limit:
        place = int(np.searchsorted(folds.starts, at, side="right")) - 1
        end = int(folds.starts[place + 1])
        if at + len(needle) > end:
            at = folds.letters.find(needle, at + 1)
            continue
        found += [int(numbers[place])] if numbers[place] >= 0 else []
        at = folds.letters.find(needle, end)
    return found


def _hashed(text: str) -> tuple[Hashes, Hashes]:
    """The hashes of a text's word pairs, and of its words."""
    made = folded([text])
    return np.unique(made.pairs()[0]), np.unique(made.alone()[0])


@lru_cache(maxsize=16)
def _letters_of(fragment: str) -> bytes:
    return folded([fragment]).letters.tobytes()
