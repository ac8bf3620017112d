"""What the bundled encoders find, apart and summed: held-out paraphrases, question sets, staff questions; and speed.

    python -m embeddings.train.evaluate --data ../shared/data [--table FOLDER] [--contextual FOLDER] [--sets NAME…]

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
from embeddings.train.spelling import syllables

Scores = npt.NDArray[np.float32]
"""Of each question (row) for each text (column)."""

K1, B = 1.2, 0.75
"""BM25's usual constants."""

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
    options = parser.parse_args()
    encoders = {"table": Encoder(options.table), "contextual": Encoder(options.contextual)}
    report(encoders, options.data, options.sets)


def report(encoders: Mapping[str, Encoder], data: Path, names: Sequence[str] = tuple(SETS)) -> None:
    """Prints nDCG@10, top-1 and top-3 of each side and sum on each set, and the encoders' speed here."""
    for name, encoder in encoders.items():
        print(f"{name}: {encoder.revision}, {encoder.dimension} dimensions, {speed(encoder)}", flush=True)
    for name in names:
        task = SETS[name](data)
        sides = {**{side: dense(encoder, task) for side, encoder in encoders.items()}, "bm25": by_words(task)}
        print(f"{name}: {len(task.questions)} questions, {len(task.texts)} texts")
        for parts in SUMS:
            if all(part in sides for part in parts):
                figures = measures(np.sum([sides[part] for part in parts], axis=0), task)
                cells = "  ".join(f"{measure} {value:.3f}" for measure, value in figures.items())
                print(f"  {' + '.join(parts):28} {cells}", flush=True)


def dense(encoder: Encoder, task: Task) -> Scores:
    """Cosines of each question to each text, that of its best window, shape (questions, texts)."""
    flat = [window for windows in task.texts for window in windows]
    starts = np.cumsum([0, *(len(windows) for windows in task.texts)])[:-1]
    cosines = encoder.encode_questions(task.questions) @ encoder.encode_passages(flat).T
    return np.asarray(np.maximum.reduceat(cosines, starts, axis=1), np.float32)


def by_words(task: Task) -> Scores:
    """BM25 of each question for each text over syllables, divided by the most that its words could bring."""
    from scipy.sparse import csr_matrix

    number: dict[str, int] = {}
    rows = [[number.setdefault(word, len(number)) for word in syllables(windows[0])] for windows in task.texts]
    lengths = np.array([len(row) for row in rows], np.float32)
    owner = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    flat = np.array([word for row in rows for word in row], np.int64)
    counts = csr_matrix((np.ones(len(flat), np.float32), (owner, flat)), shape=(len(rows), len(number)))
    found = np.bincount(counts.indices, minlength=len(number))
    rarity = np.log(1 + (len(rows) - found + 0.5) / (found + 0.5))
    shares = counts.data / (
        counts.data + np.repeat(K1 * (1 - B + B * lengths / lengths.mean()), np.diff(counts.indptr))
    )
    weighed = csr_matrix((shares * rarity[counts.indices], counts.indices, counts.indptr), counts.shape)
    asked = [[number[word] for word in set(syllables(question)) if word in number] for question in task.questions]
    most = np.array([max(rarity[words].sum(), 1e-9) for words in asked])
    places = np.repeat(np.arange(len(asked)), [len(words) for words in asked])
    words = np.array([word for row in asked for word in row], np.int64)
    question = csr_matrix((np.ones(len(words)), (places, words)), shape=(len(asked), len(number)))
    return np.asarray((question @ weighed.T).toarray() / most[:, None], np.float32)


def measures(scores: Scores, task: Task) -> dict[str, float]:
    """nDCG@10 and the shares of questions with a right text first, and among the first three.

    Each question has one right text or several alike; the best placed one counts.
    """
    best = np.array([max(row[place] for place in right) for row, right in zip(scores, task.right, strict=True)])
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
