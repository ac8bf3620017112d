"""Family names and abbreviations: whoever needs such a word knows every one of them."""

from __future__ import annotations

import re

import pytest

from qa.names.people import full_names, is_foreign, name_of_label
from qa.names.speakers import FAMILIES, same_speaker
from qa.parse.segments import read_segments
from qa.parse.units import Voice, voice_of
from qa.question.named import _is_common
from qa.quote.attribution import _title_stop
from qa.quote.differences import _SURNAMES
from qa.text import fold, sentences
from qa.vietnamese import ABBREVIATIONS, CALLED, DEGREES, FAMILY_NAMES, HONOURS, SYLLABLE


@pytest.mark.parametrize("short", ABBREVIATIONS)
def test_a_full_stop_after_what_is_written_short_ends_no_sentence(short: str) -> None:
    text = f"Theo {short}. Nguyễn Văn Thử thì được."
    assert len(sentences(text)) == 1
    stop = next(re.compile(r"\.\s").finditer(text))
    assert _title_stop(text, stop)


@pytest.mark.parametrize("short", [*DEGREES, *HONOURS])
def test_a_degree_belongs_to_the_label(short: str) -> None:
    label = f"{short}. Nguyễn Văn Thử"
    assert voice_of(label) is Voice.PERSON
    assert name_of_label(label) == "Nguyễn Văn Thử"
    assert [segment.label for segment in read_segments(f"PV: Vì sao? {label}: Vì cạn.")] == ["PV", label]


@pytest.mark.parametrize("short", [*DEGREES, *HONOURS, *CALLED])
def test_a_degree_is_no_part_of_the_name(short: str) -> None:
    assert same_speaker(f"{short}. Thử", "Nguyễn Văn Thử")
    assert same_speaker(f"{short} Văn Thử", "Nguyễn Văn Thử")


@pytest.mark.parametrize(
    ("word", "is_syllable"),
    [("nghiêng", True), ("khuỷu", True), ("Quýt", True), ("yếu", True), ("oà", True), ("Todd", False), ("UBND", False)],
)
def test_a_word_of_another_shape_is_no_syllable(word: str, is_syllable: bool) -> None:
    assert bool(SYLLABLE.fullmatch(fold(word))) is is_syllable
    assert _is_common(word) is is_syllable
    assert is_foreign(word) is not is_syllable or len(word) <= 3


@pytest.mark.parametrize("family", FAMILY_NAMES)
def test_a_family_name_opens_a_name(family: str) -> None:
    text = f"Hôm qua ông {family} Bá Thử đã nhận lời."
    assert [name.of(text) for name in full_names(text)] == [f"{family} Bá Thử"]
    assert fold(family) in FAMILIES
    assert family.lower() in _SURNAMES
    assert SYLLABLE.fullmatch(fold(family)) or family in ("Ksor", "Siu", "Niê")
