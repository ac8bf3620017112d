"""Fits the decision "does this hit answer?" on labelled questions, and says how well it does on held-out ones.

    python -m tests.benchmarks.decision dev.json questions2.json questions3.json --texts unlabelled.jsonl
        [--keep FOLDER] [--write]

A logistic model of the best hit's evidence: weights for every kind of question together, and beside them for each kind
a bias and a weight on what a sentence states; a second model tells hits on the subject from far ones. Each question is
asked of archives of three sizes: all interviews, two thirds, and its own alone. All figures come from folds over
interviews: no question is judged by a model that saw its interview. Thresholds are quantiles of held-out confidences.
`--write` puts a fit on all of them into qa/answer/decision.json. `--keep` keeps the archives for the next run.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from embeddings.accents import bundled_accents
from qa.answer.decision import BELOW, Basis, FoundBy, model_name
from qa.answer.evidence import Evidence
from qa.archive import Archive
from qa.errors import QAError
from qa.question.kinds import QuestionKind
from qa.text import fold, has_accents, nfc
from tests.benchmarks.decision_report import report
from tests.benchmarks.questions import Label, Labelled, Question, Size, archives, read_sets

Floats = npt.NDArray[np.float64]

FOLDS = 9
RIDGE = 0.3

SHARES = {
    Label.ANSWERABLE: 0.47,
    Label.PRINTED: 0.05,
    Label.NEAR: 0.275,
    Label.RELATED: 0.05,
    Label.FAR: 0.06,
    Label.FOLLOW_UP: 0.05,
    Label.STRAY: 0.03,
}
"""What each kind of label counts together in a fit: near questions half as much as answerable ones."""

ANSWERED = (Label.ANSWERABLE, Label.PRINTED, Label.FOLLOW_UP)
"""The labels of questions that their interview answers."""

IN_TALK = (Label.FOLLOW_UP, Label.STRAY)
"""The labels of questions that need the archive with both interviews."""

PRINTED = 2
"""Reporters' own questions that are asked of each interview: an archive answers what was asked in it."""

LONGEST = 250
"""Characters of the longest of these."""

OF_KIND = ("bias", "stated_near")
"""What a kind of question weighs for itself."""

FALSE_ANSWERS = 0.12
"""The share of near questions that may be answered: it sets the threshold of "answer", on held-out confidences."""

RELATED_KEPT = 0.025
"""The share of answerable questions that may get no hit at all: it sets the threshold of "related"."""

SHOWN = 3
"""Hits that are shown at first: a right one among them is found."""

FORMS: Mapping[str, Callable[[str], str]] = {
    "accented": lambda text: nfc(text if has_accents(text) else bundled_accents().restore(text)),
    "unaccented": fold,
}
"""How the questions are typed; those that were written without accents are given them, too."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A labelled question asked of one archive in one form; `interview` is its number in the sets.

    `rank` is the place (from 1) of the right hit, 0 where none is shown; `refused`: the question names what the archive
    lacks, so that no model is asked; `marked`: a marked sentence overlaps the labelled one.
    """

    form: str
    size: Size
    set: str
    interview: int
    question: Question
    evidence: Evidence
    refused: bool
    rank: int
    marked: bool

    @property
    def label(self) -> Label:
        """What is true of the question."""
        return self.question.label

    @property
    def right(self) -> bool:
        """Whether the first hit answers."""
        return self.rank == 1 and self.label in ANSWERED


def main() -> None:
    """Prints the held-out figures; writes the fitted decision if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path, nargs="+")
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        samples, revisions = collect(*read_sets(options.sets, options.texts), options.keep or Path(folder))
    decision = fit(samples, revisions)
    print("\n".join(report(judged(samples, decision), decision["answer"], decision["related"], SHOWN)))
    if options.write:
        Path("qa/answer/decision.json").write_text(json.dumps(decision, indent=1) + "\n", "utf-8")


def collect(
    sets: Sequence[Labelled], others: Sequence[dict[str, object]], folder: Path
) -> tuple[list[Sample], FoundBy]:
    """Asks every question of every archive; gives the samples, and the revisions of the encoders that found them."""
    samples: list[Sample] = []
    revisions = "", ""
    for size, archive, asked in archives(sets, others, folder):
        revisions = archive.encoder.revision, archive.contextual.revision
        for number, held in asked:
            for form in FORMS:
                samples += _samples(archive, size, number, sets[number], held, form)
    return samples, revisions


def _samples(archive: Archive, size: Size, number: int, row: Labelled, held: bool, form: str) -> Iterator[Sample]:
    for question in (*row.questions, *(_printed(archive, row.id) if held else ())):
        if question.label in IN_TALK and not (held and size is Size.ALL):
            continue
        change = FORMS[form]
        try:
            found = archive.weigh(change(question.text), tuple(map(change, question.history)), SHOWN)
        except QAError:
            continue
        if found.evidence is None or found.evidence.accented != (form == "accented"):
            continue
        place = question.answer
        right = [place is not None and hit.interview == row.id and hit.span.overlaps(place) for hit in found.hits]
        marks = found.hits[0].highlights or (found.hits[0].span,)
        yield Sample(
            form,
            size,
            row.set,
            number,
            question if held else Question(question.text, Label.FAR, question.label.value),
            found.evidence,
            any(not one.as_speaker for one in found.missing),
            right.index(True) + 1 if held and True in right else 0,
            place is not None and any(mark.overlaps(place) for mark in marks),
        )


def _printed(archive: Archive, interview: str) -> list[Question]:
    found = archive.interview(interview)
    asked = [(turn.question.of(found.text), turn.answers[0].span) for turn in found.turns if turn.question]
    return [Question(text, Label.PRINTED, "printed", span) for text, span in asked if len(text) <= LONGEST][:PRINTED]


# --- the models ---


def fit(samples: Sequence[Sample], revisions: FoundBy) -> dict[str, Any]:
    """Fits both models to every form and basis; calibration and thresholds are of held-out samples."""
    encoder, contextual = revisions
    decision: dict[str, Any] = {"encoder": encoder, "contextual": contextual, "answers": {}, "subjects": {}}
    for basis in Basis:
        for form in FORMS:
            part = [sample for sample in samples if sample.form == form]
            name = model_name(form == "accented", basis)
            decision["answers"][name] = _fit(part, ANSWERS, basis)
            decision["subjects"][name] = _fit(part, SUBJECTS, basis)
    asked = [s for s in samples if s.form == "accented" and s.size is Size.ALL]
    found = np.array([s.label is Label.ANSWERABLE and s.rank > 0 for s in asked])
    near = np.array([s.label is Label.NEAR for s in asked])
    odds = _held_out(samples, ANSWERS)
    answers = np.array([odds[id(s)] for s in asked])
    decision["slope"], decision["shift"] = _calibration(answers[found | near], found[found | near])
    confidences = _probability(decision["slope"] * answers + decision["shift"])
    dead = np.array([s.refused or s.evidence.by_another for s in asked])
    decision["answer"] = round(float(np.quantile(np.where(dead, 0.0, confidences)[near], 1 - FALSE_ANSWERS)), 3)
    subjects = _held_out(samples, SUBJECTS)
    on = _probability(np.array([subjects[id(s)] for s in asked]))
    decision["related"] = round(float(np.quantile(on[found], RELATED_KEPT)), 3)
    return decision


def judged(samples: Sequence[Sample], decision: dict[str, Any]) -> list[tuple[Sample, float, float]]:
    """Gives each sample with its held-out confidence, and how surely its hit is on the subject; 0 where refused.

    The calibration is fitted to folds that do not hold the sample, too.
    """
    answers, subjects = _held_out(samples, ANSWERS), _held_out(samples, SUBJECTS)
    pairs = []
    for part in range(FOLDS):
        others = [s for s in samples if s.interview % FOLDS != part and s.form == "accented" and s.size is Size.ALL]
        known = [s for s in others if s.label is Label.NEAR or (s.label is Label.ANSWERABLE and s.rank)]
        odds = np.array([answers[id(s)] for s in known])
        slope, shift = _calibration(odds, np.array([s.label is Label.ANSWERABLE for s in known]))
        for sample in samples:
            if sample.interview % FOLDS == part:
                sure = float(_probability(np.array(slope * answers[id(sample)] + shift)))
                sure = min(sure, decision["answer"] - BELOW) if sample.evidence.by_another else sure
                on = float(_probability(np.array(subjects[id(sample)])))
                pairs.append((sample, 0.0 if sample.refused else sure, 0.0 if sample.refused else on))
    return pairs


@dataclass(frozen=True, slots=True)
class Task:
    """What a model is to tell: of the samples that `takes`, those that are `true`; each label counts its share.

    `by_kind` are weighed for each kind of question, too; `either_way` may speak against it as well as for it, while
    more of any other evidence is never less confidence.
    """

    takes: Callable[[Sample], bool]
    true: Callable[[Sample], bool]
    shares: Mapping[Label, float]
    either_way: tuple[str, ...] = ("bias", "leans")
    by_kind: tuple[str, ...] = ()


def _teaches(sample: Sample) -> bool:
    """Whether a fit may learn from a sample: an answerable question's best hit must be the right one."""
    return not sample.refused and (sample.right or sample.label not in ANSWERED)


ANSWERS = Task(
    lambda s: _teaches(s) and s.label in SHARES and not s.evidence.by_another,
    lambda s: s.right,
    SHARES,
    # Beside the cosines, likeness word by word speaks against an answer: who asks for what isn't said borrows words.
    either_way=("bias", "leans", "interaction"),
    by_kind=OF_KIND,
)
ON_SUBJECT = (Label.ANSWERABLE, Label.PRINTED, Label.NEAR, Label.RELATED)
SUBJECTS = Task(
    lambda s: _teaches(s) and s.label not in IN_TALK,
    lambda s: s.label in ON_SUBJECT,
    {**dict.fromkeys(ON_SUBJECT, 0.125), Label.FAR: 0.5},
)


LEFT_OUT = {Basis.READ: frozenset[str](), Basis.UNREAD: Evidence.CONTEXTUAL, Basis.WORDS: Evidence.COSINES}
"""The features that are not weighed, by the basis."""


def _names(task: Task, basis: Basis) -> list[tuple[str, str]]:
    """The weights of a model: (kind or "any", feature)."""
    features = [f for f in Evidence.__slots__[Evidence.NOT_WEIGHED :] if f not in LEFT_OUT[basis]]
    kinds = [(kind.value, f) for kind in QuestionKind for f in task.by_kind]
    return [("any", name) for name in ("bias", *features)] + kinds


def _row(sample: Sample, names: Sequence[tuple[str, str]]) -> list[float]:
    values = {**sample.evidence.values(), "bias": 1.0}
    return [values[name] if part in ("any", sample.evidence.kind.value) else 0.0 for part, name in names]


def _fit(samples: Sequence[Sample], task: Task, basis: Basis = Basis.READ) -> dict[str, dict[str, float]]:
    """Ridge logistic regression; each label counts its share, however many questions it has."""
    taken, names = [s for s in samples if task.takes(s)], _names(task, basis)
    features = np.array([_row(sample, names) for sample in taken])
    signs = np.array([1.0 if task.true(sample) else -1.0 for sample in taken])
    counts = Counter((s.label, s.size) for s in taken)
    sizes = Counter(label for label, _ in counts)
    weights = np.array([task.shares[s.label] / sizes[s.label] / counts[s.label, s.size] for s in taken])
    ridge = RIDGE / len(taken) * np.array([float(name != ("any", "bias")) for name in names])

    def loss(w: Floats) -> tuple[float, Floats]:
        margin = features @ w * signs
        gradient = features.T @ (-weights * signs / (1 + np.exp(margin))) + 2 * ridge * w
        return float((weights * np.logaddexp(0, -margin)).sum() + (ridge * w * w).sum()), gradient

    bounds = [(None if feature in task.either_way else 0.0, None) for _, feature in names]
    found = minimize(loss, np.zeros(len(names)), jac=True, bounds=bounds, method="L-BFGS-B").x
    model: dict[str, dict[str, float]] = {}
    for (part, feature), value in zip(names, found, strict=True):
        model.setdefault(part, {})[feature] = round(float(value), 3)
    return {part: {name: value for name, value in weights.items() if value} for part, weights in model.items()}


def _held_out(samples: Sequence[Sample], task: Task) -> dict[int, float]:
    """The log-odds of each sample (by its id) from a model, with cosines, that did not see its interview."""
    found: dict[int, float] = {}
    names = _names(task, Basis.READ)
    for form in FORMS:
        typed = [s for s in samples if s.form == form]
        for part in range(FOLDS):
            model = _fit([s for s in typed if s.interview % FOLDS != part], task)
            weights = np.array([model.get(kind, {}).get(feature, 0.0) for kind, feature in names])
            found |= {id(s): float(weights @ _row(s, names)) for s in typed if s.interview % FOLDS == part}
    return found


def _probability(odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))))


def _calibration(odds: Floats, true: npt.NDArray[np.bool_]) -> tuple[float, float]:
    """The slope and the shift that make log-odds the likeliest probabilities of what was true."""
    signs = np.where(true, 1.0, -1.0)
    found = minimize(lambda ab: np.logaddexp(0, -(ab[0] * odds + ab[1]) * signs).mean(), np.array([1.0, 0.0])).x
    return round(float(found[0]), 3), round(float(found[1]), 3)


if __name__ == "__main__":
    main()
