"""The tokenizer cut to Vietnamese: the same pieces for the same text, of one case and one tone placement."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer
from tqdm import tqdm

from embeddings.accents import unaccented
from embeddings.train import corpus
from embeddings.train.spelling import TONE_PAIRS

SAMPLE = 6
"""One news article in so many is counted."""

SPARED = 2
"""A piece that occurs so often stays."""

LONGEST = 512
"""Tokens of a text at most: the model has no more positions."""

SPECIAL = 4
"""The first pieces, which mark beginning, padding, end and the unknown."""

Rows = npt.NDArray[np.int64]


def vietnamese(source: dict[str, Any], data: Path) -> tuple[Tokenizer, Rows]:
    """The tokenizer of a source cut to what Vietnamese news and questions need, and the source's rows that it keeps."""
    whole = Tokenizer.from_str(json.dumps(_normalized(source)))
    counts: Counter[int] = Counter()
    batch: list[str] = []
    for text in tqdm(_texts(data), desc="pieces", unit=" texts", mininterval=5):
        batch.append(text)
        if len(batch) == 1000:
            _count(counts, whole, batch)
            batch.clear()
    _count(counts, whole, batch)
    return cut(source, {piece for piece, count in counts.items() if count >= SPARED})


def cut(source: dict[str, Any], pieces: set[int]) -> tuple[Tokenizer, Rows]:
    """A tokenizer with these pieces alone, the special ones and single letters; and the source's rows that it keeps."""
    vocabulary = source["model"]["vocab"]
    kept = [
        place
        for place, (piece, _) in enumerate(vocabulary)
        if place < SPECIAL or place in pieces or (len(piece) == 1 and piece < "\u2100")
    ]
    changed = _normalized(source)
    changed["model"] = {**source["model"], "vocab": [vocabulary[place] for place in kept]}
    changed["added_tokens"] = [token for token in source["added_tokens"] if token["id"] < SPECIAL]
    tokenizer = Tokenizer.from_str(json.dumps(changed))
    tokenizer.enable_truncation(LONGEST)
    return tokenizer, np.array(kept, np.int64)


def _normalized(source: dict[str, Any]) -> dict[str, Any]:
    """The source with the case and the tone placement of texts made one before all else."""
    # The tone of an open syllable alone has two placements; after q the u is no vowel.
    replaced = [
        {"type": "Replace", "pattern": {"Regex": rf"(?<!q){new}(?!\p{{L}})"}, "content": old}
        for new, old in TONE_PAIRS.items()
    ]
    first = [{"type": "NFC"}, {"type": "Lowercase"}, *replaced]
    return {**source, "normalizer": {"type": "Sequence", "normalizers": [*first, source["normalizer"]]}}


def _texts(data: Path) -> Iterable[str]:
    for number, article in enumerate(corpus.news(data)):
        if number % SAMPLE == 0:
            text = "\n".join([article.title, *article.sentences])
            yield text
            yield unaccented(text)
    for row in corpus.paraphrases(data):
        for question in row.questions:
            yield question
            yield unaccented(question)


def _count(counts: Counter[int], tokenizer: Tokenizer, texts: list[str]) -> None:
    for encoding in tokenizer.encode_batch_fast(texts):
        counts.update(encoding.ids)
