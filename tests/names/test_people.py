"""Full names, and who stands behind a label."""

import pytest

from qa.interview import Role, Source
from qa.names.people import called_names, full_names, name_of_label
from qa.parse.cast import read_cast, whom
from qa.parse.parse import parse
from qa.parse.persons import Place, Stretch, candidates_of
from qa.parse.piece import Piece
from qa.parse.units import Unit, Voice
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
    ("text", "expected"),
    [
        ("đại sứ Hoa Kỳ tại Bến Mơ, Mark Kepler, ghé thăm", ["Mark Kepler"]),
        ("đồng chí Hạng A Lềnh, Ủy viên", ["Hạng A Lềnh"]),
        ("Bộ trưởng Thương mại New Zealand Todd McClay tin rằng", ["Todd McClay"]),
        ("Hoa hậu Ngọc Hân cho biết", ["Ngọc Hân"]),
        ("Ông Hatsushiba, Trưởng Nhóm Hải quan", ["Hatsushiba"]),
        ("Bộ trưởng Công Thương nói", []),
        ("ông Phương cho biết", []),
        ("Giám đốc Sở Nông nghiệp và PTNT", []),
    ],
)
def test_names_without_a_family_name(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in called_names(text)] == expected


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


def cast_of(before: str, talk: list[tuple[str, str]], title: str = "") -> list[str | None]:
    """Who speaks in the answers of a talk of (question, answer), printed after `before`."""
    lines = [*before.splitlines(), *(line for pair in talk for line in pair)]
    text = "\n".join(lines)
    roles = [Role.LEAD] * len(before.splitlines()) + [Role.QUESTION, Role.ANSWER] * len(talk)
    pieces, start = [], 0
    for line, role in zip(lines, roles, strict=True):
        span = Span(start, start + len(line))
        label, colon, _ = line.partition(":")
        voice = Voice.REPORTER if role is Role.QUESTION else Voice.PERSON
        content = Span(span.start + len(label + colon), span.end)
        labelled = colon and role is not Role.LEAD and not line.startswith("-")
        pieces.append(Piece(Unit(span, content, label, voice) if labelled else Unit(span, span), role))
        start += len(line) + 1
    return [piece.speaker for piece in read_cast(text, title, pieces).pieces if piece.role is Role.ANSWER]


GUESTS = "PV trao đổi với bà Hồ Diệp Sa, Chủ tịch Hội Thương hồ, và ông Phùng Bá Đoan, Giám đốc Sở Du lịch."


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Bà Sa", "Hồ Diệp Sa"),
        ("Giám đốc Đoan", "Phùng Bá Đoan"),
        ("Ông Phùng Bá Đoan", "Phùng Bá Đoan"),
        ("Chủ tịch Hội Thương hồ", "Hồ Diệp Sa"),
        ("Đồng chí Giám đốc Sở Du lịch", "Phùng Bá Đoan"),
        ("H.D.S", "Hồ Diệp Sa"),
        ("PBĐ", "Phùng Bá Đoan"),
    ],
)
def test_a_label_finds_the_full_name(label: str, name: str) -> None:
    assert whom(label, candidates_of([Stretch(Place.BEFORE, GUESTS)])) == (name,)


@pytest.mark.parametrize("label", ["Ông Lam", "T.N.L", "Bộ trưởng", "Trả lời"])
def test_a_label_of_nobody_in_the_article_finds_nobody(label: str) -> None:
    assert whom(label, candidates_of([Stretch(Place.BEFORE, GUESTS)])) == ()


def test_a_label_that_fits_two_goes_to_the_one_just_spoken_to() -> None:
    guests = "Khách mời là ông Trần Quốc Hùng, Giám đốc Sở Bến, và ông Lê Mạnh Hùng, Chủ tịch Hội Thương hồ."
    talk = [
        ("PV: Thưa ông Trần Quốc Hùng, bến ra sao?", "Ông Trần Quốc Hùng: Hẹp rồi."),
        ("PV: Còn ông Lê Mạnh Hùng?", "Ông Hùng: Chúng tôi chờ bến mới."),
        ("PV: Bao giờ có bến mới?", "Ông Hùng: Sang năm."),
    ]
    assert cast_of(guests, talk) == ["Trần Quốc Hùng", "Lê Mạnh Hùng", None]


def test_nobody_is_guessed_where_two_are_named_alike() -> None:
    assert cast_of("Ông Phùng Bá Đoan và bà Hồ Diệp Sa cùng đến chợ nổi.", [("- Bến ra sao?", "- Hẹp rồi.")]) == [None]


def test_the_one_who_is_asked_is_spoken_to_as_a_woman_or_as_a_man() -> None:
    for word, name in (("bà", "Hồ Diệp Sa"), ("ông", "Phùng Bá Đoan")):
        talk = [(f"- Thưa {word}, bến ra sao?", "- Hẹp rồi."), (f"- Theo {word}, vì sao?", "- Vì ghe đông.")]
        assert cast_of(GUESTS, talk) == [name, name]


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
    [("Bộ trưởng Tạ Nhật Lam: Tôi muốn giữ bến sông", "Tạ Nhật Lam"), ("Bến Mơ: Ghe đã về", None)],
)
def test_the_headline_names_the_speaker_where_the_article_names_nobody_else(title: str, name: str | None) -> None:
    talk = [("- Thưa Bộ trưởng, bến ra sao?", "- Bến hẹp rồi."), ("- Vì sao, thưa Bộ trưởng?", "- Vì ghe đông.")]
    assert cast_of("Bến Mơ vào mùa nước nổi.", talk, title) == [name, name]


def test_whoever_an_answer_speaks_of_does_not_give_it() -> None:
    talk = "- Chị vào nghề thế nào?\n- Tôi gặp anh Tạ Nhật Lam ở bến, khi ấy tôi mới mười bảy.\n"
    talk += "- Rồi sao, thưa chị?\n- Rồi tôi đi hát."
    text = f"Nữ ca sĩ trở lại. Nhạc sĩ Tạ Nhật Lam, Trưởng đoàn, từng khen chị.\n{talk}\n- Xin cảm ơn chị!"
    interview = parse(text, Source("a", "Tiếng hát bến sông"))
    assert {a.speaker for turn in interview.turns for a in turn.answers} == {None}
    assert interview.people == ()


def test_a_body_in_a_post_is_nobody() -> None:
    words = "TS. Phùng Bá Đoan, Giám đốc điều hành Economica Vietnam"
    assert [name.of(words) for name in called_names(words)] == []
    assert full_names("Đài Á Châu Tự Do hỏi chuyện") == []
