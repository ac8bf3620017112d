"""A polite opening is no part of what is asked."""

import pytest

from qa.archive import Archive
from qa.question.courtesy import politely_opened


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Cho tôi hỏi vì sao thiếu giáo viên?", "vì sao thiếu giáo viên?"),
        ("cho toi hoi vi sao thieu giao vien", "vi sao thieu giao vien"),
        ("Tôi muốn biết ý kiến của Giám đốc Sở về nước sạch", "ý kiến của Giám đốc Sở về nước sạch"),
        ("Xin cho biết về luân chuyển cán bộ", "luân chuyển cán bộ"),
        ("Xin hỏi: bao giờ bãi rác đóng cửa?", "bao giờ bãi rác đóng cửa?"),
        ("Ad ơi, cho mình hỏi tiền đền bù là bao nhiêu", "tiền đền bù là bao nhiêu"),
    ],
)
def test_the_opening_is_left_out(question: str, asks: str) -> None:
    (opening,) = politely_opened(question)
    assert question[opening.end :] == asks


@pytest.mark.parametrize(
    "question",
    ["Vì sao thiếu giáo viên?", "Cho tôi hỏi", "Hỏi cung thế nào?", "Tôi muốn biết?", "Dân muốn biết điều gì?",
     "Ông Lò Khánh Tiệp cho biết vì sao thiếu nước?", ""],
)  # fmt: skip
def test_what_asks_something_is_kept(question: str) -> None:
    assert politely_opened(question) == []


def test_whoever_asks_politely_gets_the_same(demo: Archive) -> None:
    plain = demo.ask("Vì sao huyện thiếu giáo viên?")
    polite = demo.ask("Cho tôi hỏi vì sao huyện thiếu giáo viên?")
    assert (polite.state, polite.confidence) == (plain.state, plain.confidence)
    assert [hit.turn for hit in polite.hits] == [hit.turn for hit in plain.hits]
    assert [hit.highlights for hit in polite.hits] == [hit.highlights for hit in plain.hits]
