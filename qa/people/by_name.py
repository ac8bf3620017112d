"""The people of an archive by their names, labels and keys, without the others being read. Pure."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from qa.names.speakers import same_speaker
from qa.people.decisions import Decision
from qa.people.keys import slug_of
from qa.people.registry import DETAILED, LONGEST_NAME, Profile, Registry
from qa.people.same_person import Anchor, Appearance, name_form, printed_form
from qa.text import fold, nfc

KEPT = 1024
"""Sets of names whose people are kept until the archive changes."""

Spoken = tuple[str, str, int]
"""A printed name, an interview in which it speaks, and the last utterance there (another reading has other ones)."""


@dataclass(frozen=True, slots=True)
class Listed:
    """The people of one folded name: what they are derived from, and by what each is sorted, known and called."""

    state: str
    people: tuple[tuple[str, str, str], ...]


class PeopleByName:
    """The people of an archive at one moment, as the registry of all has them, without the others being read.

    To look some up costs the same in an archive of any size. For any thread, if `read` is: it reads the appearances
    in some interviews.
    """

    def __init__(
        self,
        spoken: Iterable[Spoken],
        decisions: Sequence[Decision],
        read: Callable[[Collection[str]], list[Appearance]],
    ) -> None:
        self._read, self._decisions = read, decisions
        self._spoken: dict[str, list[Spoken]] = defaultdict(list)
        for one in spoken:
            self._spoken[_folded(one[0])].append(one)
        self._linked: dict[str, frozenset[str]] = {}
        self._given: dict[str, frozenset[str]] = {}
        for decision in decisions:
            about = frozenset(_folded(name) for _, name in (*decision.anchors, *decision.others))
            if decision.name:
                about |= {_folded(decision.name)}
                self._given[decision.name] = self._given.get(decision.name, frozenset()) | about
            every = about.union(*(self._linked.get(name, ()) for name in about))
            self._linked |= dict.fromkeys(every, every)
        self._made: dict[frozenset[str], Registry] = {}

    # --- some of them ---

    def within(self, words: str) -> Registry:
        """Returns the people whom words may name in full, by a name that is printed or that editors gave."""
        forms = [fold(form) for form in name_form(" ".join(re.findall(r"\w+", nfc(words)))).split()]
        lengths = range(2, LONGEST_NAME + 1)
        runs = {" ".join(forms[at : at + length]) for length in lengths for at in range(len(forms) - length + 1)}
        folded = fold(name_form(words))
        return self._some(runs.union(*(about for given, about in self._given.items() if _folded(given) in folded)))

    def called(self, name: str | None) -> Registry:
        """Returns the people who are printed under a name."""
        return self._some([_folded(name)] if name else [])

    def meant_by(self, label: str) -> Registry:
        """Returns the people whom a label may mean, as `Registry.candidates` takes one: a key, a name, a post with it.

        Others of the same names are among them, from whom it tells them apart.
        """
        label = nfc(label).strip()
        detailed = DETAILED.fullmatch(label)
        labels = [label, detailed["name"]] if detailed else [label]
        words = {word for one in labels for word in _words(one)}
        sharing = {name for word in words for name in self._names.get(word, ())}
        fitting = {name for name in sharing for one in labels if same_speaker(one, name)}
        begun = {name for names in self._names.values() for name in names if label.startswith(name)}
        return self._some([*map(_folded, fitting | begun), *self._slugs.get(label.rpartition("-")[0], ())])

    # --- as the registry of all ---

    def candidates(self, label: str) -> tuple[Profile, ...]:
        """Lists all whom a label may mean: a key, "Ông Dũng", a name with a post or without, or with it in brackets."""
        return self.meant_by(label).candidates(label)

    def appearances_of(self, label: str) -> frozenset[Anchor]:
        """Finds where those speak whom a label may mean."""
        return self.meant_by(label).appearances_of(label)

    def several(self, label: str | None, question: str = "") -> tuple[Profile, ...]:
        """Returns whom a label (without one: the first name in the question that does) fits, where it fits several."""
        return (self.meant_by(label) if label else self.within(question)).several(label, question)

    def by_key(self, key: str) -> Profile | None:
        """Returns the person of a key, be it the present one or that of any appearance."""
        return self._some(self._slugs.get(key.rpartition("-")[0], ())).by_key(key)

    def namesakes(self, profile: Profile) -> tuple[Profile, ...]:
        """Returns the other people of the same name."""
        return self._beside(profile).namesakes(profile)

    def label_of(self, profile: Profile) -> str:
        """Tells how a person is named in a list to choose from: the name, and among namesakes what tells them apart."""
        return self._beside(profile).label_of(profile)

    def listed(self, known: Mapping[str, Listed]) -> dict[str, Listed]:
        """Lists all people by their folded names; those that were `known` are read where that may no longer hold."""
        states = {name: self._state(name) for name in self._spoken}
        found = {name: one for name, state in states.items() if (one := known.get(name)) and one.state == state}
        fresh: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        if lacking := states.keys() - found.keys():
            for label, person in self._registry(self._closed(lacking)).labelled():
                fresh[_folded(person.appearances[0].name)].append((fold(person.name), person.key, label))
        return found | {name: Listed(states[name], tuple(fresh[name])) for name in lacking}

    # --- how they are found ---

    @cached_property
    def _names(self) -> dict[str, set[str]]:
        """All names, printed and given, by each of their words, folded."""
        found: dict[str, set[str]] = defaultdict(set)
        for name in {*(name for some in self._spoken.values() for name, _, _ in some), *self._given}:
            for word in _words(name):
                found[word].add(name)
        return found

    @cached_property
    def _slugs(self) -> dict[str, set[str]]:
        """The folded names by what the keys of their people begin with."""
        found: dict[str, set[str]] = defaultdict(set)
        for folded, some in self._spoken.items():
            for name in {name for name, _, _ in some}:
                found[slug_of(name)].add(folded)
        return found

    def _beside(self, profile: Profile) -> Registry:
        return self._some(map(_folded, {profile.name, *profile.names}))

    def _closed(self, names: Iterable[str]) -> frozenset[str]:
        """Names that are printed, with those that decisions link with them."""
        every = frozenset[str]().union(*(self._linked.get(name, (name,)) for name in names))
        return frozenset(name for name in every if name in self._spoken)

    def _some(self, names: Iterable[str]) -> Registry:
        closed = self._closed(names)
        some = self._made.get(closed)
        if some is None:
            some = self._registry(closed)
            if len(self._made) >= KEPT:
                self._made.clear()
            self._made[closed] = some
        return some

    def _registry(self, names: frozenset[str]) -> Registry:
        places = {interview for name in names for _, interview, _ in self._spoken[name]}
        found = self._read(places) if places else []
        return Registry((one for one in found if _folded(one.name) in names), self._decisions)

    def _state(self, name: str) -> str:
        """What the people of a name are derived from, in short: the same as long as they are."""
        linked = self._linked.get(name)
        parts = [repr(sorted(self._spoken[one])) for one in sorted(self._closed([name]))]
        if linked:
            parts.append(repr(self._decisions))
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def called(listed: Mapping[str, Listed]) -> tuple[str, ...]:
    """Returns what all people are called in a list to choose from, in the order of their names."""
    every = sorted(one for some in listed.values() for one in some.people)
    return tuple(dict.fromkeys(label for _, _, label in every))


def _folded(name: str) -> str:
    return fold(printed_form(name))


def _words(name: str) -> Iterator[str]:
    return (match.group() for match in re.finditer(r"[^\W\d_]+", fold(nfc(name))))
