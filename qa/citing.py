"""Utterances of the archive cited: whole, at a place, or all of an interview; words checked against their hash."""

from __future__ import annotations

from dataclasses import replace

from qa import wording
from qa.answer.answer import Citation
from qa.answer.cite import cite
from qa.errata.placed import touching
from qa.errata.stored import errata_of
from qa.errors import NotFoundError
from qa.indexes import Moment
from qa.interview import Erratum, Interview, Turn, Utterance
from qa.links import link
from qa.store.store import StoredUtterance
from qa.store.versions import Version, former_interview
from qa.text import Span


def citations_of(now: Moment, interview: str) -> tuple[Citation, ...]:
    """Cites every utterance of an interview, in the order of its text; NotFoundError if it isn't there."""
    read = now.interview(interview)
    turns = {said.span: turn for turn in read.turns for said in turn.answers}
    stored = now.store.utterances_of(interview)
    errata = errata_of(now.store, interview, read.text).errata
    return tuple(_cited(now, one, read, turns[one.span], errata) for one in stored if one.span in turns)


def citation_at(now: Moment, interview: str, span: Span) -> Citation:
    """Cites the utterance around a span; NotFoundError where no official speaks."""
    for utterance in now.store.utterances_of(interview):
        if utterance.span.overlaps(span):
            return cite_utterance(now, utterance)
    raise NotFoundError(wording.no_such_turn(f"{interview}.{span.start}"))


def cite_utterance(now: Moment, utterance: StoredUtterance) -> Citation:
    """Cites the whole of an utterance, its words checked against their hash; QuotationError where they differ."""
    interview, turn = now.turn_of(utterance)
    errata = errata_of(now.store, utterance.interview, interview.text).errata
    return _cited(now, utterance, interview, turn, errata)


def cite_link(now: Moment, turn: str) -> Citation:
    """Cites the words that a permalink's key opens; of an earlier version where the present text has them no more."""
    opens = link(now, turn).opens
    if opens.version is None:
        return citation_at(now, opens.interview, opens.span)
    former = former_interview(now.store, opens.interview, opens.version.number)
    for asked in former.turns:
        for said in asked.answers:
            if said.span == opens.span:
                return _cited_before(now, former, asked, said, opens.version)
    raise NotFoundError(wording.no_such_turn(turn))


def _cited_before(now: Moment, former: Interview, turn: Turn, said: Utterance, version: Version) -> Citation:
    source, words = former.source, said.span.of(former.text)
    stored = StoredUtterance(0, source.id, said.span, said.speaker, source.outlet, source.date)
    errata = touching(errata_of(now.store, source.id, former.text).errata, said.span)
    return replace(cite(stored, words, former, turn, None), errata=errata, former=version)


def _cited(
    now: Moment, utterance: StoredUtterance, interview: Interview, turn: Turn, errata: tuple[Erratum, ...]
) -> Citation:
    words, speaker = now.store.words(utterance, interview.text), utterance.speaker
    person = now.people_called(speaker).of(utterance.interview, speaker)
    cited = cite(utterance, words, interview, turn, person)
    return replace(cited, errata=touching(errata, utterance.span)) if errata else cited
