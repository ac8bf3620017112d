"""Corrections applied to an interview as the parser reads it: pure, so a rebuild applies them again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from qa.corrections.anchor import find, sha256_of
from qa.corrections.correction import Action, Correction, Decision, in_force
from qa.corrections.describing import described
from qa.corrections.naming import name_all
from qa.interview import Block, Interview, Person, Role, Rule
from qa.parse.turns import turns_of, words_of
from qa.text import Span, strip_span


class Lost(StrEnum):
    """Why a correction could not be applied: it waits for somebody to look at it again."""

    WORDS = "words"
    """Its words are no more in the text, or stand in several places."""
    BLOCKS = "blocks"
    """The blocks that it merges are of different roles or speakers now."""
    SPEAKER = "speaker"
    """No answer is of the speaker whose answers it names."""


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
    """Returns the interview as it was parsed, with the corrections in force applied in their order.

    The blocks go on covering every character that is not white space once; turns are derived anew. Without a
    correction in force the interview comes back as it is.
    """
    text, people, source = interview.text, interview.people, interview.source
    parsed = blocks = tuple(replace(block, said=said_in(interview, block)) for block in interview.blocks)
    digest = sha256_of(text)
    outcomes: list[Outcome] = []
    for correction in in_force(corrections):
        decision = correction.decision
        if decision.action is Action.DESCRIBE:
            source = described(source, decision.facts)
            outcomes.append(Outcome(correction.version, None))
            continue
        if decision.action is Action.NAME:
            named = name_all(blocks, people, decision)
            outcomes.append(Outcome(correction.version, None, None if named else Lost.SPEAKER))
            blocks, people = named or (blocks, people)
            continue
        span = find(text, decision.anchor, correction.text_sha256 == digest) if decision.anchor else None
        changed = _changed(text, blocks, decision, span) if span else None
        if changed is None:
            outcomes.append(Outcome(correction.version, span, Lost.BLOCKS if span else Lost.WORDS))
            continue
        outcomes.append(Outcome(correction.version, span))
        blocks, people = tuple(changed), _with_person(people, decision)
    if source != interview.source:
        interview = replace(interview, source=source)
    if blocks == parsed and people == interview.people:
        return Corrected(interview, tuple(outcomes))
    there = _still_there(interview, blocks, people)
    corrected = replace(interview, blocks=blocks, turns=turns_of(text, blocks), people=there)
    return Corrected(corrected, tuple(outcomes))


def _clipped(text: str, block: Block, within: Span) -> Block | None:
    """The part of `block` that lies `within`, with what is said there; None where that is white space."""
    span = _common(text, block.span, within)
    said = (_common(text, words, within) for words in block.said or ())
    return replace(block, span=span, said=tuple(filter(None, said))) if span else None


def _common(text: str, one: Span, other: Span) -> Span | None:
    start, end = max(one.start, other.start), min(one.end, other.end)
    span = strip_span(text, Span(start, end)) if start < end else None
    return span if span else None


def said_in(interview: Interview, block: Block) -> tuple[Span, ...]:
    """Returns what of a parsed block is said: label and dash never become speech by themselves.

    Where the block was stored without it, its turn tells, and for what is not served its words.
    """
    if block.said is not None:
        return block.said
    if block.role is Role.QUESTION:
        spans = [turn.question for turn in interview.turns if turn.question]
    else:
        spans = [said.span for turn in interview.turns for said in turn.answers]
    there = tuple(filter(None, (_common(interview.text, span, block.span) for span in spans)))
    served = block.role is Role.ANSWER and block.served
    return there if there or served else words_of(interview.text, block.span)


def _changed(text: str, blocks: Sequence[Block], decision: Decision, span: Span) -> Sequence[Block] | None:
    """The blocks after one decision about the words at `span`; None where they don't allow it."""
    if decision.action is Action.SPLIT:
        return _cut(text, blocks, span.start + decision.at)
    if decision.action is Action.MERGE:
        return _merged(text, blocks, span.start + decision.at)
    words = strip_span(text, span)
    if not len(words) or decision.role is None:
        return None
    blocks = _cut(text, _cut(text, blocks, words.start), words.end)
    served, said = decision.served, words_of(text, words)
    decided = Block(words, decision.role, decision.speaker, 1.0, Rule.CORRECTED, served, said=said)
    before = [block for block in blocks if block.span.end <= words.start]
    after = [block for block in blocks if block.span.start >= words.end]
    return [*before, decided, *after]


def _cut(text: str, blocks: Sequence[Block], at: int) -> list[Block]:
    """The blocks, none of them with words on both sides of `at`."""
    found: list[Block] = []
    for block in blocks:
        if block.span.start < at < block.span.end:
            sides = (Span(block.span.start, at), Span(at, block.span.end))
            found += filter(None, (_clipped(text, block, side) for side in sides))
        else:
            found.append(block)
    return found


def _merged(text: str, blocks: Sequence[Block], at: int) -> Sequence[Block] | None:
    """The blocks, those on the two sides of `at` made one; None where they are of another role or speaker."""
    for n, (first, second) in enumerate(pairwise(blocks)):
        if not first.span.end <= at <= second.span.start:
            continue
        if (first.role, first.speaker) != (second.role, second.speaker):
            return None
        doubtful = min(first, second, key=lambda block: (block.served, block.confidence))
        span = Span(first.span.start, second.span.end)
        said = _run_together(text, [*(first.said or ()), *(second.said or ())])
        joined = replace(doubtful, span=span, served=first.served and second.served, said=said)
        return [*blocks[:n], joined, *blocks[n + 2 :]]
    return blocks


def _run_together(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """`spans`, those made one that nothing parts but white space."""
    found: list[Span] = []
    for span in spans:
        if found and not text[found[-1].end : span.start].strip():
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return tuple(found)


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
