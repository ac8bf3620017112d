"""BM25 over Vietnamese tokens (tantivy): accent-folded syllables with their bigrams find;
the written forms decide among what they find.

Scores are shares of the best BM25 that the question could get (the sum of its terms' idf), so that they mean
the same for every question: 0 is no common term.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass

from qa.search.allowed import Allowed
from qa.search.documents import FOLDED, WRITTEN, Documents, Term, accented, folded_terms, idf
from qa.text import search_tokens

WRITTEN_WEIGHT = 0.5
"""How much a written (accented) form counts beside its folded one."""

KEPT = 1 << 15
"""Terms whose frequencies are kept until the index changes: a question asks for those of its answers' words, too."""

Swapped = Sequence[tuple[str, str]]

Keys = Allowed | Sequence[int]


@dataclass(frozen=True, slots=True)
class LexicalHit:
    """One document's key and its share of the question's best possible BM25."""

    key: int
    score: float


class LexicalIndex:
    """Documents under integer keys; derived data, rebuilt from the store.

    `stored` stand in a folder and are never changed; `last` is the highest of their keys, and what comes later, under
    higher ones, stands in memory. All are weighed by what both hold together.
    """

    def __init__(self, stored: Documents | None = None, last: int = -1) -> None:
        self._stored, self._last = stored, last
        self._fresh: Documents | None = None if stored else Documents()
        self._gone: frozenset[int] = frozenset()
        self._removed = 0
        self._forget()

    def _forget(self) -> None:
        """Counts anew: how often each term is there is kept as long as nothing changes."""
        self._frequencies: dict[tuple[str, str], int] = {}
        self._idfs: dict[tuple[str, str], float] = {}
        self._parts = tuple(part for part in (self._stored, self._fresh) if part is not None)
        self._length = sum(map(len, self._parts)) - len(self._gone)

    def __len__(self) -> int:
        return self._length

    @property
    def worn(self) -> float:
        """The share of documents that were removed: tantivy goes on counting them until the index is made anew."""
        return self._removed / max(1, self._removed + len(self))

    @property
    def stored(self) -> bool:
        """Whether documents stand in a folder."""
        return self._stored is not None

    @property
    def fresh(self) -> float:
        """The share of documents that stand in memory, where others are stored."""
        return len(self._fresh or ()) / max(1, len(self)) if self._stored else 0.0

    def copy(self) -> LexicalIndex:
        """Copies the index to be changed, while this one is searched as it stands; this one is never changed again."""
        copied = copy(self)
        copied._fresh = self._fresh.copy() if self._fresh else None
        copied._forget()
        return copied

    def change(self, add: Iterable[tuple[int, str]] = (), remove: Iterable[int] = ()) -> None:
        """Adds (key, text) documents and removes keys, all at once."""
        remove, add = [*remove], [*add]
        self._removed += len(remove)
        self._gone |= {key for key in remove if key <= self._last}
        later = [key for key in remove if key > self._last]
        if add or later or not self._stored:
            self._fresh = self._fresh or Documents()
            self._fresh.change(add, later, like=self._stored)
        self._forget()

    def search(self, question: str, k: int, allowed: Keys | None = None, swapped: Swapped = ()) -> list[LexicalHit]:
        """Returns the `k` best documents, best first; `allowed` restricts before the best are taken.

        `swapped` are (words as typed, words that stand for them in `question`): the second weigh what the first would.
        """
        only = allowed if allowed is None or isinstance(allowed, Allowed) else Allowed.of(allowed)
        terms, best = self._weighed(question, swapped)
        if best <= 0 or k <= 0 or not len(self) or (only is not None and not len(only)):
            return []
        found = [
            hit for part in self._parts for hit in part.search(self._for(part, terms), k, only, self._gone_of(part))
        ]
        if len(self._parts) > 1:
            found = sorted(found, key=lambda hit: -hit[1])[:k]
        return [LexicalHit(key, score / best) for key, score in found]

    def scores(self, question: str, keys: Sequence[int], swapped: Swapped = ()) -> dict[int, float]:
        """Returns the score of each of these documents; 0 for one that shares no term with the question."""
        found = {hit.key: hit.score for hit in self.search(question, len(keys), keys, swapped)}
        return {key: found.get(key, 0.0) for key in keys}

    def holds(self, words: Sequence[str]) -> bool:
        """Tells whether some document holds these folded syllables, each pair of neighbours side by side."""
        words = search_tokens(" ".join(words))
        return self._all_in(folded_terms(words)[len(words) :] or words, None)

    def held_by(self, text: str, keys: Keys) -> bool:
        """Tells whether one of these documents holds all syllables of a text, each beside the next, accents aside."""
        only = keys if isinstance(keys, Allowed) else Allowed.of(keys)
        return len(only) > 0 and self._all_in(folded_terms(search_tokens(text)), only)

    def _all_in(self, terms: Sequence[str], only: Allowed | None) -> bool:
        wanted = [(FOLDED, term, 1.0) for term in terms]
        return bool(wanted) and any(part.any_with(wanted, only, self._gone_of(part)) for part in self._parts)

    def count(self, text: str) -> int:
        """Counts documents that hold the rarest syllable or pair of neighbours of a text, accents aside; 0: not all."""
        terms = folded_terms(search_tokens(text))
        return min((self._frequency(FOLDED, term) for term in terms), default=0)

    def written_count(self, syllable: str) -> int:
        """Tells how many documents hold an accented syllable as it is written."""
        found = search_tokens(syllable)
        return self._frequency(WRITTEN, found[0]) if found else 0

    def idf(self, term: str) -> float:
        """Returns inverse document frequency of a folded search token, as BM25 uses it."""
        return self._idf(FOLDED, term)

    def _frequency(self, name: str, term: str) -> int:
        found = self._frequencies.get((name, term))
        if found is None:
            if len(self._frequencies) >= KEPT:
                self._frequencies.clear()
            found = self._frequencies[name, term] = sum(part.frequency(name, term) for part in self._parts)
        return found

    def _idf(self, name: str, term: str) -> float:
        found = self._idfs.get((name, term))
        if found is None:
            if len(self._idfs) >= KEPT:
                self._idfs.clear()
            found = self._idfs[name, term] = idf(self._frequency(name, term), len(self))
        return found

    def _gone_of(self, part: Documents) -> frozenset[int]:
        return self._gone if part is self._stored else frozenset()

    def _for(self, part: Documents, terms: Sequence[Term]) -> Sequence[Term]:
        """The terms weighed so that a part, which counts its own documents alone, gives what the whole would."""
        if len(self._parts) == 1:
            return terms
        return [(name, term, weight * self._idf(name, term) / part.idf(name, term)) for name, term, weight in terms]

    def _weighed(self, question: str, swapped: Swapped) -> tuple[list[Term], float]:
        """The terms of a question with their weights, and the best score that a document could get."""
        found, best = [], 0.0
        shares = self._shares(swapped)
        for name, term, base in self._terms(question):
            weight = base * shares.get(term, 1.0)
            best += weight * self._idf(name, term)
            found.append((name, term, weight))
        return found, best

    def _terms(self, text: str) -> list[Term]:
        """The terms of a question, each once: (field, term, weight).

        A syllable that the archive holds as it is written is searched so: "đường" finds no "Dương". One whose accents
        are missing, or wrong, is searched without; pairs of neighbours always are.
        """
        syllables = search_tokens(text)
        one, pairs = folded_terms(syllables)[: len(syllables)], folded_terms(syllables)[len(syllables) :]
        terms = [
            (WRITTEN, written, 1.0 + WRITTEN_WEIGHT) if self._is_written(written) else (FOLDED, folded, 1.0)
            for written, folded in zip(syllables, one, strict=True)
        ]
        return [*dict.fromkeys((*terms, *((FOLDED, pair, 1.0) for pair in pairs)))]

    def _is_written(self, syllable: str) -> bool:
        return accented(syllable) and self._frequency(WRITTEN, syllable) > 0

    def _shares(self, swapped: Swapped) -> dict[str, float]:
        """The factor on each term of the words put in, so that all of them together weigh what was typed."""
        factors: dict[str, float] = {}
        for typed, put in swapped:
            new = self._weight(put)
            if new > 0:
                factors |= {term: self._weight(typed) / new for _, term, _ in self._terms(put)}
        return factors

    def _weight(self, text: str) -> float:
        return sum(weight * self._idf(name, term) for name, term, weight in self._terms(text))
