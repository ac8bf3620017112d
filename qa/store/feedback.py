"""What visitors say about the quotations that they were shown."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from enum import StrEnum

from qa.store.store import Store


class Usefulness(StrEnum):
    """Whether a quotation helped with the question that it was shown for."""

    USEFUL = "useful"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Feedback:
    """One visitor's word on the quotation `turn`, shown for `question`; `at` is UTC, "YYYY-MM-DD hh:mm:ss"."""

    at: str
    turn: str
    question: str
    verdict: Usefulness
    note: str


def keep_feedback(store: Store, turn: str, question: str, verdict: Usefulness, note: str = "") -> str:
    """Keeps a visitor's word on the quotation `turn`, which the archive has; the key by which a note can follow."""
    key = secrets.token_urlsafe(12)
    store.insert(
        "INSERT INTO feedback (turn, question, verdict, note, key, version) VALUES (?, ?, ?, ?, ?, ?)",
        *(turn, question.strip(), verdict.value, note.strip(), key, store.content_version()),
    )
    return key


def add_note(store: Store, key: str, note: str) -> bool:
    """Adds the note to a word that came without one; whether there is such a word."""
    return bool(key) and store.change("UPDATE feedback SET note=? WHERE key=? AND note=''", note.strip(), key) > 0


def feedback(store: Store) -> tuple[Feedback, ...]:
    """Returns what visitors said, the oldest first."""
    rows = store.rows("SELECT at, turn, question, verdict, note FROM feedback ORDER BY id")
    return tuple(Feedback(at, turn, question, Usefulness(verdict), note) for at, turn, question, verdict, note in rows)


def feedback_counts(store: Store) -> dict[str, int]:
    """Tells how often each verdict was given, as `stats` names it."""
    found = dict(store.rows("SELECT verdict, count(*) FROM feedback GROUP BY verdict"))
    return {f"feedback_{verdict.value}": found.get(verdict.value, 0) for verdict in Usefulness}
