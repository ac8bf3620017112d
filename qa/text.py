"""Vietnamese text: NFC, spans, folding, sentences and tokens.

Folded forms are for finding only. Whatever is shown is a slice of the NFC text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from qa.vietnamese import ABBREVIATIONS


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range [start, end) of characters in a text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Returns the characters of `text` that this span covers."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Tells whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Tells whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


MOST_MARKS = 30
"""Combining marks in a row that are kept; more is no text in any script, and ordering them takes the square of them."""

# What may hold so many: Vietnamese letters, whole or as letter and accents, and punctuation never do.
_FOREIGN_RUN = re.compile(rf"[^\x00-\u02ff\u1e00-\u1eff\u2000-\u2bff]{{{MOST_MARKS + 1},}}+")


def _with_few_marks(run: re.Match[str]) -> str:
    kept, marks = [], 0
    for char in run.group():
        marks = marks + _marks_in(char) if _marks_in(char) else 0
        if marks <= MOST_MARKS:
            kept.append(char)
    return "".join(kept)


@lru_cache(maxsize=4096)
def _marks_in(char: str) -> int:
    """How many combining marks a character stands for; 0 for one that others can be put on."""
    parts = unicodedata.normalize("NFD", char)
    return len(parts) if all(map(unicodedata.combining, parts)) else 0


def nfc(text: str) -> str:
    """Returns `text` in Unicode NFC, the one form that is stored, shown and searched.

    Of more than MOST_MARKS combining marks in a row the first are kept.
    """
    if text.isascii():
        return text
    text = _FOREIGN_RUN.sub(_with_few_marks, text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


# Soft hyphens, zero-width characters and the byte order mark; eth, which looks like Đ and is often typed for it.
_PLAIN = {**dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff")), ord("Ð"): "Đ", ord("ð"): "đ"}
_ODD = re.compile(f"[{''.join(map(chr, _PLAIN))}]")


ETH = str.maketrans("Ðð", "Đđ")
"""Writes Đ where eth stands for it; offsets stay."""


def matchable(text: str) -> str:
    """Returns `text` without invisible characters, Đ where eth stands for it. For matching only: offsets change."""
    return text.translate(_PLAIN) if _ODD.search(text) else text


def strip_span(text: str, span: Span) -> Span:
    """Returns `span` without the white space at both of its ends (empty spans collapse to their start)."""
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def occurrences(words: str, text: str) -> Iterator[Span]:
    """Goes through the places where `words` stand in `text`, those that overlap too."""
    at = text.find(words)
    while at >= 0:
        yield Span(at, at + len(words))
        at = text.find(words, at + 1)


# --- folding ---


class _Folding(dict[int, str]):
    """A translation table that is filled as characters are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        # NFD splits off every Vietnamese accent except the bar of đ, which has no decomposition. Ð (eth) looks like Đ.
        kept = [c for c in unicodedata.normalize("NFD", char) if not unicodedata.combining(c)]
        self[code] = "d" if char in "đĐðÐ" else "".join(kept).lower()
        return self[code]


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Returns `text` in lower case without accents: "Luân chuyển" → "luan chuyen", "đường" → "duong"."""
    return text.lower() if text.isascii() else text.translate(_FOLDING)


# Old style puts the tone on the first vowel of oa, oe, uy (hòa, thúy), new style on the second (hoà, thuý).
# One form is enough for matching; the old one is the commoner in print. No tone moves where a consonant
# follows (hoàn, hoèn, huỳnh), nor after q, where u belongs to the consonant (quý).
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def canonical_tones(text: str) -> str:
    """Returns `text` (NFC) with the tone marks of oa, oe and uy placed the old way: "hoà" → "hòa". For matching only.

    The number of NFC characters does not change, so offsets hold.
    """
    if text.isascii():
        return text
    return _WORD_WITH_PAIR.sub(_replace_pair, text)


_PAIRS = {
    unicodedata.normalize("NFC", first + second + tone): unicodedata.normalize("NFC", first + tone + second)
    for first, second in ("oa", "oe", "uy", "Oa", "Oe", "Uy", "OA", "OE", "UY")
    for tone in _TONES
}
_WORD_WITH_PAIR = re.compile(r"(?<![qQ])(" + "|".join(sorted(_PAIRS)) + r")(?!\w)")


def _replace_pair(match: re.Match[str]) -> str:
    return _PAIRS[match.group(1)]


def modern_tones(text: str) -> str:
    """Gives `text` (NFC) with the tone marks of oa, oe and uy placed the new way, the inverse of `canonical_tones`."""
    return _WORD_WITH_OLD.sub(lambda match: _MODERN[match.group(1)], text)


_MODERN = {old: new for new, old in _PAIRS.items()}
_WORD_WITH_OLD = re.compile(r"(?<![qQ])(" + "|".join(sorted(_MODERN)) + r")(?!\w)")


def has_accents(text: str) -> bool:
    """Tells whether any letter of `text` carries a Vietnamese accent (or is đ)."""
    return not text.isascii() and any(fold(c) != c.lower() for c in nfc(text) if c.isalpha())


# --- sentences ---

# A full stop ends a sentence only before white space and something that may start one; "TP. Hà Tĩnh", "TS. Lê",
# "GS.TS. X" and single capitals ("T. Bình") do not end one. Quotes and brackets after the stop belong to it.
_SENTENCE_END = re.compile(r"(?:[.!?…]+[\"”’»)\]]*(?=\s)|\n+)")
_ABBREVIATION = re.compile(rf"(?:^|[\s(\"“.])(?:{'|'.join(map(re.escape, ABBREVIATIONS))}|[A-ZĐ])\.$")
_LONGEST_ABBREVIATION = 2 + max(map(len, ABBREVIATIONS))
"""Characters of an abbreviation with its full stop and what stands before it."""


def sentences(text: str, within: Span | None = None) -> list[Span]:
    """Returns the sentences of `text` (or of the span `within`), in order, without the white space between them.

    Every character that is not white space lies in exactly one sentence.
    """
    area = within or Span(0, len(text))
    found: list[Span] = []
    start = area.start
    for match in _SENTENCE_END.finditer(text, area.start, area.end):
        if "\n" not in match.group() and not _ends_sentence(text, start, match, area.end):
            continue
        span = strip_span(text, Span(start, match.end()))
        if len(span):
            found.append(span)
        start = match.end()
    last = strip_span(text, Span(start, area.end))
    if len(last):
        found.append(last)
    return found


def _ends_sentence(text: str, start: int, match: re.Match[str], end: int) -> bool:
    stop = match.group()
    if (
        stop.startswith(".")
        and not stop.startswith("..")
        and _ABBREVIATION.search(text, max(start, match.start() - _LONGEST_ABBREVIATION), match.start() + 1)
    ):
        return False
    following = match.end()
    while following < end and text[following].isspace():
        following += 1
    return following >= end or not text[following].islower()


# --- tokens ---

_TOKEN = re.compile(r"\d+(?:[.,/]\d+)*|[^\W\d_]+(?:\d+)?")


def tokens(text: str) -> list[str]:
    """Returns the syllables and numbers of `text`: NFC, lower case, one tone placement; punctuation dropped."""
    return _TOKEN.findall(canonical_tones(matchable(nfc(text)).lower()))


def typed_tokens(text: str) -> list[str]:
    """Returns the same syllables and numbers as `tokens(text)`, each as it is typed there."""
    return _TOKEN.findall(matchable(nfc(text)))


# "kỹ" and "kĩ", "lý do" and "lí do" are the same word: y stands for i at the end of a syllable after a consonant
# alone (not in "quý", "thủy", "tay").
_FINAL_Y = re.compile(r"(?<![^\W\d_])((?:ch|kh|nh|ph|th|tr|[bcdđhklmnrstvx]))([yýỳỷỹỵ])(?![^\W\d_])")
_FINAL_I = dict(zip("yýỳỷỹỵ", "iíìỉĩị", strict=True))


_ARTIFICIAL = re.compile(r"(?:(?<!\w)(\w+) )?(?<!\w)AI(?!\w)(?= (\w+)|)")


def artificial(text: str) -> str:
    """Returns a text that says "TTNT" where it said "AI", another word than "ai" (who), but in a line of capitals."""
    return _ARTIFICIAL.sub(_unless_shouted, text) if "AI" in text else text


def _unless_shouted(found: re.Match[str]) -> str:
    shouted = any(word and len(word) > 1 and word.isupper() for word in found.groups())
    return found[0] if shouted else found[0].removesuffix("AI") + "TTNT"


def search_tokens(text: str) -> list[str]:
    """Returns `tokens(text)` in the form that is searched.

    Words that are spelt with i or y come with i, and artificial intelligence by the Vietnamese of its abbreviations.
    """
    return list(_search_tokens(text))


def folded_search_tokens(text: str) -> list[str]:
    """Returns `search_tokens(text)`, each folded."""
    return list(_folded_search_tokens(text))


# An answer's sentences are looked at several times: for the decision, the marks, and the reasons. Enough for a dozen
# questions at once; the texts that are indexed pass through, too.
@lru_cache(maxsize=1024)
def _search_tokens(text: str) -> tuple[str, ...]:
    same = canonical_tones(artificial(matchable(nfc(text))).lower())
    return tuple(_TOKEN.findall(_FINAL_Y.sub(lambda found: found[1] + _FINAL_I[found[2]], same)))


@lru_cache(maxsize=1024)
def _folded_search_tokens(text: str) -> tuple[str, ...]:
    # One pass over the joined tokens is several times faster than one for each.
    return tuple(fold(" ".join(_search_tokens(text))).split())
