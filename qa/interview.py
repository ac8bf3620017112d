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


class Rule(StrEnum):
    """What decided a block's role. The values are what archives store."""

    LAYOUT = "layout"
    CORRECTED = "corrected"
    REPORTER_LABEL = "label reporter"
    PERSON_LABEL = "label person"
    ANSWER_LABEL = "label answer"
    MARK = "mark"
    THANKS = "thanks"
    LOOKS = "looks"
    SHORT_LINE = "short line"
    BOLD_LINE = "bold line"
    OUTSIDE = "outside the talk"
    TOP_LINE = "line at the top"
    BYLINE = "byline"
    LEAD_LAST = "lead printed last"
    BOXED = "boxed opinion"
    OPINION = "opinion under a name"
    OPINION_HEADING = "name over an opinion"
    FIRST_PERSON = "first person before the first question"
    ASKS_BEHIND_MARK = "asks behind a mark"
    BEFORE_SIGN = "before the answer's sign"
    NO_INTERVIEW = "no interview"


OPINIONS = (Rule.OPINION, Rule.OPINION_HEADING, Rule.BOXED)
"""The rules of what another person says in a frame of its own: no answer to the reporter."""


class Doubt(StrEnum):
    """Why it is not sure whose words a block holds. The values are what archives store."""

    AFTER_OPINION = "after another person's opinion"
    CAPTION = "may be a caption"
    NO_SIGN = "answer without its sign"
    AFTER_UNSURE = "after words that may be a question"
    AFTER_HEADING = "after a heading at the end"
    AFTER_THANKS = "after the thanks"
    PULL_QUOTE = "may be a pull quote"
    QUESTION_INSIDE = "a question inside"
    NAMES_SPEAKER = "names the speaker"
    PAPER = "may be the paper's own words"
    QUESTION_NEAR = "unmarked question near"
    NO_QUESTION = "no question before"
    BROKEN_OPINION = "opinion without line breaks"
    LINK = "a link in brackets"
    NAME_ALONE = "a name alone"
    AFTER_CREDIT = "after a credit"
    BYLINE = "byline"
    CREDIT = "credit"
    LOST_BREAK = "lost line break"
    NAMES_AT_END = "names at the end"
    UNMARKED = "no marks: where an answer ends is unsure"
    NO_STOP = "no stop at the end"
    WHO_STANDS_WHERE = "who stands where"
    QUESTION_OR_CAPTION = "may be a question with a caption"
    UNPARTED = "could not be parted"
    UNSURE = "unsure"


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
    """A stretch of the text with one role. `rule` tells what decided, `doubt` why that is unsure; `confidence` is 0..1.

    `served` is False where doubt is too great: the block waits for review and is not shown as speech.
    `speaker` is a Person's name for answers, `REPORTER` for questions, None elsewhere or when unknown.
    `said` is what of it is spoken, in order: all but label and opening mark; None where that was not kept.
    """

    span: Span
    role: Role
    speaker: str | None = None
    confidence: float = 1.0
    rule: Rule = Rule.LAYOUT
    served: bool = True
    doubt: Doubt | None = None
    said: tuple[Span, ...] | None = None


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
class Erratum:
    """What a paper published on `day` (ISO) about words that it had printed: `right` should stand for `wrong`.

    `span` is where the wrong words stand in the interview's text, which stays as it was printed. `right` is "" where
    the words were taken back; `note` tells where and how, "" for nothing. `version` is the entry that it comes from.
    """

    interview: str
    version: int
    span: Span
    wrong: str
    right: str
    day: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Interview:
    """One article as the parser reads it.

    `text` is the NFC text of the source, complete. `blocks` are in order, do not overlap, and cover every
    character that is not white space. `turns` hold served speech only. `marks` are what the file says of its text by
    its own structure; none where it says nothing, or was read before that was kept.
    """

    source: Source
    text: str
    blocks: tuple[Block, ...]
    turns: tuple[Turn, ...]
    people: tuple[Person, ...] = field(default=())
    marks: tuple[Mark, ...] = ()

    def position_of(self, speaker: str | None) -> str | None:
        """Returns the post printed for `speaker` in this article, if any."""
        return next((p.position for p in self.people if p.name == speaker), None)
