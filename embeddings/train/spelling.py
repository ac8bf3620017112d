"""The forms in which one Vietnamese text may be typed: accents left out, abbreviations, the two tone placements."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import product

_TONES = "\u0300\u0301\u0303\u0309\u0323"


def _tone_pairs() -> dict[str, str]:
    forms = ((a + b + tone, a + tone + b) for (a, b), tone in product((("o", "a"), ("o", "e"), ("u", "y")), _TONES))
    return {unicodedata.normalize("NFC", new): unicodedata.normalize("NFC", old) for new, old in forms}


TONE_PAIRS = _tone_pairs()
"""New tone placement → old, lower case ("oà" → "òa"). Applied without looking at what follows: "hoàn" becomes
"hòan" as well, everywhere alike, which costs nothing and spares the tokenizer a regular expression."""

_TONE_PAIR = re.compile("|".join(TONE_PAIRS))


def canonical(text: str) -> str:
    """`text` as the tokenizer's normaliser leaves it: NFC, lower case, one tone placement."""
    lowered = unicodedata.normalize("NFC", text).lower()
    return _TONE_PAIR.sub(lambda match: TONE_PAIRS[match.group()], lowered)


_SYLLABLE = re.compile(r"[^\W_]+")


def syllables(text: str) -> list[str]:
    """The syllables of a text in canonical spelling."""
    return _SYLLABLE.findall(canonical(text))


_ABBREVIATIONS = {
    "UBND": "ủy ban nhân dân",
    "HĐND": "hội đồng nhân dân",
    "TP.HCM": "thành phố Hồ Chí Minh",
    "TPHCM": "thành phố Hồ Chí Minh",
    "GPMB": "giải phóng mặt bằng",
    "ĐBQH": "đại biểu Quốc hội",
    "QH": "Quốc hội",
    "DN": "doanh nghiệp",
    "DNNN": "doanh nghiệp nhà nước",
    "NHNN": "Ngân hàng Nhà nước",
    "GDĐT": "giáo dục và đào tạo",
    "GD-ĐT": "giáo dục và đào tạo",
    "GTVT": "giao thông vận tải",
    "NNPTNT": "nông nghiệp và phát triển nông thôn",
    "TNMT": "tài nguyên và môi trường",
    "TN-MT": "tài nguyên và môi trường",
    "VHTTDL": "văn hóa, thể thao và du lịch",
    "BHXH": "bảo hiểm xã hội",
    "BHYT": "bảo hiểm y tế",
    "CNTT": "công nghệ thông tin",
    "BĐS": "bất động sản",
    "KCN": "khu công nghiệp",
    "CSGT": "cảnh sát giao thông",
    "HLV": "huấn luyện viên",
    "THPT": "trung học phổ thông",
    "ĐH": "đại học",
    "HS": "học sinh",
    "SV": "sinh viên",
    "GV": "giáo viên",
    "CBCC": "cán bộ, công chức",
    "BT": "bộ trưởng",
    "TP": "thành phố",
    "VN": "Việt Nam",
    "HN": "Hà Nội",
    "NSNN": "ngân sách nhà nước",
    "ATGT": "an toàn giao thông",
    "ATTP": "an toàn thực phẩm",
    "XHCN": "xã hội chủ nghĩa",
    "TAND": "tòa án nhân dân",
    "VKS": "viện kiểm sát",
    "CA": "công an",
    "TW": "trung ương",
    "NLĐ": "người lao động",
    "DNVVN": "doanh nghiệp vừa và nhỏ",
}
_FULL = {full.lower(): short for short, full in reversed(_ABBREVIATIONS.items())}


def _any_of(words: Iterable[str], flags: int = 0) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)", flags)


_SHORT_FORM = _any_of(_ABBREVIATIONS)
_FULL_FORM = _any_of(_FULL, re.IGNORECASE)


def abbreviated(text: str) -> str:
    """`text` with full names of offices shortened and short ones written out, each into its other form."""
    spelled = _SHORT_FORM.sub(lambda match: _ABBREVIATIONS[match.group()], text)
    if spelled != text:
        return spelled
    return _FULL_FORM.sub(lambda match: _FULL[match.group().lower()], text)
