"""What speaks against taking an article in as it is read, and what a list says of it. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from qa.interview import Interview, Role
from qa.parse.parse import is_interview


class Doubt(StrEnum):
    """Why somebody should look before an article is taken in. The values are what archives store."""

    NO_INTERVIEW = "no interview"
    WAITS = "blocks wait"
    NO_SPEAKER = "no speaker"
    THERE = "there already"
    SAME_ID = "same id"
    EDITION = "another edition"
    NO_TITLE = "no title"
    NO_OUTLET = "no outlet"
    NO_DATE = "no date"


@dataclass(frozen=True, slots=True)
class Known:
    """What the archive holds of an article: the ids of its very bytes, of another of its id, of another edition."""

    same_bytes: str = ""
    same_id: str = ""
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """What the list says of an article: its facts, who answers, how many turns; `waiting` counts blocks in doubt.

    `there` is an interview of the archive that it may be. `rules` are those that it was read by.
    """

    title: str
    outlet: str | None
    date: str | None
    people: tuple[str, ...]
    turns: int
    waiting: int
    doubts: tuple[Doubt, ...]
    there: str
    rules: str


def summary_of(interview: Interview, known: Known, rules: str) -> Summary:
    """Says what was read in an article, and what speaks against taking it in."""
    source = interview.source
    waiting = sum(not block.served for block in interview.blocks)
    people = tuple(person.name for person in interview.people)
    facts = (source.title, source.outlet, source.date, people)
    there = known.same_bytes or known.edition or known.same_id
    return Summary(*facts, len(interview.turns), waiting, tuple(_doubts(interview, known)), there, rules)


def _doubts(interview: Interview, known: Known) -> Iterator[Doubt]:
    source = interview.source
    said = [block for block in interview.blocks if block.role is Role.ANSWER]
    found = {
        Doubt.NO_INTERVIEW: not is_interview(interview),
        Doubt.WAITS: not all(block.served for block in interview.blocks),
        Doubt.NO_SPEAKER: any(block.speaker is None for block in said),
        Doubt.THERE: bool(known.same_bytes),
        Doubt.SAME_ID: bool(known.same_id and not known.same_bytes),
        Doubt.EDITION: bool(known.edition and not known.same_bytes),
        Doubt.NO_TITLE: not source.title,
        Doubt.NO_OUTLET: not source.outlet,
        Doubt.NO_DATE: not source.date,
    }
    yield from (doubt for doubt, holds in found.items() if holds)


def summary_json(summary: Summary) -> str:
    """Gives a summary as it is stored."""
    return json.dumps({name: getattr(summary, name) for name in Summary.__slots__}, ensure_ascii=False)


def summary_from_json(text: str) -> Summary | None:
    """Returns the summary that `summary_json` wrote; None where nothing was read yet."""
    if not text:
        return None
    told = json.loads(text)
    return Summary(**{**told, "people": tuple(told["people"]), "doubts": tuple(map(Doubt, told["doubts"]))})
