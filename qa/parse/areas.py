"""Where the marks of a kind lie in a text, asked once a segment however many marks there are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from qa.interview import Mark
from qa.text import Span


class Areas:
    """The stretches that some marks cover, those that overlap as one."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for mark in sorted(marks, key=lambda mark: mark.start):
            if self._ends and mark.start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], mark.end)
            else:
                self._starts.append(mark.start)
                self._ends.append(mark.end)

    def __contains__(self, span: Span) -> bool:
        n = bisect_right(self._starts, span.start) - 1
        return n >= 0 and span.end <= self._ends[n]
