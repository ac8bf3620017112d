"""Lexical, dense and fused figures on folders of corpus.jsonl, queries.jsonl and qrels.jsonl.

    python -m tests.benchmarks.retrieval FOLDER… [--json] [--encoder MODEL] [--baselines]
                                         [--form as-is|unaccented|nfd|new-tone|old-tone|all] [--texts N]

Each text is taken as one utterance and goes the way of a real one: passages, both indexes, the same fusion and closer
look. "fused, unread" is what stands before the contextual encoder has read anything.
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

import numpy as np

from embeddings.encoder import BUNDLED_CONTEXTUAL, Encoder, bundled_encoder
from embeddings.question import encoded, weighed_readings
from qa.answering import CONTEXTUAL_READINGS
from qa.evaluation.measure import mean_with_interval, ranking_measures
from qa.interview import Interview, Source, Turn, Utterance
from qa.search import passage, rerank
from qa.search.close_reading import close_texts, read_closely
from qa.search.dense import QuestionVectors, Vectors
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
    parser.add_argument("--encoder", default=str(BUNDLED_CONTEXTUAL), help="the contextual one")
    parser.add_argument("--form", choices=[*FORMS, "all"], default="as-is", help="how the questions are typed")
    parser.add_argument("--baselines", action="store_true")
    parser.add_argument("--texts", type=int, default=None, help="a sample of so many texts")
    parser.add_argument("--limit", type=int, default=None, help="at most this many questions")
    options = parser.parse_args()
    encoder = Encoder(options.encoder)
    for folder in options.folders:
        task = read(folder, options.texts, options.limit)
        sides = rankers(task.corpus, encoder)
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


def rankers(corpus: Sequence[dict[str, Any]], encoder: Encoder) -> dict[str, Ranker]:
    """A ranking of the corpus (its row numbers) for each side; `encoder` is the contextual one."""
    engine = Engine(_spoken(corpus), encoder)
    return {
        "lexical": engine.lexical,
        "table": engine.table,
        "contextual": engine.contextual,
        "fused": engine.fused,
        "fused, unread": engine.unread,
        "fused, no closer look": engine.first,
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

    Rankings are of places in `spoken`, at most ten, best first. `contextual` is the encoder that reads closely.
    """

    def __init__(self, spoken: Sequence[Spoken], contextual: Encoder) -> None:
        self._encoders = bundled_encoder(), contextual
        self._retriever, self._before = (Retriever.empty(self._encoders[0].dimension) for _ in range(2))
        closely = [close_texts(one.interview, one.turn, one.utterance) for one in spoken]
        cut = [[p.text for p in passage.passages(one.interview, one.turn, one.utterance)] for one in spoken]
        self._texts = _ready(closely, self._encoders[0])
        self._sentences = _encoded([texts[1:] for texts in closely], contextual)
        rows = _encoded(cut, self._encoders[0])
        add = [(_stored(number, one), _words(one)) for number, one in enumerate(spoken)]
        places = [number for number, texts in enumerate(cut) for _ in texts]
        for retriever in (self._retriever, self._before):
            retriever.change(add, places, np.concatenate([*rows.values()]))
        self._wholes = contextual.encode_passages([texts[0] for texts in cut])
        self._retriever.read(range(len(cut)), self._wholes)

    def fused(self, question: str) -> list[int]:
        """As the product ranks."""
        return self._ranked(self._retriever, question, close=True)

    def unread(self, question: str) -> list[int]:
        """As the product ranks before the contextual encoder has read anything."""
        return self._ranked(self._before, question, close=True)

    def first(self, question: str) -> list[int]:
        """As the product searches, without the closer look."""
        return self._ranked(self._retriever, question, close=False)

    def lexical(self, question: str) -> list[int]:
        """By BM25 alone."""
        return [hit.key for hit in self._retriever.nearest_by_words(question, 10)]

    def table(self, question: str) -> list[int]:
        """By the table's cosines alone."""
        return [*self._retriever.nearest_by_meaning(self._vectors(question), 10)]

    def contextual(self, question: str) -> list[int]:
        """By the contextual encoder's cosines alone."""
        meant = self._meant(question)
        return [int(place) for place in np.argsort(-(self._wholes @ meant), kind="stable")[:10]]

    def _vectors(self, question: str) -> QuestionVectors:
        typed = encoded(weighed_readings([(nfc(question), 1.0)]), self._encoders[0])
        return QuestionVectors(typed, self._meant(question))

    def _meant(self, question: str) -> Vectors:
        return encoded(weighed_readings([(nfc(question), 1.0)], CONTEXTUAL_READINGS), self._encoders[1])

    def _ranked(self, retriever: Retriever, question: str, close: bool) -> list[int]:
        vectors = self._vectors(question)
        hits = retriever.search(question, vectors, rerank.DEPTH)
        if close:
            read = weighed_readings([(nfc(question), 1.0)])
            rows = self._sentences if retriever.any_read else {}
            closely = read_closely(read, vectors, hits, self._encoders[0], lambda _: self._texts, rows)
            hits = [one.hit for one in rerank.rerank(closely)]
        return [hit.utterance.id for hit in hits[:10]]


def _ready(groups: Sequence[Sequence[str]], encoder: Encoder) -> dict[int, bytes]:
    made = encoder.ready([text for group in groups for text in group]).split([len(group) for group in groups])
    return {number: texts.to_bytes() for number, texts in enumerate(made)}


def _encoded(groups: Sequence[Sequence[str]], encoder: Encoder) -> dict[int, Vectors]:
    rows = encoder.encode_passages([text for group in groups for text in group])
    ends = np.cumsum([len(group) for group in groups])[:-1]
    return dict(enumerate(np.split(rows, ends)))


def _stored(number: int, one: Spoken) -> StoredUtterance:
    return StoredUtterance(number, one.interview.source.id, one.utterance.span, one.utterance.speaker, None, None)


def _words(one: Spoken) -> str:
    return passage.lexical_text(one.interview, one.turn, one.utterance)


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
