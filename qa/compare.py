"""Statements on one topic side by side: what each person said, word for word, in the order of the dates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from qa.answer.answer import Citation
from qa.search.filters import Filters

MOST_PEOPLE = 4
"""People beside each other, at the most."""

FOUND_PEOPLE = 3
"""People who are shown where nobody is named: those who come nearest to the topic."""

STATEMENTS = 8
"""Statements of one person, at the most: the nearest to the topic."""


class Statements(Protocol):
    """What finds them."""

    def statements(self, topic: str, filters: Filters, k: int) -> tuple[Citation, ...]:
        """Returns the words of the archive that are at least related to a topic, best first."""


@dataclass(frozen=True, slots=True)
class Side:
    """One person's statements, by date, the undated last."""

    name: str
    statements: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What people said on a topic, side by side; `without` are those who were asked for and said nothing of it."""

    topic: str
    sides: tuple[Side, ...]
    without: tuple[str, ...] = ()

    @property
    def dates(self) -> tuple[str, ...]:
        """The days of all statements (ISO), in order, each once."""
        return tuple(sorted({one.date for side in self.sides for one in side.statements if one.date}))


def compare(archive: Statements, topic: str, people: Sequence[str]) -> Comparison:
    """Returns what each of `people` said on a topic; without people, those who said most on it.

    QuestionError for a topic that can't be asked.
    """
    named = list(dict.fromkeys(name.strip() for name in people if name.strip()))[:MOST_PEOPLE]
    if not named:
        found = archive.statements(topic, Filters(), STATEMENTS * FOUND_PEOPLE)
        return Comparison(topic, tuple(_by_person(found))[:FOUND_PEOPLE])
    sides = [Side(name, _by_date(archive.statements(topic, Filters(speaker=name), STATEMENTS))) for name in named]
    return Comparison(
        topic,
        tuple(side for side in sides if side.statements),
        tuple(side.name for side in sides if not side.statements),
    )


def _by_person(found: Iterable[Citation]) -> list[Side]:
    """The statements of known speakers, person by person, the one who comes nearest first."""
    groups: dict[str, list[Citation]] = {}
    for one in found:
        if one.speaker:
            groups.setdefault(one.person or one.speaker, []).append(one)
    return [Side(group[0].speaker or "", _by_date(group[:STATEMENTS])) for group in groups.values()]


def _by_date(statements: Iterable[Citation]) -> tuple[Citation, ...]:
    return tuple(sorted(statements, key=lambda one: (one.date is None, one.date or "", one.interview, one.span)))
