"""The bundled fonts hold every Vietnamese letter at every weight that the styles ask for."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from qa.web.chat.page import newsprint

ASSETS = Path(__file__).parents[2] / "qa" / "assets"
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
LETTERS = {unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in TONES}
LETTERS |= set("bcdđghklmnpqrstvxfjwz")
LETTERS |= {letter.upper() for letter in LETTERS} | set("0123456789.,;:?!“”‘’…–—()[]/%-₫")
FAMILIES = {"sans": "Be Vietnam Pro", "serif": "Source Serif 4"}

Face = tuple[int, int, set[int]]
"""Lightest and heaviest weight, and the characters that are both in the file and in the face's range."""


def _faces(family: str) -> list[Face]:
    faces = []
    for rule in re.findall(r"@font-face \{(.*?)\}", (ASSETS / "fonts.css").read_text("utf-8")):
        if f'"{family}"' not in rule:
            continue
        weights = [int(one) for one in re.findall(r"\d+", re.search(r"font-weight: ([\d ]+)", rule)[1])]  # type: ignore[index]
        file = re.search(r'url\("([^"]+)"\)', rule)[1]  # type: ignore[index]
        ranges = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", rule)
        asked = {code for low, high in ranges for code in range(int(low, 16), int(high or low, 16) + 1)}
        faces.append((weights[0], weights[-1], asked & set(TTFont(ASSETS / file).getBestCmap())))
    return faces


def _weights() -> set[int]:
    """Every weight that a style of ours names."""
    css = " ".join(re.sub(r"@font-face \{.*?\}", "", path.read_text("utf-8")) for path in ASSETS.glob("*.css"))
    return {int(weight) for weight in re.findall(r"font(?:-weight)?: *(\d00)\b", css)} | {400}


@pytest.mark.parametrize("family", FAMILIES.values())
def test_every_weight_has_every_letter(family: str) -> None:
    faces = _faces(family)
    assert faces
    assert _weights() >= {400, 600, 700}
    for weight in _weights():
        held: set[int] = set()
        for low, high, codes in faces:
            held |= codes if low <= weight <= high else set()
        assert {letter for letter in LETTERS if ord(letter) not in held} == set(), weight


def test_nothing_asks_for_a_font_that_is_not_bundled() -> None:
    assert len(LETTERS) > 180
    fonts = (ASSETS / "fonts.css").read_text("utf-8")
    for name, family in FAMILIES.items():
        assert re.search(rf'--{name}: "{family}"', fonts)
    for path in ASSETS.glob("*.css"):
        css = path.read_text("utf-8")
        assert not re.search(r"url\(['\"]?(?:https?:)?//", css), path.name
    assert FAMILIES["sans"] in str(newsprint().font)
