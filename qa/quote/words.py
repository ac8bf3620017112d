"""The words of a text and what stands between them, in the forms that they are compared in."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cached_property, lru_cache
from itertools import pairwise

from qa.text import Span, fold

_IGNORED = "\u00ad\u200b-\u200d\u2060\ufeff"
# What has no end is no word: cut up, it fills no cache.
_WORD = re.compile(rf"(?:[^\W\d_][\u0300-\u036f{_IGNORED}]*){{1,64}}|\d{{1,64}}")
_TONE_MARKS = "\u0300\u0301\u0303\u0309\u0323"
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
LOOKALIKES = str.maketrans({"ð": "đ", "Ð": "Đ", "²": "2", "³": "3"}) | INVISIBLE
"""Characters that look like the right ones, or like nothing: they change no word."""


@lru_cache(maxsize=1 << 15)
def folded_word(word: str) -> str:
    """Returns `word` in lower case without accents and invisible characters; "05" is "5"."""
    if len(word) == 2 and word[0] == "0" and word.isdecimal():
        return word[1]
    return fold(word.lower().translate(LOOKALIKES))


@lru_cache(maxsize=1 << 15)
def tone_key(word: str) -> str:
    """Returns one form for all places that the tone marks of a word may stand in: "hoà" is "hòa", "loaị" "loại"."""
    pieces = unicodedata.normalize("NFD", word.lower().translate(LOOKALIKES))
    letters = "".join(c for c in pieces if c not in _TONE_MARKS)
    return unicodedata.normalize("NFC", letters) + "".join(c for c in pieces if c in _TONE_MARKS)


class Words:
    """The letter runs and digit runs of an NFC text, with their spans, and the gaps around them.

    Word i covers `spans[i]`; `gap(i)` is what stands before it, and `gap(len(words))` what stands after the last.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = [m.span() for m in _WORD.finditer(text)]

    def __len__(self) -> int:
        return len(self.spans)

    def __getitem__(self, i: int) -> str:
        start, end = self.spans[i]
        return self.text[start:end]

    @cached_property
    def folded(self) -> list[str]:
        """The words folded, in order."""
        return [folded_word(self.text[start:end]) for start, end in self.spans]

    @cached_property
    def accented(self) -> list[str]:
        """The words in lower case with their accents, wherever the tone marks were placed, in order."""
        return [tone_key(self.text[start:end]) for start, end in self.spans]

    @cached_property
    def folded_pairs(self) -> Counter[tuple[str, str]]:
        """The pairs of neighbouring words, folded, with how often each stands."""
        return Counter(pairwise(self.folded))

    @cached_property
    def accented_pairs(self) -> Counter[tuple[str, str]]:
        """The pairs of neighbouring words with their accents, with how often each stands."""
        return Counter(pairwise(self.accented))

    @cached_property
    def compact(self) -> str:
        """The folded words without anything between them."""
        return "".join(self.folded)

    @cached_property
    def borders(self) -> dict[int, int]:
        """From a place in `compact` where a word begins to that word's number; the end counts as a word."""
        places, at = {}, 0
        for i, word in enumerate(self.folded):
            places[at] = i
            at += len(word)
        places[at] = len(self)
        return places

    def gap(self, i: int) -> str:
        """Returns the characters between word i - 1 and word i."""
        start = self.spans[i - 1][1] if i else 0
        return self.text[start : self.spans[i][0] if i < len(self) else len(self.text)]

    def raw(self, area: range) -> str:
        """Returns the text of a stretch of words, gaps between them included."""
        return self.text[self.spans[area.start][0] : self.spans[area.stop - 1][1]] if area else ""

    def span(self, area: range) -> Span:
        """Returns where `raw(area)` stands in the text; the area holds a word."""
        return Span(self.spans[area.start][0], self.spans[area.stop - 1][1])

    def find(self, needle: str, start: int = 0) -> range | None:
        """Finds the first words from word `start` on whose compact form is `needle`."""
        places = self.borders
        at = -1
        while (at := self.compact.find(needle, at + 1)) >= 0:
            first, last = places.get(at), places.get(at + len(needle))
            if first is not None and last is not None and first >= start:
                return range(first, last)
        return None

    @cached_property
    def bare(self) -> bool:
        """Whether no word carries an accent."""
        return all(self[i].lower() == word for i, word in enumerate(self.folded))

    @cached_property
    def typed_bare(self) -> list[bool]:
        """For each word whether it stands in a stretch that was typed without accents.

        The whole text is such a stretch where nothing carries an accent; otherwise a run of bare words is one
        if it holds a syllable that Vietnamese never writes so ("mot", "nguoi"): "Dung" alone may be a name.
        """
        bare = [self[i].lower() == self.folded[i] for i in range(len(self))]
        if all(bare):
            return bare
        found, i = [False] * len(self), 0
        while i < len(self):
            end = i
            while end < len(self) and bare[end]:
                end += 1
            if any(IMPOSSIBLE.search(word) for word in self.folded[i:end]):
                found[i:end] = [True] * (end - i)
            i = max(end, i + 1)
        return found


# A syllable that ends in a stop carries a tone; iê, uô, ươ, êu, ưu, uâ and yê are never written bare.
IMPOSSIBLE = re.compile(
    r"^(?:khong|[bcdghklmnpqrstvx]+[aeiouy]+(?:p|t|c|ch)|[a-z]*(?:uo|ie|ye|uu)[a-z]*|[a-z]+eu|(?!q)[a-z]+ua[nty]g?)$"
)
