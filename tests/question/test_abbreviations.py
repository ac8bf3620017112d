"""Abbreviations both ways, names that changed, an operator's own table."""

from pathlib import Path

import pytest

from qa.config import load_abbreviations
from qa.errors import SettingsError
from qa.question.abbreviations import Abbreviations, bundled_abbreviations, read_abbreviations


def always(_: str) -> int:
    return 1


@pytest.mark.parametrize(
    ("question", "words", "full"),
    [
        ("UBND tỉnh làm gì?", "UBND", "ủy ban nhân dân"),
        ("ubnd tinh lam gi", "ubnd", "ủy ban nhân dân"),
        ("hđnd họp khi nào", "hđnd", "hội đồng nhân dân"),
        ("Vốn GPMB ở TP.HCM", "GPMB", "giải phóng mặt bằng"),
        ("Bộ KH&ĐT nói gì?", "KH&ĐT", "kế hoạch và đầu tư"),
        ("bo nn&ptnt noi gi", "nn&ptnt", "nông nghiệp và phát triển nông thôn"),
    ],
)
def test_short_to_full(question: str, words: str, full: str) -> None:
    other = bundled_abbreviations().others(question, always)[0]
    assert (other.span.of(question), other.full) == (words, full)


def test_full_to_short_and_short_to_another_short() -> None:
    table = bundled_abbreviations()
    assert table.others("giai phong mat bang", always)[0].short == "GPMB"
    (other,) = table.others("TPHCM", lambda text: 3 if text == "TP.HCM" else 0)
    assert (other.full, other.short) == (None, "TP.HCM")


@pytest.mark.parametrize("question", ["an ninh trật tự ở bến cảng", "sv hs", "Ông Hà nói gì?"])
def test_a_syllable_is_no_abbreviation(question: str) -> None:
    assert not [
        o
        for o in bundled_abbreviations().others(question, always)
        if o.full and o.span.of(question).islower() and o.span.of(question) not in ("sv", "hs")
    ]


def test_only_what_the_archive_holds_is_offered() -> None:
    assert bundled_abbreviations().others("UBND tỉnh", lambda _: 0) == ()


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Bộ Giao thông vận tải nói gì?", ("Bộ Xây dựng",)),
        ("Bộ Nông nghiệp và Môi trường", ("Bộ Nông nghiệp và Phát triển nông thôn", "Bộ Tài nguyên và Môi trường")),
        ("Trồng dừa ở Bến Tre", ("Vĩnh Long",)),
        ("trong dua o tinh ben tre", ("Vĩnh Long",)),
    ],
)
def test_names_that_changed_are_linked(question: str, names: tuple[str, ...]) -> None:
    (other,) = bundled_abbreviations().renamed(question, always)
    assert other.linked == names


@pytest.mark.parametrize("question", ["Gìn giữ hòa bình thế giới", "Biển Thái Bình Dương", "hoa binh"])
def test_other_words_are_no_provinces(question: str) -> None:
    assert bundled_abbreviations().renamed(question, always) == ()


def test_an_operators_own_table_adds_and_wins() -> None:
    table = read_abbreviations(
        ["# riêng", "", "UBND = ủy ban nội bộ", "XYZ, XYZW = xưởng yến Z"], bundled_abbreviations()
    )
    assert table.others("UBND", always)[0].full == "ủy ban nội bộ"
    assert table.others("XYZW", always)[0].full == "xưởng yến Z"
    assert table.others("GPMB", always)[0].full == "giải phóng mặt bằng"
    with pytest.raises(ValueError, match="ABC không rõ"):
        read_abbreviations(["ABC không rõ"])
    assert read_abbreviations([]) == Abbreviations()


def test_the_bundled_table_is_large() -> None:
    table = bundled_abbreviations()
    assert len(table.full) >= 120
    provinces = [key for key in table.linked if key[0] not in ("bo", "uy", "ban", "tong", "cuc")]
    assert len(provinces) >= 29  # those that gave up their names in 2025


def test_a_file_of_the_operator_is_read_and_a_bad_one_is_named(tmp_path: Path) -> None:
    own = tmp_path / "own.txt"
    own.write_text("\ufeffXYZ = xưởng yến Z\n", "utf-8")
    assert load_abbreviations(own).others("XYZ", always)[0].full == "xưởng yến Z"
    assert load_abbreviations(None) is bundled_abbreviations()
    own.write_text("không có dấu\n", "utf-8")
    for bad in (own, tmp_path / "missing.txt"):
        with pytest.raises(SettingsError, match="QA_ABBREVIATIONS"):
            load_abbreviations(bad)
