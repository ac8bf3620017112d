"""Which utterances may hold a claim: an index of folded words and word pairs, and a plain scan of everything.

Candidates only: who asks compares the words. Built with NumPy in chunks: 100,000 turns take seconds, and about
two bytes for each character of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from qa.quote.words import folded_word

Ids = npt.NDArray[np.int64]

_CHUNK = 2_000_000
"""Characters that are folded at a time; a few dozen bytes of scratch for each."""

_COMMON_WORD = 0.02
"""A single word is indexed only if at most this share of the utterances holds it."""

_LOOKED_UP = 120
"""Word pairs of a long claim that are looked up, the rarest first."""

_FEWEST_COMMON = 8
"""In small archives words are indexed up to so many utterances."""

_INTERSECTED = 8
"""Word pairs, the rarest first, that an utterance must hold to be a candidate for holding a claim word for word."""

_PLANE = 0x10000
"""Characters beyond these (no letters of any article) are read as blanks."""

_COMBINING = range(0x300, 0x370)
"""Accents of their own, which decomposed text has."""

_SEPARATOR, _LETTER, _DIGIT, _IGNORED = 0, 1, 2, 3


@lru_cache(maxsize=1)
def _tables() -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    """For each character below U+10000 its folded byte and its class."""
    folded = np.zeros(_PLANE, np.uint8)
    classes = np.zeros(_PLANE, np.uint8)
    for code in range(_PLANE):
        char = chr(code)
        if code in _COMBINING or char in "\u00ad\u200b\u200c\u200d\u2060\ufeff":
            classes[code] = _IGNORED
        elif char.isdecimal():
            folded[code], classes[code] = ord(str(int(char))), _DIGIT
        elif char.isalnum():
            plain = folded_word(char)[:1] or "?"
            # Letters outside ASCII share the upper half: the comparison of the words tells them apart.
            folded[code], classes[code] = ord(plain) if plain.isascii() else 128 + ord(plain) % 128, _LETTER
    return folded, classes


_MIX = np.random.default_rng(20).integers(1, 1 << 63, 256, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
_PLACE = np.random.default_rng(5).integers(1, 1 << 63, 64, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
_FIRST, _SECOND, _ALONE = (np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9))


def _codes(texts: Sequence[str]) -> tuple[npt.NDArray[np.uint32], Ids]:
    """The characters of the texts, a blank after each, and for each the number of its text."""
    codes = np.frombuffer((" ".join(texts) + " ").encode("utf-32-le", "surrogatepass"), np.uint32)
    lengths = np.fromiter((len(text) + 1 for text in texts), np.int64, len(texts))
    return np.where(codes < _PLANE, codes, ord(" ")).astype(np.uint32), np.repeat(np.arange(len(texts)), lengths)


def _fold(texts: Sequence[str]) -> tuple[npt.NDArray[np.uint8], Ids, npt.NDArray[np.uint64], Ids]:
    """The folded letters and digits with their texts' numbers, and the hashed words with theirs."""
    bytes_of, class_of = _tables()
    codes, owners = _codes(texts)
    kept = class_of[codes] != _IGNORED
    codes, owners = codes[kept], owners[kept]
    classes = class_of[codes]
    changed = np.empty(len(codes), bool)
    changed[:1] = True
    changed[1:] = classes[1:] != classes[:-1]
    solid = classes != _SEPARATOR
    letters, owners, starts = bytes_of[codes[solid]], owners[solid], (changed & solid)[solid]
    at = np.flatnonzero(starts)
    if not len(at):
        return letters, owners, np.empty(0, np.uint64), np.empty(0, np.int64)
    place = np.arange(len(letters)) - np.repeat(at, np.diff(np.append(at, len(letters))))
    words = np.add.reduceat(_MIX[letters] * _PLACE[place % 64], at)
    return letters, owners, words, owners[at]


def _shingles(words: npt.NDArray[np.uint64], owners: Ids) -> tuple[npt.NDArray[np.uint32], Ids]:
    """Hashes of the pairs of neighbouring words of one text, with that text's number."""
    shift = np.uint64(32)
    pairs = ((words[:-1] * _FIRST + words[1:] * _SECOND) >> shift).astype(np.uint32)
    together = owners[:-1] == owners[1:]
    return pairs[together], owners[:-1][together]


def _alone(words: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint32]:
    return ((words * _ALONE) >> np.uint64(32)).astype(np.uint32)


class Postings:
    """From a 32-bit hash to the sorted numbers of the texts that hold it."""

    def __init__(self, packed: list[npt.NDArray[np.uint64]], most: int) -> None:
        """`packed` holds hash << 32 | text, each chunk sorted; a hash in more than `most` texts is left out."""
        keys = np.concatenate(packed) if packed else np.empty(0, np.uint64)
        hashes = (keys >> np.uint64(32)).astype(np.uint32)
        keys_order = np.argsort(hashes, kind="stable")
        hashes = hashes[keys_order]
        docs = keys[keys_order].astype(np.uint32)
        borders = np.flatnonzero(np.diff(hashes, prepend=~hashes[:1])) if len(hashes) else np.empty(0, np.int64)
        sizes = np.diff(np.append(borders, len(hashes)))
        if most < len(hashes):
            kept = sizes <= most
            docs = docs[np.repeat(kept, sizes)]
            unique, sizes = hashes[borders][kept], sizes[kept]
        else:
            unique = hashes[borders]
        self._hashes = unique
        self._ends = np.concatenate(([0], np.cumsum(sizes)))
        self._docs = docs

    def of(self, hashed: npt.NDArray[np.uint32]) -> list[npt.NDArray[np.uint32]]:
        """Looks up the texts that hold each of some hashes, in order; nothing for one that none holds."""
        at = np.searchsorted(self._hashes, hashed)
        there = at < len(self._hashes)
        there[there] = self._hashes[at[there]] == hashed[there]
        starts, ends = self._ends[at], self._ends[np.where(there, at + 1, at)]
        return [self._docs[start:end] for start, end in zip(starts, ends, strict=True)]


class Candidates:
    """The folded forms of a sequence of texts; texts go by their number in it."""

    def __init__(self, texts: Sequence[str]) -> None:
        pairs: list[npt.NDArray[np.uint64]] = []
        alone: list[npt.NDArray[np.uint64]] = []
        letters: list[bytes] = []
        lengths = np.zeros(len(texts), np.int64)
        for first, last in _chunks(texts):
            folded, owners, words, word_owners = _fold(texts[first:last])
            letters.append(folded.tobytes())
            lengths[first:last] = np.bincount(owners, minlength=last - first)
            pairs.append(_pack(*_shingles(words, word_owners), first))
            alone.append(_pack(_alone(words), word_owners, first))
        self._size = len(texts)
        self._letters = b"".join(letters)
        self._starts = np.concatenate(([0], np.cumsum(lengths)))
        self._pairs = Postings(pairs, len(texts))
        self._words = Postings(alone, max(_FEWEST_COMMON, int(len(texts) * _COMMON_WORD)))

    def holding(self, fragments: Sequence[str]) -> list[int]:
        """Finds the texts that hold every fragment's word pairs, in order: all that may hold them word for word.

        Empty where no fragment has two words. A text with other spacing can be missed: `scan` finds it.
        """
        found: Ids | None = None
        postings = [docs for fragment in fragments for docs in self._pairs.of(self._hashed(fragment)[0])]
        for docs in sorted(postings, key=len)[:_INTERSECTED]:
            found = docs.astype(np.int64) if found is None else np.intersect1d(found, docs, assume_unique=True)
            if not len(found):
                break
        return [] if found is None else [int(doc) for doc in found]

    def contains(self, number: int, fragment: str) -> bool:
        """Tells whether a text holds the fragment's folded letters and digits in a row, whatever stands between."""
        start, end = int(self._starts[number]), int(self._starts[number + 1])
        return self._letters.find(_letters_of(fragment), start, end) >= 0

    def spread(self, fragment: str, texts: range) -> range | None:
        """Finds the texts in a row, out of some in a row, over which the fragment's letters and digits run on."""
        needle = _letters_of(fragment)
        at = self._letters.find(needle, int(self._starts[texts.start]), int(self._starts[texts.stop]))
        if at < 0:
            return None
        ends = np.searchsorted(self._starts, (at, at + len(needle) - 1), side="right")
        return range(int(ends[0]) - 1, int(ends[1]))

    def scan(self, fragment: str, limit: int) -> list[int]:
        """Finds up to `limit` texts that hold the fragment's folded letters and digits in a row, out of all texts."""
        needle = _letters_of(fragment)
        found: list[int] = []
        at = self._letters.find(needle) if needle else -1
        while at >= 0 and len(found) < limit:
            doc = int(np.searchsorted(self._starts, at, side="right")) - 1
            if at + len(needle) <= self._starts[doc + 1]:
                found.append(doc)
                at = self._letters.find(needle, int(self._starts[doc + 1]))
            else:
                at = self._letters.find(needle, at + 1)
        return found

    def alike(self, claim: str, limit: int, among: range | None = None) -> list[int]:
        """Finds up to `limit` texts, all in `among`, that share the most and rarest word pairs and rare words.

        The best come first.
        """
        pairs, alone = self._hashed(claim)
        postings = sorted(filter(len, self._pairs.of(pairs)), key=len)[:_LOOKED_UP]
        postings += filter(len, self._words.of(alone))
        if not postings:
            return []
        weights = [np.log1p(self._size / len(docs)) for docs in postings]
        score = np.bincount(
            np.concatenate(postings),
            weights=np.repeat(weights, [len(docs) for docs in postings]),
            minlength=self._size,
        )
        if among is not None:
            score[: among.start] = score[among.stop :] = 0
        take = min(limit, int(np.count_nonzero(score)))
        if not take:
            return []
        best = np.argpartition(score, -take)[-take:]
        return [int(doc) for doc in best[np.argsort(-score[best], kind="stable")]]

    def _hashed(self, text: str) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
        _, _, words, owners = _fold([text])
        return np.unique(_shingles(words, owners)[0]), np.unique(_alone(words))


@lru_cache(maxsize=16)
def _letters_of(fragment: str) -> bytes:
    return _fold([fragment])[0].tobytes()


def _chunks(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    first = size = 0
    for i, text in enumerate(texts):
        size += len(text) + 1
        if size >= _CHUNK:
            yield first, i + 1
            first, size = i + 1, 0
    if first < len(texts):
        yield first, len(texts)


def _pack(hashes: npt.NDArray[np.uint32], owners: Ids, first: int) -> npt.NDArray[np.uint64]:
    """Each (hash, text) once, as hash << 32 | text."""
    keys: npt.NDArray[np.uint64] = (hashes.astype(np.uint64) << np.uint64(32)) | (owners + first).astype(np.uint64)
    keys.sort()  # np.unique would hash, which takes ten times as long here
    fresh: npt.NDArray[np.bool_] = np.diff(keys, prepend=~keys[:1]) != 0
    return keys[fresh]
