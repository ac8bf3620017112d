"""Lexical, dense and fused figures on folders of corpus.jsonl, queries.jsonl and qrels.jsonl.

    python -m tests.benchmarks.retrieval FOLDER… [--json] [--encoder MODEL] [--baselines]
                                         [--form as-is|unaccented|nfd|new-tone|old-tone|all] [--texts N]

Each text is taken as one utterance and goes the way of a real one: passages, both indexes, the same fusion and closer
look ("fused, unread" is without that look).
Questions without a relevant text are left out. `--baselines` adds BM25 as users get it from a library: bm25s over
syllables, and over the words of underthesea's segmenter. `--texts` takes
a seeded sample of so many texts and the questions on them, as in smaller sets of the same kind.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from embeddings.encoder import BUNDLED_MODEL, Encoder
from embeddings.question import encoded, readings
from qa.evaluation.measure import mean_with_interval, ranking_measures
from qa.interview import Interview, Source, Turn, Utterance
from qa.search import passage, rerank, retrieve
from qa.search.close_reading import close_texts, read_closely
from qa.search.retrieve import Retriever
from qa.store.store import StoredUtterance
from qa.text import Span, canonical_tones, fold, nfc, strip_span, tokens

Ranker = Callable[[str], list[int]]

_MARKS = "\u0300\u0301\u0303\u0309\u0323"
_NEW_TONES = {
    unicodedata.normalize("NFC", a + mark + b): unicodedata.normalize("NFC", a + b + mark)
    for a, b in ("oa", "oe", "uy", "Oa", "Oe", "Uy", "OA", "OE", "UY")
    for mark in _MARKS
}
_OLD_FORM = re.compile(r"(?<![qQ])(" + "|".join(_NEW_TONES) + r")(?!\w)")


def new_tones(text: str) -> str:
    """`text` with the tones of oa, oe and uy placed the new way: "hòa" → "hoà"."""
    return _OLD_FORM.sub(lambda match: _NEW_TONES[match.group()], nfc(text))


FORMS: dict[str, Callable[[str], str]] = {
    "as-is": lambda text: text,
    "unaccented": fold,
    "nfd": lambda text: unicodedata.normalize("NFD", text),
    "new-tone": new_tones,
    "old-tone": lambda text: canonical_tones(nfc(text)),
}


@dataclass(frozen=True, slots=True)
class Task:
    """A set: its texts, and the questions with the gain of each relevant text (by its place)."""

    name: str
    corpus: Sequence[dict[str, Any]]
    questions: Sequence[tuple[str, Mapping[int, float]]]


def main() -> None:
    """Prints a table, or one JSON object a folder and form."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--encoder", default=str(BUNDLED_MODEL))
    parser.add_argument("--form", choices=[*FORMS, "all"], default="as-is", help="how the questions are typed")
    parser.add_argument("--baselines", action="store_true")
    parser.add_argument("--weights", nargs="*", type=float, default=[], help="fused at other lexical weights, too")
    parser.add_argument("--texts", type=int, default=None, help="a sample of so many texts")
    parser.add_argument("--limit", type=int, default=None, help="at most this many questions")
    options = parser.parse_args()
    encoder = Encoder(options.encoder)
    for folder in options.folders:
        task = read(folder, options.texts, options.limit)
        sides = rankers(task.corpus, encoder, options.weights)
        sides |= _baselines(task.corpus) if options.baselines else {}
        for form in FORMS if options.form == "all" else [options.form]:
            figures = measure(task, sides, form)
            print(json.dumps(figures, ensure_ascii=False) if options.json else table(figures), flush=True)


def read(folder: Path, texts: int | None = None, limit: int | None = None) -> Task:
    """A folder as a task; `texts` samples so many texts, `limit` takes the first questions."""
    corpus = list(_rows(folder / "corpus.jsonl"))
    if texts is not None and texts < len(corpus):
        corpus = random.Random(0).sample(corpus, texts)
    gains: dict[str, dict[int, float]] = defaultdict(dict)
    place = {str(row["id"]): number for number, row in enumerate(corpus)}
    for row in _rows(folder / "qrels.jsonl"):
        if float(row["score"]) > 0 and str(row["did"]) in place:
            gains[str(row["qid"])][place[str(row["did"])]] = float(row["score"])
    asked = [(str(row["text"]), gains.get(str(row["id"]), {})) for row in _rows(folder / "queries.jsonl")]
    return Task(folder.name, corpus, [(text, relevant) for text, relevant in asked if relevant][:limit])


def measure(task: Task, sides: Mapping[str, Ranker], form: str = "as-is") -> dict[str, Any]:
    """The figures of one set: a mean for each side and measure; their 95 % intervals stand under `intervals`."""
    change = FORMS[form]
    result: dict[str, Any] = {"set": task.name, "form": form}
    result |= {"texts": len(task.corpus), "questions": len(task.questions)}
    intervals: dict[str, dict[str, list[float]]] = {}
    for name, ranker in sides.items():
        rows = [ranking_measures(ranker(change(question)), relevant) for question, relevant in task.questions]
        means = {key: mean_with_interval([row[key] for row in rows]) for key in rows[0]} if rows else {}
        result[name] = {key: round(mean, 4) for key, (mean, _, _) in means.items()}
        intervals[name] = {key: [round(low, 4), round(high, 4)] for key, (_, low, high) in means.items()}
    return result | {"intervals": intervals}


def rankers(corpus: Sequence[dict[str, Any]], encoder: Encoder, weights: Sequence[float] = ()) -> dict[str, Ranker]:
    """A ranking of the corpus (its row numbers) for each side, and for fusion at each of these weights."""
    engine = Engine(_spoken(corpus), encoder)

    def weighing(weight: float) -> Ranker:
        def rank(question: str) -> list[int]:
            with changed(retrieve, LEXICAL_WEIGHT=weight):
                return engine.fused(question)

        return rank

    def unread(question: str) -> list[int]:
        with changed(rerank, SENTENCE_WEIGHT=0.0, INTERACTION_WEIGHT=0.0):
            return engine.fused(question)

    return {
        "lexical": engine.lexical,
        "dense": engine.dense,
        "fused": engine.fused,
        "fused, unread": unread,
        **{f"fused, weight {weight:g}": weighing(weight) for weight in weights},
    }


@contextmanager
def changed(module: Any, **values: Any) -> Iterator[None]:
    """A module's constants or functions exchanged for a while, to see what they do."""
    before = {name: getattr(module, name) for name in values}
    for name, value in values.items():
        setattr(module, name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(module, name, value)


@dataclass(frozen=True, slots=True)
class Spoken:
    """One utterance that can be found; `key` names it for the questions."""

    key: str
    interview: Interview
    turn: Turn
    utterance: Utterance


class Engine:
    """The product's search over utterances: its passages, indexes, fusion and closer look.

    Rankings are of places in `spoken`, at most ten, best first.
    """

    def __init__(self, spoken: Sequence[Spoken], encoder: Encoder) -> None:
        self._encoder = encoder
        self._retriever = Retriever(encoder.dimension)
        closely = [close_texts(one.interview, one.turn, one.utterance) for one in spoken]
        ready = encoder.ready([text for texts in closely for text in texts]).split([len(texts) for texts in closely])
        self._sentences = {number: texts.to_bytes() for number, texts in enumerate(ready)}
        add: list[tuple[StoredUtterance, str]] = []
        rows: list[tuple[int, int]] = []
        texts: list[str] = []
        for number, one in enumerate(spoken):
            said = one.utterance
            stored = StoredUtterance(number, one.interview.source.id, said.span, said.speaker, None, None)
            add.append((stored, passage.lexical_text(one.interview, one.turn, said)))
            for cut in passage.passages(one.interview, one.turn, said):
                rows.append((len(rows), number))
                texts.append(cut.text)
        self._retriever.change(add, rows, encoder.encode_passages(texts))

    def fused(self, question: str) -> list[int]:
        """As the product ranks."""
        read = readings(nfc(question))
        vector = encoded(read, self._encoder)
        hits = self._retriever.search(question, vector, rerank.DEPTH)
        closely = read_closely(read, vector, hits, self._encoder, lambda _: self._sentences)
        return [one.hit.utterance.id for one in rerank.rerank(closely)[:10]]

    def lexical(self, question: str) -> list[int]:
        """By BM25 alone."""
        return [hit.key for hit in self._retriever.nearest_by_words(question, 10)]

    def dense(self, question: str) -> list[int]:
        """By the encoder's cosines alone."""
        return list(self._retriever.nearest_by_meaning(encoded(readings(nfc(question)), self._encoder), 10))


def _spoken(corpus: Sequence[dict[str, Any]]) -> list[Spoken]:
    """Each text of a corpus of {"id", "title", "text"} as an utterance."""
    made = []
    for row in corpus:
        text = nfc(row["text"])
        said = Utterance(strip_span(text, Span(0, len(text))), None)
        turn = Turn(None, (said,))
        source = Source(str(row["id"]), nfc(row.get("title") or ""))
        made.append(Spoken(source.id, Interview(source, text, (), (turn,)), turn, said))
    return made


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
    typed = "" if figures["form"] == "as-is" else f", {figures['form']}"
    lines = [f"{figures['set']}{typed}: {figures['questions']} questions, {figures['texts']} texts"]
    for name, interval in figures["intervals"].items():
        low, high = interval["ndcg@10"]
        cells = "  ".join(f"{key} {value:.3f}" for key, value in figures[name].items())
        lines.append(f"  {name:18} {cells}  (nDCG@10 95 %: {low:.3f} to {high:.3f})")
    return "\n".join(lines)


def _rows(path: Path) -> Iterable[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


if __name__ == "__main__":
    main()
