"""The vector index gives NumPy's values."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.index import VectorIndex, Vectors


def _unit(rows: int, dimension: int, seed: int) -> Vectors:
    made = np.random.default_rng(seed).normal(size=(rows, dimension)).astype(np.float32)
    unit: Vectors = made / np.linalg.norm(made, axis=1, keepdims=True)
    return unit


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 200), st.integers(1, 40), st.integers(0, 1000), st.integers(1, 12), st.booleans())
def test_search_is_numpys_inner_product(rows: int, dimension: int, seed: int, k: int, restricted: bool) -> None:
    vectors = _unit(rows + 1, dimension, seed)
    query, vectors = vectors[0], vectors[1:]
    ids = np.arange(rows, dtype=np.int64) * 3 + 7
    index = VectorIndex(dimension)
    index.add(ids, vectors)
    allowed = ids[::2] if restricted else None
    found, scores = index.search(query, k, allowed)
    mine = {int(i): float(v @ query) for i, v in zip(ids, vectors, strict=True) if allowed is None or i in allowed}
    expected = sorted(mine.values(), reverse=True)[:k]
    np.testing.assert_allclose(scores, expected, rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose([mine[int(i)] for i in found], scores, rtol=1e-5, atol=1e-6)


def test_removed_rows_are_not_found() -> None:
    vectors = _unit(5, 8, 0)
    index = VectorIndex(8)
    index.add([10, 11, 12, 13, 14], vectors)
    assert index.remove([11, 99]) == 1
    assert len(index) == 4
    assert 11 not in index.search(vectors[1], 5)[0]
    with pytest.raises(KeyError):
        index.vectors([11])
    np.testing.assert_array_equal(index.vectors([14, 10]), vectors[[4, 0]])


def test_nothing_allowed_and_nothing_there_find_nothing() -> None:
    index = VectorIndex(4)
    assert len(index.search(np.ones(4, np.float32), 3)[0]) == 0
    index.add([1], _unit(1, 4, 0))
    assert len(index.search(np.ones(4, np.float32), 3, np.empty(0, np.int64))[0]) == 0


def test_rows_of_another_shape_are_refused() -> None:
    with pytest.raises(ValueError, match="shape"):
        VectorIndex(4).add([1, 2], _unit(2, 5, 0))
