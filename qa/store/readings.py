"""Utterances as the contextual encoder read them: rows that a build leaves for later, added a few at a time.

They are derived from what is stored, and none is lost by a process that is killed: whatever is missing is made later.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qa.store.database import places
from qa.store.store import Store
from qa.store.tables import to_blob

Vectors = npt.NDArray[np.float32]


READER = "reader"
"""The manifest's name for the revision of the contextual encoder whose readings count."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An utterance as unit rows of one model: `whole`, shape (dimension,), with its context; `sentences` alone.

    `digest` names the texts that were encoded.
    """

    utterance: int
    digest: str
    whole: Vectors
    sentences: Vectors


@dataclass(frozen=True, slots=True)
class ReadSoFar:
    """How many utterances the contextual encoder has read, of how many in all."""

    done: int
    total: int

    @property
    def complete(self) -> bool:
        """Whether nothing is left to read."""
        return self.done >= self.total


def begin_readings(store: Store, model: str, name: str) -> None:
    """Makes a contextual encoder the archive's own, by its revision and its name; what another one read is deleted."""
    facts = {READER: model, "encoder": name}
    if not facts.items() <= store.manifest().items():
        with store.transaction():
            store.change("DELETE FROM readings WHERE model<>?", model)
            store.set_manifest(**facts)


def add_readings(store: Store, model: str, readings: Sequence[Reading]) -> None:
    """Stores readings in one transaction; those of utterances that have gone meanwhile are dropped."""
    rows = [
        (model, one.digest, len(one.whole), to_blob(one.whole), to_blob(one.sentences), one.utterance)
        for one in readings
    ]
    store.change_many(
        "INSERT INTO readings (utterance, model, digest, dimension, whole, sentences)"
        " SELECT id, ?, ?, ?, ?, ? FROM utterances WHERE id=? ON CONFLICT DO NOTHING",
        rows,
    )


def take_over(store: Store, model: str, digests: Mapping[int, str]) -> set[int]:
    """Gives utterances, by the digests of their texts, what the model has read of the same texts; those that got it."""
    taken = set()
    with store.transaction():
        for utterance, digest in digests.items():
            copied = store.change(
                "INSERT INTO readings (utterance, model, digest, dimension, whole, sentences)"
                " SELECT ?, model, digest, dimension, whole, sentences FROM readings"
                " WHERE digest=? AND model=? LIMIT 1 ON CONFLICT DO NOTHING",
                *(utterance, digest, model),
            )
            if copied:
                taken.add(utterance)
    return taken


def unread(store: Store, model: str, limit: int, newest: bool = False) -> list[tuple[int, str]]:
    """Utterances (id, interview) that the model has not read: at most `limit`, the oldest or the newest first."""
    return store.rows(
        "SELECT id, interview FROM utterances WHERE id NOT IN (SELECT utterance FROM readings WHERE model=?)"
        f" ORDER BY id {'DESC' if newest else ''} LIMIT ?",
        *(model, limit),
    )


def read_so_far(store: Store, model: str) -> ReadSoFar:
    """Tells how far the model has come."""
    ((done, total),) = store.rows(
        "SELECT (SELECT count(*) FROM readings WHERE model=? AND utterance IN (SELECT id FROM utterances)),"
        " (SELECT count(*) FROM utterances)",
        model,
    )
    return ReadSoFar(done, total)


def any_reading_after(store: Store, last: int) -> bool:
    """Tells whether something was read after the reading of this number."""
    return bool(store.rows("SELECT 1 FROM readings WHERE id>? LIMIT 1", last))


def wholes_read(store: Store, model: str, after: int) -> tuple[list[int], Vectors, int]:
    """Returns the utterances of the readings added after one, with their rows, and the number of the last of them."""
    rows = store.rows("SELECT id, utterance, whole FROM readings WHERE model=? AND id>? ORDER BY id", model, after)
    vectors = _rows(b"".join(row[2] for row in rows), len(rows[0][2]) // 2) if rows else np.empty((0, 0), np.float32)
    return [row[1] for row in rows], vectors, max((row[0] for row in rows), default=after)


def sentences_read(store: Store, model: str, utterances: Sequence[int]) -> dict[int, Vectors]:
    """Returns the rows of the sentences of those of these utterances that the model has read."""
    rows = store.rows(
        f"SELECT utterance, dimension, sentences FROM readings WHERE model=? AND utterance IN ({places(utterances)})",
        *(model, *utterances),
    )
    return {utterance: _rows(blob, dimension) for utterance, dimension, blob in rows}


def _rows(blob: bytes, dimension: int) -> Vectors:
    return np.frombuffer(blob, np.float16).astype(np.float32).reshape(-1, dimension)
