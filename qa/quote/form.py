"""Whether a claim and the printed words differ in form alone, and where they don't.

Form is what `near` forgives: punctuation, letter case, spacing, quotation marks, where a tone mark is placed,
accents that were not typed, how thousands are marked. Everything here compares; nothing decides a verdict.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from qa.quote.align import Opcode
from qa.quote.differences import Difference, DifferenceKind, classify
from qa.quote.words import IMPOSSIBLE, INVISIBLE, LOOKALIKES, Words, tone_key

# --- numbers ---

_GROUP = 3
"""Digits of a group in a long number: "3.200"."""

_MOST_GROUPS = 6
"""Groups before a group of digits that may belong to the same number: a quintillion's."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SPACED_NUMBER = re.compile(r"\d+(?:[.,]\d+|\s\d{3}(?!\d))*")


def number_value(printed: str) -> tuple[str, str] | None:
    """Reads the whole and the decimal digits that `printed` stands for the Vietnamese way: "3.200" → ("3200", "").

    None where it is no number. "6.5" equals "6,5" (no group of three), "3,200" does not equal "3.200".
    """
    grouped = re.sub(r"(?<=\d)\s(?=\d{3}(?!\d))", ".", printed.strip())
    if not _NUMBER.fullmatch(grouped):
        return None
    parts, marks = re.split(r"[.,]", grouped), re.findall(r"[.,]", grouped)
    threes = all(len(part) == _GROUP for part in parts[1:])
    if not marks or (threes and len(set(marks)) == 1 and (len(marks) > 1 or marks[0] == ".")):
        return _bare_number("".join(parts), "")
    if len(set(marks[:-1])) <= 1 and marks[-1] not in marks[:-1] and all(len(part) == _GROUP for part in parts[1:-1]):
        return _bare_number("".join(parts[:-1]), parts[-1])
    return grouped, "?"


def _bare_number(whole: str, decimals: str) -> tuple[str, str]:
    return whole.lstrip("0") or "0", decimals


def _number_around(words: Words, i: int) -> str:
    """The whole number, its marks included, that the digit run i belongs to."""
    place = words.spans[i][0]
    for match in _SPACED_NUMBER.finditer(words.text, words.spans[max(0, i - _MOST_GROUPS)][0]):
        if match.start() <= place < match.end():
            return match.group()
    return words[i]


# --- gaps ---

QUOTES = "\"“”„‟«»‹›'‘’‚`´″′"
DASHES = "-‐‑‒–—−"
_UNIT_SIGNS = "%‰°$€£¥₫"
_ORDER_SIGNS = "<>≤≥±≈=+×÷~"
_PLAIN = {ord("*"): None} | INVISIBLE
_ONE_DASH = str.maketrans(dict.fromkeys(DASHES, "-"))
_SIGN = re.compile(r"(?:[\s(:;,][-‐‑–]|−)$")
_DATED = {"ngay", "sang", "chieu", "toi", "dem", "trua", "hom", "mung"}


def _settled(gap: str, printed: bool) -> str:
    """A gap without emphasis marks; white space that a page or a paste may change is one space."""
    gap = gap.translate(_PLAIN)
    return re.sub(r"\s+" if printed else r"\s*[^\S ]\s*", " ", gap)


@dataclass(frozen=True, slots=True)
class Joint:
    """What stands between the same two words in a claim and in print: word i of the claim is word j of the print."""

    claim: Words
    i: int
    printed: Words
    j: int

    def difference(self) -> Difference | None:
        """Tells how the two gaps differ, None where they don't."""
        claimed, printed = self.claim.gap(self.i), self.printed.gap(self.j)
        if claimed == printed or claimed == _settled(printed, False):
            return None
        claimed, shown = _settled(claimed, False), _settled(printed, True)
        if claimed == shown or claimed == _settled(printed, False):
            return None
        meaning = self._meaning(claimed, shown)
        if meaning is not None:
            return Difference(meaning, self._around(self.claim, self.i), self._around(self.printed, self.j))
        return Difference(_form(claimed, shown), claimed, shown)

    def _meaning(self, claimed: str, printed: str) -> DifferenceKind | None:
        for signs, kind in ((_UNIT_SIGNS, DifferenceKind.UNIT), (_ORDER_SIGNS, DifferenceKind.NUMBER)):
            if Counter(c for c in claimed if c in signs) != Counter(c for c in printed if c in signs):
                return kind
        if not self.claim[self.i].isdecimal():
            return None
        dashes = any(c in DASHES for c in claimed), any(c in DASHES for c in printed)
        if dashes[0] != dashes[1] and (_SIGN.search(claimed) or _SIGN.search(printed)):
            return DifferenceKind.NUMBER
        if self.claim[self.i - 1].isdecimal() and not self._same_number(claimed, printed):
            return DifferenceKind.NUMBER
        return None

    def _same_number(self, claimed: str, printed: str) -> bool:
        bare = ["".join(gap.split()).translate(_ONE_DASH) for gap in (claimed, printed)]
        if bare[0] == bare[1]:
            return True
        if any(c.isspace() for c in claimed) and any(c.isspace() for c in printed):
            return {c for c in bare[0] if c in "-/"} == {c for c in bare[1] if c in "-/"}
        if all(mark in ("-", "/", ".") for mark in bare) and self._dated():
            return True
        values = [number_value(_number_around(w, k)) for w, k in ((self.claim, self.i), (self.printed, self.j))]
        return values[0] is not None and values[0] == values[1] and all(mark in ("", ".", ",") for mark in bare)

    def _dated(self) -> bool:
        """Whether the numbers here are the parts of a date, which "-", "/" and "." separate alike."""
        before = self.i - 2
        while before >= 0 and self.claim[before].isdecimal():
            before -= 1
        named = before >= 0 and self.claim.folded[before] in _DATED
        year = any(k < len(self.claim) and re.fullmatch(r"(?:19|20)\d\d", self.claim[k]) for k in (self.i, self.i + 1))
        return named or year

    @staticmethod
    def _around(words: Words, i: int) -> str:
        return words.raw(range(max(0, i - 1), min(len(words), i + 1))) + ("%" if words.gap(i).startswith("%") else "")


def _form(claimed: str, printed: str) -> DifferenceKind:
    bare = ["".join(gap.split()) for gap in (claimed, printed)]
    if bare[0] == bare[1]:
        return DifferenceKind.SPACING
    unquoted = ["".join("'" if c in QUOTES else c for c in gap).replace("''", "'") for gap in bare]
    return DifferenceKind.QUOTE_MARKS if unquoted[0] == unquoted[1] else DifferenceKind.PUNCTUATION


# --- stretches ---


def stretch_differences(claim: Words, printed: Words, stretch: Opcode) -> list[Difference]:
    """Lists the differences of two stretches with the same compact form."""
    found: list[Difference] = []
    here, there = stretch.claimed, stretch.printed
    i, j = here.start, there.start
    while i < here.stop and j < there.stop:
        if i > here.start:
            joint = Joint(claim, i, printed, j).difference()
            found += [joint] if joint else []
        next_i, next_j = _same_block(claim, i, printed, j)
        found += _block_differences(claim, printed, range(i, next_i), range(j, next_j))
        i, j = next_i, next_j
    return found


def _same_block(claim: Words, i: int, printed: Words, j: int) -> tuple[int, int]:
    """The shortest runs from words i and j on that have the same number of letters."""
    claimed, shown = len(claim.folded[i]), len(printed.folded[j])
    i, j = i + 1, j + 1
    while claimed != shown:
        if claimed < shown and i < len(claim):
            claimed, i = claimed + len(claim.folded[i]), i + 1
        elif shown < claimed and j < len(printed):
            shown, j = shown + len(printed.folded[j]), j + 1
        else:
            break
    return i, j


def _block_differences(claim: Words, printed: Words, here: range, there: range) -> list[Difference]:
    claimed, shown = claim.raw(here), printed.raw(there)
    if claimed == shown or claimed.translate(LOOKALIKES) == shown.translate(LOOKALIKES):
        return []
    if len(here) == 1 == len(there):
        kind = _word_form(claim, here.start, printed, there.start)
    elif any(c.isdecimal() for c in claimed) and not any(c.isalpha() for c in claimed + shown):
        kind = DifferenceKind.PUNCTUATION if same_number(claimed, shown) else DifferenceKind.NUMBER
    else:
        joined = ["".join(words[k] for k in area) for words, area in ((claim, here), (printed, there))]
        same = tone_key(joined[0]) == tone_key(joined[1])
        bare = all(claim.typed_bare[here.start : here.stop])
        kind = DifferenceKind.SPACING if same or bare else None
    if kind is None:
        kind = classify(claim, here, printed, there)
    return [Difference(kind, claimed, shown)]


def same_number(claimed: str, printed: str) -> bool:
    """Tells whether two printed numbers have the same value, however their thousands are marked."""
    value = number_value(claimed)
    return value is not None and value == number_value(printed)


def _word_form(claim: Words, i: int, printed: Words, j: int) -> DifferenceKind | None:
    claimed, shown = claim[i], printed[j]
    if claimed.isdecimal():
        # A nought in front may go, but not one behind a decimal mark: 2,05 is not 2,5.
        decimal = claim.gap(i)[-1:] in (".", ",") or printed.gap(j)[-1:] in (".", ",")
        return None if decimal else DifferenceKind.PUNCTUATION
    if claimed.lower() == shown.lower():
        return DifferenceKind.CASE
    if tone_key(claimed) == tone_key(shown):
        return DifferenceKind.TONE_PLACEMENT
    if claimed.lower() == claim.folded[i] and claim.typed_bare[i]:
        return DifferenceKind.MISSING_ACCENTS
    if shown.lower() == printed.folded[j] and IMPOSSIBLE.search(printed.folded[j]):
        return DifferenceKind.MISSING_ACCENTS
    return None


# --- edges ---

ELLIPSIS = re.compile(r"\[\s*(?:\.{2,}|…)\s*\]|\(\s*(?:\.{2,}|…)\s*\)|\.{3,}|…")
"""The marks by which a quotation says that words were left out."""


def edge_differences(claim: Words, printed: Words, stretch: Opcode) -> tuple[list[Difference], bool]:
    """Lists what differs right outside two matched stretches; whether the claim marks there that it was cut.

    Only the claim's own first and last word have an outside; quotation marks around the claim don't count.
    """
    found: list[Difference] = []
    cut = False
    start, end = stretch.printed.start, stretch.printed.stop
    if stretch.claimed.start == 0:
        found += _broken_start(claim, printed, start)
        differ, cut = _outer_mark(claim.gap(0), printed.gap(start), str.endswith)
        found += differ
    if stretch.claimed.stop == len(claim):
        found += _broken_end(claim, printed, end)
        differ, marked = _outer_mark(claim.gap(len(claim)), printed.gap(end), str.startswith)
        found += differ
        cut |= marked
    return found, cut


def _outer_mark(gap: str, printed: str, touches: Callable[[str, str], bool]) -> tuple[list[Difference], bool]:
    """What the claim has outside its words that the print has not, and whether that marks an omission."""
    claimed, shown = _outside(gap), _outside(printed)
    bare = ELLIPSIS.sub("", claimed).strip()
    cut = bare != claimed and not ELLIPSIS.search(shown)
    if touches(shown, bare if cut else claimed):
        return [], cut
    return [Difference(DifferenceKind.PUNCTUATION, claimed, shown)], cut


def _outside(gap: str) -> str:
    gap = _settled(gap, True)
    return "".join(c for c in gap if c not in QUOTES).strip()


def _broken_start(claim: Words, printed: Words, start: int) -> list[Difference]:
    """The number or the word that the claim's first word is only the end of."""
    gap, own = printed.gap(start), claim.gap(0)
    digits = printed[start].isdecimal()
    before = start > 0 and printed[start - 1].isdecimal()
    glued = start > 0 and not gap
    inside = digits and before and re.fullmatch(r"[.,/\-–]", gap) is not None
    sign = digits and bool(_SIGN.search(gap if start else " " + gap)) != bool(_SIGN.search(" " + own))
    money = digits and {c for c in gap[-1:] if c in _UNIT_SIGNS} != {c for c in own[-1:] if c in _UNIT_SIGNS}
    if not (glued or inside or sign or money):
        return []
    kind = DifferenceKind.UNIT if money and not inside else DifferenceKind.NUMBER
    return [Difference(kind, claim[0], (printed[start - 1] if before else "") + gap.strip() + printed[start])]


def _broken_end(claim: Words, printed: Words, end: int) -> list[Difference]:
    """The number, the unit or the word that the claim's last word is only the beginning of."""
    gap, own = printed.gap(end), claim.gap(len(claim))
    digits = printed[end - 1].isdecimal()
    after = end < len(printed) and printed[end].isdecimal()
    glued = end < len(printed) and not gap
    inside = digits and after and re.fullmatch(r"[.,/\-–]", gap) is not None
    signs = digits and {c for c in gap[:1] if c in _UNIT_SIGNS} - set(own)
    extra = {c for c in own if c in _UNIT_SIGNS} - set(gap)
    if not (glued or inside or signs or extra):
        return []
    kind = DifferenceKind.NUMBER if inside else DifferenceKind.UNIT
    rest = printed[end] if glued or inside else ""
    return [Difference(kind, claim[len(claim) - 1] + "".join(extra), printed[end - 1] + gap.strip()[:1] + rest)]
