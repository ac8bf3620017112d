"""Whether a label can stand for a speaker: full names, ends of names, posts; accents count where both have them."""

from __future__ import annotations

import pytest

from qa.names.speakers import Relation, relation, same_speaker

PERSON = "Hồ Đăng Khôi"


@pytest.mark.parametrize(
    ("label", "name", "same"),
    [
        ("Ông Dũng", "Hoàng Minh Dũng", True),
        ("Bí thư Hoàng Minh Dũng", "Hoàng Minh Dũng", True),
        ("Hoàng Minh Dũng, Bí thư Tỉnh ủy", "Hoàng Minh Dũng", True),
        ("Ông Dung", "Hoàng Minh Dung", True),
        ("Ông Dúng", "Hoàng Minh Dũng", False),
        ("Trần Chí Dũng", "Hoàng Minh Dũng", False),
        ("Ông Hoàng", "Hoàng Minh Dũng", False),
        ("Quốc Dũng", "Hoàng Minh Dũng", False),
        ("Ông Văn Dũng", "Hoàng Minh Dũng", False),
        ("Alexander", "Alexander Vorin", True),
        ("PGS.TS Lê Hoà", "Lê Hòa", True),
        ("Hoàng Minh Dũng", "Hoàng Minh Dũng", True),
        ("hoang minh dung", "Hoàng Minh Dũng", True),
        ("Minh Dũng", "Hoàng Minh Dũng", True),
        ("Hoàng Minh", "Hoàng Minh Dũng", False),
        ("Hoàng Minh Dụng", "Hoàng Minh Dũng", False),
        ("bà Lan", "Hoàng Minh Dũng", False),
        ("", "Hoàng Minh Dũng", False),
    ],
)
def test_same_speaker(label: str, name: str, same: bool) -> None:
    assert same_speaker(label, name) is same


def test_a_post_is_a_label() -> None:
    assert same_speaker("Chủ tịch huyện Sơn Hà", PERSON, ("Chủ tịch huyện Sơn Hà",))
    assert not same_speaker("Chủ tịch huyện Sơn Hà", PERSON, ("Phó Chủ tịch huyện Sơn Hà",))


@pytest.mark.parametrize(
    ("label", "name", "expected"),
    [
        ("Ông Dũng", "Hoàng Minh Dũng", Relation.SAME),
        ("Trần Chí Dũng", "Hoàng Minh Dũng", Relation.OTHER),
        ("Lâm Thu Mai", "Hoàng Minh Dũng", Relation.OTHER),
        ("Bộ trưởng Mai", "Hoàng Minh Dũng", Relation.OTHER),
        ("Bộ trưởng Bộ Nội vụ", "Hoàng Minh Dũng", Relation.UNKNOWN),
        ("Chủ tịch UBND tỉnh Hà Tĩnh", "Hoàng Minh Dũng", Relation.UNKNOWN),
        ("Bí thư Hà Tĩnh", "Hoàng Minh Dũng", Relation.UNKNOWN),
        ("giám đốc sở y tế", "Hoàng Minh Dũng", Relation.UNKNOWN),
        ("lâm thu mai", "Hoàng Minh Dũng", Relation.OTHER),
        ("Murray Hiebert", "Alexander Vorin", Relation.OTHER),
        ("Bộ trưởng", "Hoàng Minh Dũng", Relation.UNKNOWN),
        ("Ông Dúng", "Hoàng Minh Dũng", Relation.UNKNOWN),
        ("Ông Hoàng", "Hoàng Minh Dũng", Relation.UNKNOWN),
        ("Hoàng Trung Dũng", "Hoàng Minh Dũng", Relation.UNKNOWN),
        ("Hoàng Dũng", "Hoàng Minh Dũng", Relation.UNKNOWN),
        ("Lâm Thu Mai", "Ông Dũng", Relation.OTHER),
        ("Lâm Thu Mai", "Giám đốc", Relation.UNKNOWN),
        ("Nguyễn Hồng Long", "Hoàng Minh Dũng", Relation.OTHER),
        ("Phó Chủ tịch Nguyễn Anh Long", "Hoàng Minh Dũng", Relation.OTHER),
        ("Phó Chủ tịch huyện", "Hoàng Minh Dũng", Relation.UNKNOWN),
        ("Lâm Thu Mai", None, Relation.UNKNOWN),
    ],
)
def test_another_is_only_who_cannot_be_the_same(label: str, name: str | None, expected: Relation) -> None:
    assert relation(label, name) is expected
