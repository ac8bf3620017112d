"""A second, closer look at the best hits: how near their single sentences and words come to the question.

A long answer's vector is a mean of all that it says, so a few exact sentences drown in it, and a question's is a mean
of its words, so that several everyday words for one official term come out near nothing. The nearest sentence, encoded
alone, and the late interaction of single words are added to the fused score on the same absolute scale.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.search.retrieve import Hit

SENTENCE_WEIGHT = 0.5
"""Weight of the nearest sentence's cosine beside the fused score (chosen on the dev sets)."""

INTERACTION_WEIGHT = 0.75
"""Weight of the late interaction beside the fused score (chosen on the dev sets)."""

DEPTH = 30
"""Hits that are looked at again (of 10, 20 and 30 the best on questions in other words than their answers)."""


@dataclass(frozen=True, slots=True)
class ReadHit:
    """A hit with the cosines of its utterance's sentences to the question, in order.

    `interaction`: the best sentence's late interaction with the question (-1..1): the mean over the question's words of
    each one's nearest word in it; 0 for a model without word vectors.
    """

    hit: Hit
    cosines: tuple[float, ...]
    interaction: float = 0.0

    @property
    def nearest(self) -> float:
        """The cosine of the nearest sentence; 0 where there is none."""
        return max(self.cosines, default=0.0)

    @property
    def gain(self) -> float:
        """What the closer look adds to the fused score."""
        return SENTENCE_WEIGHT * self.nearest + INTERACTION_WEIGHT * self.interaction


def rerank(read: Sequence[ReadHit]) -> list[ReadHit]:
    """The hits by fused score and closer look, best first; ties keep their order. `hit.score` is the new sum."""
    scored = [replace(one, hit=replace(one.hit, score=one.hit.score + one.gain)) for one in read]
    return sorted(scored, key=lambda one: -one.hit.score)
