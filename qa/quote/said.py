"""Who says the words at a place of an article: open `Voices.at` first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from functools import lru_cache

from qa.names.people import name_of_label
from qa.names.speakers import Relation, relation
from qa.quote.article import Quotation, quotations_in
from qa.quote.certain import names_claimed
from qa.quote.marks import SPEECH_VERB, Marking
from qa.quote.printed import SPEECH, Part, Place
from qa.quote.sequence import Places
from qa.text import Span, fold


class Voice(StrEnum):
    """Whose words they are, as printed. The values are what JSON says."""

    PERSON = "person"
    UNNAMED = "unnamed"
    QUOTED = "quoted"
    REPORTER = "reporter"
    SEVERAL = "several"
    PAPER = "paper"


class Fit(Enum):
    """How the one who says the words there stands to the one who is claimed to; the best first."""

    OWN = auto()
    QUOTING = auto()
    OPEN = auto()
    OTHER = auto()
    REPORTER = auto()
    PAPER = auto()


@dataclass(frozen=True, slots=True)
class SaidBy:
    """Who says some words: a `voice` in a `part` of the article, and the speaker's `name` where there is one.

    For a quotation `printed` are the article's own words for the speaker, and `within` is whose answer quotes it
    (None: the paper does). `sure`: the name stands beside the words, and was not concluded from a pronoun; the
    reporter's words are read as such without doubt.
    """

    voice: Voice
    part: Part
    name: str | None = None
    labels: tuple[str, ...] = ()
    printed: str | None = None
    within: str | None = None
    within_labels: tuple[str, ...] = ()
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Claimed:
    """Who is claimed to have spoken: the name as given, and the appearances that it is known to mean."""

    name: str
    people: frozenset[tuple[str, str]] = frozenset()

    def relation(self, interview: str, speaker: str | None, labels: tuple[str, ...]) -> Relation:
        """Tells whether the claimed person answers there, surely another does, or whether that is not known.

        The appearances decide where there are any; a namesake who is kept apart from them leaves it open.
        """
        if speaker and (interview, speaker) in self.people:
            return Relation.SAME
        named = relation(self.name, speaker, labels)
        return Relation.UNKNOWN if self.people and named is Relation.SAME else named

    def is_called(self, name: str | None) -> Relation:
        """Tells the same of somebody who is only quoted: the appearances know nothing of him."""
        return relation(self.name, name)


def fit(said: SaidBy, interview: str, who: Claimed | None) -> Fit:
    """Tells how the speaker there stands to the claimed one; without a claimed one, any person will do."""
    if said.voice in (Voice.PAPER, Voice.SEVERAL):
        return Fit.PAPER
    if said.voice is Voice.REPORTER:
        return Fit.REPORTER if said.sure else Fit.OPEN
    held = said.part is Part.HELD
    if said.voice is Voice.UNNAMED and said.part is not Part.ANSWER:
        return Fit.OPEN
    if who is None:
        return Fit.OPEN if held else Fit.OWN if said.within is None else Fit.QUOTING
    quoted = said.voice is Voice.QUOTED
    own = who.is_called(said.name) if quoted else who.relation(interview, said.name, said.labels)
    if said.within is not None:
        quoting = who.relation(interview, said.within, said.within_labels)
        if quoting is Relation.SAME and own is not Relation.SAME:
            return Fit.OPEN if held else Fit.QUOTING
        own = Relation.UNKNOWN if own is Relation.OTHER and quoting is Relation.UNKNOWN else own
    if (own is Relation.OTHER and not said.sure) or (held and own is not Relation.OTHER):
        return Fit.OPEN  # of words that may be no speech it can only be sure whose they are not
    return {Relation.SAME: Fit.OWN, Relation.UNKNOWN: Fit.OPEN, Relation.OTHER: Fit.OTHER}[own]


def _letters(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalnum())


# "Tôi nói ngay: “…”" quotes nobody else.
_OWN_WORDS = re.compile(
    rf"(?<!\w)(?:[Tt]ôi|[Cc]húng tôi|[Mm]ình|[Ee]m|[Tt]ui)\s+(?:\w+\s+){{0,3}}?{SPEECH_VERB.pattern}"
)
_BEFORE = 90
"""Characters before a quotation in which its speaker says that the words are his own."""


class Voices:
    """Who says what in a sequence of places, those of one article in a row and in order."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._in_answer = lru_cache(maxsize=512)(lambda number: self._quotations(places[number].text))
        self._in_paper = lru_cache(maxsize=128)(self._quoted_by_paper)
        self._folded = lru_cache(maxsize=128)(lambda article: fold(self._text(article)))

    def heard(self, number: int, area: Span, who: Claimed | None) -> tuple[SaidBy, Fit]:
        """Tells who says the words at `area` of a place's text, and how that one stands to the claimed one.

        That another speaks than the claimed one is certain where the paper names the other last, or where the article
        does not name the claimed one at all.
        """
        place, said = self._places[number], self.at(number, area)
        fitted = fit(said, place.interview, who)
        spoken = fitted is Fit.OTHER and said.voice is Voice.PERSON
        if spoken and who and not place.sure and names_claimed(self._folded(self._places.article(number)), who.name):
            fitted = Fit.OPEN
        return said, fitted

    def at(self, number: int, area: Span) -> SaidBy:
        """Tells who says the words at `area` of a place's text."""
        place = self._places[number]
        if (cited := self._cited(number, area)) is not None:
            return cited
        if place.part is Part.QUESTION:
            return SaidBy(Voice.REPORTER, place.part, place.speaker, sure=place.sure)
        if place.part in SPEECH:
            return self._in_speech(number, area)
        quoted = self._quoted(self._in_paper(self._places.article(number)), place.within(area))
        if quoted is None:
            return SaidBy(Voice.PAPER, place.part)
        voice = Voice.QUOTED if quoted.attributed else Voice.UNNAMED
        return SaidBy(voice, place.part, quoted.speaker, printed=quoted.attributed, sure=quoted.sure)

    def _cited(self, number: int, area: Span) -> SaidBy | None:
        """Who says what the file itself marks as a quotation; None for other words, and for a speaker's own."""
        place, where = self._places[number], self._places[number].within(area)
        around = [mark for mark in place.quotes if where and mark.start <= where.start and where.end <= mark.end]
        if not around:
            return None
        mark = min(around, key=lambda mark: mark.end - mark.start)
        within = place if place.part in SPEECH else self._interrupted(number)
        if mark.who is None:
            whole = place.span is None or (mark.start <= place.span.start and place.span.end <= mark.end)
            if whole or place.part is Part.QUESTION or place.part not in SPEECH:
                return None
            return SaidBy(Voice.QUOTED, place.part, within=place.speaker or "", within_labels=place.labels)
        if _letters(area.of(place.text)) in _letters(mark.who):
            return SaidBy(Voice.PAPER, place.part)  # the line that names the author
        name = name_of_label(mark.who)
        own = within is not None and relation(name or mark.who, within.speaker, within.labels) is Relation.SAME
        if within is None or own:
            return SaidBy(Voice.QUOTED, place.part, name, printed=mark.who)
        inside, labels = within.speaker or "", within.labels
        return SaidBy(Voice.QUOTED, place.part, name, printed=mark.who, within=inside, within_labels=labels)

    def _interrupted(self, number: int) -> Place | None:
        """Finds the answer that the paper puts a place into or right behind."""
        before, after = self._spoken(number, -1), self._spoken(number, 1)
        spoken = (Part.ANSWER, Part.HELD)
        if before is None or before.part not in spoken:
            return None
        return None if after and after.part in spoken and after.speaker not in (None, before.speaker) else before

    def _spoken(self, number: int, step: int) -> Place | None:
        """The next place of the article that is somebody's words, or opens them, in a direction."""
        article = self._places.article(number)
        number += step
        while number in article:
            if self._places[number].part in SPEECH or self._places[number].part is Part.LABEL:
                return self._places[number]
            number += step
        return None

    def _in_speech(self, number: int, area: Span) -> SaidBy:
        place = self._places[number]
        held = place.part is Part.HELD
        voice = Voice.PERSON if place.speaker else Voice.UNNAMED
        own = SaidBy(voice, place.part, place.speaker, place.labels, sure=place.sure or not held)
        quoted = self._quoted(self._in_answer(number), area)
        if quoted is None or (quoted.attributed is None and self._own_words(place.text, quoted.span)):
            return own
        return SaidBy(
            Voice.QUOTED,
            place.part,
            quoted.speaker,
            printed=quoted.attributed,
            within=place.speaker or "",
            within_labels=place.labels,
            sure=quoted.sure and not held,
        )

    @staticmethod
    def _own_words(text: str, quoted: Span) -> bool:
        return _OWN_WORDS.search(text, max(0, quoted.start - _BEFORE), quoted.start) is not None

    @staticmethod
    def _quoted(quotations: Sequence[Quotation], area: Span | None) -> Quotation | None:
        return next((one for one in quotations if area and one.span.contains(area)), None)

    @staticmethod
    def _quotations(text: str) -> tuple[Quotation, ...]:
        """What a text quotes between quotation marks; terms and titles are no quotations."""
        found = quotations_in(text)
        return tuple(one for one in found if one.marking is Marking.MARKS and one.unchecked is None)

    def _quoted_by_paper(self, article: range) -> tuple[Quotation, ...]:
        """What the paper itself quotes; the talk and its labels are blanked out, so that offsets hold."""
        return self._quotations(self._text(article, blank=SPEECH | {Part.LABEL}))

    def _text(self, article: range, blank: frozenset[Part] = frozenset()) -> str:
        """An article's text, with spaces in the place of the parts in `blank`."""
        parts = []
        for place in map(self._places.__getitem__, article):
            if place.span is not None:
                shown = "".join(c if c == "\n" else " " for c in place.text) if place.part in blank else place.text
                parts.append(place.gap + shown)
        return "".join(parts)
