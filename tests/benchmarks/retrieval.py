"""Lexical, dense and fused figures on folders of corpus.jsonl, queries.jsonl and qrels.jsonl.

    python -m tests.benchmarks.retrieval FOLDER… [--json] [--encoder MODEL] [--baselines]
                                         [--form as-is|unaccented|nfd|new-tone|old-tone]

Each text is taken as one utterance and goes the way of a real one: passages, both indexes, the same fusion.
Questions without a relevant text are left out. `--baselines` adds BM25 as users get it from a library: bm25s over
syllables, and over the words of underthesea's segmenter.
"""

from __future__ import annotations

import argparse
import json
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from embeddings.encoder import BUNDLED_MODEL, Encoder
from embeddings.question import QuestionEncoder
from qa.interview import Interview, Source, Turn, Utterance
from qa.measure import mean_with_interval, ranking_measures
from qa.passage import lexical_text, passages
from qa.retrieve import Retriever
from qa.store import StoredUtterance
from qa.text import Span, fold, nfc, strip_span, tokens

Ranker = Callable[[str], list[int]]

OLD_TONES = {
    "oà": "òa",
    "oá": "óa",
    "oả": "ỏa",
    "oã": "õa",
    "oạ": "ọa",
    "uỷ": "ủy",
    "uý": "úy",
    "oẻ": "ỏe",
    "uỳ": "ùy",
}

FORMS: dict[str, Callable[[str], str]] = {
    "as-is": lambda text: text,
    "unaccented": fold,
    "nfd": lambda text: unicodedata.normalize("NFD", text),
    "new-tone": lambda text: _replace(text, {old: new for new, old in OLD_TONES.items()}),
    "old-tone": lambda text: _replace(text, OLD_TONES),
}


def main() -> None:
    """Prints a table, or one JSON object a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--encoder", default=str(BUNDLED_MODEL))
    parser.add_argument("--form", choices=FORMS, default="as-is")
    parser.add_argument("--baselines", action="store_true")
    parser.add_argument("--limit", type=int, default=None, help="at most this many questions")
    options = parser.parse_args()
    encoder = Encoder(options.encoder)
    for folder in options.folders:
        figures = measure(folder, encoder, FORMS[options.form], options.limit, options.baselines)
        print(json.dumps(figures, ensure_ascii=False) if options.json else table(figures), flush=True)


def measure(
    folder: Path,
    encoder: Encoder,
    form: Callable[[str], str],
    limit: int | None = None,
    baselines: bool = False,
) -> dict[str, Any]:
    """The figures of one folder: a mean for each side and measure, with 95 % intervals beside."""
    corpus = list(_rows(folder / "corpus.jsonl"))
    gains: dict[str, dict[int, float]] = defaultdict(dict)
    place = {str(row["id"]): number for number, row in enumerate(corpus)}
    for row in _rows(folder / "qrels.jsonl"):
        if float(row["score"]) > 0 and str(row["did"]) in place:
            gains[str(row["qid"])][place[str(row["did"])]] = float(row["score"])
    questions = [
        (form(row["text"]), gains[str(row["id"])]) for row in _rows(folder / "queries.jsonl") if gains[str(row["id"])]
    ]
    questions = questions[:limit]
    result: dict[str, Any] = {"set": folder.name, "texts": len(corpus), "questions": len(questions)}
    for name, ranker in {**rankers(corpus, encoder), **(_baselines(corpus) if baselines else {})}.items():
        rows = [ranking_measures(ranker(question), relevant) for question, relevant in questions]
        means = {key: mean_with_interval([row[key] for row in rows]) for key in rows[0]} if rows else {}
        result[name] = {key: round(mean, 4) for key, (mean, _, _) in means.items()}
        result[name]["interval"] = {key: [round(low, 4), round(high, 4)] for key, (_, low, high) in means.items()}
    return result


def rankers(corpus: Sequence[dict[str, Any]], encoder: Encoder) -> dict[str, Ranker]:
    """A ranking of the corpus (its row numbers) for each side."""
    retriever = index(corpus, encoder)

    vector = QuestionEncoder(encoder).encode
    return {
        "lexical": lambda question: [hit.key for hit in retriever.nearest_by_words(question, 10)],
        "dense": lambda question: list(retriever.nearest_by_meaning(vector(question), 10)),
        "fused": lambda question: [hit.utterance.id for hit in retriever.search(question, vector(question), 10)],
    }


def index(corpus: Sequence[dict[str, Any]], encoder: Encoder) -> Retriever:
    """The product's retriever over a corpus of {"id", "title", "text"}."""
    retriever = Retriever(encoder.dimension)
    add: list[tuple[StoredUtterance, str]] = []
    rows: list[tuple[int, int]] = []
    texts: list[str] = []
    for number, row in enumerate(corpus):
        text = nfc(row["text"])
        utterance = Utterance(strip_span(text, Span(0, len(text))), None)
        turn = Turn(None, (utterance,))
        made = Interview(Source(str(row["id"]), nfc(row.get("title") or "")), text, (), (turn,))
        stored = StoredUtterance(number, made.source.id, utterance.span, None, None, None)
        add.append((stored, lexical_text(made, turn, utterance)))
        for passage in passages(made, turn, utterance):
            rows.append((len(rows), number))
            texts.append(passage.text)
    retriever.change(add, rows, encoder.encode_passages(texts))
    return retriever


def _baselines(corpus: Sequence[dict[str, Any]]) -> dict[str, Ranker]:
    from underthesea import word_tokenize

    def words(text: str) -> list[str]:
        return [word for word in word_tokenize(text.lower()) if any(c.isalnum() for c in word)]

    return {"bm25s syllables": _bm25s(corpus, tokens), "bm25s underthesea": _bm25s(corpus, words)}


def _bm25s(corpus: Sequence[dict[str, Any]], cut: Callable[[str], list[str]]) -> Ranker:
    import bm25s

    model = bm25s.BM25()
    model.index([cut(f"{row.get('title') or ''}\n{row['text']}") for row in corpus], show_progress=False)

    def rank(question: str) -> list[int]:
        found, _ = model.retrieve([cut(question)], k=min(10, len(corpus)), show_progress=False)
        return [int(number) for number in found[0]]

    return rank


def table(figures: dict[str, Any]) -> str:
    """One set's figures, a line a side."""
    lines = [f"{figures['set']}: {figures['questions']} questions, {figures['texts']} texts"]
    for name, row in figures.items():
        if not isinstance(row, dict):
            continue
        low, high = row["interval"]["ndcg@10"]
        cells = "  ".join(f"{key} {row[key]:.3f}" for key in ("ndcg@10", "r@1", "r@10", "rr@10"))
        lines.append(f"  {name:17} {cells}  (nDCG@10 95 %: {low:.3f} to {high:.3f})")
    return "\n".join(lines)


def _rows(path: Path) -> Iterable[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _replace(text: str, pairs: dict[str, str]) -> str:
    for old, new in pairs.items():
        text = text.replace(old, new)
    return text


if __name__ == "__main__":
    main()
