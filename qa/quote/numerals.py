"""Numbers written out in Vietnamese: "một nghìn hai trăm" is 1200, "hai mươi lăm" is 25."""

from __future__ import annotations

import re

from qa.text import canonical_tones, nfc

_DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6,
    "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_SCALES = {"nghìn": 1000, "ngàn": 1000, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_BETWEEN = frozenset({"linh", "lẻ"})


def written_value(text: str) -> int | None:
    """Reads a whole number, in digits with Vietnamese thousands marks or written out; None where it is none."""
    text = canonical_tones(nfc(text).lower()).strip(" ,.;:")
    digits = re.sub(r"(?<=\d)[.\s](?=\d{3}(?!\d))", "", text)
    if digits.isdecimal():
        return int(digits)
    total = group = 0
    unit: int | None = None
    for word in text.split():
        if word in _DIGITS:
            group += unit or 0
            unit = _DIGITS[word]
        elif word in ("mười", "mươi", "trăm"):
            ten = 100 if word == "trăm" else 10
            group += ten * (1 if unit is None else unit)
            unit = None
        elif word in _SCALES:
            total += _SCALES[word] * (group + (unit or 0))
            group, unit = 0, None
        elif word not in _BETWEEN:
            return None
    return total + group + (unit or 0) if text else None
