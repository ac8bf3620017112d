"""The same utterances and vectors in what others would take: FAISS with bm25s, SQLite FTS5, txtai's hybrid search."""

from __future__ import annotations

import importlib
import importlib.util
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

FOUND = 100
QUESTIONS = 40


def compared(archive: Path) -> dict[str, Any]:
    """Processor milliseconds of the best hundred by each, and seconds to make its index."""
    from embeddings.encoder import bundled_encoder
    from qa.archive import DATABASE

    database = sqlite3.connect(f"file:{archive / DATABASE}?mode=ro", uri=True)
    texts = [text for (text,) in database.execute(_TEXTS)]
    blobs = [blob for (blob,) in database.execute(_VECTORS)]
    vectors = np.frombuffer(b"".join(blobs), np.float16).astype(np.float32).reshape(len(blobs), -1)
    questions = [
        title for (title,) in database.execute("SELECT title FROM interviews ORDER BY id LIMIT ?", [QUESTIONS])
    ]
    encoder = bundled_encoder()
    figures = _measured("FAISS + bm25s", _faiss_and_bm25s(texts, vectors, encoder), questions)
    figures |= _measured("FTS5", _fts5(texts), questions)
    if importlib.util.find_spec("txtai"):
        figures |= _measured("txtai hybrid", _txtai(texts, vectors, encoder), questions)
    return figures


_TEXTS = (
    'SELECT substr(i.text, u.start + 1, u."end" - u.start) FROM utterances u JOIN interviews i ON i.id = u.interview'
    " ORDER BY u.id"
)
_VECTORS = (
    "SELECT v.vector FROM passages p JOIN vectors v ON v.passage = p.id"
    " WHERE p.id IN (SELECT min(id) FROM passages GROUP BY utterance) ORDER BY p.utterance"
)

Search = Callable[[str], object]


def _measured(name: str, make: Callable[[], Search], questions: list[str]) -> dict[str, float]:
    begun = time.process_time()
    search = make()
    made, times = time.process_time() - begun, []
    for question in questions:
        begun = time.process_time()
        search(question)
        times.append((time.process_time() - begun) * 1000)
    p50, p95 = np.percentile(times, [50, 95])
    return {
        f"{name} made cpu s": round(made, 1),
        f"{name} cpu ms p50": round(float(p50), 1),
        f"{name} cpu ms p95": round(float(p95), 1),
    }


def _faiss_and_bm25s(texts: list[str], vectors: Any, encoder: Any) -> Callable[[], Search]:
    def make() -> Search:
        import bm25s
        import faiss

        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(vectors)
        words = bm25s.BM25()
        words.index(bm25s.tokenize(texts, stopwords=None, show_progress=False), show_progress=False)

        def search(question: str) -> object:
            scores, found = index.search(encoder.encode_questions([question]), min(FOUND, len(texts)))
            asked = bm25s.tokenize([question], stopwords=None, show_progress=False)
            by_words, shares = words.retrieve(asked, k=min(FOUND, len(texts)), show_progress=False)
            fused = dict(zip(found[0].tolist(), scores[0].tolist(), strict=True))
            best = max(float(shares.max()), 1e-9)
            for key, share in zip(by_words[0].tolist(), shares[0].tolist(), strict=True):
                fused[key] = fused.get(key, 0.0) + share / best
            return sorted(fused, key=lambda key: -fused[key])

        return search

    return make


def _fts5(texts: list[str]) -> Callable[[], Search]:
    def make() -> Search:
        database = sqlite3.connect(":memory:")
        database.execute("CREATE VIRTUAL TABLE said USING fts5 (words, tokenize = 'unicode61 remove_diacritics 2')")
        database.executemany("INSERT INTO said VALUES (?)", ((text,) for text in texts))

        def search(question: str) -> object:
            terms = " OR ".join(f'"{word}"' for word in question.split() if any(map(str.isalnum, word)))
            return database.execute(
                "SELECT rowid FROM said WHERE said MATCH ? ORDER BY rank LIMIT ?", [terms.replace('""', '"'), FOUND]
            ).fetchall()

        return search

    return make


def _txtai(texts: list[str], vectors: Any, encoder: Any) -> Callable[[], Search]:
    def make() -> Search:
        known = dict(zip(texts, vectors, strict=True))

        def encode(asked: list[str]) -> Any:
            return np.stack([known[text] if text in known else encoder.encode_questions([text])[0] for text in asked])

        index = importlib.import_module("txtai").Embeddings(method="external", transform=encode, hybrid=True)
        index.index((number, text, None) for number, text in enumerate(texts))
        return lambda question: index.search(question, FOUND)

    return make
