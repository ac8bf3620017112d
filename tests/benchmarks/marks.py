"""Fits which sentences of a quotation are marked, and says how often they are the labelled ones on held-out interviews.

    python -m tests.benchmarks.marks [--data ../shared/data] [--archive FOLDER] [--write]

The sentences of the right utterance, for each labelled question whose answer the parser serves; a sentence is right if
it overlaps the labelled words. Questions whose answer is of one sentence, or labelled from end to end, have nothing to
mark and are left out. A conditional logit with ridge is fitted; the figures come from folds over interviews. `--write`
puts a fit on all of them into qa/answer/marks.json.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from qa.answer.marks import AS_LIKELY, Sentence, carried, marked
from qa.archive import Archive
from qa.text import sentences
from tests.benchmarks.asked import FOLDS, Asked, Right, asked, labelled_archive
from tests.benchmarks.ranking import LOOKED_AT, Floats, Table, fit

UNREAD = ("table", "stated", "covered", "told")
READ = (*UNREAD, "contextual")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A question with the sentences of its right utterance, and which of them overlap the labelled words."""

    asked: Asked
    sentences: tuple[Sentence, ...]
    right: tuple[bool, ...]


def main() -> None:
    """Prints the held-out figures; writes the fitted weights if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--archive", type=Path, default=None, help="an archive of these interviews, built before")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    with labelled_archive(options.data, options.archive) as archive:
        quoted = [*collect(archive, asked(options.data, archive))]
    for name, features in (("read", READ), ("unread", UNREAD)):
        for line in report(name, quoted, held_out(quoted, features)):
            print(line, flush=True)
    if options.write:
        fitted = {name: _weights(quoted, features) for name, features in (("read", READ), ("unread", UNREAD))}
        Path("qa/answer/marks.json").write_text(json.dumps(fitted, indent=1) + "\n", "utf-8")


def collect(archive: Archive, questions: Sequence[Asked]) -> Iterator[Quoted]:
    """The questions that have something to mark."""
    right = Right(archive)
    for one in questions:
        ids = right.ids(one)
        hits = [hit for hit in archive.found(one.question, LOOKED_AT) if hit.hit.utterance.id in ids]
        hits = [hit for hit in hits if hit.hit.utterance.interview == one.interview]
        if hits:
            parts = sentences(archive.interview(one.interview).text, hits[0].hit.utterance.span)
            labels = tuple(part.overlaps(one.span) for part in parts)
            if any(labels) and not all(labels):
                yield Quoted(one, tuple(archive.sentences(one.question, hits[0])), labels)


def held_out(quoted: Sequence[Quoted], features: Sequence[str]) -> list[list[float]]:
    """The likelihood of each sentence under weights that saw no question of its interview."""
    table, folds = _table(quoted, features), np.array([one.asked.fold for one in quoted])
    found: list[list[float]] = [[] for _ in quoted]
    for part in range(FOLDS):
        rows = folds != part
        weights = fit(Table(table.signals[rows], table.right[rows], table.there[rows]))
        for row in np.flatnonzero(~rows).tolist():
            scores = table.signals[row, : len(quoted[row].sentences)] @ weights
            likely = np.exp(scores - scores.max())
            found[row] = carried((likely / likely.sum()).tolist(), quoted[row].sentences)
    return found


def report(name: str, quoted: Sequence[Quoted], likely: Sequence[Sequence[float]]) -> Iterator[str]:
    """The share of questions of which a marked sentence is right, by set and by type."""
    kinds: dict[str, list[tuple[bool, int, bool]]] = {}
    for one, shares in zip(quoted, likely, strict=True):
        places = marked(range(len(shares)), shares)
        best = one.right[int(np.argmax(shares))]
        row = (any(one.right[place] for place in places), len(places), best)
        for kind in ("all", one.asked.set, f"all {one.asked.type}"):
            kinds.setdefault(kind, []).append(row)
    for kind, rows in sorted(kinds.items()):
        hit, count, best = np.mean(np.array(rows, float), axis=0)
        cells = f"marked {hit:.3f} ({count:.2f} sentences of {AS_LIKELY:.2f})  the likeliest alone {best:.3f}"
        yield f"{name:7} {kind:18} n={len(rows):<4} {cells}"


def _weights(quoted: Sequence[Quoted], features: Sequence[str]) -> dict[str, float]:
    found: Floats = fit(_table(quoted, features))
    return {name: round(float(value), 3) for name, value in zip(features, found, strict=True)}


def _table(quoted: Sequence[Quoted], features: Sequence[str]) -> Table:
    most = max(len(one.sentences) for one in quoted)
    signals = np.zeros((len(quoted), most, len(features)))
    right, there = (np.zeros((len(quoted), most), bool) for _ in range(2))
    for row, one in enumerate(quoted):
        for place, sentence in enumerate(one.sentences):
            values = sentence.values()
            signals[row, place] = [values.get(name, 0.0) for name in features]
            right[row, place], there[row, place] = one.right[place], True
    return Table(signals, right, there)


if __name__ == "__main__":
    main()
