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


def _cues() -> tuple[Cue, ...]:
    classes: dict[str, str] = {}
    found: list[Cue] = []
    for line in _TABLE.read_text("utf-8").splitlines():
        if named := re.fullmatch(r"(\w+) = (.*)", line):
            classes[named[1]] = canonical_tones(named[2])
        elif line and not line.startswith("#"):
            scope, turn, pattern = (part.strip() for part in line.split("|", 2))
            whole = re.sub(r"\{([a-z]+)\}", lambda name: classes[name[1]], canonical_tones(pattern))
            found.append(Cue(Scope[scope.upper()], Turn[turn.upper()], re.compile(rf"(?<!\w)(?:{whole})(?!\w)")))
    return tuple(found)


CUES = _cues()
"""All cues, in the order of the table."""
