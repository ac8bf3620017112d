"""Whether two appearances under one name are one person: evidence that says why, and what speaks against it.

A name alone is never evidence: namesakes stay apart, and so does whatever is in doubt.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import lru_cache

from qa.names.bodies import is_one_body
from qa.names.posts import Office, offices, same_body
from qa.remembered import remembered
from qa.text import canonical_tones, fold, has_accents, nfc

# What decides, set by hand: terms and careers as the law and the press show them, checked by reading the joins that
# `python -m tests.benchmarks.people --joins` prints.

TERM = 12 * 365
"""Days within which the same post, or a post in the same body, is taken for the same person's."""

CAREER = 15 * 365
"""Days that a step up within one body may take."""

FEW = frozenset({"bo truong", "tong bi thu", "thu tuong", "pho thu tuong"})
"""Heads that so few bear in the whole country that the post needs no body to be known by."""

AT_ONCE = 365
"""Days within which nobody governs two places."""

_SLIP = 60
"""Days by which printed dates may stand in the wrong order."""

COMPARED = 40
"""Appearances, in the order of their dates, with which each one is compared of those that share something."""

Anchor = tuple[str, str]
"""An interview's id and the name printed there: what an appearance is known by, whatever is parsed or built anew."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """A person in one interview: the name, post and labels printed there, and where and when it was printed.

    `date` is ISO; `turns` counts the utterances; `words` are the hashes of the longer ones, by which a reprint of
    the same interview is known.
    """

    interview: str
    name: str
    position: str | None = None
    labels: tuple[str, ...] = ()
    outlet: str | None = None
    date: str | None = None
    title: str = ""
    turns: int = 0
    words: frozenset[str] = frozenset()

    @property
    def anchor(self) -> Anchor:
        """What the appearance is known by."""
        return self.interview, self.name


class Reason(IntEnum):
    """Why two appearances are one person, the strongest first."""

    DECIDED = 0
    SAME_WORDS = 1
    SAME_POST = 2
    SAME_BODY = 3
    STEP = 4


@dataclass(frozen=True, slots=True)
class Tie:
    """The reason that joined one appearance to another."""

    first: Anchor
    second: Anchor
    reason: Reason


_I_OR_Y = re.compile(r"(?<![aeouăâêôơư])([yỳýỷỹỵ])(?!\w)")
_I = dict(zip("yỳýỷỹỵ", "iìíỉĩị", strict=True))


def name_form(name: str) -> str:
    """Returns a name in one spelling: lower case, NFC, hòa = hoà, Sỹ = Sĩ; accents are kept, for Dung is not Dũng."""
    written = canonical_tones(nfc(" ".join(name.split())).lower())
    return " ".join(_plain_y(word) for word in written.split())


printed_form = remembered(1 << 17)(name_form)
"""`name_form`, kept: for names that an archive prints, never for words of questions, of which there is no end."""


@remembered(1 << 17)
def _spelling(name: str) -> tuple[str, str, bool]:
    form = printed_form(name)
    return form, fold(form), has_accents(name)


def _plain_y(word: str) -> str:
    last = _I_OR_Y.search(word)
    if not last or len(word) < 2:
        return word
    before = unicodedata.normalize("NFD", word[last.start() - 1])[0]
    return word if before in "aeiou" else word[: last.start()] + _I[last[1]]


def same_name(first: str, second: str) -> bool:
    """Tells whether two printed names are one full name; one typed without accents fits any that folds to it."""
    form, folded, accented = _spelling(first)
    other_form, other_folded, other_accented = _spelling(second)
    if " " not in folded:
        return False
    return form == other_form if accented and other_accented else folded == other_folded


def evidence(first: Appearance, second: Appearance) -> Reason | None:
    """Returns the strongest reason to take two appearances for one person; None where there is none beyond doubt."""
    if first.interview == second.interview or not same_name(first.name, second.name):
        return None
    if first.words & second.words:
        return Reason.SAME_WORDS
    apart = days_between(first.date, second.date)
    if apart is not None and apart < 0:
        return evidence(second, first)
    found = [
        reason
        for one in offices(_post(first))
        for other in offices(_post(second))
        if (reason := _of_offices(one, other, apart)) is not None
    ]
    return min(found, default=None)


def _post(appearance: Appearance) -> str | None:
    """The printed post; where none is, what a label prints before the name: "Cục trưởng Cục X Nguyễn Văn A"."""
    if appearance.position or not appearance.labels:
        return appearance.position
    before = (label.partition(appearance.name) for label in appearance.labels)
    return max((text.strip(" ,") for text, name, _ in before if name), key=len, default=None)


def _of_offices(earlier: Office, later: Office, days: int | None) -> Reason | None:
    if same_body(earlier, later):
        if days is not None and days > TERM:
            return None
        if earlier.head == later.head:
            return Reason.SAME_POST if earlier.rank or earlier.within & later.within else None
        return Reason.SAME_BODY if _may_follow(earlier, later, days) else None
    if earlier.head == later.head and earlier.head in FEW and not (earlier.names and later.names):
        return Reason.SAME_POST if days is None or days <= TERM else None
    if days is None or not 0 < days <= CAREER or earlier.rank == 0 or later.rank == 0:
        return None
    up = any(is_one_body(form) for form in earlier.within & later.names)
    rules = later.governing and earlier.place is not None and earlier.place == later.place and later.place[0] != "xa"
    return Reason.STEP if up or rules else None


def _may_follow(earlier: Office, later: Office, days: int | None) -> bool:
    """Whether two leading posts in one body may be one career: nobody becomes the deputy of what he headed."""
    if earlier.rank == 0 or later.rank == 0:
        return False
    down = earlier.rank > later.rank and not earlier.former and not later.former
    return not down or days is None or days <= _SLIP


def contradict(first: Appearance, second: Appearance) -> bool:
    """Tells whether two appearances can't be one person: a man and a woman, or two places governed at once.

    Nor is one person two of the people in one interview.
    """
    one, other = _Group([first]), _Group([second])
    return one.contradicts(other)


def _governed(appearance: Appearance) -> frozenset[tuple[str, str]]:
    """The places that somebody governs now, by the printed post."""
    return frozenset(
        office.place
        for office in offices(_post(appearance))
        if office.place and office.rank and not office.former and (office.governing or office.place[0] == "tinh")
    )


_MAN = re.compile(r"(?:ông|anh|thầy|chú)\s", re.IGNORECASE)
_WOMAN = re.compile(r"(?:bà|chị|cô)\s", re.IGNORECASE)


def is_woman(appearance: Appearance) -> bool | None:
    """Returns what the labels say: True for "bà", False for "ông", None for nothing or both."""
    said = {True for label in appearance.labels if _WOMAN.match(label)}
    said |= {False for label in appearance.labels if _MAN.match(label)}
    return said.pop() if len(said) == 1 else None


def days_between(first: str | None, second: str | None) -> int | None:
    """Days from one ISO date to another; None where one is not a whole date."""
    one, other = _day(first), _day(second)
    return None if one is None or other is None else (other - one).days


@lru_cache(maxsize=1 << 14)
def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


# --- one name's appearances, grouped ---


def order(appearance: Appearance) -> tuple[str, Anchor]:
    """Orders appearances by date, the undated last."""
    return appearance.date or "9999", appearance.anchor


def grouped(appearances: Iterable[Appearance]) -> tuple[list[list[Appearance]], list[Tie]]:
    """Appearances of one folded name as people, and what tied them; the same whatever their order.

    The strongest evidence is followed first, and never where somebody in one group contradicts one in the other.
    """
    known = sorted(appearances, key=order)
    found = [
        (reason, i, j) for i, j in _with_something_shared(known) if (reason := evidence(known[i], known[j])) is not None
    ]
    home = [_Group([one]) for one in known]
    place = {one.anchor: i for i, one in enumerate(known)}
    ties = []
    for reason, i, j in sorted(found):
        mine, yours = home[i], home[j]
        if mine is yours or mine.contradicts(yours):
            continue
        ties.append(Tie(known[i].anchor, known[j].anchor, reason))
        mine.take(yours)
        for member in yours.members:
            home[place[member.anchor]] = mine
    return [sorted(group.members, key=order) for group in dict.fromkeys(home)], ties


def _with_something_shared(known: Sequence[Appearance]) -> set[tuple[int, int]]:
    """The pairs that there can be evidence for: all others share no body, no place and no words."""
    sharing: dict[object, list[int]] = defaultdict(list)
    for number, one in enumerate(known):
        shared: set[object] = set(one.words)
        for office in offices(_post(one)):
            shared |= office.names | office.within | {office.place, office.head} & {office.place, *FEW}
        for what in shared - {None}:
            sharing[what].append(number)
    return {
        (i, j)
        for numbers in sharing.values()
        for at, i in enumerate(numbers)
        for j in numbers[at + 1 : at + 1 + COMPARED]
    }


class _Group:
    """Appearances taken for one person so far, with what can contradict others."""

    def __init__(self, members: Sequence[Appearance]) -> None:
        self.members = list(members)
        self._interviews = {one.interview for one in members}
        self._women = {sex for one in members if (sex := is_woman(one)) is not None}
        self._governed = {(one.date, places) for one in members if (places := _governed(one))}

    def take(self, other: _Group) -> None:
        """Adds another group's appearances."""
        self.members += other.members
        self._interviews |= other._interviews
        self._women |= other._women
        self._governed |= other._governed

    def contradicts(self, other: _Group) -> bool:
        """Tells whether the two can't be one person."""
        if len(self._women | other._women) > 1 or self._interviews & other._interviews:
            return True
        return any(
            not mine & yours and (days := days_between(at, then)) is not None and abs(days) <= AT_ONCE
            for at, mine in self._governed
            for then, yours in other._governed
        )
