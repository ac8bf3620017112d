"""Documents as tantivy keeps them, in memory or in a folder: each with its folded and its written terms."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from functools import lru_cache, partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from qa.search.allowed import Allowed, Mask
from qa.text import fold, has_accents, search_tokens

FOLDED, WRITTEN, _KEY = "folded", "written", "key"

FEW = 1000
"""Keys up to which a search is restricted by naming them; beyond, what is not among them is passed over."""

NOBODY = (1 << 63) - 1
"""The key of documents that hold no word of anybody."""

_FILLER = "-"
"""A term that no text has."""

_HEAP = 64_000_000

Term = tuple[str, str, float]
"""A field, a term of it and its weight."""

Keep = Callable[[Any], Mask]

Put = Callable[..., None]


def folded_terms(syllables: Sequence[str]) -> list[str]:
    """Returns folded syllables, then their bigrams joined with "_": most Vietnamese words are of two syllables."""
    one = fold(" ".join(syllables)).split()
    return [*one, *(f"{a}_{b}" for a, b in pairwise(one))]


def written_terms(syllables: Sequence[str]) -> list[str]:
    """Returns the syllables that carry accents, as written: the forms by which "đường" is told from "Dương"."""
    return [s for s in syllables if not s.isascii() and accented(s)]


@lru_cache(maxsize=1 << 16)
def accented(syllable: str) -> bool:
    """Tells whether a syllable carries accents."""
    return has_accents(syllable)


class Documents:
    """One tantivy index. `copy` keeps what is searched as it stands, while the copy is changed.

    `counted` and `tokens` are what BM25 reckons with: all documents ever added, and all terms of either field.
    """

    def __init__(self, folder: Path | None = None, counted: int = 0, tokens: tuple[int, int] = (0, 0)) -> None:
        """Opens the index of a folder, made where there is none; without a folder, one in memory."""
        import tantivy

        self._tantivy = tantivy
        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field(_KEY, indexed=True, stored=False, fast=True)
        builder.add_text_field(FOLDED, tokenizer_name="whitespace", index_option="freq")
        builder.add_text_field(WRITTEN, tokenizer_name="whitespace", index_option="freq")
        self._schema: Any = builder.build()
        self._index: Any = tantivy.Index(self._schema, path=str(folder)) if folder else tantivy.Index(self._schema)
        self._searcher: Any = self._index.searcher()
        self.counted, self.tokens = counted, tokens
        self._filled = 0

    def __len__(self) -> int:
        """The documents that are left."""
        return int(self._searcher.num_docs) - self._filled

    def copy(self) -> Documents:
        """Copies the index to be changed, while this one is searched as it stands; this one is never changed again."""
        return copy(self)  # of one tantivy index, each searcher sees what was there when it was made

    def change(
        self, add: Iterable[tuple[int, str]] = (), remove: Iterable[int] = (), like: Documents | None = None
    ) -> None:
        """Adds (key, text) documents and removes keys, all at once.

        `like`: documents as long on the average as whose these are to be taken for, so that both are weighed alike.
        """
        with self.adding(remove) as put:
            for key, text in add:
                put(key, text)
            if like is not None:
                self._fill_up(put, like)

    @contextmanager
    def adding(self, remove: Iterable[int] = ()) -> Iterator[Put]:
        """Adds documents by (key, text), and removes others, all at once when it ends."""
        writer = self._index.writer(heap_size=_HEAP, num_threads=1)
        for key in remove:
            writer.delete_documents_by_query(self._tantivy.Query.term_query(self._schema, _KEY, key))
        try:
            yield partial(self._put, writer)
            writer.commit()
        finally:
            writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def _put(self, writer: Any, key: int, text: str, written: str | None = None) -> None:
        if written is None:
            syllables = search_tokens(text)
            folded, accents = folded_terms(syllables), written_terms(syllables)
            text, written = " ".join(folded), " ".join(accents)
            self.tokens = self.tokens[0] + len(folded), self.tokens[1] + len(accents)
        document = self._tantivy.Document()
        document.add_unsigned(_KEY, key)
        document.add_text(FOLDED, text)
        document.add_text(WRITTEN, written)
        writer.add_document(document)
        self.counted += 1

    def _fill_up(self, put: Put, like: Documents) -> None:
        """Adds documents without a word until the average lengths are those of others: BM25 weighs by them."""
        means = [tokens / max(1, like.counted) for tokens in like.tokens]
        both = [*zip(self.tokens, means, strict=True)]
        more = max(1, *(math.ceil(own / mean) - self.counted for own, mean in both if mean))
        lacking = [max(0, round(mean * (self.counted + more)) - own) for own, mean in both]
        for number in range(more):
            put(NOBODY, *(" ".join([_FILLER] * count) if number == 0 else "" for count in lacking))
        self.tokens = self.tokens[0] + lacking[0], self.tokens[1] + lacking[1]
        self._filled += more

    def frequency(self, name: str, term: str) -> int:
        """Counts the documents with a term in a field, those removed of late among them."""
        return int(self._searcher.doc_freq(name, term))

    def idf(self, name: str, term: str) -> float:
        """Returns the inverse document frequency by which this index weighs a term."""
        return idf(self.frequency(name, term), self.counted)

    def search(
        self, terms: Iterable[Term], k: int, allowed: Allowed | None, gone: Collection[int]
    ) -> list[tuple[int, float]]:
        """Returns the keys and scores of the `k` best documents with any of the terms, best first.

        Only those that are `allowed` and not `gone` count.
        """
        should = self._tantivy.Occur.Should
        return self._found([(should, self._term(*term)) for term in terms], k, allowed, gone)

    def any_with(self, terms: Iterable[Term], allowed: Allowed | None, gone: Collection[int]) -> bool:
        """Tells whether a document has all of the terms, of those that are `allowed` and not `gone`."""
        must = self._tantivy.Occur.Must
        return bool(self._found([(must, self._term(*term)) for term in terms], 1, allowed, gone))

    def _found(
        self, clauses: list[Any], k: int, allowed: Allowed | None, gone: Collection[int]
    ) -> list[tuple[int, float]]:
        query = self._tantivy.Query.boolean_query(clauses)
        keeps: list[Keep] = [lambda keys: ~np.isin(keys, [*gone])] if gone else []
        if allowed is not None and len(allowed) <= FEW:
            query = self._restricted(query, allowed)
        elif allowed is not None:
            keeps.append(allowed.holds)
        limit = k + min(len(gone), k) if allowed is None or not keeps else k * 2 + len(self) * k // max(1, len(allowed))
        while True:
            found = self._searcher.search(query, limit=limit, count=False).hits
            keys = np.array(self._searcher.fast_field_values(_KEY, [address for _, address in found]), np.int64)
            left = np.ones(len(keys), np.bool_)
            for keep in keeps:
                left &= keep(keys)
            if left.sum() >= k or len(found) < limit:
                places = np.flatnonzero(left)[:k].tolist()
                return [(int(keys[place]), found[place][0]) for place in places]
            limit *= 2

    def _term(self, name: str, term: str, weight: float = 1.0) -> Any:
        query = self._tantivy.Query.term_query(self._schema, name, term, index_option="freq")
        return query if weight == 1.0 else self._tantivy.Query.boost_query(query, weight)

    def _restricted(self, query: Any, allowed: Allowed) -> Any:
        keys = self._tantivy.Query.term_set_query(self._schema, _KEY, allowed.ids.tolist())
        must = self._tantivy.Occur.Must
        only = self._tantivy.Query.const_score_query(keys, 0.0)
        return self._tantivy.Query.boolean_query([(must, query), (must, only)])


def idf(count: int, total: int) -> float:
    """Returns the inverse document frequency of BM25 of a term in `count` documents of `total`."""
    return math.log(1 + (total - count + 0.5) / (count + 0.5))
