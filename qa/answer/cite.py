"""Words of an interview with everything needed to check them: who said them, when, where they were printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.answer.answer import Citation
from qa.interview import Interview, Turn
from qa.people.registry import Profile
from qa.store.store import StoredUtterance, turn_key
from qa.text import Span

if TYPE_CHECKING:
    from qa.quote.check import Place


def cite(utterance: StoredUtterance, words: str, interview: Interview, turn: Turn, person: Profile | None) -> Citation:
    """Returns the citation of an utterance; `words` are its checked text, `person` is its speaker across interviews."""
    source = interview.source
    speaker = person.name if person and person.renamed else utterance.speaker
    return Citation(
        interview=utterance.interview,
        turn=utterance.turn,
        span=utterance.span,
        text=words,
        speaker=speaker,
        person=person.key if person else None,
        printed=utterance.speaker if speaker != utterance.speaker else None,
        position=interview.position_of(utterance.speaker),
        question=turn.question.of(interview.text) if turn.question else None,
        title=source.title,
        outlet=source.outlet,
        date=source.date,
        url=source.url,
        note=source.note,
    )


def cite_place(place: Place, interview: Interview, speaker: str | None) -> Citation:
    """Cites what is printed at a place that is no served answer; `speaker` is who says it, None for the paper."""
    source, span = interview.source, place.span or Span(0, 0)
    return Citation(
        interview=place.interview,
        turn=turn_key(place.interview, span.start),
        span=span,
        text=place.text,
        speaker=speaker,
        position=interview.position_of(speaker),
        title=source.title,
        outlet=source.outlet,
        date=source.date,
        url=source.url,
        note=source.note,
    )
