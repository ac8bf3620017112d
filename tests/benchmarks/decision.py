"""Fits the decision "does this hit answer?" on labelled interviews, and says how well it does on held-out ones.

    python -m tests.benchmarks.decision ../shared/data/interviews/dev.json [--also SOURCE…] [--write]

A logistic model of the best hit's evidence. Each question is asked of archives of three sizes: of its interview
alone, of a third or two of all, and of all with `--also`. Where the archive holds its interview it should be
answered (answerable; printed: what its reporter asked) or, for the labelled near questions, should not (near);
where it does not, it should not (far). The figures come from folds over interviews: no question is judged by a
model that saw its interview. `--write` puts a fit on all of them into qa/decision.json.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from qa.answer.decision import model_name
from qa.answer.evidence import Evidence
from qa.archive import Archive
from qa.evaluation.evaluate import Labelled, fill, read_labelled
from qa.evaluation.measure import reliability, reliability_lines
from qa.text import fold, nfc

Floats = npt.NDArray[np.float64]

FOLDS = 9
THIRDS = 3
RIDGE = 0.3
SHARES = {"answerable": 0.47, "printed": 0.08, "near": 0.275, "far": 0.175}
"""What each kind of question counts together: 45 % are unanswerable, near ones half as many as answerable ones."""

PRINTED = 2
"""Reporters' own questions that are asked of each interview: an archive answers what was asked in it."""

LONGEST = 250
"""Characters of the longest of these."""

SIGNLESS = ("bias", "expects")
"""Weights that may be negative: the others' evidence can only speak for an answer."""

FALSE_ANSWERS = 0.13
"""The share of near questions that may be answered: it sets the threshold of "answer", on held-out confidences."""

RELATED_KEPT = 0.02
"""The share of answerable questions that may get no hit at all: it sets the threshold of "related"."""

FORMS = {"accented": nfc, "unaccented": fold}


@dataclass(frozen=True, slots=True)
class Sample:
    """One question asked of one archive; `kind` is answerable, far or near, `interview` its number in the set.

    `refused`: it names what the archive lacks, so that no model is asked.
    """

    form: str
    kind: str
    size: str
    interview: int
    evidence: dict[str, float]
    refused: bool


def main() -> None:
    """Prints the held-out figures; writes the fitted decision if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--also", nargs="*", type=Path, default=[])
    parser.add_argument("--encoder", default=None)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    samples, revision = collect(read_labelled(options.file), options.also, options.encoder)
    wordy = [replace(s, evidence={k: v for k, v in s.evidence.items() if k not in Evidence.COSINES}) for s in samples]
    models: dict[str, dict[str, float]] = {}
    held_out: dict[bool, list[tuple[Sample, float]]] = {}
    for cosines, taken in ((True, samples), (False, wordy)):
        parts = [[s for s in taken if s.form == form] for form in FORMS]
        models |= {model_name(form == "accented", cosines): _fit(part) for form, part in zip(FORMS, parts, strict=True)}
        held_out[cosines] = [pair for part in parts for pair in _held_out(part)]
    answer, related = _thresholds(held_out[True])
    decision = {"encoder": revision, "models": models, "answer": round(answer, 3), "related": round(related, 3)}
    for cosines, judged in held_out.items():
        print("all evidence" if cosines else "words alone (for another encoder)")
        for line in _report(judged, answer, related):
            print(line)
    print(json.dumps(decision))
    if options.write:
        Path("qa/answer/decision.json").write_text(json.dumps(decision, indent=1) + "\n", "utf-8")


def collect(labelled: Labelled, also: Sequence[Path], encoder: str | None) -> tuple[list[Sample], str]:
    """All samples, and the revision of the encoder that they were taken with."""
    samples: list[Sample] = []
    revision = ""
    numbered = list(enumerate(labelled))
    with tempfile.TemporaryDirectory() as folder:
        for archive_number, (size, held, asked, more) in enumerate(_archives(numbered, also)):
            place = Path(folder) / str(archive_number)
            place.mkdir()
            with Archive.open(place / "archive", encoder) as archive:
                fill(archive, [row for _, row in held], place, more)
                inside = {number for number, _ in held}
                for number, row in asked:
                    samples += _samples(archive, size, number, row, number in inside)
                revision = archive.encoder.revision
    return samples, revision


Numbered = list[tuple[int, dict[str, Any]]]


def _archives(numbered: Numbered, also: Sequence[Path]) -> Iterator[tuple[str, Numbered, Numbered, Sequence[Path]]]:
    """(size, interviews that the archive holds, interviews whose questions are asked of it, further sources)."""
    yield "all", numbered, numbered, also
    for part in range(THIRDS):
        yield "some", [(n, row) for n, row in numbered if n % THIRDS != part], numbered, also if part else ()
    for n, row in numbered:
        yield "one", [(n, row)], [(n, row), numbered[(n + 7) % len(numbered)]], ()


def _samples(archive: Archive, size: str, number: int, row: dict[str, Any], held: bool) -> Iterator[Sample]:
    asked = [("answerable" if held else "far", q["q"]) for q in row["queries"]]
    asked += [("near" if held else "far", q["q"]) for q in row["unanswerable"]]
    asked += [("printed", question) for question in _printed(archive, row["id"])] if held else []
    for form, change in FORMS.items():
        for kind, question in asked:
            found = archive.evidence(change(question))
            if found is not None and found[0].accented == (form == "accented"):
                yield Sample(form, kind, size, number, found[0].values(), found[1])


def _printed(archive: Archive, interview: str) -> list[str]:
    found = archive.interview(interview)
    questions = [turn.question.of(found.text) for turn in found.turns if turn.question]
    return [question for question in questions if len(question) <= LONGEST][:PRINTED]


# --- the model ---


def _fit(samples: Sequence[Sample]) -> dict[str, float]:
    """Ridge logistic regression; each kind counts its share, however many questions it has."""
    features, labels, weights = _matrix(samples)
    names = _names(samples)

    def loss(w: Floats) -> tuple[float, Floats]:
        signs = 2 * labels - 1
        margin = features @ w * signs
        penalty = RIDGE / len(labels) * np.r_[0.0, w[1:]]
        gradient = features.T @ (-weights * signs / (1 + np.exp(margin))) + 2 * penalty
        return float((weights * np.logaddexp(0, -margin)).sum() + (penalty * w).sum()), gradient

    bounds = [(None if name in SIGNLESS else 0.0, None) for name in names]
    found = minimize(loss, np.zeros(len(names)), jac=True, bounds=bounds, method="L-BFGS-B").x
    return {name: round(float(value), 3) for name, value in zip(names, found, strict=True)}


def _names(samples: Sequence[Sample]) -> list[str]:
    return ["bias", *samples[0].evidence]


def _matrix(samples: Sequence[Sample]) -> tuple[Floats, Floats, Floats]:
    counts = Counter((s.kind, s.size) for s in samples)
    sizes = Counter(kind for kind, _ in counts)
    features = np.array([[1.0, *s.evidence.values()] for s in samples])
    labels = np.array([float(s.kind in ("answerable", "printed")) for s in samples])
    weights = np.array([SHARES[s.kind] / sizes[s.kind] / counts[s.kind, s.size] for s in samples])
    return features, labels, weights


def _held_out(samples: Sequence[Sample]) -> list[tuple[Sample, float]]:
    """Each sample with the confidence of a model that did not see its interview; 0 where it is refused outright."""
    pairs = []
    for part in range(FOLDS):
        weights = np.array(list(_fit([s for s in samples if s.interview % FOLDS != part]).values()))
        for sample in samples:
            if sample.interview % FOLDS == part:
                confidence = float(1 / (1 + np.exp(-(weights @ [1.0, *sample.evidence.values()]))))
                pairs.append((sample, 0.0 if sample.refused else confidence))
    return pairs


Judged = Sequence[tuple[Sample, float]]


def _of(judged: Judged, kind: str, form: str = "accented", size: str = "all") -> Floats:
    return np.array([c for s, c in judged if (s.kind, s.form, s.size) == (kind, form, size)])


def _thresholds(judged: Judged) -> tuple[float, float]:
    """The confidences from which a hit is an answer, and related: by questions as typed, asked of all interviews."""
    answer = float(np.quantile(_of(judged, "near"), 1 - FALSE_ANSWERS))
    related = float(np.quantile(_of(judged, "answerable"), RELATED_KEPT))
    return answer, min(answer, related)


def _report(judged: Judged, answer: float, related: float) -> Iterator[str]:
    for form in FORMS:
        for size in ("all", "some", "one"):
            right = _of(judged, "answerable", form, size)
            yield f"{form}, archive of {size}: answerable {_states(right, answer, related)}"
            yield f"    printed {_states(_of(judged, 'printed', form, size), answer, related)}"
            for kind in ("near", "far"):
                wrong = _of(judged, kind, form, size)
                if len(wrong):
                    auc = (right[:, None] > wrong).mean() + 0.5 * (right[:, None] == wrong).mean()
                    yield f"    {kind:5} {_states(wrong, answer, related)}  AUC {auc:.3f}"
    yield "confidence and share of answerable questions, as typed, archive of all, in bins of 0.2"
    pairs = [(c, k == "answerable") for k in ("answerable", "near") for c in _of(judged, k)]
    yield from (f"    {line}" for line in reliability_lines(reliability(pairs)))
    yield "curve, as typed, archive of all: threshold, near answered, answerable not answered"
    near, right = _of(judged, "near"), _of(judged, "answerable")
    for step in range(1, 20):
        yield f"    {step / 20:.2f}  {(near >= step / 20).mean():.3f}  {(right < step / 20).mean():.3f}"


def _states(confidences: Floats, answer: float, related: float) -> str:
    shares = (
        (confidences >= answer).mean(),
        ((confidences < answer) & (confidences >= related)).mean(),
        (confidences < related).mean(),
    )
    return "n={:<4} answer {:.3f} related {:.3f} none {:.3f}".format(len(confidences), *shares)


if __name__ == "__main__":
    main()
