"""Printed lines from runs of letters, shared by the formats that know bold and italic (HTML and Word)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import NamedTuple

from qa.article.account import PLAIN, Account, Encoding
from qa.article.facts import Facts
from qa.interview import Mark, MarkKind
from qa.text import nfc

_SPACES = re.compile(r"[ \t\n\r\f]+")
_SMALL = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOW = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_DIGITS = re.compile(r"[\d+\-−=() n]*\d[\d+\-−=() n]*")


_FRACTION = re.compile(r"\d+/\d+")
_FRACTIONS = dict(zip(("1/2", "1/3", "2/3", "1/4", "3/4", "1/8", "3/8", "5/8", "7/8"), "½⅓⅔¼¾⅛⅜⅝⅞", strict=True))


@dataclass(frozen=True, slots=True)
class Run:
    """Letters in one style. `linked` letters lead to another page; `quoted` ones stand in a quotation of the line."""

    text: str
    bold: bool = False
    italic: bool = False
    linked: bool = False
    quoted: bool = False


class Content(NamedTuple):
    """What a file holds: its facts, its text in NFC, what its structure says of that text, and how it was read."""

    facts: Facts
    text: str
    marks: tuple[Mark, ...] = ()
    account: Account = PLAIN


def written_in(content: Content, encoding: Encoding) -> Content:
    """Returns the content of a file in these letters, where nothing in it told of others."""
    account = content.account
    plain = account.encoding is Encoding.UTF8
    return content._replace(account=replace(account, encoding=encoding)) if plain else content


class Printed(NamedTuple):
    """One line as printed, with the bold, italic and quoted stretches that are less than the whole of it."""

    text: str
    marks: tuple[Mark, ...] = ()


def raised(text: str) -> str:
    """Returns a superscript's letters; digits become superscript digits, or "10⁶" would be read as 106."""
    if _FRACTION.fullmatch(text):
        above, _, below = text.partition("/")
        return _FRACTIONS.get(text) or f"{above.translate(_SMALL)}⁄{below.translate(_LOW)}"
    return text.translate(_SMALL) if _DIGITS.fullmatch(text) else text


def lowered(text: str) -> str:
    """Returns a subscript's letters; digits become subscript digits."""
    return text.translate(_LOW) if _DIGITS.fullmatch(text) else text


def printed(runs: Sequence[Run], squeeze: bool = True) -> Printed:
    """Returns the line that `runs` set, in Markdown's ** if every letter is bold (*** if italic too).

    Papers print their questions so. Lines with bold in parts ("**PV:** …") stay plain, a mark inside a
    quotation would not be the paper's: such parts are told by marks.
    """
    pieces: list[str] = []
    marks: list[Mark] = []
    at = 0
    for run in runs:
        text = _SPACES.sub(" ", run.text) if squeeze else run.text
        text = text.lstrip(" \t") if at == 0 else text.removeprefix(" ") if squeeze and pieces[-1][-1:] == " " else text
        if text:
            marks += _styles(run, at, at + len(text))
            pieces.append(text)
            at += len(text)
    whole = "".join(pieces).rstrip(" \t")
    parts = [Mark(mark.start, min(mark.end, len(whole)), mark.kind) for mark in _merged(marks)]
    fence = _fence(whole, runs)
    parts = [moved(mark, len(fence)) for mark in parts if mark.end - mark.start < len(whole) or not fence]
    return Printed(f"{fence}{whole}{fence}", tuple(mark for mark in parts if mark.start < mark.end))


def moved(mark: Mark, by: int) -> Mark:
    """Returns the mark with both offsets `by` further on."""
    return replace(mark, start=mark.start + by, end=mark.end + by)


def normalised(text: str, marks: Iterable[Mark]) -> tuple[str, tuple[Mark, ...]]:
    """Normalises `text` to NFC, with the marks where their letters went."""
    normal = nfc(text)
    if normal != text:
        marks = [replace(mark, start=len(nfc(text[: mark.start])), end=len(nfc(text[: mark.end]))) for mark in marks]
    return normal, tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end)))


def joined(lines: Sequence[tuple[str, Printed]]) -> tuple[str, tuple[Mark, ...], list[int]]:
    """Lines, each with what parts it from the one before, as one text; its marks, and where each line starts."""
    lengths = [len(gap) + len(line.text) for gap, line in lines]
    ends = list(accumulate(lengths))
    starts = [end - len(line.text) for end, (_, line) in zip(ends, lines, strict=True)]
    marks = tuple(moved(mark, start) for start, (_, line) in zip(starts, lines, strict=True) for mark in line.marks)
    return "".join(gap + line.text for gap, line in lines), marks, starts


def _styles(run: Run, start: int, end: int) -> list[Mark]:
    kinds = ((MarkKind.BOLD, run.bold), (MarkKind.ITALIC, run.italic), (MarkKind.QUOTE, run.quoted))
    return [Mark(start, end, kind) for kind, on in kinds if on]


def _merged(marks: Iterable[Mark]) -> list[Mark]:
    """Marks of one kind that touch, as one."""
    found: dict[MarkKind, list[Mark]] = {}
    for mark in marks:
        row = found.setdefault(mark.kind, [])
        if row and row[-1].end == mark.start:
            row[-1] = replace(row[-1], end=mark.end)
        else:
            row.append(mark)
    return [mark for row in found.values() for mark in row]


def _fence(text: str, runs: Sequence[Run]) -> str:
    lettered = [run for run in runs if any(c.isalnum() for c in run.text)]
    # A line with asterisks of its own ("* Thưa ông…") is told by them; more would blur where it starts.
    if not lettered or not all(run.bold for run in lettered) or text.startswith("*") or text.endswith("*"):
        return ""
    return "***" if all(run.italic for run in lettered) else "**"
