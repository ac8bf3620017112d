"""Endless batches of pairs, a question-like text and a passage, drawn from the prepared units."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from embeddings.train.table.prepare import BODY, VARIANTS, AskedUnits, Prepared
from embeddings.train.table.units import PARTS, Bags, Ids, Units

UNACCENTED = 0.04
ABBREVIATED = 0.10
"""Share of the headlines and questions that come without accents, and with abbreviations exchanged."""

CUT = 0.4
SHORTEST_CUT = 0.4
"""Share of the answering passages that are cut to a run of their words, at least this share of them: long
answers are searched by windows."""

OFTEN = 4
"""Questions by which an article is taken for an interview."""

LONGEST = 8
"""Sentences in a window at most."""


@dataclass(frozen=True, slots=True)
class Mixture:
    """What a batch is made of (shares that add up to 1) and how its words are thinned out.

    `interviews`: whether `asking` takes questions of articles that ask often alone, most of them interviews;
    `forget`: share of pairs whose passage loses every word of its query, so that related words must do;
    `drop`: share of all tokens that are left out at random.
    """

    headline: float = 0.35
    lead: float = 0.2
    sentence: float = 0.2
    asking: float = 0.15
    answered: float = 0.1
    written: float = 0.0
    reworded: float = 0.0
    interviews: bool = False
    forget: float = 0.4
    drop: float = 0.05


@dataclass(frozen=True, slots=True)
class Batch:
    """Row i of `queries` belongs to row i of `passages`, and to no row of `hard`.

    `clashes`: (row of queries, row of hard) pairs, shape (m, 2), that belong together after all.
    """

    queries: Bags
    passages: Bags
    hard: Bags | None = None
    clashes: Ids | None = None


class Pairs:
    """Draws batches; the same seed draws the same ones.

    `mined` holds, for each passage with written questions, other such passages that are easily taken for it,
    shape (passages, choices); without it no hard passages are put beside a batch.
    """

    def __init__(self, prepared: Prepared, mixture: Mixture, size: int, seed: int, mined: Ids | None = None) -> None:
        self._prepared = prepared
        self._mined = mined
        self._units: Units = prepared.units
        self._mixture = mixture
        self._size = size
        self._random = np.random.default_rng(seed)
        self._dealt: Ids = np.empty(0, np.int64)
        self._decks: dict[int, list[int]] = {}
        self._seen = np.zeros((size, int(prepared.units.tokens.max()) + 1), np.bool_)
        lengths = prepared.articles[1:] - prepared.articles[:-1] - BODY
        self._articles = np.flatnonzero(lengths >= 3)
        self._askers = _of_interviews(prepared) if mixture.interviews else prepared.asking

    def draw(self) -> Batch:
        """The next batch."""
        parts = [make(count) for make, count in self._shares() if count]
        queries = np.concatenate([query for query, _ in parts])
        passages = np.concatenate([passage for _, passage in parts])
        batch = self._thinned(Bags.of(self._units, queries), Bags.of(self._units, passages))
        return batch if self._mined is None else self._hardened(batch, self._mined)

    def _shares(self) -> list[tuple[Callable[[int], tuple[Ids, Ids]], int]]:
        mixture = self._mixture
        makers: list[tuple[Callable[[int], tuple[Ids, Ids]], float]] = [
            # First, so that their rows are the first of the batch: `_hardened` counts on it.
            (self._written, mixture.written),
            (self._lead, mixture.lead),
            (self._sentence, mixture.sentence),
            (self._asking, mixture.asking),
            (self._answered, mixture.answered),
            (self._reworded, mixture.reworded),
        ]
        counts = [(make, int(share * self._size)) for make, share in makers]
        return [*counts, (self._headline, self._size - sum(count for _, count in counts))]

    def _windows(self, count: int) -> tuple[Ids, Ids, Ids]:
        """First units of articles, and the first and last (excluded) unit of a window of each."""
        chosen = self._articles[self._random.integers(0, len(self._articles), count)]
        first, body = self._prepared.articles[chosen], self._prepared.articles[chosen] + BODY
        end = self._prepared.articles[chosen + 1]
        length = np.minimum(self._random.integers(2, LONGEST, count), end - body)
        start = body + (self._random.random(count) * (end - body - length + 1)).astype(np.int64)
        return first, start, start + length

    def _headline(self, count: int) -> tuple[Ids, Ids]:
        first, start, end = self._windows(count)
        return self._typed(first), self._parts(middle=self._units.ranges(start, end))

    def _lead(self, count: int) -> tuple[Ids, Ids]:
        first, start, end = self._windows(count)
        lead = self._units.ranges(first + VARIANTS, first + VARIANTS + 1)
        # Printed articles tell no lead apart: their first sentence serves, unless the window holds it.
        opening = np.where(start > first + BODY, first + BODY, first)
        lead = np.where((lead[:, :1] == lead[:, 1:]), self._units.ranges(opening, opening + 1), lead)
        return self._parts(middle=lead), self._parts(middle=self._units.ranges(start, end))

    def _sentence(self, count: int) -> tuple[Ids, Ids]:
        first, start, end = self._windows(count)
        chosen = start + (self._random.random(count) * (end - start)).astype(np.int64)
        passage = self._parts(
            title=self._titles(first, 0.25),
            middle=self._units.ranges(start, chosen),
            after=self._units.ranges(chosen + 1, end),
        )
        return self._parts(middle=self._units.ranges(chosen, chosen + 1)), passage

    def _asking(self, count: int) -> tuple[Ids, Ids]:
        place = self._random.integers(0, len(self._askers), count)
        asking = self._askers[place]
        article = np.searchsorted(self._prepared.articles, asking, side="right") - 1
        end = np.minimum(asking + 1 + self._random.integers(1, 6, count), self._prepared.articles[article + 1])
        # The answer ends where the next question begins; of two questions in a row the first is left as it is.
        following = np.append(self._askers, np.iinfo(np.int64).max)[place + 1]
        end = np.where(following > asking + 1, np.minimum(end, following), end)
        title = self._titles(self._prepared.articles[article], 0.5)
        passage = self._parts(title=title, middle=self._units.ranges(asking + 1, end))
        return self._parts(middle=self._units.ranges(asking, asking + 1)), passage

    def _answered(self, count: int) -> tuple[Ids, Ids]:
        return self._asked(self._prepared.answered, self._deal(self._prepared.answered, count))

    def _written(self, count: int) -> tuple[Ids, Ids]:
        self._dealt = self._deal(self._prepared.written, count)
        return self._asked(self._prepared.written, self._dealt)

    def _reworded(self, count: int) -> tuple[Ids, Ids]:
        """Two of the questions that were written for one passage."""
        written = self._prepared.written
        chosen = self._deal(written, count)
        questions = written.questions[chosen]
        one = self._random.integers(0, questions)
        other = (one + self._random.integers(1, np.maximum(questions, 2))) % questions
        first = written.question[chosen]
        return self._typed(first + VARIANTS * one), self._typed(first + VARIANTS * other)

    def _asked(self, asked: AskedUnits, chosen: Ids) -> tuple[Ids, Ids]:
        count = len(chosen)
        picked = (self._random.random(count) * asked.questions[chosen]).astype(np.int64)
        return self._typed(asked.question[chosen] + VARIANTS * picked), self._passages(asked.passage[chosen])

    def _passages(self, passage: Ids) -> Ids:
        """Ranges of passages, half of them with their titles, some cut."""
        title = self._titles(passage, 0.5)
        whole = self._units.ranges(passage + 1, passage + 2)
        return self._parts(title=title, middle=self._cut(whole))

    def _cut(self, ranges: Ids) -> Ids:
        """Ranges of which a share, CUT, are shortened at both ends."""
        length = ranges[:, 1] - ranges[:, 0]
        share = SHORTEST_CUT + (1 - SHORTEST_CUT) * self._random.random(len(length))
        share[self._random.random(len(length)) >= CUT] = 1
        kept = np.maximum((length * share).astype(np.int64), np.minimum(length, 1))
        start = ranges[:, 0] + (self._random.random(len(length)) * (length - kept + 1)).astype(np.int64)
        return np.stack([start, start + kept], axis=1)

    def _hardened(self, batch: Batch, mined: Ids) -> Batch:
        """The batch with a passage beside it for each written question, easily taken for the right one."""
        choice = self._random.integers(0, mined.shape[1], len(self._dealt))
        chosen = np.unique(mined[self._dealt, choice])
        hard = Bags.of(self._units, self._passages(self._prepared.written.passage[chosen]))
        clashes = np.argwhere(self._dealt[:, None] == chosen[None, :])
        return Batch(batch.queries, batch.passages, hard, clashes)

    def _deal(self, asked: AskedUnits, count: int) -> Ids:
        """Passages in random order, each once before any comes again, so that few batches hold one twice."""
        deck = self._decks.setdefault(id(asked), [])
        while len(deck) < count:
            deck[:0] = self._random.permutation(len(asked.passage)).tolist()
        dealt, deck[-count:] = deck[-count:], []
        return np.array(dealt, np.int64)

    def _typed(self, unit: Ids) -> Ids:
        """Ranges of a headline or question in one of its forms."""
        chance = self._random.random(len(unit))
        form = np.where(chance < UNACCENTED, 1, np.where(chance < UNACCENTED + ABBREVIATED, 2, 0))
        return self._parts(middle=self._units.ranges(unit + form, unit + form + 1))

    def _titles(self, unit: Ids, share: float) -> Ids:
        """Ranges of these units, or empty ones for all but a share of them."""
        ranges = self._units.ranges(unit, unit + 1)
        ranges[self._random.random(len(unit)) >= share] = 0
        return ranges

    @staticmethod
    def _parts(middle: Ids, title: Ids | None = None, after: Ids | None = None) -> Ids:
        ranges = np.zeros((len(middle), PARTS, 2), np.int64)
        ranges[:, 1] = middle
        if title is not None:
            ranges[:, 0] = title
        if after is not None:
            ranges[:, 2] = after
        return ranges

    def _thinned(self, queries: Bags, passages: Bags) -> Batch:
        mixture, random = self._mixture, self._random
        if mixture.forget:
            forgetful = random.random(passages.count) < mixture.forget
            self._seen[queries.rows, queries.ids] = True
            shared = self._seen[passages.rows, passages.ids] & forgetful[passages.rows]
            self._seen[queries.rows, queries.ids] = False
            passages = passages.keep(~shared)
        if mixture.drop:
            queries = queries.keep(random.random(len(queries.ids)) >= mixture.drop)
            passages = passages.keep(random.random(len(passages.ids)) >= mixture.drop)
        return Batch(queries, passages)


def _of_interviews(prepared: Prepared) -> Ids:
    """The questions of articles with at least `OFTEN` of them."""
    article = np.searchsorted(prepared.articles, prepared.asking, side="right") - 1
    return prepared.asking[np.bincount(article)[article] >= OFTEN]
