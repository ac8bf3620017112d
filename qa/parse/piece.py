"""A unit with its role: what the stages of the parser hand on."""

from __future__ import annotations

from dataclasses import dataclass

from qa.interview import Role
from qa.parse.units import Mark, Unit

SERVED_FROM = 0.9
"""Confidence from which a block is served without review."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A unit with its role; `doubt` names why it must not be served, if anything does."""

    unit: Unit
    role: Role
    confidence: float = 1.0
    rule: str = ""
    doubt: str = ""

    @property
    def signed(self) -> bool:
        """Whether the unit opens with a label or with a mark that is more than bold type."""
        return self.unit.label is not None or self.unit.mark not in UNSIGNED


UNSIGNED = (Mark.NONE, Mark.BOLD, Mark.BOLD_ITALIC, Mark.ITALIC)
