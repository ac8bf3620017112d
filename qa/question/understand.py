"""What a question asks for, read without a language model: words, people, times, papers, and the question before it.

Every step is a clue that names the words which caused it; a clue can be taken away again (`without` its key), and the
question is then asked without it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from qa.question.abbreviations import LINKED_WEIGHT, Abbreviations, Other
from qa.question.clues import (
    AbbreviationClue,
    Clue,
    FollowUpClue,
    NewestClue,
    OutletClue,
    PeriodClue,
    RenamedClue,
    SpeakerClue,
    SpellingClue,
    meaning_of,
)
from qa.question.conversation import (
    SAME_INTERVIEW,
    SAME_TURN,
    TOPIC_WEIGHT,
    Context,
    Leaning,
    leaning_of,
    own_names,
    own_words,
)
from qa.question.courtesy import politely_opened
from qa.question.directory import Directory
from qa.question.periods import newest_in, period_in
from qa.question.spelling import Language, Lexicon, Spelling, fixed
from qa.search.filters import NO_FILTERS, Filters
from qa.search.query import Before, Part, Preferences, Query, Wording
from qa.text import Span, fold, folded_search_tokens, nfc

LINKED = 3
"""Other names of bodies and provinces that are searched for beside those asked for, at the most."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """A question as it is searched.

    `own` is the question itself, read; `searched`, by which words and marks are judged, has the question before it
    where it leans on that; `encoded` are the texts whose weighed vectors are searched.
    """

    question: str
    own: str
    searched: str
    query: Query
    encoded: tuple[tuple[str, float], ...]
    filters: Filters = NO_FILTERS
    clues: tuple[Clue, ...] = ()

    @property
    def leans(self) -> bool:
        """Whether the question before it is searched for too."""
        return len(self.query.parts) > 1

    def as_printed(self, printed: Iterable[str]) -> str:
        """Returns `searched` with each abbreviation in full or in short, as the `printed` texts have it."""
        text, there = self.searched, ""
        for clue in self.clues:
            if isinstance(clue, AbbreviationClue):
                there = there or _syllables(" ".join(printed))
                ways = [clue.words, *meaning_of(clue)]
                asked = next((way for way in ways if _whole(way).search(text)), clue.words)
                stands = next((way for way in (asked, *ways) if _syllables(way) in there), asked)
                text = stands.join(_whole(asked).split(text))
        return text

    def links(self, name: str) -> bool:
        """Tells whether a name is searched for under its other names too."""
        return any(isinstance(clue, RenamedClue) and fold(name) in fold(clue.words) for clue in self.clues)


def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")


def _syllables(text: str) -> str:
    """The words of a text between spaces, so that whole ones can be looked for."""
    return f" {' '.join(folded_search_tokens(text))} "


class ArchiveWords(Lexicon, Protocol):
    """The archive's words, and whether an interview's turns hold a name."""

    def names_in(self, interview: str, name: str) -> bool:
        """Tells whether a turn of the interview holds a name."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What reading a question may look at; `today` is what "tháng trước" is reckoned from."""

    words: ArchiveWords
    language: Language
    directory: Directory
    abbreviations: Abbreviations
    today: date
    days: tuple[str, str] | None = None


def understand(
    question: str,
    knowledge: Knowledge,
    filters: Filters = NO_FILTERS,
    context: Context | None = None,
    without: Collection[str] = (),
) -> Understanding:
    """Reads a question; what `filters` set already is never changed, `without` are keys of clues to leave out."""
    return _Reading(nfc(question).strip(), knowledge, filters, frozenset(without)).understanding(context)


class _Reading:
    """One question being read."""

    def __init__(self, question: str, knowledge: Knowledge, filters: Filters, without: frozenset[str]) -> None:
        self._question = question
        self._knowledge = knowledge
        self._filters = filters
        self._without = without
        self._clues: list[Clue] = []
        self._wanted = Preferences()
        self._cut: list[Span] = []

    def understanding(self, context: Context | None) -> Understanding:
        text = self._spelled()
        self._cut += politely_opened(text)
        self._find_people(text)
        self._find_period(text)
        self._find_outlet(text)
        self._find_newest(text)
        text = self._searched(text)
        wordings = self._wordings(text)
        own = searched = wordings[0].text
        parts, encoded = [Part(wordings)], [(own, 1.0)]
        if context and self._follows(text, context):
            weight = TOPIC_WEIGHT if own_words(text) else 1.0
            parts.append(Part((Wording(context.topic),), weight))
            encoded.append((context.topic, weight))
            searched = f"{context.topic} {own}"
        query = Query(tuple(parts), self._wanted)
        return Understanding(self._question, own, searched, query, tuple(encoded), self._filters, tuple(self._clues))

    def _take(self, clue: Clue) -> bool:
        """Whether a clue counts: not taken away, and not found twice."""
        if clue.key in self._without or any(clue.key == other.key for other in self._clues):
            return False
        self._clues.append(clue)
        return True

    def _spelled(self) -> str:
        found = Spelling(self._knowledge.words, self._knowledge.language).fixes(self._question)
        if not found:
            return self._question
        read = fixed(self._question, found)
        start, end = min(fix.span.start for fix in found), max(fix.span.end for fix in found)
        changed = read[start : len(read) - len(self._question) + end]
        return read if self._take(SpellingClue(self._question[start:end], read, changed)) else self._question

    def _find_people(self, text: str) -> None:
        if self._filters.speaker:
            return
        for named in self._knowledge.directory.speakers_in(text):
            if self._take(SpeakerClue(named.span.of(text), named.speakers)):
                self._wanted = replace(self._wanted, speakers=self._wanted.speakers | set(named.speakers))

    def _find_period(self, text: str) -> None:
        period = period_in(text, self._knowledge.today)
        if period is None or self._filters.since or self._filters.until:
            return
        if not self._take(PeriodClue(period.span.of(text), period.since, period.until, strict=period.of_speech)):
            return
        if period.of_speech:
            self._filters = replace(self._filters, since=period.since, until=period.until, undated=True)
            self._cut.append(period.span)
        self._wanted = replace(self._wanted, since=period.since, until=period.until)

    def _find_outlet(self, text: str) -> None:
        found = None if self._filters.outlet else self._knowledge.directory.outlet_in(text)
        if found and self._take(OutletClue(found[0].of(text), found[1])):
            self._wanted = replace(self._wanted, outlet=found[1])

    def _find_newest(self, text: str) -> None:
        span = newest_in(text)
        if span and self._knowledge.days and self._take(NewestClue(span.of(text))):
            self._wanted = replace(self._wanted, newest=self._knowledge.days)

    def _searched(self, text: str) -> str:
        """The text without what has become a filter, as long as something is left to search for."""
        kept = text
        for span in sorted(self._cut, reverse=True):
            kept = f"{kept[: span.start]}{kept[span.end :]}"
        kept = " ".join(kept.split())
        return kept if len(kept.split()) > 1 else text

    def _wordings(self, text: str) -> tuple[Wording, ...]:
        """The text as typed, with abbreviations in full, in short, and with the new or old names of bodies."""
        table, count = self._knowledge.abbreviations, self._knowledge.words.count
        others = [
            other
            for other in table.others(text, count)
            if self._take(AbbreviationClue(other.span.of(text), other.full, other.short))
        ]
        full, short = (_rewritten(text, others, to) for to in (lambda other: other.full, lambda other: other.short))
        unknown = any(other.full and not count(other.span.of(text)) for other in others)
        found = (full, Wording(text), short) if unknown else (Wording(text), full, short)
        wordings = [*{wording.text: wording for wording in found}.values()]
        for other in table.renamed(full.text, count):
            words = other.span.of(full.text)
            names = [name for name in other.linked if fold(name) not in fold(full.text)][:LINKED]
            if names and self._take(RenamedClue(words, tuple(names))):
                linked = (replace(full, text=full.text.replace(words, name)) for name in names)
                wordings += [replace(one, weight=LINKED_WEIGHT) for one in linked]
        return tuple(wordings)

    def _follows(self, text: str, context: Context) -> bool:
        """Whether the question leans on the one before it; if it does, the place of that answer is preferred."""
        leaning = leaning_of(text)
        if leaning is Leaning.NONE or not self._take(FollowUpClue(self._question, context.question)):
            return False
        # A new name is a new subject: the topic stays, the place does not hold the question back.
        if all(self._knowledge.words.names_in(context.interview, name) for name in own_names(text)):
            place = Before(context.interview, context.turn, SAME_INTERVIEW[leaning], SAME_TURN[leaning])
            self._wanted = replace(self._wanted, before=place)
        return True


def _rewritten(text: str, others: Sequence[Other], to: Callable[[Other], str | None]) -> Wording:
    swapped = []
    for other in sorted(others, key=lambda one: one.span, reverse=True):
        if new := to(other):
            swapped.append((other.span.of(text), new))
            text = f"{text[: other.span.start]}{new}{text[other.span.end :]}"
    return Wording(text, swapped=tuple(swapped))
