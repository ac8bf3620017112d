"""The measures that encoders are judged by."""

from __future__ import annotations

import math

import numpy as np
import pytest

from embeddings.train.evaluate import dense, measures
from embeddings.train.judged import Question, Task, windows
from embeddings.train.words import bm25


def test_the_best_placed_right_text_counts() -> None:
    scores = np.array([[0.9, 0.5, 0.7], [0.1, 0.2, 0.3]], np.float32)
    figures = measures(scores, [[1, 2], [0]])
    assert figures["top-1"] == 0.0
    assert figures["top-3"] == 1.0
    assert figures["nDCG@10"] == pytest.approx((1 / math.log2(3) + 1 / math.log2(4)) / 2)


def test_rarer_words_bring_more_and_all_of_them_less_than_one() -> None:
    texts = ["đường sắt cao tốc", "đường bộ", "đường thủy nội địa"]
    scores = bm25(["đường sắt", "cầu"], texts)
    assert scores[0].argmax() == 0
    assert 0 < scores[0].max() < 1
    assert not scores[1].any()


class _Counting:
    """Rows that tell how often a text has the letters a and b."""

    def encode_questions(self, texts: list[str]) -> np.ndarray:
        return np.array([[text.count("a"), text.count("b")] for text in texts], np.float32)

    def encode_passages(self, texts: list[str]) -> np.ndarray:
        return self.encode_questions(texts)


def test_a_text_is_as_near_as_its_best_window() -> None:
    task = Task([["ab", "aaa"], ["b"]], [Question("a", (0,)), Question("b", (1,))])
    np.testing.assert_array_equal(dense(_Counting(), task), [[3, 0], [1, 1]])  # type: ignore[arg-type]


def test_long_texts_are_cut_into_windows_with_their_context() -> None:
    sentences = [f"Câu số {number} nói về một việc khác hẳn những câu còn lại trong bài này." for number in range(8)]
    found = windows("Nhan đề", " ".join(sentences))
    assert found[0].endswith(sentences[-1])
    assert len(found) > 2
    assert all(window.startswith("Nhan đề\n") for window in found)
    assert all(any(sentence in window for window in found[1:]) for sentence in sentences)
