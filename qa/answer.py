"""Answers made of citations: which hits are shown, what is marked in them, and whether they answer at all."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from qa.text import Span


class State(StrEnum):
    """What the archive has for a question."""

    ANSWER = "answer"
    RELATED = "related"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Citation:
    """A quotation with everything needed to check it; `text` is exactly `span` of the interview's text.

    `turn` is the key that `/l/<turn>` opens. `highlights` are offsets in the interview's text, inside `span`.
    `score`, `dense` (cosine) and `lexical` (share of the best BM25 the question could get): higher is better.
    `note` is the source's remark that every view shows.
    """

    interview: str
    turn: str
    span: Span
    text: str
    highlights: tuple[Span, ...] = ()
    speaker: str | None = None
    position: str | None = None
    question: str | None = None
    title: str = ""
    outlet: str | None = None
    date: str | None = None
    url: str | None = None
    note: str | None = None
    score: float = 0.0
    dense: float = 0.0
    lexical: float = 0.0

    @property
    def sha256(self) -> str:
        """SHA-256 (hex) of `text` in UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the archive says to one question: a state, how sure that is (0..1), and the citations, best first."""

    question: str
    state: State
    confidence: float
    hits: tuple[Citation, ...] = ()
