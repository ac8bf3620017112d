"""BM25: unaccented questions find, written forms decide, filters come before the best are taken."""

import math

import pytest

from qa.search.lexical import LexicalIndex

DOCUMENTS = {
    1: "Tỉnh đã mở con đường mới qua huyện miền núi",
    2: "Ông Dương nói về chuyện duong như không liên quan",
    3: "Luân chuyển cán bộ về cơ sở",
    4: "Trường học thiếu giáo viên",
}


@pytest.fixture
def index() -> LexicalIndex:
    made = LexicalIndex()
    made.change(DOCUMENTS.items())
    return made


def test_an_unaccented_question_finds_the_written_words(index: LexicalIndex) -> None:
    assert index.search("luan chuyen can bo", 3)[0].key == 3


def test_the_written_form_decides(index: LexicalIndex) -> None:
    assert index.search("đường", 4)[0].key == 1
    assert index.search("Dương", 4)[0].key == 2


def test_scores_do_not_depend_on_the_other_hits(index: LexicalIndex) -> None:
    alone = index.scores("luân chuyển cán bộ", [3])[3]
    among = next(hit.score for hit in index.search("luân chuyển cán bộ", 4) if hit.key == 3)
    assert alone == pytest.approx(among)
    assert index.scores("luân chuyển", [4]) == {4: 0.0}


def test_only_allowed_documents_come_back(index: LexicalIndex) -> None:
    assert [hit.key for hit in index.search("duong", 5, allowed=[1])] == [1]
    assert index.search("duong", 5, allowed=[]) == []


def test_removed_documents_are_not_found(index: LexicalIndex) -> None:
    index.change(remove=[3])
    assert index.search("luân cán cơ sở", 5) == []
    assert len(index) == 3


def test_idf_is_that_of_bm25(index: LexicalIndex) -> None:
    assert index.idf("luan") == pytest.approx(math.log(1 + (4 - 1 + 0.5) / 1.5))


def test_a_question_of_punctuation_finds_nothing(index: LexicalIndex) -> None:
    assert index.search("?!…", 5) == []


def test_another_word_never_stands_above_the_exact_one() -> None:
    filler = " ".join(f"Câu thứ {n} kể về cán bộ và nhà ở công vụ." for n in range(80))
    index = LexicalIndex()
    texts = [f"{filler} Con đường mới. {filler}", "Dương Dương Dương, ông Dương.", "Ông Dương.", "duong", "Trời mưa."]
    index.change(enumerate(texts))
    for question in ("đường", "Đường", "con đường", "sửa đường"):
        assert index.search(question, 5)[0].key == 0
        assert {1, 2} & {hit.key for hit in index.search(question, 5)} == set()
    assert {hit.key for hit in index.search("duong", 5)} == {0, 1, 2, 3}
    assert [hit.key for hit in index.search("Dương", 5)][:2] == [1, 2]
    assert index.search("dưỡng", 5)  # accents that the archive never has: found without them
