"""The field's measures of a ranking, and bootstrap intervals for their means."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

K = TypeVar("K", bound=Hashable)

RESAMPLES = 1000
"""Bootstrap samples of an interval."""


def ndcg(ranking: Sequence[K], gains: Mapping[K, float], k: int = 10) -> float:
    """Computes nDCG@k with linear gains; 0 where nothing is relevant."""
    best = sorted((gain for gain in gains.values() if gain > 0), reverse=True)[:k]
    ideal = sum(gain / math.log2(rank + 2) for rank, gain in enumerate(best))
    found = sum(gains.get(key, 0.0) / math.log2(rank + 2) for rank, key in enumerate(ranking[:k]))
    return found / ideal if ideal else 0.0


def recall(ranking: Sequence[K], gains: Mapping[K, float], k: int) -> float:
    """Computes the share of the relevant that is among the first k."""
    relevant = {key for key, gain in gains.items() if gain > 0}
    return len(relevant & set(ranking[:k])) / len(relevant) if relevant else 0.0


def reciprocal_rank(ranking: Sequence[K], gains: Mapping[K, float], k: int = 10) -> float:
    """Computes 1 / rank of the first relevant among the first k, 0 where there is none."""
    for rank, key in enumerate(ranking[:k], 1):
        if gains.get(key, 0.0) > 0:
            return 1 / rank
    return 0.0


def ranking_measures(ranking: Sequence[K], gains: Mapping[K, float]) -> dict[str, float]:
    """Computes nDCG@10, R@1, R@10 and RR@10 of one question."""
    return {
        "ndcg@10": ndcg(ranking, gains),
        "r@1": recall(ranking, gains, 1),
        "r@10": recall(ranking, gains, 10),
        "rr@10": reciprocal_rank(ranking, gains),
    }


def mean_with_interval(values: Sequence[float], seed: int = 0) -> tuple[float, float, float]:
    """Computes the mean, and the ends of its 95 % bootstrap interval; NaN for no values."""
    if not values:
        return math.nan, math.nan, math.nan
    array = np.asarray(values, dtype=np.float64)
    picks = np.random.default_rng(seed).integers(0, len(array), size=(RESAMPLES, len(array)))
    low, high = np.percentile(array[picks].mean(axis=1), [2.5, 97.5])
    return float(array.mean()), float(low), float(high)


@dataclass(frozen=True, slots=True)
class Bin:
    """The forecasts whose confidence lies in [low, high): how many, their mean, and the share that came true."""

    low: float
    high: float
    count: int
    confidence: float
    share: float


def reliability(forecasts: Sequence[tuple[float, bool]], bins: int = 5) -> tuple[Bin, ...]:
    """Sorts (confidence 0..1, whether it came true) pairs into equal bins; the empty ones are left out."""
    found = []
    for number in range(bins):
        low, high = number / bins, (number + 1) / bins
        inside = [f for f in forecasts if low <= f[0] < high or (number == bins - 1 and f[0] == high)]
        if inside:
            mean = sum(confidence for confidence, _ in inside) / len(inside)
            found.append(Bin(low, high, len(inside), mean, sum(true for _, true in inside) / len(inside)))
    return tuple(found)


def calibration_error(bins: Sequence[Bin]) -> float:
    """Computes the expected calibration error: the mean distance of confidence and share, by the bins' counts."""
    total = sum(one.count for one in bins)
    return sum(one.count * abs(one.confidence - one.share) for one in bins) / total if total else 0.0


PLOT_WIDTH = 40
"""Characters of a reliability plot's axis from 0 to 1."""


def reliability_lines(bins: Sequence[Bin]) -> list[str]:
    """Draws the bins as a plot in text: "=" the share that came true, "|" where the confidence says it should end."""
    lines = []
    for one in bins:
        bar = list("=" * round(one.share * PLOT_WIDTH) + " " * PLOT_WIDTH)[: PLOT_WIDTH + 1]
        bar[round(one.confidence * PLOT_WIDTH)] = "|"
        lines.append(
            f"{one.low:.1f}-{one.high:.1f} n={one.count:<4} {one.confidence:.2f} {one.share:.2f} {''.join(bar)}"
        )
    return lines
