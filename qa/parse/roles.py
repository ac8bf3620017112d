"""Segments and their fitted readings into pieces with roles: what is read, and what is held back and why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from qa.interview import Doubt, Mark, MarkKind, Role, Rule
from qa.names.labels import ADDRESS, UPPER
from qa.parse.areas import Areas
from qa.parse.chain import Reading, fitted_chain
from qa.parse.observations import observe
from qa.parse.piece import SERVED_FROM, Piece
from qa.parse.segment import Segment, Sign
from qa.parse.segments import opening_at, read_segments
from qa.parse.surroundings import ends_asking
from qa.parse.units import Unit, Voice
from qa.text import Span

_SPEECH = frozenset({Role.QUESTION, Role.ANSWER, Role.CLOSING})
_TOLD = {
    MarkKind.CAPTION: Role.CAPTION,
    MarkKind.ADVERT: Role.BOILERPLATE,
    MarkKind.BOX: Role.NARRATION,
    MarkKind.QUOTE: Role.NARRATION,  # where it names its author
}
"""The roles that the container itself makes certain, the first that holds."""
_NO_ITEM = frozenset({Role.CAPTION, Role.HEADING, Role.BYLINE, Role.CLOSING})
"""What an item of a list can't be."""
_NO_SPOKEN_ITEM = frozenset(Role) - {Role.ANSWER, Role.QUESTION, Role.NARRATION}
"""What an item of a list in the talk can't be: it belongs to what it continues."""
_BARRED_BY_LABEL: dict[Voice | None, frozenset[Role]] = {
    Voice.REPORTER: frozenset({Role.ANSWER, Role.HEADING}),
    Voice.ANSWER: frozenset({Role.QUESTION}),
}

_LINES_KEPT = 5
"""The number of a text's last line from which its line breaks are taken to be kept."""

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


_STAGE_DIRECTION = re.compile(r"[(\[][^\W\d]+(?:[ ,]+[^\W\d]+){0,7}[.…!]?[)\]][.…]?")
"""A few words in brackets that make up a sentence of their own: "(Vỗ tay)", "(Cả hội trường cười)"."""


def read_roles(text: str, title: str, marks: Sequence[Mark] = ()) -> tuple[list[Segment], list[Reading]]:
    """Reads the segments of `text`, and the role of each; `marks` are what the file says of its own structure.

    What the file itself sets apart (captions, boxes, advertising, other people's quotations) has its role from there;
    the rest is read as if that did not stand between.
    """
    segments, told = read_told(text, marks)
    free = [segment for segment, role in zip(segments, told, strict=True) if role is None]
    read = iter(fitted_chain().read(observe(text, free, title), _barred(text, free, marks)))
    return segments, [next(read) if role is None else _certain(role) for role in told]


def read_told(text: str, marks: Sequence[Mark] = ()) -> tuple[list[Segment], list[Role | None]]:
    """Reads the segments of `text`, and the role of each that is certain: set apart by the file, or a stage direction."""
    segments = read_segments(text, marks)
    directions = [n for n in range(len(segments)) if _is_direction(text, segments, n)]
    told = _told(segments, marks)
    for n in directions:
        told[n] = told[n] or Role.NARRATION
        _hand_on(segments, n)
    return segments, told


def _is_direction(text: str, segments: Sequence[Segment], n: int) -> bool:
    """Whether a segment is a stage direction; a name in brackets is a byline, and a label stays with its only words."""
    segment = segments[n]
    goes_on = n + 1 < len(segments) and segments[n + 1].line == segment.line
    words = segment.content.of(text)
    return (goes_on or segment.label is None) and words[2:].islower() and bool(_STAGE_DIRECTION.fullmatch(words))


def _hand_on(segments: list[Segment], n: int) -> None:
    """Lets what follows a stage direction on its line open as the direction does: with its sign, type and label."""
    first, second = segments[n], segments[n + 1] if n + 1 < len(segments) else None
    if second and second.line == first.line and first.opens:
        segments[n] = replace(first, label=None, voice=None)
        named = first if second.label is None else second
        opening = replace(second, opens=True, sign=first.sign, type=first.type)
        segments[n + 1] = replace(opening, label=named.label, voice=named.voice)


def _told(segments: Sequence[Segment], marks: Sequence[Mark]) -> list[Role | None]:
    """The role that the container gives each segment; None where it gives none."""
    areas = {kind: _areas(marks, kind) for kind in _TOLD} | {
        MarkKind.QUOTE: Areas(mark for mark in marks if mark.kind is MarkKind.QUOTE and mark.who)
    }
    headings = _areas(marks, MarkKind.HEADING)
    found = []
    for segment in segments:
        role = next((role for kind, role in _TOLD.items() if segment.content in areas[kind]), None)
        found.append(Role.HEADING if role is Role.NARRATION and segment.content in headings else role)
    return found


def _areas(marks: Sequence[Mark], kind: MarkKind) -> Areas:
    return Areas(mark for mark in marks if mark.kind is kind)


def _certain(role: Role) -> Reading:
    return Reading(role, True, dict.fromkeys(Role, 0.0) | {role: 1.0})


def _barred(text: str, segments: Sequence[Segment], marks: Sequence[Mark]) -> list[frozenset[Role]]:
    """The roles that labels or the container rule out for each segment.

    Nobody speaks in a table of facts, nor in a few words in brackets that stand alone; no answer is a heading, though
    some pages set questions so.
    """
    listed = _listed(text, segments, _areas(marks, MarkKind.LIST))
    headings, tables = _areas(marks, MarkKind.HEADING), _areas(marks, MarkKind.TABLE)
    cells = [segment.content in tables for segment in segments]
    facts = not any(cell and ends_asking(one.content.of(text)) for one, cell in zip(segments, cells, strict=True))
    found = []
    for segment, roles, item, cell in zip(segments, _barred_by_labels(segments), listed, cells, strict=True):
        roles |= item
        if segment.content in headings:
            roles |= {Role.ANSWER}
        if (cell and facts) or _STAGE_DIRECTION.fullmatch(text, segment.content.start, segment.content.end):
            roles |= _SPEECH
        found.append(roles if len(roles) < len(Role) else roles - {Role.BOILERPLATE})
    return found


def _listed(text: str, segments: Sequence[Segment], lists: Areas) -> list[frozenset[Role]]:
    """What each segment can't be as an item of a list: part of the talk where one announces it or goes on after it."""
    talks = [n for n, one in enumerate(segments) if one.voice is not None or ends_asking(one.content.of(text))]
    found: list[frozenset[Role]] = []
    announced = False
    for n, segment in enumerate(segments):
        item = segment.content in lists
        spoken = announced or (bool(talks) and talks[0] < n < talks[-1])
        found.append((_NO_SPOKEN_ITEM if spoken else _NO_ITEM) if item else frozenset())
        if not item:
            announced = segment.content.of(text).rstrip().endswith(":")
    return found


def _barred_by_labels(segments: Sequence[Segment]) -> list[frozenset[Role]]:
    """What each segment can't be by its own label and by those before and after it.

    No answer stands between the reporter's label and the speaker's, no lead between the speaker's and the reporter's;
    a speaker's label that recurs hands the word over.
    """
    ahead: list[Voice | None] = []
    coming: Voice | None = None
    for segment in reversed(segments):
        ahead.append(coming)
        coming = segment.voice or coming
    counts = Counter(segment.label for segment in segments if segment.voice is Voice.PERSON)
    found = []
    last: Voice | None = None
    for segment, after in zip(segments, reversed(ahead), strict=True):
        never = _BARRED_BY_LABEL.get(segment.voice, frozenset())
        if last is Voice.REPORTER and counts[segment.label] > 1:
            never = _NO_SPEAKER
        last = segment.voice or last
        if segment.voice is None and last is not None and after is not None:
            never = _BARRED_BETWEEN.get((last is Voice.REPORTER, after is Voice.REPORTER), never)
        found.append(never)
    return found


_NO_SPEAKER = frozenset(Role) - {Role.ANSWER, Role.QUESTION}
"""What can't open with a label that speaks again and again, right after the reporter's."""
_BARRED_BETWEEN = {(True, False): frozenset({Role.ANSWER}), (False, True): frozenset({Role.LEAD})}
"""What can't stand between the reporter's label and another, and between another and the reporter's."""


def pieces_of(text: str, segments: Sequence[Segment], readings: Sequence[Reading]) -> list[Piece]:
    """Returns the pieces: neighbours within a line that are read alike made one."""
    voiced = _with_voices(text, segments, readings)
    readings = _no_surer_than_their_line(voiced, [_asked(text, *pair) for pair in zip(voiced, readings, strict=True)])
    runs: list[list[tuple[Segment, Reading]]] = []
    for segment, reading in zip(voiced, readings, strict=True):
        if runs and _goes_on(runs[-1][-1], (segment, reading)):
            runs[-1].append((segment, reading))
        else:
            runs.append([(segment, reading)])
    return [_piece(text, run) for run in runs]


def _with_voices(text: str, segments: Sequence[Segment], readings: Sequence[Reading]) -> list[Segment]:
    """The segments; a label that no words tell is a speaker's where questions or answers begin, if it is a name
    that the article prints elsewhere too, or recurs at such places.
    """
    begun = Counter(segment.label for segment, reading in zip(segments, readings, strict=True) if reading.begins)
    found = []
    for segment, reading in zip(segments, readings, strict=True):
        voice = _INDUCED.get(reading.role) if reading.begins and segment.voice is None else None
        label = segment.label or ""
        known = begun[segment.label] > 1 or (_NAME.fullmatch(label) is not None and text.count(label) > 1)
        found.append(replace(segment, voice=voice) if voice and label and known else segment)
    return found


_NAME = re.compile(rf"[{UPPER}]\w+(?: [{UPPER}]\w+){{1,3}}")
_INDUCED = {Role.QUESTION: Voice.REPORTER, Role.ANSWER: Voice.PERSON}


def _asked(text: str, segment: Segment, reading: Reading) -> Reading:
    """The reading; a sentence that asks and turns to somebody is as likely the reporter's as an answer's."""
    words = segment.content.of(text)
    if reading.role is not Role.ANSWER or not ends_asking(words) or not ADDRESS.search(words):
        return reading
    return replace(reading, chances=reading.chances | {Role.ANSWER: _EVEN, Role.QUESTION: _EVEN})


_EVEN = 0.5
"""The probability of either of two readings that nothing tells apart."""


def _no_surer_than_their_line(segments: Sequence[Segment], readings: Sequence[Reading]) -> list[Reading]:
    """The readings; where line breaks are kept no answer is surer than how it or its line opens.

    A paragraph is one voice's: where its first sentence tells a scene, the next is not somebody's answer.
    """
    if not segments or segments[-1].line < _LINES_KEPT:
        return list(readings)
    found: list[Reading] = []
    opening = before = readings[0]
    for segment, reading in zip(segments, readings, strict=True):
        if segment.opens or segment.voice or segment.sign is not Sign.NONE or before.role is Role.QUESTION:
            opening = reading
        before = reading
        less = reading.role is Role.ANSWER and opening.chances[Role.ANSWER] < reading.confidence
        found.append(replace(reading, chances=opening.chances) if less else reading)
    return found


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
