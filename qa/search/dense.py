"""Utterances by the cosines of their passages to a question, under one encoder."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from embeddings.index import VectorFiles, VectorIndex
from qa.search.allowed import Allowed, Ids, Mask

Vectors = npt.NDArray[np.float32]

PASSAGES_AN_UTTERANCE = 4
"""Passages asked of the index for each utterance wanted: a long one has several near the question."""


FEW = 300
"""Utterances allowed up to which each one's passages are looked up, rather than all passed over that are others'."""


@dataclass(frozen=True, slots=True)
class QuestionVectors:
    """A question as the unit rows of both encoders; `contextual` is None where that one is not asked."""

    table: Vectors
    contextual: Vectors | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    """Vectors and, row by row, whose passages they are, in order; `left` marks the rows that still count."""

    index: VectorIndex | VectorFiles
    owners: Ids
    left: Mask | None = None

    def rows_of(self, utterances: Ids) -> tuple[Ids, Ids]:
        """Returns the numbers of the rows of these utterances, one after another, and how many each has."""
        first = np.searchsorted(self.owners, utterances, "left")
        counts = np.searchsorted(self.owners, utterances, "right") - first
        starts = np.repeat(first - (np.cumsum(counts) - counts), counts)
        return starts + np.arange(len(starts)), counts

    def nearest(self, vector: Vectors, k: int, allowed: Allowed | None) -> tuple[Ids, Vectors]:
        mask = self.left
        if allowed is not None and len(allowed) <= FEW:
            rows = self.rows_of(allowed.ids)[0]
            rows = rows if mask is None else rows[mask[rows]]
            cosines = self.index.scores(vector, rows)
            best = np.argsort(-cosines, kind="stable")[:k]
            return self.owners[rows[best]], cosines[best]
        if allowed is not None:
            own = allowed.holds_all(self.owners)
            mask = own if mask is None else own & mask
        rows, cosines = self.index.search(vector, k, mask)
        return self.owners[rows], cosines


class DenseIndex:
    """The passages of utterances as unit rows of one encoder; an utterance counts by its nearest passage.

    `stored` are vectors in files, with their owners in order; what comes later stands in memory.
    """

    def __init__(self, dimension: int, stored: VectorFiles | None = None, owners: Ids | None = None) -> None:
        self.dimension = dimension
        self._stored = _Part(stored, owners) if stored is not None and owners is not None else None
        self._fresh = _Part(VectorIndex(np.empty((0, dimension), np.float32)), np.empty(0, np.int64))

    def changed(self, owners: Sequence[int] | Ids, vectors: Vectors, remove: Ids | None = None) -> DenseIndex:
        """Returns an index with these rows of utterances too, and without those of others; this one stays as it is."""
        made, fresh = copy(self), self._fresh
        index = fresh.index
        assert isinstance(index, VectorIndex)
        if remove is not None and len(remove):
            gone = Allowed(np.sort(remove))
            if self._stored is not None:
                left = ~gone.holds(self._stored.owners)
                old = self._stored.left
                made._stored = _Part(self._stored.index, self._stored.owners, left if old is None else left & old)
            kept = ~gone.holds(fresh.owners)
            if not kept.all():
                fresh = made._fresh = _Part(index := index.only(kept), fresh.owners[kept])
        if len(owners):
            every = np.concatenate((fresh.owners, np.asarray(owners, np.int64)))
            index = index.with_rows(vectors)
            order = np.argsort(every, kind="stable")
            if (order[1:] < order[:-1]).any():
                every, index = every[order], index.only(order)
            made._fresh = _Part(index, every)
        return made

    def __len__(self) -> int:
        stored = self._stored
        if stored is None:
            return len(self._fresh.owners)
        return len(self._fresh.owners) + (len(stored.owners) if stored.left is None else int(stored.left.sum()))

    @property
    def fresh(self) -> int:
        """How many rows stand in memory, where others may stand in files."""
        return len(self._fresh.owners)

    @property
    def _parts(self) -> tuple[_Part, ...]:
        fresh = (self._fresh,) if len(self._fresh.owners) else ()
        return (self._stored, *fresh) if self._stored is not None else fresh

    def passages_of(self, utterances: Sequence[int]) -> dict[int, int]:
        """Counts the passages of each of these utterances."""
        counts = np.zeros(len(utterances), np.int64)
        for part in self._parts:
            counts += part.rows_of(np.asarray(utterances, np.int64))[1]
        return dict(zip(utterances, counts.tolist(), strict=True))

    def nearest(self, vector: Vectors, k: int, allowed: Allowed | None) -> dict[int, float]:
        """Finds the `k` nearest utterances with their cosines, best first; what is not `allowed` does not count."""
        wanted = k * PASSAGES_AN_UTTERANCE
        parts = [part.nearest(vector, wanted, allowed) for part in self._parts]
        if not parts:
            return {}
        owners, cosines = (np.concatenate(both) for both in zip(*parts, strict=True))
        if len(parts) > 1:
            order = np.argsort(-cosines, kind="stable")[:wanted]
            owners, cosines = owners[order], cosines[order]
        found: dict[int, float] = {}
        for owner, cosine in zip(owners.tolist(), cosines.tolist(), strict=True):
            found.setdefault(owner, cosine)
            if len(found) == k:
                break
        return found

    def cosines(self, vector: Vectors, utterances: Sequence[int]) -> dict[int, float]:
        """Returns the cosine of the nearest passage of each of these utterances that has any."""
        keys = np.asarray(utterances, np.int64)
        found: dict[int, float] = {}
        for part in self._parts if len(keys) else ():
            rows, counts = part.rows_of(keys)
            there = counts > 0
            if there.any():
                starts = (np.cumsum(counts) - counts)[there]
                best = np.maximum.reduceat(part.index.scores(vector, rows), starts)
                found |= dict(zip(keys[there].tolist(), best.tolist(), strict=True))
        return found
