"""The raw text: articles, questions with their passages, and what must stay out because it is measured on."""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

SHINGLE = 8
"""Syllables in a shingle. An article that shares two of them (taken end to end) with a measured text stays out."""

HELD_OUT = 10
"""One article in so many keeps its paraphrases for validation."""

MEASURED_INTERVIEWS = ("dev.json", "dev2.json")
MEASURED_SETS = ("alqac2022", "squad_vi_mt_dev", "vicov19qa_val")
TRAINED_SETS = ("vicov19qa_train", "wikiqa_mailong25", "uit_wiki", "uit_reg", "viquad_sample")

_SYLLABLE = re.compile(r"[^\W_]+")
_SENTENCE = re.compile(r"(?<=[.!?…])[\"”’»)]*\s+(?=[^a-zà-ỹđ])|\n+")


@dataclass(frozen=True, slots=True)
class Article:
    """A headline, a lead ("" where none is told apart) and the sentences of the body."""

    id: str
    title: str
    lead: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions that one passage answers; `article` names where the passage is from."""

    article: str
    title: str
    text: str
    questions: tuple[str, ...]


def jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-lines file, xz-compressed where its name says so."""
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def split_sentences(text: str) -> list[str]:
    """The sentences of running text; rough, for training only."""
    return [part for raw in _SENTENCE.split(text) if (part := raw.strip())]


def news(data: Path) -> Iterator[Article]:
    """The printed articles."""
    for row in jsonl(data / "articles/news.jsonl.xz"):
        title, sentences = row["title"].strip(), split_sentences(row["text"])
        if sentences and sentences[0].rstrip(".") == title.rstrip("."):
            sentences = sentences[1:]
        if title and len(sentences) >= 3:
            yield Article(row["id"], title, "", tuple(sentences))


def segmented_news(data: Path) -> Iterator[Article]:
    """The word-segmented articles, `_` between the syllables of a word as it stands."""
    for number, row in enumerate(jsonl(data / "articles/vietnews.jsonl.xz")):
        if row["t"] and len(row["b"]) >= 3:
            yield Article(f"v{number}", row["t"], row["a"] or "", tuple(row["b"]))


def joined(article: Article) -> Article:
    """A segmented article as running text."""
    title, lead, *sentences = (text.replace("_", " ") for text in (article.title, article.lead, *article.sentences))
    return Article(article.id, title, lead, tuple(sentences))


def paraphrases(data: Path) -> Iterator[Asked]:
    """Passages with questions written in other words."""
    for row in jsonl(data / "questions/paraphrases.jsonl"):
        yield Asked(row["article"], row["title"], row["text"], tuple(row["questions"]))


def held_out_articles(rows: Sequence[Asked], one_in: int = HELD_OUT) -> set[str]:
    """The articles whose paraphrases stay out of training; the same for the same rows.

    A larger `one_in` gives a part of the same articles.
    """
    names = sorted({row.article for row in rows})
    return set(np.random.default_rng(0).permutation(names)[: len(names) // one_in].tolist())


def split_paraphrases(data: Path, measured: Measured) -> tuple[list[Asked], list[Asked]]:
    """The paraphrases for training and those held out; whatever repeats a measured text is in neither."""
    rows = [row for row in paraphrases(data) if not measured.repeats(row.text)]
    held = held_out_articles(rows)
    return [row for row in rows if row.article not in held], [row for row in rows if row.article in held]


def judged_wrong(data: Path) -> Iterator[tuple[str, str]]:
    """Questions of the sets for training, each with a passage that was judged not to answer it."""
    for name in TRAINED_SETS:
        folder = data / "questions" / name
        texts = {row["id"]: row["text"] for row in jsonl(folder / "corpus.jsonl")}
        questions = {row["id"]: row["text"] for row in jsonl(folder / "queries.jsonl")}
        for row in jsonl(folder / "qrels.jsonl"):
            if row["score"] <= 0:
                yield questions[row["qid"]], texts[row["did"]]


def question_sets(data: Path) -> Iterator[Asked]:
    """The question sets that may be trained on: the pairs that their judges marked as answering."""
    for name in TRAINED_SETS:
        folder = data / "questions" / name
        texts = {row["id"]: row for row in jsonl(folder / "corpus.jsonl")}
        questions = {row["id"]: row["text"] for row in jsonl(folder / "queries.jsonl")}
        for row in jsonl(folder / "qrels.jsonl"):
            if row["score"] > 0:
                text = texts[row["did"]]
                # A title that is the question itself would teach nothing.
                title = text.get("title") or ""
                title = "" if title.lower() == questions[row["qid"]].lower() else title
                yield Asked(name, title, text["text"], (questions[row["qid"]],))


class Measured:
    """The texts that are measured on; tells whether an article repeats one of them."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._shingles: set[int] = set()
        for text in texts:
            words = _SYLLABLE.findall(text.lower())
            self._shingles.update(hash(tuple(words[i : i + SHINGLE])) for i in range(len(words) - SHINGLE + 1))

    @classmethod
    def of(cls, data: Path) -> Measured:
        """All that is measured on in a data folder: interviews, seed and the dev question sets."""
        return cls(_measured_texts(data))

    def repeats(self, *texts: str) -> bool:
        """Whether these texts share at least two shingles with a measured one."""
        words = _SYLLABLE.findall(" ".join(texts).lower())
        hits = 0
        for i in range(0, len(words) - SHINGLE + 1, SHINGLE):
            if hash(tuple(words[i : i + SHINGLE])) in self._shingles:
                hits += 1
                if hits == 2:
                    return True
        return False


def _measured_texts(data: Path) -> Iterator[str]:
    for name in MEASURED_INTERVIEWS:
        for interview in json.loads((data / "interviews" / name).read_text(encoding="utf-8")):
            yield interview["text"]
    for row in jsonl(data / "interviews/unlabelled.jsonl"):
        yield row["text"]
    for row in jsonl(data / "interviews/turns_dev.jsonl"):
        yield row["answer"]
    for path in sorted((data / "seed").glob("*.txt")):
        yield path.read_text(encoding="utf-8")
    for name in MEASURED_SETS:
        for row in jsonl(data / "questions" / name / "corpus.jsonl"):
            yield row["text"]
