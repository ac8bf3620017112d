"""Errata in SQLite: every entry ever made, and those of an interview at their place in its text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby
from operator import attrgetter

from qa.corrections.anchor import sha256_of
from qa.errata.entry import UNREADABLE, Entry, Published, content_json, in_force, with_content
from qa.errata.placed import Placed, placed
from qa.errors import ErratumError
from qa.store.audit import Event, note_change
from qa.store.store import Store
from qa.text import nfc
from qa.wording import errata as wording_errata

_COLUMNS = "interview, version, author, at, text_sha256, content"


def entries_of(store: Store, interview: str) -> list[Entry]:
    """Returns all entries about an interview, oldest first, those taken back among them."""
    return _read(store, "WHERE interview = ? ORDER BY version", interview)


def all_entries(store: Store) -> list[Entry]:
    """Returns every entry of the archive, interview by interview."""
    return _read(store, "ORDER BY interview, version")


def _read(store: Store, which: str, *values: object) -> list[Entry]:
    rows = store.rows(f"SELECT {_COLUMNS} FROM errata {which}", *values)
    return [_entry(Entry(*facts), content) for *facts, content in rows]


def _entry(entry: Entry, content: str) -> Entry:
    """An entry with what it says; one that was tampered with is about no words, and listed as lost."""
    try:
        return with_content(entry, content)
    except ErratumError:
        return replace(entry, published=UNREADABLE)


def errata_of(store: Store, interview: str, text: str) -> Placed:
    """Returns the errata of an interview at their place in a text of it, and the entries that have none there."""
    return placed(text, entries_of(store, interview))


def enter(store: Store, interview: str, said: Published, author: str) -> Entry:
    """Keeps what a paper published about an interview, with the time of now.

    ErratumError where the same is in force already, NotFoundError where there is no such interview.
    """
    with store.transaction():
        text = store.interview(interview).text
        before = entries_of(store, interview)
        known = [entry.published for entry in in_force(before)]
        if said in known:
            raise ErratumError(wording_errata.KNOWN)
        entry = Entry(interview, _next(before), author.strip(), _now(), sha256_of(text), said)
        return _keep(store, entry)


def take_back(store: Store, interview: str, version: int, reason: str, author: str) -> Entry:
    """Takes an entry back; ErratumError where it doesn't hold any more."""
    with store.transaction():
        before = entries_of(store, interview)
        if version not in {entry.version for entry in in_force(before)}:
            raise ErratumError(wording_errata.NOT_IN_FORCE)
        why = " ".join(nfc(reason).split())
        return _keep(store, Entry(interview, _next(before), author.strip(), _now(), undoes=version, reason=why))


def take_in(store: Store, entries: Iterable[Entry]) -> tuple[int, int]:
    """Adds entries made elsewhere behind those that are here, in the caller's transaction: how many were new, known.

    One that says what holds here already is known; a later entry that takes one back follows it to its new number.
    """
    added = known = 0
    for interview, group in groupby(sorted(entries, key=_order), key=attrgetter("interview")):
        theirs = [*group]
        holds, numbers = {entry.version for entry in in_force(theirs)}, dict[int | None, int]()
        for entry in theirs:
            here = entries_of(store, interview)
            moved = replace(entry, undoes=numbers.get(entry.undoes, entry.undoes))
            twins = [one for one in here if replace(one, version=entry.version) == moved]
            if entry.version in holds:
                twins += [one for one in in_force(here) if one.published == entry.published]
            if twins:
                known, number = known + 1, twins[0].version
            else:
                added, number = added + 1, _keep(store, replace(moved, version=_next(here))).version
            numbers[entry.version] = number
    return added, known


def _order(entry: Entry) -> tuple[str, int]:
    return entry.interview, entry.version


def _next(before: list[Entry]) -> int:
    return max((entry.version for entry in before), default=0) + 1


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _keep(store: Store, entry: Entry) -> Entry:
    facts = (entry.interview, entry.version, entry.author, entry.at, entry.text_sha256)
    store.change(f"INSERT INTO errata ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)", *facts, content_json(entry))
    note_change(store, Event.ERRATUM, entry.interview, version=entry.version, author=entry.author)
    return entry
