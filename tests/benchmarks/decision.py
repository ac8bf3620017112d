"""Fits the decision "does this hit answer?" on labelled interviews, and says how well it does on held-out ones.

    python -m tests.benchmarks.decision ../shared/data/interviews/dev.json [--also SOURCE…] [--write]

A logistic model of the best hit's evidence. Each question is asked of archives that hold its interview (it should
be answered) and of one that does not (far: it should not), with and without accents; the labelled near questions,
which no interview answers, are reported beside. The figures come from folds over interviews: no question is
judged by a model that saw its interview. `--write` puts a fit on all of them into qa/decision.json.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq, minimize

from qa.archive import Archive
from qa.evaluate import Labelled, fill, read_labelled
from qa.text import fold, nfc

Floats = npt.NDArray[np.float64]

FOLDS = 5
THIRDS = 3
RIDGE = 0.02
RELATED_KEPT = 0.02
"""The share of answerable questions that may get no hit at all."""

FORMS = {"accented": nfc, "unaccented": fold}


@dataclass(frozen=True, slots=True)
class Sample:
    """One question asked of one archive; `kind` is answerable, far or near, `interview` its number in the set."""

    form: str
    kind: str
    interview: int
    evidence: tuple[float, float, float]


def main() -> None:
    """Prints the held-out figures; writes the fitted decision if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--also", nargs="*", type=Path, default=[])
    parser.add_argument("--encoder", default=None)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    samples, revision = collect(read_labelled(options.file), options.also, options.encoder)
    held_out = {form: _held_out(samples, form) for form in FORMS}
    joined = [pair for pairs in held_out.values() for pair in pairs]
    decision = {
        "encoder": revision,
        "weights": {form: [round(float(w), 3) for w in _fit(*_matrix(samples, form))] for form in FORMS},
        "answer": round(_balance(joined), 3),
        "related": round(float(np.quantile([c for s, c in joined if s.kind == "answerable"], RELATED_KEPT)), 3),
    }
    for form, pairs in held_out.items():
        print(f"{form}: " + ", ".join(f"{name} {value:.3f}" for name, value in _figures(pairs, decision).items()))
    print(json.dumps(decision))
    if options.write:
        Path("qa/decision.json").write_text(json.dumps(decision, indent=1) + "\n", "utf-8")


def collect(labelled: Labelled, also: Sequence[Path], encoder: str | None) -> tuple[list[Sample], str]:
    """All samples, and the revision of the encoder that they were taken with."""
    samples: list[Sample] = []
    for part in range(THIRDS):
        with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder) / "archive", encoder) as archive:
            fill(archive, [row for n, row in enumerate(labelled) if n % THIRDS != part], Path(folder), also)
            for number, row in enumerate(labelled):
                held = number % THIRDS != part
                asked = [("answerable" if held else "far", q["q"]) for q in row["queries"]]
                asked += [("near", q["q"]) for q in row["unanswerable"] if held]
                samples += _samples(archive, number, asked)
            revision = archive.encoder.revision
    return samples, revision


def _samples(archive: Archive, number: int, asked: Sequence[tuple[str, str]]) -> list[Sample]:
    found = []
    for form, change in FORMS.items():
        for kind, question in asked:
            evidence = archive.evidence(change(question))
            if evidence is not None and evidence.accented == (form == "accented"):
                found.append(Sample(form, kind, number, astuple(evidence)[:3]))
    return found


def _held_out(samples: Sequence[Sample], form: str) -> list[tuple[Sample, float]]:
    """Each sample of a form with the confidence of a model that did not see its interview."""
    pairs = []
    for part in range(FOLDS):
        weights = _fit(*_matrix([s for s in samples if s.interview % FOLDS != part], form))
        pairs += [
            (s, float(1 / (1 + np.exp(-(weights @ [1.0, *s.evidence])))))
            for s in samples
            if s.form == form and s.interview % FOLDS == part
        ]
    return pairs


def _matrix(samples: Sequence[Sample], form: str) -> tuple[Floats, Floats]:
    used = [s for s in samples if s.form == form and s.kind != "near"]
    return np.array([[1.0, *s.evidence] for s in used]), np.array([float(s.kind == "answerable") for s in used])


def _fit(features: Floats, labels: Floats) -> Floats:
    """Ridge logistic regression whose evidence can only speak for an answer, never against one."""
    # Both kinds of question count the same, however many of each there are.
    weights = np.where(labels == 1, 0.5 / labels.sum(), 0.5 / (1 - labels).sum())

    def loss(w: Floats) -> float:
        margin = features @ w * (2 * labels - 1)
        return float((weights * np.logaddexp(0, -margin)).sum() + RIDGE / len(labels) * (w[1:] ** 2).sum())

    bounds = [(None, None), (0, None), (0, None), (0, None)]
    return np.asarray(minimize(loss, np.zeros(4), bounds=bounds, method="L-BFGS-B").x)


def _rate(pairs: Sequence[tuple[Sample, float]], kind: str, threshold: float) -> float:
    """The share of the questions of a kind that would be answered."""
    return float(np.mean([confidence >= threshold for sample, confidence in pairs if sample.kind == kind]))


def _balance(pairs: Sequence[tuple[Sample, float]]) -> float:
    """The threshold at which as many far questions are answered as answerable ones refused."""

    def difference(t: float) -> float:
        return _rate(pairs, "far", t) - (1 - _rate(pairs, "answerable", t))

    return float(brentq(difference, 0.0, 1.0, xtol=1e-3))


def _figures(pairs: Sequence[tuple[Sample, float]], decision: dict[str, Any]) -> dict[str, float]:
    threshold = float(decision["answer"])
    right = np.array([c for s, c in pairs if s.kind == "answerable"])
    far = np.array([c for s, c in pairs if s.kind == "far"])
    return {
        "false refusals": 1 - _rate(pairs, "answerable", threshold),
        "false answers, far": _rate(pairs, "far", threshold),
        "false answers, near": _rate(pairs, "near", threshold),
        "answerable without a hit": 1 - _rate(pairs, "answerable", float(decision["related"])),
        "AUC, far": float((right[:, None] > far[None, :]).mean() + 0.5 * (right[:, None] == far[None, :]).mean()),
    }


if __name__ == "__main__":
    main()
