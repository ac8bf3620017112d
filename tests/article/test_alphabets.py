"""Old alphabets: every letter of TCVN3 and VNI is read, told by its syllables in any container, or refused."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import pytest

from qa.article.alphabets import TCVN3, VNI, by_font, from_double_utf8, from_tcvn3, from_vni, is_syllable, restored
from qa.article.read import Article, ArticleFailure, read_articles
from qa.errors import ArticleError
from qa.text import nfc

ALL = {nfc(base + tone) for base, tone in product("aăâeêioôơuưy", ("", *"̣̀́̃̉"))} | {"đ"}
BEYOND = {letter for letter in ALL if not letter.isascii()}
TEXT = (
    "PV: Thưa ông, vì sao tuyến đường về bản chậm tới mười bốn tháng?\n"
    "Ông Lò Văn Ví Dụ: Có ba nguyên nhân. Cát lấp không đủ, nhà thầu phụ bỏ về giữa chừng, và chúng tôi mất sáu tháng "
    "để chọn lại. Lỗi của chủ đầu tư là chính, vì hồ sơ khảo sát địa chất làm vội."
)
TO_TCVN3 = str.maketrans({letter: chr(place) for place, letter in TCVN3.items()})
TO_VNI = {letter: pair for pair, letter in VNI.items()}


def in_tcvn3(text: str) -> str:
    return text.translate(TO_TCVN3)


def in_vni(text: str) -> str:
    def pair(letter: str) -> str:
        found = TO_VNI.get(letter.lower(), letter)
        return found.upper() if letter.isupper() else found

    return "".join(map(pair, text))


def test_the_tables_hold_every_letter_once() -> None:
    assert {letter for letter in TCVN3.values() if letter.islower()} == BEYOND
    assert set(VNI.values()) == BEYOND
    assert len(set(TCVN3.values())) == len(TCVN3)
    assert len(set(VNI.values())) == len(VNI)


def test_every_letter_is_read_back_from_both() -> None:
    letters = " ".join(sorted(BEYOND))
    assert from_tcvn3(in_tcvn3(letters)) == letters
    assert from_vni(in_vni(letters)) == letters
    assert from_vni(in_vni(letters.upper())) == letters.upper()


def test_utf8_encoded_twice_is_read_back() -> None:
    twice = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in TEXT.encode())
    assert from_double_utf8(twice) == TEXT
    assert restored(twice) == TEXT


@pytest.mark.parametrize("change", [in_tcvn3, in_vni])
@pytest.mark.parametrize("suffix", [".txt", ".html", ".jsonl"])
def test_a_text_is_restored_in_any_container(change, suffix: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    garbled = change(TEXT)
    file = tmp_path / f"bai{suffix}"
    if suffix == ".jsonl":
        file.write_text(json.dumps({"id": "a", "title": "Đường", "text": garbled}), "utf-8")
    elif suffix == ".html":
        lines = "".join(f"<p>{line}</p>" for line in garbled.split("\n"))
        page = f"<html><head><meta charset='iso-8859-1'></head><body><article>{lines}</article></body></html>"
        file.write_bytes(page.encode("latin-1"))
    else:
        file.write_text(garbled, "utf-8")
    (article,) = read_articles(file)
    assert isinstance(article, Article)
    assert article.text.replace("\n\n", "\n").strip() == TEXT


def test_word_fonts_tell_their_alphabet() -> None:
    assert by_font(in_tcvn3("Lỗi của chủ đầu tư"), ".VnTime") == "Lỗi của chủ đầu tư"
    assert by_font(in_tcvn3("lỗi của"), ".VnTimeH") == "LỖI CỦA"
    assert by_font(in_vni("Lỗi của chủ đầu tư"), "VNI-Times") == "Lỗi của chủ đầu tư"
    assert by_font("Lỗi của", "Times New Roman") == "Lỗi của"


def test_what_no_reading_makes_vietnamese_is_refused(tmp_path: Path) -> None:
    lost = "".join(bytes([byte]).decode("cp1252", "replace") for byte in (TEXT + TEXT).encode())
    with pytest.raises(ArticleError):
        restored(lost)
    file = tmp_path / "bai.txt"
    file.write_text(lost, "utf-8")
    assert [type(item) for item in read_articles(file)] == [ArticleFailure]


@pytest.mark.parametrize(
    "text", [TEXT, "Le café était fermé à Orléans. " * 20, "東京都知事は述べた。" * 20, "plain words " * 50]
)
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert restored(text) == text


def test_syllables() -> None:
    assert all(map(is_syllable, ("nghiêng", "thuở", "quyết", "giếng", "khuỷu", "đường", "ý", "oằn", "yếu")))
    assert not any(map(is_syllable, ("§¹i", "bióu", "đqh", "ñaïi", "strê")))
