"""Fits how hits are ranked on the labelled questions of all hands, and says how well it does on held-out interviews.

    python -m tests.benchmarks.ranking [--data ../shared/data] [--encoder MODEL] [--ablate] [--forms] [--write]

One archive holds all labelled and unlabelled interviews, as the parser reads them. Each question's best hits are read
closely; a linear ranker of their signals is fitted by the likelihood of a right answer among them (conditional logit,
ridge). The figures come from folds over interviews: no question is judged by weights that saw one of its interview.
They count the questions whose answer the parser serves; how many those are is said. `--ablate` leaves signals out,
`--forms` types the questions in other ways, `--write` puts a fit on all of them into qa/search/ranking.json.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from qa.archive import Archive
from qa.evaluation.measure import mean_with_interval
from qa.search.rerank import DEPTH
from tests.benchmarks.asked import FOLDS, Asked, Right, asked, labelled_archive
from tests.benchmarks.retrieval import FORMS

Floats = npt.NDArray[np.float64]

LOOKED_AT = 100
"""Hits of each question that are read closely and fitted on; the product reads DEPTH of them."""

RIDGE = 2e-4
"""Of the weights, on a loss that is a mean over questions."""

FIRST = ("table", "contextual", "lexical", "lexical_squared", "passages")
CLOSE = (*FIRST, "sentence", "interaction", "contextual_pair")
CONTEXTUAL = ("contextual", "contextual_pair")
BOOSTS = "boosts"


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with the signals of its hits and which of them are right; `served`: some utterance is right."""

    asked: Asked
    hits: tuple[Mapping[str, float], ...]
    right: tuple[bool, ...]
    served: bool


def main() -> None:
    """Prints the held-out figures; writes the fitted ranking if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--encoder", default=None)
    parser.add_argument("--archive", type=Path, default=None, help="an archive of these interviews, built before")
    for name in ("ablate", "forms", "write"):
        parser.add_argument(f"--{name}", action="store_true")
    options = parser.parse_args()
    with labelled_archive(options.data, options.archive, options.encoder) as archive:
        questions = asked(options.data, archive)
        forms = FORMS if options.forms else {"as-is": FORMS["as-is"]}
        judged = {form: judge(archive, questions, change) for form, change in forms.items()}
    for line in report(judged, options.ablate):
        print(line, flush=True)
    if options.write:
        fitted = {kind: fit_all(judged["as-is"], names) for kind, names in (("first", FIRST), ("close", CLOSE))}
        Path("qa/search/ranking.json").write_text(json.dumps(fitted, indent=1) + "\n", "utf-8")


def judge(archive: Archive, questions: Sequence[Asked], change: Callable[[str], str]) -> list[Judged]:
    """The questions with the signals of their hits."""
    right = Right(archive)
    found = []
    for one in questions:
        ids = right.ids(one)
        hits = archive.found(change(one.question), LOOKED_AT)
        signals = tuple(hit.signals.values() | {BOOSTS: sum(boost.value for boost in hit.hit.boosts)} for hit in hits)
        found.append(Judged(one, signals, tuple(hit.hit.utterance.id in ids for hit in hits), bool(ids)))
    return found


# --- the model ---


@dataclass(frozen=True, slots=True)
class Table:
    """Signals of all hits, shape (questions, hits, signals), and which are right and which are there at all."""

    signals: Floats
    right: npt.NDArray[np.bool_]
    there: npt.NDArray[np.bool_]


def table_of(judged: Sequence[Judged], names: Sequence[str]) -> Table:
    """The named signals of the questions' hits; 0 for one that a hit lacks."""
    most = max(len(one.hits) for one in judged)
    signals = np.zeros((len(judged), most, len(names)))
    right, there = (np.zeros((len(judged), most), bool) for _ in range(2))
    for row, one in enumerate(judged):
        for place, hit in enumerate(one.hits):
            signals[row, place] = [hit.get(name, 0.0) for name in names]
            right[row, place], there[row, place] = one.right[place], True
    return Table(signals, right, there)


def fit(table: Table) -> Floats:
    """The weights under which a right hit is likeliest to stand first."""
    of_use = table.right.any(axis=1)
    signals, right, there = table.signals[of_use], table.right[of_use], table.there[of_use]

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = np.where(there, signals @ weights, -np.inf)
        likely = np.exp(scores - scores.max(axis=1, keepdims=True))
        hoped = np.where(right, likely, 0.0)
        shares = hoped / hoped.sum(axis=1, keepdims=True) - likely / likely.sum(axis=1, keepdims=True)
        value = -np.log(hoped.sum(axis=1) / likely.sum(axis=1)).mean()
        slope = -np.einsum("qh,qhs->s", shares, signals) / len(signals)
        return float(value + RIDGE * weights @ weights), slope + 2 * RIDGE * weights

    start = np.zeros(table.signals.shape[2])
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x, np.float64)


def fit_all(judged: Sequence[Judged], names: Sequence[str]) -> dict[str, dict[str, float]]:
    """Weights for what has been read and what has not, on one scale, whose unit is that of the boosts."""
    read = _weights(judged, (*names, BOOSTS))
    rest = [name for name in names if name not in CONTEXTUAL]
    unread = _weights(judged, (*rest, BOOSTS))
    # What lacks the contextual signals stands where its other signals let it expect to stand with them.
    hits = [hit for one in judged for hit in one.hits if hit.get("contextual") is not None]
    with_them, without = (np.array([_sum(weights, hit) for hit in hits]) for weights in (read, unread))
    slope, bias = np.polyfit(without, with_them, 1)
    unread = {name: slope * value for name, value in unread.items()}
    unit = read[BOOSTS]
    return {
        "read": _rounded({"bias": 0.0, **read}, unit),
        "unread": _rounded({"bias": float(bias), **unread}, unit),
    }


def _weights(judged: Sequence[Judged], names: Sequence[str]) -> dict[str, float]:
    return dict(zip(names, fit(table_of(judged, names)).tolist(), strict=True))


def _sum(weights: Mapping[str, float], hit: Mapping[str, float]) -> float:
    return sum(weight * hit.get(name, 0.0) for name, weight in weights.items())


def _rounded(weights: Mapping[str, float], unit: float) -> dict[str, float]:
    return {name: round(value / unit, 3) for name, value in weights.items() if name != BOOSTS}


# --- held-out figures ---


def places(judged: Sequence[Judged], typed: Sequence[Judged], left_out: Sequence[str] = ()) -> list[float]:
    """The place (from 0) of the first right hit of each of `typed`, by weights fitted on the other folds of `judged`.

    As the product: the best DEPTH by the signals of the search, then those by all signals. Infinity: none is found.
    """
    first, close = ([*(n for n in names if n not in left_out), BOOSTS] for names in (FIRST, CLOSE))
    learnt = [table_of(judged, names) for names in (first, close)]
    shown = [table_of(typed, names) for names in (first, close)]
    folds = np.array([one.asked.fold for one in judged])
    found = np.full(len(typed), np.inf)
    for part in range(FOLDS):
        by_first, by_close = (fit(_part(table, folds != part)) for table in learnt)
        for row in np.flatnonzero(folds == part):
            there = shown[0].there[row]
            scores = np.where(there, shown[0].signals[row] @ by_first, -np.inf)
            kept = np.argsort(-scores, kind="stable")[:DEPTH]
            order = kept[np.argsort(-(shown[1].signals[row][kept] @ by_close), kind="stable")]
            hit = np.flatnonzero(shown[1].right[row][order])
            found[row] = hit[0] if len(hit) else np.inf
    return found.tolist()


def _part(table: Table, rows: npt.NDArray[np.bool_]) -> Table:
    return Table(table.signals[rows], table.right[rows], table.there[rows])


ABLATIONS: Mapping[str, Sequence[str]] = {
    "all signals": (),
    "no contextual encoder": CONTEXTUAL,
    "no table": ("table", "sentence", "interaction"),
    "no table but late interaction": ("table", "sentence"),
    "no words (BM25)": ("lexical", "lexical_squared"),
    "no late interaction": ("interaction",),
    "no sentences": ("sentence", "contextual_pair"),
    "no contextual sentences": ("contextual_pair",),
    "no contextual passages": ("contextual",),
    "no closer look": ("sentence", "interaction", "contextual_pair"),
}


def report(judged: Mapping[str, Sequence[Judged]], ablate: bool) -> Iterator[str]:
    """The lines of the figures."""
    shown = judged["as-is"]
    yield f"{len(shown)} questions, {sum(one.served for one in shown)} of them with an answer that the parser serves"
    for form, typed in judged.items():
        found = places(shown, typed)
        for kind, rows in _kinds(typed):
            if form == "as-is" or kind == "all":
                yield f"{form:10} {kind:26} {_figures([found[row] for row in rows])}"
    if ablate:
        for name, left_out in ABLATIONS.items():
            found = places(shown, shown, left_out)
            yield f"{name:37} {_figures([found[row] for row in dict(_kinds(shown))['all']])}"


def _kinds(judged: Sequence[Judged]) -> list[tuple[str, list[int]]]:
    kinds: dict[str, list[int]] = {}
    for row, one in enumerate(judged):
        if one.served:
            for kind in ("all", one.asked.set, f"all {one.asked.type}", f"{one.asked.set} {one.asked.type}"):
                kinds.setdefault(kind, []).append(row)
    return sorted(kinds.items(), key=lambda item: (item[0].split()[0], len(item[0].split()), item[0]))


def _figures(found: Sequence[float]) -> str:
    cells = []
    for k in (1, 3, 10):
        mean, low, high = mean_with_interval([float(place < k) for place in found])
        cells.append(f"top-{k} {mean:.3f} [{low:.3f}, {high:.3f}]")
    gains = [1 / np.log2(place + 2) if place < 10 else 0.0 for place in found]
    return f"n={len(found):<4} {'  '.join(cells)}  nDCG@10 {np.mean(gains):.3f}"


if __name__ == "__main__":
    main()
