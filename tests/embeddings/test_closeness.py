"""The closer look: sentences and words against a question, the same numbers however the texts were kept."""

from __future__ import annotations

import numpy as np
import pytest

from embeddings.closeness import Texts
from embeddings.encoder import Encoder
from embeddings.question import encoded, readings

SENTENCES = ["Thu nhập của giáo viên còn thấp.", "", "Bão số 5 đổ bộ vào đất liền đêm nay.", "Giáo viên!"]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


def test_cosines_are_those_of_the_vectors(encoder: Encoder) -> None:
    question = readings("Thầy cô giáo được trả lương bao nhiêu?")
    vector = encoded(question, encoder)
    (near,) = encoder.closeness(question, vector, [encoder.ready(SENTENCES)])
    np.testing.assert_allclose(near.cosines, encoder.encode_passages(SENTENCES) @ vector, atol=1e-5)


def test_each_word_of_the_question_finds_its_nearest_one(encoder: Encoder) -> None:
    question = readings("giáo viên")
    (near,) = encoder.closeness(question, encoded(question, encoder), [encoder.ready(SENTENCES)])
    assert near.weights.sum() == pytest.approx(1.0)
    by_sentence = near.nearest @ near.weights
    assert by_sentence[3] == pytest.approx(1.0, abs=1e-5)
    assert by_sentence[0] == pytest.approx(1.0, abs=1e-5)  # the word is one of several
    assert by_sentence[1] == -1  # nothing is near a text without a word
    assert by_sentence[2] < 0.6


def test_a_question_without_accents_is_weighed_by_its_readings(encoder: Encoder) -> None:
    question = readings("giao vien")
    (near,) = encoder.closeness(question, encoded(question, encoder), [encoder.ready(["giáo viên"])])
    assert near.weights.sum() == pytest.approx(1.0)
    assert (near.nearest @ near.weights)[0] > 0.8


def test_a_question_without_a_word_has_no_pieces(encoder: Encoder) -> None:
    (near,) = encoder.closeness([("?!", 1.0)], np.zeros(encoder.dimension, np.float32), [encoder.ready(SENTENCES)])
    assert near.nearest.shape == (len(SENTENCES), 0)
    assert not near.cosines.any()


def test_groups_keep_their_texts(encoder: Encoder) -> None:
    question = readings("lương giáo viên")
    vector = encoded(question, encoder)
    together = encoder.closeness(question, vector, [encoder.ready(SENTENCES)])[0]
    groups = list(encoder.ready(SENTENCES).split([1, 0, 3]))
    apart = encoder.closeness(question, vector, groups)
    assert [len(group.cosines) for group in apart] == [1, 0, 3]
    np.testing.assert_allclose(np.concatenate([group.cosines for group in apart]), together.cosines, atol=1e-6)
    np.testing.assert_allclose(np.concatenate([group.nearest for group in apart]), together.nearest, atol=1e-6)


def test_nothing_is_near_nothing(encoder: Encoder) -> None:
    assert encoder.closeness([("lương", 1.0)], np.zeros(encoder.dimension, np.float32), []) == []


def test_what_is_kept_is_read_back(encoder: Encoder) -> None:
    for group in encoder.ready(SENTENCES).split([2, 2]):
        back = Texts.from_bytes(group.to_bytes())
        np.testing.assert_array_equal(back.ids, group.ids)
        np.testing.assert_array_equal(back.lengths, group.lengths)
        np.testing.assert_allclose(back.norms, group.norms)


def test_rows_of_other_models_are_kept_in_half_precision() -> None:
    rows = np.random.default_rng(0).normal(size=(3, 8)).astype(np.float32)
    first, second = Texts.of_rows(rows).split([1, 2])
    np.testing.assert_allclose(Texts.from_bytes(first.to_bytes()).rows, rows[:1], atol=1e-2)
    np.testing.assert_allclose(Texts.from_bytes(second.to_bytes()).rows, rows[1:], atol=1e-2)


def test_a_text_of_very_many_pieces_is_read_back() -> None:
    texts = Texts.of_pieces(np.zeros(70_003, np.int64), np.array([70_000, 3]), np.ones(2, np.float32))
    np.testing.assert_array_equal(Texts.from_bytes(texts.to_bytes()).lengths, [70_000, 3])


def test_many_pieces_need_wider_numbers() -> None:
    texts = Texts.of_pieces(np.array([1, 70_000]), np.array([2]), np.ones(1, np.float32))
    np.testing.assert_array_equal(Texts.from_bytes(texts.to_bytes()).ids, [1, 70_000])
