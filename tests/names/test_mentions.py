"""Who is named, and the posts printed with the name."""

import pytest

from qa.names.mentions import mentions
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
        (
            "Vừa làm Giám đốc sáng 9/4, ông Phùng Bá Đoan - Bí thư Huyện ủy Cồn Lau - nói",
            "Bí thư Huyện ủy Cồn Lau",
        ),
        ("Ông Phùng Bá Đoan, chuyên gia đầu ngành về bến bãi, cho biết", "chuyên gia đầu ngành về bến bãi"),
        ("phỏng vấn ông Phùng Bá Đoan, chuyên gia kinh tế về vấn đề này. Bà nói", "chuyên gia kinh tế"),
        ("TS Phùng Bá Đoan là một trong những chuyên gia sông nước, có ba mươi năm trong nghề", "chuyên gia sông nước"),
        ("Theo chuyên gia du lịch, TS. Phùng Bá Đoan, bến cũ đã hẹp.", "chuyên gia du lịch"),
        ("Ông Phùng Bá Đoan, Chủ tịch UBND P.9, Q.Bến Mơ TP.BN. Ghe đông.", "Chủ tịch UBND P.9, Q.Bến Mơ TP.BN"),
        ("Ông Phùng Bá Đoan, Trưởng Ban Bến, Phòng Thương hồ tỉnh cho hay", "Trưởng Ban Bến, Phòng Thương hồ tỉnh"),
        (
            "Ông Phùng Bá Đoan, Phó Chủ nhiệm Ủy ban Văn hóa, Thể thao và Du lịch nói",
            "Phó Chủ nhiệm Ủy ban Văn hóa, Thể thao và Du lịch",
        ),
        (
            "Bà Phùng Bá Đoan -- Chủ nhiệm Ủy ban về các vấn đề bến bãi. Bà nói",
            "Chủ nhiệm Ủy ban về các vấn đề bến bãi",
        ),
        ("ông Phùng Bá Đoan, Giám đốc Sở Du lịch Theo ông Đoan, chợ vẫn đông", "Giám đốc Sở Du lịch"),
        ("Ông Phùng Bá Đoan - Giám đốc Sở Bến - Bà Hồ Diệp Sa - Chủ tịch Hội", "Giám đốc Sở Bến"),
        ("ông Phùng Bá Đoan (từ trái sang) và khách", None),
        ("người phát ngôn của Sở Du lịch Phùng Bá Đoan", "người phát ngôn của Sở Du lịch"),
        ("Hòa thượng Phùng Bá Đoan, trụ trì chùa Bến Mơ (Bãi Ngự), cho biết", "trụ trì chùa Bến Mơ (Bãi Ngự)"),
        (
            "Đại biểu Quốc hội Phùng Bá Đoan (Bãi Ngự), Ủy viên Ủy ban Pháp luật:",
            "Đại biểu Quốc hội (Bãi Ngự), Ủy viên Ủy ban Pháp luật",
        ),
    ],
)
def test_posts_as_printed(text: str, post: str | None) -> None:
    found = [mention for mention in mentions(text, [Span(0, len(text))]) if mention.name == "Phùng Bá Đoan"]
    assert found[0].position == post


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ông Tạ Nhật Lam: “Bến hẹp”", {"quoted"}),
        ("phóng viên đã trao đổi với ông Tạ Nhật Lam.", {"asked"}),
        ("Ông Tạ Nhật Lam cho biết bến đã hẹp.", {"told"}),
        ("Ông Tạ Nhật Lam (ảnh) về nghỉ.", {"pictured"}),
        ("Trao đổi với vợ ông Tạ Nhật Lam hôm qua", {"related"}),
        ("Ông Tạ Nhật Lam", set()),
    ],
)
def test_what_is_told_of_the_person(text: str, told: set[str]) -> None:
    (found,) = mentions(text, [Span(0, len(text))])
    flags = ("asked", "told", "quoted", "pictured", "related")
    assert {flag for flag in flags if getattr(found, flag)} == told
