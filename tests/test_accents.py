"""Accents are put back where none were typed, and left alone where they were."""

import unicodedata

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.accents import Accents, bare, bundled_accents, unaccented
from embeddings.question import encoded, readings
from tests.made import HashEncoder


@pytest.fixture(scope="module")
def accents() -> Accents:
    return Accents()


@pytest.mark.parametrize(
    "written",
    [
        "luân chuyển cán bộ gặp khó khăn gì",
        "vì sao thiếu giáo viên tiếng anh",
        "giải phóng mặt bằng chậm, người dân nói gì?",
        "dự báo bão số 3 năm 2024",
    ],
)
def test_common_words_come_back(accents: Accents, written: str) -> None:
    assert accents.restore(unaccented(written)) == written


def test_typed_accents_stay(accents: Accents) -> None:
    assert accents.restore("hỏi về luan chuyen cán bộ") == "hỏi về luân chuyển cán bộ"


@settings(deadline=None)
@given(st.text(max_size=60))
def test_only_accents_and_case_change(text: str) -> None:
    restored = bundled_accents().restore(text)
    assert unaccented(restored).lower() == unaccented(unicodedata.normalize("NFC", text)).lower()


@pytest.mark.parametrize(
    ("text", "is_bare"), [("luan chuyen can bo", True), ("luân chuyển cán bộ", False), ("", False)]
)
def test_bare_texts_are_told(text: str, is_bare: bool) -> None:
    assert bare(text) is is_bare


def test_a_bare_question_is_read_both_ways() -> None:
    encoder = HashEncoder()
    read = readings("luan chuyen")
    assert [text for text, _ in read] == ["luan chuyen", "luân chuyển"]
    vector = encoded(read, encoder)
    assert vector.shape == (encoder.dimension,)
    assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-5)
