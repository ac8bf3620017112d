"""Fits what it is worth to a follow-up question to stand where the question before was answered.

    python -m tests.benchmarks.followups [--data ../shared/data] [--archive FOLDER]

Each labelled follow-up (dev.json, questions2.json, questions3.json) is asked after its first question of one archive of
all interviews. The worths of the same interview and of the same turn, for questions that say that they lean and for
short ones, are fitted beside the hits' own score by the likelihood of a right hit; the figures come from folds over
interviews. The worths go into qa/question/conversation.py by hand.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from qa.archive import Archive
from qa.evaluation.measure import mean_with_interval
from qa.question.conversation import SAME_INTERVIEW, SAME_TURN, Leaning, leaning_of
from qa.search.query import Reason
from tests.benchmarks.questions import Label, Labelled, archives, read_sets

Floats = npt.NDArray[np.float64]

FOLDS = 5
LOOKED_AT = 100
RIDGE = 0.004
"""Of the worths, on a loss that is a mean over questions."""

WORTHS = ("score", "said: same interview", "said: same turn", "short: same interview", "short: same turn")
SETS = ("dev", "questions2", "questions3")


@dataclass(frozen=True, slots=True)
class Asked:
    """A follow-up's hits, shape (hits, worths), and which of them are right."""

    set: str
    interview: int
    hits: Floats
    right: npt.NDArray[np.bool_]


def main() -> None:
    """Prints the fitted worths and the held-out figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--archive", type=Path, default=None, help="keeps the archive for the next run")
    options = parser.parse_args()
    folder = options.data / "interviews"
    sets, others = read_sets([folder / f"{name}.json" for name in SETS], folder / "unlabelled.jsonl")
    with tempfile.TemporaryDirectory() as made:
        archive = next(archives(sets, others, options.archive or Path(made)))[1]
        asked = [one for number, row in enumerate(sets) for one in _asked(archive, number, row)]
    print("\n".join(report(asked)))


def _asked(archive: Archive, number: int, row: Labelled) -> Iterator[Asked]:
    for question in row.questions:
        if question.label is not Label.FOLLOW_UP or question.answer is None:
            continue
        rows, right = [], []
        leaning = leaning_of(question.text)
        for read in archive.found(question.text, LOOKED_AT, question.history):
            boosts = {boost.reason: boost.value for boost in read.hit.boosts}
            interview, turn = Reason.SAME_INTERVIEW in boosts, Reason.SAME_TURN in boosts
            of_place = boosts.get(Reason.SAME_INTERVIEW, 0.0) + boosts.get(Reason.SAME_TURN, 0.0)
            place = [leaning is kind and there for kind in (Leaning.SAID, Leaning.SHORT) for there in (interview, turn)]
            rows.append([read.hit.score - of_place, *map(float, place)])
            said = read.hit.utterance
            right.append(said.interview == row.id and said.span.overlaps(question.answer))
        yield Asked(row.set, number, np.array(rows), np.array(right))


def fit(asked: Sequence[Asked]) -> Floats:
    """Fits the worths under which a right hit is likeliest to stand first; the score's own is 1."""
    of_use = [one for one in asked if one.right.any()]

    def loss(weights: Floats) -> float:
        value = 0.0
        for one in of_use:
            scores = one.hits @ weights
            likely = np.exp(scores - scores.max())
            value -= float(np.log(likely[one.right].sum() / likely.sum()))
        return value / len(of_use) + RIDGE * float(weights[1:] @ weights[1:])

    found = minimize(loss, np.array([5.0, 1.0, 0.0, 1.0, 0.0]), method="L-BFGS-B").x
    return np.asarray(found / found[0], np.float64)


def report(asked: Sequence[Asked]) -> Iterator[str]:
    """Yields the lines of the figures."""
    shipped = [1.0]
    for leaning in (Leaning.SAID, Leaning.SHORT):
        shipped += [SAME_INTERVIEW[leaning], SAME_TURN[leaning]]
    for name, worth, now in zip(WORTHS, fit(asked), shipped, strict=True):
        yield f"{name:24} fitted {worth:6.3f}  shipped {now:6.3f}"
    held = [fit([one for one in asked if one.interview % FOLDS != part]) for part in range(FOLDS)]
    for name in ("all", *SETS):
        part = [one for one in asked if name in ("all", one.set)]
        for kind, chosen in (("held out", held), ("shipped", [np.array(shipped)] * FOLDS)):
            places = [_place(one, chosen[one.interview % FOLDS]) for one in part]
            shares = [mean_with_interval([float(place < k) for place in places]) for k in (1, 3)]
            cells = "  ".join(
                f"top-{k} {m:.3f} [{low:.3f}, {high:.3f}]" for k, (m, low, high) in zip((1, 3), shares, strict=True)
            )
            yield f"{name:12} {kind:9} n={len(part):<4} {cells}"


def _place(one: Asked, worths: Floats) -> float:
    found = np.flatnonzero(one.right[np.argsort(-(one.hits @ worths), kind="stable")])
    return float(found[0]) if len(found) else float("inf")


if __name__ == "__main__":
    main()
