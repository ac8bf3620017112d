"""Utterances by the cosines of their passages to a question, under one encoder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from embeddings.index import VectorIndex

Vectors = npt.NDArray[np.float32]

PASSAGES_AN_UTTERANCE = 4
"""Passages asked of the index for each utterance wanted: a long one has several near the question."""


@dataclass(frozen=True, slots=True)
class QuestionVectors:
    """A question as the unit rows of both encoders; `contextual` is None where that one is not asked."""

    table: Vectors
    contextual: Vectors | None = None


class DenseIndex:
    """The passages of utterances as unit rows of one encoder; an utterance counts by its nearest passage."""

    def __init__(self, dimension: int) -> None:
        self.dimension = dimension
        self._rows = VectorIndex(dimension)
        self._passages: dict[int, list[int]] = {}
        self._owner: dict[int, int] = {}

    def change(self, passages: Sequence[tuple[int, int]], vectors: Vectors, remove: Iterable[int] = ()) -> None:
        """Adds (passage id, utterance id) pairs with their rows; removes the passages of utterances."""
        gone = [passage for utterance in remove for passage in self._passages.pop(utterance, ())]
        self._rows.remove(gone)
        for passage in gone:
            del self._owner[passage]
        self._rows.add([passage for passage, _ in passages], vectors)
        for passage, utterance in passages:
            self._passages.setdefault(utterance, []).append(passage)
            self._owner[passage] = utterance

    def copy(self) -> DenseIndex:
        """Copies the index, so that one may be changed while the other is searched."""
        copied = copy(self)
        copied._rows, copied._owner = self._rows.copy(), dict(self._owner)
        copied._passages = {key: [*rows] for key, rows in self._passages.items()}
        return copied

    def __len__(self) -> int:
        return len(self._rows)

    def passages_of(self, utterance: int) -> int:
        """Counts the passages of an utterance."""
        return len(self._passages.get(utterance, ()))

    def nearest(self, vector: Vectors, k: int, allowed: Sequence[int] | None) -> dict[int, float]:
        """Finds the `k` nearest utterances with their cosines, best first; what is not `allowed` does not count."""
        keys = None
        if allowed is not None:
            keys = np.array([p for utterance in allowed for p in self._passages.get(utterance, ())], np.int64)
        found: dict[int, float] = {}
        for passage, cosine in zip(*self._rows.search(vector, k * PASSAGES_AN_UTTERANCE, keys), strict=True):
            found.setdefault(self._owner[int(passage)], float(cosine))
            if len(found) == k:
                break
        return found

    def cosines(self, vector: Vectors, utterances: Iterable[int]) -> dict[int, float]:
        """Returns the cosine of the nearest passage of each of these utterances that has any."""
        rows = [(passage, key) for key in utterances for passage in self._passages.get(key, ())]
        best: dict[int, float] = defaultdict(lambda: -1.0)
        if rows:
            found = self._rows.vectors([passage for passage, _ in rows]) @ vector
            for (_, key), cosine in zip(rows, found, strict=True):
                best[key] = max(best[key], float(cosine))
        return dict(best)
