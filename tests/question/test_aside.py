"""Messages about the archive itself are told from questions about what people said."""

import pytest

from qa.question.aside import Aside, AsideKind, aside_of

INTERVIEWS, PEOPLE = AsideKind.INTERVIEWS, AsideKind.PEOPLE


@pytest.mark.parametrize(
    "message",
    [
        "Xin chào",
        "chào bạn!",
        "Bạn là ai?",
        "ban lam duoc gi",
        "Giúp tôi viết bài phát biểu",
        "hãy dịch giúp tôi câu này",
    ],
)
def test_greetings(message: str) -> None:
    assert aside_of(message) == Aside(AsideKind.TALK)


@pytest.mark.parametrize(
    ("message", "aside"),
    [
        ("Kho có những bài nào về nước sạch?", Aside(INTERVIEWS, "nước sạch")),
        ("có bài nào về luân chuyển cán bộ không?", Aside(INTERVIEWS, "luân chuyển cán bộ")),
        ("kho co nhung bai nao ve nuoc sach", Aside(INTERVIEWS, "nuoc sach")),
        ("Kho có bao nhiêu bài phỏng vấn?", Aside(INTERVIEWS)),
        ("bao nhiêu bài", Aside(INTERVIEWS)),
        ("Giúp tôi tìm các bài về nước sạch", Aside(INTERVIEWS, "nước sạch")),
        ("tìm bài phỏng vấn về nước sạch", Aside(INTERVIEWS, "nước sạch")),
        ("Có mấy bài phỏng vấn trong kho?", Aside(INTERVIEWS)),
        ("tổng cộng bao nhiêu bài", Aside(INTERVIEWS)),
        ("cảm ơn bạn nhé", Aside(AsideKind.THANKS)),
        ("mới nhất", Aside(AsideKind.NEWEST)),
        ("Bài phỏng vấn mới nhất là bài nào?", Aside(AsideKind.NEWEST)),
        ("kho co gi moi", Aside(AsideKind.NEWEST)),
        ("Bài mới nhất về nước sạch?", Aside(INTERVIEWS, "nước sạch", newest=True)),
        ("Những ai đã trả lời phỏng vấn?", Aside(PEOPLE)),
        ("Kho có những ai?", Aside(PEOPLE)),
        ("kho co loi cua nhung ai", Aside(PEOPLE)),
        ("Ông Lò Khánh Tiệp trả lời báo nào?", Aside(AsideKind.PERSON, people=("Ông Lò Khánh Tiệp",))),
        ("Bà Vi Mây Hương đã trả lời phỏng vấn những báo nào?", Aside(AsideKind.PERSON, people=("Bà Vi Mây Hương",))),
        ("Ai từng trả lời về thiếu giáo viên?", Aside(PEOPLE, "thiếu giáo viên")),
        ("Những ai đã nói về rác thải?", Aside(PEOPLE, "rác thải")),
        ("Mới nhất ông Lò Khánh Tiệp nói gì?", Aside(AsideKind.PERSON, people=("ông Lò Khánh Tiệp",))),
        ("Ông Lò Khánh Tiệp đã nói những gì?", Aside(AsideKind.PERSON, people=("Ông Lò Khánh Tiệp",))),
        (
            "So sánh ý kiến của ông Lò Khánh Tiệp và bà Vi Mây Hương về nước sạch",
            Aside(AsideKind.COMPARE, "nước sạch", ("ông Lò Khánh Tiệp", "bà Vi Mây Hương")),
        ),
    ],
)
def test_what_the_archive_holds(message: str, aside: Aside) -> None:
    assert aside_of(message) == aside


@pytest.mark.parametrize(
    "question",
    ["Vì sao thiếu nước?", "Ai nói rằng nước sạch thiếu?", "Chào mừng đại hội có gì mới?", "Bài học nào cho Bến Mơ?",
     "Mới nhất ông Lò Khánh Tiệp nói gì về nước?", "Bạn làm gì để học tốt?",
     "Giúp làm giảm ùn tắc bằng cách nào?", "Viết sách cho trẻ em khó gì?", "Dịch bệnh cho tôi bài học gì",
     "Những ai chịu trách nhiệm về nước sạch?", "Báo nào viết về Bến Mơ?",
     "Kho lương thực Bến Mơ có bao nhiêu tấn gạo?", "Ai chịu trách nhiệm về nước sạch?"],
)  # fmt: skip
def test_questions_stay_questions(question: str) -> None:
    assert aside_of(question) is None
