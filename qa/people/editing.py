"""What an editor may decide about people, checked before it is kept: rename, join, split, take back. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from qa.errors import PeopleError
from qa.people.decisions import Action, Decision, in_force
from qa.people.keys import appearance_key
from qa.people.registry import Profile
from qa.people.same_person import Anchor
from qa.text import nfc
from qa.wording import people as wording_people

LONGEST_NAME = 80
"""Characters of a person's name as an editor gives it, and of an editor's own."""

LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class Proposal:
    """A decision that fits the people as they are, before it has an author, a reason and a time."""

    action: Action
    anchors: tuple[Anchor, ...] = ()
    others: tuple[Anchor, ...] = ()
    name: str | None = None
    undoes: int | None = None


def rename(person: Profile, name: str) -> Proposal:
    """Proposes another name for a person; PeopleError for none, or for the present one."""
    name = " ".join(nfc(name).split())
    if not any(char.isalpha() for char in name) or len(name) > LONGEST_NAME or name == person.name:
        raise PeopleError(wording_people.BAD_NAME)
    return Proposal(Action.RENAME, tuple(sorted(person.anchors)), name=name)


def join(person: Profile, others: Iterable[Profile]) -> Proposal:
    """Proposes one person out of several; PeopleError where there is but one."""
    people = {p.key: p for p in (person, *others)}
    if len(people) < 2:
        raise PeopleError(wording_people.NOBODY_CHOSEN)
    anchors = [anchor for p in people.values() for anchor in sorted(p.anchors)]
    return Proposal(Action.JOIN, tuple(anchors))


def split(person: Profile, keys: Collection[str]) -> Proposal:
    """Proposes another person out of the appearances with these keys; PeopleError where none or all are chosen."""
    anchors = sorted(person.anchors)
    parted = tuple(anchor for anchor in anchors if appearance_key(anchor) in keys)
    rest = tuple(anchor for anchor in anchors if anchor not in parted)
    if not parted or not rest:
        raise PeopleError(wording_people.NOT_ALL_AND_NOT_NONE)
    return Proposal(Action.SPLIT, parted, rest)


def undo(decisions: Sequence[Decision], key: int) -> Proposal:
    """Takes a decision back; PeopleError where it doesn't hold any more."""
    if key not in {decision.id for decision in in_force(decisions)}:
        raise PeopleError(wording_people.NOT_IN_FORCE)
    return Proposal(Action.UNDO, undoes=key)


def reason_of(text: str) -> str:
    """Returns an editor's reason on one line; PeopleError where none is given."""
    reason = " ".join(nfc(text).split())
    if not any(char.isalnum() for char in reason) or len(reason) > LONGEST_REASON:
        raise PeopleError(wording_people.REASON_NEEDED)
    return reason
