"""What the page that compares statements says."""

from __future__ import annotations

from qa.wording import number

COMPARE = "So sánh phát biểu"
INTRO = (
    "Mỗi người đã nói gì về cùng một chủ đề, đúng nguyên văn, xếp theo ngày đăng. "
    "Các lời nói không được gộp hay viết lại."
)
TOPIC = "Chủ đề"
PEOPLE = "Người phát biểu (để trống: những người nói gần chủ đề nhất)"
GO = "So sánh"
NOTHING = "Kho chưa có lời nào về chủ đề này."
UNDATED = "Không ghi ngày"
TIMELINE = "Dòng thời gian các phát biểu"
TIMELINE_HINT = "Mỗi chấm là một ngày có phát biểu (số trong chấm: có mấy lời); chọn chấm để đến lời đó."
LINK = "So sánh phát biểu về chủ đề này"


def person(place: int) -> str:
    """Names one of the fields for people."""
    return f"Người thứ {place}"


def said_nothing(name: str) -> str:
    """Someone who was asked for has no words on the topic."""
    return f"Kho không có lời nào của “{name}” về chủ đề này."


def statements(count: int) -> str:
    """How many statements a person's column has."""
    return f"{number(count)} phát biểu"
