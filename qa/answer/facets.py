"""What the filters of the page can be set to, and what it suggests to ask."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from qa.interview import Interview
from qa.store.store import InterviewSummary

SUGGESTED = range(40, 131)
"""Characters of a question that is suggested: enough to be understood alone, few enough for a button (by hand)."""


@dataclass(frozen=True, slots=True)
class Facets:
    """What the filters can be set to: speakers and outlets in order, and the first and last date (ISO).

    `speakers` are people, namesakes told apart by their posts: each is understood as that one person.
    """

    speakers: tuple[str, ...]
    outlets: tuple[str, ...]
    first_date: str | None
    last_date: str | None


def facets_of(speakers: Sequence[str], printed: Iterable[tuple[str | None, str | None]]) -> Facets:
    """Returns the speakers, outlets and dates of an archive; `printed` is in which outlet and when articles were."""
    where = [*printed]
    outlets, dates = {outlet for outlet, _ in where if outlet}, {date for _, date in where if date}
    return Facets(tuple(speakers), tuple(sorted(outlets)), min(dates, default=None), max(dates, default=None))


def suggestions_of(
    summaries: Sequence[InterviewSummary], interview: Callable[[str], Interview], n: int
) -> tuple[str, ...]:
    """Returns up to `n` questions that reporters really asked, one an interview, the same each time."""
    found: list[str] = []
    for summary in sorted(summaries, key=lambda s: hashlib.sha256(s.id.encode()).digest()):
        if len(found) == n:
            break
        read = interview(summary.id)
        asked = [turn.question.of(read.text) for turn in read.turns if turn.question]
        found += [question for question in asked if len(question) in SUGGESTED and question.endswith("?")][:1]
    return tuple(found)
