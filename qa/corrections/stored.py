"""Corrections in SQLite: every version ever made, and what the parser read beneath them.

Corrections outlive their interview: its source may come back, and then they are applied again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from qa.corrections.correction import UNREADABLE, Action, Correction, Decision, decision_from_json, decision_json
from qa.errors import CorrectionError
from qa.interview import Interview
from qa.store.audit import Event, note_change
from qa.store.store import Store
from qa.store.tables import (
    blocks_from_json,
    blocks_to_json,
    people_from_json,
    people_to_json,
    source_from_json,
    source_to_json,
    turns_from_json,
    turns_to_json,
)

_COLUMNS = "interview, version, author, at, text_sha256, reason, decision"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the staff's list: an interview, its blocks that wait, its corrections, and those that are lost."""

    id: str
    title: str
    outlet: str | None
    date: str | None
    blocks: int
    corrections: int
    lost: int


def corrections_of(store: Store, interview: str) -> list[Correction]:
    """Returns all corrections of an interview, oldest first, those taken back among them."""
    return _read(store, "WHERE interview=? ORDER BY version", interview)


def all_corrections(store: Store) -> list[Correction]:
    """Returns every correction of the archive, interview by interview."""
    return _read(store, "ORDER BY interview, version")


def _read(store: Store, which: str, *values: object) -> list[Correction]:
    return [
        Correction(interview, version, author, at, digest, reason, _decision(decision))
        for interview, version, author, at, digest, reason, decision in store.rows(
            f"SELECT {_COLUMNS} FROM corrections {which}", *values
        )
    ]


def _decision(stored: str) -> Decision:
    """A stored decision; one that was tampered with stops neither a build nor the other corrections."""
    try:
        return decision_from_json(stored)
    except CorrectionError:
        return UNREADABLE


def last_version(store: Store, interview: str) -> int:
    """Returns the number of the newest correction of an interview; 0 where there is none."""
    return int(store.rows("SELECT coalesce(max(version), 0) FROM corrections WHERE interview=?", interview)[0][0])


def record(store: Store, correction: Correction) -> None:
    """Adds a correction; its version must be new."""
    store.change(
        f"INSERT INTO corrections ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",
        *(correction.interview, correction.version, correction.author, correction.at),
        *(correction.text_sha256, correction.reason, decision_json(correction.decision)),
    )
    told = {"version": correction.version, "author": correction.author, "action": correction.decision.action.value}
    event = Event.DESCRIBE if correction.decision.action is Action.DESCRIBE else Event.CORRECT
    note_change(store, event, correction.interview, **told)


def keep_parsed(store: Store, parsed: Interview, lost: int) -> None:
    """Keeps what the parser read beneath an interview's corrections, of which `lost` could not be applied."""
    store.change(
        "INSERT INTO parsed (interview, blocks, people, turns, lost, source) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (interview) DO UPDATE SET blocks = excluded.blocks, people = excluded.people,"
        " turns = excluded.turns, lost = excluded.lost, source = excluded.source",
        parsed.source.id,
        blocks_to_json(parsed.blocks),
        people_to_json(parsed.people),
        turns_to_json(parsed.turns),
        lost,
        source_to_json(parsed.source),
    )


def parsed_interview(store: Store, shown: Interview) -> Interview:
    """Returns what the parser read of an interview, corrections left out; `shown` is the interview as it is stored."""
    rows = store.rows("SELECT blocks, people, turns, source FROM parsed WHERE interview=?", shown.source.id)
    if not rows:
        return shown
    blocks, people, turns, facts = rows[0]
    # Kept before articles were described: then the facts are those that are shown.
    source = source_from_json(shown.source.id, facts) if facts else shown.source
    read, cast = blocks_from_json(blocks), people_from_json(people)
    return replace(shown, source=source, blocks=read, people=cast, turns=turns_from_json(turns))


def waiting_interviews(store: Store) -> list[Waiting]:
    """Lists every interview with what waits in it: most blocks waiting first, then lost corrections, then newest."""
    rows = store.rows(
        "SELECT i.id, i.title, i.outlet, i.date,"
        " coalesce(w.blocks, 0),"
        " (SELECT count(*) FROM corrections c WHERE c.interview = i.id), coalesce(p.lost, 0)"
        " FROM interviews i LEFT JOIN parsed p ON p.interview = i.id"
        " LEFT JOIN waiting_blocks w ON w.interview = i.id"
    )
    found = sorted((Waiting(*row) for row in rows), key=lambda line: line.id)
    found.sort(key=lambda line: line.date or "", reverse=True)
    return sorted(found, key=lambda line: (-line.blocks, -line.lost))
