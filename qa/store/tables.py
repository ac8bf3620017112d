"""The store's tables, and how the nouns of an interview stand in them (JSON, and vectors in half precision)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from qa.interview import Block, Doubt, Person, Role, Rule
from qa.text import Span

SCHEMA = """
CREATE TABLE manifest (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE files (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, rules TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sources (
    interview TEXT PRIMARY KEY, path TEXT NOT NULL, raw BLOB NOT NULL, sha256 TEXT NOT NULL, rules TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE interviews (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, outlet TEXT, date TEXT, url TEXT, authors TEXT NOT NULL, note TEXT,
    text TEXT NOT NULL, blocks TEXT NOT NULL, people TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE turns (
    id INTEGER PRIMARY KEY AUTOINCREMENT, interview TEXT NOT NULL, question_start INTEGER, question_end INTEGER
);
CREATE TABLE utterances (
    id INTEGER PRIMARY KEY AUTOINCREMENT, turn INTEGER NOT NULL, interview TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, speaker TEXT, sha256 TEXT NOT NULL
);
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, utterance INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL
);
CREATE TABLE vectors (passage INTEGER, model TEXT, vector BLOB NOT NULL, PRIMARY KEY (passage, model)) WITHOUT ROWID;
CREATE TABLE moved (old TEXT PRIMARY KEY, new TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL DEFAULT (datetime('now')),
    event TEXT NOT NULL, detail TEXT NOT NULL
);
CREATE INDEX turns_interview ON turns (interview);
CREATE INDEX utterances_interview ON utterances (interview);
CREATE INDEX passages_utterance ON passages (utterance);
"""

CHANGED = """
INSERT INTO manifest VALUES ('changes', '1') ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1;
"""
"""Counts a change of the interviews: derived indexes are brought up to date when it has moved."""

ADDED = """
CREATE TABLE IF NOT EXISTS people_decisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, author TEXT NOT NULL, action TEXT NOT NULL,
    reason TEXT NOT NULL, anchors TEXT NOT NULL, others TEXT NOT NULL, name TEXT, undoes INTEGER
);
CREATE TABLE IF NOT EXISTS corrections (
    interview TEXT NOT NULL, version INTEGER NOT NULL, author TEXT NOT NULL, at TEXT NOT NULL,
    text_sha256 TEXT NOT NULL, reason TEXT NOT NULL, decision TEXT NOT NULL, PRIMARY KEY (interview, version)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS parsed (
    interview TEXT PRIMARY KEY, blocks TEXT NOT NULL, people TEXT NOT NULL, turns TEXT NOT NULL, lost INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS feedback (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL DEFAULT (datetime('now')),
    turn TEXT NOT NULL, question TEXT NOT NULL, verdict TEXT NOT NULL, note TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS sentences (utterance INTEGER PRIMARY KEY, model TEXT NOT NULL, texts BLOB NOT NULL);
CREATE TRIGGER IF NOT EXISTS utterance_removed AFTER DELETE ON utterances BEGIN
    DELETE FROM sentences WHERE utterance = old.id;
END;
CREATE TRIGGER IF NOT EXISTS interview_added AFTER INSERT ON interviews BEGIN {changed} END;
CREATE TRIGGER IF NOT EXISTS interview_changed AFTER UPDATE ON interviews BEGIN {changed} END;
CREATE TRIGGER IF NOT EXISTS interview_removed AFTER DELETE ON interviews BEGIN {changed} END;
""".replace("{changed}", CHANGED)
"""Tables that came later: made in an archive that lacks them, which stays readable to what came before."""


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


def _rule(stored: str) -> Rule:
    """The rule that was stored, perhaps with the mark or the role that it was about."""
    return next((rule for rule in sorted(Rule, key=len, reverse=True) if stored.startswith(rule)), Rule.LAYOUT)


def people_to_json(people: Sequence[Person]) -> str:
    return to_json([[p.name, p.position, list(p.labels)] for p in people])


def people_from_json(text: str) -> tuple[Person, ...]:
    return tuple(Person(name, position, tuple(labels)) for name, position, labels in json.loads(text))
