"""From the hash of a word or a word pair to the texts that hold it: in memory, or mapped from files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from qa.quote.folding import Hashes, Ids, Keys

_SLICES = 32
"""Ranges of hashes that are put in order one after another when postings are written: none needs much memory."""

_LOW = np.uint64(0xFFFFFFFF)

Docs = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Postings:
    """Hashes in order, where the texts of each end in `docs` (one more: the first begins at 0), and the texts."""

    hashes: Hashes
    ends: Ids
    docs: Docs

    @classmethod
    def of(cls, chunks: Sequence[Keys]) -> Postings:
        """Returns the postings of hash << 32 | text keys, each chunk in order and no key in two."""
        hashes, sizes, docs = _in_order(np.concatenate(chunks) if chunks else np.empty(0, np.uint64))
        return cls(hashes, _ends(sizes), docs)

    @classmethod
    def open(cls, folder: Path) -> Postings:
        """Opens what `write_postings` wrote."""
        return cls(*(np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r")) for name in cls.__slots__))

    def texts(self, hashed: Hashes) -> list[Docs]:
        """Looks up the texts that hold each of some hashes, in order; nothing for one that none holds."""
        at = np.searchsorted(self.hashes, hashed)
        there = at < len(self.hashes)
        there[there] = self.hashes[at[there]] == hashed[there]
        starts, ends = self.ends[at], self.ends[np.where(there, at + 1, at)]
        return [self.docs[start:end] for start, end in zip(starts, ends, strict=True)]


def write_postings(folder: Path, chunks: Sequence[Keys]) -> None:
    """Writes the postings of keys as `Postings.of` takes them, which may be mapped from files, into a new folder."""
    folder.mkdir()
    total = sum(map(len, chunks))
    docs = np.lib.format.open_memmap(folder / "docs.npy", mode="w+", dtype=np.uint32, shape=(total,))
    hashes, sizes, at = list[Hashes](), list[Ids](), 0
    for keys in _sliced(chunks):
        some, counts, texts = _in_order(keys)
        docs[at : at + len(texts)] = texts
        at += len(texts)
        hashes.append(some)
        sizes.append(counts)
    docs.flush()
    np.save(folder / "hashes.npy", np.concatenate(hashes))
    np.save(folder / "ends.npy", _ends(np.concatenate(sizes)))


def _sliced(chunks: Sequence[Keys]) -> Iterator[Keys]:
    """The keys of all chunks, a range of hashes at a time."""
    borders = [np.uint64(number * (1 << 64) // _SLICES) for number in range(1, _SLICES)]
    cuts = [[0, *np.searchsorted(chunk, np.array(borders)).tolist(), len(chunk)] for chunk in chunks]
    for number in range(_SLICES):
        pieces = [chunk[cut[number] : cut[number + 1]] for chunk, cut in zip(chunks, cuts, strict=True)]
        yield np.concatenate(pieces) if pieces else np.empty(0, np.uint64)


def _in_order(keys: Keys) -> tuple[Hashes, Ids, Docs]:
    """The hashes of some keys in order, how many texts each has, and the texts."""
    keys.sort()
    hashes = (keys >> np.uint64(32)).astype(np.uint32)
    borders = np.flatnonzero(np.diff(hashes, prepend=~hashes[:1])) if len(hashes) else np.empty(0, np.int64)
    return hashes[borders], np.diff(np.append(borders, len(hashes))), (keys & _LOW).astype(np.uint32)


def _ends(sizes: Ids) -> Ids:
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64)))
