"""The words by which a sentence turns a clause of its own, each with its scope, from the one table cues.txt.

A line `name = words` is a class of words; a line `scope | turn | pattern` is a cue, its pattern a regular expression
over lower-case words and marks that single blanks part, with classes in braces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from qa.text import canonical_tones


class Scope(Enum):
    """Which clause a cue turns, seen from the cue."""

    EMBEDS = auto()
    """The clause that it introduces: after "là", "rằng", ":" or at once."""

    TOUCHES = auto()
    """The words right after it."""

    FOLLOWED = auto()
    """The words right before it."""

    REFERS = auto()
    """The clause or the sentence before its own: "đó là bịa đặt"."""

    SENTENCE = auto()
    """All of its sentence."""


class Turn(Enum):
    """What a cue does to the clause."""

    DENIED = auto()
    DOUBTED = auto()
    ASKED = auto()
    CONDITIONAL = auto()
    REPORTED = auto()


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that turn a clause in their scope."""

    scope: Scope
    turn: Turn
    pattern: re.Pattern[str]


_TABLE = Path(__file__).with_name("cues.txt")


def _read() -> tuple[dict[str, re.Pattern[str]], tuple[Cue, ...]]:
    classes: dict[str, str] = {}
    found: list[Cue] = []

    def whole(pattern: str) -> str:
        return re.sub(r"\{([a-z]+)\}", lambda name: classes[name[1]], canonical_tones(pattern))

    for line in _TABLE.read_text("utf-8").splitlines():
        if named := re.fullmatch(r"(\w+) = (.*)", line):
            classes[named[1]] = whole(named[2])
        elif line and not line.startswith("#"):
            scope, turn, pattern = (part.strip() for part in line.split("|", 2))
            found.append(Cue(Scope[scope.upper()], Turn[turn.upper()], _words(whole(pattern))))
    return {name: _words(pattern) for name, pattern in classes.items()}, tuple(found)


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")


CLASSES, CUES = _read()
"""The classes of words by their names, and all cues, in the order of the table."""
