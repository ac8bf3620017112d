"""Answer types: what a question asks for, with and without accents, and the sentences that state it."""

import pytest

from qa.question.expected import AnswerType, Expected, expected_of, states_expected

NUMBER, TIME = AnswerType.NUMBER, AnswerType.TIME


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Tỉnh chi bao nhiêu tỷ đồng cho nhà công vụ?", Expected(NUMBER, "ty")),
        ("tinh chi bao nhieu ty dong", Expected(NUMBER, "ty")),
        ("Có bao nhiêu thí sinh dự thi?", Expected(NUMBER, "thi")),
        ("Tổng kinh phí là bao nhiêu?", Expected(NUMBER)),
        ("Mấy tỉnh dùng AI?", Expected(NUMBER, "tinh")),
        ("Mấy tỉnh do ai quản lý?", None),
        ("Dự án kéo dài bao lâu?", Expected(NUMBER, "lau")),
        ("Mỗi xã cần mấy giáo viên?", Expected(NUMBER, "giao")),
        ("Khi nào cầu xong?", Expected(TIME)),
        ("bao gio cau xong", Expected(TIME)),
        ("Vì sao thiếu giáo viên?", None),
        ("Nước ta mua loại vũ khí nào?", None),
        ("cong nghiep may mac ra sao", None),
    ],
)
def test_what_a_question_expects(question: str, expected: Expected | None) -> None:
    assert expected_of(question) == expected


@pytest.mark.parametrize(
    ("sentence", "expected", "stated"),
    [
        ("Tỉnh đã chi 12,5 tỷ đồng.", Expected(NUMBER, "ty"), True),
        ("Tỉnh đã chi rất nhiều tiền.", Expected(NUMBER, "ty"), False),
        ("Xã có 40 thôn.", Expected(NUMBER, "ty"), False),
        ("Tỷ lệ đạt 93%.", Expected(NUMBER, "phan"), True),
        ("Tỷ lệ đạt chín mươi phần trăm.", Expected(NUMBER, "phan"), True),
        ("Chúng tôi cần ba giáo viên cho mỗi lớp.", Expected(NUMBER, "giao"), True),
        ("Tổng mức là 300.", Expected(NUMBER), True),
        ("Một số nơi còn khó.", Expected(NUMBER), False),
        ("Cầu sẽ xong vào cuối năm sau.", Expected(TIME), True),
        ("Cầu khởi công ngày 5/9.", Expected(TIME), True),
        ("Cầu sẽ sớm xong.", Expected(TIME), False),
    ],
)
def test_what_a_sentence_states(sentence: str, expected: Expected, stated: bool) -> None:
    assert states_expected(sentence, expected) is stated
