"""Vietnamese in the alphabets of before Unicode (TCVN3, VNI) and in UTF-8 encoded twice, told by its syllables.

Those alphabets put Vietnamese letters at the places of Western ones, so that a file or a Word font that uses them
looks like "§¹i biÓu" or "Ñaïi bieåu". Which one a text is in is decided by how many of its words are Vietnamese
syllables when it is read so; a text that no reading makes Vietnamese is refused, never served garbled.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache

from qa.article.account import Encoding
from qa.errors import ArticleError
from qa.text import nfc
from qa.wording import article as wording_article

ENOUGH = 0.9
"""Share of a text's words beyond ASCII that are Vietnamese syllables in a reading that is taken as it is."""

LEAST = 0.7
"""The least such share of another reading that is taken instead."""

MOST = 0.5
"""The most words that are Vietnamese as they stand in a text of another alphabet; foreign names lower that too."""

FEWEST = 8
"""Words beyond ASCII below which a text says nothing of its alphabet."""

GARBLED = 0.4
"""The share below which a text with Western letters inside its words is no Vietnamese and no known alphabet's."""

TELLING = 30
"""Words beyond ASCII from which on a text can be called garbled."""

SIGNS = 0.2
"""The share of them with signs among their letters that makes it so."""

SAMPLE = 4000
"""Words beyond ASCII that are looked at."""

# fmt: off
_TCVN3_FROM = (
    "µ¶·¸¹ ¨ »¼½¾Æ © ÇÈÉÊË ® ÌÎÏÐÑ ª ÒÓÔÕÖ ×ØÜÝÞ ßáâãä « åæçèé ¬ êëìíî ïñòóô \xad õö÷øù úûüýþ ¡¢§£¤¥¦"
)
_TCVN3_TO = (
    "àảãáạ ă ằẳẵắặ â ầẩẫấậ đ èẻẽéẹ ê ềểễếệ ìỉĩíị òỏõóọ ô ồổỗốộ ơ ờởỡớợ ùủũúụ ư ừửữứự ỳỷỹýỵ ĂÂĐÊÔƠƯ"
)
TCVN3 = {ord(a): b for a, b in zip(_TCVN3_FROM, _TCVN3_TO, strict=True) if a != " "}
"""Places of TCVN3 (ABC), seen as Latin-1, and their letters. Its capitals with tones are a matter of the font."""

_TONES = dict(zip("øûõùï", "̣̀̉̃́", strict=True))
_CIRCUMFLEX = {"â": "̂"} | {c: "̂" + tone for c, tone in zip("àåãáä", "̣̀̉̃́", strict=True)}
_BREVE = {"ê": "̆"} | {c: "̆" + tone for c, tone in zip("èúüéë", "̣̀̉̃́", strict=True)}
_VNI_MARKS = {
    **dict.fromkeys("eo", _TONES | _CIRCUMFLEX), "a": _TONES | _CIRCUMFLEX | _BREVE,
    "u": _TONES, "y": {mark: tone for mark, tone in _TONES.items() if mark != "ï"}, "ô": _TONES, "ö": _TONES,
}
_VNI_ALONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
# fmt: on
VNI = {
    **_VNI_ALONE,
    **{
        base + mark: nfc(_VNI_ALONE.get(base, base) + accents)
        for base, marks in _VNI_MARKS.items()
        for mark, accents in marks.items()
    },
}
"""Letters and pairs of letters of VNI (in small letters), and what they stand for."""

_WESTERN = {byte: bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)}

Reading = Callable[[str], str]

_VNI = re.compile("|".join(sorted(VNI, key=len, reverse=True)), re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:[\u00a0-\u00bf\u0300-\u036f\xad]*[^\W\d_]+)*|[\u00a1-\u00bf\xad\w]+")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?"
    r"(?:oai|oay|oeo|uay|uây|uyê|uya|uyu|iêu|yêu|ươi|ươu|uôi|oao|uơ|uê|uy|uâ|oa|oe|oă|oo|ôô|iê|yê|ia|ya|ươ|ưa|ưi|ưu|uô|"
    r"ua|ui|ai|ao|au|ay|âu|ây|eo|êu|iu|oi|ôi|ơi|[aăâeêioôơuưy])"
    r"(?:ng|nh|ch|[cmnpt])?"
)
_TONE_MARKS = dict.fromkeys(map(ord, "̣̀́̃̉"))


def by_font(text: str, font: str) -> str:
    """Puts a Word run's letters into Unicode: fonts named ".Vn…" hold TCVN3, "VNI-…" VNI; ".Vn…H" prints capitals."""
    if re.match(r"\.vn", font, re.IGNORECASE):
        read = from_tcvn3(text)
        return read.upper() if font.endswith("H") else read
    return from_vni(text) if font.lower().startswith("vni") else text


def from_tcvn3(text: str) -> str:
    """Returns a text in TCVN3 (ABC), decoded as Latin-1 or Windows-1252, in Unicode."""
    return text.translate(TCVN3)


def from_vni(text: str) -> str:
    """Returns a text in VNI, decoded as Windows-1252, in Unicode."""

    def letter(found: re.Match[str]) -> str:
        read = VNI[found[0].lower()]
        return read.upper() if found[0][0].isupper() else read

    return _VNI.sub(letter, text)


def from_double_utf8(text: str) -> str:
    """Returns a text whose UTF-8 was taken for Windows-1252 and encoded again, read back; unchanged if it is none."""
    try:
        return b"".join(_byte(c) for c in text).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


def restored(text: str) -> str:
    """Returns `text` in NFC, in Unicode's own letters; ArticleError if its alphabet is garbled and can't be told."""
    return nfc(reading_of(text)(text))


def reading_of(text: str) -> Reading:
    """Tells how to read `text`: as it is (`nfc`) or from an old alphabet; ArticleError if it is garbled otherwise."""
    words = _foreign(text)
    share = _vietnamese(words)
    if len(words) < FEWEST or share >= ENOUGH:
        return nfc
    readings: tuple[Reading, ...] = (from_double_utf8, from_tcvn3, from_vni)
    best, reading = max(((_vietnamese(_foreign(way(text))), way) for way in readings), key=lambda pair: pair[0])
    if best >= LEAST and share <= MOST:
        return reading
    if share < GARBLED and len(words) >= TELLING and _is_garbled(words):
        raise ArticleError(wording_article.ENCODING)
    return nfc


def letters_of(reading: Reading) -> Encoding:
    """Returns the name of the letters that a reading is for."""
    names: dict[Reading, Encoding] = {
        from_double_utf8: Encoding.UTF8_TWICE,
        from_tcvn3: Encoding.TCVN3,
        from_vni: Encoding.VNI,
    }
    return names.get(reading, Encoding.UTF8)


@cache
def is_syllable(word: str) -> bool:
    """Tells whether `word` (NFC, small letters) can be a Vietnamese syllable: letters in order, at most one tone."""
    apart = unicodedata.normalize("NFD", word)
    tones = sum(c in "̣̀́̃̉" for c in apart)
    return tones <= 1 and bool(_SYLLABLE.fullmatch(nfc(apart.translate(_TONE_MARKS))))


def _vietnamese(words: Iterable[str]) -> float:
    found = [is_syllable(word) for word in words]
    return sum(found) / len(found) if found else 1.0


def _foreign(text: str) -> list[str]:
    """Words with a letter beyond ASCII, or with what stands for one in those alphabets, in NFC and small letters."""
    words = (found[0] for found in _WORD.finditer(nfc(text)))
    return [word.lower() for word, _ in zip((w for w in words if not w.isascii()), range(SAMPLE), strict=False)]


def _is_garbled(words: Iterable[str]) -> bool:
    """Whether signs stand inside words, or letters that no language puts together: "§¹i", "Ä‘á»“ng"."""
    found = [any("\u00a1" <= c <= "\u00bf" or c in "\xad‚ƒ„†‡ˆ‰Š‹Œ" for c in word) for word in words]
    return sum(found) >= SIGNS * len(found)


def western(data: bytes) -> str:
    """Returns the bytes as Windows-1252, Latin-1 at the five places that it leaves empty."""
    return data.decode("latin-1").translate(_WESTERN)


def _byte(char: str) -> bytes:
    try:
        return char.encode("cp1252")
    except UnicodeEncodeError:
        return char.encode("latin-1")  # the five places that Windows-1252 leaves empty
