"""All the text as one flat array of token ids, and ranges of it as bags for an EmbeddingBag."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

Ids = npt.NDArray[np.int64]
Tokens = npt.NDArray[np.uint16]
PARTS = 3
"""Ranges that a bag may be put together from: a headline, and what stands before and after a gap."""

CHUNK = 20_000


@dataclass(frozen=True, slots=True)
class Units:
    """Texts ("units") one after the other: unit u is tokens[bounds[u]:bounds[u + 1]]."""

    tokens: Tokens
    bounds: Ids

    def ranges(self, first: Ids, last: Ids) -> Ids:
        """The token ranges, shape (n, 2), of units first (included) to last (excluded)."""
        return np.stack([self.bounds[first], self.bounds[last]], axis=1)


class UnitWriter:
    """Collects texts, tokenises them in batches and gives them back as Units."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        if tokenizer.get_vocab_size() > np.iinfo(np.uint16).max:
            raise ValueError("more pieces than 16 bits can number")
        self._tokenizer = tokenizer
        self._waiting: list[str] = []
        self._tokens: list[Tokens] = []
        self._lengths: list[int] = []

    def add(self, texts: Sequence[str]) -> int:
        """Takes texts in order; the number of the first one's unit."""
        first = len(self._lengths) + len(self._waiting)
        self._waiting.extend(texts)
        if len(self._waiting) >= CHUNK:
            self._flush()
        return first

    def units(self) -> Units:
        """All that was added."""
        self._flush()
        bounds = np.concatenate([[0], np.cumsum(np.array(self._lengths, np.int64))])
        return Units(np.concatenate(self._tokens), bounds)

    def _flush(self) -> None:
        encodings = self._tokenizer.encode_batch_fast(self._waiting, add_special_tokens=False)
        ids = [encoding.ids for encoding in encodings]
        self._lengths.extend(map(len, ids))
        self._tokens.append(np.fromiter((token for row in ids for token in row), np.uint16))
        self._waiting.clear()


@dataclass(frozen=True, slots=True)
class Bags:
    """Token ids of n texts in a row, and the row of each token, ascending."""

    ids: Ids
    rows: Ids
    count: int

    @classmethod
    def of(cls, units: Units, ranges: Ids) -> Bags:
        """Bags from ranges of shape (n, PARTS, 2), the parts of a row put together."""
        count = len(ranges)
        flat = ranges.reshape(-1, 2)
        lengths = flat[:, 1] - flat[:, 0]
        begins = np.cumsum(lengths) - lengths
        places = np.arange(int(lengths.sum())) - np.repeat(begins - flat[:, 0], lengths)
        rows = np.repeat(np.repeat(np.arange(count), ranges.shape[1]), lengths)
        return cls(units.tokens[places].astype(np.int64), rows, count)

    @classmethod
    def whole(cls, units: Units, first: Ids, last: Ids) -> Bags:
        """Bags of the units first (included) to last (excluded), one a row."""
        return cls.of(units, units.ranges(first, last)[:, None, :])

    @property
    def offsets(self) -> Ids:
        """Where each row begins in `ids`."""
        return np.searchsorted(self.rows, np.arange(self.count)).astype(np.int64)

    def keep(self, mask: npt.NDArray[np.bool_]) -> Bags:
        """The tokens where the mask is true; a row that would lose all keeps what it had."""
        left = np.bincount(self.rows[mask], minlength=self.count)
        mask = mask | (left == 0)[self.rows]
        return Bags(self.ids[mask], self.rows[mask], self.count)


def save(path: Path, **arrays: npt.NDArray[np.generic]) -> None:
    """Writes arrays to an .npz, whole or not at all."""
    part = path.with_suffix(".part.npz")
    np.savez(part, **arrays)  # type: ignore[arg-type]
    part.replace(path)
