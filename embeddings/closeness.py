"""How near single sentences and words come to a question, and what is kept of texts so that it is found out fast."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts made ready by one encoder to be compared with many questions.

    `ids` are their pieces one after another, `lengths`, shape (n,), how many each has, and `norms`, shape (n,), the
    length of the mean of each one's rows. A model without a vector for each piece leaves `ids` and `lengths` empty and
    keeps the texts' unit rows, shape (n, dimension), in `rows`.
    """

    ids: Ids
    lengths: Ids
    norms: Vectors
    rows: Vectors

    @classmethod
    def of_pieces(cls, ids: Ids, lengths: Ids, norms: Vectors) -> Self:
        """Texts of a model with a vector for each piece."""
        return cls(ids, lengths, norms, np.empty((0, 0), np.float32))

    @classmethod
    def of_rows(cls, rows: Vectors) -> Self:
        """Texts of a model with a vector for each text alone."""
        none = np.empty(0, np.int64)
        return cls(none, none, np.empty(0, np.float32), rows)

    def split(self, counts: Sequence[int]) -> Iterator[Self]:
        """These texts in groups of so many, in order."""
        ends = np.cumsum(self.lengths)
        start = 0
        for count in counts:
            end = start + count
            first, last = (int(ends[place - 1]) if place and len(ends) else 0 for place in (start, end))
            part = slice(start, end)
            yield type(self)(self.ids[first:last], self.lengths[part], self.norms[part], self.rows[part])
            start = end

    def to_bytes(self) -> bytes:
        """The texts as stored: pieces in 16 or 32 bits, rows in half precision."""
        wide = bool(len(self.ids)) and int(self.ids.max()) > np.iinfo(np.uint16).max
        pieces = self.ids.astype(np.uint32 if wide else np.uint16)
        head = np.array([wide, len(self.lengths), len(self.ids), *self.rows.shape], np.uint32)
        parts = (head, self.lengths.astype(np.uint32), self.norms.astype(np.float32), pieces)
        return b"".join(part.tobytes() for part in (*parts, self.rows.astype(np.float16)))

    @classmethod
    def from_bytes(cls, stored: bytes) -> Self:
        """What `to_bytes` made."""
        wide, texts, pieces, rows, dimension = np.frombuffer(stored, np.uint32, 5).tolist()
        place = 5 * 4

        def take(kind: type[np.generic], count: int) -> npt.NDArray[np.generic]:
            nonlocal place
            found = np.frombuffer(stored, kind, count, place)
            place += found.nbytes
            return found

        lengths, norms = take(np.uint32, texts).astype(np.int64), take(np.float32, texts).astype(np.float32)
        ids = take(np.uint32 if wide else np.uint16, pieces).astype(np.int64)
        return cls(ids, lengths, norms, take(np.float16, rows * dimension).astype(np.float32).reshape(rows, dimension))


@dataclass(frozen=True, slots=True)
class Closeness:
    """How near texts come to a question: as wholes, and piece by piece (late interaction, as ColBERT's MaxSim).

    `cosines`, shape (n,), are those of the texts; `nearest`, shape (n, p), holds for each piece of the question the
    cosine of its nearest piece in each text (-1 in a text without any); `weights`, shape (p,), say how much each piece
    tells and add up to 1. p is 0 for a model without a vector for each piece, and for a question without a word.
    """

    cosines: Vectors
    nearest: Vectors
    weights: Vectors

    @classmethod
    def of_rows(cls, rows: Vectors, vector: Vectors) -> Self:
        """Texts given as unit rows, shape (n, dimension), by their cosine to a question's row alone."""
        return cls(rows @ vector, np.empty((len(rows), 0), np.float32), np.empty(0, np.float32))
