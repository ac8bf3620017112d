"""Texts folded for finding: their letters and digits in a row, and hashes of their words and word pairs, by NumPy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from qa.quote.words import folded_word

Ids = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint32]
Keys = npt.NDArray[np.uint64]

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
_HALF = np.uint64(32)


@dataclass(frozen=True, slots=True)
class Folded:
    """Some texts folded: their letters and digits, and their words as hashes, each with the number of its text."""

    letters: npt.NDArray[np.uint8]
    owners: Ids
    words: Keys
    word_owners: Ids

    def pairs(self) -> tuple[Hashes, Ids]:
        """Returns hashes of the pairs of neighbouring words of one text, with that text's number."""
        pairs = ((self.words[:-1] * _FIRST + self.words[1:] * _SECOND) >> _HALF).astype(np.uint32)
        together = self.word_owners[:-1] == self.word_owners[1:]
        return pairs[together], self.word_owners[:-1][together]

    def alone(self) -> tuple[Hashes, Ids]:
        """Returns hashes of the single words, with the numbers of their texts."""
        return ((self.words * _ALONE) >> _HALF).astype(np.uint32), self.word_owners


def folded(texts: Sequence[str]) -> Folded:
    """Folds texts; a few dozen bytes of scratch for each of their characters."""
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
        return Folded(letters, owners, np.empty(0, np.uint64), np.empty(0, np.int64))
    place = np.arange(len(letters)) - np.repeat(at, np.diff(np.append(at, len(letters))))
    words = np.add.reduceat(_MIX[letters] * _PLACE[place % 64], at)
    return Folded(letters, owners, words, owners[at])


def _codes(texts: Sequence[str]) -> tuple[npt.NDArray[np.uint32], Ids]:
    """The characters of the texts, a blank after each, and for each the number of its text."""
    codes = np.frombuffer((" ".join(texts) + " ").encode("utf-32-le", "surrogatepass"), np.uint32)
    lengths = np.fromiter((len(text) + 1 for text in texts), np.int64, len(texts))
    return np.where(codes < _PLANE, codes, ord(" ")).astype(np.uint32), np.repeat(np.arange(len(texts)), lengths)


def packed(hashes: Hashes, owners: Ids, first: int) -> Keys:
    """Returns each (hash, text) once, in order, as hash << 32 | text; `first` is the number of the first text."""
    keys: Keys = (hashes.astype(np.uint64) << _HALF) | (owners + first).astype(np.uint64)
    keys.sort()  # np.unique would hash, which takes ten times as long here
    fresh: npt.NDArray[np.bool_] = np.diff(keys, prepend=~keys[:1]) != 0
    return keys[fresh]
