"""What a reader must know before using words that are printed as claimed. Open `warnings_of` first."""

from __future__ import annotations

from collections.abc import Iterator

from qa.quote.context import turns
from qa.quote.result import Caution, Warned
from qa.quote.said import Fit
from qa.quote.search import Found

SHORTEST = 4
"""Words from which a claim is likely to be one person's only; shorter ones stand in many mouths."""

COMMON = 8
"""Places from which words are a phrase that everybody uses."""


def warnings_of(found: Found, words: int, places: int) -> tuple[Warned, ...]:
    """Lists the cautions for words found as claimed, the gravest first; `words` and `places` are how many there are."""
    order = list(Caution)
    return tuple(sorted(_warnings(found, words, places), key=lambda one: order.index(one.caution)))


def _warnings(found: Found, words: int, places: int) -> Iterator[Warned]:
    for turned in turns(found.words, found.judged.printed):
        yield Warned(Caution[turned.turn.name] if turned.turn else Caution.CUT, turned.words)
    if found.fit is Fit.QUOTING:
        yield Warned(Caution.QUOTED, found.said_by.printed)
    if found.fit is Fit.OPEN:
        yield Warned(Caution.SPEAKER_UNKNOWN)
    if words < SHORTEST:
        yield Warned(Caution.SHORT)
    if places >= COMMON:
        yield Warned(Caution.COMMON)
