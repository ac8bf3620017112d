"""Checks that editors' corrections can be read, and that each interview is stored as they make it."""

from __future__ import annotations

from collections.abc import Iterator

from qa.corrections.applied import apply
from qa.corrections.correction import UNREADABLE
from qa.corrections.stored import all_corrections, corrections_of, parsed_interview
from qa.store.store import Store
from qa.store.verify import Fault, FaultKind


def correction_faults(store: Store) -> Iterator[Fault]:
    """Finds corrections that can't be read, and interviews that are not as their corrections make them."""
    found = all_corrections(store)
    for one in found:
        if one.decision == UNREADABLE:
            yield Fault(FaultKind.CORRECTION, f"{one.interview} · {one.version}")
    present = set(store.interview_ids())
    for key in dict.fromkeys(one.interview for one in found if one.interview in present):
        shown = store.interview(key)
        made = apply(parsed_interview(store, shown), corrections_of(store, key)).interview
        if (made.blocks, made.turns, made.people) != (shown.blocks, shown.turns, shown.people):
            yield Fault(FaultKind.CORRECTION, key)
