"""What editors decided about an interview: roles and speakers, splits and merges, each a version of its own.

A correction is never changed afterwards; what is taken back is taken back by a later one. Corrections lie on
top of the source: `qa.corrections.applied` applies them to whatever the parser reads in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from qa.corrections.anchor import Anchor, anchor_at
from qa.errors import CorrectionError
from qa.interview import REPORTER, Role
from qa.text import Span, nfc
from qa.wording import edit as wording_edit

LONGEST_NAME = 120
"""Characters of the longest name that a speaker may have."""

LONGEST_POST = 300
"""Characters of the longest post."""

LONGEST_REASON = 500
"""Characters of the longest reason."""

BESIDE = 40
"""Characters on each side of a border by which a split or a merge is anchored."""


class Action(StrEnum):
    """What an editor may decide."""

    SET = "set"
    SPLIT = "split"
    MERGE = "merge"
    NAME = "name"
    DESCRIBE = "describe"
    UNDO = "undo"


Fact = tuple[str, str | tuple[str, ...] | None]
"""A fact of an article by its name in `Source`, and its value; None where there is none."""

FACTS = ("title", "outlet", "date", "url", "authors", "note")
"""The facts that an editor may set, by their names in `Source`."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision about words of an interview.

    SET: the words at `anchor` are one block of `role` and `speaker` (who holds `position`, if given), served or
    held back. SPLIT and MERGE: `at` characters after the anchor's start a block ends, or does not end. NAME: the
    answers whose speaker is `of` ("": those of nobody, None: all of them) are `speaker`'s. DESCRIBE: `facts` of the
    article are these; its text is not touched. UNDO: the correction of version `undoes` holds no more.
    """

    action: Action
    anchor: Anchor | None = None
    role: Role | None = None
    speaker: str | None = None
    position: str | None = None
    served: bool = True
    at: int = 0
    undoes: int | None = None
    of: str | None = None
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """A decision with who made it, when (UTC, ISO 8601), why, and the SHA-256 of the text before their eyes.

    `version` counts an interview's corrections from 1.
    """

    interview: str
    version: int
    author: str
    at: str
    text_sha256: str
    reason: str
    decision: Decision


def in_force(corrections: Iterable[Correction]) -> list[Correction]:
    """Returns the corrections that hold, oldest first: an undo takes one away, and an undo undone gives it back."""
    known = sorted(corrections, key=lambda correction: correction.version)
    gone: set[int] = set()
    for correction in reversed(known):
        undoes = correction.decision.undoes
        if correction.decision.action is Action.UNDO and undoes is not None and correction.version not in gone:
            gone.add(undoes)
    return [c for c in known if c.version not in gone and c.decision.action is not Action.UNDO]


# --- making decisions ---


def set_words(
    text: str, span: Span, role: Role, speaker: str | None = None, position: str | None = None, served: bool = True
) -> Decision:
    """Decides that the words at `span` have this role and speaker; CorrectionError for what can't be.

    The reporter's words have the reporter for a speaker, and only answers have another; an answer may have
    none, where the paper names nobody.
    """
    if role is not Role.ANSWER:
        speaker, position = (REPORTER if role is Role.QUESTION else None), None
    else:
        speaker, position = _speaker(speaker), _line(position, LONGEST_POST)
        position = position if speaker else None
    return Decision(Action.SET, anchor_at(text, span), role, speaker, position, served)


def name_answers(of: str | None, speaker: str, position: str | None = None) -> Decision:
    """Decides whose all answers of one speaker are ("": of nobody, None: all); CorrectionError for what is no name."""
    named = _speaker(speaker)
    if named is None:
        raise CorrectionError(wording_edit.NO_SUCH_SPEAKER)
    return Decision(Action.NAME, speaker=named, position=_line(position, LONGEST_POST), of=of)


def _speaker(name: str | None) -> str | None:
    speaker = _line(name, LONGEST_NAME)
    if speaker is not None and (speaker == REPORTER or not any(char.isalpha() for char in speaker)):
        raise CorrectionError(wording_edit.NO_SUCH_SPEAKER)
    return speaker


def split_words(text: str, block: Span, at: int) -> Decision:
    """Decides that a block ends before the character `at`; CorrectionError where nothing would be left of a side."""
    if not (block.start < at < block.end and text[block.start : at].strip() and text[at : block.end].strip()):
        raise CorrectionError(wording_edit.NO_PLACE_TO_SPLIT)
    return _border(text, block, at, Action.SPLIT)


def merge_words(text: str, first: Span, second: Span) -> Decision:
    """Decides that two neighbouring blocks are one."""
    return _border(text, Span(first.start, second.end), second.start, Action.MERGE)


def _border(text: str, area: Span, at: int, action: Action) -> Decision:
    span = Span(max(area.start, at - BESIDE), min(area.end, at + BESIDE))
    return Decision(action, anchor_at(text, span), at=at - span.start)


def undo(version: int) -> Decision:
    """Decides that the correction of this version holds no more."""
    return Decision(Action.UNDO, undoes=version)


def checked_reason(reason: str) -> str:
    """Returns a reason on one line; CorrectionError if it is too long."""
    return _line(reason, LONGEST_REASON) or ""


def _line(text: str | None, limit: int) -> str | None:
    line = " ".join(nfc(text or "").split())
    if len(line) > limit:
        raise CorrectionError(wording_edit.too_long(limit))
    return line if line.isprintable() and line else None


UNREADABLE = Decision(Action.SET, Anchor(Span(0, 0), "", "", ""))
"""Stands for a stored decision that can't be read: it is about no words, so it is always lost, and said to be."""

# --- as JSON ---


def decision_json(decision: Decision) -> str:
    """Gives a decision as it is stored: the words stand beside their hash, so that they are found in a changed text."""
    anchor = decision.anchor
    fields: dict[str, Any] = {"action": decision.action.value}
    if anchor is not None:
        fields |= {
            "span": [anchor.span.start, anchor.span.end],
            "sha256": anchor.sha256,
            "words": anchor.words,
            "before": anchor.before,
            "after": anchor.after,
        }
    if decision.action is Action.SET and decision.role:
        fields |= {"role": decision.role.value, "speaker": decision.speaker, "position": decision.position}
        fields["served"] = decision.served
    if decision.action in (Action.SPLIT, Action.MERGE):
        fields["at"] = decision.at
    if decision.action is Action.NAME:
        fields |= {"of": decision.of, "speaker": decision.speaker, "position": decision.position}
    if decision.action is Action.DESCRIBE:
        fields["facts"] = dict(decision.facts)
    if decision.action is Action.UNDO:
        fields["undoes"] = decision.undoes
    return json.dumps(fields, ensure_ascii=False)


def decision_from_json(text: str) -> Decision:
    """Returns the decision that `decision_json` wrote; CorrectionError for anything else, a changed word included."""
    try:
        fields = json.loads(text)
        action = Action(fields["action"])
        if action is Action.UNDO:
            return undo(int(fields["undoes"]))
        if action is Action.NAME:
            return name_answers(fields["of"], fields["speaker"], fields["position"])
        if action is Action.DESCRIBE:
            return Decision(action, facts=tuple(_fact(name, value) for name, value in fields["facts"].items()))
        start, end = fields["span"]
        anchor = Anchor(Span(start, end), str(fields["words"]), str(fields["before"]), str(fields["after"]))
        if anchor.sha256 != fields["sha256"] or len(anchor.words) != len(anchor.span):
            raise ValueError("the words are not those of the hash")
        if action is not Action.SET:
            return Decision(action, anchor, at=int(fields["at"]))
        role, speaker, position = Role(fields["role"]), fields["speaker"], fields["position"]
        return Decision(action, anchor, role, speaker, position, bool(fields["served"]))
    except (ValueError, KeyError, TypeError) as error:
        raise CorrectionError(wording_edit.BAD_DECISION) from error


def _fact(name: str, value: Any) -> Fact:
    """A stored fact; ValueError for one that can be none of an article."""
    listed = name == "authors" and isinstance(value, list) and all(isinstance(one, str) for one in value)
    plain = isinstance(value, str) or (value is None and name not in ("title", "authors"))
    if name not in FACTS or not (listed or (plain and name != "authors")):
        raise ValueError("no fact of an article")
    return name, tuple(value) if listed else value


def correction_json(correction: Correction) -> str:
    """Returns a correction as one line of a file."""
    fields = {
        name: getattr(correction, name) for name in ("interview", "version", "author", "at", "text_sha256", "reason")
    }
    return json.dumps({**fields, "decision": json.loads(decision_json(correction.decision))}, ensure_ascii=False)


def correction_from_json(line: str) -> Correction:
    """Returns the correction that `correction_json` wrote; CorrectionError for anything else."""
    try:
        fields = json.loads(line)
        words = [fields[name] for name in ("interview", "author", "at", "text_sha256", "reason")]
        version = int(fields["version"])
        if not all(isinstance(word, str) for word in words) or version < 1:
            raise ValueError("a field of a wrong type")
        datetime.fromisoformat(fields["at"])
    except (ValueError, KeyError, TypeError) as error:
        raise CorrectionError(wording_edit.BAD_DECISION) from error
    interview, author, at, digest, reason = words
    decision = decision_from_json(json.dumps(fields["decision"]) if "decision" in fields else "")
    return Correction(interview, version, author, at, digest, reason, decision)
