"""Finding the utterances that fit a question: filters first, then words, the table and the contextual encoder, fused.

Each side proposes candidates, each candidate gets its true score on every side, and `qa.search.ranking` weighs them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cache

import numpy as np

from qa.search.allowed import Allowed, Ids
from qa.search.catalogue import Catalogue
from qa.search.dense import DenseIndex, QuestionVectors, Vectors
from qa.search.filters import NO_FILTERS, Filters
from qa.search.lexical import LexicalHit, LexicalIndex
from qa.search.query import NO_PREFERENCES, Boost, Preferences, Query, best_by_words, plain, shares
from qa.search.ranking import Signals, fitted_ranking
from qa.store.store import StoredUtterance
from qa.text import nfc

CANDIDATES = 100
"""Utterances that each side proposes before the scores are added."""

MANY = 1000
"""Utterances from which a preferred speaker is among the candidates anyway, and is not searched for separately."""

PREFERRED = 30
"""Utterances of a preferred speaker or interview that each side proposes beside those."""

FILTERS_KEPT = 16
"""Filters whose utterances are remembered until the archive changes."""

NO_POSTS: Mapping[int, str | None] = {}


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

    def __init__(
        self,
        table: DenseIndex,
        contextual: DenseIndex | None = None,
        lexical: LexicalIndex | None = None,
        catalogue: Catalogue | None = None,
    ) -> None:
        self._table, self._contextual = table, contextual
        self._lexical = lexical or LexicalIndex()
        self.catalogue = catalogue or Catalogue.empty()
        self._allowed: dict[Filters, Allowed] = {}

    @classmethod
    def empty(cls, dimension: int) -> Retriever:
        """Returns a retriever of nothing yet, for a table of so many dimensions."""
        return cls(DenseIndex(dimension))

    @property
    def worn(self) -> float:
        """The share of documents that were removed, and still weigh a little in BM25."""
        return self._lexical.worn

    @property
    def fresh(self) -> float:
        """The share of documents, or of readings, that came after those that are stored in files."""
        contextual = self._contextual.fresh / len(self) if self._contextual and len(self) else 0.0
        return max(self._lexical.fresh, contextual)

    @property
    def stored(self) -> bool:
        """Whether it was opened from files."""
        return self._lexical.stored

    def __len__(self) -> int:
        return len(self.catalogue)

    def copy(self) -> Retriever:
        """Copies the indexes to be changed, while this one is searched as it stands; it is never changed again."""
        copied = copy(self)
        copied._lexical, copied._allowed = self._lexical.copy(), {}
        return copied

    def change(
        self,
        add: Sequence[tuple[StoredUtterance, str]],
        passages: Sequence[int] | Ids,
        vectors: Vectors,
        remove: Iterable[int] = (),
        posts: Mapping[int, str | None] = NO_POSTS,
    ) -> None:
        """Adds utterances with their text for BM25, and for each passage its utterance's id and a row; removes others.

        `posts` are those printed for their speakers, by the utterances' ids.
        """
        keys = np.fromiter(remove, np.int64)
        gone = keys[self.catalogue.here(keys)]
        self._lexical.change(((utterance.id, text) for utterance, text in add), gone.tolist())
        self._table = self._table.changed(passages, vectors, gone)
        if self._contextual:
            none = np.empty((0, self._contextual.dimension), np.float32)
            self._contextual = self._contextual.changed((), none, gone)
        entries = [(utterance, posts.get(utterance.id)) for utterance, _ in add]
        self.catalogue = self.catalogue.changed(entries, gone.tolist())
        self._allowed = {}

    def read(self, utterances: Sequence[int], vectors: Vectors) -> None:
        """Adds utterances, of those that can be found, as the contextual encoder read them: a row each."""
        keys = np.asarray(utterances, np.int64)
        here = self.catalogue.here(keys)
        if here.any():
            index = self._contextual or DenseIndex(vectors.shape[1])
            self._contextual = index.changed(keys[here], vectors[here])

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
        if allowed is not None and not len(allowed):
            return []
        preferred = self._preferred(query.preferences, allowed)
        lexical = best_by_words(self._lexical, query, max(k, CANDIDATES), allowed)
        if preferred is not None:
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
        return self._fuse(lexical, table, contextual, query.preferences, k)

    def _nearest(
        self,
        index: DenseIndex,
        vector: Vectors,
        k: int,
        allowed: Allowed | None,
        preferred: Allowed | None,
    ) -> dict[int, float]:
        found = index.nearest(vector, max(k, CANDIDATES), allowed)
        return found | index.nearest(vector, PREFERRED, preferred) if preferred is not None else found

    def _preferred(self, wanted: Preferences, allowed: Allowed | None) -> Allowed | None:
        """The utterances of the preferred speakers and interview: they are looked at however far down they stand."""
        if not wanted.speakers and wanted.before is None:
            return None
        before = self.catalogue.of("interview", [wanted.before.interview] if wanted.before else [])
        keys = np.union1d(before, self.catalogue.of("speaker", wanted.speakers))
        if not 0 < len(keys) <= MANY:
            return None
        found = Allowed(keys if allowed is None else keys[allowed.holds(keys)])
        return found if len(found) else None

    def count(self, text: str) -> int:
        """Counts the utterances with the rarest syllable or pair of neighbours of a text, accents aside; 0: not all."""
        return self._lexical.count(text)

    def written_count(self, syllable: str) -> int:
        """Counts the utterances that hold an accented syllable as it is written."""
        return self._lexical.written_count(syllable)

    def names_in(self, interview: str, name: str) -> bool:
        """Tells whether an utterance of the interview (or its question, title or speaker) holds a name."""
        return self._lexical.held_by(name, Allowed(self.catalogue.of("interview", [interview])))

    def nearest_by_words(self, question: str, k: int) -> list[LexicalHit]:
        """Returns the `k` best utterances (their ids) by BM25 alone, best first."""
        return self._lexical.search(nfc(question), k)

    def nearest_by_meaning(self, vectors: QuestionVectors, k: int) -> dict[int, float]:
        """Returns the `k` best utterances (their ids) by the table's cosine alone, best first."""
        return self._table.nearest(vectors.table, k, None)

    def _fuse(
        self,
        lexical: dict[int, float],
        table: dict[int, float],
        contextual: dict[int, float],
        wanted: Preferences,
        k: int,
    ) -> list[Hit]:
        """The `k` best of the candidates, all of which have a share by words; hits are made of these alone."""
        passages = self._table.passages_of([*lexical])
        looked_at = (
            (table.get(key, 0.0), *_of_words(share), _of_passages(passages[key]), contextual.get(key))
            for key, share in lexical.items()
        )
        found = fitted_ranking().first_scores([*looked_at])
        scores, boosts = dict(zip(lexical, found, strict=True)), dict[int, tuple[Boost, ...]]()
        if wanted != NO_PREFERENCES:
            boosts = {key: wanted.boosts(one) for key, one in self.catalogue.utterances([*lexical]).items()}
            scores = {key: score + sum(boost.value for boost in boosts[key]) for key, score in scores.items()}
        best = sorted(scores, key=lambda key: (-scores[key], key))[:k]
        by_words, by_meaning = _places(lexical), _places(table)
        utterances = self.catalogue.utterances(best)
        return [
            Hit(
                utterances[key],
                scores[key],
                table.get(key, 0.0),
                lexical[key],
                signals_of(table.get(key, 0.0), lexical[key], passages[key], contextual.get(key)),
                boosts.get(key, ()),
                by_words[key],
                by_meaning.get(key, 0),
            )
            for key in best
        ]

    def _within(self, filters: Filters) -> Allowed | None:
        """The utterances that pass, None where nothing is restricted."""
        if filters.empty:
            return None
        allowed = self._allowed.get(filters)
        if allowed is None:
            if len(self._allowed) >= FILTERS_KEPT:
                self._allowed = {}
            allowed = self._allowed[filters] = self.catalogue.passing(filters)
        return allowed

    def interviews(self, filters: Filters) -> frozenset[str]:
        """Returns the interviews of the utterances within some filters."""
        return self.catalogue.interviews_of(self.catalogue.passing(filters))

    def holds(self, words: Sequence[str]) -> bool:
        """Tells whether an utterance or its context holds these folded syllables in this order; a year, in a date."""
        year = len(words) == 1 and words[0].isdecimal() and words[0] in self.catalogue.years
        return year or self._lexical.holds(words)

    def idf(self, term: str) -> float:
        """Returns the inverse document frequency of a folded syllable in this archive."""
        return self._lexical.idf(term)


def _places(scores: dict[int, float]) -> dict[int, int]:
    return {key: place for place, key in enumerate(sorted(scores, key=lambda key: (-scores[key], key)), 1)}


def signals_of(table: float, lexical: float, passages: int = 1, contextual: float | None = None) -> Signals:
    """Returns the signals of an utterance of so many passages, by its best cosines and its share of the best BM25."""
    return Signals(table, *_of_words(lexical), _of_passages(passages), contextual)


def _of_words(lexical: float) -> tuple[float, float]:
    share = min(lexical, 1.0)  # more than all of it (a short text that repeats the question) says nothing more
    return share, share**2


@cache
def _of_passages(passages: int) -> float:
    return math.log(max(passages, 1))
