"""A unit with its role: what the stages of the parser hand on."""

from __future__ import annotations

from dataclasses import dataclass

from qa.interview import OPINIONS, Doubt, Role, Rule
from qa.parse.units import Unit

SERVED_FROM = 0.96
"""Confidence from which a block is served without review."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A unit with its role; `doubt` names why it must not be served, if anything does.

    `speaker` is known once the cast is: a Person's name, the reporter, or nobody.
    """

    unit: Unit
    role: Role
    confidence: float = 1.0
    rule: Rule = Rule.LAYOUT
    doubt: Doubt | None = None
    speaker: str | None = None

    @property
    def opines(self) -> bool:
        """Whether it is part of another person's opinion."""
        return self.rule in OPINIONS
