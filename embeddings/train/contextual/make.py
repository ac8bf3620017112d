"""The whole way of the contextual encoder: source, cut vocabulary, examples, tuning, export."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from embeddings.train.contextual.examples import examples
from embeddings.train.contextual.export import export
from embeddings.train.contextual.model import Body
from embeddings.train.contextual.source import Array, Source, load
from embeddings.train.contextual.tune import Recipe, Tuning, neighbours_by_table
from embeddings.train.contextual.vocabulary import Rows, vietnamese

RECIPES = (
    Recipe(steps=600, rate=1e-4, longest=128),
    Recipe(steps=240, rate=7e-5, falling=0.8, longest=160),
)
"""Tunings one after the other; the second sees more of each passage."""

SHARE = 0.7
"""How far the shipped weights go from the source's (0) to the tuned ones (1): on texts of other kinds than those
learned from the mean of both finds more than either."""


def make(data: Path, work: Path, out: Path, seed: int) -> None:
    """Writes the model folder `out`; a run that was broken off goes on from what stands in `work`."""
    source = load(work / "source")
    tokenizer, kept = _vocabulary(source, data, work)
    body = Body(source, kept)
    before = _weights(body)
    learned_from = examples(data, work / "examples.jsonl")
    neighbours = neighbours_by_table(learned_from)
    for number, recipe in enumerate(RECIPES):
        path = work / f"contextual-{seed}-{number}.pt"
        tuning = Tuning(body, tokenizer, learned_from, neighbours, recipe, path, seed + number)
        tuning.run()
        neighbours = tuning.neighbours
    export(blended(before, _weights(body), SHARE), source.shape, tokenizer, out)


def blended(before: dict[str, Array], after: dict[str, Array], share: float) -> dict[str, Array]:
    """Weights at `share` of the way from `before` to `after` (Wortsman et al. 2022, "Robust fine-tuning")."""
    return {name: before[name] + np.float32(share) * (after[name] - before[name]) for name in before}


def _vocabulary(source: Source, data: Path, work: Path) -> tuple[Tokenizer, Rows]:
    path, rows = work / "contextual-tokenizer.json", work / "contextual-rows.npy"
    if not path.exists() or not rows.exists():
        tokenizer, kept = vietnamese(source.tokenizer, data)
        np.save(rows, kept)
        tokenizer.save(str(path))
    return Tokenizer.from_file(str(path)), np.load(rows)


def _weights(body: Body) -> dict[str, Array]:
    return {name: value.detach().cpu().numpy().copy() for name, value in body.bert.state_dict().items()}
