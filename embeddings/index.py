"""Exact nearest-neighbour search over unit vectors, on FAISS (imported here alone, on first use)."""

from __future__ import annotations

import os
from collections.abc import Sequence
from copy import copy
from typing import Any

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int64]


LARGE = 200_000
"""Rows from which a search is shared out over the cores; below, that takes longer than it saves."""


class VectorIndex:
    """Vectors under integer ids, searched by inner product (the cosine, on unit rows).

    The search is exact: FAISS's flat index. Ids are the caller's own and must be unique.
    """

    def __init__(self, dimension: int) -> None:
        import faiss

        self.dimension = dimension
        self._faiss: Any = faiss
        self._index: Any = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def copy(self) -> VectorIndex:
        """Copies the index, so that one may be changed while the other is searched."""
        copied = copy(self)
        copied._index = self._faiss.clone_index(self._index)
        return copied

    def add(self, ids: Ids | Sequence[int], vectors: Vectors) -> None:
        """Adds rows of shape (n, dimension); ValueError where the shapes don't fit."""
        keys = np.asarray(ids, dtype=np.int64)
        rows = np.ascontiguousarray(vectors, dtype=np.float32)
        if rows.shape != (len(keys), self.dimension):
            raise ValueError(f"expected vectors of shape {(len(keys), self.dimension)}, got {rows.shape}")
        if len(keys):
            self._index.add_with_ids(rows, keys)

    def remove(self, ids: Ids | Sequence[int]) -> int:
        """Removes the rows with these ids; the number that were there."""
        keys = np.asarray(ids, dtype=np.int64)
        return int(self._index.remove_ids(keys)) if len(keys) else 0

    def search(self, query: Vectors, k: int, allowed: Ids | None = None) -> tuple[Ids, Vectors]:
        """The ids and inner products of the `k` nearest rows to one vector, best first.

        `allowed` restricts the search to these ids before the best are taken; fewer than `k` come back
        where there are no more.
        """
        if k <= 0 or not len(self) or (allowed is not None and not len(allowed)):
            return np.empty(0, np.int64), np.empty(0, np.float32)
        params = None
        if allowed is not None:
            # The selector keeps a pointer to the ids: they must outlive the search.
            keys = np.ascontiguousarray(allowed, dtype=np.int64)
            params = self._faiss.SearchParameters(sel=self._faiss.IDSelectorBatch(keys))
        row = np.ascontiguousarray(query, dtype=np.float32).reshape(1, self.dimension)
        self._faiss.omp_set_num_threads(1 if len(self) < LARGE else os.cpu_count() or 1)  # of this thread alone
        scores, ids = self._index.search(row, min(k, len(self)), params=params)
        found = ids[0] >= 0
        return ids[0][found], scores[0][found]

    def vectors(self, ids: Ids | Sequence[int]) -> Vectors:
        """The rows with these ids, in that order, shape (n, dimension); KeyError if one is missing."""
        rows = np.empty((len(ids), self.dimension), np.float32)
        for place, key in enumerate(ids):
            try:
                self._index.reconstruct(int(key), rows[place])
            except RuntimeError as error:
                raise KeyError(int(key)) from error
        return rows
