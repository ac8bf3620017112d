"""Printed posts as offices: heads, bodies, what they belong to, and who is only spoken of."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.names.posts import Office, offices, same_body


def heads(post: str) -> list[tuple[str, int]]:
    return [(office.head, office.rank) for office in offices(post)]


def only(post: str) -> Office:
    (office,) = offices(post)
    return office


@pytest.mark.parametrize(
    ("post", "expected"),
    [
        ("Giám đốc Sở Y tế tỉnh Sông Lam", [("giam doc", 2)]),
        ("Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh Sông Lam", [("pho bi thu", 1), ("chu tich", 2)]),
        ("Phó Chủ tịch kiêm Tổng Thư ký Hiệp hội Muối Sông Lam", [("pho chu tich", 1), ("tong thu ky", 2)]),
        ("Bộ trưởng-Chủ nhiệm Văn phòng Sông Lam", [("bo truong", 2), ("chu nhiem", 2)]),
        ("Thiếu tướng, Chính ủy Quân đoàn Bến Mơ", [("chinh uy", 2)]),
        ("giảng viên Đại học Bến Mơ", [("giang vien", 0)]),
        ("ĐBQH tỉnh Sông Lam", [("dai bieu quoc hoi", 1)]),
        ("Viện trưởng Viện Lúa Bến Mơ - Nhà thơ Lò Văn Thử - Phó Chủ tịch Hội Thơ", [("vien truong", 2)]),
        ("Trung tâm Nghiên cứu Lúa Bến Mơ", [("", 0)]),
        ("(từ trái sang)", []),
        ("(SN 1977, trú tại TP Bến Mơ)", []),
    ],
)
def test_heads_and_ranks(post: str, expected: list[tuple[str, int]]) -> None:
    assert heads(post) == expected


def test_nothing_printed_is_no_office() -> None:
    assert offices(None) == offices("") == ()


def test_a_body_may_belong_to_another() -> None:
    office = only("Vụ trưởng Vụ Pháp chế (Bộ Hạ tầng)")
    assert office.names == {"vu phap che"}
    assert office.within == {"bo ha tang"}


def test_a_short_name_is_another_name() -> None:
    assert only("Chủ tịch Hiệp hội Đò ngang Việt Nam (VADA)").names == {"hiep hoi do ngang viet nam", "vada"}


def test_the_head_tells_the_kind_of_body() -> None:
    assert only("Bộ trưởng Hạ tầng và Định cư").names == only("Bộ trưởng Bộ Hạ tầng và Định cư").names
    assert only("Trưởng Ban Quản lý vịnh Bến Mơ").names == {"ban quan ly vinh ben mo"}


def test_a_delegation_is_a_body_of_its_place() -> None:
    printed = ("ĐBQH tỉnh Sông Lam", "đại biểu Quốc hội (đoàn Sông Lam)", "Đại biểu Quốc hội đoàn Sông Lam")
    assert {only(post).names for post in printed} == {frozenset({"doan dai bieu quoc hoi song lam"})}
    assert only("Đại biểu Quốc hội").names == frozenset()


def test_formerly() -> None:
    assert only("nguyên Giám đốc Sở Y tế Sông Lam").former
    assert not only("Giám đốc Sở Tài nguyên Sông Lam").former


def test_who_heads_what_a_council_advises_is_somebody_else() -> None:
    assert heads("Thành viên Hội đồng tư vấn của Thủ tướng Chính phủ") == [("thanh vien", 0)]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Giám đốc Sở Y tế tỉnh Sông Lam", "Phó Giám đốc Sở Y tế Sông Lam", True),
        ("Giám đốc Sở Y tế tỉnh Sông Lam", "Giám đốc Sở Y tế tỉnh Cửa Trầm", False),
        ("Giám đốc Sở Y tế", "Giám đốc Sở Y tế", False),
        ("Vụ trưởng Vụ Pháp chế, Bộ Hạ tầng", "Phó Vụ trưởng Vụ Pháp chế (Bộ Hạ tầng)", True),
        ("Vụ trưởng Vụ Pháp chế, Bộ Hạ tầng", "Vụ trưởng Vụ Pháp chế, Bộ Định cư", False),
        ("Chủ tịch UBND tỉnh Hòa Sơn", "Chủ tịch UBND huyện Hòa Sơn", False),
        ("Chủ tịch UBND xã Tân Mới", "Chủ tịch UBND xã Tân Mới", False),
        ("Chủ tịch UBND xã Tân Mới, huyện Gò Sậy", "Phó Chủ tịch UBND xã Tân Mới, huyện Gò Sậy", True),
        ("Chủ tịch UBND xã Tân Mới, huyện Gò Sậy", "Chủ tịch UBND xã Tân Mới, huyện Bãi Ngự", False),
    ],
)
def test_same_body(first: str, second: str, same: bool) -> None:
    assert same_body(only(first), only(second)) is same


@given(st.text(max_size=200))
def test_any_text_is_read(post: str) -> None:
    assert offices(post) == offices(unicodedata.normalize("NFC", post))


@pytest.mark.parametrize(
    "piece", ["Phó ", "Giám đốc ", "Giám đốc, ", "(", "kiêm ", "Chủ tịch UBND tỉnh ", "- ", "Ủy ban "]
)
def test_long_lines_are_read_in_time(piece: str) -> None:
    assert len(offices(piece * 2000)) <= 2000
