"""Finding the utterances that fit a question: filters first, then words, the table and the contextual encoder, fused.

Each side proposes candidates, each candidate gets its true score on every side, and `qa.search.ranking` weighs them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass

import numpy as np

from qa.names.speakers import same_speaker
from qa.search.catalogue import Catalogue
from qa.search.dense import DenseIndex, QuestionVectors, Vectors
from qa.search.filters import NO_FILTERS, Filters
from qa.search.lexical import LexicalHit, LexicalIndex
from qa.search.query import Boost, Preferences, Query, best_by_words, plain, shares
from qa.search.ranking import Signals, fitted_ranking
from qa.store.store import StoredUtterance
from qa.text import nfc

CANDIDATES = 100
"""Utterances that each side proposes before the scores are added."""

MANY = 1000
"""Utterances from which a preferred speaker is among the candidates anyway, and is not searched for separately."""

PREFERRED = 30
"""Utterances of a preferred speaker or interview that each side proposes beside those."""

FILTERS_KEPT = 256
"""Filters whose utterances are remembered until the archive changes."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An utterance found, with the score and the signals that it was made of, and boosts. Higher is better.

    `dense` is the cosine of its nearest passage under the table, `lexical` its share of the best BM25; `by_words` and
    `by_meaning` are its places (from 1) among the candidates by these.
    """

    utterance: StoredUtterance
    score: float
    dense: float
    lexical: float
    signals: Signals
    boosts: tuple[Boost, ...] = ()
    by_words: int = 0
    by_meaning: int = 0


class Retriever:
    """An archive's utterances in three indexes, and a catalogue of them; brought up to date by `change` and `read`.

    The index of the contextual encoder holds what that has read so far.
    """

    def __init__(self, dimension: int) -> None:
        self._table = DenseIndex(dimension)
        self._contextual: DenseIndex | None = None
        self._lexical = LexicalIndex()
        self._catalogue = Catalogue.of(())
        self._allowed: dict[Filters, list[int]] = {}

    @property
    def worn(self) -> float:
        """The share of documents that were removed, and still weigh a little in BM25."""
        return self._lexical.worn

    def copy(self) -> Retriever:
        """Copies the indexes to be changed, while this one is searched as it stands; it is never changed again."""
        copied = copy(self)
        copied._table, copied._lexical, copied._allowed = self._table.copy(), self._lexical.copy(), {}
        copied._contextual = self._contextual.copy() if self._contextual else None
        return copied

    @property
    def utterance_ids(self) -> set[int]:
        """The ids of the utterances that can be found."""
        return set(self._catalogue.utterances)

    @property
    def utterances(self) -> Iterable[StoredUtterance]:
        """The utterances that can be found."""
        return self._catalogue.utterances.values()

    def change(
        self,
        add: Sequence[tuple[StoredUtterance, str]],
        passages: Sequence[tuple[int, int]],
        vectors: Vectors,
        remove: Iterable[int] = (),
    ) -> None:
        """Adds utterances with their text for BM25 and (passage id, utterance id) rows with vectors; removes others."""
        gone = {key for key in remove if key in self._catalogue.utterances}
        self._lexical.change(((utterance.id, text) for utterance, text in add), gone)
        self._table.change(passages, vectors, gone)
        if self._contextual:
            self._contextual.change((), np.empty((0, self._contextual.dimension), np.float32), gone)
        kept = [utterance for utterance in self.utterances if utterance.id not in gone]
        self._catalogue = Catalogue.of([*kept, *(utterance for utterance, _ in add)])
        self._allowed.clear()

    def read(self, utterances: Sequence[int], vectors: Vectors) -> None:
        """Adds utterances, of those that can be found, as the contextual encoder read them: a row each."""
        here = [place for place, key in enumerate(utterances) if key in self._catalogue.utterances]
        if here:
            self._contextual = self._contextual or DenseIndex(vectors.shape[1])
            self._contextual.change([(utterances[place], utterances[place]) for place in here], vectors[here])

    @property
    def any_read(self) -> bool:
        """Tells whether the contextual encoder has read some utterance: else it need not encode the question."""
        return self._contextual is not None and len(self._contextual) > 0

    def search(
        self, question: str | Query, vectors: QuestionVectors, k: int, filters: Filters = NO_FILTERS
    ) -> list[Hit]:
        """Returns the `k` best utterances that pass the filters, best first; ties in the order of the archive."""
        query = plain(nfc(question)) if isinstance(question, str) else question
        allowed = self._within(filters)
        if allowed is not None and not allowed:
            return []
        preferred = self._preferred(query.preferences, allowed)
        lexical = best_by_words(self._lexical, query, max(k, CANDIDATES), allowed)
        if preferred:
            lexical |= best_by_words(self._lexical, query, PREFERRED, preferred)
        table = self._nearest(self._table, vectors.table, k, allowed, preferred)
        meant = vectors.contextual
        contextual = (
            self._nearest(self._contextual, meant, k, allowed, preferred)
            if self._contextual and meant is not None
            else {}
        )
        # A candidate of one side has a true score on the others too: a missing one is not a zero.
        every = lexical.keys() | table.keys() | contextual.keys()
        lexical |= shares(self._lexical, query, sorted(every - lexical.keys()))
        table |= self._table.cosines(vectors.table, sorted(every - table.keys()))
        if self._contextual and meant is not None:
            contextual |= self._contextual.cosines(meant, sorted(every - contextual.keys()))
        return self._fuse(lexical, table, contextual, query.preferences)[:k]

    def _nearest(
        self,
        index: DenseIndex,
        vector: Vectors,
        k: int,
        allowed: Sequence[int] | None,
        preferred: Sequence[int],
    ) -> dict[int, float]:
        found = index.nearest(vector, max(k, CANDIDATES), allowed)
        return found | index.nearest(vector, PREFERRED, preferred) if preferred else found

    def _preferred(self, wanted: Preferences, allowed: Sequence[int] | None) -> list[int]:
        """The utterances of the preferred speakers and interview: they are looked at however far down they stand."""
        catalogue = self._catalogue
        keys = catalogue.by_interview.get(wanted.before.interview if wanted.before else "", frozenset()).union(
            *(catalogue.by_speaker.get(name, ()) for name in wanted.speakers)
        )
        if len(keys) > MANY:
            return []
        return sorted(keys if allowed is None else keys.intersection(allowed))

    def count(self, text: str) -> int:
        """Counts the utterances with the rarest syllable or pair of neighbours of a text, accents aside; 0: not all."""
        return self._lexical.count(text)

    def written_count(self, syllable: str) -> int:
        """Counts the utterances that hold an accented syllable as it is written."""
        return self._lexical.written_count(syllable)

    def names_in(self, interview: str, name: str) -> bool:
        """Tells whether an utterance of the interview (or its question, title or speaker) holds a name."""
        return self._lexical.held_by(name, sorted(self._catalogue.by_interview.get(interview, ())))

    def nearest_by_words(self, question: str, k: int) -> list[LexicalHit]:
        """Returns the `k` best utterances (their ids) by BM25 alone, best first."""
        return self._lexical.search(nfc(question), k)

    def nearest_by_meaning(self, vectors: QuestionVectors, k: int) -> dict[int, float]:
        """Returns the `k` best utterances (their ids) by the table's cosine alone, best first."""
        return self._table.nearest(vectors.table, k, None)

    def _fuse(
        self, lexical: dict[int, float], table: dict[int, float], contextual: dict[int, float], wanted: Preferences
    ) -> list[Hit]:
        ranking, hits = fitted_ranking(), []
        by_words, by_meaning = _places(lexical), _places(table)
        for key, share in lexical.items():
            utterance, near = self._catalogue.utterances[key], table.get(key, 0.0)
            boosts = wanted.boosts(utterance)
            signals = signals_of(near, share, self._table.passages_of(key), contextual.get(key))
            score = ranking.score(signals) + sum(boost.value for boost in boosts)
            hits.append(Hit(utterance, score, near, share, signals, boosts, by_words[key], by_meaning.get(key, 0)))
        return sorted(hits, key=lambda hit: (-hit.score, hit.utterance.id))

    def _within(self, filters: Filters) -> list[int] | None:
        """The ids of the utterances that pass, None where nothing is restricted."""
        if filters.empty:
            return None
        allowed = self._allowed.get(filters)
        if allowed is None:
            if len(self._allowed) >= FILTERS_KEPT:
                self._allowed.clear()
            allowed = self._allowed[filters] = self._catalogue.passing(filters)
        return allowed

    def interviews(self, filters: Filters) -> frozenset[str]:
        """Returns the interviews of the utterances within some filters."""
        utterances = self._catalogue.utterances
        return frozenset(utterances[key].interview for key in self._catalogue.passing(filters))

    def holds(self, words: Sequence[str]) -> bool:
        """Tells whether an utterance or its context holds these folded syllables in this order; a year, in a date."""
        return (len(words) == 1 and words[0] in self._catalogue.years) or self._lexical.holds(words)

    def speaks(self, name: str) -> bool:
        """Tells whether `name` can stand for the speaker of some utterance."""
        return any(same_speaker(name, speaker) for speaker in self._catalogue.by_speaker)

    def idf(self, term: str) -> float:
        """Returns the inverse document frequency of a folded syllable in this archive."""
        return self._lexical.idf(term)


def _places(scores: dict[int, float]) -> dict[int, int]:
    return {key: place for place, key in enumerate(sorted(scores, key=lambda key: (-scores[key], key)), 1)}


def signals_of(table: float, lexical: float, passages: int = 1, contextual: float | None = None) -> Signals:
    """Returns the signals of an utterance of so many passages, by its best cosines and its share of the best BM25."""
    share = min(lexical, 1.0)  # more than all of it (a short text that repeats the question) says nothing more
    return Signals(table, share, share**2, math.log(max(passages, 1)), contextual)
