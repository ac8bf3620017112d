"""The closer look: the nearest sentence is added on the absolute scale, and ties keep their order."""

from hypothesis import given
from hypothesis import strategies as st

from qa.search.rerank import SENTENCE_WEIGHT, ReadHit, rerank
from qa.search.retrieve import Hit
from qa.store.store import StoredUtterance
from qa.text import Span


def read(key: int, score: float, cosines: tuple[float, ...], interaction: float = 0.0) -> ReadHit:
    utterance = StoredUtterance(key, "bai", Span(0, 9), "Nguyễn Văn Giang", None, None)
    return ReadHit(Hit(utterance, score, score, 0.0), cosines, interaction)


def test_an_exact_sentence_in_a_long_answer_climbs() -> None:
    found = rerank([read(1, 0.9, (0.1, 0.2)), read(2, 0.8, (0.0, 0.9))])
    assert [one.hit.utterance.id for one in found] == [2, 1]
    assert found[0].hit.score == 0.8 + SENTENCE_WEIGHT * 0.9
    assert found[0].hit.dense == 0.8


def test_an_answer_that_holds_a_near_word_for_each_word_climbs() -> None:
    found = rerank([read(1, 0.9, (0.1,)), read(2, 0.8, (0.1,), interaction=0.8)])
    assert [one.hit.utterance.id for one in found] == [2, 1]


def test_ties_keep_their_order() -> None:
    found = rerank([read(3, 0.5, (0.5,)), read(1, 0.5, (0.5,)), read(2, 0.5, (0.5,))])
    assert [one.hit.utterance.id for one in found] == [3, 1, 2]


@given(st.lists(st.tuples(st.floats(-1, 3), st.lists(st.floats(-1, 1), max_size=4)), max_size=8))
def test_it_is_a_permutation_in_falling_order(rows: list[tuple[float, list[float]]]) -> None:
    found = rerank([read(key, score, tuple(cosines)) for key, (score, cosines) in enumerate(rows)])
    assert sorted(one.hit.utterance.id for one in found) == list(range(len(rows)))
    scores = [one.hit.score for one in found]
    assert scores == sorted(scores, reverse=True)
