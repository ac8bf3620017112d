"""The people of an archive: who appears where, under which printed names and posts. Pure; derived, never stored.

A person's key is that of the first appearance, made of the interview and the printed name; the keys of all the
others lead to the same person, so a key once given out stays good when people are joined, split or added to.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby

from qa.names.bodies import expanded
from qa.names.posts import offices, same_body
from qa.names.speakers import FAMILIES, same_speaker
from qa.people.decisions import Decision, decide
from qa.people.keys import appearance_key
from qa.people.same_person import Anchor, Appearance, Tie, grouped, name_form, order, printed_form, same_name
from qa.text import fold, has_accents, nfc

DETAILED = re.compile(r"(?P<name>[^()]+?)\s*\((?P<detail>.+)\)\s*")
_KEY_SHOWN = 4
"""Characters of a key that tell namesakes apart where nothing printed does."""

LONGEST_NAME = 6
"""Syllables of the longest name that is looked for in a question."""


@dataclass(frozen=True, slots=True)
class PrintedPost:
    """A post as it was printed, and the appearances in which it was, in the order of their dates."""

    post: str
    appearances: tuple[Appearance, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """One person across the archive.

    `name` is shown; `appearances` are in the order of their dates, the undated last; `ties` say why they are one
    person's. `renamed`: an editor gave the name.
    """

    key: str
    name: str
    appearances: tuple[Appearance, ...]
    ties: tuple[Tie, ...] = ()
    renamed: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The names as printed, the most frequent first."""
        return tuple(name for name, _ in Counter(a.name for a in self.appearances).most_common())

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels as printed, in the order of the appearances, each once."""
        return tuple(dict.fromkeys(label for a in self.appearances for label in a.labels))

    @property
    def posts(self) -> tuple[PrintedPost, ...]:
        """The printed posts with their appearances, in the order of their dates; equal neighbours are one."""
        dated = [a for a in self.appearances if a.position]
        return tuple(PrintedPost(post or "", tuple(group)) for post, group in groupby(dated, key=lambda a: a.position))

    @property
    def position(self) -> str | None:
        """The post printed last."""
        return next((a.position for a in reversed(self.appearances) if a.position), None)

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets, in the order of the appearances."""
        return tuple(dict.fromkeys(a.outlet for a in self.appearances if a.outlet))

    @property
    def dates(self) -> tuple[str, ...]:
        """The first and the last date (ISO), one of them where they are the same, none where none is known."""
        known = sorted(a.date for a in self.appearances if a.date)
        return tuple(dict.fromkeys((known[0], known[-1]))) if known else ()

    @property
    def turns(self) -> int:
        """How often the person speaks in the archive."""
        return sum(a.turns for a in self.appearances)

    @property
    def anchors(self) -> frozenset[Anchor]:
        """Where the person speaks: interviews and printed names."""
        return frozenset(a.anchor for a in self.appearances)


class Registry:
    """The people of an archive, made of all its appearances and of what editors decided; the same in any order."""

    def __init__(self, appearances: Iterable[Appearance] = (), decisions: Sequence[Decision] = ()) -> None:
        decided = decide(*_derived(appearances), decisions)
        ties: dict[Anchor, list[Tie]] = defaultdict(list)
        for tie in decided.ties:
            ties[tie.second].append(tie)
        made = [_profile(group, decided.names, ties) for group in decided.groups]
        self.profiles: tuple[Profile, ...] = tuple(sorted(made, key=lambda p: (fold(p.name), p.key)))
        """All people, in the order of their names."""
        self._of = {anchor: profile for profile in self.profiles for anchor in profile.anchors}
        self._by_key = {appearance_key(anchor): profile for anchor, profile in self._of.items()}
        self._names = {one.key: frozenset((one.name, *(a.name for a in one.appearances))) for one in self.profiles}
        self._detail = {one.key: detail_of(one) for one in self.profiles}
        self._renamed = [person for person in self.profiles if person.renamed and person.name not in person.names]
        self._index()

    def _index(self) -> None:
        self._by_name: dict[str, list[Profile]] = defaultdict(list)
        self._by_syllable: dict[str, set[str]] = defaultdict(set)
        for profile in self.profiles:
            for name in {printed_form(n) for n in (profile.name, *(a.name for a in profile.appearances))}:
                folded = fold(name)
                if not (called := self._by_name[folded]) or called[-1] is not profile:
                    called.append(profile)
                words = re.findall(r"\w+", folded) or [folded]
                self._by_syllable[words[-1]].add(folded)
                if words[0] not in FAMILIES:
                    self._by_syllable[words[0]].add(folded)

    @cached_property
    def choices(self) -> dict[str, Profile]:
        """All people by what they are called in a list to choose from: namesakes with what tells them apart."""
        return dict(self.labelled())

    def labelled(self) -> Iterator[tuple[str, Profile]]:
        """Goes through all people, each with what it is called in a list to choose from."""
        return ((self.label_of(profile), profile) for profile in self.profiles)

    def __len__(self) -> int:
        return len(self.profiles)

    # --- looking up ---

    def of(self, interview: str, name: str | None) -> Profile | None:
        """Returns whose words are printed under `name` in an interview."""
        return self._of.get((interview, name)) if name else None

    def by_key(self, key: str) -> Profile | None:
        """Returns the person of a key, be it the present one or that of any appearance."""
        return self._by_key.get(key)

    def namesakes(self, profile: Profile) -> tuple[Profile, ...]:
        """Returns the other people of the same name."""
        names = {profile.name, *(a.name for a in profile.appearances)}
        same = {other.key: other for name in sorted(names) for other in self._called(name)}
        same.pop(profile.key, None)
        return tuple(same.values())

    def _called(self, name: str) -> list[Profile]:
        found = self._by_name.get(fold(name_form(name)), [])
        return [p for p in found if any(n == name or same_name(name, n) for n in self._names[p.key])]

    def candidates(self, label: str) -> tuple[Profile, ...]:
        """Lists all whom a label may mean: a key, "Ông Dũng", a name with a post or without, or with it in brackets."""
        label = nfc(label).strip()
        if chosen := self.by_key(label) or self.choices.get(label):
            return (chosen,)
        detailed = DETAILED.fullmatch(label)
        if detailed:
            fitting = [p for p in self._named(detailed["name"]) if _mentions(p, detailed["detail"])]
            if fitting:
                return tuple(fitting)
        named = self._named(label)
        return _of_the_post(named, label) if len(named) > 1 else named

    def appearances_of(self, label: str) -> frozenset[Anchor]:
        """Finds where those speak whom a label may mean."""
        return frozenset().union(*(person.anchors for person in self.candidates(label)))

    def several(self, label: str | None, question: str = "") -> tuple[Profile, ...]:
        """Returns whom a label (without one: the first name in the question that does) fits, where it fits several."""
        meant = self.candidates(label) if label else self.ambiguous_in(question)
        return meant if len(meant) > 1 else ()

    def _named(self, label: str) -> tuple[Profile, ...]:
        names = {name for word in re.findall(r"\w+", fold(label)) for name in self._by_syllable.get(word, ())}
        found = {p.key: p for name in sorted(names) for p in self._by_name[name] if _fits(p, label)}
        return tuple(sorted(found.values(), key=lambda p: (fold(p.name), p.key)))

    def label_of(self, profile: Profile) -> str:
        """Tells how a person is named in a list to choose from: the name, and among namesakes what tells them apart."""
        others = self.namesakes(profile)
        if not others:
            return profile.name
        detail = detail_of(profile)
        if any(self._detail[other.key] == detail for other in others):
            detail = f"{detail} · {profile.key[-_KEY_SHOWN:]}"
        return f"{profile.name} ({detail})"

    def named_in(self, question: str) -> tuple[Profile, ...]:
        """Finds the people whose full names stand in a question, in the order in which they are named.

        A name of two syllables counts with its capitals only: it may be two ordinary words.
        """
        words = [(m.group(), m.group()[:1].isupper()) for m in re.finditer(r"\w+", nfc(question))]
        return tuple(dict.fromkeys(profile for name in self._names_in(words) for profile in self._called(name)))

    def ambiguous_in(self, question: str) -> tuple[Profile, ...]:
        """Finds the people whom the first name in a question fits that fits several; none where every name is plain."""
        words = [(m.group(), m.group()[:1].isupper()) for m in re.finditer(r"\w+", nfc(question))]
        return next((tuple(called) for name in self._names_in(words) if len(called := self._called(name)) > 1), ())

    def as_printed(self, question: str) -> str:
        """Puts printed names in the place of those that editors gave: what is printed is what is searched."""
        question = nfc(question)
        for person in self._renamed:
            given = rf"(?<!\w){re.escape(person.name)}(?!\w)"
            question = re.sub(given, lambda _, name=person.names[0]: name, question, flags=re.IGNORECASE)  # type: ignore[misc]
        return question

    def _names_in(self, words: Sequence[tuple[str, bool]]) -> Iterator[str]:
        at = 0
        while at < len(words):
            for length in range(min(LONGEST_NAME, len(words) - at), 1, -1):
                piece = words[at : at + length]
                name = " ".join(word for word, _ in piece)
                if (length > 2 or all(capital for _, capital in piece)) and self._called(name):
                    yield name
                    at += length - 1
                    break
            at += 1


def _derived(appearances: Iterable[Appearance]) -> tuple[list[list[Appearance]], list[Tie]]:
    alike: dict[str, list[Appearance]] = defaultdict(list)
    for appearance in appearances:
        alike[fold(printed_form(appearance.name))].append(appearance)
    groups: list[list[Appearance]] = []
    ties: list[Tie] = []
    for name in sorted(alike):
        found, why = _grouped(tuple(sorted(alike[name], key=order)))
        groups += found
        ties += why
    return groups, ties


@lru_cache(maxsize=1 << 16)
def _grouped(alike: tuple[Appearance, ...]) -> tuple[list[list[Appearance]], list[Tie]]:
    """The people of one name; kept, so that an interview more or less costs no more than its own names."""
    return grouped(alike) if len(alike) > 1 else ([list(alike)], [])


def _profile(group: Sequence[Appearance], names: Mapping[Anchor, str], ties: Mapping[Anchor, list[Tie]]) -> Profile:
    given = next((names[a.anchor] for a in reversed(group) if a.anchor in names), None)
    why = tuple(tie for a in group for tie in ties.get(a.anchor, ()))
    return Profile(appearance_key(group[0].anchor), given or _usual_name(group), tuple(group), why, given is not None)


def _usual_name(group: Sequence[Appearance]) -> str:
    """The name as it is printed most often; with accents where some paper prints them."""
    if all(a.name == group[0].name for a in group):
        return group[0].name
    counted = Counter(a.name for a in group)
    return max(counted, key=lambda name: (has_accents(name), counted[name], name != name.upper(), name))


def _fits(profile: Profile, label: str) -> bool:
    return any(same_speaker(label, name) for name in (profile.name, *profile.names))


def _of_the_post(people: Sequence[Profile], label: str) -> tuple[Profile, ...]:
    """Those of several whose body a label names too ("Giám đốc Sở Y tế X Nguyễn Văn A"); all, where that fits none."""
    names = "|".join(re.escape(name) for p in people for name in (p.name, *p.names))
    wanted = offices(re.sub(names, " ", label, flags=re.IGNORECASE).strip(" ,–-"))
    held = {p.key: [office for a in p.appearances for office in offices(a.position)] for p in people}
    fitting = [p for p in people if any(same_body(one, other) for one in wanted for other in held[p.key])]
    return tuple(fitting or people)


def _mentions(profile: Profile, detail: str) -> bool:
    """Whether a person's posts, outlets or key hold what was put in brackets; "…" stands for anything."""
    parts = [part for part in (_plain(part) for part in re.split(r"…|\.\.\.", detail)) if part]
    facts = [_plain(f"{a.position or ''} {a.outlet or ''} {a.date or ''} {a.title}") for a in profile.appearances]
    return any(all(part in fact for part in parts) for fact in [*facts, profile.key])


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", fold(expanded(text))))


def detail_of(profile: Profile) -> str:
    """Returns what tells a person from namesakes, in one line: the post printed last, else where and when."""
    if profile.position:
        return profile.position
    first = profile.appearances[0]
    return ", ".join(part for part in (first.outlet, first.date) if part) or first.title or first.interview
