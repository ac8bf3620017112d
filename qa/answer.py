"""Answers made of citations: what is marked in them, and whether they answer at all."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from qa.text import Span, folded_tokens, sentences


class State(StrEnum):
    """What the archive has for a question."""

    ANSWER = "answer"
    RELATED = "related"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Citation:
    """A quotation with everything needed to check it; `text` is exactly `span` of the interview's text.

    `turn` is the key that `/l/<turn>` opens. `highlights` are offsets in the interview's text, inside `span`.
    `score`, `dense` (cosine) and `lexical` (share of the best BM25 the question could get): higher is better.
    `note` is the source's remark that every view shows.
    """

    interview: str
    turn: str
    span: Span
    text: str
    highlights: tuple[Span, ...] = ()
    speaker: str | None = None
    position: str | None = None
    question: str | None = None
    title: str = ""
    outlet: str | None = None
    date: str | None = None
    url: str | None = None
    note: str | None = None
    score: float = 0.0
    dense: float = 0.0
    lexical: float = 0.0

    @property
    def sha256(self) -> str:
        """SHA-256 (hex) of `text` in UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the archive says to one question: a state, how sure that is (0..1), and the citations, best first.

    `understood` is the question as it was searched, where that is not the question as it was typed.
    """

    question: str
    state: State
    confidence: float
    hits: tuple[Citation, ...] = ()
    understood: str | None = None


# --- does it answer? ---


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for the best hit: the three features of the decision, each in about 0..1.

    `coverage` is the share of the question's informative syllables (by idf) that stand in the hit or its
    context.
    """

    dense: float
    lexical: float
    coverage: float
    accented: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """A logistic model of "this hit answers this question", fitted by tests/benchmarks/decision.py."""

    weights: dict[str, tuple[float, float, float, float]]
    answer: float
    related: float

    def confidence(self, evidence: Evidence) -> float:
        """The fitted probability (0..1) that the hit answers."""
        bias, dense, lexical, coverage = self.weights["accented" if evidence.accented else "unaccented"]
        total = bias + dense * evidence.dense + lexical * evidence.lexical + coverage * evidence.coverage
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))

    def state(self, confidence: float) -> State:
        """The state that the thresholds give to a confidence."""
        if confidence >= self.answer:
            return State.ANSWER
        return State.RELATED if confidence >= self.related else State.NONE


@cache
def fitted_decision() -> Decision:
    """The decision that ships with the bundled encoder."""
    values = json.loads(files("qa").joinpath("decision.json").read_text("utf-8"))
    weights = {name: tuple(row) for name, row in values["weights"].items()}
    return Decision(weights, values["answer"], values["related"])


# Words of asking: they say that a question is asked, not what about.
_ASKING = frozenset(
    """la gi nao sao the vay nhu ra bao nhieu may ai dau khi bi co khong duoc da va cua cho ve o trong voi thi
    nhung cac mot nay do ong ba noi theo thua hay xin biet vi tai phai ma de nguoi den tu""".split()  # noqa: SIM905
)


def informative(question: str) -> list[str]:
    """The folded syllables of a question that say what it is about; all of them, where none would be left."""
    syllables = list(dict.fromkeys(folded_tokens(question)))
    return [s for s in syllables if s not in _ASKING] or syllables


def coverage(question: str, text: str, idf: Callable[[str], float]) -> float:
    """The share of the question's informative syllables, weighed by idf, that stand in `text`."""
    there = set(folded_tokens(text))
    weights = {syllable: idf(syllable) for syllable in informative(question)}
    total = sum(weights.values())
    return sum(weight for syllable, weight in weights.items() if syllable in there) / total if total else 0.0


# --- which sentences answer? ---

MARKED = 3
"""Sentences that are marked at the most."""

NEAR_BEST = 0.75
"""A sentence is marked beside the best one if it scores at least this share of it (chosen on the dev interviews)."""


def highlights(
    text: str,
    area: Span,
    question: str,
    idf: Callable[[str], float],
    cosines: Sequence[float] | None = None,
) -> tuple[Span, ...]:
    """The one to three sentences of `area` that fit the question best, in order.

    `cosines` are those of the area's sentences to the question; without them words alone decide. The whole area
    is never marked: where it is one sentence there is nothing to point out.
    """
    parts = sentences(text, area)
    if len(parts) < 2:
        return ()
    scores = [coverage(question, span.of(text), idf) for span in parts]
    if cosines is not None:
        scores = [score + cosine for score, cosine in zip(scores, cosines, strict=True)]
    order = sorted(range(len(parts)), key=lambda i: -scores[i])[: min(MARKED, len(parts) - 1)]
    best = scores[order[0]]
    return tuple(parts[i] for i in sorted(order) if best > 0 and scores[i] >= NEAR_BEST * best)
