"""Words of an interview with everything needed to check them: who said them, when, where they were printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.answer.answer import Citation
from qa.interview import Interview, Turn
from qa.people.registry import Profile
from qa.store.store import StoredUtterance, turn_key

if TYPE_CHECKING:
    from qa.quote.check import Speech


def cite(utterance: StoredUtterance, words: str, interview: Interview, turn: Turn, person: Profile | None) -> Citation:
    """The citation of an utterance; `words` are its checked text, `person` is its speaker across interviews."""
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


def cite_reporter(speech: Speech, interview: Interview) -> Citation:
    """The citation of a reporter's question."""
    source = interview.source
    return Citation(
        interview=speech.interview,
        turn=turn_key(speech.interview, speech.span.start),
        span=speech.span,
        text=speech.text,
        speaker=speech.speaker,
        title=source.title,
        outlet=source.outlet,
        date=source.date,
        url=source.url,
        note=source.note,
    )
