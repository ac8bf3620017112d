"""The places that an archive prints, by number: given, or read out of the archive as they are needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Protocol

import numpy as np

from qa.errors import MistakenError
from qa.quote.candidates import Candidates
from qa.quote.lot import Folds, Lot
from qa.quote.numbering import Left, Numbering
from qa.quote.printed import Part, Place

ARTICLES_KEPT = 512
"""Articles whose places are kept as they were last read."""


class Places(Protocol):
    """Places by their numbers: those of one article in a row and in order."""

    def __len__(self) -> int: ...

    def __getitem__(self, number: int) -> Place: ...

    def text(self, number: int) -> str:
        """Returns the text of a place."""
        ...

    def part(self, number: int) -> Part:
        """Returns what a place is."""
        ...

    def speaker(self, number: int) -> str | None:
        """Returns who speaks at a place, as far as the article tells."""
        ...

    def article(self, number: int) -> range:
        """Returns the numbers of all places of the article that a place is of."""
        ...

    def candidates(self) -> Candidates:
        """Returns what finds places by words."""
        ...


class GivenPlaces:
    """Places that are in memory."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._places = tuple(places)
        articles = [(key, len([*same])) for key, same in groupby(self._places, key=lambda place: place.interview)]
        firsts = np.cumsum([0, *(size for _, size in articles)])
        self._numbering = Numbering([[key for key, _ in articles]], [firsts], [np.ones(len(articles), np.bool_)])

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, number: int) -> Place:
        return self._places[number]

    def text(self, number: int) -> str:
        """Returns the text of a place."""
        return self._places[number].text

    def part(self, number: int) -> Part:
        """Returns what a place is."""
        return self._places[number].part

    def speaker(self, number: int) -> str | None:
        """Returns who speaks at a place, as far as the article tells."""
        return self._places[number].speaker

    def article(self, number: int) -> range:
        """Returns the numbers of all places of the article that a place is of."""
        return self._numbering.places(self._numbering.article(number))

    def candidates(self) -> Candidates:
        """Returns what finds places by words."""
        return Candidates([Folds.of([place.text for place in self._places])], self._numbering)


class ReadPlaces:
    """Places of which the lots know the words, and which are read in full where they are looked at.

    MistakenError where a lot says something else of a place than the article.
    """

    def __init__(self, lots: Sequence[Lot], left: Sequence[Left], read: Callable[[str], Iterable[Place]]) -> None:
        """`left` tells of each lot's articles whether they count; `read` reads the places of an article by its id."""
        self._lots = lots
        self._numbering = Numbering([lot.articles for lot in lots], [lot.columns.firsts for lot in lots], left)
        self._read = read
        self._places = lru_cache(ARTICLES_KEPT)(self._places_of)

    def __len__(self) -> int:
        return len(self._numbering)

    def __getitem__(self, number: int) -> Place:
        article = self._numbering.article(number)
        return self._places(article)[number - self._numbering.places(article).start]

    def _places_of(self, article: int) -> tuple[Place, ...]:
        found = tuple(self._read(self._numbering.articles[article]))
        derived = [(self.text(n), self.part(n), self.speaker(n)) for n in self._numbering.places(article)]
        if derived != [(place.text, place.part, place.speaker) for place in found]:
            raise MistakenError(self._numbering.articles[article])
        return found

    def text(self, number: int) -> str:
        """Returns the text of a place."""
        lot, at = self._numbering.at(number)
        return self._lots[lot].text(at)

    def part(self, number: int) -> Part:
        """Returns what a place is."""
        lot, at = self._numbering.at(number)
        return self._lots[lot].part(at)

    def speaker(self, number: int) -> str | None:
        """Returns who speaks at a place, as far as the article tells."""
        lot, at = self._numbering.at(number)
        return self._lots[lot].speaker(at)

    def article(self, number: int) -> range:
        """Returns the numbers of all places of the article that a place is of."""
        return self._numbering.places(self._numbering.article(number))

    def candidates(self) -> Candidates:
        """Returns what finds places by words."""
        return Candidates([lot.folds for lot in self._lots], self._numbering)
