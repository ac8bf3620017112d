"""The people of a stored archive: its appearances and the editors' decisions, out of the store and into it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from qa.errors import PeopleError
from qa.people.by_name import Listed, PeopleByName, called
from qa.people.decisions import Action, Decision
from qa.people.editing import Proposal
from qa.people.registry import Registry
from qa.people.same_person import Anchor, Appearance
from qa.store.audit import Event, note_change
from qa.store.database import places
from qa.store.store import Store
from qa.store.tables import people_from_json, to_json
from qa.wording import people as wording_people

LONG_WORDS = 80
"""Characters from which the words of an utterance are enough to know a reprint by."""

_LOT = 10_000
"""Interviews that are asked for in one statement: databases bound its values."""


class StoredPeople:
    """The registry of a stored archive, made anew when something was added, removed or decided; for any thread.

    `listed` reads what is kept of the people that were listed before.
    """

    def __init__(self, store: Store, listed: Callable[[], Mapping[str, Listed]] = dict) -> None:
        self._store, self._kept = store, listed
        self._listed: Mapping[str, Listed] | None = None
        self._making, self._looking, self._listing = threading.Lock(), threading.Lock(), threading.Lock()
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
        with self._looking, self._store.reading():
            seen = self._state()
            if self._named is None or self._named[0] != seen:
                self._named = seen, by_name(self._store)
            return self._named[1]

    @property
    def choices(self) -> tuple[str, ...]:
        """What all people are called in a list to choose from, in the order of their names."""
        named = self.named
        with self._listing:
            if self._listed is None:
                self._listed = self._kept()
            self._listed = named.listed(self._listed)
            return called(self._listed)

    def _state(self) -> object:
        return self._store.content_version(), self._store.rows("SELECT max(id) FROM people_decisions")


def by_name(store: Store) -> PeopleByName:
    """Returns the people of the moment that this thread reads; more of them may be looked up at any later time."""

    def read(interviews: Collection[str]) -> list[Appearance]:
        with store.reading():
            return appearances(store, interviews)

    spoken = store.rows(
        "SELECT speaker, interview, max(id) FROM utterances WHERE speaker IS NOT NULL GROUP BY speaker, interview"
    )
    return PeopleByName(spoken, decisions(store), read)


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
