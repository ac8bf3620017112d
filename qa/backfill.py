"""Reads with the contextual encoder what a build has left for later: a few utterances at a time, each lot for good.

A build shows the archive as soon as words and the table's vectors stand. This takes a hundred times longer, so it goes
on behind: whoever stops it, or kills it, loses the lot that it was at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from qa.build import PassageEncoder
from qa.interview import Interview, Turn, Utterance
from qa.search.close_reading import close_texts
from qa.search.passage import passages
from qa.store.readings import Reading, ReadSoFar, add_readings, read_so_far, unread
from qa.store.store import Store

LOT = 16
"""Utterances that are read and stored at a time: a second or two of work."""


_Texts = tuple[int, str, list[str]]
"""An utterance's id, the text of the whole with its context, and its sentences."""


@dataclass(frozen=True, slots=True)
class Backfill:
    """What one process reads behind a build, and in which order.

    Where two read at once, one takes the newest first: what both have read is stored once, and they meet half way.
    """

    store: Store
    encoder: PassageEncoder
    newest: bool = False

    def run(self, tell: Callable[[ReadSoFar], None], stopped: Callable[[], bool] = lambda: False) -> None:
        """Reads on until nothing is left or it is `stopped`; tells how far it is, first and after each lot."""
        tell(self._so_far())
        while not stopped() and (lot := self._next()):
            add_readings(self.store, self.encoder.revision, _read(lot, self.encoder))
            tell(self._so_far())

    def _so_far(self) -> ReadSoFar:
        return read_so_far(self.store, self.encoder.revision)

    def _next(self) -> list[_Texts]:
        found = []
        with self.store.reading():
            for key, name in unread(self.store, self.encoder.revision, LOT, self.newest):
                interview = self.store.interview(name)
                span = next(one.span for one in self.store.utterances_of(name) if one.id == key)
                for turn in interview.turns:
                    for said in turn.answers:
                        if said.span == span:
                            found.append(_texts(key, interview, turn, said))
        return found


def _texts(key: int, interview: Interview, turn: Turn, said: Utterance) -> _Texts:
    return key, passages(interview, turn, said)[0].text, close_texts(interview, turn, said)[1:]


def _read(lot: Sequence[_Texts], encoder: PassageEncoder) -> list[Reading]:
    rows = encoder.encode_passages([text for _, whole, parts in lot for text in (whole, *parts)])
    ends = np.cumsum([1 + len(parts) for _, _, parts in lot])[:-1]
    return [Reading(key, own[0], own[1:]) for (key, _, _), own in zip(lot, np.split(rows, ends), strict=True)]
