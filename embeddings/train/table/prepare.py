"""From raw text to arrays: the tokenizer, then every text as token ids, kept in the work folder."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer
from tqdm import tqdm

from embeddings.accents import unaccented
from embeddings.train import corpus
from embeddings.train.corpus import Article, Asked, Measured
from embeddings.train.spelling import abbreviated, canonical
from embeddings.train.table import tokenizer
from embeddings.train.table.units import Ids, Units, UnitWriter, save

VARIANTS = 3
"""Units of a headline or a question: as written, without accents, with abbreviations exchanged."""

BODY = VARIANTS + 1
"""Units of an article before its body: the headline's variants and the lead."""

_SYLLABLE = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class AskedUnits:
    """Passages: unit of the title (the text follows it), first unit of the questions, number of questions."""

    passage: Ids
    question: Ids
    questions: Ids


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that training reads; `articles` holds each article's first unit and the end as the last."""

    units: Units
    articles: Ids
    asking: Ids
    answered: AskedUnits
    written: AskedUnits
    held_out: AskedUnits


def make_tokenizer(data: Path, path: Path) -> Tokenizer:
    """The tokenizer, built once and read from `path` afterwards."""
    if not path.exists():
        words: Counter[str] = Counter()
        for article in tqdm(corpus.segmented_news(data), desc="words", unit=" articles", mininterval=5):
            words.update(tokenizer.count_words([" ".join([article.title, article.lead, *article.sentences])]))
        syllables: Counter[str] = Counter()
        for word, count in words.items():
            for syllable in word.split("_"):
                syllables[syllable] += count
        for article in tqdm(corpus.news(data), desc="syllables", unit=" articles", mininterval=5):
            syllables.update(_SYLLABLE.findall(canonical(" ".join(article.sentences))))
        path.parent.mkdir(parents=True, exist_ok=True)
        tokenizer.build(words, syllables).save(str(path))
    return Tokenizer.from_file(str(path))


def prepare(data: Path, pieces: Tokenizer, path: Path) -> Prepared:
    """Every text as token ids, made once and read from `path` afterwards."""
    if not path.exists():
        _write(data, pieces, path)
    with np.load(path) as arrays:
        asked = {
            name: AskedUnits(*(arrays[f"{name}_{part}"] for part in ("passage", "question", "questions")))
            for name in ("answered", "written", "held_out")
        }
        units = Units(arrays["tokens"], arrays["bounds"])
        return Prepared(units, arrays["articles"], arrays["asking"], **asked)


def _write(data: Path, pieces: Tokenizer, path: Path) -> None:
    measured = Measured.of(data)
    writer = UnitWriter(pieces)
    firsts: list[int] = []
    asking: list[int] = []
    left_out = 0
    for article in tqdm(_articles(data), desc="tokens", unit=" articles", mininterval=5):
        if measured.repeats(*article.sentences):
            left_out += 1
            continue
        first = writer.add([*variants(article.title), article.lead, *article.sentences])
        firsts.append(first)
        asking.extend(first + BODY + place for place in _questions(article.sentences))
    end = writer.add([""])
    print(f"{len(firsts)} articles, {left_out} left out as measured, {len(asking)} questions in them")
    sets = [row for row in corpus.question_sets(data) if not measured.repeats(row.text)]
    written = [row for row in corpus.paraphrases(data) if not measured.repeats(row.text)]
    held = corpus.held_out_articles(written)
    groups = {
        "answered": sets,
        "written": [row for row in written if row.article not in held],
        "held_out": [row for row in written if row.article in held],
    }
    arrays = {f"{name}_{part}": a for name, rows in groups.items() for part, a in _asked(writer, rows).items()}
    units = writer.units()
    articles = np.array([*firsts, end], np.int64)
    save(path, tokens=units.tokens, bounds=units.bounds, articles=articles, asking=np.array(asking), **arrays)


def variants(text: str) -> list[str]:
    """The forms in which a headline or question may be typed; VARIANTS of them."""
    return [text, unaccented(text), abbreviated(text)]


def _articles(data: Path) -> Iterator[Article]:
    yield from corpus.news(data)
    yield from map(corpus.joined, corpus.segmented_news(data))


def _questions(sentences: Sequence[str]) -> Iterator[int]:
    """The places of sentences that ask something and are followed by others."""
    for place, sentence in enumerate(sentences[:-1]):
        if sentence.rstrip(' "”*_').endswith("?") and 20 < len(sentence) < 400:
            yield place


def _asked(writer: UnitWriter, rows: Iterable[Asked]) -> dict[str, Ids]:
    passages: dict[str, int] = {}
    questions: dict[str, list[str]] = {}
    for row in rows:
        passages.setdefault(row.text, writer.add([row.title, row.text]) if row.text not in passages else 0)
        questions.setdefault(row.text, []).extend(row.questions)
    starts = [writer.add([form for q in questions[text] for form in variants(q)]) for text in passages]
    counts = [len(questions[text]) for text in passages]
    return {
        "passage": np.array(list(passages.values()), np.int64),
        "question": np.array(starts, np.int64),
        "questions": np.array(counts, np.int64),
    }
