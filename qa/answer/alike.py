"""The same words once: an article loaded twice, or a passage printed twice, is one hit that names its other places."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from qa.text import folded_search_tokens

ALIKE = 0.9
"""The share of triples of words in common from which two texts are the same words: a reprint that lost a sentence of
ten is, an answer on the same subject is not (those share less than a fifth)."""


SHORTENED = 0.7
"""The share of the shorter one's triples from which two answers of two prints of an interview are one (by hand, as the
share of whole prints in qa/store/sketch.py)."""


def groups_of(texts: Sequence[str], prints: Collection[tuple[int, int]] = ()) -> tuple[tuple[int, ...], ...]:
    """Groups the numbers of texts that say the same words, each group in order, by its first.

    `prints` are pairs of numbers, the lower first, whose texts stand in two prints of one interview: there a shortened
    answer says the same as the whole one.
    """
    shapes = [_triples(text) for text in texts]
    groups: list[list[int]] = []
    for number, shape in enumerate(shapes):
        home = next((g for g in groups if _same(shapes[g[0]], shape, (g[0], number) in prints)), None)
        if home is None:
            groups.append([number])
        else:
            home.append(number)
    return tuple(map(tuple, groups))


def _triples(text: str) -> frozenset[tuple[str, ...]]:
    words = folded_search_tokens(text)
    return frozenset(zip(words, words[1:], words[2:], strict=False)) or frozenset({tuple(words)})


def same_answer(text: str, others: Sequence[str]) -> int | None:
    """Finds which of the answers of another print of an interview is this one, in full or shortened; None for none."""
    shape = _triples(text)
    shares = [_share(shape, _triples(other)) for other in others]
    best = max(range(len(shares)), key=shares.__getitem__, default=None)
    return best if best is not None and shares[best] >= SHORTENED else None


def as_printed(one: str, other: str) -> bool:
    """Tells whether two prints have the very same words, whatever the white space."""
    return one.split() == other.split()


def _same(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]], prints: bool) -> bool:
    return _alike(one, other) or (prints and _share(one, other) >= SHORTENED)


def _share(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    return len(one & other) / min(len(one), len(other))


def _alike(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> bool:
    return len(one & other) >= ALIKE * len(one | other)
