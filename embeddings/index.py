"""Nearest-neighbour search over unit vectors by inner product: exact in memory, on FAISS from files (imported here).

A vector goes by its number, 0 to n-1 in the order in which it was added. Neither kind is ever changed: `with_rows` and
`only` make another one.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

EXACT = 20_000
"""Vectors in files up to which every one is looked at as it is; beyond, one bit of each number finds candidates."""

CANDIDATES = 4
"""Candidates by single bits for each vector wanted, whose true products decide: recall 0.998 of the best 100 turns
(RaBitQ; `python -m tests.benchmarks.scale --recall`)."""

OFTEN = 0.125
"""Share of vectors allowed from which more candidates are taken, rather than each allowed vector looked at."""

SAMPLE = 65_536
"""Vectors by whose mean the single bits are taken."""

_EXACT_FILE, _BITS_FILE = "vectors.faiss", "bits.faiss"


class VectorIndex:
    """Vectors in memory, searched exactly."""

    def __init__(self, vectors: Vectors) -> None:
        """Takes rows of shape (n, dimension)."""
        self._rows = np.ascontiguousarray(vectors, dtype=np.float32)

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return int(self._rows.shape[1])

    def with_rows(self, vectors: Vectors) -> VectorIndex:
        """Returns an index that has these rows too, behind its own; ValueError where the shapes don't fit."""
        if vectors.ndim != 2 or vectors.shape[1] != self.dimension:
            raise ValueError(f"expected vectors of shape (n, {self.dimension}), got {vectors.shape}")
        return VectorIndex(np.concatenate((self._rows, vectors)))

    def only(self, numbers: Numbers | Mask) -> VectorIndex:
        """Returns an index of some of the rows, in the order given."""
        return VectorIndex(self._rows[numbers])

    def search(self, query: Vectors, k: int, allowed: Mask | None = None) -> tuple[Numbers, Vectors]:
        """Finds the `k` vectors nearest to one, with their inner products, best first; of those `allowed`."""
        numbers = np.arange(len(self)) if allowed is None else np.flatnonzero(allowed)
        if k <= 0 or not len(numbers):
            return np.empty(0, np.int64), np.empty(0, np.float32)
        scores = (self._rows if allowed is None else self._rows[numbers]) @ np.asarray(query, np.float32)
        best = np.argpartition(-scores, k - 1)[:k] if k < len(scores) else np.arange(len(scores))
        best = best[np.lexsort((best, -scores[best]))]
        return numbers[best], scores[best]

    def scores(self, query: Vectors, numbers: Numbers) -> Vectors:
        """Returns the inner products of these rows with one vector, in their order."""
        found: Vectors = self._rows[numbers] @ np.asarray(query, np.float32)
        return found


class VectorFiles:
    """Vectors in half precision in a folder, mapped into memory and shared by the processes that open it.

    Where there are many, one bit of each number finds candidates, and the numbers themselves decide among them.
    """

    def __init__(self, folder: Path) -> None:
        """Opens what `write` made."""
        import faiss

        self._faiss: Any = faiss
        self._exact: Any = faiss.read_index(str(folder / _EXACT_FILE), faiss.IO_FLAG_MMAP_IFC)
        bits = folder / _BITS_FILE
        self._bits: Any = faiss.read_index(str(bits), faiss.IO_FLAG_MMAP_IFC) if bits.exists() else None
        self._refined: Any = faiss.IndexRefine(self._bits, self._exact) if self._bits else None

    @staticmethod
    def write(folder: Path, dimension: int, blocks: Iterable[Vectors]) -> None:
        """Writes blocks of rows of shape (n, dimension) to a folder."""
        import faiss

        kind = faiss.ScalarQuantizer.QT_fp16
        exact = faiss.IndexScalarQuantizer(dimension, kind, faiss.METRIC_INNER_PRODUCT)
        for block in blocks:
            if len(block):
                exact.add(np.ascontiguousarray(block, np.float32))
        faiss.write_index(exact, str(folder / _EXACT_FILE))
        if exact.ntotal > EXACT:
            bits = faiss.IndexRaBitQFastScan(dimension, faiss.METRIC_INNER_PRODUCT)
            rng = np.random.default_rng(0)
            sample = np.sort(rng.choice(exact.ntotal, min(SAMPLE, exact.ntotal), replace=False))
            bits.train(exact.reconstruct_batch(sample))
            for start in range(0, exact.ntotal, SAMPLE):
                bits.add(exact.reconstruct_n(start, min(SAMPLE, exact.ntotal - start)))
            faiss.write_index(bits, str(folder / _BITS_FILE))

    def __len__(self) -> int:
        return int(self._exact.ntotal)

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return int(self._exact.d)

    def search(self, query: Vectors, k: int, allowed: Mask | None = None) -> tuple[Numbers, Vectors]:
        """Finds the `k` vectors nearest to one, with their inner products, best first; of those `allowed`."""
        there = len(self) if allowed is None else int(np.count_nonzero(allowed))
        if k <= 0 or not there:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        self._faiss.omp_set_num_threads(1)  # of this thread alone: askers are many, and one search is short
        if self._refined is not None and there > k * CANDIDATES and there >= OFTEN * len(self):
            wanted = k if allowed is None else int(k * len(self) / there) + k
            numbers, scores = self._run(self._refined, query, wanted, k_factor=CANDIDATES)
            if allowed is not None:
                kept = allowed[numbers]
                numbers, scores = numbers[kept], scores[kept]
            if len(numbers) >= k:
                return numbers[:k], scores[:k]
        return self._run(self._exact, query, min(k, there), allowed=allowed)

    def scores(self, query: Vectors, numbers: Numbers) -> Vectors:
        """Returns the inner products of these rows with one vector, in their order."""
        if not len(numbers):
            return np.empty(0, np.float32)
        found: Vectors = self._exact.reconstruct_batch(numbers) @ np.asarray(query, np.float32)
        return found

    def _run(
        self, index: Any, query: Vectors, k: int, allowed: Mask | None = None, k_factor: int = 0
    ) -> tuple[Numbers, Vectors]:
        row = np.ascontiguousarray(query, np.float32).reshape(1, -1)
        params, bits = None, None
        if k_factor:
            params = self._faiss.IndexRefineSearchParameters(k_factor=float(k_factor))
        elif allowed is not None:
            # The selector keeps a pointer to the bits: they must outlive the search.
            bits = np.packbits(allowed, bitorder="little")
            chosen = self._faiss.IDSelectorBitmap(len(allowed), self._faiss.swig_ptr(bits))
            params = self._faiss.SearchParameters(sel=chosen)
        scores, numbers = index.search(row, min(k, len(self)), params=params)
        found = numbers[0] >= 0
        return numbers[0][found], scores[0][found]
