"""Questions as they are typed: leftovers of Telex and VNI, and common misspellings, put right for finding.

Only what neither the archive nor Vietnamese news knows is changed, and only to what the archive knows; whatever is
changed is shown and can be undone. Missing accents need nothing of this: folded forms find.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Protocol

from qa.text import Span, has_accents, nfc


class Lexicon(Protocol):
    """What the archive's words are."""

    def count(self, text: str) -> int:
        """How many documents hold the rarest syllable or pair of neighbours of a text, accents aside."""

    def written_count(self, syllable: str) -> int:
        """How many documents hold an accented syllable as it is written."""


class Language(Protocol):
    """What Vietnamese has, apart from the archive."""

    def seen(self, first: str, second: str | None = None) -> bool:
        """Whether a syllable, or two side by side, are known."""


@dataclass(frozen=True, slots=True)
class Fix:
    """Words of the question at `span`, and what they are read as."""

    span: Span
    text: str


_WORD = re.compile(r"[^\W_]+")
_SYLLABLE = re.compile(
    r"(?:b|c|ch|d|đ|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x)?[aeiouyăâêôơư]{1,3}(?:c|ch|m|n|ng|nh|p|t)?"
)
_TONE = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_TELEX = (
    *(("dd", "đ"), ("aa", "â"), ("ee", "ê"), ("oo", "ô")),
    *(("uow", "ươ"), ("aw", "ă"), ("ow", "ơ"), ("uw", "ư")),
)
_VNI_TONE = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_ALL_TONES = "\u0300\u0301\u0303\u0309\u0323"


def fixes(question: str, lexicon: Lexicon, language: Language) -> tuple[Fix, ...]:
    """What of a question is read otherwise than typed, in order; nothing where every word is known."""
    question = nfc(question)
    words = [(m.group(), Span(*m.span())) for m in _WORD.finditer(question)]
    found: list[Fix] = []
    read = [word for word, _ in words]
    for place, (word, span) in enumerate(words):
        if reading := _keyboard(word, lexicon) or _misspelt(read, place, lexicon, language):
            found.append(Fix(span, _like(word, reading)))
            read[place] = reading
    return (*found, *_pairs(words, {fix.span for fix in found}, lexicon, language))


def fixed(question: str, found: Sequence[Fix]) -> str:
    """The question with the fixes made."""
    pieces, place = [], 0
    question = nfc(question)
    for fix in sorted(found, key=lambda fix: fix.span):
        pieces += [question[place : fix.span.start], fix.text]
        place = fix.span.end
    return "".join([*pieces, question[place:]])


def _like(word: str, reading: str) -> str:
    return reading.capitalize() if word[:1].isupper() else reading


# --- leftovers of an input method ---


def _keyboard(word: str, lexicon: Lexicon) -> str | None:
    """A word of Telex or VNI keys as the syllable that they stand for, where only that is known."""
    lower = word.lower()
    if len(word) < 3 or not lower.isascii() or lexicon.count(lower):
        return None
    for reading in (telex(lower), vni(lower)):
        if reading and (lexicon.written_count(reading) if has_accents(reading) else lexicon.count(reading)):
            return reading
    return None


def telex(keys: str) -> str | None:
    """The syllable that Telex keys stand for: "chuyeenr" → "chuyển"; None if they stand for none."""
    tones = [key for key in keys[1:] if key in _TONE]
    if not keys.isalpha() or len(set(tones)) > 1:
        return None
    tone = tones[-1] if tones and re.search(r"[aeiouy]", keys[: keys.rfind(tones[-1])]) else ""
    body = keys[0] + "".join(key for key in keys[1:] if key != tone) if tone else keys
    for typed, letter in (
        ("dd", "đ"),
        ("aa", "â"),
        ("ee", "ê"),
        ("oo", "ô"),
        ("uow", "ươ"),
        ("aw", "ă"),
        ("ow", "ơ"),
        ("uw", "ư"),
    ):
        body = body.replace(typed, letter)
    # Marks are often typed at the end: "luanaj", "duowngf", "vieejt", "dduongwf".
    for plain, marked in (("a", "â"), ("e", "ê"), ("o", "ô"), ("d", "đ")):
        if body.endswith(plain) and body.count(plain) == 2:
            body = body[:-1].replace(plain, marked, 1)
    if re.search(r"[auo].*w", body):
        body = body.replace("w", "", 1)
        body = (
            body.replace("uo", "ươ")
            if "uo" in body
            else re.sub(r"[auo]", lambda m: "ăươ"["auo".index(m[0])], body, count=1)
        )
    return _toned(body, _TONE.get(tone, "")) if body != keys or tone else None


def vni(keys: str) -> str | None:
    """The syllable that VNI keys stand for: "chuye6n3" → "chuyển"; None if they stand for none."""
    digits, body = re.findall(r"\d", keys), re.sub(r"\d", "", keys)
    if not digits or not body.isalpha() or not keys[0].isalpha() or "0" in digits:
        return None
    tone = ""
    for digit in digits:
        if digit in _VNI_TONE:
            tone = _VNI_TONE[digit]
        elif digit == "6":
            body = re.sub(r"[aeo](?=[^aeo]*$)", lambda m: "âêô"["aeo".index(m[0])], body)
        elif digit == "7":
            body = body.replace("uo", "ươ") if "uo" in body else body.replace("o", "ơ").replace("u", "ư")
        elif digit == "8":
            body = body.replace("a", "ă", 1)
        else:
            body = body.replace("d", "đ", 1)
    return _toned(body, tone)


def _toned(body: str, tone: str) -> str | None:
    """A syllable with its tone where Vietnamese puts it; None if `body` is no syllable."""
    if not _SYLLABLE.fullmatch(body):
        return None
    if not tone:
        return body
    start = 2 if body.startswith(("qu", "gi")) and re.search(r"[aeiouyăâêôơư]", body[2:]) else 0
    vowels = [i for i in range(start, len(body)) if body[i] in "aeiouyăâêôơư"]
    marked = [i for i in vowels if body[i] in "ăâêôơư"]
    if marked:
        place = marked[-1]
    elif len(vowels) == 1 or (vowels[-1] == len(body) - 1 and len(vowels) == 2):
        place = vowels[0]
    else:
        place = vowels[1]
    return unicodedata.normalize("NFC", body[: place + 1] + tone + body[place + 1 :])


# --- common misspellings ---

_ONSETS = {
    "s": ("x",), "x": ("s",), "ch": ("tr",), "tr": ("ch",), "d": ("gi", "r", "v"), "gi": ("d", "r"), "r": ("d", "gi"),
    "v": ("d",), "l": ("n",), "n": ("l",), "ng": ("ngh",), "ngh": ("ng",), "g": ("gh",), "gh": ("g",),
    "k": ("c",), "c": ("k",),
}  # fmt: skip
_FINALS = {"n": ("ng", "nh"), "ng": ("n",), "t": ("c",), "c": ("t",), "nh": ("n",)}
_PARTS = re.compile(r"(ngh|ng|nh|gh|gi(?=[aeiouy])|ch|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?(.*?)(ch|ng|nh|[cmnpt])?")


def confused_with(syllable: str) -> Iterator[str]:
    """What a syllable is commonly confused with: s/x, tr/ch, d/gi/r, l/n, n/ng, t/c, hỏi/ngã; one or two changes."""
    letters = unicodedata.normalize("NFD", syllable.lower().replace("đ", "\u0111"))
    parts = _PARTS.fullmatch(_without_tone(letters))
    if parts is None:
        return
    onset, rest, final = parts[1] or "", parts[2], parts[3] or ""
    tone = next((c for c in letters if c in _ALL_TONES), "")
    tones = (tone, {"\u0309": "\u0303", "\u0303": "\u0309"}.get(tone, tone))
    onsets, finals = (onset, *_ONSETS.get(onset, ())), (final, *_FINALS.get(final, ()))
    for start, end, mark in product(onsets, finals, dict.fromkeys(tones)):
        changes = (start != onset) + (end != final) + (mark != tone)
        made = _toned(unicodedata.normalize("NFC", start + rest + end), mark) if 0 < changes <= 2 else None
        if made:
            yield made


def _without_tone(letters: str) -> str:
    return "".join(c for c in letters if c not in _ALL_TONES)


def _stands(word: str, lexicon: Lexicon) -> bool:
    return bool(lexicon.written_count(word) if has_accents(word) else lexicon.count(word))


def _misspelt(read: Sequence[str], place: int, lexicon: Lexicon, language: Language) -> str | None:
    """What a syllable that nobody knows is read as: the commonest of its look-alikes that fits a neighbour."""
    word = read[place].lower()
    if place and read[place][0].isupper():
        return None  # a name
    if not word.isalpha() or len(word) < 2 or _stands(word, lexicon) or language.seen(word):
        return None
    others = [other for other in confused_with(word) if _stands(other, lexicon)]
    fitting = {other: _fit(read, place, other, lexicon, language) for other in others}
    best = max(fitting, key=lambda other: fitting[other], default=None)
    return best if best and fitting[best] else None


def _fit(read: Sequence[str], place: int, other: str, lexicon: Lexicon, language: Language) -> int:
    """In how many documents a syllable stands beside a neighbour that news has beside it too; alone, in how many."""
    around = [(read[place - 1].lower(), other)] if place else []
    around += [(other, read[place + 1].lower())] if place + 1 < len(read) else []
    fitting = (lexicon.count(f"{a} {b}") for a, b in around if language.seen(a, b))
    return max(fitting, default=0) if around else lexicon.count(other)


def _pairs(words: Sequence[tuple[str, Span]], done: set[Span], lexicon: Lexicon, language: Language) -> Iterator[Fix]:
    """Pairs of known syllables that nobody knows side by side, read as a pair that archive and news both know."""
    place = 0
    while place + 1 < len(words):
        (first, a), (second, b) = words[place : place + 2]
        place += 1
        name = first[0].isupper() or second[0].isupper()
        if name or {a, b} & done or not (first.isalpha() and second.isalpha()):
            continue
        pair = _pair(first.lower(), second.lower(), lexicon, language)
        if pair and not _held(words, place - 1, lexicon, language):
            yield from (Fix(span, new) for new, span, old in ((pair[0], a, first), (pair[1], b, second)) if new != old)
            place += 1


def _known(first: str, second: str, lexicon: Lexicon, language: Language) -> bool:
    stand = _stands(first, lexicon) and _stands(second, lexicon) and lexicon.count(f"{first} {second}")
    return bool(stand) or language.seen(first, second)


def _held(words: Sequence[tuple[str, Span]], place: int, lexicon: Lexicon, language: Language) -> bool:
    """Whether each of the two words forms a known pair with its other neighbour: then nothing is wrong with them."""
    left = place > 0 and _known(words[place - 1][0].lower(), words[place][0].lower(), lexicon, language)
    after = words[place + 1 : place + 3]
    right = len(after) == 2 and _known(after[0][0].lower(), after[1][0].lower(), lexicon, language)
    return left and right


def _pair(first: str, second: str, lexicon: Lexicon, language: Language) -> tuple[str, str] | None:
    if _known(first, second, lexicon, language):
        return None
    best: tuple[int, tuple[str, str]] | None = None
    for a, b in product((first, *confused_with(first)), (second, *confused_with(second))):
        count = lexicon.count(f"{a} {b}") if (a, b) != (first, second) else 0
        if (
            count
            and _stands(a, lexicon)
            and _stands(b, lexicon)
            and language.seen(a, b)
            and (not best or count > best[0])
        ):
            best = count, (a, b)
    return best[1] if best else None
