"""What speaks for a hit: the features, each of which explains itself, by which answer / related / none is decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from itertools import pairwise
from math import fsum
from typing import ClassVar

from qa.answer.stated import states
from qa.question.asked import asked_one
from qa.question.expected import asking_words, expected_of
from qa.question.kinds import QuestionKind, kind_of
from qa.question.named import BONDED, Bonds, names_in
from qa.text import folded_search_tokens, has_accents, search_tokens

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

    `question` is the reporter's, `labels` the speaker's post and all that the article calls them, `year` the one in
    which it was printed; `margin` is how far its score stands before the next hit's (0 where there is none);
    `contextual` and `contextual_pair` are the cosines of the whole and of the nearest two sentences under the
    contextual encoder, None where that has not read it; `stays`: it is of the interview that answered the question
    before.
    """

    sentences: tuple[str, ...]
    cosines: tuple[float, ...]
    title: str
    question: str
    speaker: str
    post: str
    labels: str
    year: str
    dense: float
    lexical: float
    interaction: float = 0.0
    margin: float = 0.0
    contextual: float | None = None
    contextual_pair: float | None = None
    stays: bool = False

    @property
    def printed(self) -> tuple[str, ...]:
        """All texts in which words of a question may stand."""
        return (*self.sentences, self.question, self.title, self.speaker, self.labels)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The features of one hit for a question of a `kind`, each in about 0..1.

    `accented` says how that was typed, `read` whether the contextual encoder has read the hit: its two features are 0
    where not.

    dense, lexical   the two sides of the search
    sentence         cosine of the nearest sentence
    interaction      nearness of its words to the question's
    margin           how far the hit's score stands before the next one's
    contextual, contextual_pair   cosines of the whole and of the nearest two sentences under the contextual encoder
    coverage         share of the question's informative words in the hit or its context, by idf
    spoken           the same in the speaker's own words, the speaker's name and post left out of the question
    near             the same in one sentence and its neighbours
    asked            the same in the reporter's question
    bonded           the same of words of two and more syllables, each of which must stand there whole
    whole            1: no informative word is wanting; 0: the rarest is
    named            share of the names and numbers asked for in one sentence, the speaker's and the year left out
    same             how nearly the reporter asked the very same: 1 for the same subject, 0 below LIKE
    by_asked         1: said by the one whose words are asked for
    clear            0: somebody's words are asked for, and nothing tells whether these are theirs
    titled           share of the words for that one in the headline, where the article names no speaker
    stated           1: some sentence states what the kind of question asks for
    stated_near      the share of the question's words in the best such sentence and the one before it; for a subject
                     also in the reporter's question
    leans            1: the question leans on the one before it
    stays            1: it does, and the hit is of the interview that answered that one
    by_another       the words are another's than of the one who is asked for: then it is no answer, whatever it says
    """

    kind: QuestionKind
    accented: bool
    by_another: bool
    read: bool
    dense: float
    lexical: float
    sentence: float
    interaction: float
    margin: float
    contextual: float
    contextual_pair: float
    coverage: float
    spoken: float
    near: float
    asked: float
    bonded: float
    whole: float
    named: float
    same: float
    by_asked: float
    clear: float
    titled: float
    stated: float
    stated_near: float
    leans: float
    stays: float

    CONTEXTUAL: ClassVar[frozenset[str]] = frozenset({"contextual", "contextual_pair"})
    """The features that stand on the contextual encoder's scale."""

    COSINES: ClassVar[frozenset[str]] = CONTEXTUAL | {"dense", "sentence", "interaction", "margin"}
    """The features that stand on an encoder's scale."""

    NOT_WEIGHED: ClassVar[int] = 4
    """How many fields come before the features."""

    def values(self) -> dict[str, float]:
        """Gives the features by name, those that are weighed alone."""
        return {field.name: getattr(self, field.name) for field in fields(self)[self.NOT_WEIGHED :]}


@lru_cache(maxsize=256)
def informative(question: str) -> tuple[str, ...]:
    """Lists the folded syllables of a question that say what it is about; all of them, where none would be left."""
    syllables = tuple(dict.fromkeys(folded_search_tokens(question)))
    return tuple(s for s in syllables if s not in _ASKING) or syllables


def coverage(question: str, text: str, idf: Idf) -> float:
    """Measures the share of the question's informative syllables, weighed by idf, that stand in `text`."""
    return _share(informative(question), set(folded_search_tokens(text)), idf)


def evidence_of(question: str, hit: Material, idf: Idf, bonds: Bonds, own: str | None = None) -> Evidence:
    """Weighs one hit for a question as it was searched; `own` is the question itself, where that leans on another."""
    return _Weighing(question, own or question, hit, idf, bonds).evidence()


class _Weighing:
    """One hit being weighed for one question."""

    def __init__(self, question: str, own: str, hit: Material, idf: Idf, bonds: Bonds) -> None:
        self._question, self._own, self._hit, self._idf, self._bonds = question, own, hit, idf, bonds
        self._expected, self._kind = expected_of(own), kind_of(own)
        self._asked = asked_one(own)
        self._by = self._asked.is_speaker(hit.speaker, hit.labels) if self._asked else 0.0
        self._words = tuple(w for w in informative(question) if w not in asking_words(self._expected))
        self._words = self._words or informative(question)
        self._who = {*_in_common(question, f"{hit.speaker}\n{hit.post}"), hit.year}
        if self._asked and self._by > 0:
            self._who |= set(folded_search_tokens(self._asked.who))
        self._subject = [word for word in self._words if word not in self._who] or list(self._words)
        self._there = [set(folded_search_tokens(sentence)) for sentence in hit.sentences]
        self._every: set[str] = set().union(*self._there)

    def evidence(self) -> Evidence:
        hit, idf, there, subject = self._hit, self._idf, self._there, self._subject
        reporter = set(folded_search_tokens(hit.question))
        context = self._every | reporter | set(folded_search_tokens(hit.title)) | self._who
        around = [there[i] | there[max(0, i - 1)] | there[min(len(there) - 1, i + 1)] for i in range(len(there))]
        stating = self._stating()
        near, asked = _best(subject, around, idf), _share(subject, reporter, idf)
        stated_near = _best(subject, stating, idf)
        return Evidence(
            kind=self._kind,
            accented=has_accents(self._question),
            by_another=self._by < 0,
            read=hit.contextual is not None,
            dense=hit.dense,
            lexical=hit.lexical,
            sentence=max(hit.cosines, default=0.0),
            interaction=hit.interaction,
            margin=hit.margin,
            contextual=hit.contextual or 0.0,
            contextual_pair=hit.contextual_pair or 0.0,
            coverage=_share(self._words, context, idf),
            spoken=_share(subject, self._every, idf),
            near=near,
            asked=asked,
            bonded=self._bonded(near),
            whole=self._whole(context),
            named=self._named(),
            same=max(0.0, _overlap(subject, informative(hit.question), idf) - LIKE) / (1 - LIKE),
            by_asked=float(self._by > 0),
            clear=float(self._asked is None or self._by != 0),
            titled=self._titled(),
            stated=float(bool(stating)),
            # A subject is spoken of where the reporter asks about it, in whatever words it is answered.
            stated_near=max(stated_near, asked) if self._kind is QuestionKind.TOPIC else stated_near,
            leans=float(self._own != self._question),
            stays=float(self._own != self._question and hit.stays),
        )

    def _stating(self) -> list[set[str]]:
        """The words of each sentence that states what is asked for, and of the one before it."""
        return [
            self._there[i] | (self._there[i - 1] if i else set())
            for i, said in enumerate(self._hit.sentences)
            if states(said, self._kind, self._expected)
        ]

    def _whole(self, context: set[str]) -> float:
        wanting = [self._idf(word) for word in self._subject if word not in context]
        return 1 - max(wanting, default=0.0) / max(map(self._idf, self._subject)) if wanting else 1.0

    def _named(self) -> float:
        asked = {word for name in names_in(self._question) for word in folded_search_tokens(name)}
        asked = {*asked, *(word for word in self._words if word[0].isdigit())} - self._who
        return _best(asked, self._there, self._idf) if asked else 1.0

    def _titled(self) -> float:
        if self._asked is None or self._hit.speaker:
            return 0.0
        return _share(folded_search_tokens(self._asked.who), set(folded_search_tokens(self._hit.title)), self._idf)

    def _bonded(self, near: float) -> float:
        """The share of the subject's words of several syllables that stand whole; `near` where it has none."""
        wanted = set(self._subject)
        words = [word for word in bonded_words(self._question, self._bonds) if wanted.intersection(word)]
        weights = [(sum(map(self._idf, word)), tuple(pairwise(word))) for word in words]
        if not weights:
            return near
        texts = (*self._hit.sentences, self._hit.question, self._hit.title)
        pairs = {pair for text in texts for pair in pairwise(folded_search_tokens(text))}
        return sum(weight for weight, parts in weights if pairs.issuperset(parts)) / sum(
            weight for weight, _ in weights
        )


def bonded_words(text: str, bonds: Bonds) -> tuple[tuple[str, ...], ...]:
    """Lists the words of two and more syllables in a text, folded: those whose syllables hold together."""
    runs: list[list[str]] = []
    for syllable in search_tokens(text):
        if runs and bonds.bond(runs[-1][-1], syllable) >= BONDED:
            runs[-1].append(syllable)
        else:
            runs.append([syllable])
    return tuple(tuple(folded_search_tokens(" ".join(run))) for run in runs if len(run) > 1)


def _share(words: Iterable[str], there: set[str], idf: Idf) -> float:
    weights = {word: idf(word) for word in words}
    total = fsum(weights.values())
    return fsum(weight for word, weight in weights.items() if word in there) / total if total else 0.0


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
