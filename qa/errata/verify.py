"""Checks that the entries of errata can be read."""

from __future__ import annotations

from collections.abc import Iterator

from qa.errata.entry import UNREADABLE
from qa.errata.stored import all_entries
from qa.store.store import Store
from qa.store.verify import Fault, FaultKind


def erratum_faults(store: Store) -> Iterator[Fault]:
    """Finds entries that can't be read: words of theirs stand nowhere, and nobody is told what was rectified."""
    for one in all_entries(store):
        if one.published == UNREADABLE:
            yield Fault(FaultKind.ERRATUM, f"{one.interview} · {one.version}")
