"""Reads with the contextual encoder what a build has left for later: a few utterances at a time, each lot for good.

A build shows the archive as soon as words and the table's vectors stand. This takes a hundred times longer, so it goes
on behind: whoever stops it, or kills it, loses the lot that it was at.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qa.embed import PassageEncoder
from qa.interview import Interview, Turn, Utterance
from qa.search.close_reading import close_texts
from qa.search.passage import passages
from qa.store.readings import (
    Reading,
    ReadSoFar,
    add_readings,
    read_so_far,
    take_over,
    unread,
)
from qa.store.store import Store
from qa.store.writing import delete_left_over

Vectors = npt.NDArray[np.float32]

LOT = 16
"""Utterances that are read and stored at a time: a second or two of work."""


@dataclass(frozen=True, slots=True)
class _Texts:
    """What is read of an utterance: the whole with its context, then its sentences."""

    utterance: int
    texts: tuple[str, ...]

    @property
    def digest(self) -> str:
        return hashlib.sha256("\0".join(self.texts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Backfill:
    """What one process reads behind a build; `behind`: behind others too, who answer questions on the same machine.

    Then it keeps to one core, a text at a time, and takes the newest first: where a build reads at the same time, what
    both have read is stored once, and they meet half way.
    """

    store: Store
    encoder: PassageEncoder
    behind: bool = False

    def run(self, tell: Callable[[ReadSoFar], None], stopped: Callable[[], bool] = lambda: False) -> None:
        """Reads on until nothing is left or it is `stopped`; tells how far it is, first and after each lot."""
        tell(self._so_far())
        while not stopped():
            lot = self._next()
            if not lot:
                delete_left_over(self.store)
                return
            self._read(lot, stopped)
            tell(self._so_far())

    def _read(self, lot: Sequence[_Texts], stopped: Callable[[], bool]) -> None:
        model = self.encoder.revision
        taken = take_over(self.store, model, {one.utterance: one.digest for one in lot})
        if left := [one for one in lot if one.utterance not in taken]:
            add_readings(self.store, model, [*self._one_by_one(left, stopped)] if self.behind else self._at_once(left))

    def _one_by_one(self, lot: Sequence[_Texts], stopped: Callable[[], bool]) -> Iterator[Reading]:
        """The readings of a lot, text by text: a server that is to end waits for no more than one of them."""
        for one in lot:
            rows: list[Vectors] = []
            for text in one.texts:
                if stopped():
                    return
                rows.append(self.encoder.encode_passages([text])[0])
            yield Reading(one.utterance, one.digest, rows[0], np.array(rows[1:], np.float32))

    def _at_once(self, lot: Sequence[_Texts]) -> list[Reading]:
        rows = self.encoder.encode_passages([text for one in lot for text in one.texts])
        ends = np.cumsum([len(one.texts) for one in lot])[:-1]
        cut = zip(lot, np.split(rows, ends), strict=True)
        return [Reading(one.utterance, one.digest, own[0], own[1:]) for one, own in cut]

    def _so_far(self) -> ReadSoFar:
        return read_so_far(self.store, self.encoder.revision)

    def _next(self) -> list[_Texts]:
        found = []
        with self.store.reading():
            for key, name in unread(self.store, self.encoder.revision, LOT, newest=self.behind):
                interview = self.store.interview(name)
                span = next(one.span for one in self.store.utterances_of(name) if one.id == key)
                for turn in interview.turns:
                    for said in turn.answers:
                        if said.span == span:
                            found.append(_texts(key, interview, turn, said))
        return found


def _texts(key: int, interview: Interview, turn: Turn, said: Utterance) -> _Texts:
    return _Texts(key, (passages(interview, turn, said)[0].text, *close_texts(interview, turn, said)[1:]))
