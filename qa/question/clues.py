"""What words of a question were taken for: a class a kind of clue, each with what it found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from qa.text import fold, nfc


class ClueKind(StrEnum):
    """What a clue changes."""

    FOLLOW_UP = "follow-up"
    SPELLING = "spelling"
    SPEAKER = "speaker"
    PERIOD = "period"
    OUTLET = "outlet"
    NEWEST = "newest"
    ABBREVIATION = "abbreviation"
    RENAMED = "renamed"


@dataclass(frozen=True, slots=True)
class Clue:
    """Words of the question, as typed, that were taken for something; what for, its class says."""

    words: str

    kind: ClassVar[ClueKind]

    @property
    def key(self) -> str:
        """Names the clue among those of its question, and again when that is asked without it."""
        return f"{self.kind.value}:{fold(nfc(self.words)).strip()}"


@dataclass(frozen=True, slots=True)
class FollowUpClue(Clue):
    """The question leans on the one before it."""

    before: str

    kind = ClueKind.FOLLOW_UP


@dataclass(frozen=True, slots=True)
class SpellingClue(Clue):
    """The words are read as `changed`, the whole question as `question`."""

    question: str
    changed: str

    kind = ClueKind.SPELLING


@dataclass(frozen=True, slots=True)
class SpeakerClue(Clue):
    """The words name speakers of the archive, given as it prints them."""

    speakers: tuple[str, ...]

    kind = ClueKind.SPEAKER


@dataclass(frozen=True, slots=True)
class PeriodClue(Clue):
    """The words name the days `since` to `until` (ISO); `strict`: what was said at other times is left out."""

    since: str
    until: str
    strict: bool

    kind = ClueKind.PERIOD


@dataclass(frozen=True, slots=True)
class OutletClue(Clue):
    """The words name a paper of the archive."""

    outlet: str

    kind = ClueKind.OUTLET


@dataclass(frozen=True, slots=True)
class NewestClue(Clue):
    """The words ask for what is newest."""

    kind = ClueKind.NEWEST


@dataclass(frozen=True, slots=True)
class AbbreviationClue(Clue):
    """The archive writes the words in full, in short, or both ways; None for the way in which it doesn't."""

    full: str | None
    short: str | None

    kind = ClueKind.ABBREVIATION


@dataclass(frozen=True, slots=True)
class RenamedClue(Clue):
    """The words name a body or place that the archive also calls by other names."""

    names: tuple[str, ...]

    kind = ClueKind.RENAMED


def meaning_of(clue: Clue) -> tuple[str, ...]:
    """Lists what a clue found, as texts: the names of people, the other wordings; empty where the words say it all."""
    match clue:
        case FollowUpClue():
            return (clue.before,)
        case SpellingClue():
            return (clue.question, clue.changed)
        case SpeakerClue():
            return clue.speakers
        case OutletClue():
            return (clue.outlet,)
        case AbbreviationClue():
            return tuple(text for text in (clue.full, clue.short) if text)
        case RenamedClue():
            return clue.names
        case _:
            return ()
