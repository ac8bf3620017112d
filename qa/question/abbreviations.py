"""Abbreviations and names that changed: other wordings of the same question.

The tables are data (`qa/abbreviations.txt`, and an operator's own file of the same form); a question in either form
finds texts in the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from importlib.resources import files

from qa.text import Span, fold, nfc
from qa.vietnamese import SYLLABLE

LINKED_WEIGHT = 0.85
"""How much of its share a wording keeps that names what a body or province belongs to now: the name itself wins."""

Syllables = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Other:
    """Words of a question at `span`, and what else the archive calls the same: in full, in short, or by a new name."""

    span: Span
    full: str | None = None
    short: str | None = None
    linked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """The tables, by folded words: short → full and full → shorts, old name ↔ new names."""

    full: dict[Syllables, str] = field(default_factory=dict)
    short: dict[Syllables, tuple[str, ...]] = field(default_factory=dict)
    linked: dict[Syllables, tuple[str, ...]] = field(default_factory=dict)

    def others(self, question: str, count: Callable[[str], int]) -> tuple[Other, ...]:
        """Returns what of a question is also written in full or in short in the archive, in order, none within another.

        `count` says how often a wording stands in the archive (0: never).
        """
        return self._each(question, lambda words: self._written(words, count))

    def renamed(self, question: str, count: Callable[[str], int]) -> tuple[Other, ...]:
        """Returns the bodies and places of a question (in full) whose other names stand in the archive."""

        def linked(words: list[str]) -> Other | None:
            names = tuple(name for name in self.linked.get(_folded(words), ()) if count(name))
            return Other(_NOWHERE, linked=names) if names else None

        return tuple(other for other in self._each(question, linked) if _is_name(question, other.span))

    def _written(self, words: list[str], count: Callable[[str], int]) -> Other | None:
        key = _folded(words)
        full = self.full.get(key) if len(words) > 1 or _is_short(words[0]) else None
        same = key if full is None else _words(full)
        shorts = sorted((s for s in self.short.get(same, ()) if _words(s) != key and count(s)), key=count)
        other = Other(_NOWHERE, full if full and count(full) else None, shorts[-1] if shorts else None)
        return other if other.full or other.short else None

    def _each(self, question: str, of: Callable[[list[str]], Other | None]) -> tuple[Other, ...]:
        words = [(m.group(), m.span()) for m in _WORD.finditer(nfc(question))]
        found: list[Other] = []
        at = 0
        while at < len(words):
            for length in range(min(_LONGEST, len(words) - at), 0, -1):
                if other := of([word for word, _ in words[at : at + length]]):
                    found.append(replace(other, span=Span(words[at][1][0], words[at + length - 1][1][1])))
                    at += length - 1
                    break
            at += 1
        return tuple(found)


_NOWHERE = Span(0, 0)
_WORD = re.compile(r"[^\W_]+(?:(?:\.|&|-)[^\W_]+)*")
_LONGEST = 10
"""Syllables of the longest name in the table, and some to spare."""


_KIND = re.compile(r"\b(?:tinh|tp|thanh pho|bo|uy ban|ban|tong cuc|cuc)\s*$")

_BODIES = frozenset(("bo", "uy", "ban", "tong", "cuc"))


def _is_name(question: str, span: Span) -> bool:
    """Whether words stand for a body or place: "Hòa Bình", "tỉnh hoa binh"; not "hòa bình" nor "Thái Bình Dương"."""
    words, rest = span.of(question), question[span.end :].lstrip(" ")
    if words.split()[-1][0].isupper():
        return not rest[:1].isupper()
    before = fold(question[: span.start])
    return bool(_KIND.search(before)) or fold(words).split()[0] in _BODIES


def _is_short(word: str) -> bool:
    """Whether a word as typed is an abbreviation: it can't be a syllable, or it is all capitals."""
    return word.isupper() or not SYLLABLE.fullmatch(fold(word))


# A question's words are looked at in every run of neighbours.
_folded_word = lru_cache(maxsize=4096)(fold)


def _folded(words: Iterable[str]) -> Syllables:
    return tuple(map(_folded_word, words))


def _words(text: str) -> Syllables:
    return tuple(fold(m.group()) for m in _WORD.finditer(nfc(text)))


def read_abbreviations(lines: Iterable[str], before: Abbreviations | None = None) -> Abbreviations:
    """Reads the tables of a file's lines, added to those read `before`; ValueError, with the line, for a bad one."""
    full = dict(before.full) if before else {}
    shorts = {key: list(names) for key, names in before.short.items()} if before else {}
    linked = {key: list(names) for key, names in before.linked.items()} if before else {}
    for line in lines:
        text = nfc(line).strip().lstrip("\ufeff")
        if not text or text.startswith("#"):
            continue
        between = _SIGN.search(text)
        left, right = (text[: between.start()].strip(), text[between.end() :].strip()) if between else ("", "")
        if between is None or not left or not right:
            raise ValueError(text)
        sign = between[1]
        if sign == "=":
            for short in (part.strip() for part in left.split(",")):
                full[_words(short)] = right
                shorts.setdefault(_words(right), []).append(short)
        else:
            linked.setdefault(_words(left), []).append(right)
            if sign == "<->":
                linked.setdefault(_words(right), []).append(left)
    return Abbreviations(full, _tuples(shorts), _tuples(linked))


def _tuples(lists: dict[Syllables, list[str]]) -> dict[Syllables, tuple[str, ...]]:
    return {key: tuple(dict.fromkeys(names)) for key, names in lists.items()}


_SIGN = re.compile(r"\s(=|->|<->)\s")


@cache
def bundled_abbreviations() -> Abbreviations:
    """Returns the table that ships with the program."""
    return read_abbreviations(files("qa.question").joinpath("abbreviations.txt").read_text("utf-8").splitlines())
