"""Questions and passages as unit vectors, by the bundled Vietnamese model or any sentence-transformers model."""

from __future__ import annotations

import hashlib
import json
import os
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from embeddings.closeness import Closeness, Ids, Texts

Vectors = npt.NDArray[np.float32]
Progress = Callable[[int, int], None]
"""Called with the number of texts done and of all texts."""

BUNDLED_MODEL = Path(__file__).parent / "model"
CHUNK = 1024
"""Texts that are tokenised at a time."""

_TINY = 1e-9
_STATIC = "StaticEmbedding"
_E5 = {"query": "query: ", "passage": "passage: "}
_WEIGHTS = {".json", ".safetensors", ".bin", ".txt", ".model", ".onnx"}


class EncoderError(Exception):
    """The model can't be loaded; the message says which and why, for an operator to read."""


class Encoder:
    """A sentence-transformers model, given as a folder or, where a hub is reachable, by its name there.

    `name` is what was asked for, `dimension` the length of a vector, and `revision` changes whenever the
    model's files do. A folder is loaded without any network access. Raises EncoderError.
    """

    def __init__(self, model: str | Path = BUNDLED_MODEL) -> None:
        folder = _folder(model)
        self.name = str(model)
        self._backend = _backend(folder, self.name)
        self.dimension = self._backend.dimension
        self.revision = _fingerprint(folder) if folder else _short(f"{self.name}@{self._backend.version}".encode())
        self._prompts = _prompts(self._backend.prompts, self.name)

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """One unit row a question, shape (n, dimension), in order; zeros for a text without a word."""
        return self._encode(texts, "query", None)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """One unit row a passage, shape (n, dimension), in order; zeros for a text without a word."""
        return self._encode(texts, "passage", progress)

    def ready(self, texts: Sequence[str]) -> Texts:
        """Passages made ready for `closeness`."""
        return self._backend.ready([_nfc(text) for text in texts], self._prompts["passage"])

    def closeness(
        self, question: Sequence[tuple[str, float]], vector: Vectors, groups: Sequence[Texts]
    ) -> list[Closeness]:
        """How near each group of texts comes to a question, given as weighed readings and as their unit row."""
        return self._backend.closeness([(_nfc(text), weight) for text, weight in question], vector, groups)

    def _encode(self, texts: Sequence[str], task: str, progress: Progress | None) -> Vectors:
        rows = np.zeros((len(texts), self.dimension), np.float32)
        for start in range(0, len(texts), CHUNK):
            chunk = [_nfc(text) for text in texts[start : start + CHUNK]]
            rows[start : start + len(chunk)] = self._backend.encode(chunk, task, self._prompts[task])
            if progress:
                progress(start + len(chunk), len(texts))
        return _unit(rows)


@cache
def bundled_encoder() -> Encoder:
    """The encoder that ships with the program, loaded once for all archives of a process."""
    return Encoder(BUNDLED_MODEL)


class _Backend(Protocol):
    dimension: int
    prompts: dict[str, str]
    version: str

    def encode(self, texts: list[str], task: str, prompt: str) -> Vectors: ...

    def ready(self, texts: list[str], prompt: str) -> Texts: ...

    def closeness(
        self, question: list[tuple[str, float]], vector: Vectors, groups: Sequence[Texts]
    ) -> list[Closeness]: ...


class _Static:
    """A table of vectors read straight from its folder: the same numbers as sentence-transformers gives.

    That library takes seconds to import; here a question costs well under a millisecond. Two layouts are known:
    `embedding.weight`, and model2vec's `embeddings` with a factor for each row in `weights`.
    """

    version = ""

    def __init__(self, folder: Path) -> None:
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
        self.prompts = _configured_prompts(folder)

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


class _SentenceTransformers:
    """Any model that the library can load."""

    def __init__(self, name: str, local: bool) -> None:
        os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
        if local:
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
        from sentence_transformers import SentenceTransformer

        self._model: Any = SentenceTransformer(name, local_files_only=local).float()
        self.dimension = int(self._model.get_embedding_dimension())
        self.prompts = dict(self._model.prompts or {})
        config = getattr(self._model[0], "auto_model", None)
        self.version = str(getattr(getattr(config, "config", None), "_commit_hash", None) or "")

    def encode(self, texts: list[str], task: str, prompt: str) -> Vectors:
        encode = self._model.encode_query if task == "query" else self._model.encode_document
        rows = encode(texts, prompt=prompt, show_progress_bar=False, convert_to_numpy=True)
        return np.asarray(rows, np.float32)

    def ready(self, texts: list[str], prompt: str) -> Texts:
        rows = _unit(self.encode(texts, "passage", prompt)) if texts else np.empty((0, self.dimension), np.float32)
        return Texts.of_rows(rows)

    def closeness(self, question: list[tuple[str, float]], vector: Vectors, groups: Sequence[Texts]) -> list[Closeness]:
        none = np.empty(0, np.float32)
        found = [group.rows @ vector for group in groups]
        return [Closeness(cosines, np.empty((len(cosines), 0), np.float32), none) for cosines in found]


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _joined(pieces: Sequence[list[int]]) -> Ids:
    return np.array([piece for ids in pieces for piece in ids], np.int64)


def _folder(model: str | Path) -> Path | None:
    """The folder that is meant; None where a name on a hub is."""
    path = Path(model)
    if path.is_dir():
        if not (path / "modules.json").is_file() and not (path / "config.json").is_file():
            raise EncoderError(f"{path} is no sentence-transformers model: no modules.json, no config.json")
        return path
    # A name on a hub is "model" or "owner/model"; all else was meant as a path.
    if isinstance(model, Path) or path.is_absolute() or model.startswith(".") or model.count("/") > 1:
        raise EncoderError(f"there is no model folder {model}")
    return None


def _backend(folder: Path | None, name: str) -> _Backend:
    try:
        if folder and _is_static(folder):
            return _Static(folder)
        return _SentenceTransformers(str(folder) if folder else name, local=folder is not None)
    # The loaders raise whatever the file before them makes them raise; an operator needs one line.
    except Exception as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise EncoderError(f"the model {name} can't be loaded: {reason}") from error


def _is_static(folder: Path) -> bool:
    """Whether the folder is one table (normalised or not), which needs no library to be read."""
    listing = folder / "modules.json"
    if not listing.is_file():
        return False
    types = [row["type"].rsplit(".", 1)[-1] for row in json.loads(listing.read_text(encoding="utf-8"))]
    rooted = (folder / "model.safetensors").is_file() and (folder / "tokenizer.json").is_file()
    return rooted and types in ([_STATIC], [_STATIC, "Normalize"])


def _configured_prompts(folder: Path) -> dict[str, str]:
    path = folder / "config_sentence_transformers.json"
    if not path.is_file():
        return {}
    return dict(json.loads(path.read_text(encoding="utf-8")).get("prompts") or {})


def _prompts(configured: dict[str, str], name: str) -> dict[str, str]:
    """What is put before a question and a passage: the model's own prompts, or E5's where they are missing."""
    query = configured.get("query") or ""
    passage = configured.get("passage") or configured.get("document") or ""
    if not query and not passage and "e5" in Path(name).name.lower():
        return _E5
    return {"query": query, "passage": passage}


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix in _WEIGHTS)


def _fingerprint(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in _files(folder):
        digest.update(f"{path.relative_to(folder).as_posix()}\0{path.stat().st_size}\0".encode())
        with path.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()[:12]


def _short(key: bytes) -> str:
    return hashlib.sha256(key).hexdigest()[:12]


def _unit(rows: Vectors) -> Vectors:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Vectors = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    return unit
