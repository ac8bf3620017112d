"""Does the archive answer? A logistic model of the evidence, fitted on labelled questions, and its three states."""

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


Weights = Mapping[str, float]
"""One weight for each feature of Evidence, and "bias"."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A model of "this hit answers this question", fitted by tests/benchmarks/decision.py.

    `encoder` is the revision whose cosines it was fitted on; of another encoder's hits it weighs the words alone.
    `models` are the weights by how the question was typed and what is weighed. `answer` and `related` are the
    confidences from which a hit is an answer, and related at least.
    """

    encoder: str
    models: Mapping[str, Weights]
    answer: float
    related: float

    def confidence(self, evidence: Evidence, encoder: str) -> float:
        """The fitted probability (0..1) that the hit answers; `encoder` is the revision that found it."""
        weights = self.models[model_name(evidence.accented, encoder == self.encoder)]
        total = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in evidence.values().items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))

    def state(self, confidence: float) -> State:
        """The state that the thresholds give to a confidence."""
        if confidence >= self.answer:
            return State.ANSWER
        return State.RELATED if confidence >= self.related else State.NONE


def model_name(accented: bool, cosines: bool) -> str:
    """The key of a model in `Decision.models`."""
    return f"{'accented' if accented else 'unaccented'}{'' if cosines else ', words alone'}"


@cache
def fitted_decision() -> Decision:
    """The decision that ships with the bundled encoder."""
    return Decision(**json.loads(files("qa.answer").joinpath("decision.json").read_text("utf-8")))
