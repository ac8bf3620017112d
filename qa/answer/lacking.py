"""What a question asks for and its best hit does not say, so that "related" can be told honestly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from qa.answer.evidence import Evidence, Material, informative
from qa.question.expected import asking_words, expected_of
from qa.question.kinds import QuestionKind
from qa.question.named import BONDED, Bonds
from qa.text import folded_search_tokens, has_accents, search_tokens, typed_tokens


@dataclass(frozen=True, slots=True)
class Lacking:
    """What the best hit has of a question and what it lacks.

    `said` and `unsaid` are the question's words, as typed, that stand in it or around it, and that don't; `stated`:
    something of the `kind` that is asked for stands near them, so that only words are wanting. `other` are the words
    for the one who is asked for, where the hit is another's; "" where it is not.
    """

    kind: QuestionKind
    said: tuple[str, ...]
    unsaid: tuple[str, ...]
    stated: bool
    other: str = ""


NEAR_ENOUGH = 0.5
"""The share of the question's words beside a stated thing from which that is what is asked for."""

COMMON = 0.002
"""The share of all syllables from which one alone says nothing ("làm", "người", "việc"); "tiền" is one in 600."""


class Language(Bonds, Protocol):
    """How words hold together in Vietnamese, how common syllables are, and how bare ones are written."""

    def share(self, syllable: str) -> float:
        """Tells how large a share of all syllables a written one is."""

    def restore(self, text: str) -> str:
        """Puts the likeliest accents on the syllables of a text that carry none."""


_ASKS = frozenset("gì sao nào đâu ai mấy bao nhiêu rằng nêu hãy còn".split())  # noqa: SIM905
"""Words that ask: with one beside it ("làm gì", "mấy lần", "hãy nêu") a syllable is no subject."""

_NAME = "tên"
"""Alone it asks too ("tên gì"); with another syllable it is a word ("tên lửa")."""


def lacking_of(question: str, evidence: Evidence, hit: Material, asked_for: str, language: Language) -> Lacking:
    """Tells what the hit that `evidence` weighs lacks of a question; `asked_for` are the words for whoever is asked."""
    said, unsaid = _Told(question, hit, language).phrases()
    stated = evidence.kind not in _STATED or evidence.stated_near >= NEAR_ENOUGH
    return Lacking(evidence.kind, said, unsaid, stated, asked_for if evidence.by_another else "")


def names(topic: str, hit: Material, language: Language) -> bool:
    """Tells whether every word of a topic stands in a hit or right around it."""
    said, unsaid = _Told(topic, hit, language).phrases()
    return bool(said) and not unsaid


class _Told:
    """A question's words beside the texts in which they are looked for, as written where it is typed with accents."""

    def __init__(self, question: str, hit: Material, language: Language) -> None:
        self._typed, self._folded = typed_tokens(question), folded_search_tokens(question)
        accented = has_accents(question)
        self._written = search_tokens(question if accented else language.restore(question))
        self._looked_for = self._written if accented else self._folded
        self._language = language
        expected = expected_of(question)
        self._wanted = set(informative(question)) - asking_words(expected) - {expected.unit if expected else ""}
        texts = [(search_tokens if accented else folded_search_tokens)(text) for text in hit.printed]
        self._there = {syllable for text in texts for syllable in text}
        self._pairs = {pair for text in texts for pair in pairwise(text)}

    def phrases(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Parts the question into its phrases that are printed there as they stand, and its words that are not."""
        said: list[tuple[int, int]] = []
        unsaid: list[tuple[int, int]] = []
        for start, end in self._words():
            if self._stands(start, end):
                if not said or start >= said[-1][1]:
                    said.append(self._widened(start, end))
            elif unsaid and unsaid[-1][1] == start and end - start == 1:  # two lone syllables may be a rare word
                unsaid[-1] = unsaid[-1][0], end
            else:
                unsaid.append((start, end))
        return self._as_typed(said), self._as_typed(unsaid)

    def _words(self) -> Iterator[tuple[int, int]]:
        """Where the words of the subject stand: the two syllables that hold together best are one, and so on."""
        bonds = [(-self._language.bond(*pair), i) for i, pair in enumerate(pairwise(self._written))]
        ends = {i: i + 1 for i in range(len(self._written))}
        for bond, first in sorted(bonds):
            if -bond >= BONDED and ends.get(first) == first + 1 and ends.get(first + 1) == first + 2:
                ends[first] = ends.pop(first + 1)
        return (word for word in sorted(ends.items()) if self._is_subject(*word))

    def _is_subject(self, start: int, end: int) -> bool:
        written = self._written[start:end]
        common = len(written) == 1 and (written[0] == _NAME or self._language.share(written[0]) >= COMMON)
        return not (common or _ASKS.intersection(written)) and bool(self._wanted.intersection(self._folded[start:end]))

    def _widened(self, start: int, end: int) -> tuple[int, int]:
        """The longest piece of the question around a word that is printed as it stands, from subject to subject."""
        left, right = start, end
        while left and self._stands(left - 1, left + 1):
            left -= 1
        while right < len(self._folded) and self._stands(right - 1, right + 1):
            right += 1
        inside = [i for i in range(left, right) if self._folded[i] in self._wanted or start <= i < end]
        return inside[0], inside[-1] + 1

    def _stands(self, start: int, end: int) -> bool:
        syllables = self._looked_for[start:end]
        return self._pairs.issuperset(pairwise(syllables)) if len(syllables) > 1 else syllables[0] in self._there

    def _as_typed(self, places: Iterable[tuple[int, int]]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(" ".join(self._typed[start:end]) for start, end in places))


_STATED = frozenset(
    {
        QuestionKind.NUMBER,
        QuestionKind.TIME,
        QuestionKind.REASON,
        QuestionKind.PERSON,
        QuestionKind.PLACE,
        QuestionKind.LIST,
        QuestionKind.NAME,
    }
)
"""The kinds that ask for something which a sentence states or doesn't."""
