"""Does the archive answer? Logistic models of the evidence, fitted on labelled questions, and the three states."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from qa.answer.evidence import Evidence


class State(StrEnum):
    """What the archive has for a question."""

    ANSWER = "answer"
    RELATED = "related"
    NONE = "none"


BELOW = 0.01
"""How far below the threshold of an answer the confidence in another's words is put."""

Weights = Mapping[str, Mapping[str, float]]
"""For every kind of question together ("any"), and beside it for each: a weight a feature of Evidence, and "bias"."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A model of "this hit answers", and one of "this hit is on the subject", fitted by tests/benchmarks/decision.py.

    `encoder` is the revision whose cosines they were fitted on; of another encoder's hits the words alone are weighed.
    `answers` and `subjects` are the weights by how the question was typed and what is weighed. `slope` and `shift` make
    the log-odds of the first a probability. `answer` is the confidence from which a hit is an answer, `related` how
    surely it must be on the subject to be shown at all.
    """

    encoder: str
    answers: Mapping[str, Weights]
    subjects: Mapping[str, Weights]
    slope: float
    shift: float
    answer: float
    related: float

    def confidence(self, evidence: Evidence, encoder: str) -> float:
        """Gives the fitted probability (0..1) that the hit answers; `encoder` is the revision that found it."""
        odds = _log_odds(self.answers[self._model(evidence, encoder)], evidence)
        confidence = _probability(self.slope * odds + self.shift)
        return min(confidence, self.answer - BELOW) if evidence.by_another else confidence

    def judge(self, evidence: Evidence, encoder: str) -> tuple[float, State]:
        """Gives the confidence and the state of a hit; another's words than of the one asked for never answer."""
        confidence = self.confidence(evidence, encoder)
        if confidence >= self.answer:
            return confidence, State.ANSWER
        subject = _probability(_log_odds(self.subjects[self._model(evidence, encoder)], evidence))
        return confidence, State.RELATED if subject >= self.related else State.NONE

    def _model(self, evidence: Evidence, encoder: str) -> str:
        return model_name(evidence.accented, encoder == self.encoder)


def _log_odds(weights: Weights, evidence: Evidence) -> float:
    values, parts = evidence.values(), (weights["any"], weights.get(evidence.kind.value, {}))
    return sum(weight * values.get(name, 1.0) for part in parts for name, weight in part.items())


def _probability(odds: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def model_name(accented: bool, cosines: bool) -> str:
    """Names a model among those of a decision."""
    return f"{'accented' if accented else 'unaccented'}{'' if cosines else ', words alone'}"


@cache
def fitted_decision() -> Decision:
    """Reads the decision that ships with the bundled encoder."""
    return Decision(**json.loads(files("qa.answer").joinpath("decision.json").read_text("utf-8")))
