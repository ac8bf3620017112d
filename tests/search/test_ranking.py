"""The fitted weights: more of a signal is never worth less, and what has not been looked at asks for other weights."""

from dataclasses import fields, replace

import numpy as np
import pytest

from qa.search.ranking import Signals, fitted_ranking

FOUND = Signals(table=0.4, lexical=0.3, lexical_squared=0.09, passages=0.7)
READ = replace(FOUND, contextual=0.5)
CLOSELY = replace(READ, sentence=0.4, interaction=0.5, contextual_pair=0.5)


@pytest.mark.parametrize("signals", [FOUND, READ, CLOSELY], ids=["found", "read", "closely"])
def test_more_likeness_is_worth_more(signals: Signals) -> None:
    for name in ("table", "contextual", "sentence", "interaction", "contextual_pair"):
        value = getattr(signals, name)
        if value is not None:
            assert fitted_ranking().score(replace(signals, **{name: value + 0.1})) >= fitted_ranking().score(signals)


def test_more_words_in_common_are_worth_more() -> None:
    shares = [replace(FOUND, lexical=share, lexical_squared=share**2) for share in (0.0, 0.25, 0.5, 0.75, 1.0)]
    scores = [fitted_ranking().score(signals) for signals in shares]
    assert scores == sorted(scores)


def test_every_weight_is_that_of_a_signal() -> None:
    known = {field.name for field in fields(Signals)} | {"bias"}
    for kind in (fitted_ranking().first, fitted_ranking().close):
        assert kind.keys() == {"read", "unread"}
        assert all(weights.keys() <= known for weights in kind.values())
        assert not kind["unread"].keys() & {"contextual", "contextual_pair"}


def test_all_at_once_scores_are_the_same_to_the_last_bit() -> None:
    numbers = np.random.default_rng(4).random((200, 5)).tolist()
    rows = [(*row[:4], row[4] if n % 3 else None) for n, row in enumerate(numbers)]
    assert fitted_ranking().first_scores(rows) == [fitted_ranking().score(Signals(*row)) for row in rows]
    assert fitted_ranking().first_scores([]) == []
