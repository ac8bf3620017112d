"""An encoder that reads words in their context, as an ONNX graph: no torch, one core's milliseconds a question."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from embeddings.closeness import Closeness, Texts

Vectors = npt.NDArray[np.float32]

GRAPH = Path("onnx") / "model.onnx"

THREADS = 4
"""Texts that are read at a time, each on a core of its own, where there are so many."""

_ROWS = "sentence_embedding"


class Contextual:
    """The model of a folder with `onnx/model.onnx` (ids and mask in, unit rows out) and `tokenizer.json`.

    Each text is read alone: that is no slower than batches on a processor, needs no padding, and a row does not depend
    on what was encoded with it (numbers between the steps are cut to 8 bits by the largest of them).
    """

    version = ""
    chunk = 64

    def __init__(self, folder: Path, prompts: dict[str, str]) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # the longest text's room would stay taken for good
        self._session: Any = onnxruntime.InferenceSession(
            str(folder / GRAPH),
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=["SkipLayerNormFusion"],  # the fused step is the slower one: a sixth of all the time
        )
        self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._readers = ThreadPoolExecutor(min(THREADS, os.cpu_count() or 1), "reader")
        self.dimension = int(next(out.shape[-1] for out in self._session.get_outputs() if out.name == _ROWS))
        self.prompts = prompts

    def encode(self, texts: list[str], task: str, prompt: str) -> Vectors:
        rows = np.zeros((len(texts), self.dimension), np.float32)
        spoken = [place for place, text in enumerate(texts) if any(map(str.isalnum, text))]
        encodings = self._tokenizer.encode_batch_fast([prompt + texts[place] for place in spoken])
        over = self._readers.map if len(spoken) > 1 else map
        for place, row in zip(spoken, over(self._row, [encoding.ids for encoding in encodings]), strict=True):
            rows[place] = row
        return rows

    def ready(self, texts: list[str], prompt: str) -> Texts:
        return Texts.of_rows(self.encode(texts, "passage", prompt))

    def closeness(self, question: list[tuple[str, float]], vector: Vectors, groups: Sequence[Texts]) -> list[Closeness]:
        return [Closeness.of_rows(group.rows, vector) for group in groups]

    def _row(self, ids: Sequence[int]) -> Vectors:
        tokens = np.array([ids], np.int64)
        inputs = {"input_ids": tokens, "attention_mask": np.ones_like(tokens)}
        return np.asarray(self._session.run([_ROWS], inputs)[0][0], np.float32)
