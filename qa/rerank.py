"""A second, closer look at the best hits: how near their single sentences come to the question.

A long answer's vector is a mean of all that it says, so a few exact sentences drown in it. The nearest sentence,
encoded alone, is added to the fused score on the same absolute scale.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.retrieve import Hit
from qa.text import Span

SENTENCE_WEIGHT = 0.5
"""Weight of the nearest sentence's cosine beside the fused score (chosen on the dev interviews)."""

DEPTH = 10
"""Hits that are looked at again: 20 and 30 rank the dev questions no better, and cost as much more."""


@dataclass(frozen=True, slots=True)
class ReadHit:
    """A hit with the sentences of its utterance and their cosines to the question, in order."""

    hit: Hit
    text: str
    sentences: tuple[Span, ...]
    cosines: tuple[float, ...]

    @property
    def nearest(self) -> float:
        """The cosine of the nearest sentence; 0 where there is none."""
        return max(self.cosines, default=0.0)


def rerank(read: Sequence[ReadHit]) -> list[ReadHit]:
    """The hits by fused score and nearest sentence, best first; ties keep their order. `hit.score` is the new sum."""
    scored = [replace(one, hit=replace(one.hit, score=one.hit.score + SENTENCE_WEIGHT * one.nearest)) for one in read]
    return sorted(scored, key=lambda one: -one.hit.score)
