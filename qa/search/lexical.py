"""BM25 over Vietnamese tokens (tantivy): accent-folded syllables with their bigrams find;
the written forms decide among what they find.

Scores are shares of the best BM25 that the question could get (the sum of its terms' idf), so that they mean
the same for every question: 0 is no common term.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from qa.text import fold, has_accents, search_tokens

WRITTEN_WEIGHT = 0.5
"""How much a written (accented) form counts beside its folded one."""

_FOLDED, _WRITTEN, _KEY = "folded", "written", "key"


def folded_terms(syllables: Sequence[str]) -> list[str]:
    """Returns folded syllables, then their bigrams joined with "_": most Vietnamese words are of two syllables."""
    one = fold(" ".join(syllables)).split()
    return [*one, *(f"{a}_{b}" for a, b in pairwise(one))]


def written_terms(syllables: Sequence[str]) -> list[str]:
    """Returns the syllables that carry accents, as written: the forms by which "đường" is told from "Dương"."""
    return [s for s in syllables if _accented(s)]


Swapped = Sequence[tuple[str, str]]


@lru_cache(maxsize=65536)
def _accented(syllable: str) -> bool:
    return has_accents(syllable)


@dataclass(frozen=True, slots=True)
class LexicalHit:
    """One document's key and its share of the question's best possible BM25."""

    key: int
    score: float


class LexicalIndex:
    """Documents under integer keys; derived data, kept in memory and rebuilt from the store."""

    def __init__(self) -> None:
        import tantivy

        self._tantivy = tantivy
        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field(_KEY, indexed=True, stored=False, fast=True)
        builder.add_text_field(_FOLDED, tokenizer_name="whitespace", index_option="freq")
        builder.add_text_field(_WRITTEN, tokenizer_name="whitespace", index_option="freq")
        self._schema: Any = builder.build()
        self._index: Any = tantivy.Index(self._schema)
        self._searcher: Any = self._index.searcher()
        self._removed = 0

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    @property
    def worn(self) -> float:
        """The share of documents that were removed: tantivy goes on counting them until the index is made anew."""
        return self._removed / max(1, self._removed + len(self))

    def copy(self) -> LexicalIndex:
        """Copies the index to be changed, while this one is searched as it stands; this one is never changed again."""
        return copy(self)  # of one tantivy index, each searcher sees what was there when it was made

    def change(self, add: Iterable[tuple[int, str]] = (), remove: Iterable[int] = ()) -> None:
        """Adds (key, text) documents and removes keys, all at once."""
        writer = self._index.writer(heap_size=64_000_000, num_threads=1)
        for key in remove:
            self._removed += 1
            writer.delete_documents_by_query(self._tantivy.Query.term_query(self._schema, _KEY, key))
        for key, text in add:
            syllables = search_tokens(text)
            document = self._tantivy.Document()
            document.add_unsigned(_KEY, key)
            document.add_text(_FOLDED, " ".join(folded_terms(syllables)))
            document.add_text(_WRITTEN, " ".join(written_terms(syllables)))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def search(
        self, question: str, k: int, allowed: Sequence[int] | None = None, swapped: Swapped = ()
    ) -> list[LexicalHit]:
        """Returns the `k` best documents, best first; `allowed` restricts before the best are taken.

        `swapped` are (words as typed, words that stand for them in `question`): the second weigh what the first would.
        """
        query, best = self._query(question, swapped)
        if query is None or k <= 0 or not len(self) or (allowed is not None and not len(allowed)):
            return []
        if allowed is not None:
            query = self._restrict(query, allowed)
        found = self._searcher.search(query, limit=k, count=False).hits
        keys = self._searcher.fast_field_values(_KEY, [address for _, address in found])
        return [LexicalHit(int(key), score / best) for (score, _), key in zip(found, keys, strict=True)]

    def scores(self, question: str, keys: Sequence[int], swapped: Swapped = ()) -> dict[int, float]:
        """Returns the score of each of these documents; 0 for one that shares no term with the question."""
        found = {hit.key: hit.score for hit in self.search(question, len(keys), keys, swapped)}
        return {key: found.get(key, 0.0) for key in keys}

    def holds(self, words: Sequence[str]) -> bool:
        """Tells whether some document holds these folded syllables, each pair of neighbours side by side."""
        must = self._tantivy.Occur.Must
        words = search_tokens(" ".join(words))
        terms = folded_terms(words)[len(words) :] or words
        query = self._tantivy.Query.boolean_query(
            [(must, self._tantivy.Query.term_query(self._schema, _FOLDED, term, index_option="freq")) for term in terms]
        )
        return bool(terms) and bool(self._searcher.search(query, limit=1, count=False).hits)

    def count(self, text: str) -> int:
        """Counts documents that hold the rarest syllable or pair of neighbours of a text, accents aside; 0: not all."""
        terms = folded_terms(search_tokens(text))
        return min((self._searcher.doc_freq(_FOLDED, term) for term in terms), default=0)

    def held_by(self, text: str, keys: Sequence[int]) -> bool:
        """Tells whether one of these documents holds all syllables of a text, each beside the next, accents aside."""
        terms = folded_terms(search_tokens(text))
        if not terms or not keys:
            return False
        must = self._tantivy.Occur.Must
        query = self._tantivy.Query.boolean_query([(must, self._term(_FOLDED, term, 1.0)[1]) for term in terms])
        return bool(self._searcher.search(self._restrict(query, keys), limit=1, count=False).hits)

    def written_count(self, syllable: str) -> int:
        """Tells how many documents hold an accented syllable as it is written."""
        found = search_tokens(syllable)
        return int(self._searcher.doc_freq(_WRITTEN, found[0])) if found else 0

    def idf(self, term: str) -> float:
        """Returns inverse document frequency of a folded search token, as BM25 uses it."""
        return self._idf(_FOLDED, term)

    def _idf(self, name: str, term: str) -> float:
        count, total = self._searcher.doc_freq(name, term), self._searcher.num_docs
        return math.log(1 + (total - count + 0.5) / (count + 0.5))

    def _query(self, question: str, swapped: Swapped) -> tuple[Any, float]:
        clauses, best = [], 0.0
        shares = self._shares(swapped)
        for name, term, base in self._terms(question):
            weight = base * shares.get(term, 1.0)
            best += weight * self._idf(name, term)
            clauses.append(self._term(name, term, weight))
        if not clauses or best <= 0:
            return None, 0.0
        return self._tantivy.Query.boolean_query(clauses), best

    def _terms(self, text: str) -> list[tuple[str, str, float]]:
        """The terms of a question, each once: (field, term, weight).

        A syllable that the archive holds as it is written is searched so: "đường" finds no "Dương". One whose accents
        are missing, or wrong, is searched without; pairs of neighbours always are.
        """
        syllables = search_tokens(text)
        one, pairs = folded_terms(syllables)[: len(syllables)], folded_terms(syllables)[len(syllables) :]
        terms = [
            (_WRITTEN, written, 1.0 + WRITTEN_WEIGHT) if self._is_written(written) else (_FOLDED, folded, 1.0)
            for written, folded in zip(syllables, one, strict=True)
        ]
        return [*dict.fromkeys((*terms, *((_FOLDED, pair, 1.0) for pair in pairs)))]

    def _is_written(self, syllable: str) -> bool:
        return _accented(syllable) and self._searcher.doc_freq(_WRITTEN, syllable) > 0

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

    def _term(self, name: str, term: str, weight: float) -> tuple[Any, Any]:
        query = self._tantivy.Query.term_query(self._schema, name, term, index_option="freq")
        if weight != 1.0:
            query = self._tantivy.Query.boost_query(query, weight)
        return self._tantivy.Occur.Should, query

    def _restrict(self, query: Any, allowed: Sequence[int]) -> Any:
        keys = self._tantivy.Query.term_set_query(self._schema, _KEY, [int(key) for key in allowed])
        must = self._tantivy.Occur.Must
        only = self._tantivy.Query.const_score_query(keys, 0.0)
        return self._tantivy.Query.boolean_query([(must, query), (must, only)])
