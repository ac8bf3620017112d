"""How the archive stands: what waits, what failed, what is new, how large it is. Counted by SQL, no interview read."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass

from qa.build import reading_rules
from qa.revisions import revisions
from qa.store.audit import Event, days_ago
from qa.store.dates import new_since
from qa.store.inbox import new_counts
from qa.store.incoming import UNDER_WAY, State
from qa.store.migrations import MIGRATIONS
from qa.store.prints import all_prints, reprints
from qa.store.readings import READER, ReadSoFar, read_so_far
from qa.store.store import Store

NEW_DAYS = 7
"""Days in which an interview counts as new."""

FAULT_DAYS = 30
"""Days in which a quotation that did not match is still told."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What an editor sees first.

    Of the `interviews`, `reprints` are told with another. `blocks` wait in `held` interviews, `lost` decisions have
    lost their place; `arrived` files wait to be taken in, `coming` are being read, `refused` could not be; `said` and
    `missed` are unread; `mismatches` are quotations that were refused since their hash did not hold. `added` and
    `changed` are of the last NEW_DAYS. Sizes are bytes.
    """

    interviews: int
    reprints: int
    held: int
    blocks: int
    lost: int
    arrived: int
    coming: int
    refused: int
    added: int
    changed: int
    said: int
    missed: int
    mismatches: int
    noted: int
    withdrawn: int
    read: ReadSoFar
    size: int
    free: int
    versions: Mapping[str, str]


def overview(store: Store) -> Overview:
    """Counts everything at one moment."""
    with store.reading():
        ((held, blocks),) = store.rows("SELECT count(*), coalesce(sum(blocks), 0) FROM waiting_blocks")
        incoming = dict(store.rows("SELECT state, count(*) FROM incoming GROUP BY state"))
        said, missed = new_counts(store)
        added, changed = new_since(store, NEW_DAYS)
        manifest, prints = store.manifest(), all_prints(store)
        return Overview(
            interviews=store.interview_count(),
            reprints=len(reprints(prints, prints)),
            held=held,
            blocks=int(blocks),
            lost=int(store.rows("SELECT coalesce(sum(lost), 0) FROM parsed")[0][0]),
            arrived=incoming.get(State.READ.value, 0),
            coming=sum(incoming.get(state.value, 0) for state in UNDER_WAY),
            refused=incoming.get(State.REFUSED.value, 0),
            added=added,
            changed=changed,
            said=said,
            missed=missed,
            mismatches=_noted(store, Event.MISMATCH, FAULT_DAYS),
            noted=int(store.rows("SELECT count(*) FROM audit WHERE at >= ?", days_ago(1))[0][0]),
            withdrawn=int(store.rows("SELECT count(*) FROM withdrawn")[0][0]),
            read=read_so_far(store, manifest.get(READER, "")),
            size=store.size(),
            free=shutil.disk_usage(store.path.parent).free,
            versions={**revisions(store), "rules": reading_rules(), "schema": str(len(MIGRATIONS))},
        )


def _noted(store: Store, event: Event, days: int) -> int:
    """How often something happened in the last days, as far as the audit keeps it."""
    query = "SELECT count(DISTINCT target) FROM audit WHERE event = ? AND at >= ?"
    return int(store.rows(query, event.value, days_ago(days))[0][0])
