"""How likely the words around a clause turn it: a fitted model beside the cues, for idioms that no table holds.

A logistic model over the words next to the clause and the classes of words of cues.txt, before it in its sentence,
after it, and in the next sentence. `python -m tests.benchmarks.turned --write` fits it on sentences of our own that
turn a clause and on clauses of real answers that nothing turns.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from qa.odds import probability
from qa.quote.cues import CLASSES

LIKELY = 0.5
"""The probability from which a clause is told to be turned."""

_REACH = 8
"""Words on each side that are looked at."""

_NEAR = 4


@dataclass(frozen=True, slots=True)
class Weights:
    """The model: `words` weigh what is observed."""

    bias: float
    words: Mapping[str, float]

    def probability(self, before: str, after: str, following: str) -> float:
        """Tells how likely the plain words before, after and in the next sentence turn a clause (0 to 1)."""
        score = self.bias + sum(self.words.get(name, 0.0) for name in {*observed(before, after, following)})
        return probability(score)


@cache
def fitted_weights() -> Weights:
    """Loads the weights that ship with the program."""
    return Weights(**json.loads(files("qa.quote").joinpath("turning.json").read_text("utf-8")))


def observed(before: str, after: str, following: str) -> Iterator[str]:
    """Lists what is seen around a clause; the next sentence counts where the clause ends its own."""
    ahead, behind = before.split(), after.split()
    yield "opens" if not ahead else f"before {min(len(ahead), _REACH) // 2}"
    yield f"after {min(len(behind), _REACH) // 2}"
    yield from _side("b", ahead[::-1], before, " ".join(ahead[-_NEAR:]))
    yield from _side("a", behind, after, " ".join(behind[:_NEAR]))
    if ahead:
        yield f"b first {ahead[0]}"
    if not any(word.isalnum() for word in behind):
        coming = following.split()[:_REACH]
        yield from _side("f", coming, " ".join(coming), " ".join(coming[:_NEAR]))


def _side(side: str, words: list[str], whole: str, near: str) -> Iterator[str]:
    """The words of one side, the nearest to the clause first."""
    for n, word in enumerate(words[:_REACH]):
        yield f"{side} {word}"
        if n < 2:
            yield f"{side}{n} {word}"
    if len(words) > 1:
        yield f"{side}{side} {words[0]} {words[1]}"
    for name, pattern in CLASSES.items():
        if pattern.search(whole):
            yield f"{side} {{{name}}}"
        if pattern.search(near):
            yield f"{side} near {{{name}}}"
        if side != "b" and pattern.match(whole):
            yield f"{side}0 {{{name}}}"
