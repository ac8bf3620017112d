"""Full names, and who stands behind a label."""

import pytest

from qa.interview import Source
from qa.names.people import full_names, name_of_label
from qa.parse import parse
from qa.parse.cast import read_cast
from qa.text import Span


def names(text: str) -> list[str]:
    return [name.of(text) for name in full_names(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ông Phùng Bá Đoan nói", ["Phùng Bá Đoan"]),
        ("Bộ trưởng Bộ Hạ tầng Cù Hữu Triết.", ["Cù Hữu Triết"]),
        ("TS. TRẦN MỘC LAM, chuyên gia", ["TRẦN MỘC LAM"]),
        ("tại tỉnh Hà Tĩnh Lò Khánh Tiệp phụ trách", ["Lò Khánh Tiệp"]),
        ("Giáo sư Alexander Brown trả lời", ["Alexander Brown"]),
        ("ông Nguyễn Hà Vũ Chúng tôi thấy", ["Nguyễn Hà Vũ"]),
        ("tỉnh Đồng Mây rất xa", []),
        ("Hà Nội và Thái Bình", []),
        ("chẳng có ai", []),
        ("Cục Quản lý thị trường Tạ Nhật Lam", ["Tạ Nhật Lam"]),
        ("ông Tạ Nhật Nguyên, Giám đốc", ["Tạ Nhật Nguyên"]),
        ("Tạ Nhật Lam Nguyên Giám đốc", ["Tạ Nhật Lam"]),
        ("Công ty Tập Đoàn Bến Mơ", []),
        ("Ông Jordan Vale-Roberts, đạo diễn", ["Jordan Vale-Roberts"]),
        ("Hội Nhà văn Việt Nam", []),
    ],
)
def test_full_names(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Ông Phùng Bá Đoan", "Phùng Bá Đoan"),
        ("TS. TRẦN MỘC LAM", "Trần Mộc Lam"),
        ("Bà Hồ Diệp Sa, Chủ tịch Hội Thương hồ", "Hồ Diệp Sa"),
        ("Ông Sa", None),
        ("Bộ trưởng", None),
    ],
)
def test_names_of_labels(label: str, name: str | None) -> None:
    assert name_of_label(label) == name


def test_short_labels_find_the_full_name() -> None:
    text = "PV phỏng vấn bà Hồ Diệp Sa, Chủ tịch Hội Thương hồ, và ông Phùng Bá Đoan, Giám đốc Sở Du lịch."
    cast = read_cast(text, "", [Span(0, len(text))], [], ["Bà Sa", "Giám đốc Đoan"], [])
    assert cast.by_label == {"Bà Sa": "Hồ Diệp Sa", "Giám đốc Đoan": "Phùng Bá Đoan"}
    assert [person.labels for person in cast.people] == [("Bà Sa",), ("Giám đốc Đoan",)]


def test_nobody_is_guessed_where_two_are_named_alike() -> None:
    text = "Ông Phùng Bá Đoan và bà Hồ Diệp Sa cùng đến chợ nổi."
    assert read_cast(text, "", [Span(0, len(text))], [], [], []).only is None


def test_the_one_who_is_asked_is_spoken_to_as_a_woman_or_as_a_man() -> None:
    text = "Phóng viên trao đổi về việc của ông Phùng Bá Đoan, Giám đốc Sở Du lịch. Bà Hồ Diệp Sa kể lại."
    for woman, name in ((True, "Hồ Diệp Sa"), (False, "Phùng Bá Đoan")):
        assert read_cast(text * 2, "", [Span(0, 2 * len(text))], [], [], [], woman).only == name


def test_a_caption_inside_the_talk_does_not_outweigh_the_lead() -> None:
    talk = "- Thưa ông, bến mới bao giờ xong?\n- Chúng tôi làm xong trong năm nay, chậm nhất là tháng mười một.\n"
    text = "Trao đổi với báo chí, ông Phùng Bá Đoan, Giám đốc Sở Du lịch, nói về bến mới.\n" + talk
    text += (
        "Bà Hồ Diệp Sa, Chủ tịch Hội Thương hồ tỉnh Bãi Ngự. Ảnh: Hạ Vũ\n"
        + talk.replace("bến", "cầu")
        + "- Xin cảm ơn ông!"
    )
    interview = parse(text, Source("a", "Bến mới"))
    assert {a.speaker for turn in interview.turns for a in turn.answers} == {"Phùng Bá Đoan"}


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Mộc Lam: 'Tôi hát vì bến sông'", "Mộc Lam"),
        ("Ca sĩ Mộc Lam kể chuyện đời ghe", "Mộc Lam"),
        ("Bến Mơ: Ghe đã về", None),
        ("Chuyện đời ghe của Mộc Lam", None),
    ],
)
def test_the_headline_names_the_speaker_where_the_article_names_nobody_else(title: str, name: str | None) -> None:
    text = "Nữ ca sĩ Mộc Lam trở lại tại Bến Mơ. Mộc Lam kể về Bến Mơ và những đêm hát trên sông."
    assert read_cast(text, title, [Span(0, len(text))], [], [], []).only == name


def test_whoever_an_answer_speaks_of_does_not_give_it() -> None:
    talk = "- Chị vào nghề thế nào?\n- Tôi gặp anh Tạ Nhật Lam ở bến, khi ấy tôi mới mười bảy.\n"
    talk += "- Rồi sao, thưa chị?\n- Rồi tôi đi hát."
    text = f"Nữ ca sĩ trở lại. Nhạc sĩ Tạ Nhật Lam, Trưởng đoàn, từng khen chị.\n{talk}\n- Xin cảm ơn chị!"
    interview = parse(text, Source("a", "Tiếng hát bến sông"))
    assert {a.speaker for turn in interview.turns for a in turn.answers} == {None}
    assert interview.people == ()
