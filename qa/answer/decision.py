"""Does the archive answer? Logistic models of the evidence, fitted on labelled questions, and the three states."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from qa.answer.evidence import Evidence
from qa.odds import probability


class State(StrEnum):
    """What the archive has for a question."""

    ANSWER = "answer"
    RELATED = "related"
    NONE = "none"


BELOW = 0.01
"""How far below the threshold of an answer the confidence in another's words is put."""


class Basis(StrEnum):
    """What of the evidence can be weighed: all, all but the contextual encoder's cosines, or the words alone."""

    READ = "read"
    UNREAD = "unread"
    WORDS = "words alone"


FoundBy = tuple[str, str]
"""The revisions of the encoders that found a hit; "" for no contextual one."""

Weights = Mapping[str, Mapping[str, float]]
"""For every kind of question together ("any"), and beside it for each: a weight a feature of Evidence, and "bias"."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A model of "this hit answers", and one of "this hit is on the subject", fitted by tests/benchmarks/decision.py.

    `encoder` and `contextual` are the revisions whose cosines they were fitted on; other encoders' are not weighed.
    `answers` and `subjects` are the weights by how the question was typed and what is weighed. `slope` and `shift` make
    the log-odds of the first a probability. `answer` is the confidence from which a hit is an answer, `related` how
    surely it must be on the subject to be shown at all.
    """

    encoder: str
    contextual: str
    answers: Mapping[str, Weights]
    subjects: Mapping[str, Weights]
    slope: float
    shift: float
    answer: float
    related: float

    def confidence(self, evidence: Evidence, found_by: FoundBy) -> float:
        """Gives the fitted probability (0..1) that the hit answers."""
        odds = _log_odds(self.answers[self._model(evidence, found_by)], evidence)
        confidence = probability(self.slope * odds + self.shift)
        return min(confidence, self.answer - BELOW) if evidence.by_another else confidence

    def judge(self, evidence: Evidence, found_by: FoundBy) -> tuple[float, State]:
        """Gives the confidence and the state of a hit; another's words than of the one asked for never answer."""
        confidence = self.confidence(evidence, found_by)
        if confidence >= self.answer:
            return confidence, State.ANSWER
        subject = probability(_log_odds(self.subjects[self._model(evidence, found_by)], evidence))
        return confidence, State.RELATED if subject >= self.related else State.NONE

    def _model(self, evidence: Evidence, found_by: FoundBy) -> str:
        encoder, contextual = found_by
        if encoder != self.encoder:
            return model_name(evidence.accented, Basis.WORDS)
        read = evidence.read and contextual == self.contextual
        return model_name(evidence.accented, Basis.READ if read else Basis.UNREAD)


def _log_odds(weights: Weights, evidence: Evidence) -> float:
    values, parts = evidence.values(), (weights["any"], weights.get(evidence.kind.value, {}))
    return sum(weight * values.get(name, 1.0) for part in parts for name, weight in part.items())


def model_name(accented: bool, basis: Basis) -> str:
    """Names a model among those of a decision."""
    return f"{'accented' if accented else 'unaccented'}, {basis}"


@cache
def fitted_decision() -> Decision:
    """Reads the decision that ships with the bundled encoder."""
    return Decision(**json.loads(files("qa.answer").joinpath("decision.json").read_text("utf-8")))
