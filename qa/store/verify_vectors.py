"""Checks an archive's vectors: each there, of the encoder's size, of finite numbers, of unit length."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from qa.store.store import Store
from qa.store.verify import Fault, FaultKind

HALF = 2
"""Bytes of a number in half precision, in which vectors are stored."""

ROUNDED = 0.01
"""How far from 1 the length of a unit vector may lie once its numbers are rounded to half precision."""

LOT = 2000
"""Rows that are held in memory at once."""

_FACTS = ("revision", "dimension", "passage_rules")


def vector_faults(store: Store) -> Iterator[Fault]:
    """Finds what is wrong with the vectors of the moment that this thread reads, and with what names their encoder."""
    facts = store.manifest()
    turns = {said.id: said.turn for said in store.utterances()}
    missing = [name for name in _FACTS if not facts.get(name)] if turns else []
    size = facts.get("dimension", "")
    if turns and not missing and not (size.isdecimal() and int(size)):
        missing = ["dimension"]
    yield from (Fault(FaultKind.MANIFEST, name) for name in missing)
    if turns and not missing:
        wrong = {
            FaultKind.VECTOR: _vectors(store, facts["revision"], int(size)),
            FaultKind.SENTENCES: _sentences(store, facts["revision"]),
            FaultKind.READING: _readings(store),
        }
        for kind, found in wrong.items():
            yield from (Fault(kind, turns.get(one, str(one))) for one in sorted(found))


def _vectors(store: Store, model: str, dimension: int) -> set[int]:
    """The utterances with a passage that has no vector of the model, or one that is none."""
    query = (
        "SELECT p.id, p.utterance, v.vector FROM passages p"
        " LEFT JOIN vectors v ON v.passage = p.id AND v.model = ? WHERE p.id > ? ORDER BY p.id LIMIT ?"
    )
    found: set[int] = set()
    last = 0
    while rows := store.rows(query, model, last, LOT):
        found |= {utterance for _, utterance, vector in rows if not _sound(vector, dimension)}
        last = rows[-1][0]
    return found


def _sentences(store: Store, model: str) -> set[int]:
    """The utterances without texts kept ready by the model."""
    rows = store.rows(
        "SELECT u.id FROM utterances u LEFT JOIN sentences s ON s.utterance = u.id AND s.model = ?"
        " WHERE s.texts IS NULL OR length(s.texts) = 0",
        model,
    )
    return {row[0] for row in rows}


def _readings(store: Store) -> set[int]:
    """The utterances whose reading is of another size than it says, or no unit vectors."""
    query = "SELECT id, utterance, dimension, whole, sentences FROM readings WHERE id > ? ORDER BY id LIMIT ?"
    found: set[int] = set()
    last = 0
    while rows := store.rows(query, last, LOT):
        found |= {
            utterance
            for _, utterance, dimension, whole, sentences in rows
            if not (_sound(whole, dimension) and _sound(sentences, dimension, several=True))
        }
        last = rows[-1][0]
    return found


def _sound(stored: bytes | None, dimension: int, several: bool = False) -> bool:
    """Whether bytes are a unit vector of a dimension, or any number of them; of a sentence without a word, zeros."""
    if stored is None or dimension < 1 or len(stored) % (HALF * dimension):
        return False
    rows = np.frombuffer(stored, np.float16).astype(np.float32).reshape(-1, dimension)
    lengths = np.linalg.norm(rows, axis=1)
    # A comparison with what is no number is false, so such a row is no unit vector either.
    unit = np.abs(lengths - 1) <= ROUNDED
    return bool((unit | (lengths == 0)).all()) if several else len(rows) == 1 and bool(unit.all())
