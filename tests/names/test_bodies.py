"""Organisations' names in one form, and whether there can be but one body of a name."""

import unicodedata

import pytest

from qa.names.bodies import body_form, governs, is_one_body, place_of, starts_with_kind


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Sở GD-ĐT tỉnh Sông Lam", "Sở Giáo dục và Đào tạo Sông Lam"),
        ("UBND TP Bến Mơ", "Ủy ban nhân dân thành phố Bến Mơ"),
        ("Công ty TNHH MTV Hạ Vũ", "Cty Hạ Vũ"),
        ("Hội đồng quản trị Công ty CP Đông Thạch", "Công ty Cổ phần Đông Thạch"),
        ("Trường ĐH Bến Mơ", "Đại học Bến Mơ"),
        ("Tổng cục Thủy sản Việt Nam", "Tổng cục Thuỷ sản"),
        ("Bộ Kế hoạch & Đầu tư", "Bộ KH&ĐT"),
        ("SỞ Y TẾ TỈNH SÔNG LAM", unicodedata.normalize("NFD", "Sở Y tế Sông Lam")),
    ],
)
def test_one_body_has_one_form(first: str, second: str) -> None:
    assert body_form(first) == body_form(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Sở Y tế tỉnh Sông Lam", "Sở Y tế tỉnh Cửa Trầm"),
        ("UBND huyện Sông Lam", "UBND huyện Sông Lam Thượng"),
        ("Đại học Kinh tế", "Đại học Kinh tế Bến Mơ"),
    ],
)
def test_other_bodies_have_other_forms(first: str, second: str) -> None:
    assert body_form(first) != body_form(second)


@pytest.mark.parametrize(
    ("name", "one"),
    [
        ("Bộ Hạ tầng", True),
        ("Cục Quản lý đò ngang", True),
        ("Sở Y tế tỉnh Sông Lam", True),
        ("Hội Nông dân Việt Nam", True),
        ("Công ty CP Đông Thạch", True),
        ("VADA", True),
        ("Cục Thuế tỉnh Cửa Trầm", True),
        ("Sở Y tế", False),
        ("Bộ", False),
        ("Vụ Pháp chế", False),
        ("Cục Thuế", False),
        ("Hội Nông dân", False),
        ("Phòng Nội vụ", False),
        ("Trung ương Đảng", False),
        ("vùng", False),
        ("UBND xã Tân Mới", False),  # there is one in many a district
        ("", False),
    ],
)
def test_what_can_be_but_one(name: str, one: bool) -> None:
    assert is_one_body(body_form(name)) is one


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("UBND tỉnh Sông Lam", ("tinh", "song lam")),
        ("Tỉnh ủy Sông Lam", ("tinh", "song lam")),
        ("Sở Y tế Sông Lam", ("tinh", "song lam")),
        ("Sở Y tế Hà Nội", ("thanh pho", "ha noi")),
        ("Thành ủy Bến Mơ", ("thanh pho", "ben mo")),
        ("Huyện ủy Gò Sậy", ("huyen", "go say")),
        ("UBND xã Tân Mới", ("xa", "tan moi")),
        ("Bộ Hạ tầng", None),
        ("Sở Y tế", None),
    ],
)
def test_places(name: str, place: tuple[str, str] | None) -> None:
    assert place_of(body_form(name)) == place


def test_who_governs() -> None:
    assert governs(body_form("Tỉnh ủy Sông Lam"))
    assert governs(body_form("UBND tỉnh Sông Lam"))
    assert not governs(body_form("Sở Y tế Sông Lam"))


def test_kinds() -> None:
    assert starts_with_kind("so y te")
    assert not starts_with_kind("quan ly dao tao")
