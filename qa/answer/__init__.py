"""Hits in, an answer out: the evidence that speaks for each, the decision, the citations. Open answer.py first."""
