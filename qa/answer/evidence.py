"""What speaks for a hit: the features, each of which explains itself, by which answer / related / none is decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from itertools import pairwise
from math import fsum
from typing import ClassVar

from qa.names.speakers import same_speaker
from qa.question.answer_type import asking_words, expected_of, states
from qa.question.named import asked_speaker, names
from qa.text import folded_search_tokens, has_accents

Idf = Callable[[str], float]
"""How informative a folded syllable is in the archive."""

# Words of asking: they say that a question is asked, not what about.
_ASKING = frozenset(
    """la gi nao sao the vay nhu ra bao nhieu may ai dau khi bi co khong duoc da va cua cho ve o trong voi thi
    nhung cac mot nay do ong ba noi theo thua hay xin biet vi tai phai ma de nguoi den tu""".split()  # noqa: SIM905
)


LIKE = 0.6
"""Overlap up to which two questions are merely on one subject: a reworded one is another question."""


@dataclass(frozen=True, slots=True)
class Material:
    """A hit as it is weighed: its sentences with their cosines, and the words that stand around them in print.

    `question` is the reporter's, `post` the speaker's, `year` the one in which it was printed; `margin` is the
    fused score less that of the next hit (0 where there is none).
    """

    sentences: tuple[str, ...]
    cosines: tuple[float, ...]
    title: str
    question: str
    speaker: str
    post: str
    year: str
    dense: float
    lexical: float
    margin: float = 0.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """The features of one hit, each in about -1..1; `accented` says how the question was typed.

    dense, lexical   the two sides of the search
    sentence         cosine of the nearest sentence
    margin           how far the hit stands before the next one
    coverage         share of the question's informative words in the hit or its context, by idf
    spoken           the same in the speaker's own words, the speaker's name and post left out of the question
    near             the same in one sentence and its neighbours
    named            share of the names and numbers asked for in one sentence, the speaker's and the year left out
    same             how nearly the reporter asked the very same: 1 for the same informative words, 0 below LIKE
    speaker          1: said by the one whom the question names; -1: by another than the one who is asked for
    expects          1: the question asks for a number or a time
    stated           1: … and some sentence states such a thing
    stated_near      … the share of the question's words in the best such sentence
    """

    dense: float
    lexical: float
    sentence: float
    margin: float
    coverage: float
    spoken: float
    near: float
    named: float
    same: float
    speaker: float
    expects: float
    stated: float
    stated_near: float
    accented: bool

    COSINES: ClassVar[frozenset[str]] = frozenset({"dense", "sentence", "margin"})
    """The features that stand on an encoder's scale."""

    def values(self) -> dict[str, float]:
        """The features by name, without `accented`."""
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name != "accented"}


@lru_cache(maxsize=256)
def informative(question: str) -> tuple[str, ...]:
    """The folded syllables of a question that say what it is about; all of them, where none would be left."""
    syllables = tuple(dict.fromkeys(folded_search_tokens(question)))
    return tuple(s for s in syllables if s not in _ASKING) or syllables


def coverage(question: str, text: str, idf: Idf) -> float:
    """The share of the question's informative syllables, weighed by idf, that stand in `text`."""
    return _share(informative(question), set(folded_search_tokens(text)), idf)


def _share(words: Iterable[str], there: set[str], idf: Idf) -> float:
    weights = {word: idf(word) for word in words}
    total = fsum(weights.values())
    return fsum(weight for word, weight in weights.items() if word in there) / total if total else 0.0


def evidence_of(question: str, hit: Material, idf: Idf) -> Evidence:
    """The features of one hit for a question; a pure function of words and scores."""
    expected = expected_of(question)
    words = informative(question)
    who = _in_common(question, hit.speaker) | _in_common(question, hit.post) | {hit.year}
    asking = asking_words(expected)
    subject = [word for word in words if word not in who and word not in asking] or words
    there = [set(folded_search_tokens(sentence)) for sentence in hit.sentences]
    every = set().union(*there)
    around = [there[i] | there[max(0, i - 1)] | there[min(len(there) - 1, i + 1)] for i in range(len(there))]
    stating = [here for here, said in zip(there, hit.sentences, strict=True) if expected and states(said, expected)]
    asked = {word for name in names(question) for word in folded_search_tokens(name)}
    asked = {*asked, *(word for word in words if word[0].isdigit())} - who
    return Evidence(
        dense=hit.dense,
        lexical=hit.lexical,
        sentence=max(hit.cosines, default=0.0),
        margin=hit.margin,
        coverage=_share(words, every | who | set(folded_search_tokens(f"{hit.title} {hit.question}")), idf),
        spoken=_share(subject, every, idf),
        near=_best(subject, around, idf),
        named=_best(asked, there, idf) if asked else 1.0,
        same=max(0.0, _overlap(words, informative(hit.question), idf) - LIKE) / (1 - LIKE),
        speaker=_by_the_one_asked(question, hit.speaker),
        expects=float(expected is not None),
        stated=float(bool(stating)),
        stated_near=_best(subject, stating, idf),
        accented=has_accents(question),
    )


def _best(words: Iterable[str], places: Sequence[set[str]], idf: Idf) -> float:
    words = list(words)
    return max((_share(words, place, idf) for place in places), default=0.0)


def _in_common(question: str, label: str) -> set[str]:
    """The folded words of the question that stand in `label` side by side: "Bí thư" names a post, a lone "thư" none."""
    asked, said = folded_search_tokens(question), folded_search_tokens(label)
    pairs = set(pairwise(said))
    found = {word for pair in pairwise(asked) if pair in pairs for word in pair}
    return found | (set(said) & set(asked) if len(said) == 1 else set())


def _overlap(one: Iterable[str], other: Iterable[str], idf: Idf) -> float:
    """Twice the common weight of two sets of words through the weight of both."""
    first, second = set(one), set(other)
    # Exact sums: a set has no order, and a rounded sum has one.
    total = fsum(map(idf, first)) + fsum(map(idf, second))
    return 2 * fsum(map(idf, first & second)) / total if total else 0.0


def _by_the_one_asked(question: str, speaker: str) -> float:
    asked = asked_speaker(question)
    if asked:
        return 1.0 if speaker and same_speaker(asked, speaker) else -1.0
    name = " ".join(folded_search_tokens(speaker))
    return float(" " in name and f" {name} " in f" {' '.join(folded_search_tokens(question))} ")
