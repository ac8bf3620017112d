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

from qa.question.keyboard import telex, toned, vni
from qa.text import Span, has_accents, nfc

_SHORTEST = 3
"""Letters of the shortest word that is read as keys: two are as often an abbreviation."""


class Lexicon(Protocol):
    """What the archive's words are."""

    def count(self, text: str) -> int:
        """Tells how many documents hold the rarest syllable or pair of neighbours of a text, accents aside."""

    def written_count(self, syllable: str) -> int:
        """Tells how many documents hold an accented syllable as it is written."""


class Language(Protocol):
    """What Vietnamese has, apart from the archive."""

    def seen(self, first: str, second: str | None = None) -> bool:
        """Tells whether a syllable, or two side by side, are known."""


@dataclass(frozen=True, slots=True)
class Fix:
    """Words of the question at `span`, and what they are read as."""

    span: Span
    text: str


_WORD = re.compile(r"[^\W_]+")

Typed = Sequence[tuple[str, Span]]
"""The words of a question, with their places."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """Puts right what neither the archive nor the language knows."""

    lexicon: Lexicon
    language: Language

    def fixes(self, question: str) -> tuple[Fix, ...]:
        """Finds what of a question is read otherwise than typed, in order; nothing where every word is known."""
        words = [(m.group(), Span(*m.span())) for m in _WORD.finditer(nfc(question))]
        found: list[Fix] = []
        read = [word for word, _ in words]
        for place, (word, span) in enumerate(words):
            if reading := self._by_keys(word) or self._misspelt(read, place):
                found.append(Fix(span, _like(word, reading)))
                read[place] = reading
        return (*found, *self._pairs(words, {fix.span for fix in found}))

    def _by_keys(self, word: str) -> str | None:
        """A word of Telex or VNI keys as the syllable that they stand for, where only that is known."""
        lower = word.lower()
        if len(word) < _SHORTEST or not lower.isascii() or self.lexicon.count(lower):
            return None
        return next((reading for reading in (telex(lower), vni(lower)) if reading and self._stands(reading)), None)

    def _stands(self, word: str) -> bool:
        """Whether the archive holds a syllable, as it is written where it has accents."""
        return bool(self.lexicon.written_count(word) if has_accents(word) else self.lexicon.count(word))

    def _misspelt(self, read: Sequence[str], place: int) -> str | None:
        """What a syllable that nobody knows is read as: the commonest of its look-alikes that fits a neighbour."""
        word = read[place].lower()
        if place and read[place][0].isupper():
            return None  # a name
        if not word.isalpha() or len(word) < 2 or self._stands(word) or self.language.seen(word):
            return None
        fitting = {other: self._fit(read, place, other) for other in confused_with(word) if self._stands(other)}
        best = max(fitting, key=lambda other: fitting[other], default=None)
        return best if best and fitting[best] else None

    def _fit(self, read: Sequence[str], place: int, other: str) -> int:
        """In how many documents a syllable stands beside a neighbour that news has beside it too; or stands alone."""
        around = [(read[place - 1].lower(), other)] if place else []
        around += [(other, read[place + 1].lower())] if place + 1 < len(read) else []
        fitting = (self.lexicon.count(f"{a} {b}") for a, b in around if self.language.seen(a, b))
        return max(fitting, default=0) if around else self.lexicon.count(other)

    def _pairs(self, words: Typed, done: set[Span]) -> Iterator[Fix]:
        """Pairs of known syllables that nobody knows side by side, read as a pair that archive and news both know."""
        place = 0
        while place + 1 < len(words):
            (first, a), (second, b) = words[place : place + 2]
            place += 1
            name = first[0].isupper() or second[0].isupper()
            if name or {a, b} & done or not (first.isalpha() and second.isalpha()):
                continue
            pair = self._pair(first.lower(), second.lower())
            if pair and not self._held(words, place - 1):
                changed = ((pair[0], a, first), (pair[1], b, second))
                yield from (Fix(span, new) for new, span, old in changed if new != old)
                place += 1

    def _known(self, first: str, second: str) -> bool:
        stand = self._stands(first) and self._stands(second) and self.lexicon.count(f"{first} {second}")
        return bool(stand) or self.language.seen(first, second)

    def _held(self, words: Typed, place: int) -> bool:
        """Whether both words form known pairs with their other neighbours: then nothing is wrong with them."""
        left = place > 0 and self._known(words[place - 1][0].lower(), words[place][0].lower())
        after = words[place + 1 :][:2]
        return left and len(after) == 2 and self._known(after[0][0].lower(), after[1][0].lower())

    def _pair(self, first: str, second: str) -> tuple[str, str] | None:
        """The commonest pair of look-alikes that archive and news both have; None where the pair itself is known."""
        if self._known(first, second):
            return None
        best: tuple[int, tuple[str, str]] | None = None
        for a, b in product((first, *confused_with(first)), (second, *confused_with(second))):
            count = self.lexicon.count(f"{a} {b}") if (a, b) != (first, second) else 0
            known = count and self._stands(a) and self._stands(b) and self.language.seen(a, b)
            if known and (not best or count > best[0]):
                best = count, (a, b)
        return best[1] if best else None


def fixed(question: str, found: Sequence[Fix]) -> str:
    """Makes the fixes in the question."""
    pieces, place = [], 0
    question = nfc(question)
    for fix in sorted(found, key=lambda fix: fix.span):
        pieces += [question[place : fix.span.start], fix.text]
        place = fix.span.end
    return "".join([*pieces, question[place:]])


def _like(word: str, reading: str) -> str:
    return reading.capitalize() if word[:1].isupper() else reading


# --- what is confused with what ---

_ALL_TONES = "\u0300\u0301\u0303\u0309\u0323"
_ONSETS = {
    "s": ("x",), "x": ("s",), "ch": ("tr",), "tr": ("ch",), "d": ("gi", "r", "v"), "gi": ("d", "r"), "r": ("d", "gi"),
    "v": ("d",), "l": ("n",), "n": ("l",), "ng": ("ngh",), "ngh": ("ng",), "g": ("gh",), "gh": ("g",),
    "k": ("c",), "c": ("k",),
}  # fmt: skip
_FINALS = {"n": ("ng", "nh"), "ng": ("n",), "t": ("c",), "c": ("t",), "nh": ("n",)}
_PARTS = re.compile(r"(ngh|ng|nh|gh|gi(?=[aeiouy])|ch|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?(.*?)(ch|ng|nh|[cmnpt])?")


def confused_with(syllable: str) -> Iterator[str]:
    """Lists what a syllable is confused with (s/x, tr/ch, d/gi/r, l/n, n/ng, t/c, hỏi/ngã), by one change or two."""
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
        made = toned(unicodedata.normalize("NFC", start + rest + end), mark) if 0 < changes <= 2 else None
        if made:
            yield made


def _without_tone(letters: str) -> str:
    return "".join(c for c in letters if c not in _ALL_TONES)
