"""Clauses that their sentence turns (denies, doubts, asks, conditions, reports), in wordings that formed nothing.

    python -m tests.benchmarks.turned [--data ../shared/data] [--write]

The forms were written in sets, one after the other, each before the cues or the model had seen it; the cues have been
mended for all but the last two, which show what they tell of on first sight. Each set is judged by a model that was
fitted on the others; plain forms and clauses of real answers are judged in ten folds (by form, by article). `--write`
fits the model on all of them.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from qa.interview import Interview
from qa.quote import turning
from qa.quote.context import around_plain, turned_by_cue
from qa.quote.turning import LIKELY, Weights, observed
from qa.quote.words import Words
from qa.text import Span, sentences
from tests.benchmarks.quote_places import DENIED, HELD_OUT, PLAIN, clauses, read_articles

Floats = NDArray[np.float64]

_EACH = 4
"""Clauses that are set into each form."""

_PENALTY = 0.3
_PLAIN_WEIGHT = 4.0
_LEAST = 0.02
"""Weights nearer to 0 are left out of the file."""

_CUT = re.compile(r"[,;:–]\s+|\b(?:là|rằng|thì|mà|nên|vì|nhưng)\s+")


@dataclass(frozen=True, slots=True)
class Sample:
    """A clause in its sentence: what is observed, whether it is turned, whether a cue tells; its set or fold."""

    names: frozenset[str]
    turned: bool
    cued: bool
    group: str
    form: str = ""


def main() -> None:
    """Prints the shares that are told, set by set, and fits the weights anew."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--show", action="store_true", help="print the forms that are missed")
    options = parser.parse_args()
    samples = samples_of(read_articles(options.data / "interviews"))
    groups = sorted({one.group for one in samples})
    chances: dict[int, float] = {}
    for group in groups:
        weights = fitted([one for one in samples if one.group != group])
        chances |= {n: _chance(weights, one) for n, one in enumerate(samples) if one.group == group}
    _report(samples, chances, options.show)
    if options.write:
        weights = fitted(samples)
        kept = json.dumps({"bias": weights.bias, "words": weights.words}, ensure_ascii=False, indent=0)
        Path(turning.__file__).with_suffix(".json").write_text(f"{kept}\n", "utf-8")


def _report(samples: Sequence[Sample], chances: dict[int, float], show: bool) -> None:
    for name in dict.fromkeys(one.group.split()[0] for one in samples):
        own = [(n, one) for n, one in enumerate(samples) if one.group.split()[0] == name]
        cued = sum(one.cued for _, one in own) / len(own)
        model = sum(chances[n] >= LIKELY for n, _ in own) / len(own)
        both = sum(one.cued or chances[n] >= LIKELY for n, one in own) / len(own)
        print(f"{name:12}{len(own):6}  cues {cued:.3f}  model {model:.3f}  together {both:.3f}")
        if show and own[0][1].turned:
            missed = [one.form for n, one in own if not one.cued and chances[n] < LIKELY]
            print(*sorted(set(missed)), sep="\n    ")


def samples_of(articles: Sequence[Interview]) -> list[Sample]:
    """Clauses set into the forms, between two sentences of real answers, and clauses cut out of real answers."""
    rng = random.Random(9)
    kept = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
    sets = {"first": DENIED, "fourth": HELD_OUT, **kept["turned"]}
    pool, around = clauses(articles, 4000, rng), _sentences(articles, rng)
    found = []
    for name, forms in sets.items():
        found += [_made(form, True, name, rng, pool, around) for form in forms for _ in range(_EACH)]
    for n, form in enumerate((*PLAIN, *kept["plain"])):
        found += [_made(form, False, f"plain {n % 10}", rng, pool, around) for _ in range(_EACH)]
    return [*found, *_real(articles, rng)]


def _sentences(articles: Sequence[Interview], rng: random.Random) -> list[str]:
    said = [(one.text, answer.span) for one in articles for turn in one.turns for answer in turn.answers]
    found = [span.of(text) for text, area in said for span in sentences(text, area)]
    found = [words for words in found if 5 <= len(words.split()) <= 30]
    rng.shuffle(found)
    return found


def _made(
    form: str, turned: bool, group: str, rng: random.Random, pool: Sequence[str], around: Sequence[str]
) -> Sample:
    clause = rng.choice(pool)
    words = clause if "{X}" in form else clause[0].lower() + clause[1:]
    body, first, last = form.format(x=words, X=words), rng.choice(around), rng.choice(around)
    start = len(first) + 1 + body.index(words)
    return _sample(f"{first} {body} {last}", Span(start, start + len(words)), turned, group, form)


def _sample(text: str, area: Span, turned: bool, group: str, form: str = "") -> Sample:
    printed = Words(text)
    inside = [i for i in range(len(printed)) if area.start <= printed.spans[i][0] and printed.spans[i][1] <= area.end]
    quoted = range(inside[0], inside[-1] + 1)
    names = frozenset(observed(*around_plain(printed, quoted)))
    return Sample(names, turned, turned_by_cue(printed, quoted), group, form)


def _real(articles: Sequence[Interview], rng: random.Random) -> Iterator[Sample]:
    """Clauses cut out of real answers at marks and conjunctions; what cues tell of is left out, it may be turned."""
    for n, one in enumerate(articles):
        for turn in one.turns:
            for answer in turn.answers:
                span = rng.choice(sentences(one.text, answer.span) or (answer.span,))
                words = span.of(one.text)
                cuts = [0, *(found.end() for found in _CUT.finditer(words)), len(words)]
                pieces = [(a, b) for a in cuts for b in cuts if a < b and 6 <= len(words[a:b].split()) <= 25]
                for a, b in rng.sample(pieces, min(1, len(pieces))):
                    start, text = span.start - answer.span.start, answer.span.of(one.text)
                    found = _sample(text, Span(start + a, start + b), False, f"real {n % 10}")
                    if not found.cued:
                        yield found


def fitted(samples: Sequence[Sample]) -> Weights:
    """The weights of the largest likelihood, with a penalty on their squares."""
    names = sorted({name for one in samples for name in one.names})
    rows = {name: n for n, name in enumerate(names)}
    held = [(n, rows[name]) for n, one in enumerate(samples) for name in one.names]
    shape = len(samples), len(names)
    seen = csr_matrix((np.ones(len(held)), tuple(zip(*held, strict=True))), shape=shape)
    right = np.array([1.0 if one.turned else -1.0 for one in samples])
    share = np.array([_PLAIN_WEIGHT if one.group.startswith("plain") else 1.0 for one in samples])

    def loss(w: Floats) -> tuple[float, Floats]:
        margins = right * (seen @ w[1:] + w[0])
        pull = -right * share / (1 + np.exp(margins))
        slope = np.concatenate([[pull.sum()], seen.T @ pull + w[1:] / _PENALTY])
        return float((share * np.logaddexp(0, -margins)).sum() + (w[1:] ** 2).sum() / 2 / _PENALTY), slope

    w = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    words = {name: round(float(w[n + 1]), 3) for n, name in enumerate(names) if abs(w[n + 1]) >= _LEAST}
    return Weights(round(float(w[0]), 3), words)


def _chance(weights: Weights, one: Sample) -> float:
    score = weights.bias + sum(weights.words.get(name, 0.0) for name in one.names)
    return float(1 / (1 + np.exp(-score)))


if __name__ == "__main__":
    main()
