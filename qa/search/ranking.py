"""How much each thing that speaks for an utterance counts: weights fitted on labelled questions, on an absolute scale.

No signal is normalised by the other hits of the same question, so a score means the same for every question. The unit
is that of the boosts (`qa.search.query`). `python -m tests.benchmarks.ranking --write` fits the weights.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

import numpy as np


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for an utterance; None for what has not been looked at.

    table                cosine of its nearest passage under the table
    contextual           cosine of the whole of it, with its context, under the contextual encoder
    lexical              share of the best BM25 that the question could get, at most 1
    lexical_squared      its square: a fifth of the best BM25 is what chance gives, and must count for little
    passages             ln of how many it has: the best of many is nearer by chance
    sentence             cosine of its nearest sentence under the table
    contextual_pair      mean cosine of its nearest two neighbouring sentences under the contextual encoder
    interaction          late interaction of the question's words with the best sentence, under the table
    """

    table: float
    lexical: float
    lexical_squared: float
    passages: float
    contextual: float | None = None
    sentence: float | None = None
    interaction: float | None = None
    contextual_pair: float | None = None

    def values(self) -> dict[str, float]:
        """Returns the signals that there are, by name."""
        return {name: value for name in NAMES if (value := getattr(self, name)) is not None}


NAMES = tuple(field.name for field in fields(Signals))

FirstSignals = tuple[float, float, float, float, float | None]
"""The first of the signals, in their order: those of the search."""

_FIRST = 5


Weights = Mapping[str, float]
"""One weight for each signal, and "bias"."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Weights by what was looked at; all on one scale, so that utterances of different kinds stand in one list.

    `first` are those of the search, `close` those after the closer look; `unread` in either is for utterances that
    the contextual encoder has not read yet.
    """

    first: Mapping[str, Weights]
    close: Mapping[str, Weights]

    def score(self, signals: Signals) -> float:
        """Returns what the signals are worth together; higher is better."""
        kinds = self.first if signals.interaction is None else self.close
        weights = kinds["unread" if signals.contextual is None else "read"]
        there: Iterable[tuple[str, float | None]] = ((name, getattr(signals, name)) for name in NAMES)
        return weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in there if value is not None)

    def first_scores(self, rows: Sequence[FirstSignals]) -> list[float]:
        """Returns what `score` does for signals of the search alone, given as rows: all at once."""
        columns = np.array([[0.0 if value is None else value for value in row] for row in rows]).reshape(-1, _FIRST)
        read = np.array([row[-1] is not None for row in rows], np.bool_)
        weights = [(self.first["unread"].get(name, 0.0), self.first["read"].get(name, 0.0)) for name in NAMES[:_FIRST]]
        total = np.zeros(len(rows))
        for column, (unread, known) in zip(columns.T, weights, strict=True):  # in the order of `score`: to the last bit
            total += np.where(read, known, unread) * column
        found: list[float] = (np.where(read, self.first["read"]["bias"], self.first["unread"]["bias"]) + total).tolist()
        return found


@cache
def fitted_ranking() -> Ranking:
    """Returns the ranking that ships with the bundled encoders."""
    return Ranking(**json.loads(files("qa.search").joinpath("ranking.json").read_text("utf-8")))
