"""A quick look at a finished model: staff questions on the dev interviews, held-out paraphrases, sizes and speed.

    python -m embeddings.train.evaluate --data ../shared/data [--model embeddings/model]

Dense retrieval alone; the fused figures and their intervals are the product's own benchmarks.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from embeddings.encoder import BUNDLED_MODEL, Encoder
from embeddings.train.corpus import Measured, held_out_articles, jsonl, paraphrases, split_sentences

WINDOW, STEP, LONG = 3, 2, 400
CUTS = (1, 3, 10)


@dataclass(frozen=True, slots=True)
class Question:
    """A question, its type and the place of the passage that answers it."""

    type: str
    text: str
    answer: int


def main() -> None:
    """Prints the figures of a model folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=BUNDLED_MODEL)
    options = parser.parse_args()
    report(Encoder(options.model), options.data)


def report(encoder: Encoder, data: Path) -> None:
    """Prints top-1, top-3 and top-10 by type of question, and the speed on this machine."""
    print(f"{encoder.name} {encoder.revision}, {encoder.dimension} dimensions")
    for name, (passages, questions) in {"dev interviews": interviews(data), "paraphrases": held_out(data)}.items():
        ranks = ranking(encoder, passages, questions)
        types = np.array([question.type for question in questions])
        for kind in ("all", *sorted(set(types.tolist()))):
            chosen = ranks if kind == "all" else ranks[types == kind]
            shares = "  ".join(f"top-{cut} {np.mean(chosen < cut):.3f}" for cut in CUTS)
            print(f"{name}, {kind} ({len(chosen)} questions, {len(passages)} passages): {shares}")
    print(speed(encoder, [windows[0] for windows in interviews(data)[0]]))


def interviews(data: Path) -> tuple[list[list[str]], list[Question]]:
    """Every answer of the dev interviews and of the rule-cut turns as its windows, and the staff's questions."""
    passages: list[list[str]] = []
    questions: list[Question] = []
    labelled = json.loads((data / "interviews/dev.json").read_text(encoding="utf-8"))
    for interview in labelled:
        places = _answers(interview, passages)
        questions.extend(
            Question(row["type"], row["q"], places[row["answer_block"]])
            for row in interview["queries"]
            if row["answer_block"] in places
        )
    known = {interview["id"] for interview in labelled}
    for row in jsonl(data / "interviews/turns_dev.jsonl"):
        if row["interview"] not in known:
            passages.append(_windows(f"{row['title']}\n{row['question']}", row["answer"]))
    return passages, questions


def held_out(data: Path) -> tuple[list[list[str]], list[Question]]:
    """All paraphrased passages, and the questions of those that training has not seen."""
    measured = Measured.of(data)
    rows = list(paraphrases(data))
    held = held_out_articles([row for row in rows if not measured.repeats(row.text)])
    passages = [[f"{row.title}\n{row.text}"] for row in rows]
    asked = [
        Question("paraphrase", question, place)
        for place, row in enumerate(rows)
        if row.article in held and not measured.repeats(row.text)
        for question in row.questions
    ]
    return passages, asked


def ranking(
    encoder: Encoder, passages: Sequence[Sequence[str]], questions: Sequence[Question]
) -> npt.NDArray[np.int64]:
    """How many passages stand before the right one, for each question; a passage is as near as its best window."""
    flat = [window for windows in passages for window in windows]
    owner = np.repeat(np.arange(len(passages)), [len(windows) for windows in passages])
    cosines = encoder.encode_questions([q.text for q in questions]) @ encoder.encode_passages(flat).T
    best = np.full((len(questions), len(passages)), -1.0, np.float32)
    np.maximum.at(best.T, owner, cosines.T)
    own = best[np.arange(len(questions)), [q.answer for q in questions]]
    return np.asarray((best > own[:, None]).sum(axis=1), np.int64)


def speed(encoder: Encoder, texts: Sequence[str]) -> str:
    """Milliseconds for one question (median) and 700-character passages a second (best of three)."""
    joined = " ".join(texts)
    passages = [joined[start : start + 700] for start in range(0, len(joined) - 700, 700)] * 6
    times = []
    for number in range(50):
        begin = time.perf_counter()
        encoder.encode_questions([passages[number][:80]])
        times.append(time.perf_counter() - begin)
    paces = []
    for _ in range(3):
        begin = time.perf_counter()
        encoder.encode_passages(passages)
        paces.append(len(passages) / (time.perf_counter() - begin))
    return f"a question {np.median(times) * 1000:.2f} ms, {max(paces):.0f} passages of 700 characters a second"


def _answers(interview: dict[str, Any], passages: list[list[str]]) -> dict[int, int]:
    """Adds an interview's answers; the place among the passages of each answering block."""
    places: dict[int, int] = {}
    question = ""
    for number, block in enumerate(interview["blocks"]):
        text = interview["text"][block["start"] : block["end"]]
        if block["role"] == "question":
            question = text
        elif block["role"] == "answer":
            places[number] = len(passages)
            passages.append(_windows(f"{interview['title']}\n{question}", text))
    return places


def _windows(context: str, text: str) -> list[str]:
    sentences = split_sentences(text)
    parts = [text]
    if len(text) >= LONG and len(sentences) > WINDOW:
        starts = range(0, len(sentences) - WINDOW + STEP, STEP)
        parts += [" ".join(sentences[start : start + WINDOW]) for start in starts]
    return [f"{context}\n{part}" for part in parts]


if __name__ == "__main__":
    main()
