"""Whether a label can stand for a speaker: full names, ends of names, posts; accents count where both have them."""

from __future__ import annotations

import pytest

from qa.names.speakers import same_speaker

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
    ],
)
def test_same_speaker(label: str, name: str, same: bool) -> None:
    assert same_speaker(label, name) is same


def test_a_post_is_a_label() -> None:
    assert same_speaker("Chủ tịch huyện Sơn Hà", PERSON, ("Chủ tịch huyện Sơn Hà",))
    assert not same_speaker("Chủ tịch huyện Sơn Hà", PERSON, ("Phó Chủ tịch huyện Sơn Hà",))
