"""Log-odds, which fitted models add up, as probabilities."""

from __future__ import annotations

import math

CERTAIN = 30.0
"""Log-odds beyond which a probability is told as if they were these: no power overflows."""


def probability(log_odds: float) -> float:
    """Gives the probability (0 to 1) of log-odds (the logistic function)."""
    return 1 / (1 + math.exp(-max(-CERTAIN, min(CERTAIN, log_odds))))
