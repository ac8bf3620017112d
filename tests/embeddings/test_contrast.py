"""Training's loss and batches, on a handful of made-up tokens."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch.nn import functional

from embeddings.train.table.contrast import MINED, SPARED, Table, loss, mine
from embeddings.train.table.pairs import Batch, Mixture, Pairs
from embeddings.train.table.prepare import BODY, VARIANTS, AskedUnits, Prepared
from embeddings.train.table.units import Bags, Ids, Units

QUESTIONS = 3


def bags(*rows: list[int]) -> Bags:
    ids = np.array([token for row in rows for token in row], np.int64)
    return Bags(ids, np.repeat(np.arange(len(rows)), [len(row) for row in rows]), len(rows))


@pytest.fixture
def table() -> Table:
    torch.manual_seed(0)
    return Table(40, 16)


def test_the_loss_is_the_mean_of_both_cross_entropies(table: Table) -> None:
    batch = Batch(bags([1, 2], [3], [4, 5]), bags([6, 7, 8], [9], [10, 2]))
    scores = table(batch.queries) @ table(batch.passages).T / 0.1
    target = torch.arange(3)
    expected = (functional.cross_entropy(scores, target) + functional.cross_entropy(scores.T, target)) / 2
    # The products are taken in half precision.
    assert loss(table, batch, 0.1).item() == pytest.approx(expected.item(), abs=0.05)


def test_a_hard_passage_makes_it_harder_unless_it_is_the_right_one(table: Table) -> None:
    plain = Batch(bags([1, 2], [3]), bags([6, 7], [9]))
    hard = Batch(plain.queries, plain.passages, bags([3, 9]), np.empty((0, 2), np.int64))
    spared = Batch(plain.queries, plain.passages, bags([3, 9]), np.array([[0, 0], [1, 0]]))
    assert loss(table, hard, 0.1) > loss(table, plain, 0.1) + 0.01
    assert loss(table, spared, 0.1).item() == pytest.approx(loss(table, plain, 0.1).item(), abs=1e-5)


def prepared(passages: int = 8) -> Prepared:
    """Two articles, the first with five questions each answered by one sentence; passages with three questions each.

    Every unit is one token, its own number, so that a batch tells which units it was made of.
    """
    article = BODY + 10
    asking = [BODY + place for place in range(0, 10, 2)] + [article + BODY]
    first = 2 * article
    passage = first + 2 * np.arange(passages)
    question = first + 2 * passages + VARIANTS * QUESTIONS * np.arange(passages)
    count = int(question[-1]) + VARIANTS * QUESTIONS
    units = Units(np.arange(count).astype(np.uint16), np.arange(count + 1))
    asked = AskedUnits(passage, question, np.full(passages, QUESTIONS))
    return Prepared(units, np.array([0, article, first]), np.array(asking), asked, asked, asked)


NOTHING = Mixture(headline=0, lead=0, sentence=0, asking=0, answered=0, forget=0, drop=0)


def test_the_same_seed_draws_the_same_batches() -> None:
    one, other = (Pairs(prepared(), Mixture(written=0.2, headline=0.15), 32, seed=5) for _ in range(2))
    for _ in range(3):
        a, b = one.draw(), other.draw()
        np.testing.assert_array_equal(a.queries.ids, b.queries.ids)
        np.testing.assert_array_equal(a.passages.ids, b.passages.ids)


def test_two_different_questions_of_one_passage_are_a_pair() -> None:
    made = prepared()
    batch = Pairs(made, replace(NOTHING, reworded=1), 8, seed=0).draw()
    start = int(made.written.question[0])
    one, other = ((ids - start) // VARIANTS for ids in (batch.queries.ids, batch.passages.ids))
    assert np.all(one // QUESTIONS == other // QUESTIONS)
    assert np.all(one != other)
    assert sorted(one // QUESTIONS) == list(range(8))


def test_an_answer_ends_before_the_next_question() -> None:
    made = prepared()
    mixture = replace(NOTHING, asking=1)
    batch = Pairs(made, mixture, 64, seed=0).draw()
    within = batch.passages.ids < BODY + 10
    bodies: Ids = batch.passages.ids[within & (batch.passages.ids >= BODY)]
    assert not set(bodies.tolist()) & set(made.asking.tolist())


def test_interviews_are_articles_that_ask_often() -> None:
    made = prepared()
    mixture = replace(NOTHING, asking=1, interviews=True)
    batch = Pairs(made, mixture, 64, seed=0).draw()
    assert set(batch.queries.ids.tolist()) == {BODY, BODY + 2, BODY + 4, BODY + 6, BODY + 8}


def test_hard_passages_come_from_the_table_and_from_bm25() -> None:
    count, near = 60, 5
    # Unit i of the texts is one token, i; a question has the tokens of the five passages after its own.
    passages = [[token] for token in range(count)]
    questions = [[(passage + step) % count for step in range(1, near + 1)] for passage in range(count)]
    texts = [part for text in passages for part in ([], text)]
    texts += [form for question in questions for form in [question] * (VARIANTS * QUESTIONS)]
    tokens = np.array([token for text in texts for token in text], np.uint16)
    bounds = np.concatenate([[0], np.cumsum([len(text) for text in texts])])
    first = 2 * count + VARIANTS * QUESTIONS * np.arange(count)
    asked = AskedUnits(2 * np.arange(count), first, np.full(count, QUESTIONS))
    made = Prepared(Units(tokens, bounds), np.array([0]), np.empty(0, np.int64), asked, asked, asked)
    torch.manual_seed(0)
    mined = mine(Table(count, 16), made)
    assert mined.shape == (count, 2 * QUESTIONS * MINED)
    assert not (mined == np.arange(count)[:, None]).any()
    by_words = mined.reshape(count, QUESTIONS, 2, MINED)[:, :, 1]
    for passage, rows in enumerate(by_words):
        after = {(passage + step) % count for step in range(1, near + 1)}
        # The nearest are spared; the others with a word of the question come before all that have none.
        assert all(len(after & set(row[: near - SPARED].tolist())) == near - SPARED for row in rows)
