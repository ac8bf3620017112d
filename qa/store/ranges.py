"""Utterances, passages and readings by ranges of ids, for what is derived of a store a piece at a time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from qa.store.database import places
from qa.store.store import Store, StoredUtterance
from qa.text import Span

Ids = npt.NDArray[np.int64]

_ROWS = 'SELECT u.id, u.interview, u.start, u."end", u.speaker, i.outlet, i.date FROM utterances u'
_ROWS += " JOIN interviews i ON i.id = u.interview WHERE "


def utterance_ids(store: Store) -> Ids:
    """Returns the ids of all utterances, in order."""
    return np.array([key for (key,) in store.rows("SELECT id FROM utterances ORDER BY id")], np.int64)


def utterances_within(store: Store, after: int, until: int) -> list[StoredUtterance]:
    """Returns the utterances whose ids are higher than one and no higher than another, in order."""
    return _read(store.rows(f"{_ROWS} u.id > ? AND u.id <= ? ORDER BY u.id", after, until))


def utterances_at(store: Store, ids: Sequence[int]) -> dict[int, StoredUtterance]:
    """Returns those of these utterances that are there, by their ids."""
    rows = store.rows(f"{_ROWS} u.id IN ({places(ids)})", *ids)
    return {one.id: one for one in _read(rows)}


def _read(rows: Sequence[tuple[int, str, int, int, str | None, str | None, str | None]]) -> list[StoredUtterance]:
    return [
        StoredUtterance(key, interview, Span(start, end), speaker, outlet, date)
        for key, interview, start, end, speaker, outlet, date in rows
    ]


def passages_within(store: Store, model: str, after: int, until: int) -> tuple[Ids, list[bytes]]:
    """Returns the passages, by one model, of the utterances in a range of ids: whose they are, in order, and vectors.

    A vector is in half precision, as it is stored.
    """
    rows = store.rows(
        "SELECT p.utterance, v.vector FROM passages p JOIN vectors v ON v.passage = p.id AND v.model=?"
        " WHERE p.utterance > ? AND p.utterance <= ? ORDER BY p.utterance, p.id",
        *(model, after, until),
    )
    return np.array([row[0] for row in rows], np.int64), [row[1] for row in rows]


def readings_within(store: Store, model: str, after: int, until: int) -> tuple[Ids, list[bytes]]:
    """Returns the utterances in a range of ids that a model has read, in order, and the rows of the whole of each."""
    rows = store.rows(
        "SELECT u.id, r.whole FROM utterances u JOIN readings r ON r.utterance = u.id AND r.model=?"
        " WHERE u.id > ? AND u.id <= ? ORDER BY u.id",  # a reading may outlive its utterance
        *(model, after, until),
    )
    return np.array([row[0] for row in rows], np.int64), [row[1] for row in rows]


def last_reading(store: Store, model: str) -> int:
    """Returns the number of the last reading of a model; 0 where it has read nothing."""
    return int(store.rows("SELECT max(id) FROM readings WHERE model=?", model)[0][0] or 0)
