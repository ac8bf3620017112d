"""The nouns of an interview. A quotation is a Span of `Interview.text`, never a string of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from qa.text import Span


class Role(StrEnum):
    """What a stretch of the printed article is."""

    QUESTION = "question"
    ANSWER = "answer"
    LEAD = "lead"
    NARRATION = "narration"
    CAPTION = "caption"
    HEADING = "heading"
    BYLINE = "byline"
    CLOSING = "closing"
    BOILERPLATE = "boilerplate"


class MarkKind(StrEnum):
    """What a page or a Word file says of a stretch of its text, where it says so by its own structure."""

    HEADING = "heading"
    CAPTION = "caption"
    BOX = "box"
    QUOTE = "quote"
    LIST = "list"
    TABLE = "table"
    BOLD = "bold"
    ITALIC = "italic"
    ADVERT = "advert"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of an article's NFC text and what its container says of it; offsets as in a Span.

    `who` is the person whom a quotation's own `<cite>` or signature names, as printed; None elsewhere.
    """

    start: int
    end: int
    kind: MarkKind
    who: str | None = None


REPORTER = "PV"
"""The speaker of the reporter's blocks."""


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of an article apart from its text; None where nothing was printed, never a guess.

    `date` is ISO (YYYY-MM-DD). `note` is a remark that every view of the interview shows ("hư cấu").
    """

    id: str
    title: str
    outlet: str | None = None
    date: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """An interviewee: full name, the post as printed, and the labels that stand for them in this article."""

    name: str
    position: str | None = None
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text with one role. `rule` names what decided; `confidence` lies in 0..1.

    `served` is False where doubt is too great: the block waits for review and is not shown as speech.
    `speaker` is a Person's name for answers, `REPORTER` for questions, None elsewhere or when unknown.
    """

    span: Span
    role: Role
    speaker: str | None = None
    confidence: float = 1.0
    rule: str = ""
    served: bool = True


@dataclass(frozen=True, slots=True)
class Utterance:
    """The words of one speaker without a break, label and opening dash left out."""

    span: Span
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Turn:
    """The reporter's question (None where none is printed) and what was answered to it, in order."""

    question: Span | None
    answers: tuple[Utterance, ...]


@dataclass(frozen=True, slots=True)
class Interview:
    """One article as the parser reads it.

    `text` is the NFC text of the source, complete. `blocks` are in order, do not overlap, and cover every
    character that is not white space. `turns` hold served speech only.
    """

    source: Source
    text: str
    blocks: tuple[Block, ...]
    turns: tuple[Turn, ...]
    people: tuple[Person, ...] = field(default=())

    def position_of(self, speaker: str | None) -> str | None:
        """The post printed for `speaker` in this article, if any."""
        return next((p.position for p in self.people if p.name == speaker), None)
