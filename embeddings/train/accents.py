"""Counts for putting accents back, from the same news as the encoder; `python -m embeddings.train` makes them too.

What is measured on stays out, as in the encoder's training.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tqdm import tqdm

from embeddings.accents import LOG_STEP, SHIFT, Accents, unaccented
from embeddings.train.corpus import (
    Article,
    Measured,
    held_out_articles,
    joined,
    news,
    paraphrases,
    question_sets,
    segmented_news,
)
from embeddings.train.spelling import canonical

SEEN = 20
"""Sightings from which a syllable is kept."""

SEEN_TOGETHER = 6
"""Sightings from which two neighbours are kept."""

SEEN_IN_A_ROW = 3
"""Sightings from which three in a row are kept, where the first two are."""

ASKED = 20
"""How often a written question counts: news lacks the words of everyday speech."""

HELD_OUT = 500
"""Articles that are not counted, for the figure at the end."""

CHUNK = 8_000_000
"""Syllables that are counted at a time."""

_SYLLABLE = re.compile(r"[^\W\d_]+")
_END = 0
"""Stands between lines, and for syllables that are not kept."""

Ids = npt.NDArray[np.int64]
Grams = tuple[Ids, Ids]
"""Sorted keys, the syllables' places in a row as digits to the base SHIFT, and the count of each."""


def make(data: Path, out: Path) -> float:
    """Counts and writes the file; the share of syllables that it restores rightly in articles not counted."""
    measured = Measured.of(data)
    places: dict[str, int] = defaultdict(lambda: len(places) + 1)
    news_ids = _ids(tqdm(_lines(data, measured), desc="accents", unit=" sentences", mininterval=5), places)
    asked_ids = _ids(_questions(data, measured), places)
    alone = np.bincount(news_ids, minlength=len(places) + 1)
    alone += ASKED * np.bincount(asked_ids, minlength=len(places) + 1)
    alone[_END] = 0
    kept = np.argsort(-alone, kind="stable")[: min(int((alone >= SEEN).sum()), SHIFT - 1)]
    renumbered = np.zeros(len(alone), np.int64)
    renumbered[kept] = np.arange(1, len(kept) + 1)
    in_news, asked = renumbered[news_ids], renumbered[asked_ids]
    names = ["", *places]
    vocabulary = {names[n]: int(alone[n]) for n in kept}
    write(out, vocabulary, _counted(in_news, asked, 2), _counted(in_news, asked, 3))
    return accuracy(Accents(out), [line for article in islice(news(data), HELD_OUT) for line in article.sentences])


def _lines(data: Path, measured: Measured) -> Iterator[str]:
    articles: Iterable[Article] = chain(islice(news(data), HELD_OUT, None), map(joined, segmented_news(data)))
    for article in articles:
        if not measured.repeats(article.title, *article.sentences):
            yield from (article.title, article.lead, *article.sentences)


def _questions(data: Path, measured: Measured) -> Iterator[str]:
    """The written questions that the encoder is tuned with."""
    written = [row for row in paraphrases(data) if not measured.repeats(row.text)]
    held = held_out_articles(written)
    sets = (row for row in question_sets(data) if not measured.repeats(row.text))
    for row in chain((row for row in written if row.article not in held), sets):
        yield from row.questions


def _ids(lines: Iterable[str], places: dict[str, int]) -> npt.NDArray[np.int32]:
    """The syllables of all lines by their places, made up as they come, `_END` after each line."""
    parts: list[npt.NDArray[np.int32]] = []
    rows = iter(lines)
    while chunk := [[*_SYLLABLE.findall(canonical(line)), ""] for line in islice(rows, 100_000)]:
        parts.append(np.array([places[s] if s else _END for line in chunk for s in line], np.int32))
    return np.concatenate(parts) if parts else np.empty(0, np.int32)


def _counted(news_ids: Ids, asked_ids: Ids, length: int) -> Grams:
    """All that stands `length` in a row within a line, with counts."""
    keys, counts = np.empty(0, np.int64), np.empty(0, np.int64)
    for ids, weight in ((news_ids, 1), (asked_ids, ASKED)):
        for start in range(0, len(ids), CHUNK):
            found, times = np.unique(_keys(ids[start : start + CHUNK + length - 1], length), return_counts=True)
            keys, places = np.unique(np.concatenate([keys, found]), return_inverse=True)
            counts = np.bincount(places, np.concatenate([counts, weight * times])).astype(np.int64)
    return keys, counts


def _keys(ids: Ids, length: int) -> Ids:
    count = max(len(ids) - length + 1, 0)
    columns = [ids[place : place + count] for place in range(length)]
    whole = np.logical_and.reduce([column != _END for column in columns])
    keys = np.zeros(count, np.int64)
    for column in columns:
        keys = keys * SHIFT + (column - 1)
    return keys[whole]


def write(path: Path, vocabulary: Mapping[str, int], pairs: Grams, triples: Grams) -> None:
    """Writes the file that `Accents` reads; `vocabulary` counts the syllables, in the order of their places."""
    pair, together = (array[pairs[1] >= SEEN_TOGETHER] for array in pairs)
    first = np.minimum(np.searchsorted(pair, triples[0] // SHIFT), len(pair) - 1)
    kept = (triples[1] >= SEEN_IN_A_ROW) & (pair[first] == triples[0] // SHIFT)
    np.savez_compressed(
        path,
        syllables=np.frombuffer("\n".join(vocabulary).encode(), np.uint8),
        counts=_logarithm(np.array(list(vocabulary.values()))),
        pair_steps=np.diff(pair, prepend=0).astype(np.uint32),
        pair_counts=_logarithm(together),
        followers=np.bincount(first[kept], minlength=len(pair)).astype(np.uint16),
        third=(triples[0][kept] % SHIFT).astype(np.uint16),
        triple_counts=_logarithm(triples[1][kept]),
    )


def _logarithm(counts: Ids) -> npt.NDArray[np.uint8]:
    return np.minimum(np.rint(LOG_STEP * np.log(counts)), 255).astype(np.uint8)


def accuracy(accents: Accents, lines: Iterable[str]) -> float:
    """The share of syllables that come back as they were written."""
    right = total = 0
    for line in lines:
        written = _SYLLABLE.findall(canonical(line))
        restored = _SYLLABLE.findall(accents.restore(unaccented(" ".join(written))))
        right += sum(a == b for a, b in zip(written, restored, strict=False))
        total += len(written)
    return right / max(total, 1)
