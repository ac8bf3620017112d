"""The pairs of neighbouring words that a claim and a print share: what an alignment of both can explain at the most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qa.quote.words import Words

_OTHERWISE = 0.1
"""Share of a claim that may be printed with other spaces, or in numerals for digits."""

_AGAIN = 3
"""How often a claim may say over what is printed once."""

_BARE_OF = 3
"""A claim is compared without accents where more than one word of so many was typed without."""


def most_explained(claim: Words, printed: Words) -> float:
    """Bounds the share of the claim's words that any alignment can explain, a word less for each further stretch.

    A stretch of n words shares n - 1 pairs of neighbours. What brackets and numbers in words may add is added.
    """
    pairs, there = _pairs(claim, printed)
    explained = sum(min(count, _AGAIN * there[pair]) for pair, count in pairs.items() if pair in there) + 1
    brackets = printed.text.count("(") + printed.text.count("[")
    return (explained + brackets) / len(claim) + _OTHERWISE


def printed_nowhere(claim: Words, prints: Sequence[Words]) -> int:
    """Counts the pairs of neighbours of the claim that stand in none of the prints."""
    left = dict(_pairs(claim, claim)[0])
    for printed in prints:
        there = _pairs(claim, printed)[1]
        left = {pair: count for pair, count in left.items() if pair not in there}
    return sum(left.values())


def keys(claim: Words, printed: Words) -> tuple[list[str], list[str]]:
    """Returns what the words of both are compared by: without accents only where the claim was typed without."""
    if _is_bare(claim):
        return claim.folded, printed.folded
    return claim.accented, printed.accented


def _pairs(claim: Words, printed: Words) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """The pairs of neighbours of both, compared so."""
    if _is_bare(claim):
        return claim.folded_pairs, printed.folded_pairs
    return claim.accented_pairs, printed.accented_pairs


def _is_bare(claim: Words) -> bool:
    return _BARE_OF * sum(claim.typed_bare) > len(claim)
