"""The letters in a file's bytes: UTF-8, UTF-16 and Windows-1258, told apart without guessing."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import NamedTuple

from qa.article.account import Encoding
from qa.article.alphabets import letters_of, reading_of, western
from qa.errors import ArticleError
from qa.text import fold, nfc
from qa.wording import article as wording_article

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", Encoding.UTF8),
    (codecs.BOM_UTF32_LE, "utf-32-le", Encoding.UTF32),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be", Encoding.UTF32),
    (codecs.BOM_UTF16_LE, "utf-16-le", Encoding.UTF16),
    (codecs.BOM_UTF16_BE, "utf-16-be", Encoding.UTF16),
)
# Browsers read a page that says ISO-8859-1 or ASCII as Windows-1252. UTF-8 is tried before any of these.
_DECLARED = {
    "windows-1258": "cp1258",
    "x-cp1258": "cp1258",
    "cp1258": "cp1258",
    "windows-1252": "cp1252",
    "cp1252": "cp1252",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
}
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,30})", re.IGNORECASE)
_META_WITHIN = 4096
"""Bytes in which a page declares its charset; HTML's own rule is 1024."""

# Shares set by hand; the files of the tests and of the cases judge them.
_SAMPLE = 1 << 16
"""Bytes by which the order of UTF-16 without a mark is told."""

_HIGH, _LOW = 0.3, 0.01
"""Share of its pairs whose high byte is zero, at the least, and whose low byte is, at the most."""

_STRANGE = 0.02
"""Share of the letters beyond ASCII that are no Vietnamese ones, at the most, in a text of an eight-bit encoding."""

_FEW_CONTROLS, _CONTROLS_SHARE = 2, 0.01
"""Control characters, and their share of a text, beyond which it is no text."""

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_PUNCTUATION = frozenset("–—…‘’‚“”„«»•·°²³½¼¾§©®™€₫†‡\xa0\xad")
_ACCENTS = frozenset("\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b")  # tones, then â ă ơ


class Decoded(NamedTuple):
    """A file's text in NFC with "\\n" as its only line break, and the letters that it was in."""

    text: str
    encoding: Encoding


def decode(data: bytes, *, html: bool = False) -> Decoded:
    """Returns the text of `data`; nothing but its letters and line breaks is changed.

    For a page (`html`) the charset that it declares is tried where its bytes are not UTF-8. Raises
    ArticleError for binary data, damaged UTF-8, and eight-bit encodings that can't be told.
    """
    text, encoding = _letters(data, _declared(data) if html else None)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    reading = reading_of(text)
    return Decoded(nfc(reading(text)), encoding if reading is nfc else letters_of(reading))


def _letters(data: bytes, declared: str | None) -> tuple[str, Encoding]:
    for mark, codec, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], codec), encoding
    if b"\0" in data:
        return _strict(data, _utf16_order(data)), Encoding.UTF16
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        _refuse_damaged_utf8(data, error)
        return _eight_bit(data, declared)
    _refuse_controls(text)
    return text, Encoding.UTF8


def _declared(data: bytes) -> str | None:
    match = _META_CHARSET.search(data, 0, _META_WITHIN)
    return _DECLARED.get(match[1].decode("ascii").lower()) if match else None


def _strict(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            raise ArticleError(wording_article.DAMAGED_UTF8.format(position=error.start + 1)) from error
        raise ArticleError(wording_article.BINARY) from error
    _refuse_controls(text)
    return text


def _utf16_order(data: bytes) -> str:
    """The byte order of UTF-16 without a mark: half of a Vietnamese text's letters have a zero high byte."""
    sample = data[:_SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    pairs = max(1, len(sample) // 2)
    if len(data) % 2 == 0 and max(even, odd) >= _HIGH * pairs and min(even, odd) <= _LOW * pairs:
        return "utf-16-le" if odd > even else "utf-16-be"
    raise ArticleError(wording_article.BINARY)


def _refuse_damaged_utf8(data: bytes, error: UnicodeDecodeError) -> None:
    """One bad byte must not turn a whole UTF-8 text into "Ä‘á»“ng" by reading it as Windows-1258."""
    lenient = data.decode("utf-8", "replace")
    bad = lenient.count("\ufffd")
    if sum(not c.isascii() for c in lenient) - bad > bad:
        raise ArticleError(wording_article.DAMAGED_UTF8.format(position=error.start + 1)) from error


def _eight_bit(data: bytes, declared: str | None) -> tuple[str, Encoding]:
    read = nfc(western(data))
    if reading_of(read) is not nfc:  # TCVN3 and VNI are in no list of encodings, whatever is declared
        return read, Encoding.CP1252
    try:
        text = nfc(data.decode(declared or "cp1258"))
    except UnicodeDecodeError as error:
        raise ArticleError(wording_article.ENCODING) from error
    _refuse_controls(text)
    if declared is None and not _is_vietnamese(text):
        raise ArticleError(wording_article.ENCODING)
    return text, Encoding.CP1252 if declared == "cp1252" else Encoding.CP1258


def _is_vietnamese(text: str) -> bool:
    """Whether `text` (NFC) has the letters that Vietnamese print has; TCVN3 or VNI read as cp1258 has not."""
    foreign = [c for c in text if not c.isascii()]
    strange = sum(not (_is_letter(c) or c in _PUNCTUATION) for c in foreign)
    return strange <= _STRANGE * len(foreign)


def _is_letter(char: str) -> bool:
    """Whether `char` is a letter of the Vietnamese alphabet beyond ASCII, such as "ữ" or "Đ"."""
    pieces = unicodedata.normalize("NFD", char)
    if char in "đĐ":
        return True
    return len(pieces) > 1 and fold(pieces[0]) in "aeiouy" and _ACCENTS.issuperset(pieces[1:])


def _refuse_controls(text: str) -> None:
    if "\0" in text or len(_CONTROLS.findall(text)) > max(_FEW_CONTROLS, _CONTROLS_SHARE * len(text)):
        raise ArticleError(wording_article.BINARY)
