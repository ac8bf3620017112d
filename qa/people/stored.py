"""The people of a stored archive: its appearances and the editors' decisions, out of SQLite and into it."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime

from qa.errors import PeopleError
from qa.people.decisions import Action, Decision
from qa.people.editing import Proposal
from qa.people.registry import Registry
from qa.people.same_person import Anchor, Appearance
from qa.store.audit import Event, note_change
from qa.store.store import Store
from qa.store.tables import people_from_json, to_json
from qa.wording import people as wording_people

LONG_WORDS = 80
"""Characters from which the words of an utterance are enough to know a reprint by."""


class StoredPeople:
    """The registry of a stored archive, made anew when something was added, removed or decided; for any thread."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._made: Registry | None = None
        self._seen: object = None

    @property
    def registry(self) -> Registry:
        """The people of the archive as it stands."""
        with self._lock:
            seen = self._store.content_version(), self._store.rows("SELECT max(id) FROM people_decisions")
            if self._made is None or seen != self._seen:
                self._made = Registry(appearances(self._store), decisions(self._store))
                self._seen = seen
            return self._made


def appearances(store: Store) -> list[Appearance]:
    """Lists everybody who speaks in the archive, once an interview."""
    spoken: dict[Anchor, tuple[int, list[str]]] = {}
    for interview, speaker, length, digest in store.rows(
        'SELECT interview, speaker, "end" - start, substr(sha256, 1, 16) FROM utterances WHERE speaker IS NOT NULL'
    ):
        turns, words = spoken.get((interview, speaker), (0, []))
        spoken[interview, speaker] = turns + 1, [*words, digest] if length >= LONG_WORDS else words
    facts = {
        key: (title, outlet, date, {p.name: p for p in people_from_json(people)})
        for key, title, outlet, date, people in store.rows("SELECT id, title, outlet, date, people FROM interviews")
    }
    found = []
    for (interview, speaker), (turns, words) in spoken.items():
        title, outlet, date, people = facts[interview]
        person = people.get(speaker)
        position, labels = (person.position, person.labels) if person else (None, ())
        found.append(Appearance(interview, speaker, position, labels, outlet, date, title, turns, frozenset(words)))
    return found


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
