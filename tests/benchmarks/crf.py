"""Fits a linear-chain conditional random field by maximum likelihood, with an L2 penalty and dropout, in small batches.

The field is that of qa/parse/chain.py: a segment is weighed by its own observations and by those of its neighbours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from qa.parse.chain import EDGE, OFFSETS, Chain

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]

EPOCHS = 9
BATCH = 12
RATE = 0.03
DROPPED = 0.5
PENALTY = 4.0
"""Half the squared weights count this much against one whole article's likelihood, over all articles together."""
LEAST_SEEN = 3


@dataclass(frozen=True, slots=True)
class Example:
    """An article: the names of what is seen of each segment, and the right state of each."""

    observed: Sequence[Sequence[str]]
    states: Sequence[str]


@dataclass(frozen=True, slots=True, eq=False)
class _Corpus:
    """All articles below each other: observations (segments, names), states by number, where each article ends."""

    seen: sparse.csr_matrix
    states: npt.NDArray[np.int64]
    bounds: npt.NDArray[np.int64]


def fit(examples: Sequence[Example], own_only: tuple[str, ...], seed: int = 0) -> Chain:
    """The chain fitted on `examples`; observations whose names begin with `own_only` don't count for neighbours."""
    counts = Counter(name for example in examples for names in example.observed for name in names)
    rows = {EDGE: 0}
    for name, count in counts.items():
        if count >= LEAST_SEEN:
            rows[name] = len(rows)
    states = tuple(sorted({state for example in examples for state in example.states}))
    every: Floats = np.ones((len(rows), len(OFFSETS), len(states)), np.float32)
    own = [row for name, row in rows.items() if name.startswith(own_only)]
    every[np.ix_(own, [at for at, offset in enumerate(OFFSETS) if offset])] = 0
    allowed: Floats = every.reshape(len(rows), -1)
    none = np.zeros_like(allowed), np.zeros((len(states), len(states)), np.float32)
    return Chain(states, rows, *_descended(_corpus(examples, rows, states), *none, allowed, seed))


def _corpus(examples: Sequence[Example], rows: dict[str, int], states: Sequence[str]) -> _Corpus:
    found = [[rows[name] for name in names if name in rows] for example in examples for names in example.observed]
    ends = np.cumsum([0, *map(len, found)])
    columns = np.concatenate([np.asarray(there, np.int32) for there in found])
    seen = sparse.csr_matrix((np.ones(len(columns), np.float32), columns, ends), (len(found), len(rows)))
    number = {state: n for n, state in enumerate(states)}
    right = np.array([number[state] for example in examples for state in example.states])
    return _Corpus(seen, right, np.cumsum([0, *(len(example.states) for example in examples)]))


def _descended(corpus: _Corpus, weights: Floats, steps: Floats, allowed: Floats, seed: int) -> tuple[Floats, Floats]:
    """Weights and steps after all epochs from these, the mean of the second half of the way."""
    dice = np.random.default_rng(seed)
    articles = len(corpus.bounds) - 1
    values = (weights, steps)
    first, second, mean = ([np.zeros_like(value) for value in values] for _ in range(3))
    total = EPOCHS * -(-articles // BATCH)
    batches = (batch for _ in range(EPOCHS) for batch in _shuffled(articles, dice))
    for taken, batch in enumerate(batches, 1):
        slopes = _slope(_batch(corpus, batch, dice), *values)
        rate = RATE * (1 - taken / (total + 1)) / (1 - _FIRST**taken)
        for n, (value, slope) in enumerate(zip(values, slopes, strict=True)):
            slope += PENALTY / articles * value
            first[n] += (1 - _FIRST) * (slope - first[n])
            second[n] += (1 - _SECOND) * (slope * slope - second[n])
            value -= rate * first[n] / (np.sqrt(second[n] / (1 - _SECOND**taken)) + 1e-6)
            if taken > total // 2:
                mean[n] += (value - mean[n]) / (taken - total // 2)
        values[0].__imul__(allowed)
    return mean[0] * allowed, mean[1]


def _shuffled(articles: int, dice: np.random.Generator) -> list[npt.NDArray[np.int64]]:
    order = dice.permutation(articles)
    return [order[at : at + BATCH] for at in range(0, articles, BATCH)]


_FIRST, _SECOND = 0.9, 0.99
"""How much of the running means of the slope and of its square is kept from step to step (Adam)."""


@dataclass(frozen=True, slots=True, eq=False)
class _Batch:
    """Articles below each other: what is seen, right states, and of each segment its article and place."""

    seen: sparse.csr_matrix
    states: npt.NDArray[np.int64]
    lengths: npt.NDArray[np.int64]
    article: npt.NDArray[np.int64]
    place: npt.NDArray[np.int64]

    def beside(self, offset: int) -> npt.NDArray[np.bool_]:
        """Whether each segment has a neighbour at this distance."""
        ahead = self.place + offset
        return np.asarray((ahead >= 0) & (ahead < self.lengths[self.article]))


def _batch(corpus: _Corpus, articles: npt.NDArray[np.int64], dice: np.random.Generator) -> _Batch:
    """These articles, a share of their observations dropped, so that no single one is relied upon."""
    spans = [(corpus.bounds[n], corpus.bounds[n + 1]) for n in articles]
    there = np.concatenate([np.arange(*span) for span in spans])
    seen = corpus.seen[there]
    seen.data = np.where(dice.random(len(seen.data)) < DROPPED, 0, 1 / (1 - DROPPED)).astype(np.float32)
    lengths = np.array([stop - start for start, stop in spans])
    article = np.repeat(np.arange(len(spans)), lengths)
    return _Batch(seen, corpus.states[there], lengths, article, np.concatenate([*map(np.arange, lengths)]))


def _slope(batch: _Batch, weights: Floats, steps: Floats) -> tuple[Floats, Floats]:
    """The slopes of a batch's mean negative log-likelihood by weights and by steps."""
    shape = (-1, len(OFFSETS), len(steps))
    sums, edge = (batch.seen @ weights).reshape(shape), weights[0].reshape(shape[1:])
    scores = np.zeros((len(batch.lengths), int(batch.lengths.max()), len(steps)), np.float32)
    for at, offset in enumerate(OFFSETS):
        inside = batch.beside(offset)
        told = np.tile(edge[at], (len(inside), 1))
        told[inside] = sums[np.flatnonzero(inside) + offset, at]
        scores[batch.article, batch.place] += told
    chances, passed = _expected(scores, steps, batch.lengths)
    missed = chances[batch.article, batch.place]
    missed[np.arange(len(missed)), batch.states] -= 1
    last = np.flatnonzero(batch.place[1:] > 0)
    np.subtract.at(passed, (batch.states[last], batch.states[last + 1]), 1)
    back, outside = np.zeros_like(sums), np.zeros_like(edge)
    for at, offset in enumerate(OFFSETS):
        inside = batch.beside(offset)
        back[np.flatnonzero(inside) + offset, at] = missed[inside]
        outside[at] = missed[~inside].sum(axis=0)
    slope = batch.seen.T @ back.reshape(len(back), -1)
    slope[0] += outside.ravel()
    return slope / len(batch.lengths), (passed / len(batch.lengths)).astype(np.float32)


def _expected(scores: Floats, steps: Floats, lengths: npt.NDArray[np.int64]) -> tuple[Doubles, Doubles]:
    """P(state) of each segment, shape as `scores`, and how often each state is expected to pass to each other."""
    local = np.exp(scores - scores.max(axis=2, keepdims=True)).astype(np.float64)
    step = np.exp(steps.astype(np.float64))
    longest = local.shape[1]
    ahead, behind = np.empty_like(local), np.ones_like(local)
    ahead[:, 0] = local[:, 0] / local[:, 0].sum(axis=1, keepdims=True)
    for n in range(1, longest):
        row = (ahead[:, n - 1] @ step) * local[:, n]
        ahead[:, n] = row / row.sum(axis=1, keepdims=True)
    inside = np.arange(longest)[None] < lengths[:, None]
    for n in range(longest - 2, -1, -1):
        row = (local[:, n + 1] * behind[:, n + 1]) @ step.T
        row /= row.sum(axis=1, keepdims=True)
        behind[:, n] = np.where(inside[:, n + 1, None], row, 1.0)
    both = ahead * behind
    both /= both.sum(axis=2, keepdims=True)
    coming = local[:, 1:] * behind[:, 1:]
    scale = np.einsum("bti,ij,btj->bt", ahead[:, :-1], step, coming, optimize=True)
    weight = np.where(inside[:, 1:], 1 / scale, 0.0)
    passed = step * np.einsum("bti,btj->ij", ahead[:, :-1] * weight[:, :, None], coming, optimize=True)
    return both, passed
