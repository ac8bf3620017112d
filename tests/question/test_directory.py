"""Who is named in a question: by full name, by title and last name, by post; and in which paper."""

import pytest

from qa.question.directory import Directory

DIRECTORY = Directory(
    [
        ("Lê Văn Thử", "Ủy viên Ban Chấp hành, Bí thư Tỉnh ủy Bến Mơ"),
        ("Trần Thị Mẫu", "Phó Chủ tịch UBND tỉnh Bến Mơ"),
        ("Phạm Hòa", "Chủ tịch Hội Nông dân tỉnh Bến Mơ"),
        ("Đỗ Dũng", "Bộ trưởng Bộ Đường Thủy"),
        ("Đỗ Dung", "Giám đốc Sở Y tế Bài Ngự"),
        ("Cao Hà", "Bí thư Tỉnh ủy Hà Tĩnh Mới"),
        ("Nguyễn Tỏ", None),
        ("Hồ Hữu Công", "Giám đốc Nhà hát Bến Mơ"),
        ("Tạ Quý Lan", "Giám đốc Công ty Luật Bến Mơ"),
    ],
    ["Báo Minh Họa", "Tạp chí Thử Nghiệm"],
)


@pytest.mark.parametrize(
    ("question", "words", "speakers"),
    [
        ("Bí thư Bến Mơ nói gì về nước?", "Bí thư Bến Mơ", ("Lê Văn Thử",)),
        ("bi thu tinh uy ben mo noi gi", "bi thu tinh uy ben mo", ("Lê Văn Thử",)),
        ("Phó Chủ tịch tỉnh Bến Mơ nói gì?", "Phó Chủ tịch tỉnh Bến Mơ", ("Trần Thị Mẫu",)),
        ("Bộ trưởng Đường Thủy nói gì?", "Bộ trưởng Đường Thủy", ("Đỗ Dũng",)),
        ("Giám đốc Sở Y tế nói gì?", "Giám đốc Sở Y tế", ("Đỗ Dung",)),
        ("le van thu noi gi", "le van thu", ("Lê Văn Thử",)),
        ("Ông Thử nói gì?", "Ông Thử", ("Lê Văn Thử",)),
        ("Bà Mẫu nói gì?", "Bà Mẫu", ("Trần Thị Mẫu",)),
        ("Ông Công nói gì?", "Ông Công", ("Hồ Hữu Công",)),
        ("Giám đốc Công ty Luật Bến Mơ nói gì?", "Giám đốc Công ty Luật Bến Mơ", ("Tạ Quý Lan",)),
        ("Bí thư Hà Tĩnh Mới nói gì?", "Bí thư Hà Tĩnh Mới", ("Cao Hà",)),
    ],
)
def test_the_person_is_found(question: str, words: str, speakers: tuple[str, ...]) -> None:
    (named,) = DIRECTORY.speakers_in(question)
    assert (named.span.of(question), named.speakers) == (words, speakers)


@pytest.mark.parametrize(
    "question",
    [
        "Chủ tịch tỉnh Bến Mơ nói gì?",  # only a deputy and the head of another body are known
        "Bộ trưởng nói gì?",
        "Ông thử làm gì?",
        "Lê Văn Thứ nói gì?",
        "Đường thủy Bến Mơ ra sao?",
    ],
)
def test_nobody_is_guessed(question: str) -> None:
    assert DIRECTORY.speakers_in(question) == ()


def test_accents_tell_people_apart_where_they_are_typed() -> None:
    assert DIRECTORY.speakers_in("Đỗ Dũng nói gì?")[0].speakers == ("Đỗ Dũng",)
    assert DIRECTORY.speakers_in("do dung noi gi?")[0].speakers == ("Đỗ Dung", "Đỗ Dũng")


@pytest.mark.parametrize("question", ["Ông Thử nói gì trên báo Minh Họa?", "noi gi tren bao minh hoa ve nuoc"])
def test_the_paper_is_found(question: str) -> None:
    found = DIRECTORY.outlet_in(question)
    assert found is not None
    assert found[1] == "Báo Minh Họa"
    assert found[0].of(question).lower().endswith(("minh họa", "minh hoa"))


def test_no_paper_is_guessed() -> None:
    assert DIRECTORY.outlet_in("Trên đường Minh Họa có gì?") is None
