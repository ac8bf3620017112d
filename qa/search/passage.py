"""The units that are embedded: whole utterances, and windows of sentences of the long ones."""

from __future__ import annotations

from dataclasses import dataclass

from qa.interview import Interview, Turn, Utterance
from qa.text import Span, sentences

RULES = "passages-3"
"""Names the rules below, and what is kept of sentences; an archive built under other rules is embedded anew."""

LONG = 400
"""Characters from which an utterance is also cut into windows."""

WINDOW = 3
"""Sentences in a window; neighbouring windows share all but `STEP` of them."""

STEP = 2
"""Sentences by which a window begins behind the one before it."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of one utterance and the text by which it is found (its context put before it)."""

    span: Span
    text: str


def passages(interview: Interview, turn: Turn, utterance: Utterance) -> list[Passage]:
    """Returns the passages of one utterance: the whole first, then its windows in order."""
    before = context(interview, turn)
    spans = [utterance.span, *windows(interview.text, utterance.span)]
    return [
        Passage(span, f"{before}\n{span.of(interview.text)}" if before else span.of(interview.text)) for span in spans
    ]


def windows(text: str, area: Span) -> list[Span]:
    """Returns overlapping windows of `WINDOW` sentences over `area`; none where it is short."""
    if len(area) < LONG:
        return []
    parts = sentences(text, area)
    if len(parts) <= WINDOW:
        return []
    starts = range(0, len(parts) - WINDOW + STEP, STEP)
    return [Span(parts[i].start, parts[min(i + WINDOW, len(parts)) - 1].end) for i in starts if i < len(parts)]


def context(interview: Interview, turn: Turn) -> str:
    """Returns what a passage needs beside its own words to be found: the headline and the reporter's question."""
    question = turn.question.of(interview.text) if turn.question else ""
    return "\n".join(part for part in (interview.source.title, question) if part)


def lexical_text(interview: Interview, turn: Turn, utterance: Utterance) -> str:
    """Returns the text of an utterance for BM25: context, speaker, post and the words themselves."""
    speaker = utterance.speaker or ""
    post = interview.position_of(utterance.speaker) or ""
    return "\n".join(
        part for part in (context(interview, turn), speaker, post, utterance.span.of(interview.text)) if part
    )
