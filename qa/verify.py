"""Checks a whole archive against itself, at one moment, beside whoever uses it; nothing is changed."""

from __future__ import annotations

from qa.corrections.verify import correction_faults
from qa.errata.verify import erratum_faults
from qa.errors import StoreError
from qa.store.store import Store
from qa.store.verify import Fault, FaultKind, rows_faults
from qa.store.verify_vectors import vector_faults

__all__ = ["Fault", "FaultKind", "verify"]


def verify(store: Store) -> list[Fault]:
    """Finds all that is wrong in an archive: its rows, its vectors, and what editors decided."""
    try:
        with store.reading():
            found = [*rows_faults(store), *vector_faults(store)]
            # Where spans lie outside of their text, corrections can't be tried.
            if not any(one.kind in (FaultKind.DATABASE, FaultKind.SPAN) for one in found):
                found += [*correction_faults(store), *erratum_faults(store)]
            return found
    except StoreError as error:  # so damaged that SQLite stops
        return [Fault(FaultKind.DATABASE, str(error))]
