"""What an article prints, stretch by stretch, so that every word of it can be checked: open `places` first."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from qa.interview import REPORTER, Block, Doubt, Interview, Mark, MarkKind, Role, Rule
from qa.names.people import full_names, plain_name
from qa.names.speakers import Relation, relation
from qa.remembered import remembered
from qa.text import Span, fold, strip_span


class Part(StrEnum):
    """What a stretch of an article is. The values are what JSON says."""

    ANSWER = "answer"
    HELD = "held"
    QUESTION = "question"
    LEAD = "lead"
    NARRATION = "narration"
    CAPTION = "caption"
    HEADING = "heading"
    BYLINE = "byline"
    CLOSING = "closing"
    BOILERPLATE = "boilerplate"
    LABEL = "label"
    TITLE = "title"


SURE = 0.95
"""Confidence from which a question is the reporter's without doubt, as an answer is served from it."""

_ENDS = frozenset({Part.CLOSING, Part.BYLINE})
"""Where a talk ends: what the paper named before stands no longer."""

SPEECH = frozenset({Part.ANSWER, Part.HELD, Part.QUESTION})
"""The parts that are somebody's words; all others are the paper's own."""

# Held for a doubt like these, a block may be no speech at all; under the others it is not sure whose speech it is.
_MAY_BE_NO_SPEECH = {
    Doubt.CAPTION: Part.CAPTION,
    Doubt.AFTER_CREDIT: Part.CAPTION,
    Doubt.BYLINE: Part.BYLINE,
    Doubt.CREDIT: Part.CAPTION,
    Doubt.LINK: Part.BOILERPLATE,
    Doubt.NAME_ALONE: Part.CAPTION,
    Doubt.NAMES_AT_END: Part.BYLINE,
    Doubt.PAPER: Part.NARRATION,
}


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of an article: `text` is `span` of the interview's text; a `TITLE` that the text lacks has no span.

    `speaker` is who speaks there as far as the article tells (`REPORTER` for questions), `labels` are the posts and
    other names that it gives them. `gap` is the white space before the stretch. `quotes` are the quotations that the
    file itself marks here, with their authors where it names them. `sure`: the paper
    names the speaker last and alone, or it is no doubt that the reporter asks.
    """

    interview: str
    span: Span | None
    text: str
    part: Part = Part.ANSWER
    speaker: str | None = None
    labels: tuple[str, ...] = ()
    gap: str = "\n"
    quotes: tuple[Mark, ...] = ()
    sure: bool = True

    @property
    def is_reporter(self) -> bool:
        """Whether a reporter asks here."""
        return self.part is Part.QUESTION

    def within(self, area: Span) -> Span | None:
        """Returns where an area of `text` stands in the interview's text; None for a title outside of it."""
        return Span(self.span.start + area.start, self.span.start + area.end) if self.span else None

    def cut(self, area: Span) -> Place:
        """Returns a part of the place, by its span in the interview's text."""
        start = self.span.start if self.span else 0
        return replace(self, span=area, text=self.text[area.start - start : area.end - start])


_HEADLINE_WITHIN = (3, 200)
"""A headline that the text repeats stands within so many times its own length and some characters (by hand)."""


def places(interview: Interview) -> Iterator[Place]:
    """Cuts an article into places in the order of its text; every character that is not white space is in one."""
    text, source = interview.text, interview.source
    labels = {p.name: tuple(filter(None, (p.position, *p.labels))) for p in interview.people}
    coming = deque(sorted((m for m in interview.marks if m.kind is MarkKind.QUOTE), key=lambda mark: mark.start))
    open_: list[Mark] = []
    end = 0
    voices = _Voices(interview)
    for span, part, speaker in _parts(interview):
        known = labels.get(speaker or "", ())
        while coming and coming[0].start < span.end:
            open_.append(coming.popleft())
        open_ = [mark for mark in open_ if mark.end > span.start]
        sure = voices.sure(span, part, speaker)
        yield Place(source.id, span, span.of(text), part, speaker, known, text[end : span.start], tuple(open_), sure)
        end = span.end
    times, more = _HEADLINE_WITHIN
    if source.title and _letters(source.title) not in _letters(text[: times * len(source.title) + more]):
        yield Place(source.id, None, source.title, Part.TITLE)


class _Voices:
    """Goes through an article's places in their order, and tells of each whether it is certain who speaks there.

    Papers name whoever begins to speak: what they name last, in a label or a sentence of their own, is who goes on.
    """

    def __init__(self, interview: Interview) -> None:
        self._text, self._talk = interview.text, bool(interview.people)
        asked = [block for block in interview.blocks if block.role is Role.QUESTION]
        self._doubtful = [b.span for b in asked if b.rule is not Rule.REPORTER_LABEL and b.confidence < SURE]
        self._starts = [span.start for span in self._doubtful]
        self._named: set[str] = set()

    def sure(self, span: Span, part: Part, speaker: str | None) -> bool:
        """Tells whether the paper has named the speaker alone, or it is no doubt that the reporter asks."""
        if part is Part.QUESTION:
            last = bisect_left(self._starts, span.end) - 1
            return last < 0 or not self._doubtful[last].overlaps(span)
        if part in SPEECH:
            return len(self._named) == 1 and relation(min(self._named), speaker) is Relation.SAME
        if part in _ENDS:
            self._named = set()
        elif self._talk:
            self._named = self._named_by(span.of(self._text), part) or self._named
        return True

    def _named_by(self, words: str, part: Part) -> set[str]:
        found = _named_in(words)
        called = words.strip(" :–-*+•\n")
        return {called} if part is Part.LABEL and not found and any(map(str.isalpha, called)) else {*found}


@remembered(1 << 12)
def _named_in(words: str) -> frozenset[str]:
    """Whom words name; kept, since an article's labels recur."""
    return frozenset(plain_name(name.of(words)) for name in full_names(words))


def _letters(text: str) -> str:
    return _NO_LETTERS.sub("", fold(text))


_NO_LETTERS = re.compile(r"[\W_]+")


def _order(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _parts(interview: Interview) -> Iterator[tuple[Span, Part, str | None]]:
    """The spoken words of the turns, and what is left of each block around them."""
    spoken: dict[Span, tuple[Part, str | None]] = {}  # a question stands in two turns where a box parts its answers
    for turn in interview.turns:
        if turn.question is not None:
            spoken[turn.question] = Part.QUESTION, REPORTER
        spoken |= {said.span: (Part.ANSWER, said.speaker) for said in turn.answers}
    taken = sorted(spoken, key=_order)
    for block in interview.blocks:
        spoken |= {
            span: (part, who) for span, part, who in _held(interview.text, block) if not _overlapping(span, taken)
        }
    found = [(span, part, speaker) for span, (part, speaker) in spoken.items()]
    taken = sorted(spoken, key=_order)
    for block in interview.blocks:
        found += _left(interview.text, block, _overlapping(block.span, taken))
    return iter(sorted(found, key=lambda one: _order(one[0])))


def _overlapping(span: Span, spans: Sequence[Span]) -> Sequence[Span]:
    """Those of some disjoint spans, in order, that overlap one."""
    first = bisect_right(spans, span.start, key=lambda one: one.end)
    return spans[first : bisect_left(spans, span.end, key=lambda one: one.start)]


def _held(text: str, block: Block) -> Iterator[tuple[Span, Part, str | None]]:
    """What a block that no turn holds says: an answer that waits for review, a question that nobody answered."""
    if block.role is Role.ANSWER:
        part = Part.HELD if block.served or block.doubt is None else _MAY_BE_NO_SPEECH.get(block.doubt, Part.HELD)
        speaker = block.speaker if part is Part.HELD else None
    elif block.role is Role.QUESTION:
        part, speaker = Part.QUESTION, REPORTER
    else:
        return
    for span in block.said or (block.span,):
        said = strip_span(text, span)
        if len(said):
            yield said, part, speaker


def _left(text: str, block: Block, spoken: Sequence[Span]) -> Iterator[tuple[Span, Part, str | None]]:
    """What of a block nobody speaks: all of it, or the label and the narration around its speech."""
    at = block.span.start
    for span in [*spoken, Span(block.span.end, block.span.end)]:
        rest = strip_span(text, Span(at, max(at, min(span.start, block.span.end))))
        if len(rest):
            yield rest, _part_of(block, rest.start == block.span.start and bool(spoken)), None
        at = max(at, span.end)


def _part_of(block: Block, before_speech: bool) -> Part:
    if block.role in (Role.ANSWER, Role.QUESTION):
        return Part.LABEL if before_speech else Part.NARRATION
    return Part(block.role.value)
