"""BM25, to judge encoders beside; the program's own search by words is its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from embeddings.train.spelling import syllables

K1, B = 1.2, 0.75
"""The usual constants."""


def bm25(questions: Sequence[str], texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """BM25 over syllables, divided by the most that a question's could bring: 0 to 1, shape (questions, texts)."""
    numbers: dict[str, int] = {}
    rows = [[numbers.setdefault(word, len(numbers)) for word in syllables(text)] for text in texts]
    asked = [sorted({numbers[word] for word in syllables(text) if word in numbers}) for text in questions]
    counts = _counted(rows, len(numbers))
    found = np.bincount(counts.indices, minlength=len(numbers))
    rarity = np.log(1 + (len(rows) - found + 0.5) / (found + 0.5))
    lengths = np.array([len(row) for row in rows]) / max(np.mean([len(row) for row in rows]), 1e-9)
    damping = np.repeat(K1 * (1 - B + B * lengths), np.diff(counts.indptr))
    counts.data = counts.data / (counts.data + damping) * rarity[counts.indices]
    most = np.array([max(float(rarity[row].sum()), 1e-9) for row in asked])
    scores = (_counted(asked, len(numbers)) @ counts.T).toarray()
    return np.asarray(scores / most[:, None], np.float32)


def _counted(rows: Sequence[Sequence[int]], width: int) -> Any:
    """How often each row has each number, shape (rows, width), sparse."""
    from scipy.sparse import csr_matrix

    owner = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    flat = np.array([number for row in rows for number in row], np.int64)
    return csr_matrix((np.ones(len(flat)), (owner, flat)), shape=(len(rows), width))
