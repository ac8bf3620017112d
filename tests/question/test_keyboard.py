"""Keys of Telex and VNI are the syllables that they stand for; other keys are none."""

from __future__ import annotations

import pytest

from qa.question.keyboard import telex, vni


@pytest.mark.parametrize(
    ("keys", "syllable"),
    [
        ("chuyeenr", "chuyển"), ("luaan", "luân"), ("dduowngf", "đường"), ("vieejt", "việt"), ("hoaf", "hòa"),
        ("nguowif", "người"), ("ddaats", "đất"), ("casn", "cán"), ("bookj", None), ("www", None), ("can", None),
    ],
)  # fmt: skip
def test_telex(keys: str, syllable: str | None) -> None:
    assert telex(keys) == syllable


@pytest.mark.parametrize(
    ("keys", "syllable"),
    [("chuye6n3", "chuyển"), ("lua6n", "luân"), ("d9u7o7ng2", "đường"), ("ha2", "hà"), ("f0", None), ("covid19", None)],
)
def test_vni(keys: str, syllable: str | None) -> None:
    assert vni(keys) == syllable
