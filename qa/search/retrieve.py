"""Finding the utterances that fit a question: filters first, then dense and lexical search, fused.

The two sides are added on an absolute scale (a cosine, and the squared share of the best BM25 that the question could
get), never normalised by the other hits of the same question: so a score means the same for every question.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass

from qa.names.speakers import same_speaker
from qa.search.catalogue import Catalogue
from qa.search.dense import DenseIndex, Vectors
from qa.search.filters import NO_FILTERS, Filters
from qa.search.lexical import LexicalHit, LexicalIndex
from qa.search.query import Boost, Preferences, Query, best_by_words, plain, shares
from qa.store.store import StoredUtterance
from qa.text import nfc

LEXICAL_WEIGHT = 1.5
"""Weight of the squared lexical share beside the cosine (chosen on the dev sets)."""

CHANCE = 0.02
"""What the best of n passages loses, times ln n: the best of many is nearer by chance (chosen on the dev sets)."""

CANDIDATES = 100
"""Utterances that each side proposes before the two scores are added."""

MANY = 1000
"""Utterances from which a preferred speaker is among the candidates anyway, and is not searched for separately."""

PREFERRED = 30
"""Utterances of a preferred speaker or interview that each side proposes beside those."""

FILTERS_KEPT = 256
"""Filters whose utterances are remembered until the archive changes."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An utterance found, with the score and what it was made of: both sides, and boosts. Higher is better.

    `by_words` and `by_meaning` are its places (from 1) in the two searches.
    """

    utterance: StoredUtterance
    score: float
    dense: float
    lexical: float
    boosts: tuple[Boost, ...] = ()
    by_words: int = 0
    by_meaning: int = 0


class Retriever:
    """An archive's utterances in both indexes, and a catalogue of them; brought up to date by `change`."""

    def __init__(self, dimension: int) -> None:
        self._dense = DenseIndex(dimension)
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
        copied._dense, copied._lexical, copied._allowed = self._dense.copy(), self._lexical.copy(), {}
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
        self._dense.change(passages, vectors, gone)
        kept = [utterance for utterance in self.utterances if utterance.id not in gone]
        self._catalogue = Catalogue.of([*kept, *(utterance for utterance, _ in add)])
        self._allowed.clear()

    def search(self, question: str | Query, vector: Vectors, k: int, filters: Filters = NO_FILTERS) -> list[Hit]:
        """The `k` best utterances that pass the filters, best first; ties in the order of the archive.

        `vector` is the encoded question: a unit row of the index's dimension.
        """
        query = plain(nfc(question)) if isinstance(question, str) else question
        allowed = self._within(filters)
        if allowed is not None and not allowed:
            return []
        lexical = best_by_words(self._lexical, query, max(k, CANDIDATES), allowed)
        dense = self._dense.nearest(vector, max(k, CANDIDATES), allowed)
        preferred = self._preferred(query.preferences, allowed)
        if preferred:
            lexical |= best_by_words(self._lexical, query, PREFERRED, preferred)
            dense |= self._dense.nearest(vector, PREFERRED, preferred)
        # A candidate of one side has a true score on the other too: a missing one is not a zero.
        lexical |= shares(self._lexical, query, [key for key in dense if key not in lexical])
        dense |= self._dense.cosines(vector, [key for key in lexical if key not in dense])
        return self._fuse(dense, lexical, query.preferences)[:k]

    def _preferred(self, wanted: Preferences, allowed: Sequence[int] | None) -> list[int]:
        """The utterances of the preferred speakers and interview: they are looked at however far down they stand."""
        catalogue = self._catalogue
        keys = catalogue.by_interview.get(wanted.interview or "", frozenset()).union(
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
        """The `k` best utterances (their ids) by BM25 alone, best first."""
        return self._lexical.search(nfc(question), k)

    def nearest_by_meaning(self, vector: Vectors, k: int) -> dict[int, float]:
        """The `k` best utterances (their ids) by cosine alone, best first."""
        return self._dense.nearest(vector, k, None)

    def _fuse(self, dense: dict[int, float], lexical: dict[int, float], wanted: Preferences) -> list[Hit]:
        hits = []
        by_words, by_meaning = _places(lexical), _places(dense)
        for key in dense.keys() | lexical.keys():
            utterance, near, share = self._catalogue.utterances[key], dense.get(key, 0.0), lexical.get(key, 0.0)
            boosts = wanted.boosts(utterance)
            score = fused(near, share, self._dense.passages_of(key)) + sum(boost.value for boost in boosts)
            hits.append(Hit(utterance, score, near, share, boosts, by_words.get(key, 0), by_meaning.get(key, 0)))
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

    def holds(self, words: Sequence[str]) -> bool:
        """Tells whether an utterance or its context holds these folded syllables in this order; a year, in a date."""
        return (len(words) == 1 and words[0] in self._catalogue.years) or self._lexical.holds(words)

    def speaks(self, name: str) -> bool:
        """Tells whether `name` can stand for the speaker of some utterance."""
        return any(same_speaker(name, speaker) for speaker in self._catalogue.by_speaker)

    def idf(self, term: str) -> float:
        """The inverse document frequency of a folded syllable in this archive."""
        return self._lexical.idf(term)


def _places(scores: dict[int, float]) -> dict[int, int]:
    return {key: place for place, key in enumerate(sorted(scores, key=lambda key: (-scores[key], key)), 1)}


def fused(dense: float, lexical: float, passages: int = 1) -> float:
    """The score of a lexical share and the best cosine of `passages`: it means the same for every question."""
    # Squared: a fifth of the best BM25 is what chance gives a question in other words than its answer, and must not
    # outweigh the cosine. More than all of it (a short text that repeats the question) says nothing more.
    return dense - CHANCE * math.log(max(passages, 1)) + LEXICAL_WEIGHT * min(lexical, 1.0) ** 2
