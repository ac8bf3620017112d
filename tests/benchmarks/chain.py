"""Fits the chain that reads interviews, and measures it on outlets that it was not fitted on.

    python -m tests.benchmarks.chain [--data ../shared/data] [--fit]

Cross-validation in five folds by outlet over the hand-labelled interviews (dev.json, dev2.json, openings.json):
characters with the right role, others' characters served as an answer, answers not served, F1 of the places where
questions and answers begin, interviews refused, ordinary articles taken for interviews. With --fit, chain.npz and
genre.json are then written anew, fitted on all of them. It takes python-crfsuite and about ten minutes on one core.

Whether an article is an interview is fitted on what chains read that were fitted without it: what a chain has seen
looks surer to it than what it will meet.

Weights are the mean of several conditional random fields (L-BFGS, elastic net), each fitted on the interviews and
on other alterations of them (`altered.py`): one mean is one field again, and steadier than each.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from qa.parse import chain as chain_file
from qa.parse import genre as genre_file
from qa.parse import roles
from qa.parse.chain import EDGE, GOES_ON, OFFSETS, Chain
from qa.parse.genre import genre_signs
from qa.parse.observations import observe
from qa.parse.parse import is_interview
from qa.parse.segment import Segment
from qa.parse.segments import read_segments
from qa.text import nfc
from tests.benchmarks.altered import Pools, alter
from tests.benchmarks.parsing import DATA, HEAD, Tally, all_interviews, read, tally

Record = dict[str, Any]

FOLDS = 5
BAGS = 2
ALTERATIONS = 3
RIDGE = 0.3
NEWS = 1000
BEGINS = "-B"
SETS = ("dev", "dev2", "openings")
SETTINGS = {"c1": 0.3, "c2": 0.3, "max_iterations": 100, "feature.minfreq": 3, "feature.possible_transitions": True}
OWN_ONLY = (
    "w1 ",
    "w2 ",
    "z1 ",
    "z2 ",
    "from ",
    "tenth",
    "line ",
    "in line",
    "next line",
    "since",
    "until",
    "no ?",
    "few",
    "part ",
    "between",
)
"""Observations that are not looked at in neighbours: single words, and places that those share with the segment."""


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled article: what is seen of its segments, and the right state of each."""

    record: Record
    segments: Sequence[Segment]
    observed: Sequence[Sequence[str]]
    states: Sequence[str]


def example(record: Record) -> Example:
    """What a record's segments show, and their states."""
    segments = read_segments(record["text"])
    observed = observe(record["text"], segments, record["title"])
    return Example(record, segments, observed, states_of(record, segments))


def states_of(record: Record, segments: Sequence[Segment]) -> list[str]:
    """The state of each segment: the role of the block that covers most of it, and whether that begins there."""
    blocks = record["blocks"]
    begins, before = set(), None
    for n, block in enumerate(blocks):
        said = (block["role"], block.get("speaker"))
        if block["role"] in ("question", "answer"):
            begins |= {n} if said != before else set()
            before = said
        elif block["role"] == "closing":
            before = None
    found = []
    for segment in segments:
        shares = {n: _shared(block, segment) for n, block in enumerate(blocks)}
        n = max(shares, key=lambda n: shares[n])
        role = blocks[n]["role"] if shares[n] else "boilerplate"
        if role in ("question", "answer"):
            found.append(role + (BEGINS if n in begins else GOES_ON))
            begins.discard(n)
        else:
            found.append(role)
    return found


def _shared(block: Record, segment: Segment) -> int:
    return max(0, min(int(block["end"]), segment.span.end) - max(int(block["start"]), segment.span.start))


def labelled(data: Path) -> list[Record]:
    """The hand-labelled interviews of all sets; `group` is the outlet, or the id where none is known."""
    found = []
    for name in SETS:
        for record in json.loads((data / "interviews" / f"{name}.json").read_text("utf-8")):
            group = record.get("outlet") or f"{name} {record['id']}"
            kept = {key: record.get(key) for key in ("id", "blocks", "interviewees")}
            text, title = nfc(record["text"]), nfc(record["title"] or "")
            found.append({**kept, "set": name, "text": text, "title": title, "group": group})
    return found


def fold_of(record: Record) -> int:
    """The fold that holds a record out: the same for all of one outlet."""
    return int(hashlib.md5(record["group"].encode()).hexdigest(), 16) % FOLDS


# --- fitting ---


def fit(records: Sequence[Record], news: Sequence[Record]) -> Chain:
    """The chain fitted on the records and on alterations of them; `news` lends headlines and paragraphs."""
    paragraphs = [line.strip() for article in news for line in article["text"].split("\n") if 100 < len(line) < 500]
    said: dict[str, list[str]] = {"caption": [], "answer": []}
    for record in records:
        for block in record["blocks"]:
            if block["role"] in said:
                said[block["role"]].append(record["text"][block["start"] : block["end"]])
    answers = [words for words in said["answer"] if "\n" not in words and 80 < len(words) < 900]
    pools = Pools(said["caption"], answers, [article["title"] for article in news if article["title"]], paragraphs)
    plain = [example(record) for record in records]
    bags = []
    for bag in range(BAGS):
        seeds = range(bag * ALTERATIONS, (bag + 1) * ALTERATIONS)
        bags.append(_fitted([*plain, *(example(alter(record, pools, seed)) for record in records for seed in seeds)]))
    return _mean(bags)


Weights = tuple[dict[tuple[str, str], float], dict[tuple[str, str], float]]


def _fitted(examples: Sequence[Example]) -> Weights:
    """The weights of (attribute, state) and of (state, state) that crfsuite fits."""
    import pycrfsuite  # what is only fitted with stands with the fitting

    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(SETTINGS)
    for shown in examples:
        trainer.append(_attributes(shown.observed), shown.states)
    with tempfile.NamedTemporaryFile() as kept:
        trainer.train(kept.name)
        tagger = pycrfsuite.Tagger()
        tagger.open(kept.name)
        info = tagger.info()
        tagger.close()
    return dict(info.state_features), dict(info.transitions)


def _attributes(observed: Sequence[Sequence[str]]) -> list[list[str]]:
    """The observations of each segment and of its neighbours, as names with the neighbour's distance before them."""
    passed_on = [[name for name in names if not name.startswith(OWN_ONLY)] for names in observed]
    found = []
    for n in range(len(observed)):
        names = [f"0|{name}" for name in observed[n]]
        for offset in OFFSETS:
            if offset:
                there = passed_on[n + offset] if 0 <= n + offset < len(observed) else [EDGE]
                names += [f"{offset}|{name}" for name in there]
        found.append(names)
    return found


def _mean(bags: Sequence[Weights]) -> Chain:
    """One chain with the mean weights of all."""
    states = tuple(sorted({state for observed, _ in bags for _, state in observed}))
    rows: dict[str, int] = {}
    for observed, _ in bags:
        for attribute, _state in observed:
            rows.setdefault(attribute.partition("|")[2], len(rows))
    weights = np.zeros((len(rows), len(OFFSETS) * len(states)), np.float32)
    steps = np.zeros((len(states), len(states)), np.float32)
    for observed, passed in bags:
        for (attribute, state), weight in observed.items():
            offset, _, name = attribute.partition("|")
            column = OFFSETS.index(int(offset)) * len(states) + states.index(state)
            weights[rows[name], column] += weight / len(bags)
        for (first, second), weight in passed.items():
            steps[states.index(first), states.index(second)] += weight / len(bags)
    return Chain(states, rows, weights, steps)


def save(chain: Chain, path: Path) -> None:
    """Writes the weights, to a thousandth, without the observations that weigh nothing."""
    kept = [(name, row) for name, row in chain.rows.items() if np.abs(chain.weights[row]).max() >= 0.005]
    matrix = np.stack([chain.weights[row] for _, row in kept])
    np.savez_compressed(
        path,
        names=np.frombuffer("\n".join(name for name, _ in kept).encode(), np.uint8),
        states=np.frombuffer("\n".join(chain.states).encode(), np.uint8),
        weights=np.round(matrix * 1000).astype(np.int16),
        scale=np.float32(0.001),
        steps=chain.steps,
    )


def news_articles(data: Path) -> list[Record]:
    """Ordinary articles that the benchmark of ordinary articles does not read, which takes every tenth from the first.

    Interviews that are known to be among them are left out.
    """
    known = {record["text"][:HEAD] for record in all_interviews(data)}
    found: list[Record] = []
    with lzma.open(data / "articles" / "news.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in islice(lines, 5, None, 50):
            record = json.loads(line)
            if record["text"][:HEAD] not in known and len(found) < NEWS:
                found.append({**record, "text": nfc(record["text"]), "title": record["title"] or ""})
    return found


# --- is it an interview? ---


def genre_example(record: Record, chain: Chain) -> dict[str, float]:
    """What speaks for a record's being an interview, as `chain` reads it."""
    segments = read_segments(record["text"])
    return genre_signs(record["text"], segments, chain.read(observe(record["text"], segments, record["title"])))


def fit_genre(interviews: Sequence[dict[str, float]], articles: Sequence[dict[str, float]]) -> dict[str, float]:
    """Weights of a logistic model by Newton's method; an one row each."""
    names = sorted(interviews[0])
    rows = [[signs[name] for name in names] + [1.0] for signs in (*interviews, *articles)]
    seen = np.array(rows)
    right = np.array([1.0] * len(interviews) + [0.0] * len(articles))
    weights = np.zeros(len(names) + 1)
    for _ in range(50):
        chances = 1 / (1 + np.exp(-np.clip(seen @ weights, -30, 30)))
        slope = seen.T @ (right - chances) - RIDGE * weights
        curve = (seen * (chances * (1 - chances))[:, None]).T @ seen + RIDGE * np.eye(len(weights))
        weights += np.linalg.solve(curve, slope)
    return dict(zip([*names, "bias"], np.round(weights, 4).tolist(), strict=True))


# --- measuring ---


@dataclass(frozen=True, slots=True)
class Judged:
    """The chains of all folds, and what they show of articles that they were not fitted on."""

    chains: Sequence[Chain]
    interviews: Sequence[dict[str, float]]
    articles: Sequence[dict[str, float]]


def judged(records: Sequence[Record], news: Sequence[Record]) -> Judged:
    """A chain for each fold, fitted without it, and the signs that they read in what they do not know."""
    chains = [fit([record for record in records if fold_of(record) != fold], news) for fold in range(FOLDS)]
    interviews = [genre_example(record, chains[fold_of(record)]) for record in records]
    articles = [genre_example(article, chains[n % FOLDS]) for n, article in enumerate(news)]
    return Judged(chains, interviews, articles)


def cross_validated(records: Sequence[Record], news: Sequence[Record], known: Judged) -> dict[str, dict[str, float]]:
    """The figures of each set, every interview read by weights that its outlet had no part in."""
    tallies: dict[str, list[Tally]] = defaultdict(list)
    refused: Counter[str] = Counter()
    taken = 0
    for fold, chain in enumerate(known.chains):
        interviews = [signs for record, signs in zip(records, known.interviews, strict=True) if fold_of(record) != fold]
        articles = [signs for n, signs in enumerate(known.articles) if n % FOLDS != fold]
        genre = fit_genre(interviews, articles)
        with _weights(chain, genre):
            for record in records:
                if fold_of(record) == fold:
                    interview = read(record)
                    tallies[record["set"]].append(tally(record, interview))
                    refused[record["set"]] += not is_interview(interview)
            taken += sum(is_interview(read(article)) for article in news[fold::FOLDS])
    found = {name: sum(counts, Tally()).figures() | {"refused": refused[name]} for name, counts in tallies.items()}
    return found | {"news": {"articles": len(news), "taken for interviews": taken}}


@contextmanager
def _weights(chain: Chain, genre: dict[str, float]) -> Iterator[None]:
    """Reads with these weights instead of those that ship with the program."""
    with (
        patch.object(roles, "fitted_chain", lambda: chain),
        patch.object(genre_file, "fitted_weights", lambda: genre),
    ):
        yield


def main() -> None:
    """Prints the figures, or fits the weights anew."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--fit", action="store_true", help="write chain.npz and genre.json anew")
    options = parser.parse_args()
    records, news = labelled(options.data), news_articles(options.data)
    known = judged(records, news)
    print(json.dumps(cross_validated(records, news, known), ensure_ascii=False, indent=1))
    if options.fit:
        room = Path(chain_file.__file__).parent
        save(fit(records, news), room / "chain.npz")
        weights = json.dumps(fit_genre(known.interviews, known.articles), indent=1)
        (room / "genre.json").write_text(weights + "\n", "utf-8")


if __name__ == "__main__":
    main()
