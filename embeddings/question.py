"""A question as one vector, however it was typed."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt

from embeddings.accents import bare, bundled_accents

Vectors = npt.NDArray[np.float32]


RESTORED_WEIGHT = 5.0
"""Weight of the restored reading beside the question as typed (chosen on the dev sets)."""


class _Encoder(Protocol):
    def encode_questions(self, texts: list[str]) -> Vectors: ...


class QuestionEncoder:
    """Encodes questions one by one; one typed without accents is encoded as typed and as it was likely meant.

    The restored reading, right for about 19 syllables of 20, counts for most; what was typed keeps the names that
    it gets wrong. Together they find more than either.
    """

    def __init__(self, encoder: _Encoder) -> None:
        self._encoder = encoder

    def encode(self, question: str) -> Vectors:
        """A unit row, shape (dimension,)."""
        if not bare(question):
            return np.asarray(self._encoder.encode_questions([question])[0], np.float32)
        typed, restored = self._encoder.encode_questions([question, bundled_accents().restore(question)])
        row = typed + RESTORED_WEIGHT * restored
        return np.asarray(row / max(float(np.linalg.norm(row)), 1e-9), np.float32)
