"""The fitted chain: a linear-chain conditional random field over the segments of an article.

Its weights are fitted by maximum likelihood on interviews read by hand (`tests/benchmarks/chain.py`) and
stand in chain.npz. Probabilities are those of the whole chain, by the forward-backward sums.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

from qa.interview import Role

Numbers = NDArray[np.float32]

OFFSETS = (-2, -1, 0, 1, 2)
"""The neighbours whose observations a segment is weighed with; 0 is the segment itself."""

EDGE = "edge"
"""The observation of a neighbour that is not there."""

GOES_ON = "-I"
"""What ends the name of a state in which a question or an answer goes on; "-B" where it begins."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A segment's most likely role in the likeliest reading of the whole, and how likely each role is.

    `begins` is True where a new question or answer begins. `chances` sum to 1 over all roles.
    """

    role: Role
    begins: bool
    chances: dict[Role, float]

    @property
    def confidence(self) -> float:
        """The probability (0..1) of the role."""
        return self.chances[self.role]


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """Weights for the observations of a segment and of its neighbours, and for the step from state to state.

    `rows` finds an observation's row of `weights`, shape (observations, offsets x states); `steps` has the shape
    (states, states), from the row's to the column's.
    """

    states: tuple[str, ...]
    rows: dict[str, int]
    weights: Numbers
    steps: Numbers

    def read(self, observed: Sequence[Sequence[str]], barred: Sequence[frozenset[Role]] = ()) -> list[Reading]:
        """Reads each segment from the observations of all; `barred` are roles that one can't have."""
        if not observed:
            return []
        scores = self._scores(observed)
        roles = [Role(state.partition("-")[0]) for state in self.states]
        for n, never in enumerate(barred):
            if never:
                scores[n, [role in never for role in roles]] = _NEVER
        every = list(Role)
        of_role = np.array([[float(role is other) for other in every] for role in roles])
        best, chances = _best(scores, self.steps), (_chances(scores, self.steps) @ of_role).tolist()
        begins = [not state.endswith(GOES_ON) for state in self.states]
        return [
            Reading(roles[k], begins[k], dict(zip(every, row, strict=True)))
            for k, row in zip(best, chances, strict=True)
        ]

    def _scores(self, observed: Sequence[Sequence[str]]) -> Numbers:
        """What the observations alone say, shape (segments, states)."""
        count, width = len(observed), len(self.states)
        sums = np.zeros((count, self.weights.shape[1]), np.float32)
        found = [[row for name in names if (row := self.rows.get(name)) is not None] for names in observed]
        seen = [n for n, there in enumerate(found) if there]
        if seen:
            starts = np.cumsum([0, *(len(found[n]) for n in seen[:-1])])
            sums[seen] = np.add.reduceat(self.weights[[row for n in seen for row in found[n]]], starts, axis=0)
        edge = self.weights[self.rows[EDGE]] if EDGE in self.rows else np.zeros(self.weights.shape[1], np.float32)
        scores = np.zeros((count, width), np.float32)
        for at, offset in enumerate(OFFSETS):
            columns = slice(at * width, (at + 1) * width)
            padded = np.tile(edge[columns], (count, 1))
            first, last = max(0, -offset), min(count, count - offset)
            if first < last:
                padded[first:last] = sums[first + offset : last + offset, columns]
            scores += padded
        return scores


_NEVER = -1e4


def _chances(scores: Numbers, steps: Numbers) -> NDArray[np.float64]:
    """P(state) of each segment given all observations; every row sums to 1."""
    local = np.exp((scores - scores.max(axis=1, keepdims=True)).astype(np.float64))
    step = np.exp(steps.astype(np.float64))
    ahead, behind = np.empty_like(local), np.ones_like(local)
    ahead[0] = local[0] / local[0].sum()
    for n in range(1, len(local)):
        row = (ahead[n - 1] @ step) * local[n]
        ahead[n] = row / row.sum()
    for n in range(len(local) - 2, -1, -1):
        row = step @ (local[n + 1] * behind[n + 1])
        behind[n] = row / row.sum()
    both = ahead * behind
    return np.asarray(both / both.sum(axis=1, keepdims=True))


def _best(scores: Numbers, steps: Numbers) -> list[int]:
    """The states of the likeliest reading of the whole (Viterbi)."""
    total = scores[0]
    came = []
    for row in scores[1:]:
        ways = total[:, None] + steps
        came.append(ways.argmax(axis=0))
        total = ways.max(axis=0) + row
    states = [int(total.argmax())]
    for way in reversed(came):
        states.append(int(way[states[-1]]))
    return states[::-1]


@cache
def fitted_chain() -> Chain:
    """Returns the chain that ships with the program."""
    with as_file(files("qa.parse").joinpath("chain.npz")) as path, np.load(path) as kept:
        names = bytes(kept["names"]).decode().split("\n")
        states = tuple(bytes(kept["states"]).decode().split("\n"))
        weights = kept["weights"].astype(np.float32) * kept["scale"]
        return Chain(states, {name: n for n, name in enumerate(names)}, weights, kept["steps"].astype(np.float32))
