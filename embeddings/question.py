"""A question as one vector, however it was typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from embeddings.accents import bare, bundled_accents

Vectors = npt.NDArray[np.float32]


RESTORED_WEIGHT = 5.0
"""Weight of the restored readings beside the question as typed (chosen on the dev sets)."""


READINGS = 8
"""Restored readings that are looked for; most of them differ in a word or two."""


class _Encoder(Protocol):
    def encode_questions(self, texts: Sequence[str]) -> Vectors: ...


def readings(question: str, most: int = READINGS) -> list[tuple[str, float]]:
    """A question as typed; beside one typed without accents, as it was likely meant, in at most so many ways.

    The weights add up to 1.

    The likeliest readings, of which the first is right for about 19 syllables of 20, count for most; what was typed
    keeps the names that they get wrong. Together they find more than any alone.
    """
    if not bare(question):
        return [(question, 1.0)]
    typed = 1 / (1 + RESTORED_WEIGHT)
    restored = bundled_accents().readings(question, most)
    return [(question, typed), *((text, (1 - typed) * weight) for text, weight in restored)]


def weighed_readings(questions: Iterable[tuple[str, float]], most: int = READINGS) -> list[tuple[str, float]]:
    """The readings of weighed questions, each with its share of the question's weight."""
    return [(text, weight * share) for question, weight in questions for text, share in readings(question, most)]


def encoded(weighed: Sequence[tuple[str, float]], encoder: _Encoder) -> Vectors:
    """The unit row of weighed readings, shape (dimension,)."""
    rows = encoder.encode_questions([text for text, _ in weighed])
    row = np.array([weight for _, weight in weighed], np.float32) @ rows
    return np.asarray(row / max(float(np.linalg.norm(row)), 1e-9), np.float32)
