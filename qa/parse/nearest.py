"""The nearest true flag around each place of a row, and distances by steps."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def latest(flags: Sequence[bool]) -> list[int | None]:
    """Returns for each place the latest true flag up to it."""
    found: list[int | None] = []
    last = None
    for n, flag in enumerate(flags):
        last = n if flag else last
        found.append(last)
    return found


def after(flags: Sequence[bool]) -> list[int | None]:
    """Returns for each place the next true flag behind it."""
    ahead = nearest([*flags[1:], False])[1] if flags else []
    return [None if n is None else n + 1 for n in ahead]


def nearest(flags: Sequence[bool]) -> tuple[list[int | None], list[int | None]]:
    """Returns for each place the nearest true flag before it, and the nearest at or after it."""
    count = len(flags)
    after = [None if n is None else count - 1 - n for n in latest(flags[::-1])]
    return [None, *latest(flags)][:count], after[::-1]


def step(value: float, steps: Sequence[float]) -> int:
    """Tells how many of `steps` the value passes: 0 for the least."""
    return bisect_left(steps, value)
