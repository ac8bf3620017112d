"""The same words once: an article loaded twice, or a passage printed twice, is one hit that names its other places."""

from __future__ import annotations

from collections.abc import Sequence

from qa.text import folded_search_tokens

ALIKE = 0.9
"""The share of triples of words in common from which two texts are the same words: a reprint that lost a sentence of
ten is, an answer on the same subject is not (those share less than a fifth)."""


def groups_of(texts: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """Groups the numbers of texts that say the same words, each group in order, by its first."""
    shapes = [_triples(text) for text in texts]
    groups: list[list[int]] = []
    for number, shape in enumerate(shapes):
        home = next((group for group in groups if _alike(shapes[group[0]], shape)), None)
        if home is None:
            groups.append([number])
        else:
            home.append(number)
    return tuple(map(tuple, groups))


def _triples(text: str) -> frozenset[tuple[str, ...]]:
    words = folded_search_tokens(text)
    return frozenset(zip(words, words[1:], words[2:], strict=False)) or frozenset({tuple(words)})


def _alike(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> bool:
    return len(one & other) >= ALIKE * len(one | other)
