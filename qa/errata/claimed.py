"""Which errata a checked claim is about, and whether it has the wrong words, the right ones, or neither."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from qa.errata.entry import Entry
from qa.errata.placed import placed, touching
from qa.errata.stored import all_entries, entries_of
from qa.interview import Erratum, Interview
from qa.quote.judge import Verdict
from qa.quote.result import Caution, QuoteCheck, Rectified, Says, Warned
from qa.store.store import Store
from qa.store.versions import former_interview
from qa.text import Span, folded_search_tokens

Read = Callable[[str], Interview]
"""Reads an interview of the archive by its id."""

People = Collection[tuple[str, str]]
"""The appearances (interview, printed name) that a claimed speaker's name is known to mean."""


def with_errata(store: Store, read: Read, check: QuoteCheck, speaker: str | None, people: People) -> QuoteCheck:
    """Returns a check with the errata on its words; a claim that has the wrong ones is warned of first of all."""
    says = {one: _says(check) for one in _on_words(store, read, check)}
    says |= dict.fromkeys(_on_former(store, check), Says.WRONG)
    for one in _right(store, read, check.claim, speaker, people):
        if says.get(one) is not Says.WRONG:
            says[one] = Says.RIGHT
    if not says:
        return check
    order = sorted(says, key=lambda one: (one.interview, one.span, one.version))
    rectified = tuple(Rectified(one, says[one]) for one in order)
    warnings = (Warned(Caution.RECTIFIED), *check.warnings) if Says.WRONG in says.values() else check.warnings
    return replace(check, rectified=rectified, warnings=warnings)


def _says(check: QuoteCheck) -> Says:
    """What a claim has of an erratum on its printed words: those words, unless it changed them."""
    return Says.NEITHER if check.words in (Verdict.ALTERED, Verdict.STITCHED) else Says.WRONG


def _on_words(store: Store, read: Read, check: QuoteCheck) -> Iterator[Erratum]:
    """The errata on the printed words, wherever these stand; of the nearest words to an absent claim there are none."""
    if check.words is Verdict.ABSENT:
        return
    spans = {(one.place.interview, one.matched) for one in check.places}
    if check.place is not None:
        spans.add((check.place.interview, check.matched))
    for interview, span in spans:
        entries = entries_of(store, interview)
        if entries and span is not None:
            yield from touching(placed(read(interview).text, entries).errata, span)


def _on_former(store: Store, check: QuoteCheck) -> Iterator[Erratum]:
    """The errata on words that stood in earlier versions, and that the claim has."""
    for former in check.former:
        key, matched = former.at.place.interview, former.at.matched
        entries = entries_of(store, key)
        if entries and matched is not None:
            text = former_interview(store, key, former.number).text
            yield from touching(placed(text, entries).errata, matched)


def _right(store: Store, read: Read, claim: str, speaker: str | None, people: People) -> Iterator[Erratum]:
    """The errata whose right words a claim has, wherever in the archive."""
    there = set(store.interview_ids()) if (entries := all_entries(store)) else set()
    for key in sorted({one.interview for one in entries if may_say(claim, one)} & there):
        interview = read(key)
        for erratum in placed(interview.text, [one for one in entries if one.interview == key]).errata:
            if says_right(claim, interview, erratum, speaker, people):
                yield erratum


_AS_RECTIFIED = (Verdict.VERBATIM, Verdict.NEAR, Verdict.WRONG_SPEAKER)


def may_say(claim: str, entry: Entry) -> bool:
    """Tells cheaply whether a claim may have the right words of an entry: it has one that the wrong ones lack."""
    said = entry.published
    if said is None:
        return False
    right, wrong = _words(said.right), _words(said.anchor.words)
    around = _words(said.anchor.before) | _words(said.anchor.after)  # where the words were taken back, these remain
    return bool((right - wrong or right or around) & _words(claim))


def _words(text: str) -> set[str]:
    return set(folded_search_tokens(text))


def says_right(claim: str, interview: Interview, erratum: Erratum, speaker: str | None, people: People) -> bool:
    """Tells whether a claim is what an interview would print with the right words of an erratum."""
    from qa.quote.check import QuoteIndex, places  # as late as the archive's own index of quotations

    change = len(erratum.right) - len(erratum.span)
    here = Span(erratum.span.start, erratum.span.start + len(erratum.right))
    rectified = []
    for place in places(interview):
        if place.span is None or not place.span.contains(erratum.span):
            continue
        at = erratum.span.start - place.span.start
        text = place.text[:at] + erratum.right + place.text[at + len(erratum.span) :]
        rectified.append(replace(place, text=text, span=Span(place.span.start, place.span.end + change), quotes=()))
    result = QuoteIndex(rectified).check(claim, speaker, people)
    if result.words not in _AS_RECTIFIED or result.matched is None:
        return False
    return result.matched.overlaps(here) or result.matched.start < here.start == here.end < result.matched.end
