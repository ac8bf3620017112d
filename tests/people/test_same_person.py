"""Who is one person: evidence that says why, and namesakes kept apart."""

import itertools
import unicodedata

import pytest

from qa.people.same_person import Appearance, Reason, contradict, evidence, grouped, is_woman, name_form, same_name

NAME = "Nguyễn Văn Thử"


def seen(key: str, post: str | None, date: str | None = None, name: str = NAME, *labels: str) -> Appearance:
    return Appearance(key, name, post, labels, "Báo Minh Họa", date)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Lò Thị Thuý", "Lò Thị Thúy", True),
        ("Cù Hữu Sỹ", "Cù Hữu Sĩ", True),
        ("NGUYỄN VĂN THỬ", "Nguyễn Văn Thử", True),
        ("Nguyen Van Thu", "Nguyễn Văn Thử", True),
        (unicodedata.normalize("NFD", "Nguyễn Văn Thử"), "Nguyễn Văn Thử", True),
        ("Nguyễn Văn Dũng", "Nguyễn Văn Dung", False),
        ("Nguyễn Văn Thử", "Nguyễn Văn Thư", False),
        ("Lò Thị Thúy", "Lò Thị Thùy", False),
        ("Thử", "Thử", False),  # no full name
        ("Nguyễn Văn Thử", "Trần Văn Thử", False),
    ],
)
def test_full_names(first: str, second: str, same: bool) -> None:
    assert same_name(first, second) is same


def test_y_after_a_vowel_is_no_i() -> None:
    assert name_form("Thúy Huy Duy") == "thúy huy duy"
    assert name_form("Lý Mỹ Kỳ") == "lí mĩ kì"


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        # the same post
        (("Giám đốc Sở Y tế tỉnh Sông Lam", "2020-01-05"), ("Giám đốc Sở Y tế Sông Lam", "2021-06-05"), "SAME_POST"),
        (("Bộ trưởng Bộ Hạ tầng", None), ("Bộ trưởng Bộ Hạ tầng", None), "SAME_POST"),
        (("Bộ trưởng", None), ("Bộ trưởng Bộ Hạ tầng", None), "SAME_POST"),
        (("ĐBQH (Sông Lam)", None), ("đại biểu Quốc hội đoàn Sông Lam", None), "SAME_POST"),
        # a career within one body
        (("Phó Giám đốc Sở Y tế Sông Lam", "2015-01-05"), ("Giám đốc Sở Y tế Sông Lam", "2019-06-05"), "SAME_BODY"),
        (("nguyên Bộ trưởng Bộ Hạ tầng", "2019-01-05"), ("Thứ trưởng Bộ Hạ tầng", "2020-06-05"), "SAME_BODY"),
        # a step up: in one province, in one ministry
        (("Giám đốc Sở Nội vụ tỉnh Sông Lam", "2021-01-05"), ("Phó Chủ tịch UBND tỉnh Sông Lam", "2025-03-20"), "STEP"),
        (("Cục trưởng Cục Đò ngang (Bộ Hạ tầng)", "2015-01-05"), ("Thứ trưởng Bộ Hạ tầng", "2019-03-20"), "STEP"),
        # namesakes, or in doubt
        (("Giám đốc Sở Y tế tỉnh Sông Lam", "2020-01-05"), ("Giám đốc Sở Y tế tỉnh Cửa Trầm", "2021-01-05"), None),
        (("Giám đốc Sở Y tế", None), ("Giám đốc Sở Y tế", None), None),
        (("Chủ tịch UBND tỉnh Sông Lam", "1998-01-05"), ("Chủ tịch UBND tỉnh Sông Lam", "2020-01-05"), None),
        (("Giám đốc Sở Y tế Sông Lam", "2015-01-05"), ("Phó Giám đốc Sở Y tế Sông Lam", "2019-06-05"), None),
        (("Phó Chủ tịch UBND tỉnh Sông Lam", "2020-01-05"), ("Giám đốc Sở Y tế Sông Lam", "2023-01-05"), None),
        (("Giám đốc Sở Y tế tỉnh Sông Lam", None), ("Phó Chủ tịch UBND tỉnh Sông Lam", None), None),
        (("Bộ trưởng Bộ Hạ tầng", None), ("Bộ trưởng Bộ Định cư", None), None),
        (("Thứ trưởng", None), ("Thứ trưởng Bộ Hạ tầng", None), None),
        (("chuyên gia kinh tế", None), ("chuyên gia kinh tế", None), None),
        (("giảng viên Đại học Bến Mơ", None), ("giảng viên Đại học Bến Mơ", None), None),
        (("Đại biểu Quốc hội", None), ("Đại biểu Quốc hội", None), None),
        (("(trú tại TP Bến Mơ)", None), ("(trú tại TP Bến Mơ)", None), None),
        ((None, None), (None, None), None),
    ],
)
def test_evidence(first: tuple[str | None, str | None], second: tuple[str | None, str | None], reason: str) -> None:
    one, other = seen("a", *first), seen("b", *second)
    assert evidence(one, other) == (None if reason is None else Reason[reason])
    assert evidence(other, one) == evidence(one, other)


def test_a_name_alone_is_no_evidence() -> None:
    assert evidence(seen("a", "Bộ trưởng Bộ Hạ tầng"), seen("b", "Bộ trưởng Bộ Hạ tầng", name="Trần Văn Mẫu")) is None


def test_teaching_the_same_subject_at_one_university_is_evidence() -> None:
    post = "giảng viên Khoa Luật (Đại học Bến Mơ)"
    assert evidence(seen("a", post), seen("b", post)) is Reason.SAME_POST


def test_a_label_may_print_the_post() -> None:
    labelled = seen("a", None, None, NAME, f"Quyền Cục trưởng Cục Đò ngang {NAME} trả lời")
    assert evidence(labelled, seen("b", "Cục trưởng Cục Đò ngang (Bộ Hạ tầng)")) is Reason.SAME_POST


def test_a_reprint_is_the_same_person() -> None:
    one, other = (Appearance(key, NAME, words=frozenset({"ab12"})) for key in "ab")
    assert evidence(one, other) is Reason.SAME_WORDS


def test_titles_and_capitals_do_not_matter() -> None:
    one = seen("a", "PGS.TS, Viện trưởng Viện Lúa Bến Mơ", None, "NGUYỄN VĂN THỬ", "PGS.TS NGUYỄN VĂN THỬ")
    assert evidence(one, seen("b", "Viện trưởng Viện Lúa Bến Mơ")) is Reason.SAME_POST


def test_a_man_and_a_woman_are_two() -> None:
    man = seen("a", "Giám đốc Sở Y tế Sông Lam", None, NAME, "Ông Nguyễn Văn Thử")
    woman = seen("b", "Giám đốc Sở Y tế Sông Lam", None, NAME, "Bà Thử")
    assert contradict(man, woman)
    assert (is_woman(man), is_woman(woman), is_woman(seen("c", None))) == (False, True, None)
    assert len(grouped([man, woman])[0]) == 2


def test_nobody_governs_two_places_at_once() -> None:
    one, other = (
        seen("a", "Chủ tịch UBND tỉnh Sông Lam", "2020-01-05"),
        seen("b", "Bí thư Tỉnh ủy Cửa Trầm", "2020-05-05"),
    )
    assert contradict(one, other)
    assert not contradict(one, seen("b", "Bí thư Tỉnh ủy Cửa Trầm", "2024-05-05"))
    assert not contradict(one, seen("b", "Bí thư Tỉnh ủy Sông Lam", "2020-05-05"))


def test_two_in_one_interview_are_two() -> None:
    assert contradict(seen("a", None), seen("a", None))


CAREER = [
    seen("a", "Giám đốc Sở Nội vụ tỉnh Sông Lam", "2016-01-05"),
    seen("b", "Phó Chủ tịch UBND tỉnh Sông Lam", "2019-01-05"),
    seen("c", "Chủ tịch UBND tỉnh Sông Lam", "2023-01-05"),
    seen("d", "Giám đốc Sở Y tế tỉnh Cửa Trầm", "2019-01-05"),
    seen("e", "Giám đốc Sở Y tế Cửa Trầm", None),
    seen("f", None, "2019-01-05"),
]


def test_one_names_appearances_become_people() -> None:
    groups, ties = grouped(CAREER)
    assert [[a.interview for a in group] for group in groups] == [["a", "b", "c"], ["d", "e"], ["f"]]
    assert {tie.reason for tie in ties} == {Reason.STEP, Reason.SAME_BODY, Reason.SAME_POST}


def test_the_order_does_not_matter() -> None:
    wanted = grouped(CAREER)
    for order in itertools.permutations(CAREER):
        assert grouped(order) == wanted
