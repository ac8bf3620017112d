"""Which sentences of a quotation answer a question, and are marked in it: by fitted weights of what speaks for each."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypeVar

from qa.answer.evidence import Idf, informative
from qa.question.expected import expected_of, states_expected
from qa.text import folded_search_tokens

MARKED = 3
"""Sentences that are marked at the most."""

AS_LIKELY = 1 / 3
"""A sentence is marked beside the likeliest one from this share of its likelihood on (about as many as before fitting:
1.6 a quotation)."""


_GOES_ON = re.compile(r"\W*(?:(?:đó|đây|ấy) (?:chính |cũng |đều )?là|cụ thể|thứ nhất|một là|trước hết)\b")


@dataclass(frozen=True, slots=True)
class Sentence:
    """What speaks for a sentence.

    table, contextual   its cosine to the question under each encoder; None where the contextual one has not read it
    stated              1: the question asks for a number or a time, and it states one
    covered             the share, by idf, of the question's words that it holds
    told                the share, by idf, of the question's words that it holds, of those that neither the headline nor
                        the reporter's question holds: these are what all sentences of the quotation are about
    goes_on             it begins by pointing back ("Đó là …"), and says what the one before it announces; no feature
    """

    table: float
    stated: float
    covered: float
    told: float
    contextual: float | None = None
    goes_on: bool = False

    def values(self) -> dict[str, float]:
        """Returns the features by name."""
        values = {"table": self.table, "stated": self.stated, "covered": self.covered, "told": self.told}
        return values if self.contextual is None else {**values, "contextual": self.contextual}


Weights = Mapping[str, float]
Part = TypeVar("Part")


@cache
def fitted_marks() -> dict[str, Weights]:
    """Returns the weights of sentences that the contextual encoder has read ("read") and has not ("unread").

    `python -m tests.benchmarks.marks --write` fits them on labelled questions.
    """
    return dict(json.loads(files("qa.answer").joinpath("marks.json").read_text("utf-8")))


def sentences_of(
    question: str,
    texts: Sequence[str],
    around: str,
    idf: Idf,
    cosines: Sequence[float],
    contextual: Sequence[float] | None = None,
) -> list[Sentence]:
    """Returns the features of a quotation's sentences; `around` is its headline and the reporter's question."""
    expected = expected_of(question)
    known = set(folded_search_tokens(around))
    asked = {word: idf(word) for word in informative(question)}
    new = {word: weight for word, weight in asked.items() if word not in known}
    found = []
    for place, text in enumerate(texts):
        there = set(folded_search_tokens(text))
        stated = float(expected is not None and states_expected(text, expected))
        meant = None if contextual is None else contextual[place]
        goes_on = bool(_GOES_ON.match(text.lower()))
        found.append(Sentence(cosines[place], stated, _share(asked, there), _share(new, there), meant, goes_on))
    return found


def _share(weights: Mapping[str, float], there: Set[str]) -> float:
    return sum(weight for word, weight in weights.items() if word in there) / (sum(weights.values()) or 1.0)


def likelihoods(sentences: Sequence[Sentence]) -> list[float]:
    """Tells how likely each sentence is the one that answers, one that goes on as likely as the one before it."""
    weights = fitted_marks()
    scores = [_score(one, weights["unread" if one.contextual is None else "read"]) for one in sentences]
    shares = [math.exp(score - max(scores)) for score in scores]
    return carried([share / sum(shares) for share in shares], sentences)


def carried(likely: Sequence[float], sentences: Sequence[Sentence]) -> list[float]:
    """Returns the likelihoods, where one that goes on is as likely at least as the one before it."""
    found: list[float] = []
    for share, sentence in zip(likely, sentences, strict=True):
        found.append(max(share, found[-1]) if sentence.goes_on and found else share)
    return found


def _score(sentence: Sentence, weights: Weights) -> float:
    return sum(weights[name] * value for name, value in sentence.values().items())


def marked(parts: Sequence[Part], likely: Sequence[float]) -> tuple[Part, ...]:
    """Picks the one to three likeliest of the sentences, in order; never all: of one there is nothing to mark."""
    if len(parts) < 2:
        return ()
    order = sorted(range(len(parts)), key=lambda place: -likely[place])[: min(MARKED, len(parts) - 1)]
    return tuple(parts[place] for place in sorted(order) if likely[place] >= AS_LIKELY * likely[order[0]])
