"""Hits read sentence by sentence: how near each sentence, and each word of the question, comes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import numpy as np

from embeddings.closeness import Closeness, Texts
from qa import wording
from qa.errors import NotFoundError
from qa.interview import Interview, Turn, Utterance
from qa.search.dense import QuestionVectors, Vectors
from qa.search.passage import context
from qa.search.rerank import ReadHit
from qa.search.retrieve import Hit
from qa.text import sentences

Stored = Callable[[Sequence[int]], Mapping[int, bytes]]
"""Finds what a build kept of the texts of utterances, by their ids."""


class _Encoder(Protocol):
    def closeness(
        self, question: Sequence[tuple[str, float]], vector: Vectors, groups: Sequence[Texts]
    ) -> list[Closeness]: ...


def close_texts(interview: Interview, turn: Turn, utterance: Utterance) -> list[str]:
    """Returns what is kept ready of an utterance: its context, then its sentences."""
    parts = sentences(interview.text, utterance.span)
    return [context(interview, turn), *(part.of(interview.text) for part in parts)]


def read_closely(
    question: Sequence[tuple[str, float]],
    vectors: QuestionVectors,
    hits: Sequence[Hit],
    encoder: _Encoder,
    stored: Stored,
    rows: Mapping[int, Vectors],
) -> list[ReadHit]:
    """Measures, hit by hit in their order, how near their sentences and words come to a question.

    It is given as weighed readings and as their unit rows; `rows` are the sentences of those utterances that the
    contextual encoder has read. NotFoundError where a hit's interview was put anew since.
    """
    kept = stored([hit.utterance.id for hit in hits])
    for hit in hits:
        if hit.utterance.id not in kept:
            raise NotFoundError(wording.no_such_turn(hit.utterance.turn))
    groups = [Texts.from_bytes(kept[hit.utterance.id]) for hit in hits]
    found = encoder.closeness(question, vectors.table, groups)
    return [
        ReadHit(hit, tuple(near.cosines[1:].tolist()), _interaction(near), _cosines(vectors, rows, hit))
        for hit, near in zip(hits, found, strict=True)
    ]


def _cosines(vectors: QuestionVectors, rows: Mapping[int, Vectors], hit: Hit) -> tuple[float, ...] | None:
    here = rows.get(hit.utterance.id)
    if here is None or vectors.contextual is None:
        return None
    return tuple((here @ vectors.contextual).tolist())


def _interaction(near: Closeness) -> float:
    """The best sentence's late interaction with the question, the words of the context helping each."""
    if len(near.nearest) < 2 or not near.nearest.shape[1]:
        return 0.0
    by_sentence = np.maximum(near.nearest[1:], near.nearest[0]) @ near.weights
    return float(by_sentence.max())
