"""Contrastive training of a table of vectors: each question against all passages of its batch."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from embeddings.train.table.pairs import Batch, Pairs
from embeddings.train.table.prepare import VARIANTS, Prepared
from embeddings.train.table.units import Bags, Ids, Units

SPARED, MINED = 2, 23
"""Passages nearest to a question that are not taken as wrong ones, and how many after them are."""

AHEAD = 4
"""Batches that are drawn before they are needed."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of training. `temperature` divides the cosines; `rate` falls to nothing along a cosine."""

    name: str
    steps: int
    rate: float
    temperature: float


class Table(nn.Module):
    """A vector for each piece; a text is their mean, made a unit row."""

    def __init__(self, pieces: int, dimension: int) -> None:
        super().__init__()
        self.embedding = nn.EmbeddingBag(pieces, dimension, mode="mean")
        nn.init.normal_(self.embedding.weight, std=0.1)

    def forward(self, bags: Bags) -> Tensor:
        """Unit rows, shape (n, dimension)."""
        device = self.embedding.weight.device
        ids = torch.from_numpy(bags.ids).to(device)
        offsets = torch.from_numpy(bags.offsets).to(device)
        return functional.normalize(self.embedding(ids, offsets), dim=-1)


def train(table: Table, pairs: Pairs, stage: Stage, checkpoint: Path, save_every: int = 200) -> None:
    """Runs a stage to its end, from its last checkpoint where there is one; the table is changed in place.

    The checkpoint stays when the stage is done: a later run with the same work folder passes over the stage.
    """
    optimizer = torch.optim.Adam(table.parameters(), lr=stage.rate, fused=True)
    begin = _resume(table, optimizer, checkpoint)
    for _ in range(begin if begin < stage.steps else 0):
        pairs.draw()  # what was learned from before the break, so that the rest is as without it
    started = time.monotonic()
    for step, batch in zip(range(begin, stage.steps), _ahead(pairs, stage.steps - begin), strict=True):
        for group in optimizer.param_groups:
            group["lr"] = stage.rate * _schedule(step, stage.steps)
        value = loss(table, batch, stage.temperature)
        optimizer.zero_grad(set_to_none=True)
        value.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        if (step + 1) % 50 == 0:
            pace = (time.monotonic() - started) / (step + 1 - begin)
            left = pace * (stage.steps - step - 1) / 60
            print(f"{stage.name} {step + 1}/{stage.steps} loss {value.item():.3f} {left:.1f} min left", flush=True)
        if (step + 1) % save_every == 0 or step + 1 == stage.steps:
            _save(table, optimizer, step + 1, checkpoint)


def loss(table: Table, batch: Batch, temperature: float) -> Tensor:
    """The symmetric in-batch contrastive loss; hard passages stand beside the batch's own for every query."""
    queries = table(batch.queries)
    scores = _products(queries, table(batch.passages)) / temperature
    # Cosines are bounded, so that one exponential serves both directions (twice as fast as two cross-entropies).
    weights = scores.exp()
    to_passages = weights.sum(dim=1)
    if batch.hard is not None:
        beside = (_products(queries, table(batch.hard)) / temperature).exp()
        if batch.clashes is not None:
            rows, columns = torch.from_numpy(batch.clashes).to(scores.device).T
            beside = beside.index_put((rows, columns), beside.new_tensor(0.0))
        to_passages = to_passages + beside.sum(dim=1)
    value: Tensor = ((to_passages.log() + weights.sum(dim=0).log()) / 2 - scores.diagonal()).mean()
    return value


def _products(queries: Tensor, passages: Tensor) -> Tensor:
    """All cosines, multiplied in half precision where nothing is lost by it, shape (queries, passages)."""
    with torch.autocast(queries.device.type, torch.bfloat16):
        return (queries @ passages.T).float()


@torch.no_grad()
def mine(table: Table, prepared: Prepared) -> Ids:
    """For each passage with written questions, others that are easily taken for it: shape (passages, 6 × MINED).

    Half of them are the nearest to its questions by the table so far, half by BM25. The very nearest are left alone:
    they may answer the question as well.
    """
    asked, units = prepared.written, prepared.units
    passages = table(Bags.whole(units, asked.passage, asked.passage + 2))
    by_words = _bm25(units, asked.passage)
    mined = []
    for number in range(int(asked.questions.min())):
        first = asked.question + VARIANTS * number
        by_meaning = (table(Bags.whole(units, first, first + 1)) @ passages.T).cpu()
        for scores in (by_meaning, by_words(first)):
            scores.fill_diagonal_(-1)
            mined.append(scores.topk(SPARED + MINED, dim=1).indices[:, SPARED:])
    return np.asarray(torch.cat(mined, dim=1).numpy(), np.int64)


def _bm25(units: Units, passage: Ids) -> Callable[[Ids], Tensor]:
    """BM25 of questions (their units) and all these passages over the tokenizer's pieces, shape (n, passages)."""
    import bm25s

    def pieces(first: Ids, last: Ids) -> list[list[str]]:
        return [units.tokens[start:end].astype(str).tolist() for start, end in units.ranges(first, last)]

    model = bm25s.BM25()
    model.index(pieces(passage, passage + 2), show_progress=False)
    return lambda first: torch.from_numpy(np.stack([model.get_scores(row) for row in pieces(first, first + 1)]))


def _schedule(step: int, steps: int) -> float:
    warm = max(1, min(50, steps // 10))
    if step < warm:
        return (step + 1) / warm
    return 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, steps - warm)))


def _ahead(pairs: Pairs, count: int) -> Iterator[Batch]:
    """The next batches, drawn in a thread while the current one is learned from."""
    with ThreadPoolExecutor(max_workers=1) as drawer:
        waiting = deque(drawer.submit(pairs.draw) for _ in range(min(AHEAD, count)))
        for left in range(count, 0, -1):
            batch = waiting.popleft().result()
            if left > AHEAD:
                waiting.append(drawer.submit(pairs.draw))
            yield batch


def _save(table: Table, optimizer: torch.optim.Optimizer, step: int, path: Path) -> None:
    part = path.with_suffix(".part")
    torch.save({"table": table.state_dict(), "optimizer": optimizer.state_dict(), "step": step}, part)
    part.replace(path)


def _resume(table: Table, optimizer: torch.optim.Optimizer, path: Path) -> int:
    if not path.exists():
        return 0
    state = torch.load(path, map_location=table.embedding.weight.device, weights_only=True)
    table.load_state_dict(state["table"])
    optimizer.load_state_dict(state["optimizer"])
    return int(state["step"])
