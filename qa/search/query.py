"""What a search is asked: wordings that mean the same, the previous topic, and what is preferred.

All values are on the scale of `qa.search.retrieve`: a share of the best BM25 (0..1) and a cosine are added, and a
boost is added to their sum. Boosts are small beside it, so that a clearly better hit wins.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from qa.search.allowed import Allowed
from qa.search.lexical import Keys, LexicalHit, Swapped
from qa.store.store import StoredUtterance


class Reason(StrEnum):
    """Why a hit is preferred."""

    SPEAKER = "speaker"
    OUTLET = "outlet"
    PERIOD = "period"
    NEWEST = "newest"
    SAME_INTERVIEW = "same-interview"
    SAME_TURN = "same-turn"


BOOSTS = {
    Reason.SPEAKER: 0.15,
    Reason.OUTLET: 0.1,
    Reason.PERIOD: 0.05,
    Reason.NEWEST: 0.15,
}
"""What each reason adds (the newest interview gets all of its value, the oldest none), but for the conversation's."""


@dataclass(frozen=True, slots=True)
class Boost:
    """What one reason added to a hit's score."""

    reason: Reason
    value: float


@dataclass(frozen=True, slots=True)
class Before:
    """The place of the previous answer, its interview and utterance id, and what it is worth to stand there, too."""

    interview: str
    turn: int
    same_interview: float
    same_turn: float


@dataclass(frozen=True, slots=True)
class Preferences:
    """What is preferred, never required; None and the empty set prefer nothing. Dates are ISO, ends included.

    `before` is where the previous answer stood, for a question that leans on it; `newest` holds the archive's first and
    last day.
    """

    speakers: frozenset[str] = frozenset()
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    newest: tuple[str, str] | None = None
    before: Before | None = None

    def boosts(self, utterance: StoredUtterance) -> tuple[Boost, ...]:
        """Returns what speaks for (or against) an utterance beside its words."""
        date = utterance.date or ""
        met = {
            Reason.SPEAKER: utterance.speaker in self.speakers,
            Reason.OUTLET: self.outlet is not None and utterance.outlet == self.outlet,
            Reason.PERIOD: bool(self.since and date and self.since <= date <= (self.until or "9999")),
        }
        given = [Boost(reason, BOOSTS[reason]) for reason, true in met.items() if true]
        if self.before and utterance.interview == self.before.interview:
            given.append(Boost(Reason.SAME_INTERVIEW, self.before.same_interview))
        if self.before and utterance.id == self.before.turn:
            given.append(Boost(Reason.SAME_TURN, self.before.same_turn))
        if self.newest and date:
            given.append(Boost(Reason.NEWEST, BOOSTS[Reason.NEWEST] * _place_between(date, *self.newest)))
        return tuple(given)


NO_PREFERENCES = Preferences()


def _place_between(date: str, first: str, last: str) -> float:
    """Where an ISO date lies between two others, 0..1; whole months are near enough."""
    low, high, here = (_months(day) for day in (first, last, date))
    return 1.0 if high <= low else min(1.0, max(0.0, (here - low) / (high - low)))


def _months(date: str) -> int:
    year, _, rest = date.partition("-")
    month = rest[:2]
    return (int(year) if year.isdecimal() else 0) * 12 + (int(month) if month.isdecimal() else 6)


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to say what is asked; `weight` (0..1) below 1 where it says it less exactly.

    `swapped` are (words as typed, words that stand for them in `text`), which weigh the same.
    """

    text: str
    weight: float = 1.0
    swapped: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Wordings of the same thing, of which the best counts, and how much the part weighs beside the others."""

    wordings: tuple[Wording, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Query:
    """All that is searched for in words, and what is preferred; the first wording of the first part leads."""

    parts: tuple[Part, ...]
    preferences: Preferences = NO_PREFERENCES


def plain(question: str) -> Query:
    """Returns a question searched as it is."""
    return Query((Part((Wording(question),)),))


class _Index(Protocol):
    def search(self, question: str, k: int, allowed: Keys | None = None, swapped: Swapped = ()) -> list[LexicalHit]: ...

    def scores(self, question: str, keys: Sequence[int], swapped: Swapped = ()) -> dict[int, float]: ...


def best_by_words(index: _Index, query: Query, k: int, allowed: Allowed | None) -> dict[int, float]:
    """Returns the best documents of every wording (at most `k` each) with their share of the whole query."""
    wordings = [wording for part in query.parts for wording in part.wordings]
    found = [index.search(wording.text, k, allowed, wording.swapped) for wording in wordings]
    if len(wordings) == 1:
        return {hit.key: hit.score * wordings[0].weight for hit in found[0]}
    return shares(index, query, {hit.key for hits in found for hit in hits})


def shares(index: _Index, query: Query, keys: Iterable[int]) -> dict[int, float]:
    """Returns the share of the whole query that each document reaches: the best wording of each part, weighed."""
    wanted = list(keys)
    if not wanted:
        return {}
    total = sum(part.weight for part in query.parts)
    found: dict[int, float] = defaultdict(float)
    for part in query.parts:
        best = dict.fromkeys(wanted, 0.0)
        for wording in part.wordings:
            for key, score in index.scores(wording.text, wanted, wording.swapped).items():
                best[key] = max(best[key], wording.weight * score)
        for key, score in best.items():
            found[key] += part.weight * score / total
    return dict(found)
