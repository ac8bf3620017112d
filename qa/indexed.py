"""What the indexes hold of utterances, read out of the store: words, posts, vectors, and what stands around them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qa.question.printed import around
from qa.search.passage import lexical_text
from qa.store.ranges import Ids
from qa.store.readings import READER
from qa.store.store import Store, StoredUtterance

Vectors = npt.NDArray[np.float32]

LOT = 4_000
"""Utterances that are read at a time."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a moment of the store is known by, as far as the indexes go."""

    content: str
    model: str
    passage_rules: str
    reader: str


def seen_in(store: Store) -> Seen:
    """Returns what the moment that this thread reads is known by."""
    manifest = store.manifest()
    facts = (manifest.get(name, "") for name in ("revision", "passage_rules", READER))
    return Seen(store.content_version(), *facts)


@dataclass(frozen=True, slots=True)
class Indexed:
    """Utterances with their texts for BM25, the posts of their speakers, and what stands around each interview."""

    texts: list[tuple[StoredUtterance, str]]
    posts: dict[int, str | None]
    printed: dict[str, str]


def indexed(store: Store, utterances: Sequence[StoredUtterance]) -> Indexed:
    """Reads what is indexed of utterances."""
    interviews = {key: store.interview(key) for key in dict.fromkeys(one.interview for one in utterances)}
    said = {
        (key, answer.span): (interview, turn, answer)
        for key, interview in interviews.items()
        for turn in interview.turns
        for answer in turn.answers
    }
    return Indexed(
        [(one, lexical_text(*said[one.interview, one.span])) for one in utterances],
        {one.id: interviews[one.interview].position_of(one.speaker) for one in utterances},
        {key: around(interview) for key, interview in interviews.items()},
    )


def lots(first: int, last: int) -> Iterator[tuple[int, int]]:
    """Cuts the ids after one, up to another, into ranges."""
    return ((start, min(start + LOT, last)) for start in range(first, last, LOT))


def rows_of(blobs: Sequence[bytes], dimension: int) -> Vectors:
    """Returns vectors that are stored in half precision, a row each."""
    return np.frombuffer(b"".join(blobs), np.float16).astype(np.float32).reshape(len(blobs), dimension)


def vectors_within(
    read: Callable[[int, int], tuple[Ids, list[bytes]]], dimension: int, ranges: Sequence[tuple[int, int]]
) -> tuple[Ids, Vectors]:
    """Returns the vectors in ranges of ids: whose they are, and a row each."""
    found = [read(*one) for one in ranges] or [(np.empty(0, np.int64), [])]
    return np.concatenate([owners for owners, _ in found]), np.concatenate([rows_of(b, dimension) for _, b in found])
