"""The people of a stored archive: its appearances and the editors' decisions, out of the store and into it."""

from __future__ import annotations

import json
import re
import threading
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from qa.errors import PeopleError
from qa.people.decisions import Action, Decision
from qa.people.editing import Proposal
from qa.people.registry import LONGEST_NAME, Registry
from qa.people.same_person import Anchor, Appearance, name_form, printed_form
from qa.store.audit import Event, note_change
from qa.store.database import places
from qa.store.store import Store
from qa.store.tables import people_from_json, to_json
from qa.text import fold, nfc
from qa.wording import people as wording_people

KEPT = 1024
"""Sets of names whose people are kept until the archive changes."""

LONG_WORDS = 80
"""Characters from which the words of an utterance are enough to know a reprint by."""

_LOT = 10_000
"""Interviews that are asked for in one statement: databases bound its values."""


class StoredPeople:
    """The registry of a stored archive, made anew when something was added, removed or decided; for any thread."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._making, self._looking = threading.Lock(), threading.Lock()
        self._made: tuple[object, Registry] | None = None
        self._named: tuple[object, PeopleByName] | None = None

    @property
    def registry(self) -> Registry:
        """The people of the archive as it stands."""
        with self._making:
            seen = self._state()
            if self._made is None or self._made[0] != seen:
                self._made = seen, Registry(appearances(self._store), decisions(self._store))
            return self._made[1]

    @property
    def named(self) -> PeopleByName:
        """The same people, found by their names."""
        with self._looking:
            seen = self._state()
            if self._named is None or self._named[0] != seen:
                self._named = seen, PeopleByName(self._store)
            return self._named[1]

    def _state(self) -> object:
        return self._store.content_version(), self._store.rows("SELECT max(id) FROM people_decisions")


class PeopleByName:
    """The people of an archive at one moment, as the registry of all has them, without the others being read.

    To look some up costs the same in an archive of any size. For threads that hold that moment.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._interviews: dict[str, list[str]] = defaultdict(list)
        for name, interview in store.rows(
            "SELECT DISTINCT speaker, interview FROM utterances WHERE speaker IS NOT NULL"
        ):
            self._interviews[_folded(name)].append(interview)
        self._decisions = decisions(store)
        self._linked: dict[str, frozenset[str]] = {}
        self._given: dict[str, frozenset[str]] = {}
        for one in self._decisions:
            about = frozenset(_folded(name) for _, name in (*one.anchors, *one.others))
            every = about.union(*(self._linked.get(name, ()) for name in about))
            self._linked |= dict.fromkeys(every, every)
            if one.name:
                self._given[_folded(one.name)] = self._given.get(_folded(one.name), frozenset()) | about
        self._made: dict[frozenset[str], Registry] = {}

    def within(self, words: str) -> Registry:
        """Returns the people whom words may name in full, by a name that is printed or that editors gave."""
        forms = [fold(form) for form in name_form(" ".join(re.findall(r"\w+", nfc(words)))).split()]
        lengths = range(2, LONGEST_NAME + 1)
        runs = {" ".join(forms[at : at + length]) for length in lengths for at in range(len(forms) - length + 1)}
        folded = fold(name_form(words))
        return self._some(runs.union(*(about for given, about in self._given.items() if given in folded)))

    def called(self, name: str | None) -> Registry:
        """Returns the people who are printed under a name."""
        return self._some([_folded(name)] if name else [])

    def _some(self, names: Iterable[str]) -> Registry:
        """The people of some names, and of those that decisions link with them."""
        every = frozenset[str]().union(*(self._linked.get(name, (name,)) for name in names))
        named = frozenset(name for name in every if name in self._interviews)
        some = self._made.get(named)
        if some is None:
            places = {interview for name in named for interview in self._interviews[name]}
            found = appearances(self._store, places) if places else []
            some = Registry((one for one in found if _folded(one.name) in named), self._decisions)
            if len(self._made) >= KEPT:
                self._made.clear()
            self._made[named] = some
        return some


def _folded(name: str) -> str:
    return fold(printed_form(name))


def appearances(store: Store, within: Collection[str] | None = None) -> list[Appearance]:
    """Lists everybody who speaks in the archive (or `within` these interviews of it), once an interview."""
    spoken: dict[Anchor, tuple[int, list[str]]] = {}
    for interview, speaker, length, digest in _rows(
        store,
        'SELECT interview, speaker, "end" - start, substr(sha256, 1, 16) FROM utterances'
        " WHERE speaker IS NOT NULL AND interview",
        within,
    ):
        turns, words = spoken.get((interview, speaker), (0, []))
        spoken[interview, speaker] = turns + 1, [*words, digest] if length >= LONG_WORDS else words
    facts = {
        key: (title, outlet, date, {p.name: p for p in people_from_json(people)})
        for key, title, outlet, date, people in _rows(
            store, "SELECT id, title, outlet, date, people FROM interviews WHERE id", within
        )
    }
    found = []
    for (interview, speaker), (turns, words) in spoken.items():
        title, outlet, date, people = facts[interview]
        person = people.get(speaker)
        position, labels = (person.position, person.labels) if person else (None, ())
        found.append(Appearance(interview, speaker, position, labels, outlet, date, title, turns, frozenset(words)))
    return found


def _rows(store: Store, query: str, within: Collection[str] | None) -> Iterator[tuple[Any, ...]]:
    """What a query finds whose end is the column that holds the keys of interviews: of all, or of these."""
    if within is None:
        yield from store.rows(f"{query} IS NOT NULL")
        return
    keys = [*within]
    for first in range(0, len(keys), _LOT):
        lot = keys[first : first + _LOT]
        yield from store.rows(f"{query} IN ({places(lot)})", *lot)


def decisions(store: Store) -> list[Decision]:
    """Returns all decisions about people, oldest first, those taken back among them."""
    return [
        Decision(key, at, author, Action(action), reason, _anchors(one), _anchors(other), name, undoes)
        for key, at, author, action, reason, one, other, name, undoes in store.rows(
            "SELECT id, at, author, action, reason, anchors, others, name, undoes FROM people_decisions ORDER BY id"
        )
    ]


def record(store: Store, proposal: Proposal, author: str, reason: str, seen: int) -> int:
    """Keeps a decision, with the time of now; its id.

    PeopleError where somebody else decided after the decision `seen`, the newest that the author knew (0: none).
    """
    at = datetime.now(UTC).isoformat(timespec="seconds")
    with store.transaction():
        if (store.rows("SELECT max(id) FROM people_decisions")[0][0] or 0) != seen:
            raise PeopleError(wording_people.CHANGED_MEANWHILE)
        number = store.insert(
            "INSERT INTO people_decisions (at, author, action, reason, anchors, others, name, undoes)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            *(at, author, proposal.action.value, reason, to_json(proposal.anchors), to_json(proposal.others)),
            *(proposal.name, proposal.undoes),
        )
        note_change(store, Event.PEOPLE, str(number), author=author, action=proposal.action.value)
        return number


def _anchors(text: str) -> tuple[Anchor, ...]:
    return tuple((interview, name) for interview, name in json.loads(text))
