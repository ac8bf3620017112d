"""What kind of difference stands between the words of a claim and the printed ones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from qa.quote.lexicon import LEXICON
from qa.quote.numerals import written_value
from qa.text import canonical_tones, fold
from qa.vietnamese import FAMILY_NAMES

if TYPE_CHECKING:
    from qa.quote.words import Words


class DifferenceKind(StrEnum):
    """What differs: first the kinds of form that `near` forgives, then those that it never does."""

    PUNCTUATION = "punctuation"
    CASE = "case"
    SPACING = "spacing"
    QUOTE_MARKS = "quote_marks"
    TONE_PLACEMENT = "tone_placement"
    MISSING_ACCENTS = "missing_accents"
    NEGATION = "negation"
    NUMBER = "number"
    UNIT = "unit"
    DATE = "date"
    NAME = "name"
    PLACE = "place"
    MODALITY = "modality"
    QUANTIFIER = "quantifier"
    COMPARISON = "comparison"
    CONDITION = "condition"
    ACTOR = "actor"
    OMISSION = "omission"
    SPEAKER = "speaker"
    OTHER = "other"


FORM = frozenset(
    {
        DifferenceKind.PUNCTUATION,
        DifferenceKind.CASE,
        DifferenceKind.SPACING,
        DifferenceKind.QUOTE_MARKS,
        DifferenceKind.TONE_PLACEMENT,
        DifferenceKind.MISSING_ACCENTS,
    }
)
"""The kinds that change no word."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where claim and print differ: the words on both sides, "" where one side has none."""

    kind: DifferenceKind
    claimed: str
    printed: str

    @property
    def equal_value(self) -> bool:
        """Whether both sides write one number, in digits and in words: "20" and "hai mươi"."""
        if self.kind is not DifferenceKind.NUMBER:
            return False
        value = written_value(self.claimed)
        return value is not None and value == written_value(self.printed)


_BY_KIND = tuple((DifferenceKind(name), phrases) for name, phrases in LEXICON.items() if name != "body")
"""The phrases that tell a kind, the kinds in the order in which they are named."""

_SURNAMES = frozenset(name.lower() for name in FAMILY_NAMES)
_ROMAN = re.compile(r"^[ivx]+$")
_YEAR = re.compile(r"^(?:1[89]|20)\d\d$")
_DATE_WORDS = frozenset({"ngay", "thang", "nam", "quy", "mung", "tuan"})


@cache
def _bare(phrases: frozenset[str]) -> frozenset[str]:
    return frozenset(fold(phrase) for phrase in phrases)


def classify(claim: Words, here: range, printed: Words, there: range) -> DifferenceKind:
    """Names the kind of a difference between words `here` of a claim and words `there` of the print.

    Where several kinds fit, the one that turns the meaning most is named, negation first.
    """
    bare = claim.bare
    sides = here.start > 0, here.stop < len(claim)  # a neighbour counts where both have one, the same
    claimed, shown = _grams(claim, here, sides, bare), _grams(printed, there, sides, bare)
    changed = claimed ^ shown
    known = _bare if bare else _as_is
    if changed & known(LEXICON["negation"]):
        return DifferenceKind.NEGATION
    number = _number_kind(claim, here, printed, there)
    if number is not None:
        return number
    if _bodies(claim, here) and _bodies(printed, there):
        return DifferenceKind.ACTOR
    whole = _own(claim, here, bare) | _own(printed, there, bare)
    for kind, phrases in _BY_KIND:
        if whole & known(phrases):
            return kind
    named = _names(claim, here), _names(printed, there)
    for kind in (DifferenceKind.PLACE, DifferenceKind.ACTOR):
        if changed & known(LEXICON[kind.value]) and any(named):
            return kind
    if all(named) or (named[0] and not there) or (named[1] and not here):
        return DifferenceKind.NAME
    for kind, phrases in _BY_KIND:
        if changed & known(phrases):
            return kind
    return DifferenceKind.OTHER


def _as_is(phrases: frozenset[str]) -> frozenset[str]:
    return phrases


def lowered(words: Words, area: range) -> list[str]:
    """Returns the words of a stretch, as far as there are, in lower case with tones placed one way."""
    return [canonical_tones(words[i].lower()) for i in range(max(0, area.start), min(area.stop, len(words)))]


def _own(words: Words, area: range, bare: bool) -> frozenset[str]:
    """The whole changed stretch as one phrase."""
    phrase = " ".join(lowered(words, area))
    return frozenset({fold(phrase) if bare else phrase})


def _grams(words: Words, area: range, sides: tuple[bool, bool], bare: bool) -> frozenset[str]:
    """The phrases of one to three words in the area, a word before and after it included where `sides` say so."""
    around = lowered(words, range(area.start - sides[0], area.stop + sides[1]))
    if bare:
        around = [fold(word) for word in around]
    return frozenset(" ".join(around[i : i + n]) for n in (1, 2, 3) for i in range(len(around) - n + 1))


def _number_kind(claim: Words, here: range, printed: Words, there: range) -> DifferenceKind | None:
    """NUMBER or DATE where the digits (or a Roman number) of the two stretches differ."""
    sides = ((claim, here), (printed, there))
    digits = [[words[i] for i in area if words[i].isdecimal()] for words, area in sides]
    roman = any(
        area.start > 0 and words.folded[area.start - 1] == "quy" and _ROMAN.match(words.folded[area.start])
        for words, area in sides
        if area
    )
    if roman:
        return DifferenceKind.DATE
    if digits[0] == digits[1]:
        return None
    for words, area in sides:
        before = {words.folded[i] for i in range(max(0, area.start - 1), area.start)}
        if any(_YEAR.match(d) for d in digits[0] + digits[1]) or (before & _DATE_WORDS and all(digits)):
            return DifferenceKind.DATE
        if any("/" in words.gap(i) for i in range(area.start, area.stop + 1)):
            return DifferenceKind.DATE
    return DifferenceKind.NUMBER


def _bodies(words: Words, area: range) -> bool:
    """Whether the stretch names a body or a post: it begins with such a word, or stands in capitals after one."""
    if not area:
        return False
    begins, after = (canonical_tones(words[i].lower()) in LEXICON["body"] for i in (area.start, area.start - 1))
    if begins and _names(words, area):
        return True
    return after and area.start > 0 and words[area.start][:1].isupper() and not _person(words, area)


def _person(words: Words, area: range) -> bool:
    """Whether the stretch stands in capitals right after a surname, or with at most one name between."""
    start = area.start
    while start > max(0, area.start - 2) and words[start - 1][:1].isupper() and words.gap(start) == " ":
        start -= 1
    return any(words[k].lower() in _SURNAMES and words[k][:1].isupper() for k in range(start, area.start + 1))


def _names(words: Words, area: range) -> bool:
    """Whether the stretch holds a name: a surname in capitals, or a capital inside a sentence."""
    for i in area:
        if words[i][:1].isupper() and not words[i].isupper():
            start = i == 0 or any(c in ".!?\n…" for c in words.gap(i))
            if not start or words[i].lower() in _SURNAMES:
                return True
    return False
