"""From a claim to a verdict: who is meant, where the words are printed, and the citation of the place that decided."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from qa import wording
from qa.answer.answer import Citation
from qa.answer.cite import cite_place
from qa.bounds import AS_SENT, LONGEST_CLAIM, LONGEST_NAME, bounded
from qa.citing import citation_at
from qa.errata.claimed import with_errata
from qa.errata.placed import touching
from qa.errata.stored import errata_of
from qa.errors import MistakenError, QuestionError
from qa.indexes import Moment
from qa.interview import Interview
from qa.quote.judge import Verdict
from qa.quote.printed import SPEECH, Part
from qa.quote.said import Voice
from qa.text import Span, nfc, sentences

if TYPE_CHECKING:
    from qa.quote.printed import Place
    from qa.quote.result import Occurrence, QuoteCheck


_PRINTED = (Verdict.VERBATIM, Verdict.NEAR)


def check(now: Moment, claim: str, speaker: str | None) -> tuple[QuoteCheck, Citation | None]:
    """Checks whether these words were said, with the citation of the place that decided it (see Archive.check)."""
    bounded(claim, AS_SENT * LONGEST_CLAIM)
    bounded(speaker, LONGEST_NAME)
    claim = nfc(claim).strip()
    if not any(c.isalnum() for c in claim):
        raise QuestionError(wording.EMPTY_CLAIM)
    if len(claim) > LONGEST_CLAIM:
        raise QuestionError(wording.question_too_long(LONGEST_CLAIM))
    said_by = now.named.appearances_of(speaker) if speaker else ()
    result = _judged(now, claim, speaker, said_by)
    result = replace(result, places=_newest_first(now, result.places))
    if result.words not in _PRINTED:
        result = replace(result, former=now.former.found(claim, speaker, said_by))
    result = with_errata(now.store, now.interview, result, speaker, said_by)
    cited = _cite_checked(now, result)
    if cited and result.matched and not cited.span.contains(result.matched):  # it goes on in the next utterance
        result = replace(result, matched=Span(result.matched.start, cited.span.end))
    return result, cited


def _judged(now: Moment, claim: str, speaker: str | None, said_by: Collection[tuple[str, str]]) -> QuoteCheck:
    try:
        return now.quotes.check(claim, speaker, said_by)
    except MistakenError:  # what finds words knows others than the store, which alone is true
        now.distrust()
        return now.quotes.check(claim, speaker, said_by)


def _newest_first(now: Moment, places: Iterable[Occurrence]) -> tuple[Occurrence, ...]:
    known = [replace(one, source=now.interview(one.place.interview).source) for one in places]
    return tuple(sorted(known, key=lambda one: (one.source and one.source.date) or "", reverse=True))


def _cite_checked(now: Moment, result: QuoteCheck) -> Citation | None:
    """The citation of the place that decided: a served answer as such, anything else as it is printed."""
    place = result.place
    if place is None:
        return None
    if place.part is Part.ANSWER and place.span is not None:
        return citation_at(
            now, place.interview, Span(result.matched.start, place.span.end) if result.matched else place.span
        )
    interview = now.interview(place.interview)
    cited = _cite_printed(place, interview, result)
    errata = errata_of(now.store, place.interview, interview.text).errata
    return replace(cited, errata=touching(errata, cited.span))


def _cite_printed(place: Place, interview: Interview, result: QuoteCheck) -> Citation:
    """The citation of a place that is no served answer, of its words alone where they are not speech."""
    said = result.said_by
    if place.part in SPEECH or result.matched is None:
        return cite_place(place, interview, place.speaker)
    if said is not None and said.voice is Voice.QUOTED:  # the words alone are the quoted one's, not the paper's around
        return cite_place(place.cut(result.matched), interview, said.name)
    around = [span for span in sentences(interview.text, place.span) if span.overlaps(result.matched)]
    whole = Span(around[0].start, around[-1].end) if around else result.matched
    return cite_place(place.cut(whole), interview, None)
