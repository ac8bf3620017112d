"""The words of an interview's answers as hashed shingles, by which other prints of it are found. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

from qa.text import folded_search_tokens

WORDS = 5
"""Words of a shingle: so many in a row are hardly ever said twice by chance, and one changed word spoils five."""

SAMPLE = 16
"""Of so many shingles one is kept in the archive, the same ones of every text: enough to find what to compare."""

FEWEST = 40
"""Shingles of the shortest answers that are compared: fewer are no interview of their own."""

SHARE = 0.7
"""Share of the shorter one's shingles that two prints of an interview have in common. Articles that use one press
release share half of them, made reprints more than three quarters (tests/benchmarks/reprints.py)."""

EDITION = 0.3
"""Share from which one may be a changed edition of the other: an editor decides, so it is far below SHARE (by hand)."""

SHORTEST = 0.25
"""Share of the longer print's shingles that the shorter one has at the least: less is a quotation, no other print."""


def shingles(text: str) -> frozenset[int]:
    """Returns the hashes of all runs of WORDS words of a text, folded, so that no accent or mark counts."""
    words = folded_search_tokens(text)
    runs = zip(*(words[n:] for n in range(WORDS)), strict=False)
    return frozenset(crc32(" ".join(run).encode()) for run in runs)


def sampled(hashes: Iterable[int]) -> list[int]:
    """Returns those that are kept of some hashes, in order."""
    return sorted(one for one in hashes if one % SAMPLE == 0)


def are_prints(one: frozenset[int], other: frozenset[int]) -> bool:
    """Tells whether the answers of two articles are one interview, in full or shortened."""
    short, long = sorted((len(one), len(other)))
    return short >= max(FEWEST, SHORTEST * long) and len(one & other) >= SHARE * short
