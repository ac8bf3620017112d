"""What the contextual encoder learns from: questions and the passages that answer them, of four kinds."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
from tqdm import tqdm

from embeddings.train import corpus
from embeddings.train.corpus import Article, Asked, Measured, jsonl

HEADLINES = 12_000
"""Articles whose headline is taken for a question."""

OFTEN = 4
"""Questions by which an article is taken for an interview."""

SHORTEST, LONGEST = 120, 900
"""Characters of a passage cut from an article."""

HARD = 3
"""Passages kept beside a question that were judged not to answer it."""

_OPENING = re.compile(r"^[\s–—•*_.:\-]+")


class Kind(StrEnum):
    """Where an example is from."""

    WRITTEN = "written"
    ANSWERED = "answered"
    HEADLINE = "headline"
    ASKING = "asking"


@dataclass(frozen=True, slots=True)
class Example:
    """A passage, the questions that it answers, and passages (`hard`) that were judged not to answer them."""

    kind: Kind
    title: str
    text: str
    questions: tuple[str, ...]
    hard: tuple[str, ...] = ()


def examples(data: Path, path: Path) -> list[Example]:
    """All examples for training, made once and read from `path` afterwards."""
    if not path.exists():
        part = path.with_suffix(".part")
        with part.open("w", encoding="utf-8") as lines:
            for example in _made(data):
                lines.write(json.dumps(asdict(example), ensure_ascii=False) + "\n")
        part.replace(path)
    return [
        Example(Kind(row["kind"]), row["title"], row["text"], tuple(row["questions"]), tuple(row["hard"]))
        for row in jsonl(path)
    ]


def _made(data: Path) -> Iterator[Example]:
    measured = Measured.of(data)
    written, held = corpus.split_paraphrases(data, measured)
    kept_out = Measured(row.text for row in held)
    barred = {row.article for row in held}
    for example in _all(data, written, barred, measured):
        if not measured.repeats(example.text) and not kept_out.repeats(example.text):
            yield example


def _all(data: Path, written: Sequence[Asked], barred: set[str], measured: Measured) -> Iterator[Example]:
    for row in written:
        yield Example(Kind.WRITTEN, row.title, row.text, row.questions)
    yield from _answered(data)
    articles = tqdm(corpus.news(data), desc="articles", unit=" articles", mininterval=5)
    kept = [article for article in articles if article.id not in barred and not measured.repeats(*article.sentences)]
    random = np.random.default_rng(0)
    for place in random.permutation(len(kept))[:HEADLINES]:
        yield from _headline(kept[place], random)
    for article in kept:
        yield from _asking(article)


def _answered(data: Path) -> Iterator[Example]:
    rejected: dict[str, list[str]] = defaultdict(list)
    for question, text in corpus.judged_wrong(data):
        rejected[question].append(text)
    for row in _merged(corpus.question_sets(data)):
        hard = [text for question in row.questions for text in rejected[question][:HARD]]
        yield Example(Kind.ANSWERED, row.title, row.text, row.questions, tuple(hard))


def _merged(rows: Iterable[Asked]) -> Iterator[Asked]:
    """One row a passage, with all its questions."""
    found: dict[str, list[Asked]] = defaultdict(list)
    for row in rows:
        found[row.text].append(row)
    for text, same in found.items():
        questions = dict.fromkeys(question for row in same for question in row.questions)
        yield Asked(same[0].article, same[0].title, text, tuple(questions))


def _headline(article: Article, random: np.random.Generator) -> Iterator[Example]:
    """A window of the body after its first sentence, which mostly repeats the headline."""
    sentences = article.sentences[1:]
    start = int(random.integers(0, max(len(sentences) - 3, 1)))
    text = _cut(sentences[start:])
    if len(text) >= SHORTEST and len(article.title) >= 20:
        yield Example(Kind.HEADLINE, "", text, (article.title,))


def _asking(article: Article) -> Iterator[Example]:
    """The questions of an article that asks often, each with what is said up to the next one."""
    places = [place for place, sentence in enumerate(article.sentences) if _asks(sentence)]
    if len(places) < OFTEN:
        return
    for place, following in zip(places, [*places[1:], len(article.sentences)], strict=True):
        text = _OPENING.sub("", _cut(article.sentences[place + 1 : following]))
        if len(text) >= SHORTEST:
            yield Example(Kind.ASKING, article.title, text, (_OPENING.sub("", article.sentences[place]),))


def _asks(sentence: str) -> bool:
    return sentence.rstrip(' "”*_').endswith("?") and 20 < len(sentence) < 400


def _cut(sentences: Sequence[str]) -> str:
    """The first sentences, as many as make no more than `LONGEST` characters."""
    text = ""
    for sentence in sentences:
        if len(text) + len(sentence) > LONGEST:
            break
        text = f"{text} {sentence}".strip()
    return text
