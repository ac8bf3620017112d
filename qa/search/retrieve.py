"""Finding the utterances that fit a question: filters first, then dense and lexical search, fused.

The two sides are added on an absolute scale (a cosine, and the squared share of the best BM25 that the question could
get), never normalised by the other hits of the same question: so a score means the same for every question.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from embeddings.index import VectorIndex
from qa.names.speakers import same_speaker
from qa.search.filters import NO_FILTERS, Filters
from qa.search.lexical import LexicalHit, LexicalIndex
from qa.search.query import Boost, Preferences, Query, best_by_words, plain, shares
from qa.store.store import StoredUtterance
from qa.text import fold, nfc

Vectors = npt.NDArray[np.float32]

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

PASSAGES_AN_UTTERANCE = 4
"""Passages asked of the dense side for each utterance wanted: a long one has several near the question."""


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
    """The derived indexes over an archive's utterances; brought up to date by `change`."""

    def __init__(self, dimension: int) -> None:
        self._dense = VectorIndex(dimension)
        self._lexical = LexicalIndex()
        self._utterances: dict[int, StoredUtterance] = {}
        self._passages: dict[int, list[int]] = {}
        self._owner: dict[int, int] = {}
        self._of_speaker: dict[str, set[int]] = defaultdict(set)
        self._of_interview: dict[str, set[int]] = defaultdict(set)
        self._allowed: dict[Filters, list[int]] = {}
        self._speakers: set[str] = set()
        self._years: set[str] = set()

    @property
    def utterance_ids(self) -> set[int]:
        """The ids of the utterances that can be found."""
        return set(self._utterances)

    @property
    def utterances(self) -> Iterable[StoredUtterance]:
        """The utterances that can be found."""
        return self._utterances.values()

    def change(
        self,
        add: Sequence[tuple[StoredUtterance, str]],
        passages: Sequence[tuple[int, int]],
        vectors: Vectors,
        remove: Iterable[int] = (),
    ) -> None:
        """Adds utterances with their text for BM25 and (passage id, utterance id) rows with vectors; removes others."""
        gone = [key for key in remove if key in self._utterances]
        self._dense.remove([passage for key in gone for passage in self._passages.pop(key, [])])
        for key in gone:
            lost = self._utterances.pop(key)
            self._of_speaker[lost.speaker or ""].discard(key)
            self._of_interview[lost.interview].discard(key)
        self._lexical.change(((u.id, text) for u, text in add), gone)
        for utterance, _ in add:
            self._utterances[utterance.id] = utterance
            self._of_speaker[utterance.speaker or ""].add(utterance.id)
            self._of_interview[utterance.interview].add(utterance.id)
        self._dense.add([passage for passage, _ in passages], vectors)
        for passage, key in passages:
            self._passages.setdefault(key, []).append(passage)
            self._owner[passage] = key
        self._allowed.clear()
        self._speakers = {u.speaker for u in self._utterances.values() if u.speaker}
        self._years = {u.date[:4] for u in self._utterances.values() if u.date}

    def search(self, question: str | Query, vector: Vectors, k: int, filters: Filters = NO_FILTERS) -> list[Hit]:
        """The `k` best utterances that pass the filters, best first; ties in the order of the archive.

        `vector` is the encoded question: a unit row of the index's dimension.
        """
        query = plain(nfc(question)) if isinstance(question, str) else question
        allowed = self._pass(filters)
        if allowed is not None and not allowed:
            return []
        lexical = best_by_words(self._lexical, query, max(k, CANDIDATES), allowed)
        dense = self._nearest(vector, max(k, CANDIDATES), allowed)
        preferred = self._preferred(query.preferences, allowed)
        if preferred:
            lexical |= best_by_words(self._lexical, query, PREFERRED, preferred)
            dense |= self._nearest(vector, PREFERRED, preferred)
        self._complete(query, vector, dense, lexical)
        return self._fuse(dense, lexical, query.preferences)[:k]

    def _preferred(self, wanted: Preferences, allowed: Sequence[int] | None) -> list[int]:
        """The utterances of the preferred speakers and interview: they are looked at however far down they stand."""
        keys = self._of_interview.get(wanted.interview or "", set()).union(
            *(self._of_speaker.get(name, set()) for name in wanted.speakers)
        )
        if len(keys) > MANY:
            return []
        return sorted(keys if allowed is None else keys.intersection(allowed))

    def count(self, text: str) -> int:
        """How many utterances hold the rarest syllable or pair of neighbours of a text, accents aside; 0: not all."""
        return self._lexical.count(text)

    def written_count(self, syllable: str) -> int:
        """How many utterances hold an accented syllable as it is written."""
        return self._lexical.written_count(syllable)

    def names_in(self, interview: str, name: str) -> bool:
        """Whether an utterance of the interview (or its question, title or speaker) holds a name."""
        return self._lexical.held_by(name, sorted(self._of_interview.get(interview, ())))

    def nearest_by_words(self, question: str, k: int) -> list[LexicalHit]:
        """The `k` best utterances (their ids) by BM25 alone, best first."""
        return self._lexical.search(nfc(question), k)

    def nearest_by_meaning(self, vector: Vectors, k: int) -> dict[int, float]:
        """The `k` best utterances (their ids) by cosine alone, best first."""
        return self._nearest(vector, k, None)

    def _nearest(self, vector: Vectors, k: int, allowed: Sequence[int] | None) -> dict[int, float]:
        keys = None
        if allowed is not None:
            keys = np.array([p for key in allowed for p in self._passages.get(key, ())], np.int64)
        found: dict[int, float] = {}
        for passage, score in zip(*self._dense.search(vector, k * PASSAGES_AN_UTTERANCE, keys), strict=True):
            found.setdefault(self._owner[int(passage)], float(score))
            if len(found) == k:
                break
        return found

    def _complete(self, query: Query, vector: Vectors, dense: dict[int, float], lexical: dict[int, float]) -> None:
        """Gives each candidate of one side its true score on the other: a missing one is not a zero."""
        unseen = [key for key in dense if key not in lexical]
        lexical.update(shares(self._lexical, query, unseen))
        rows = [(p, key) for key in lexical if key not in dense for p in self._passages.get(key, ())]
        best: dict[int, float] = defaultdict(lambda: -1.0)
        if rows:
            scores = self._dense.vectors([p for p, _ in rows]) @ vector
            for (_, key), score in zip(rows, scores, strict=True):
                best[key] = max(best[key], float(score))
        dense.update(best)

    def _fuse(self, dense: dict[int, float], lexical: dict[int, float], wanted: Preferences) -> list[Hit]:
        hits = []
        by_words, by_meaning = _places(lexical), _places(dense)
        for key in dense.keys() | lexical.keys():
            utterance, near, share = self._utterances[key], dense.get(key, 0.0), lexical.get(key, 0.0)
            boosts = wanted.boosts(utterance)
            score = fused(near, share, len(self._passages.get(key, ()))) + sum(boost.value for boost in boosts)
            hits.append(Hit(utterance, score, near, share, boosts, by_words.get(key, 0), by_meaning.get(key, 0)))
        return sorted(hits, key=lambda hit: (-hit.score, hit.utterance.id))

    def _pass(self, filters: Filters) -> list[int] | None:
        """The ids of the utterances that pass, None where nothing is restricted."""
        if filters.empty:
            return None
        if filters not in self._allowed:
            if len(self._allowed) > 256:
                self._allowed.clear()
            self._allowed[filters] = [u.id for u in self._utterances.values() if passes(u, filters)]
        return self._allowed[filters]

    def holds(self, words: Sequence[str]) -> bool:
        """Whether an utterance or its context holds these folded syllables in this order; a year, also as a date."""
        return (len(words) == 1 and words[0] in self._years) or self._lexical.holds(words)

    def speaks(self, name: str) -> bool:
        """Whether `name` can stand for the speaker of some utterance."""
        return any(same_speaker(name, speaker) for speaker in self._speakers)

    def idf(self, term: str) -> float:
        """How informative a folded syllable is in this archive."""
        return self._lexical.idf(term)


def _places(scores: dict[int, float]) -> dict[int, int]:
    return {key: place for place, key in enumerate(sorted(scores, key=lambda key: (-scores[key], key)), 1)}


def fused(dense: float, lexical: float, passages: int = 1) -> float:
    """The score of a lexical share and the best cosine of `passages`: it means the same for every question."""
    # Squared: a fifth of the best BM25 is what chance gives a question in other words than its answer, and must not
    # outweigh the cosine. More than all of it (a short text that repeats the question) says nothing more.
    return dense - CHANCE * math.log(max(passages, 1)) + LEXICAL_WEIGHT * min(lexical, 1.0) ** 2


def passes(utterance: StoredUtterance, filters: Filters) -> bool:
    """Whether an utterance is within the filters; what has no date or outlet is outside a filter on it."""
    if filters.interview is not None and utterance.interview != filters.interview:
        return False
    if filters.outlet is not None and fold(utterance.outlet or "") != fold(filters.outlet):
        return False
    if (filters.since or filters.until) and not (
        (filters.since or "") <= utterance.date <= (filters.until or "9999") if utterance.date else filters.undated
    ):
        return False
    if filters.appearances is not None:
        return (utterance.interview, utterance.speaker) in filters.appearances
    return filters.speaker is None or same_speaker(filters.speaker, utterance.speaker or "")
