"""Corrections applied to an interview as the parser reads it: pure, so a rebuild applies them again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from qa.corrections.anchor import find, sha256_of
from qa.corrections.correction import Action, Correction, Decision, in_force
from qa.interview import Block, Interview, Person, Role
from qa.parse.served import turns_of, words_of
from qa.text import Span, strip_span

RULE = "corrected"
"""The rule of a block that an editor decided."""


class Lost(StrEnum):
    """Why a correction could not be applied: it waits for somebody to look at it again."""

    WORDS = "words"
    """Its words are no more in the text, or stand in several places."""
    BLOCKS = "blocks"
    """The blocks that it merges are of different roles or speakers now."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one correction in force: where its words stand now, or why it is lost."""

    version: int
    span: Span | None
    lost: Lost | None = None


@dataclass(frozen=True, slots=True)
class Corrected:
    """An interview with the corrections in force applied, and what became of each."""

    interview: Interview
    outcomes: tuple[Outcome, ...] = ()

    @property
    def lost(self) -> tuple[Outcome, ...]:
        """The corrections that could not be applied."""
        return tuple(outcome for outcome in self.outcomes if outcome.lost)


def apply(interview: Interview, corrections: Iterable[Correction]) -> Corrected:
    """The interview as it was parsed, with the corrections in force applied in their order.

    The blocks go on covering every character that is not white space once; turns are derived anew. Without a
    correction in force the interview comes back as it is.
    """
    text, people = interview.text, interview.people
    parts = [_Part(block, said_in(interview, block)) for block in interview.blocks]
    digest = sha256_of(text)
    outcomes: list[Outcome] = []
    for correction in in_force(corrections):
        decision = correction.decision
        span = find(text, decision.anchor, correction.text_sha256 == digest) if decision.anchor else None
        changed = _changed(text, parts, decision, span) if span else None
        if changed is None:
            outcomes.append(Outcome(correction.version, span, Lost.BLOCKS if span else Lost.WORDS))
            continue
        outcomes.append(Outcome(correction.version, span))
        parts, people = changed, _with_person(people, decision)
    blocks = tuple(part.block for part in parts)
    if blocks == interview.blocks and people == interview.people:
        return Corrected(interview, tuple(outcomes))
    said = {part.block: part.said for part in parts}
    turns = turns_of(text, blocks, said.__getitem__)
    corrected = replace(interview, blocks=blocks, turns=turns, people=_still_there(interview, blocks, people))
    return Corrected(corrected, tuple(outcomes))


@dataclass(frozen=True, slots=True)
class _Part:
    """A block, and what of it is said: what the parser took for a label or a dash never becomes speech by itself."""

    block: Block
    said: tuple[Span, ...]

    def clipped(self, text: str, within: Span) -> _Part | None:
        """The part of it that lies `within`; None where that is white space."""
        span = _common(text, self.block.span, within)
        said = (_common(text, words, within) for words in self.said)
        return _Part(replace(self.block, span=span), tuple(filter(None, said))) if span else None


def _common(text: str, one: Span, other: Span) -> Span | None:
    start, end = max(one.start, other.start), min(one.end, other.end)
    span = strip_span(text, Span(start, end)) if start < end else None
    return span if span else None


def said_in(interview: Interview, block: Block) -> tuple[Span, ...]:
    """What of a parsed block is said: as the parser found it where it is served, without its label elsewhere."""
    if block.role is Role.QUESTION:
        spans = [turn.question for turn in interview.turns if turn.question]
    else:
        spans = [said.span for turn in interview.turns for said in turn.answers]
    there = tuple(filter(None, (_common(interview.text, span, block.span) for span in spans)))
    served = block.role is Role.ANSWER and block.served
    return there if there or served else (words_of(interview.text, block),)


def _changed(text: str, parts: list[_Part], decision: Decision, span: Span) -> list[_Part] | None:
    """The blocks after one decision about the words at `span`; None where they don't allow it."""
    if decision.action is Action.SPLIT:
        return _cut(text, parts, span.start + decision.at)
    if decision.action is Action.MERGE:
        return _merged(text, parts, span.start + decision.at)
    words = strip_span(text, span)
    if not len(words) or decision.role is None:
        return None
    parts = _cut(text, _cut(text, parts, words.start), words.end)
    block = Block(words, decision.role, decision.speaker, 1.0, RULE, decision.served)
    before = [part for part in parts if part.block.span.end <= words.start]
    after = [part for part in parts if part.block.span.start >= words.end]
    return [*before, _Part(block, (words_of(text, block),)), *after]


def _cut(text: str, parts: Sequence[_Part], at: int) -> list[_Part]:
    """The blocks, none of them with words on both sides of `at`."""
    found: list[_Part] = []
    for part in parts:
        span = part.block.span
        if span.start < at < span.end:
            sides = (Span(span.start, at), Span(at, span.end))
            found += filter(None, (part.clipped(text, side) for side in sides))
        else:
            found.append(part)
    return found


def _merged(text: str, parts: list[_Part], at: int) -> list[_Part] | None:
    """The blocks, those on the two sides of `at` made one; None where they are of another role or speaker."""
    for n, (one, other) in enumerate(pairwise(parts)):
        first, second = one.block, other.block
        if not first.span.end <= at <= second.span.start:
            continue
        if (first.role, first.speaker) != (second.role, second.speaker):
            return None
        doubtful = min(first, second, key=lambda block: (block.served, block.confidence))
        served = first.served and second.served
        joined = replace(doubtful, span=Span(first.span.start, second.span.end), served=served)
        return [*parts[:n], _Part(joined, (*one.said, *other.said)), *parts[n + 2 :]]
    return parts


def _with_person(people: tuple[Person, ...], decision: Decision) -> tuple[Person, ...]:
    """The people, with the speaker of a decision among them, at the post that it gives."""
    if decision.speaker is None or decision.role is not Role.ANSWER:  # splits and merges name nobody
        return people
    if all(person.name != decision.speaker for person in people):
        return (*people, Person(decision.speaker, decision.position))
    if decision.position is None:
        return people
    return tuple(replace(p, position=decision.position) if p.name == decision.speaker else p for p in people)


def _still_there(interview: Interview, blocks: Sequence[Block], people: Sequence[Person]) -> tuple[Person, ...]:
    """The people who answer, and those whom the parser names though they don't."""
    answered = {block.speaker for block in interview.blocks if block.role is Role.ANSWER}
    silent = {person.name for person in interview.people} - answered
    there = silent | {block.speaker for block in blocks if block.role is Role.ANSWER}
    return tuple(person for person in people if person.name in there)
