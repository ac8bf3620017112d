"""Allowances and pauses, on a clock of our own."""

from __future__ import annotations

from qa.web.access import limits
from qa.web.access.limits import Allowance, Tries


def test_an_allowance_is_used_up_and_fills_again() -> None:
    allowance = Allowance(60)
    assert [allowance.take("a", 100.0) for _ in range(60)] == [0.0] * 60
    assert allowance.take("a", 100.0) == 1.0
    assert allowance.take("b", 100.0) == 0.0
    assert allowance.take("a", 101.5) == 0.0
    assert 0 < allowance.take("a", 101.5) <= 0.5
    assert [allowance.take("a", 1000.0) for _ in range(61)].count(0.0) == 60


def test_no_bound_is_no_bound() -> None:
    allowance = Allowance(0)
    assert not any(allowance.take("a", 0.0) for _ in range(1000))


def test_tries_run_out_and_are_forgiven() -> None:
    tries = Tries(2, 60.0)
    tries.add("a", 0.0)
    assert tries.wait("a", 1.0) == 0.0
    tries.add("a", 10.0)
    assert tries.wait("a", 20.0) == 40.0
    assert tries.wait("b", 20.0) == 0.0
    assert tries.wait("a", 61.0) == 0.0  # the first is over, the second still counts
    tries.add("a", 61.0)
    assert tries.wait("a", 61.0) == 9.0
    tries.forgive("a")
    assert tries.wait("a", 61.0) == 0.0


def test_memory_is_bounded() -> None:
    allowance, tries = Allowance(1), Tries(1, 60.0)
    for n in range(limits.MOST_KEYS + 5):
        allowance.take(str(n), 0.0)
        tries.add(str(n), 0.0)
    assert allowance.take("0", 0.0) == 0.0
    assert allowance.take(str(limits.MOST_KEYS), 0.0) > 0
    assert tries.wait("0", 0.0) == 0.0
