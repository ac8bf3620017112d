"""Fits the chain that reads interviews, and measures it on outlets that it was not fitted on.

    python -m tests.benchmarks.chain [--data ../shared/data] [--fit]

Cross-validation in five folds by outlet over the hand-labelled interviews (dev.json, dev2.json, openings.json):
characters with the right role, others' characters served as an answer, answers not served, F1 of the places where
questions and answers begin, interviews refused, ordinary articles taken for interviews. With --fit, chain.npz and
genre.json are then written anew, fitted on all of them. It takes about ten minutes on one core.

Whether an article is an interview is fitted on what chains read that were fitted without it: what a chain has seen
looks surer to it than what it will meet.

Each interview is fitted on as printed and in twelve alterations (`altered.py`).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
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
from qa.parse.chain import GOES_ON, Chain
from qa.parse.genre import genre_signs
from qa.parse.observations import observe
from qa.parse.parse import is_interview
from qa.parse.segment import Segment
from qa.text import nfc
from tests.benchmarks import crf
from tests.benchmarks.altered import Pools, alter, headed
from tests.benchmarks.parsing import DATA, HEAD, Tally, all_interviews, read, tally

Record = dict[str, Any]

FOLDS = 5
ALTERATIONS = 12
FITS = 4
"""How many fits, each in another order, make up a chain: the mean of fields is a field, and steadier than each."""
AS_PRINTED = 4
"""How much an interview as printed, without and with its headline, counts against each of its alterations."""
RIDGE = 0.3
NEWS = 1000
BEGINS = "-B"
SETS = ("dev", "dev2", "openings")
OWN_ONLY = (
    "w1 ",
    "z1 ",
    "from ",
    "tenth",
    "D ",
    "line size",
    "line asks",
    "line I",
    "line address",
    "line above",
    "line caption",
    "line headline",
    "line question",
    "line speech",
    "line chars",
    "line of",
    "in line",
    "next line",
    "since",
    "until",
    "no ?",
    "few",
    "between",
    "after thanks",
    "no thanks",
    "line tells",
    "J ",
)
"""Observations that are not looked at in neighbours: single words, and places that those share with the segment."""


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled article: what is seen of its segments, and the right state of each."""

    record: Record
    segments: Sequence[Segment]
    observed: Sequence[Sequence[str]]
    states: Sequence[str]

    @property
    def fold(self) -> int:
        """The fold that the article belongs to."""
        return fold_of(self.record)

    @property
    def altered(self) -> bool:
        """Whether it is an alteration of what was printed."""
        return "~" in self.record["id"]


def example(record: Record) -> Example:
    """What a record's segments show, and their states."""
    read, told = roles.read_told(record["text"])
    segments = [segment for segment, role in zip(read, told, strict=True) if role is None]
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


def fit(examples: Sequence[Example], fold: int | None = None) -> Chain:
    """The chain fitted on the examples, those of a fold left out."""
    counted = [e for e in examples if e.fold != fold for _ in range(1 if e.altered else AS_PRINTED)]
    shown = [crf.Example(e.observed, e.states) for e in counted]
    fits = [crf.fit(shown, OWN_ONLY, seed) for seed in range(FITS)]
    weights, steps = (np.mean([getattr(one, part) for one in fits], axis=0) for part in ("weights", "steps"))
    return Chain(fits[0].states, fits[0].rows, weights, steps)


def examples_of(records: Sequence[Record], news: Sequence[Record]) -> list[Example]:
    """The records as printed and as altered; what is put into one is taken from its own fold, and from `news`."""
    paragraphs = [line.strip() for article in news for line in article["text"].split("\n") if 100 < len(line) < 500]
    headlines = [article["title"] for article in news if article["title"]]
    found = [example(record) for record in records]
    found += [example({**headed(record), "id": record["id"]}) for record in records if record["title"]]
    for fold in range(FOLDS):
        own = [record for record in records if fold_of(record) == fold]
        said = {
            role: [r["text"][b["start"] : b["end"]] for r in own for b in r["blocks"] if b["role"] == role]
            for role in ("caption", "answer")
        }
        answers = [words for words in said["answer"] if "\n" not in words and 80 < len(words) < 900]
        pools = Pools(said["caption"], answers, headlines, paragraphs)
        found += [example(alter(record, pools, seed)) for record in own for seed in range(ALTERATIONS)]
    return found


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
    with patch.object(roles, "fitted_chain", lambda: chain):
        return genre_signs(record["text"], *roles.read_roles(record["text"], record["title"]))


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


def judged(records: Sequence[Record], news: Sequence[Record], examples: Sequence[Example]) -> Judged:
    """A chain for each fold, fitted without it, and the signs that they read in what they do not know."""
    chains = [fit(examples, fold) for fold in range(FOLDS)]
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
    examples = examples_of(records, news)
    known = judged(records, news, examples)
    print(json.dumps(cross_validated(records, news, known), ensure_ascii=False, indent=1))
    if options.fit:
        room = Path(chain_file.__file__).parent
        save(fit(examples), room / "chain.npz")
        weights = json.dumps(fit_genre(known.interviews, known.articles), indent=1)
        (room / "genre.json").write_text(weights + "\n", "utf-8")


if __name__ == "__main__":
    main()
