"""Where in the archive the words of a claim may stand, and what each place says to it. Open `Search.in_a_row` first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, islice

from qa.quote.judge import Judgement, Verdict, aligned, in_a_row, joined, with_omissions
from qa.quote.pairs import most_explained
from qa.quote.printed import SPEECH, Part, Place
from qa.quote.said import Claimed, Fit, SaidBy, Voices
from qa.quote.sequence import Places
from qa.quote.words import Words
from qa.text import Span

_COMPARED = 60
"""Places that hold a claim's letters in a row and are compared with it, the claimed speaker's first."""

_ALIGNED = 24
"""Places that a claim is aligned with where none holds it in a row."""

_ONE_WORD = 5000
"""Places that are looked through for a claim of a single word."""

EXPLAINED = 0.5
"""Support (see Judgement) from which a place is what the claim altered or was stitched from. Set by hand on the
labelled claims; those of tests/benchmarks/quotes judge it."""

_INTERRUPTED = 12
"""Places on each side through which one speaker is followed, stage directions and captions between counted."""

_SCANNED = 8
"""Letters from which a claim without a candidate is looked for in all of the archive, whatever its spacing."""


_OWN, _OWN_ELSEWHERE = 4, 6
"""Words of its own that each stretch of a joined claim has, within one article and over several (by hand)."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a place says to a claim: the judgement of the words, who says them, how that fits the claimed speaker."""

    number: int
    place: Place
    words: Words
    judged: Judgement
    said_by: SaidBy
    fit: Fit

    @property
    def matched(self) -> Span | None:
        """The printed words in the interview's text."""
        return self.place.within(self.words.span(self.judged.printed))


@dataclass(frozen=True, slots=True)
class Run:
    """Words that run on over several places of an article; `before_last` claimed words stand before the last place."""

    places: tuple[Place, ...]
    whole: Place
    judged: Judgement
    matched: Span | None
    before_last: int


class Search:
    """Every place of the archive, those of one article in a row and in order."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self._candidates = places.candidates()
        self._voices = Voices(places)
        self._words = lru_cache(maxsize=512)(lambda number: Words(places.text(number)))
        self.alike = lru_cache(maxsize=8)(lambda text: self._candidates.alike(text, _ALIGNED))
        """Finds the places that share the most and the rarest words with a text, best first."""

    # --- word for word ---

    def in_a_row(self, words: Words, who: Claimed | None) -> list[Found]:
        """Judges the places that hold all letters of a claim in a row."""
        holding = self._candidates.holding([words.text]) if len(words) > 1 else None
        return self._row(words, who, self._candidates.scan(words.text, _ONE_WORD) if holding is None else holding)

    def spaced(self, words: Words, who: Claimed | None) -> list[Found]:
        """Judges the places that hold them whatever the spacing; looks through the whole archive."""
        if len(words.compact) < _SCANNED:
            return []
        return self._row(words, who, self._candidates.scan(words.text, _COMPARED))

    def _row(self, words: Words, who: Claimed | None, numbers: Iterable[int]) -> list[Found]:
        holding = [n for n in numbers if self._candidates.contains(n, words.text)]
        judged = ((n, in_a_row(words, self._words(n))) for n in self._likeliest(words.text, who, holding))
        return [self._found(n, one, who) for n, one in judged if one is not None]

    def _likeliest(self, text: str, who: Claimed | None, holding: Sequence[int]) -> list[int]:
        """Those to compare of the places that hold a claim: the claimed speaker's first, then the literal ones."""
        if len(holding) <= _COMPARED:
            return list(holding)
        literal = re.compile(rf"(?<!\w){re.escape(text)}(?!\w)")
        found: list[int] = []
        for same in self._by_distance(holding, who):
            lacking = _COMPARED - len(found)
            there = [*islice((n for n in same if literal.search(self.places.text(n))), lacking)]
            found += islice(chain(there, (n for n in same if n not in there)), lacking)
            if len(found) == _COMPARED:
                break
        return found

    def with_omissions(self, parts: Sequence[Words], who: Claimed | None) -> list[Found]:
        """Judges the places that hold all parts of a claim in their order."""
        if len(parts) < 2:
            return []
        holding = self._candidates.holding([part.text for part in parts])
        nearest = [n for same in self._by_distance(holding, who) for n in same][:_COMPARED]
        judged = ((n, with_omissions(parts, self._words(n))) for n in nearest)
        return [self._found(n, one, who) for n, one in judged if one is not None]

    def _by_distance(self, numbers: Sequence[int], who: Claimed | None) -> list[list[int]]:
        """Places by how near they are to an answer of the claimed speaker, those equally near in their order."""
        found: dict[int, list[int]] = defaultdict(list)
        for n in numbers:
            found[self._distance(n, who)].append(n)
        return [found[distance] for distance in sorted(found)]

    def _distance(self, number: int, who: Claimed | None) -> int:
        part, speaker = self.places.part(number), self.places.speaker(number)
        away = 2 * ((part not in SPEECH) + (part is Part.QUESTION))
        if who is None or speaker is None:
            return away
        return away + (speaker not in who.name and not who.name.endswith(speaker.split()[-1]))

    # --- alike ---

    def aligned(self, words: Words, numbers: Sequence[int], who: Claimed | None) -> list[Found]:
        """Judges the best alignment with the places that may explain the claim best, or well enough."""
        rows = [(n, in_a_row(words, self._words(n))) for n in numbers]
        found = [self._found(n, one, who) for n, one in rows if one is not None]
        most = {n: most_explained(words, self._words(n)) for n, one in rows if one is None}
        for n in sorted(most, key=lambda n: -most[n]):
            spoken = [one.judged.support for one in found if one.fit is not Fit.PAPER]
            if spoken and most[n] < max(*spoken, EXPLAINED):
                break  # neither this place nor those after it decide anything
            judged = aligned(words, self._words(n))
            found += [] if judged is None else [self._found(n, judged, who)]
        return sorted(found, key=lambda one: numbers.index(one.number))

    def _found(self, number: int, judged: Judgement, who: Claimed | None) -> Found:
        place, words = self.places[number], self._words(number)
        said, fitted = self._voices.heard(number, words.span(judged.printed), who)
        return Found(number, place, words, judged, said, fitted)

    # --- over several places ---

    def across(self, words: Words) -> Run | None:
        """Finds words that run on over several places of one article, in the order of its text."""
        if len(words.compact) < _SCANNED:
            return None
        for numbers in dict.fromkeys(self.places.article(n) for n in self.alike(words.text)):
            run = self._candidates.spread(words.text, numbers)
            places = [self.places[n] for n in run or ()]
            if len(places) < 2 or any(place.span is None for place in places):
                continue
            whole = _whole(places)
            there = Words(whole.text)
            judged = in_a_row(words, there)
            if judged is not None:
                last = whole.text.rindex(places[-1].text)
                before = sum(there.spans[j][0] < last for j in judged.printed)
                return Run(tuple(places), whole, judged, whole.within(there.span(judged.printed)), before)
        return None

    def interrupted(self, words: Words, best: Found, who: Claimed | None) -> Found | None:
        """Judges the words of one speaker, around the best place, that the paper alone interrupts."""
        numbers = self._going_on(best.number)
        places = [self.places[n] for n in numbers]
        if len(places) < 2:
            return None
        whole = _whole(places, spoken=True)
        there = Words(whole.text)
        judged = in_a_row(words, there)
        if judged is None or judged.verdict not in (Verdict.VERBATIM, Verdict.NEAR):
            return None
        matched = whole.within(there.span(judged.printed))
        between = (p for p in places if p.part not in SPEECH and p.span and matched and matched.contains(p.span))
        left_out = tuple(place.text for place in between)
        return replace(best, place=whole, words=there, judged=replace(judged, left_out=left_out))

    def _going_on(self, number: int) -> range:
        """The stretch of places around one in which the same person goes on, whatever the paper puts in between."""
        here, article = self.places[number], self.places.article(number)
        ends = [number, number]
        for side, step in enumerate((-1, 1)):
            n = number
            while (n := n + step) in article and abs(n - number) <= _INTERRUPTED:
                place = self.places[n]
                if place.part is Part.ANSWER is here.part and place.speaker == here.speaker:
                    ends[side] = n
                elif place.part in SPEECH or place.part is Part.LABEL:
                    break
        return range(ends[0], ends[1] + 1)

    def joined(self, words: Words, best: Found, numbers: Sequence[int]) -> bool:
        """Tells whether a claim is made up of stretches of several answers."""
        if best.judged.changed < _OWN:
            return False
        neighbours = self.places.article(best.number)
        alike = self._candidates.alike(words.text, _ALIGNED, neighbours)
        for pool, shortest in ((alike, _OWN), (numbers, _OWN_ELSEWHERE)):
            spoken = sorted(n for n in pool if self.places.part(n) in (Part.ANSWER, Part.HELD))
            if joined(words, [self._words(n) for n in spoken], shortest):
                return True
        return False


def _whole(places: Sequence[Place], spoken: bool = False) -> Place:
    """Several places in a row as one; `spoken` blanks out the others, so that offsets hold."""
    shown = [" " * len(place.text) if spoken and place.part not in SPEECH else place.text for place in places]
    text = shown[0] + "".join(place.gap + words for place, words in zip(places[1:], shown[1:], strict=True))
    first, last = places[0].span, places[-1].span
    span = Span(first.start, last.end) if first and last else None
    return replace(places[0], span=span, text=text)
