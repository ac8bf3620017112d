"""Accents are put back where none were typed, and left alone where they were."""

import unicodedata
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.accents import SHIFT, Accents, bare, bundled_accents, unaccented
from embeddings.question import encoded, readings
from embeddings.train.accents import ASKED, _counted, write
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


def test_likelier_readings_weigh_more(accents: Accents) -> None:
    found = accents.readings("nha thuong o cho nao", 6)
    weights = [weight for _, weight in found]
    assert len({text for text, _ in found}) == 6
    assert {unaccented(text) for text, _ in found} == {"nha thuong o cho nao"}
    assert weights == sorted(weights, reverse=True)
    assert sum(weights) == pytest.approx(1.0)


@pytest.mark.parametrize("text", ["", "?!", "2024", "xyzzy qwrt"])
def test_what_has_one_reading_keeps_it(accents: Accents, text: str) -> None:
    assert accents.readings(text, 8) == [(text, 1.0)]


def test_three_in_a_row_decide_where_two_do_not(tmp_path: Path) -> None:
    path = tmp_path / "accents.npz"
    words = ["má", "ma", "đi", "về", "bà", "ba"]
    lines = [["đi", "ma", "bà"]] * 900 + [["về", "ma", "ba"]] * 900 + [["má"]] * 5
    ids = np.array([place for line in lines for place in (*(words.index(word) + 1 for word in line), 0)])
    vocabulary = {word: sum(line.count(word) for line in lines) for word in words}
    none = np.empty(0, np.int64)
    write(path, vocabulary, _counted(ids, none, 2), _counted(ids, none, 3))
    small = Accents(path)
    assert small.restore("đi ma ba") == "đi ma bà"
    assert small.restore("về ma ba") == "về ma ba"


def test_questions_count_for_more_than_news() -> None:
    news, asked = np.array([1, 2, 0, 1, 2, 0]), np.array([1, 2, 3])
    keys, counts = _counted(news, asked, 2)
    assert dict(zip(keys.tolist(), counts.tolist(), strict=True)) == {0 * SHIFT + 1: 2 + ASKED, 1 * SHIFT + 2: ASKED}


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
    assert [text for text, _ in read[:2]] == ["luan chuyen", "luân chuyển"]
    assert sum(weight for _, weight in read) == pytest.approx(1.0)
    vector = encoded(read, encoder)
    assert vector.shape == (encoder.dimension,)
    assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-5)
