"""Was this really said? One verdict for a claimed quotation, by rules over an exact alignment of words.

Likeness only finds candidates. What may be called `verbatim` or `near` is decided by comparing every word and
every character between the words with the printed ones; who says them is asked apart from that (said.py).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from qa.quote.differences import Difference, DifferenceKind
from qa.quote.form import QUOTES
from qa.quote.judge import Verdict, fragments
from qa.quote.printed import SPEECH, Part, Place, places
from qa.quote.result import Occurrence, QuoteCheck
from qa.quote.said import Claimed, Fit, SaidBy, Voice
from qa.quote.search import EXPLAINED, Found, Search
from qa.quote.sequence import GivenPlaces, ReadPlaces
from qa.quote.warnings import warnings_of
from qa.quote.words import Words
from qa.text import nfc

__all__ = ["Difference", "DifferenceKind", "Part", "Place", "QuoteCheck", "QuoteIndex", "Verdict", "places", "unquoted"]

LISTED = 20
"""Places of the same words that are listed at the most."""

_AS_PRINTED = (Verdict.VERBATIM, Verdict.NEAR)
_WARNED = (*_AS_PRINTED, Verdict.WRONG_SPEAKER)


class QuoteIndex:
    """Everything that the archive prints, ready for `check`. May be shared by threads."""

    def __init__(self, printed: Iterable[Place] | ReadPlaces) -> None:
        self._search = Search(printed if isinstance(printed, ReadPlaces) else GivenPlaces(printed))

    def __len__(self) -> int:
        return len(self._search.places)

    def check(self, claim: str, speaker: str | None = None, people: Collection[tuple[str, str]] = ()) -> QuoteCheck:
        """Checks whether an official (the one named `speaker`, where given) said these words.

        `people` are the appearances (interview, printed name) that `speaker` is known to mean.
        """
        who = Claimed(speaker.strip(), frozenset(people)) if speaker and speaker.strip() else None
        text = unquoted(nfc(claim))
        words = Words(text)
        if not len(words):
            return QuoteCheck(claim, Verdict.ABSENT)
        asked = _Asked(claim, words, who, self._search)
        there = self._search.in_a_row(words, who)
        return (
            asked.printed(there)
            or asked.printed(self._search.with_omissions(fragments(text), who))
            or asked.printed_elsewise(there)
            or self._across(asked)
            or asked.explained(there)
        )

    def _across(self, asked: _Asked) -> QuoteCheck | None:
        """The check of words that run on over several places of one article, in the order of its text."""
        run = self._search.across(asked.words)
        if run is None:
            return None
        labels = [place for place in run.places if place.part is Part.LABEL]
        spoken = [place for place in run.places if place.part in SPEECH]
        if len(spoken) == 1 and len(labels) + 1 == len(run.places) and run.places[-1] is spoken[0]:
            # "Ông X: …" was copied with the label: the words after it are what is checked.
            rest = asked.words.text[asked.words.spans[run.before_last][0] :]
            return replace(self.check(rest, asked.who.name if asked.who else None, asked.people), claim=asked.claim)
        said = SaidBy(Voice.SEVERAL if spoken else Voice.PAPER, run.places[0].part)
        verdict = Verdict.STITCHED if spoken else Verdict.ABSENT
        words = Verdict.STITCHED if spoken else run.judged.verdict
        return QuoteCheck(asked.claim, verdict, (), run.whole, run.matched, words=words, said_by=said, fit=Fit.PAPER)


class _Asked:
    """One claim while it is checked."""

    def __init__(self, claim: str, words: Words, who: Claimed | None, search: Search) -> None:
        self.claim, self.words, self.who = claim, words, who
        self._search = search

    @property
    def people(self) -> frozenset[tuple[str, str]]:
        """The appearances that the claimed name is known to mean."""
        return self.who.people if self.who else frozenset()

    # --- the words are there ---

    def printed(self, found: Sequence[Found]) -> QuoteCheck | None:
        """Checks where somebody says the words as claimed, or with an omission that turns them."""
        there = [f for f in found if f.judged.verdict is not Verdict.ALTERED and f.fit is not Fit.PAPER]
        if not there:
            return None
        best = min(there, key=lambda f: (f.fit.value, f.place.part is not Part.ANSWER, *f.judged.severity))
        others = [f for f in found if f.judged.verdict in _AS_PRINTED]
        return self._check(best, best.judged.verdict, others)

    def printed_elsewise(self, found: Sequence[Found]) -> QuoteCheck | None:
        """Checks where the words are printed, but as nobody's speech."""
        there = [f for f in found if f.judged.verdict in _AS_PRINTED]
        return self._check(min(there, key=lambda f: f.judged.severity), Verdict.ABSENT, there) if there else None

    # --- the words are not there ---

    def explained(self, there: Sequence[Found]) -> QuoteCheck:
        """Checks where the words as claimed are not there: altered, stitched, or absent; form at the least."""
        numbers = self._search.alike(self.words.text)
        tried = [*there, *self._search.aligned(self.words, numbers, self.who)]
        spoken = [f for f in tried if f.fit is not Fit.PAPER]
        best = min(spoken, key=_rank, default=None)
        found = self.printed([f for f in spoken if f.judged.verdict in _AS_PRINTED])
        if found is None and (best is None or best.judged.support < EXPLAINED):
            found = self.printed(self._search.spaced(self.words, self.who))
        if found is not None:
            return found
        if best is not None and best.judged.support >= EXPLAINED:
            return self._carried_on(best) or self._check(best, self._changed(best, numbers))
        paper = min((f for f in tried if f.fit is Fit.PAPER), key=_rank, default=None)
        if paper is not None and paper.judged.support >= EXPLAINED:
            return self._check(paper, Verdict.ABSENT)
        if best is not None and self._search.joined(self.words, best, numbers):
            return self._check(best, Verdict.STITCHED)
        nearest = best or paper
        if nearest is None:
            return QuoteCheck(self.claim, Verdict.ABSENT)
        nearest = replace(nearest, judged=replace(nearest.judged, verdict=Verdict.ABSENT))
        return self._check(nearest, Verdict.ABSENT)

    def _changed(self, best: Found, numbers: Sequence[int]) -> Verdict:
        skips = best.judged.verdict is Verdict.STITCHED and not best.judged.changed
        return Verdict.STITCHED if skips or self._search.joined(self.words, best, numbers) else Verdict.ALTERED

    def _carried_on(self, best: Found) -> QuoteCheck | None:
        """The check where the speaker is interrupted by the paper alone, and the claim leaves that out."""
        found = self._search.interrupted(self.words, best, self.who)
        return None if found is None else self._check(found, found.judged.verdict)

    # --- the result ---

    def _check(self, found: Found, verdict: Verdict, same: Sequence[Found] = ()) -> QuoteCheck:
        judged, words = found.judged, found.judged.verdict
        if verdict in (Verdict.STITCHED, Verdict.ALTERED):
            words = verdict
        contradicted = found.fit in (Fit.OTHER, Fit.REPORTER)
        if contradicted and verdict in _AS_PRINTED:
            verdict = Verdict.WRONG_SPEAKER
        differences = () if verdict is Verdict.ABSENT else judged.differences
        if contradicted and verdict is not Verdict.ABSENT:
            who = self.who.name if self.who else ""
            differences = (Difference(DifferenceKind.SPEAKER, who, found.said_by.name or ""), *differences)
        listed = sorted(same, key=lambda f: f is not found)
        return QuoteCheck(
            self.claim,
            verdict,
            differences,
            found.place,
            found.matched,
            words,
            found.said_by,
            found.fit,
            warnings_of(found, len(self.words), len(listed)) if verdict in _WARNED else (),
            judged.omission,
            judged.left_out,
            tuple(_occurrences(listed[:LISTED])),
            max(0, len(listed) - LISTED),
        )


def _occurrences(found: Iterable[Found]) -> Iterator[Occurrence]:
    return (Occurrence(f.place, f.matched, f.judged.verdict, f.said_by) for f in found)


def _rank(found: Found) -> tuple[float, int, int]:
    """Lower is better: what explains most of the claim, then who said it, then the fewest differences."""
    return -found.judged.support, found.fit.value, len(found.judged.differences)


def unquoted(claim: str) -> str:
    """Strips the white space and the quotation marks around the whole of a claim."""
    text = claim.strip()
    while len(text) > 1 and text[0] in QUOTES and text[-1] in QUOTES:
        inner = text[1:-1]
        if any(c in QUOTES for c in inner) and inner.count("“") < inner.count("”"):
            break
        text = inner.strip()
    return text
