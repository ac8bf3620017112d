"""What the bundled encoders find, apart and summed: held-out paraphrases, question sets, staff questions; and speed.

    python -m embeddings.train.evaluate --data ../shared/data [--table FOLDER] [--contextual FOLDER] [--sets NAME…]
                                        [--worst N]

Sides are the cosines of the table, those of the contextual encoder, and BM25 as a share of what the question's words
could bring; sums are of sides as they are, no weight is fitted. The product's own figures are `tests.benchmarks`'.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from embeddings.encoder import BUNDLED_CONTEXTUAL, BUNDLED_MODEL, Encoder
from embeddings.train.judged import SETS, Task
from embeddings.train.words import bm25

Scores = npt.NDArray[np.float32]
"""Of each question (row) for each text (column)."""

SUMS = (
    ("table",),
    ("contextual",),
    ("bm25",),
    ("table", "contextual"),
    ("table", "bm25"),
    ("contextual", "bm25"),
    ("table", "contextual", "bm25"),
)


def main() -> None:
    """Prints the figures of two model folders."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--table", type=Path, default=BUNDLED_MODEL)
    parser.add_argument("--contextual", type=Path, default=BUNDLED_CONTEXTUAL)
    parser.add_argument("--sets", nargs="*", choices=list(SETS), default=list(SETS))
    parser.add_argument("--worst", type=int, default=0, help="so many of each set's worst questions, to be read")
    options = parser.parse_args()
    encoders = {"table": Encoder(options.table), "contextual": Encoder(options.contextual)}
    report(encoders, options.data, options.sets, options.worst)


def report(encoders: Mapping[str, Encoder], data: Path, names: Sequence[str] = tuple(SETS), worst: int = 0) -> None:
    """Prints nDCG@10, top-1 and top-3 of each side and sum on each set, and the encoders' speed here.

    `worst` adds so many of each set's questions that all sides together answer worst.
    """
    for name, encoder in encoders.items():
        print(f"{name}: {encoder.revision}, {encoder.dimension} dimensions, {speed(encoder)}", flush=True)
    for name in names:
        task = SETS[name](data)
        sides = {**{side: dense(encoder, task) for side, encoder in encoders.items()}, "bm25": by_words(task)}
        for kind in dict.fromkeys(["", *sorted(question.type for question in task.questions)]):
            _print(name, kind, task, sides)
        _print_worst(task, np.sum(list(sides.values()), axis=0), worst)


def _print_worst(task: Task, scores: Scores, count: int) -> None:
    """Prints questions whose right text stands far down, that text, and the one that was taken for it."""
    before = np.array([(row > max(row[list(q.right)])).sum() for row, q in zip(scores, task.questions, strict=True)])
    for place in np.argsort(-before)[:count]:
        question = task.questions[place]
        right, taken = (
            task.texts[text][0].replace("\n", " | ") for text in (question.right[0], scores[place].argmax())
        )
        print(f"{before[place]} before: {question.text}\n  right: {right}\n  taken: {taken}")


def _print(name: str, kind: str, task: Task, sides: Mapping[str, Scores]) -> None:
    """Prints the figures of a set's questions of one type, or of all ("")."""
    rows = [place for place, question in enumerate(task.questions) if kind in ("", question.type)]
    print(f"{name}, {kind or 'all'}: {len(rows)} questions, {len(task.texts)} texts")
    right = [task.questions[place].right for place in rows]
    for parts in SUMS:
        if all(part in sides for part in parts):
            figures = measures(np.sum([sides[part][rows] for part in parts], axis=0), right)
            cells = "  ".join(f"{measure} {value:.3f}" for measure, value in figures.items())
            print(f"  {' + '.join(parts):28} {cells}", flush=True)


def dense(encoder: Encoder, task: Task) -> Scores:
    """Cosines of each question to each text, that of its best window, shape (questions, texts)."""
    flat = [window for windows in task.texts for window in windows]
    starts = np.cumsum([0, *(len(windows) for windows in task.texts)])[:-1]
    cosines = encoder.encode_questions([question.text for question in task.questions]) @ encoder.encode_passages(flat).T
    return np.asarray(np.maximum.reduceat(cosines, starts, axis=1), np.float32)


def by_words(task: Task) -> Scores:
    """BM25 of each question for each text as a share of the most that its words could bring."""
    return bm25([question.text for question in task.questions], [windows[0] for windows in task.texts])


def measures(scores: Scores, right: Sequence[Sequence[int]]) -> dict[str, float]:
    """nDCG@10 and the shares of questions with a right text first, and among the first three.

    `right` holds the places of each question's right texts, of which the best placed one counts.
    """
    best = np.array([max(row[place] for place in places) for row, places in zip(scores, right, strict=True)])
    before = (scores > best[:, None]).sum(axis=1)
    gains = np.where(before < 10, 1 / np.log2(before + 2), 0)
    return {"nDCG@10": float(gains.mean()), "top-1": float((before < 1).mean()), "top-3": float((before < 3).mean())}


def speed(encoder: Encoder) -> str:
    """Milliseconds for one question (median) and passages of about 160 tokens a second (best of three)."""
    sentence = "Tỉnh chủ trương không luân chuyển cán bộ có chuyên môn sâu về y tế và giáo dục trong năm nay. "
    passages = [f"{number} {sentence * 7}" for number in range(64)]

    def seconds(work: Callable[[], object]) -> float:
        begin = time.perf_counter()
        work()
        return time.perf_counter() - begin

    asked = np.median([seconds(lambda: encoder.encode_questions([sentence[:70]])) for _ in range(30)])
    pace = len(passages) / min(seconds(lambda: encoder.encode_passages(passages)) for _ in range(3))
    return f"a question {asked * 1000:.2f} ms, {pace:.0f} passages a second"


if __name__ == "__main__":
    main()
