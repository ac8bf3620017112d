"""Nearest vectors: values are NumPy's, in memory and from files, and what is not allowed does not count."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings import index
from embeddings.index import VectorFiles, VectorIndex, Vectors


def _unit(rows: int, dimension: int, seed: int) -> Vectors:
    vectors = np.random.default_rng(seed).standard_normal((rows, dimension)).astype(np.float32)
    unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 200), st.integers(1, 40), st.integers(0, 1000), st.integers(1, 12), st.booleans())
def test_search_is_numpys_inner_product(rows: int, dimension: int, seed: int, k: int, restricted: bool) -> None:
    vectors = _unit(rows + 1, dimension, seed)
    query, vectors = vectors[0], vectors[1:]
    allowed = np.arange(rows) % 2 == 0 if restricted else None
    found, scores = VectorIndex(vectors).search(query, k, allowed)
    mine = {n: float(v @ query) for n, v in enumerate(vectors) if allowed is None or allowed[n]}
    np.testing.assert_allclose(scores, sorted(mine.values(), reverse=True)[:k], rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose([mine[int(n)] for n in found], scores, rtol=1e-5, atol=1e-6)


def test_rows_are_added_and_left_out() -> None:
    vectors = _unit(5, 8, 0)
    made = VectorIndex(vectors[:3]).with_rows(vectors[3:]).only(np.array([4, 0]))
    assert len(made) == 2
    np.testing.assert_allclose(made.scores(vectors[0], np.array([1, 0])), [1.0, vectors[4] @ vectors[0]], atol=1e-6)


def test_nothing_allowed_and_nothing_there_find_nothing() -> None:
    assert len(VectorIndex(np.empty((0, 4), np.float32)).search(np.ones(4, np.float32), 3)[0]) == 0
    assert len(VectorIndex(_unit(1, 4, 0)).search(np.ones(4, np.float32), 3, np.zeros(1, np.bool_))[0]) == 0


def test_rows_of_another_shape_are_refused() -> None:
    with pytest.raises(ValueError, match="shape"):
        VectorIndex(np.empty((0, 4), np.float32)).with_rows(_unit(2, 5, 0))


@pytest.mark.parametrize("exact", [10_000, 500])
def test_files_find_what_memory_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exact: int) -> None:
    monkeypatch.setattr(index, "EXACT", exact)
    vectors = np.repeat(_unit(1000, 512, 1), 4, axis=0) + 0.7 * _unit(4000, 512, 2)
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float16).astype(np.float32)
    VectorFiles.write(tmp_path, 512, [vectors[:1500], vectors[1500:]])
    files, memory = VectorFiles(tmp_path), VectorIndex(vectors)
    assert len(files) == 4000
    rng = np.random.default_rng(3)
    for share in (None, 0.5, 0.01, 0.0005):
        allowed = None if share is None else rng.random(4000) < share
        for query in vectors[:2000:250]:
            expected, scores = memory.search(query, 20, allowed)
            found, mine = files.search(query, 20, allowed)
            assert len(found) == len(expected)
            near = expected if exact > 4000 else expected[scores > 0.5]  # far ones are no nearer than one another
            assert {*near.tolist()} <= {*found.tolist()}
            np.testing.assert_allclose(mine, files.scores(query, found), atol=1e-5)
            np.testing.assert_allclose(mine[:1], scores[:1], atol=1e-5)
