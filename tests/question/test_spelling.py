"""Telex and VNI leftovers and misspellings are read right; whatever is known stays as it was typed."""

from __future__ import annotations

import pytest

from qa.question.spelling import Spelling, confused_with, fixed
from qa.text import fold, has_accents, tokens


class Known:
    """A lexicon and a language of a few phrases."""

    def __init__(self, *phrases: str) -> None:
        self._written = {word for phrase in phrases for word in tokens(phrase)}
        self._folded = [f" {fold(phrase.lower())} " for phrase in phrases]

    def count(self, text: str) -> int:
        return sum(f" {fold(text.lower())} " in phrase for phrase in self._folded)

    def written_count(self, syllable: str) -> int:
        return int(syllable in self._written)

    def seen(self, first: str, second: str | None = None) -> bool:
        if second is None:
            return first in self._written or (not has_accents(first) and self.count(first) > 0)
        return self.count(f"{first} {second}") > 0 and all(
            word in self._written or not has_accents(word) for word in (first, second)
        )


ARCHIVE = Known(
    "luân chuyển cán bộ", "xuất khẩu nông sản", "chính sách đất đai", "nói gì", "đường sắt", "bảo hiểm xã hội"
)
LANGUAGE = Known(
    *("luân chuyển cán bộ", "xuất khẩu nông sản", "chính sách đất đai", "nói gì", "đường sắt", "bảo hiểm xã hội"),
    *("nước sạch", "sức khỏe", "con đường", "trả lời", "giá cả"),
)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("luaan chuyeenr cán bộ", "luân chuyển cán bộ"),
        ("lua6n chuye6n3 ca1n bo65", "luân chuyển cán bộ"),
        ("xuất khẩu nông xản", "xuất khẩu nông sản"),
        ("suất khẩu", "xuất khẩu"),
        ("suat khau nong xan", "xuat khau nong san"),
        ("chính xách đất đai", "chính sách đất đai"),
        ("lói gì", "nói gì"),
        ("bảo hiễm xã hội", "bảo hiểm xã hội"),
        ("Suất khẩu nông sản", "Xuất khẩu nông sản"),
        ("Ông Suất khẩu", "Ông Suất khẩu"),  # may be a name
    ],
)
def test_what_nobody_knows_is_read_as_what_the_archive_knows(typed: str, read: str) -> None:
    assert fixed(typed, Spelling(ARCHIVE, LANGUAGE).fixes(typed)) == read


@pytest.mark.parametrize(
    "typed",
    [
        "luân chuyển cán bộ",
        "luan chuyen can bo",
        "nước sạch",
        "sức khỏe",
        "giá cả",
        "trả lời",
        "Qualcomm và 5G",
        "zzz",
        "",
    ],
)
def test_what_is_known_or_hopeless_stays(typed: str) -> None:
    assert Spelling(ARCHIVE, LANGUAGE).fixes(typed) == ()


def test_what_is_confused() -> None:
    assert {"xuất", "suấc", "xuấc"} <= set(confused_with("suất"))
    assert "ngành" in set(confused_with("nghành"))
    assert "suất" not in set(confused_with("suất"))
    assert list(confused_with("5g")) == []
