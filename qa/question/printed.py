"""What stands in the interviews beside the words that are served: headline, lead, narration, captions, questions.

Nobody is quoted with it; it only tells that a name is known.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from copy import copy

from qa.interview import Interview, Role
from qa.search.documents import Documents
from qa.search.lexical import LexicalIndex


class Printed:
    """The words printed around the speech of an archive's interviews, by interview."""

    def __init__(self, stored: Documents | None = None, interviews: Sequence[str] = ()) -> None:
        """Takes what is stored of interviews, in the order of their keys there."""
        self._keys = {interview: number for number, interview in enumerate(interviews)}
        self._next = len(self._keys)
        self._index = LexicalIndex(stored, self._next - 1)

    def copy(self) -> Printed:
        """Copies them to be changed, while these stay as they are."""
        copied = copy(self)
        copied._index, copied._keys = self._index.copy(), dict(self._keys)
        return copied

    def change(self, put: Mapping[str, str], remove: Collection[str] = ()) -> None:
        """Puts the text around the speech of interviews (by their ids) anew, and removes others."""
        gone = [self._keys.pop(interview) for interview in {*put, *remove} if interview in self._keys]
        numbered = [(self._next + place, interview) for place, interview in enumerate(put)]
        self._keys |= {interview: number for number, interview in numbered}
        self._next += len(numbered)
        self._index.change(((number, put[interview]) for number, interview in numbered), gone)

    def holds(self, words: Sequence[str]) -> bool:
        """Tells whether these folded syllables stand in this order around some interview's speech."""
        return self._index.holds(words)


def around(interview: Interview) -> str:
    """Joins what an article prints beside the answers that are served, its paper and its authors included."""
    source = interview.source
    printed = [
        block.span.of(interview.text) for block in interview.blocks if block.role is not Role.ANSWER or not block.served
    ]
    return "\n".join([source.title, source.outlet or "", *source.authors, *printed])
