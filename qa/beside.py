"""What is asked of the archive itself: which interviews, which people, what is new, what some say side by side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from operator import attrgetter

from qa.answer.answer import Answer, Citation, Place, State
from qa.citing import cite_utterance
from qa.indexes import SearchedMoment
from qa.names.people import untitled
from qa.question.aside import Aside, AsideKind, aside_of
from qa.question.periods import period_in
from qa.search.filters import Filters
from qa.store.prints import all_prints, reprints
from qa.store.store import StoredUtterance, turn_key
from qa.text import Span, fold

OVERVIEW = 20
"""Hits among which the interviews and people on a subject are looked for."""

NEWEST = 5
"""Interviews that are named where the newest are asked for."""

EACH = 2
"""Statements of each of those who are compared, at the least."""

Statements = Callable[[str, Filters, int], Sequence[tuple[Citation, bool]]]
"""The words on a topic within filters, at most so many, best first, and whether they name the whole of it."""


def as_subject(now: SearchedMoment, question: str) -> str | None:
    """Returns what a later question leans on: a greeting is no subject (None), a person is one by the printed name."""
    aside = aside_of(question)
    if aside is None or aside.kind is not AsideKind.PERSON:
        return None if aside else question
    return question.replace(aside.people[0], _person(now, aside.people[0]) or aside.people[0])


def asked_beside(now: SearchedMoment, question: str, filters: Filters, today: date) -> tuple[Aside | None, Filters]:
    """Reads what is asked of the archive itself, and within what: the time and paper that it names for a list, too."""
    if aside := aside_of(question):
        return aside, filters
    text, within, named = question, filters, []
    period = None if filters.since or filters.until else period_in(text, today)
    if period:
        named.append(period.span.of(text))
        text, within = _without(text, period.span), replace(within, since=period.since, until=period.until)
    outlet = None if filters.outlet else now.questions.outlet_in(text)
    if outlet:
        named.append(outlet[1])
        text, within = _without(text, outlet[0]), replace(within, outlet=outlet[1])
    aside = aside_of(text) if named and _ITEM.search(fold(text)) else None
    if aside is None or aside.kind not in (AsideKind.INTERVIEWS, AsideKind.NEWEST):
        return None, filters
    kind = AsideKind.INTERVIEWS if aside.topic else AsideKind.NEWEST
    return replace(aside, kind=kind, within=", ".join(named)), within


def _without(text: str, span: Span) -> str:
    return f"{_OF.sub('', text[: span.start])} {text[span.end :]}".strip()


_OF = re.compile(r"(?:\s|^)(?:của|trong|vào|hồi|từ|in|đăng|ra)?\s*$", re.IGNORECASE)
"""What joins a time or a paper to what is of it."""

_ITEM = re.compile(r"\b(?:bai|phong van|kho)\b")


def meant(now: SearchedMoment, aside: Aside | None) -> Aside | None:
    """Returns what is asked of the archive, people as it prints them; None where words are asked for that it lacks."""
    if aside is None:
        return None
    if aside.kind is AsideKind.PERSON:
        person = _person(now, aside.people[0])
        return replace(aside, people=(person,)) if person else None
    return replace(aside, people=tuple(_spoken(now, one) for one in aside.people))


def beside(
    now: SearchedMoment, question: str, aside: Aside, k: int, filters: Filters, statements: Statements
) -> Answer:
    """Answers what is asked of the archive itself, by at most `k` citations, or by the newest interviews."""
    count = now.store.interview_count()
    if aside.kind is AsideKind.NEWEST:
        newest = _newest(now, filters)
        state = State.ANSWER if newest else State.NONE
        return Answer(question, state, float(bool(newest)), aside=aside, nearest=newest, interviews=count)
    if aside.kind is AsideKind.PERSON:
        said = tuple(cite_utterance(now, one) for one in _said_by(now, aside.people[0], k, filters))
        state, called = State.ANSWER if said else State.NONE, now.people_called(aside.people[0])
        same = called.several(aside.people[0])
        return Answer(question, state, float(bool(said)), said, aside=aside, namesakes=same)
    if not aside.topic:
        return Answer(question, State.NONE, 0.0, aside=aside, interviews=count)
    if aside.kind is AsideKind.COMPARE:
        each = max(EACH, k // len(aside.people))
        sides = (statements(aside.topic, replace(filters, speaker=one), each) for one in aside.people)
        hits, state = [hit for side in sides for hit, _ in side], State.ANSWER
    else:
        every = statements(aside.topic, filters, OVERVIEW)
        named = [hit for hit, names in every if names]
        key = attrgetter("person" if aside.kind is AsideKind.PEOPLE else "interview")
        on = [hit for hit in named or [hit for hit, _ in every] if key(hit)]
        often = Counter(map(key, on))  # who comes back to a subject speaks of it, not by the way
        hits = sorted(
            {key(hit): hit for hit in reversed(on)}.values(), key=lambda hit: (-often[key(hit)], on.index(hit))
        )
        if aside.newest:
            hits.sort(key=lambda hit: hit.date or "", reverse=True)
        state = State.ANSWER if named else State.RELATED
    state = state if hits else State.NONE
    return Answer(question, state, float(bool(hits)), tuple(hits), aside=aside, interviews=count)


def _person(now: SearchedMoment, words: str) -> str | None:
    """The only speaker whom words name, titles before the name and posts after it aside; None for any other words."""
    if name := now.questions.person_in(words):
        return name
    name = untitled(words)
    found = now.people_in(words).candidates(words) or now.people_called(name if name[:1].isupper() else None).profiles
    if len(found) != 1:
        return None
    said, names = fold(words), (found[0].name, *found[0].names)
    if said in map(fold, found[0].labels) or fold(name).startswith(tuple(map(fold, names))):
        return found[0].name
    return None


def _spoken(now: SearchedMoment, words: str) -> str:
    """The speaker whom the words for somebody mean, by name or post; the words themselves where that is not plain."""
    speakers = now.questions.speakers_in(words)
    return speakers[0] if len(speakers) == 1 else words


def _said_by(now: SearchedMoment, speaker: str, k: int, filters: Filters) -> list[StoredUtterance]:
    """At most `k` answers of a speaker, the newest interviews first: of each one the first, and more where few are."""
    theirs = now.people_called(speaker).appearances_of(speaker)
    if filters.speaker is not None:
        theirs &= now.named.appearances_of(filters.speaker)
    newest = islice(_newest_first(now, replace(filters, speaker=speaker, appearances=theirs)), k)
    said = [[one for one in now.store.utterances_of(key) if (key, one.speaker) in theirs] for key in newest]
    firsts = [one.id for answers in said for one in answers[:1]]
    rest = [one.id for answers in said for one in answers[1:]]
    chosen = {*[*firsts, *rest][:k]}
    return [one for answers in said for one in answers if one.id in chosen]


def _newest_first(now: SearchedMoment, filters: Filters) -> Iterator[str]:
    within = now.retriever.interviews(filters)
    again = reprints(all_prints(now.store), within)
    return (one.id for one in now.store.summaries() if one.id in within and one.id not in again)


def _newest(now: SearchedMoment, filters: Filters) -> tuple[Place, ...]:
    if filters.speaker is not None:
        filters = replace(filters, appearances=now.named.appearances_of(filters.speaker))
    return tuple(_place(now, key) for key in islice(_newest_first(now, filters), NEWEST))


def _place(now: SearchedMoment, key: str) -> Place:
    interview = now.interview(key)
    source, first = interview.source, interview.turns[0].answers[0].span.start
    return Place(key, turn_key(key, first), source.title, source.outlet, source.date)
