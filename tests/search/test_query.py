"""Wordings, parts and preferences: the best wording counts, boosts stay small."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from qa.search.allowed import Allowed
from qa.search.lexical import Keys, LexicalHit, LexicalIndex
from qa.search.query import (
    BOOSTS,
    NO_PREFERENCES,
    Before,
    Part,
    Preferences,
    Query,
    Reason,
    Wording,
    best_by_words,
    plain,
    shares,
)
from qa.store.store import StoredUtterance
from qa.text import Span

SAID = StoredUtterance(7, "a", Span(0, 5), "Lê Văn Thử", "Báo Minh Họa", "2024-05-17")


def values(wanted: Preferences) -> dict[Reason, float]:
    return {boost.reason: boost.value for boost in wanted.boosts(SAID)}


def test_nothing_is_preferred_by_default() -> None:
    assert NO_PREFERENCES.boosts(SAID) == ()


def test_each_preference_adds_its_own() -> None:
    before = Before("a", 7, 0.5, -0.1)
    wanted = Preferences(frozenset({"Lê Văn Thử"}), "Báo Minh Họa", "2024-01-01", "2024-12-31", None, before)
    given = {reason: value for reason, value in BOOSTS.items() if reason is not Reason.NEWEST}
    assert values(wanted) == given | {Reason.SAME_INTERVIEW: 0.5, Reason.SAME_TURN: -0.1}
    elsewhere = Before("b", 8, 0.5, -0.1)
    other = Preferences(frozenset({"Ai Khác"}), "Báo Khác", "2025-01-01", "2025-12-31", None, elsewhere)
    assert values(other) == {}


@pytest.mark.parametrize(
    ("first", "last", "share"), [("2024-05-01", "2024-05-17", 1.0), ("2024-05-17", "2025-05-17", 0.0)]
)
def test_the_newest_gets_all_and_the_oldest_nothing(first: str, last: str, share: float) -> None:
    assert values(Preferences(newest=(first, last)))[Reason.NEWEST] == pytest.approx(share * BOOSTS[Reason.NEWEST])


class Table:
    """An index of given scores."""

    def __init__(self, scores: dict[str, dict[int, float]]) -> None:
        self._scores = scores

    def search(self, question: str, k: int, allowed: Keys | None = None, swapped: object = ()) -> list[LexicalHit]:
        found = sorted(self._scores[question].items(), key=lambda pair: -pair[1])
        keys = allowed.ids.tolist() if isinstance(allowed, Allowed) else allowed
        return [LexicalHit(key, score) for key, score in found if keys is None or key in keys][:k]

    def scores(self, question: str, keys: Sequence[int], swapped: object = ()) -> dict[int, float]:
        return {key: self._scores[question].get(key, 0.0) for key in keys}


def test_the_best_wording_counts_and_parts_are_weighed() -> None:
    index = Table({"UBND": {1: 0.2, 2: 0.9}, "ủy ban": {1: 0.8}, "trước": {2: 0.5}})
    both = Part((Wording("UBND"), Wording("ủy ban", 0.5)))
    assert best_by_words(index, Query((both,)), 9, None) == pytest.approx({1: 0.4, 2: 0.9})
    two = Query((both, Part((Wording("trước"),), 0.25)))
    assert shares(index, two, [1, 2]) == pytest.approx({1: 0.4 / 1.25, 2: (0.9 + 0.125) / 1.25})
    assert best_by_words(index, plain("UBND"), 1, None) == {2: 0.9}


def test_an_expansion_weighs_what_was_typed() -> None:
    index = LexicalIndex()
    index.change([(1, "UBND xây cầu"), (2, "ủy ban nhân dân xây cầu"), (3, "ủy ban nhân dân họp"), (4, "trời mưa")])
    full = Wording("ủy ban nhân dân xây cầu", swapped=(("UBND", "ủy ban nhân dân"),))
    found = best_by_words(index, Query((Part((Wording("UBND xây cầu"), full)),)), 9, None)
    assert min(found[1], found[2]) > found[3]
    assert found[2] == pytest.approx(found[1], abs=0.35)
    plainly = best_by_words(index, plain("ủy ban nhân dân xây cầu"), 9, None)
    assert found[3] < plainly[3]  # the long name alone no longer outweighs what is asked of it
