"""An encoder that reads words in their context, as an ONNX graph: no torch, one core's milliseconds a question."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from embeddings.closeness import Closeness, Texts

Vectors = npt.NDArray[np.float32]

GRAPH = Path("onnx") / "model.onnx"

BATCH = 2048
"""Tokens of a batch, padding too: more are no faster on a processor, and take memory."""

THREADS = 2
"""Cores that one text is shared out over; more are of little use to a model of this size."""

_ROWS, _PAD = "sentence_embedding", 1


class Contextual:
    """The model of a folder with `onnx/model.onnx` (ids and mask in, unit rows out) and `tokenizer.json`.

    Texts are encoded in batches of like length. A row depends in its third decimal on what it is encoded with, since
    the numbers between the steps are cut to 8 bits by the batch's largest.
    """

    version = ""

    def __init__(self, folder: Path, prompts: dict[str, str]) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = min(THREADS, os.cpu_count() or 1)
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # waiting threads leave the core
        options.enable_cpu_mem_arena = False  # a build's longest batch would stay in memory for good
        self._session: Any = onnxruntime.InferenceSession(
            str(folder / GRAPH), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self.dimension = int(next(out.shape[-1] for out in self._session.get_outputs() if out.name == _ROWS))
        self.prompts = prompts

    def encode(self, texts: list[str], task: str, prompt: str) -> Vectors:
        rows = np.zeros((len(texts), self.dimension), np.float32)
        spoken = [place for place, text in enumerate(texts) if any(map(str.isalnum, text))]
        encodings = self._tokenizer.encode_batch_fast([prompt + texts[place] for place in spoken])
        ids = [encoding.ids for encoding in encodings]
        for batch in _batches([len(row) for row in ids]):
            rows[[spoken[place] for place in batch]] = self._run([ids[place] for place in batch])
        return rows

    def ready(self, texts: list[str], prompt: str) -> Texts:
        return Texts.of_rows(self.encode(texts, "passage", prompt))

    def closeness(self, question: list[tuple[str, float]], vector: Vectors, groups: Sequence[Texts]) -> list[Closeness]:
        return [Closeness.of_rows(group.rows, vector) for group in groups]

    def _run(self, ids: Sequence[Sequence[int]]) -> Vectors:
        padded = np.full((len(ids), max(map(len, ids))), _PAD, np.int64)
        for row, tokens in zip(padded, ids, strict=True):
            row[: len(tokens)] = tokens
        mask = (padded != _PAD).astype(np.int64)
        return np.asarray(self._session.run([_ROWS], {"input_ids": padded, "attention_mask": mask})[0], np.float32)


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Places of texts in order of their length, as many at a time as make no more than `BATCH` tokens."""
    batch: list[int] = []
    for place in np.argsort(lengths, kind="stable").tolist():
        if batch and lengths[place] * (len(batch) + 1) > BATCH:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch
