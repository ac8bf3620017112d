"""A second, closer look at the best hits: how near their single sentences and words come to the question.

A long answer's vector is a mean of all that it says, so a few exact sentences drown in it, and a question's is a mean
of its words, so that several everyday words for one official term come out near nothing. The nearest sentence, encoded
alone, and the late interaction of single words join the other signals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from qa.search.ranking import Signals, fitted_ranking
from qa.search.retrieve import Hit

DEPTH = 30
"""Hits that are looked at again (of 10, 20 and 30 the best on questions in other words than their answers)."""


@dataclass(frozen=True, slots=True)
class ReadHit:
    """A hit with the cosines of its utterance's sentences to the question, in order.

    `cosines` are those under the table, `contextual` those under the contextual encoder, where that has read it.
    `interaction`: the best sentence's late interaction with the question (-1..1): the mean over the question's words of
    each one's nearest word in it.
    """

    hit: Hit
    cosines: tuple[float, ...]
    interaction: float = 0.0
    contextual: tuple[float, ...] | None = None

    @property
    def nearest(self) -> float:
        """The cosine of the nearest sentence under the table; 0 where there is none."""
        return max(self.cosines, default=0.0)

    @property
    def signals(self) -> Signals:
        """All that speaks for the hit after the closer look."""
        read = self.contextual is not None and self.hit.signals.contextual is not None
        return replace(
            self.hit.signals,
            contextual=self.hit.signals.contextual if read else None,
            sentence=self.nearest,
            interaction=self.interaction,
            contextual_pair=_nearest_pair(self.contextual) if read and self.contextual is not None else None,
        )


def _nearest_pair(cosines: Sequence[float]) -> float:
    """The best mean of two neighbours: what answers is often begun in one sentence and said in the next."""
    return max((sum(pair) / 2 for pair in pairwise(cosines)), default=max(cosines, default=0.0))


def rerank(read: Sequence[ReadHit]) -> list[ReadHit]:
    """Orders the hits by all their signals, best first; ties keep their order. `hit.score` becomes the new sum."""
    ranking = fitted_ranking()
    scored = []
    for one in read:
        boosts = sum(boost.value for boost in one.hit.boosts)
        scored.append(replace(one, hit=replace(one.hit, score=ranking.score(one.signals) + boosts)))
    return sorted(scored, key=lambda one: -one.hit.score)
