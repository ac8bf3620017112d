"""Characters of symbol fonts, which Word keeps as places in the font: Symbol and Wingdings in Unicode."""

from __future__ import annotations

UNKNOWN = "\ufffd"
"""Stands for a symbol that is in no table: the words around it can't be served as printed."""

_PRIVATE = 0xF000
"""Where Word puts the places of a symbol font that are not Unicode's."""

_EIGHT_BIT = range(0x20, 0x100)
"""The places of a font of one byte."""

# fmt: off
_SYMBOL = dict(zip(range(0x20, 0x7F), (
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧ∆ΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
), strict=True)) | dict(zip(range(0xA1, 0xFF), (
    "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ 〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
), strict=True))
_WINGDINGS = {
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x9F: "•",
    0xA7: "▪", 0xA8: "◻", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗",
    0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x4A: "☺", 0x46: "☞", 0x28: "☎", 0x2A: "✉", 0xAB: "★",
}
# fmt: on


def symbol(place: str, font: str) -> str:
    """Returns the character at a hexadecimal `place` of a symbol font, in Unicode; U+FFFD if no table has it."""
    try:
        code = int(place, 16)
    except ValueError:
        return UNKNOWN
    if _EIGHT_BIT.stop <= code < _PRIVATE:
        return chr(code)
    low = code - _PRIVATE if code >= _PRIVATE else code
    name = font.lower()
    if name.startswith("symbol"):
        return _SYMBOL.get(low, UNKNOWN)
    if name.startswith("wingdings"):
        return _WINGDINGS.get(low, UNKNOWN)
    return chr(code) if code in _EIGHT_BIT else UNKNOWN
