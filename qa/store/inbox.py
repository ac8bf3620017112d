"""The inbox's rows: words of readers on quotations, questions that found no answer, and the cases made of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from qa.store.audit import Event, note_change, now
from qa.store.database import Database, places


class State(StrEnum):
    """What became of a row."""

    NEW = "new"
    SEEN = "seen"
    DONE = "done"


class Kind(StrEnum):
    """What a reader said of a quotation, or what a question found."""

    WRONG = "wrong"
    USEFUL = "useful"
    NONE = "none"
    RELATED = "related"


@dataclass(frozen=True, slots=True)
class Word:
    """One row: what was said or asked, of which quotation, by which content of the archive; times are UTC."""

    key: str
    at: str
    kind: Kind
    question: str
    turn: str
    note: str
    limits: str
    version: str
    state: State
    by: str
    handled: str


@dataclass(frozen=True, slots=True)
class Case:
    """A question labelled with the turn that answers it; "" where the archive has no answer."""

    question: str
    turn: str


_TABLES = {"f": "feedback", "m": "missed"}
"""The table of a row, by the letter that its key begins with."""

_ROWS = (
    "SELECT 'f' || id, at, verdict, question, turn, note, '', version, state, handled_by, handled_at FROM feedback"
    " WHERE state IN ({0}) UNION ALL"
    " SELECT 'm' || id, at, found, question, '', '', limits, version, state, handled_by, handled_at FROM missed"
    " WHERE state IN ({0}) ORDER BY 2 DESC, 1 DESC LIMIT ?"
)


def words_in(database: Database, states: Sequence[State], most: int) -> list[Word]:
    """Returns the newest rows of some states, at most `most`, the newest first."""
    rows = database.rows(_ROWS.format(places(states)), *states, *states, most)
    return [
        Word(key, at, Kind(kind), question, turn, note, limits, version, State(state), by, handled)
        for key, at, kind, question, turn, note, limits, version, state, by, handled in rows
    ]


def counts_of(database: Database) -> dict[State, int]:
    """Counts the rows of each state."""
    rows = database.rows(
        "SELECT state, sum(n) FROM (SELECT state, count(*) n FROM feedback GROUP BY state"
        " UNION ALL SELECT state, count(*) FROM missed GROUP BY state) AS counted GROUP BY state"
    )
    found = dict(rows)
    return {state: int(found.get(state.value, 0)) for state in State}


def new_counts(database: Database) -> tuple[int, int]:
    """Counts the words of readers and the missed questions that nobody has seen."""
    ((said, missed),) = database.rows(
        "SELECT (SELECT count(*) FROM feedback WHERE state='new'), (SELECT count(*) FROM missed WHERE state='new')"
    )
    return said, missed


def handle(database: Database, keys: Iterable[str], state: State, who: str) -> int:
    """Puts rows into a state, with who did it and when; how many there were."""
    with database.transaction():
        changed = 0
        for key in keys:
            table, number = _TABLES.get(key[:1]), key[1:]
            if table and number.isdecimal() and len(number) < 16:
                changed += database.change(
                    f"UPDATE {table} SET state=?, handled_by=?, handled_at=? WHERE id=?",
                    *(state.value, who, now(), int(number)),
                )
        note_change(database, Event.INBOX, state.value, entries=changed)
        return changed


def keep_case(database: Database, case: Case, who: str) -> None:
    """Keeps a labelled question; the same one is kept once."""
    with database.transaction():
        question = " ".join(case.question.split())
        database.change(
            "INSERT INTO cases (author, question, turn) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            *(who, question, case.turn),
        )
        note_change(database, Event.INBOX, case.turn, action="case")


def cases(database: Database) -> list[Case]:
    """Returns the labelled questions, the oldest first."""
    return [Case(question, turn) for question, turn in database.rows("SELECT question, turn FROM cases ORDER BY id")]
