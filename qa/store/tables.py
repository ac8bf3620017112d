"""The store's tables, and how the nouns of an interview stand in them (JSON, and vectors in half precision)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from qa.interview import Block, Doubt, Mark, MarkKind, Person, Role, Rule, Source, Turn, Utterance
from qa.text import Span


@dataclass(frozen=True, slots=True)
class NewPassage:
    """A passage to store, with its vector (1-D, the model's dimension).

    `sentences`: what is kept ready of its utterance's texts, with one passage of each utterance.
    """

    span: Span
    vector: npt.NDArray[np.float32]
    sentences: bytes = b""


def to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def to_blob(vector: npt.NDArray[np.float32]) -> bytes:
    # Half precision: half the space, and a rounding of cosines in the fourth decimal.
    return np.asarray(vector, dtype=np.float16).tobytes()


def blocks_to_json(blocks: Sequence[Block]) -> str:
    return to_json(
        [
            [b.span.start, b.span.end, b.role, b.speaker, b.confidence, b.rule, b.served, b.doubt, _said_rows(b)]
            for b in blocks
        ]
    )


def _said_rows(block: Block) -> list[list[int]] | None:
    return None if block.said is None else [[span.start, span.end] for span in block.said]


def blocks_from_json(text: str) -> tuple[Block, ...]:
    return tuple(map(_block, json.loads(text)))


def _block(row: Sequence[Any]) -> Block:
    start, end, role, speaker, confidence, rule, served, *more = row
    if not more:  # as first stored: the doubt after the rule, and the spoken words in the turns alone
        rule, _, doubt = rule.partition("; ")
        more = [doubt, None]
    doubt, said = more
    why = _DOUBTS.get(doubt, Doubt.UNSURE) if doubt else None
    spans = None if said is None else tuple(Span(*span) for span in said)
    return Block(Span(start, end), Role(role), speaker, confidence, _rule(rule), served, why, spans)


_DOUBTS = {"caption": Doubt.CAPTION, **{doubt.value: doubt for doubt in Doubt}}
"""The doubts by the names under which they were ever stored."""


_RULES = tuple(sorted(Rule, key=len, reverse=True))


@lru_cache(maxsize=1024)
def _rule(stored: str) -> Rule:
    """The rule that was stored, perhaps with the mark or the role that it was about."""
    return next((rule for rule in _RULES if stored.startswith(rule)), Rule.LAYOUT)


def marks_to_json(marks: Sequence[Mark]) -> str:
    return to_json([[mark.start, mark.end, mark.kind, mark.who] for mark in marks])


def marks_from_json(text: str) -> tuple[Mark, ...]:
    return tuple(Mark(start, end, MarkKind(kind), who) for start, end, kind, who in json.loads(text))


def source_to_json(source: Source) -> str:
    return to_json([source.title, source.outlet, source.date, source.url, list(source.authors), source.note])


def source_from_json(interview: str, text: str) -> Source:
    title, outlet, date, url, authors, note = json.loads(text)
    return Source(interview, title, outlet, date, url, tuple(authors), note)


def people_to_json(people: Sequence[Person]) -> str:
    return to_json([[p.name, p.position, list(p.labels)] for p in people])


def people_from_json(text: str) -> tuple[Person, ...]:
    return tuple(Person(name, position, tuple(labels)) for name, position, labels in json.loads(text))


def turns_to_json(turns: Iterable[Turn]) -> str:
    return to_json(
        [
            [
                [turn.question.start, turn.question.end] if turn.question else None,
                [[said.span.start, said.span.end, said.speaker] for said in turn.answers],
            ]
            for turn in turns
        ]
    )


def turns_from_json(text: str) -> tuple[Turn, ...]:
    return tuple(
        Turn(
            Span(*question) if question else None,
            tuple(Utterance(Span(start, end), speaker) for start, end, speaker in answers),
        )
        for question, answers in json.loads(text)
    )
