"""What the filters of the page can be set to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.registry import Registry
from qa.store import InterviewSummary


@dataclass(frozen=True, slots=True)
class Facets:
    """What the filters can be set to: speakers and outlets in order, and the first and last date (ISO).

    `speakers` are people, namesakes told apart by their posts: each is understood as that one person.
    """

    speakers: tuple[str, ...]
    outlets: tuple[str, ...]
    first_date: str | None
    last_date: str | None


def facets_of(summaries: Sequence[InterviewSummary], people: Registry) -> Facets:
    """The speakers, outlets and dates of an archive."""
    dates = sorted({s.date for s in summaries if s.date})
    return Facets(
        tuple(people.choices),
        tuple(sorted({s.outlet for s in summaries if s.outlet})),
        dates[0] if dates else None,
        dates[-1] if dates else None,
    )
