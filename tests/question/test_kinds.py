"""Kinds of question, typed with accents and without; every kind has a rule, or is what no rule fits."""

import pytest

from qa.question.kinds import RULES, QuestionKind, kind_of
from qa.text import fold

KIND = QuestionKind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Tỉnh chi bao nhiêu tỷ đồng?", KIND.NUMBER),
        ("Khi nào cầu xong?", KIND.TIME),
        ("Vì sao thiếu giáo viên?", KIND.REASON),
        ("Bà Uyên nói gì về luân chuyển cán bộ?", KIND.TOPIC),
        ("nước sạch vùng cao", KIND.TOPIC),
        ("Tổ dùng nước gồm những ai?", KIND.LIST),
        ("Bể lọc đặt ở đâu?", KIND.PLACE),
        ("Huyện sắp xếp cán bộ như thế nào?", KIND.WAY),
    ],
)
def test_a_kind_is_told_with_accents_and_without(question: str, kind: QuestionKind) -> None:
    assert kind_of(question) is kind
    assert kind_of(fold(question)) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Ai chịu trách nhiệm?", KIND.PERSON),
        ("Ông nghĩ gì về AI?", KIND.TOPIC),
        ("Những huyện nào thiếu nước?", KIND.LIST),
        ("Có nên thu tiền nước không?", KIND.SIDE),
        ("Cầu xong chưa?", KIND.SIDE),
        ("Sao mãi chưa xong cầu?", KIND.REASON),
        ("Thông tư nào quy định việc này?", KIND.NAME),
        ("Dân được lợi gì?", KIND.THING),
        ("Quan điểm của Chủ tịch tỉnh về rác", KIND.TOPIC),
        ("Mấy người đi?", KIND.NUMBER),
        ("Mấy tiệm thẩm mỹ phải làm gì?", KIND.THING),
        ("Mấy cây xanh sắp bị chặt à?", KIND.SIDE),
        ("Tỉnh đã bao giờ thiếu nước chưa?", KIND.SIDE),
        ("Có khi nào cầu bị sập không?", KIND.SIDE),
        ("Đến mức nào thì phải cấm?", KIND.WAY),
    ],
)
def test_a_kind_that_needs_its_accents(question: str, kind: QuestionKind) -> None:
    assert kind_of(question) is kind


def test_every_kind_can_be_told() -> None:
    by_rule = {rule.kind for rule in RULES}
    assert by_rule | {KIND.TIME} == set(QuestionKind)
