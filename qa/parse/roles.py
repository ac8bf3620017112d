"""Segments and their fitted readings into pieces with roles: what is read, and what is held back and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from qa.interview import Doubt, Mark, MarkKind, Role, Rule
from qa.parse.chain import Reading, fitted_chain
from qa.parse.observations import observe
from qa.parse.piece import SERVED_FROM, Piece
from qa.parse.segment import Segment
from qa.parse.segments import opening_at, read_segments
from qa.parse.units import Unit, Voice
from qa.text import Span

_SPEECH = frozenset({Role.QUESTION, Role.ANSWER, Role.CLOSING})
_BARRED_BY_MARK = {
    MarkKind.CAPTION: frozenset(Role) - {Role.CAPTION},
    MarkKind.ADVERT: frozenset(Role) - {Role.BOILERPLATE},
    MarkKind.BOX: _SPEECH,
    MarkKind.TABLE: _SPEECH,
    MarkKind.HEADING: frozenset({Role.ANSWER}),  # some pages set questions as headings
}
"""The roles that the container itself rules out."""
_NO_ITEM = frozenset(Role) - {Role.ANSWER, Role.QUESTION, Role.NARRATION}
"""What an announced item of a list can't be: it belongs to what announces it."""
_BARRED_BY_LABEL: dict[Voice | None, frozenset[Role]] = {
    Voice.REPORTER: frozenset({Role.ANSWER}),
    Voice.ANSWER: frozenset({Role.QUESTION}),
}

_WHY = {
    Role.QUESTION: Doubt.QUESTION_NEAR,
    Role.CLOSING: Doubt.QUESTION_NEAR,
    Role.CAPTION: Doubt.CAPTION,
    Role.HEADING: Doubt.AFTER_HEADING,
    Role.LEAD: Doubt.PAPER,
    Role.NARRATION: Doubt.PAPER,
    Role.BYLINE: Doubt.BYLINE,
    Role.BOILERPLATE: Doubt.LINK,
}
"""What an answer in doubt may be instead."""


def read_roles(text: str, title: str, marks: Sequence[Mark] = ()) -> tuple[list[Segment], list[Reading]]:
    """The segments of `text` and how each is read; `marks` are what the file says of its own structure."""
    segments = read_segments(text, marks)
    barred = _barred(text, segments, marks)
    return segments, fitted_chain().read(observe(text, segments, title), barred)


def _barred(text: str, segments: Sequence[Segment], marks: Sequence[Mark]) -> list[frozenset[Role]]:
    """The roles that labels or the container rule out for each segment.

    No answer opens with the reporter's label, nor stands between that and the label that opens the answer.
    """
    telling = [mark for mark in marks if mark.kind in _BARRED_BY_MARK]
    asking, listed = _before_answers(segments), _announced(text, segments, marks)
    found = []
    for segment, asks, lists in zip(segments, asking, listed, strict=True):
        roles = _BARRED_BY_LABEL.get(segment.voice, frozenset())
        if asks:
            roles |= {Role.ANSWER}
        if lists:
            roles |= _NO_ITEM
        for mark in telling:
            if mark.start <= segment.content.start and segment.content.end <= mark.end:
                roles |= _BARRED_BY_MARK[mark.kind]
        found.append(roles if len(roles) < len(Role) else roles - {Role.BOILERPLATE})
    return found


def _announced(text: str, segments: Sequence[Segment], marks: Sequence[Mark]) -> list[bool]:
    """Whether each segment is an item of a list that the line before it announces with a colon."""
    lists = [mark for mark in marks if mark.kind is MarkKind.LIST]
    found: list[bool] = []
    announced = False
    for segment in segments:
        item = any(mark.start <= segment.content.start < mark.end for mark in lists)
        found.append(item and announced)
        if not item:
            announced = segment.content.of(text).rstrip().endswith(":")
    return found


def _before_answers(segments: Sequence[Segment]) -> list[bool]:
    """Whether each segment stands between a reporter's label and the speaker's that comes next."""
    voices = [segment.voice for segment in segments]
    ahead: list[Voice | None] = []
    coming: Voice | None = None
    for voice in reversed(voices):
        ahead.append(coming)
        coming = voice or coming
    found = []
    last: Voice | None = None
    for voice, after in zip(voices, reversed(ahead), strict=True):
        last = voice or last
        found.append(voice is None and last is Voice.REPORTER and after in (Voice.PERSON, Voice.ANSWER))
    return found


def pieces_of(text: str, segments: Sequence[Segment], readings: Sequence[Reading]) -> list[Piece]:
    """The pieces: neighbours within a line that are read alike made one."""
    voiced = _with_voices(segments, readings)
    runs: list[list[tuple[Segment, Reading]]] = []
    for segment, reading in zip(voiced, readings, strict=True):
        if runs and _goes_on(runs[-1][-1], (segment, reading)):
            runs[-1].append((segment, reading))
        else:
            runs.append([(segment, reading)])
    return [_piece(text, run) for run in runs]


def _with_voices(segments: Sequence[Segment], readings: Sequence[Reading]) -> list[Segment]:
    """The segments; a label that no words tell is a speaker's if it recurs where questions or answers begin."""
    begun = Counter(segment.label for segment, reading in zip(segments, readings, strict=True) if reading.begins)
    found = []
    for segment, reading in zip(segments, readings, strict=True):
        voice = _INDUCED.get(reading.role) if reading.begins and begun[segment.label] > 1 else None
        known = segment.label is None or segment.voice is not None or voice is None
        found.append(segment if known else replace(segment, voice=voice))
    return found


_INDUCED = {Role.QUESTION: Voice.REPORTER, Role.ANSWER: Voice.PERSON}


def _goes_on(before: tuple[Segment, Reading], now: tuple[Segment, Reading]) -> bool:
    (last, read), (segment, reading) = before, now
    alike = read.role is reading.role and _doubt(read) is _doubt(reading)
    return alike and segment.voice is None and segment.line == last.line


def _piece(text: str, run: Sequence[tuple[Segment, Reading]]) -> Piece:
    (first, reading), (last, _) = run[0], run[-1]
    start = first.content.start if first.voice else opening_at(text, first.span.start)
    content = Span(min(start, last.content.end), last.content.end)
    label = first.label if first.voice else None
    inline = not (first.opens and last.closes)
    unit = Unit(Span(first.span.start, last.span.end), content, label, first.voice, inline, first.type)
    confidence = min(read.confidence for _, read in run)
    return Piece(unit, reading.role, confidence, _rule(first, reading), _doubt(reading))


def _rule(segment: Segment, reading: Reading) -> Rule:
    if reading.role in (Role.QUESTION, Role.ANSWER) and segment.voice is not None:
        return _BY_LABEL[segment.voice]
    return _BY_ROLE.get(reading.role, Rule.LAYOUT)


_BY_LABEL = {Voice.REPORTER: Rule.REPORTER_LABEL, Voice.PERSON: Rule.PERSON_LABEL, Voice.ANSWER: Rule.ANSWER_LABEL}
_BY_ROLE = {Role.CLOSING: Rule.THANKS, Role.BYLINE: Rule.BYLINE}


def _doubt(reading: Reading) -> Doubt | None:
    """Why an answer is held back: what else it may be, where it is not sure enough that it is one."""
    if reading.role is not Role.ANSWER or reading.confidence >= SERVED_FROM:
        return None
    return _WHY[max(_WHY, key=lambda role: reading.chances[role])]
