"""Hits read sentence by sentence: how near each sentence, and each word of the question, comes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np
import numpy.typing as npt

from embeddings.encoder import Closeness, Texts
from qa.interview import Interview, Turn
from qa.passage import context
from qa.rerank import ReadHit
from qa.retrieve import Hit
from qa.store import StoredUtterance
from qa.text import Span, sentences

Vectors = npt.NDArray[np.float32]

KEPT = 8192
"""Utterances that are kept ready: about 3 kB each with the bundled encoder."""


class _Encoder(Protocol):
    def ready(self, texts: Sequence[str]) -> Texts: ...

    def closeness(
        self, question: Sequence[tuple[str, float]], vector: Vectors, groups: Sequence[Texts]
    ) -> list[Closeness]: ...


@dataclass(frozen=True, slots=True)
class _Ready:
    """An utterance's sentences, and their texts after that of its context."""

    sentences: tuple[Span, ...]
    texts: Texts


class CloseReader:
    """Reads hits closely; may be shared by threads. `turn_of` finds an utterance's interview and turn."""

    def __init__(self, encoder: _Encoder, turn_of: Callable[[StoredUtterance], tuple[Interview, Turn]]) -> None:
        self._encoder = encoder
        self._turn_of = turn_of
        self._ready = lru_cache(maxsize=KEPT)(self._make_ready)

    def read(self, question: Sequence[tuple[str, float]], vector: Vectors, hits: Sequence[Hit]) -> list[ReadHit]:
        """The hits with their sentences, in the same order; `question` are weighed readings, `vector` their unit row.

        NotFoundError where a hit's interview has been put anew since.
        """
        ready = [self._ready(hit.utterance) for hit in hits]
        found = self._encoder.closeness(question, vector, [one.texts for one in ready])
        return [
            ReadHit(hit, one.sentences, tuple(near.cosines[1:].tolist()), _interaction(near))
            for hit, one, near in zip(hits, ready, found, strict=True)
        ]

    def _make_ready(self, utterance: StoredUtterance) -> _Ready:
        interview, turn = self._turn_of(utterance)
        parts = tuple(sentences(interview.text, utterance.span))
        texts = [context(interview, turn), *(part.of(interview.text) for part in parts)]
        return _Ready(parts, self._encoder.ready(texts))


def _interaction(near: Closeness) -> float:
    """The best sentence's late interaction with the question, the words of the context helping each."""
    if len(near.nearest) < 2 or not near.nearest.shape[1]:
        return 0.0
    by_sentence = np.maximum(near.nearest[1:], near.nearest[0]) @ near.weights
    return float(by_sentence.max())
