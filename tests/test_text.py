"""Text: folding keeps a way back, tone placement is one, sentences and tokens cover what they should."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.text import (
    Span,
    canonical_tones,
    fold,
    folded_search_tokens,
    has_accents,
    modern_tones,
    search_tokens,
    sentences,
    strip_span,
    tokens,
)

VIETNAMESE = st.text(
    alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ .,?!\nĐƠ39"
)


def test_folding_drops_accents_and_the_bar_of_d() -> None:
    assert fold("Đường Thuý Hằng, Ủy ban") == "duong thuy hang, uy ban"


def test_tone_marks_have_one_place() -> None:
    assert canonical_tones("hoà thuý uỷ khoẻ Hoà UỶ") == "hòa thúy ủy khỏe Hòa ỦY"
    assert canonical_tones("quý hoàn huỳnh loát") == "quý hoàn huỳnh loát"


@given(VIETNAMESE)
def test_nfd_and_nfc_give_the_same_tokens(text: str) -> None:
    assert tokens(unicodedata.normalize("NFD", text)) == tokens(text)


def test_numbers_are_one_token() -> None:
    assert tokens("3.200 ha, 65/QĐ-TW, 12,5%") == ["3.200", "ha", "65", "qđ", "tw", "12,5"]


def test_abbreviations_do_not_end_a_sentence() -> None:
    text = "TP. Hà Tĩnh đã làm. TS. Lê T. Bình nói: “Được.” Thế à? vâng… Rồi"
    assert [s.of(text) for s in sentences(text)] == [
        "TP. Hà Tĩnh đã làm.", "TS. Lê T. Bình nói: “Được.”", "Thế à? vâng…", "Rồi",
    ]  # fmt: skip


@given(VIETNAMESE)
def test_sentences_cover_all_but_white_space(text: str) -> None:
    spans = sentences(text)
    covered = {i for span in spans for i in range(span.start, span.end)}
    assert all(i in covered or text[i].isspace() for i in range(len(text)))
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(strip_span(text, span) == span and len(span) for span in spans)


def test_accents_are_seen_in_nfd_too() -> None:
    assert has_accents(unicodedata.normalize("NFD", "luân chuyển"))
    assert has_accents("đi")
    assert not has_accents("luan chuyen 2023")


def test_spans_know_their_like() -> None:
    assert Span(2, 5).of("abcdefg") == "cde"
    assert Span(0, 9).contains(Span(2, 5))
    assert Span(2, 5).overlaps(Span(4, 9))
    assert not Span(2, 5).overlaps(Span(5, 9))


@given(st.text(alphabet="hoàáaeuyqtkn òóúùýỷủ"))
def test_tone_placements_are_each_others_inverse(text: str) -> None:
    assert canonical_tones(modern_tones(canonical_tones(text))) == canonical_tones(text)
    assert modern_tones("Hòa, thúy, ủy ban, quý, hoàn") == "Hoà, thuý, uỷ ban, quý, hoàn"


def test_i_and_y_are_one_letter_where_a_syllable_ends_with_them() -> None:
    assert search_tokens("Kỹ năng, lý do, hy vọng") == search_tokens("Kĩ năng, lí do, hi vọng")
    assert search_tokens("quý thủy tay y yên công ty") == ["quý", "thủy", "tay", "y", "yên", "công", "ti"]
    assert folded_search_tokens("Kỹ thuật") == ["ki", "thuat"]


@pytest.mark.parametrize("text", ["Ông nghĩ gì về AI?", "AI là gì", "dùng AI, Ai biết", "AI"])
def test_artificial_intelligence_is_nobody(text: str) -> None:
    assert "ttnt" in search_tokens(text)


@pytest.mark.parametrize("text", ["Ai nói thế?", "AI CHỊU TRÁCH NHIỆM", "NHỮNG AI", "ai"])
def test_who_stays_who(text: str) -> None:
    assert "ai" in search_tokens(text)


def test_eth_is_read_as_d_with_a_bar_and_invisible_characters_are_not_there() -> None:
    assert tokens("Ðường n\u200bước\u00ad") == tokens("Đường nước")
    assert fold("Ðà ðầu") == fold("Đà đầu")
