"""An encoder that is one table of vectors, a text the mean of its pieces: well under a millisecond a question."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from embeddings.closeness import Closeness, Ids, Texts

Vectors = npt.NDArray[np.float32]

_TINY = 1e-9


class Table:
    """A table of vectors read straight from its folder: the same numbers as sentence-transformers gives.

    That library takes seconds to import; here a question costs well under a millisecond. Two layouts are known:
    `embedding.weight`, and model2vec's `embeddings` with a factor for each row in `weights`.
    """

    version = ""
    chunk = 1024

    def __init__(self, folder: Path, prompts: dict[str, str]) -> None:
        from safetensors.numpy import load_file
        from threadpoolctl import threadpool_limits
        from tokenizers import Tokenizer

        # A question's products are small: shared out over threads they take twice as long, and many are asked at once.
        threadpool_limits(1, user_api="blas")
        stored = load_file(folder / "model.safetensors")
        if "embedding.weight" in stored:
            self._table: Vectors = stored["embedding.weight"].astype(np.float32)
        else:
            self._table = stored["embeddings"].astype(np.float32)
            self._table *= stored["weights"][:, None] if "weights" in stored else np.float32(1)
        self._norms: Vectors = np.maximum(np.sqrt(np.einsum("ij,ij->i", self._table, self._table)), _TINY)
        self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self.dimension = int(self._table.shape[1])
        self.prompts = prompts

    def encode(self, texts: list[str], task: str, prompt: str) -> Vectors:
        return self._means(self._pieces([prompt + text for text in texts]))

    def ready(self, texts: list[str], prompt: str) -> Texts:
        pieces = self._pieces([prompt + text for text in texts])
        lengths = np.array([len(ids) for ids in pieces], np.int64)
        return Texts.of_pieces(_joined(pieces), lengths, np.linalg.norm(self._means(pieces), axis=1))

    def closeness(self, question: list[tuple[str, float]], vector: Vectors, groups: Sequence[Texts]) -> list[Closeness]:
        asked, weights = self._asked(question)
        lengths = np.concatenate([group.lengths for group in groups]) if groups else np.empty(0, np.int64)
        cosines = np.zeros(len(lengths), np.float32)
        nearest = np.full((len(lengths), len(weights)), -1, np.float32)
        if lengths.any():
            there = lengths > 0
            starts = (np.cumsum(lengths) - lengths)[there]
            # Each piece is looked up once, however often the texts have it.
            pieces, places = np.unique(np.concatenate([group.ids for group in groups]), return_inverse=True)
            rows = self._table[pieces]
            norms = np.concatenate([group.norms for group in groups])[there]
            sums = np.add.reduceat((rows @ vector)[places], starts)
            cosines[there] = sums / np.maximum(norms * lengths[there], _TINY)
            near = (asked @ rows.T) / self._norms[pieces]
            nearest[there] = np.maximum.reduceat(near[:, places], starts, axis=1).T
        ends = np.cumsum([len(group.lengths) for group in groups])[:-1]
        parts = zip(np.split(cosines, ends), np.split(nearest, ends), strict=True) if groups else ()
        return [Closeness(here, by_piece, weights) for here, by_piece in parts]

    def _asked(self, question: list[tuple[str, float]]) -> tuple[Vectors, Vectors]:
        """Unit rows of a question's pieces, and their weights: a row's length is what training made of its worth."""
        found: list[Vectors] = [np.empty((0, self.dimension), np.float32)]
        weights: list[Vectors] = [np.empty(0, np.float32)]
        for (_, weight), ids in zip(question, self._pieces([text for text, _ in question]), strict=True):
            if ids:
                norms = self._norms[ids]
                found.append(self._table[ids] / norms[:, None])
                weights.append(weight * norms / norms.sum())
        shares = np.concatenate(weights)
        return np.concatenate(found), shares / max(float(shares.sum()), _TINY)

    def _pieces(self, texts: list[str]) -> list[list[int]]:
        return [encoding.ids for encoding in self._tokenizer.encode_batch_fast(texts, add_special_tokens=False)]

    def _means(self, pieces: Sequence[list[int]]) -> Vectors:
        rows = np.zeros((len(pieces), self.dimension), np.float32)
        for row, ids in zip(rows, pieces, strict=True):
            if ids:
                self._table[ids].mean(axis=0, out=row)
        return rows


def _joined(pieces: Sequence[list[int]]) -> Ids:
    return np.array([piece for ids in pieces for piece in ids], np.int64)
