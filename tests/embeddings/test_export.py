"""The exported folder: eight bits a weight, read alike by the program and by sentence-transformers."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from embeddings.encoder import Encoder
from embeddings.train.table.export import export, quantized
from embeddings.train.table.tokenizer import build

TEXTS = ["Đường mới mở qua xã.", "nguồn nước", "UBND huyện 2024", "xã mới, xã cũ"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    words = Counter({"đường": 9, "mới": 9, "mở": 9, "qua": 9, "xã": 9, "nguồn_nước": 9, "huyện": 9, "ubnd": 9, "cũ": 9})
    tokenizer = build(words, Counter({"nguồn": 20, "nước": 20}))
    weights = np.random.default_rng(0).normal(size=(tokenizer.get_vocab_size(), 64)).astype(np.float32)
    path = tmp_path_factory.mktemp("exported") / "model"
    export(weights, tokenizer, path)
    return path


def test_a_row_is_off_by_half_a_step_at_most_and_zeros_stay_zeros() -> None:
    weights = np.random.default_rng(1).normal(size=(50, 32)).astype(np.float32)
    weights[7] = 0
    rows, scales = quantized(weights)
    assert rows.dtype == np.int8
    assert scales.shape == (50,)
    assert np.all(np.abs(rows * scales[:, None] - weights) <= 0.5001 * scales[:, None])
    assert not rows[7].any()


def test_both_readers_give_the_same_vectors_without_a_word_on_precision(folder: Path) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), local_files_only=True, device="cpu")
    direct = Encoder(folder)
    assert model.get_embedding_dimension() == direct.dimension == 64
    np.testing.assert_allclose(model.encode(TEXTS), direct.encode_passages(TEXTS), atol=1e-5)
    assert np.isfinite(model.encode(["…"])).all()


def test_the_weights_are_a_byte_each(folder: Path) -> None:
    from safetensors.numpy import load_file

    stored = load_file(folder / "model.safetensors")
    assert {name: rows.dtype.name for name, rows in stored.items()} == {"embeddings": "int8", "weights": "float32"}
