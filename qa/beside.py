"""What is asked of the archive itself: which interviews, which people, what is new, what some say side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from operator import attrgetter

from qa.answer.answer import Answer, Citation, Place, State
from qa.indexes import SearchedMoment
from qa.question.aside import Aside, AsideKind
from qa.search.filters import Filters
from qa.store.store import turn_key

OVERVIEW = 20
"""Hits among which the interviews and people on a subject are looked for."""

NEWEST = 5
"""Interviews that are named where the newest are asked for."""

EACH = 2
"""Statements of each of those who are compared, at the least."""

Statements = Callable[[str, Filters, int], Sequence[Citation]]
"""The words on a topic within filters, at most so many, best first."""


def beside(
    now: SearchedMoment, question: str, aside: Aside, k: int, filters: Filters, statements: Statements
) -> Answer:
    """Answers what is asked of the archive itself, by at most `k` citations, or by the newest interviews."""
    count = now.store.interview_count()
    if aside.kind is AsideKind.NEWEST:
        newest = _newest(now, filters)
        state = State.ANSWER if newest else State.NONE
        return Answer(question, state, float(bool(newest)), aside=aside, nearest=newest, interviews=count)
    if not aside.topic:
        return Answer(question, State.NONE, 0.0, aside=aside, interviews=count)
    if aside.kind is AsideKind.COMPARE:
        aside = replace(aside, people=tuple(_spoken(now, one) for one in aside.people))
        each = max(EACH, k // len(aside.people))
        hits = [hit for one in aside.people for hit in statements(aside.topic, replace(filters, speaker=one), each)]
    else:
        every = statements(aside.topic, filters, OVERVIEW)
        key = attrgetter("person" if aside.kind is AsideKind.PEOPLE else "interview")
        hits = [*{key(hit): hit for hit in reversed(every) if key(hit)}.values()][::-1]
    state = State.ANSWER if hits else State.NONE
    return Answer(question, state, float(bool(hits)), tuple(hits), aside=aside, interviews=count)


def _spoken(now: SearchedMoment, words: str) -> str:
    """The speaker whom the words for somebody mean, by name or post; the words themselves where that is not plain."""
    meant = now.questions.speakers_in(words)
    return meant[0] if len(meant) == 1 else words


def _newest(now: SearchedMoment, filters: Filters) -> tuple[Place, ...]:
    wanted = (one for one in now.store.summaries() if filters.outlet in (None, one.outlet))
    return tuple(_place(now, one.id) for one, _ in zip(wanted, range(NEWEST), strict=False))


def _place(now: SearchedMoment, key: str) -> Place:
    interview = now.interview(key)
    source, first = interview.source, interview.turns[0].answers[0].span.start
    return Place(key, turn_key(key, first), source.title, source.outlet, source.date)
