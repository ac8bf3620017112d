"""Fits who is asked ("this is the interviewee"), and says how well speakers are named on held-out interviews.

    python -m tests.benchmarks.speakers [--data ../shared/data] [--write] [--errors]

A conditional logistic model of the evidence of qa/parse/persons.py (which of the people of an article, or nobody), on
the hand-labelled interviews (dev, dev2, openings) with their labels taken away, in variants: without headline, lead,
captions. Folds hold whole outlets (an opening is its interviewee's), so no interview is judged by a model that saw its
paper. Printed: with the roles as labelled and no labels, how many interviewees are named, rightly and wrongly; and of
the whole parser, characters of served answers under the right name, a wrong one, none, people and posts found, dates
and outlets stated. `--write` puts a fit on all of them into qa/parse/cast.json.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from qa.interview import Interview, Role, Rule
from qa.parse.cast import LEAST, Weights
from qa.parse.persons import candidates_of, evidence_of, stretches_of
from qa.parse.piece import Piece
from qa.parse.segments import label_at, opening_at
from qa.parse.units import Unit, voice_of
from qa.text import Span
from tests.benchmarks.parsing import DATA, overlap, read

Record = dict[str, Any]
Floats = npt.NDArray[np.float64]

SETS = ("dev", "dev2", "openings")
FOLDS = 9
RIDGE = 0.3
VARIANT_WEIGHT = 0.5
"""What an interview without its lead counts, against the same as printed."""
POST_F1 = 0.7


@dataclass(frozen=True, slots=True)
class Sample:
    """One candidate of one article, read in one variant; `fold` is its paper's."""

    article: str
    variant: str
    fold: int
    name: str
    asked: bool
    evidence: Mapping[str, float]


def main() -> None:
    """Prints the held-out figures; writes the fitted weights if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--errors", action="store_true", help="names the interviews that are read wrongly")
    options = parser.parse_args()
    records = read_sets(options.data)
    folds = folds_of(records)
    samples = [sample for record in records for sample in samples_of(record, folds[record["id"]])]
    held_out = {n: fitted([s for s in samples if s.fold != n]) for n in range(FOLDS)}
    printed = [article for article in _articles(samples) if article[0].variant == PRINTED]
    outcomes = [outcome(article, held_out[article[0].fold]) for article in printed]
    print("roles as labelled, no labels:", dict(Counter(kind for kind, _ in outcomes)))
    if options.errors:
        print(*(f"  {kind} {best}" for kind, best in outcomes if kind != "right"), sep="\n")
    for name in SETS:
        counts: Counter[str] = Counter()
        for record in (r for r in records if r["set"] == name):
            with mock.patch("qa.parse.cast.fitted_weights", return_value=held_out[folds[record["id"]]]):
                interview = read(record)
            found = counts_of(record, interview)
            counts += found
            if options.errors and (found["wrong"] or found["people"] > found["found"] or found["dates wrong"]):
                print(f"  {record['id']}: {[p.name for p in interview.people]}, {interview.source.date}")
        print(name, figures(counts))
    if options.write:
        weights = fitted(samples)
        rounded = {name: round(value, 3) for name, value in weights.evidence.items()}
        table = {"bias": round(weights.bias, 3), "evidence": rounded}
        Path("qa/parse/cast.json").write_text(json.dumps(table, indent=1) + "\n", "utf-8")


# --- the labelled interviews ---


def read_sets(data: Path) -> list[Record]:
    """The labelled interviews of all sets, each with the name of its `set`."""
    return [
        {**record, "set": name, "title": record["title"] or ""}
        for name in SETS
        for record in json.loads((data / "interviews" / f"{name}.json").read_text("utf-8"))
    ]


def folds_of(records: Sequence[Record]) -> dict[str, int]:
    """The fold of each interview, by id: those of a paper, or of an opening's interviewee, are in the same."""
    groups = {r["id"]: r.get("outlet") or _names(r)[:1] or r["id"] for r in records}
    order = list(dict.fromkeys(map(str, groups.values())))
    np.random.default_rng(0).shuffle(order)
    return {key: order.index(str(group)) % FOLDS for key, group in groups.items()}


def _names(record: Record) -> list[str]:
    return [p["name"] for p in record["interviewees"] if p["name"] and not p.get("box")]


def pieces_of(record: Record) -> list[Piece]:
    """The blocks as labelled, without labels, as the parser's pieces."""
    found = []
    for block in record["blocks"]:
        start = opening_at(record["text"], block["start"])
        spoken = block["role"] in ("question", "answer", "closing")
        label = label_at(record["text"], start, block["end"]) if spoken else None
        label = label if label and voice_of(label[0]) else None
        content = Span(min(label[1] + 1 if label else start, block["end"]), block["end"])
        unit = Unit(content if label else Span(block["start"], block["end"]), content)
        boxed = Rule.BOXED if block.get("box") and block["role"] == "answer" else Rule.LAYOUT
        found.append(Piece(unit, Role(block["role"]), 1.0, boxed))
    return found


PRINTED = "as printed"
_TALK = (Role.QUESTION, Role.ANSWER, Role.CLOSING)


def _variants(record: Record) -> Iterator[tuple[str, str, list[Piece]]]:
    title, pieces = record["title"], pieces_of(record)
    yield PRINTED, title, pieces
    yield "no headline", "", pieces
    yield "no captions", title, [piece for piece in pieces if piece.role is not Role.CAPTION]
    yield "captions alone", "", [p for p in pieces if p.role in (*_TALK, Role.CAPTION, Role.BYLINE)]
    yield "talk alone", "", [p for p in pieces if p.role in (*_TALK, Role.BYLINE)]


def samples_of(record: Record, fold: int) -> list[Sample]:
    """Everybody whom the interview names, in each of its variants."""
    asked = set(_names(record))
    aside = {person["name"] for person in record["interviewees"]} - asked
    found = []
    for variant, title, pieces in _variants(record):
        stretches = stretches_of(record["text"], title, pieces)
        candidates = candidates_of(stretches)
        for one, evidence in zip(candidates, evidence_of(stretches, candidates), strict=True):
            if one.name not in aside:
                found.append(Sample(record["id"], variant, fold, one.name, one.name in asked, evidence))
    return found


# --- the model ---


def fitted(samples: Sequence[Sample]) -> Weights:
    """The weights under which those who are asked are likeliest among the people of their articles, with a ridge."""
    names = list(samples[0].evidence)
    articles = [
        (
            np.array([[1.0, *one.evidence.values()] for one in article]),
            np.array([float(one.asked) for one in article]),
            1.0 if article[0].variant == PRINTED else VARIANT_WEIGHT,
        )
        for article in _articles(samples)
    ]

    def loss(w: Floats) -> tuple[float, Floats]:
        free = np.r_[0.0, w[1:]]
        total, gradient = float(RIDGE / 2 * (free @ free)), RIDGE * free
        for features, asked, weight in articles:
            chances = _chances(features @ w)
            right = chances @ asked if asked.any() else 1 - chances.sum()
            wished = chances * asked / right if asked.any() else np.zeros_like(asked)
            total -= weight * np.log(right)
            gradient = gradient + weight * features.T @ (chances - wished)
        return total, gradient

    found = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B").x
    return Weights(float(found[0]), {name: float(value) for name, value in zip(names, found[1:], strict=True)})


def _chances(scores: Floats) -> Floats:
    """The probability of each; what is missing to 1 is nobody's, whose score is 0."""
    most = max(0.0, float(scores.max()))
    powers = np.exp(scores - most)
    chances: Floats = powers / (powers.sum() + np.exp(-most))
    return chances


def _articles(samples: Sequence[Sample]) -> list[list[Sample]]:
    """The samples of each article in each variant."""
    found: dict[tuple[str, str], list[Sample]] = {}
    for sample in samples:
        found.setdefault((sample.article, sample.variant), []).append(sample)
    return list(found.values())


def outcome(article: Sequence[Sample], weights: Weights) -> tuple[str, str]:
    """Whether somebody of an article is named, and rightly; and who is likeliest."""
    chances = weights.probabilities([one.evidence for one in article])
    best = max(range(len(article)), key=chances.__getitem__)
    asked = sum(chance for chance, one in zip(chances, article, strict=True) if one.asked)
    chance = asked if article[best].asked else chances[best]  # two who are asked share the probability
    kind = "nobody" if chance < LEAST else "right" if article[best].asked else "wrong"
    return kind, f"{article[0].article}: {article[best].name} ({chance:.2f})"


# --- the whole parser ---


def counts_of(record: Record, interview: Interview) -> Counter[str]:
    """Characters of served answers by how their speaker is named; people, posts, dates and outlets."""
    got = {place: block for block in interview.blocks for place in range(block.span.start, block.span.end)}
    found: Counter[str] = Counter()
    for block in record["blocks"]:
        if block["role"] != "answer" or block.get("box"):
            continue
        for place in range(block["start"], block["end"]):
            read_as = got.get(place)
            if read_as and read_as.role is Role.ANSWER and read_as.served and not record["text"][place].isspace():
                speaker = read_as.speaker
                found["nobody" if speaker is None else "right" if speaker == block["speaker"] else "wrong"] += 1
    posts = {person.name: person.position or "" for person in interview.people}
    for person in record["interviewees"]:
        if person["name"] and not person.get("box"):
            there = person["name"] in posts
            found += Counter(people=1, found=there)
            if person["position"]:
                found += Counter(
                    posts=1, posted=there and overlap(person["position"], posts[person["name"]]) >= POST_F1
                )
    found["others"] += len(posts.keys() - {person["name"] for person in record["interviewees"]})
    if "outlet_printed" in record:
        _count_fact(found, "dates", interview.source.date, record["date"])
        _count_fact(found, "outlets", interview.source.outlet, record["outlet_printed"])
    return found


def _count_fact(found: Counter[str], kind: str, stated: str | None, printed: str | None) -> None:
    found[f"{kind} wrong"] += stated is not None and stated != printed
    found[f"{kind} right"] += stated is not None and stated == printed
    found[kind] += printed is not None


def figures(counts: Counter[str]) -> dict[str, float]:
    """Shares of the counts."""
    named = counts["right"] + counts["wrong"]
    return {
        "right of named": round(counts["right"] / max(1, named), 4),
        "wrong of named": round(counts["wrong"] / max(1, named), 4),
        "named": round(named / max(1, named + counts["nobody"]), 4),
        "people found": round(counts["found"] / max(1, counts["people"]), 3),
        "posts": round(counts["posted"] / max(1, counts["posts"]), 3),
        "other people": counts["others"],
        **{f"{kind} {how}": counts[f"{kind} {how}"] for kind in ("dates", "outlets") for how in ("right", "wrong")},
        **{kind: counts[kind] for kind in ("dates", "outlets")},
    }


if __name__ == "__main__":
    main()
