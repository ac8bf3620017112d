"""Questions and passages as unit vectors, by a bundled Vietnamese model or any sentence-transformers model."""

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

from embeddings.closeness import Closeness, Texts
from embeddings.contextual import GRAPH, Contextual
from embeddings.table import Table

Vectors = npt.NDArray[np.float32]
Progress = Callable[[int, int], None]
"""Called with the number of texts done and of all texts."""

BUNDLED_MODEL = Path(__file__).parent / "model"
"""The table: cheap enough for every passage at once."""

BUNDLED_CONTEXTUAL = Path(__file__).parent / "contextual_model"
"""The model that reads words in their context: better on questions in other words, a hundred times slower."""

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
        for start in range(0, len(texts), self._backend.chunk):
            chunk = [_nfc(text) for text in texts[start : start + self._backend.chunk]]
            rows[start : start + len(chunk)] = self._backend.encode(chunk, task, self._prompts[task])
            if progress:
                progress(start + len(chunk), len(texts))
        return _unit(rows)


@cache
def bundled_encoder() -> Encoder:
    """The encoder that ships with the program, loaded once for all archives of a process."""
    return Encoder(BUNDLED_MODEL)


@cache
def contextual_encoder() -> Encoder:
    """The contextual encoder that ships with the program, loaded once for all archives of a process."""
    return Encoder(BUNDLED_CONTEXTUAL)


class _Backend(Protocol):
    dimension: int
    prompts: dict[str, str]
    version: str
    chunk: int  # texts that are encoded between two reports of progress

    def encode(self, texts: list[str], task: str, prompt: str) -> Vectors: ...

    def ready(self, texts: list[str], prompt: str) -> Texts: ...

    def closeness(
        self, question: list[tuple[str, float]], vector: Vectors, groups: Sequence[Texts]
    ) -> list[Closeness]: ...


class _SentenceTransformers:
    """Any model that the library can load."""

    chunk = 256

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
        return [Closeness.of_rows(group.rows, vector) for group in groups]


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


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
        if folder and _is_table(folder):
            return Table(folder, _configured_prompts(folder))
        if folder and (folder / GRAPH).is_file() and (folder / "tokenizer.json").is_file():
            return Contextual(folder, _configured_prompts(folder))
        return _SentenceTransformers(str(folder) if folder else name, local=folder is not None)
    # The loaders raise whatever the file before them makes them raise; an operator needs one line.
    except Exception as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise EncoderError(f"the model {name} can't be loaded: {reason}") from error


def _is_table(folder: Path) -> bool:
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
