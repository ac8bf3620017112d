"""Measures against counts by hand."""

import math

from qa.evaluation.measure import Bin, calibration_error, mean_with_interval, ndcg, recall, reciprocal_rank, reliability
from qa.evaluation.measure import reliability_lines as lines


def test_ranking_measures_by_hand() -> None:
    ranking, gains = ["a", "b", "c"], {"b": 1.0, "z": 1.0}
    assert ndcg(ranking, gains) == (1 / math.log2(3)) / (1 + 1 / math.log2(3))
    assert recall(ranking, gains, 1) == 0.0
    assert recall(ranking, gains, 2) == 0.5
    assert reciprocal_rank(ranking, gains) == 0.5
    assert ndcg(ranking, {}) == 0.0


def test_an_interval_holds_its_mean() -> None:
    mean, low, high = mean_with_interval([0.0, 1.0] * 50)
    assert low < mean == 0.5 < high


def test_reliability_by_hand() -> None:
    bins = reliability([(0.1, False), (0.1, True), (0.9, True), (1.0, True)])
    assert bins == (Bin(0.0, 0.2, 2, 0.1, 0.5), Bin(0.8, 1.0, 2, 0.95, 1.0))
    assert math.isclose(calibration_error(bins), (2 * 0.4 + 2 * 0.05) / 4)
    assert calibration_error(()) == 0.0


def test_the_plot_shows_share_and_confidence() -> None:
    (line,) = lines([Bin(0.4, 0.6, 7, 0.5, 0.25)])
    assert line.startswith("0.4-0.6 n=7    0.50 0.25 ==========")
    assert line.index("|") - line.index("==") == 20
