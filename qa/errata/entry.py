"""An erratum as an editor enters it: versioned, with the words that it is about, taken back by a later entry. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from qa.bounds import LONGEST_LINE, LONGEST_WORDS
from qa.corrections.anchor import Anchor, anchor_at
from qa.errors import ErratumError
from qa.text import Span, nfc
from qa.wording import errata as wording_errata


@dataclass(frozen=True, slots=True)
class Published:
    """What a paper published on `day` (ISO): `right` for the words at `anchor`; `note` tells where and how."""

    anchor: Anchor
    right: str
    day: str
    note: str = ""


UNREADABLE = Published(Anchor(Span(0, 0), "", "", ""), "", "")
"""Stands for what can't be read any more: it is about no words, so it is always lost, and said to be."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry about an interview, never changed afterwards; `at` is UTC (ISO 8601), `version` counts from 1.

    It says what was published, of the text whose SHA-256 an editor had before their eyes; or it takes the entry of
    version `undoes` back, and `reason` says why.
    """

    interview: str
    version: int
    author: str
    at: str
    text_sha256: str = ""
    published: Published | None = None
    undoes: int | None = None
    reason: str = ""


def in_force(entries: Iterable[Entry]) -> list[Entry]:
    """Returns the entries of an interview that hold, oldest first: one that is taken back, and that itself, do not."""
    known = sorted(entries, key=lambda entry: entry.version)
    gone = {entry.undoes for entry in known}
    return [entry for entry in known if entry.published and entry.version not in gone]


def published(text: str, span: Span, right: str, day: str, note: str, today: date) -> Published:
    """Returns what an editor enters about the words at `span`; ErratumError for what can't be."""
    right, note = nfc(right).strip(), " ".join(nfc(note).split())
    if right == span.of(text).strip():
        raise ErratumError(wording_errata.SAME_WORDS)
    if max(len(right), len(span)) > LONGEST_WORDS or len(note) > LONGEST_LINE:
        raise ErratumError(wording_errata.TOO_LONG)
    return Published(anchor_at(text, span), right, _day(day, today), note)


def _day(text: str, today: date) -> str:
    """A day as it is typed, "2024-10-05" or "5/10/2024", as ISO; ErratumError for none, and for one to come."""
    parts = text.strip().replace("/", "-").replace(".", "-").split("-")
    try:
        first, second, third = map(int, parts)
        found = date(first, second, third) if len(parts[0]) > 2 else date(third, second, first)
    except ValueError as error:
        raise ErratumError(wording_errata.BAD_DAY) from error
    if found > today:
        raise ErratumError(wording_errata.DAY_TO_COME)
    return found.isoformat()


# --- as JSON ---


def content_json(entry: Entry) -> str:
    """Gives what an entry says as it is stored."""
    said = entry.published
    if said is None:
        return json.dumps({"undoes": entry.undoes, "reason": entry.reason}, ensure_ascii=False)
    words: dict[str, Any] = {"span": [said.anchor.span.start, said.anchor.span.end], "words": said.anchor.words}
    around = {"before": said.anchor.before, "after": said.anchor.after, "sha256": said.anchor.sha256}
    return json.dumps(words | around | {"right": said.right, "day": said.day, "note": said.note}, ensure_ascii=False)


def with_content(entry: Entry, stored: str) -> Entry:
    """Returns an entry with what `content_json` wrote; ErratumError for anything else, a changed word included."""
    try:
        fields = json.loads(stored)
        if "undoes" in fields:
            return replace(entry, undoes=int(fields["undoes"]), reason=str(fields["reason"]))
        anchor = Anchor(Span(*fields["span"]), str(fields["words"]), str(fields["before"]), str(fields["after"]))
        if anchor.sha256 != fields["sha256"]:
            raise ValueError("the words are not those of the hash")
        said = Published(anchor, str(fields["right"]), str(fields["day"]), str(fields["note"]))
        return replace(entry, published=said)
    except (ValueError, KeyError, TypeError) as error:
        raise ErratumError(wording_errata.unreadable(entry.interview, entry.version)) from error


def entry_json(entry: Entry) -> str:
    """Returns an entry as one line of a file."""
    fields = {name: getattr(entry, name) for name in ("interview", "version", "author", "at", "text_sha256")}
    return json.dumps({**fields, "erratum": json.loads(content_json(entry))}, ensure_ascii=False)


def is_entry(line: str) -> bool:
    """Tells whether a line of a file is an entry's; what is no entry may be a correction."""
    try:
        fields = json.loads(line)
    except ValueError:
        return False
    return isinstance(fields, dict) and "erratum" in fields


def entry_from_json(line: str) -> Entry:
    """Returns the entry that `entry_json` wrote; ErratumError for anything else."""
    try:
        fields = json.loads(line)
        words = [fields[name] for name in ("interview", "author", "at", "text_sha256")]
        version = int(fields["version"])
        if not all(isinstance(word, str) for word in words) or version < 1:
            raise ValueError("a field of a wrong type")
        datetime.fromisoformat(fields["at"])
        interview, author, at, digest = words
        return with_content(Entry(interview, version, author, at, digest), json.dumps(fields["erratum"]))
    except (ValueError, KeyError, TypeError) as error:
        raise ErratumError(wording_errata.BAD_LINE) from error
