"""Questions that found no answer, as they are kept for the inbox."""

from __future__ import annotations

from dataclasses import dataclass, field

from qa.store.audit import now
from qa.store.database import Database


@dataclass(frozen=True, slots=True)
class Missed:
    """A question that found nothing, or only related words (`found`: "none", "related"), with the filters in force.

    `version` is the archive's content then; `at` is UTC, "YYYY-MM-DD hh:mm:ss".
    """

    question: str
    found: str
    limits: str = ""
    version: str = ""
    at: str = field(default_factory=now)


def keep_missed(database: Database, missed: Missed) -> None:
    """Keeps a question for the inbox."""
    database.insert(
        "INSERT INTO missed (at, question, found, limits, version) VALUES (?, ?, ?, ?, ?)",
        *(missed.at, missed.question.strip(), missed.found, missed.limits, missed.version),
    )
