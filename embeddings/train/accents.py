"""Counts for putting accents back, from the same news as the encoder; `python -m embeddings.train` makes them too.

What is measured on stays out, as in the encoder's training.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tqdm import tqdm

from embeddings.accents import LOG_STEP, Accents, unaccented
from embeddings.train.corpus import Article, Measured, joined, news, segmented_news
from embeddings.train.spelling import canonical

Pairs = npt.NDArray[np.uint64]

SEEN = 20
"""Sightings from which a syllable is kept."""

SEEN_TOGETHER = 6
"""Sightings from which two neighbours are kept."""

HELD_OUT = 500
"""Articles that are not counted, for the figure at the end."""

CHUNK = 4000
"""Articles whose pairs are counted at a time."""

_SYLLABLE = re.compile(r"[^\W\d_]+")


def make(data: Path, out: Path) -> float:
    """Counts and writes the file; the share of syllables that it restores rightly in articles not counted."""
    measured = Measured.of(data)
    vocabulary = _vocabulary(tqdm(_lines(data, measured), desc="syllables", unit=" sentences", mininterval=5))
    pairs = _pairs(tqdm(_lines(data, measured), desc="pairs", unit=" sentences", mininterval=5), vocabulary)
    write(out, vocabulary, *pairs)
    return accuracy(Accents(out), [line for article in islice(news(data), HELD_OUT) for line in article.sentences])


def _lines(data: Path, measured: Measured) -> Iterator[list[str]]:
    articles: Iterable[Article] = chain(islice(news(data), HELD_OUT, None), map(joined, segmented_news(data)))
    for article in articles:
        if not measured.repeats(article.title, *article.sentences):
            for line in (article.title, article.lead, *article.sentences):
                yield _SYLLABLE.findall(canonical(line))


def _vocabulary(lines: Iterable[list[str]]) -> Counter[str]:
    counts = Counter(chain.from_iterable(lines))
    return Counter(dict(islice(((s, n) for s, n in counts.most_common() if n >= SEEN), 65535)))


def _pairs(lines: Iterable[list[str]], vocabulary: Counter[str]) -> tuple[Pairs, npt.NDArray[np.int64]]:
    place = {syllable: number for number, syllable in enumerate(vocabulary)}
    keys, counts = np.empty(0, np.uint64), np.empty(0, np.int64)
    rows = iter(lines)
    while chunk := list(islice(rows, CHUNK * 20)):
        ids = np.array([place.get(s, -1) for line in chunk for s in (*line, "\n")], np.int64)
        both = (ids[:-1] >= 0) & (ids[1:] >= 0)
        found, times = np.unique((ids[:-1][both] * 65536 + ids[1:][both]).astype(np.uint64), return_counts=True)
        keys, inverse = np.unique(np.concatenate([keys, found]), return_inverse=True)
        counts = np.bincount(inverse, np.concatenate([counts, times])).astype(np.int64)
    kept = counts >= SEEN_TOGETHER
    return keys[kept], counts[kept]


def write(path: Path, vocabulary: Counter[str], keys: Pairs, counts: npt.NDArray[np.int64]) -> None:
    """Writes the file that `Accents` reads."""
    np.savez_compressed(
        path,
        syllables=np.frombuffer("\n".join(vocabulary).encode(), np.uint8),
        counts=_logarithm(np.array(list(vocabulary.values()))),
        pair_steps=np.diff(keys, prepend=np.uint64(0)).astype(np.uint32),
        pair_counts=_logarithm(counts),
    )


def _logarithm(counts: npt.NDArray[np.int64]) -> npt.NDArray[np.uint8]:
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
