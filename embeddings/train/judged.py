"""The sets that the encoders are judged on: texts, as their windows, and questions; none of them is trained on."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from embeddings.train.corpus import Measured, held_out_articles, jsonl, paraphrases, split_sentences

WINDOW, STEP, LONG = 3, 2, 400
"""Sentences in a window, how far the next one is, and the characters from which a text is cut at all."""

BEFORE = 20
"""The table was trained when one article in so many was held out, a part of those held out today."""

SAMPLE = 240
"""Texts of squad_vi_mt_dev, as in smaller sets of the same kind."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the places of the texts that answer it, and a type ("" where the set has none)."""

    text: str
    right: tuple[int, ...]
    type: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """Texts, the first window of each being the whole, and questions on them."""

    texts: Sequence[Sequence[str]]
    questions: Sequence[Question]


def held_out(data: Path) -> Task:
    """All paraphrased passages, whole, and the questions of those that training has not seen.

    A passage that another article prints too, in part, is not asked for: training may have seen it there. Type
    "unseen by the table too" is of those that the table was not trained on either.
    """
    measured = Measured.of(data)
    rows = list(paraphrases(data))
    fresh = [row for row in rows if not measured.repeats(row.text)]
    held, before = held_out_articles(fresh), held_out_articles(fresh, BEFORE)
    trained = Measured(row.text for row in rows if row.article not in held)
    asked = [
        Question(question, (place,), "unseen by the table too" if row.article in before else "seen by the table")
        for place, row in enumerate(rows)
        if row.article in held and not trained.repeats(row.text)
        for question in row.questions
    ]
    return Task([[f"{row.title}\n{row.text}"] for row in rows], asked)


def staff(data: Path) -> Task:
    """Every answer of the dev interviews and of the rule-cut turns, and the staff's questions."""
    texts: list[list[str]] = []
    questions: list[Question] = []
    labelled = json.loads((data / "interviews/dev.json").read_text(encoding="utf-8"))
    for interview in labelled:
        places = _answers(interview, texts)
        questions.extend(
            Question(row["q"], (places[row["answer_block"]],), row["type"])
            for row in interview["queries"]
            if row["answer_block"] in places
        )
    known = {interview["id"] for interview in labelled}
    for row in jsonl(data / "interviews/turns_dev.jsonl"):
        if row["interview"] not in known:
            texts.append(windows(f"{row['title']}\n{row['question']}", row["answer"]))
    return Task(texts, questions)


def question_set(data: Path, name: str, sample: int | None = None) -> Task:
    """A folder of questions; `sample` takes so many of its texts and the questions on them."""
    folder = data / "questions" / name
    corpus = list(jsonl(folder / "corpus.jsonl"))
    if sample is not None:
        corpus = random.Random(0).sample(corpus, sample)
    place = {row["id"]: number for number, row in enumerate(corpus)}
    right: dict[str, list[int]] = defaultdict(list)
    for row in jsonl(folder / "qrels.jsonl"):
        if row["score"] > 0 and row["did"] in place:
            right[row["qid"]].append(place[row["did"]])
    queries = (row for row in jsonl(folder / "queries.jsonl") if row["id"] in right)
    texts = [windows(row.get("title") or "", row["text"]) for row in corpus]
    return Task(texts, [Question(row["text"], tuple(right[row["id"]])) for row in queries])


SETS: Mapping[str, Callable[[Path], Task]] = {
    "held-out": held_out,
    "squad_vi_mt_dev": partial(question_set, name="squad_vi_mt_dev", sample=SAMPLE),
    "vicov19qa_val": partial(question_set, name="vicov19qa_val"),
    "alqac2022": partial(question_set, name="alqac2022"),
    "staff": staff,
}


def windows(context: str, text: str) -> list[str]:
    """A text whole and, where it is long, in runs of sentences, its context before each."""
    sentences = split_sentences(text)
    parts = [text]
    if len(text) >= LONG and len(sentences) > WINDOW:
        starts = range(0, len(sentences) - WINDOW + STEP, STEP)
        parts += [" ".join(sentences[start : start + WINDOW]) for start in starts]
    return [f"{context}\n{part}" if context else part for part in parts]


def _answers(interview: dict[str, Any], texts: list[list[str]]) -> dict[int, int]:
    """Adds an interview's answers; the place among the texts of each answering block."""
    places: dict[int, int] = {}
    question = ""
    for number, block in enumerate(interview["blocks"]):
        text = interview["text"][block["start"] : block["end"]]
        if block["role"] == "question":
            question = text
        elif block["role"] == "answer":
            places[number] = len(texts)
            texts.append(windows(f"{interview['title']}\n{question}", text))
    return places
