"""The closer look: sentences and words join the signals, and ties keep their order."""

from hypothesis import given
from hypothesis import strategies as st

from qa.search.ranking import fitted_ranking
from qa.search.rerank import ReadHit, rerank
from qa.search.retrieve import Hit, signals_of
from qa.store.store import StoredUtterance
from qa.text import Span


def read(key: int, cosines: tuple[float, ...], interaction: float = 0.0, contextual: float | None = None) -> ReadHit:
    utterance = StoredUtterance(key, "bai", Span(0, 9), "Nguyễn Văn Giang", None, None)
    hit = Hit(utterance, 0.5, 0.5, 0.0, signals_of(0.5, 0.0, contextual=contextual))
    return ReadHit(hit, cosines, interaction, None if contextual is None else cosines)


def order(*read: ReadHit) -> list[int]:
    return [one.hit.utterance.id for one in rerank(read)]


def test_an_exact_sentence_in_a_long_answer_climbs() -> None:
    found = rerank([read(1, (0.1, 0.2)), read(2, (0.0, 0.9))])
    assert [one.hit.utterance.id for one in found] == [2, 1]
    assert found[0].hit.score == fitted_ranking().score(found[0].signals)
    assert found[0].hit.dense == 0.5


def test_an_answer_that_holds_a_near_word_for_each_word_climbs() -> None:
    assert order(read(1, (0.1,)), read(2, (0.1,), interaction=0.8)) == [2, 1]


def test_what_the_contextual_encoder_finds_near_climbs() -> None:
    assert order(read(1, (0.1,), contextual=0.3), read(2, (0.1,), contextual=0.7)) == [2, 1]


def test_what_is_not_read_yet_stands_between_what_is_read_and_near_and_what_is_read_and_far() -> None:
    assert order(read(1, (0.3,), 0.3, 0.0), read(2, (0.3,), 0.3), read(3, (0.3,), 0.3, 0.9)) == [3, 2, 1]


def test_ties_keep_their_order() -> None:
    assert order(read(3, (0.5,)), read(1, (0.5,)), read(2, (0.5,))) == [3, 1, 2]


@given(st.lists(st.lists(st.floats(-1, 1), max_size=4), max_size=8))
def test_it_is_a_permutation_in_falling_order(rows: list[list[float]]) -> None:
    found = rerank([read(key, tuple(cosines)) for key, cosines in enumerate(rows)])
    assert sorted(one.hit.utterance.id for one in found) == list(range(len(rows)))
    scores = [one.hit.score for one in found]
    assert scores == sorted(scores, reverse=True)
