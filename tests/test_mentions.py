"""Who is named, and the posts printed with the name."""

import pytest

from qa.mentions import mentions
from qa.text import Span


@pytest.mark.parametrize(
    ("text", "post"),
    [
        (
            "phóng viên phỏng vấn ông Phùng Bá Đoan, Ủy viên Ban Thường vụ, Bí thư Tỉnh ủy Bãi Ngự về nội dung này.",
            "Ủy viên Ban Thường vụ, Bí thư Tỉnh ủy Bãi Ngự",
        ),
        ("Phó Tổng cục trưởng Tổng cục Bến cảng Phùng Bá Đoan cho biết", "Phó Tổng cục trưởng Tổng cục Bến cảng"),
        ("đại biểu Quốc hội Phùng Bá Đoan (đoàn Bãi Ngự) nhấn mạnh", "đại biểu Quốc hội (đoàn Bãi Ngự)"),
        ("Ông Phùng Bá Đoan - nguyên Giám đốc Sở Du lịch - trả lời", "nguyên Giám đốc Sở Du lịch"),
        ("TS. Phùng Bá Đoan (ảnh), Viện trưởng Viện Sông nước cho rằng", "Viện trưởng Viện Sông nước"),
        ("ông Phùng Bá Đoan cười rất tươi", None),
    ],
)
def test_posts_as_printed(text: str, post: str | None) -> None:
    found = [mention for mention in mentions(text, [Span(0, len(text))]) if mention.name == "Phùng Bá Đoan"]
    assert found[0].position == post
