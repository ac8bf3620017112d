"""Quotations that stood in earlier versions of the interviews: what is no longer printed is never silently absent."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.interview import Source
from qa.quote.judge import Verdict
from qa.quote.result import Former, Occurrence
from qa.store.store import Store
from qa.store.versions import Version, former_interview

if TYPE_CHECKING:
    from qa.quote.printed import Place

_AS_PRINTED = (Verdict.VERBATIM, Verdict.NEAR)


class FormerQuotes:
    """Everything that the earlier versions `of` an archive print. May be shared by threads."""

    def __init__(self, store: Store, versions: tuple[Version, ...]) -> None:
        from qa.quote.check import QuoteIndex  # as late as the archive's own index of quotations

        self._sources: dict[str, Source] = {}
        self.of = versions
        self._versions = {_name(one): one for one in versions}
        self._index = QuoteIndex([place for one in self._versions.values() for place in self._places(store, one)])

    def _places(self, store: Store, version: Version) -> Iterator[Place]:
        from qa.quote.check import places

        found = former_interview(store, version.interview, version.number)
        self._sources[_name(version)] = found.source
        return (replace(place, interview=_name(version)) for place in places(found))

    def found(self, claim: str, speaker: str | None, people: Collection[tuple[str, str]]) -> tuple[Former, ...]:
        """Finds where earlier versions print the words of a claim, verbatim or near, the latest first.

        `people` are the appearances (interview, printed name) that the claimed `speaker` is known to mean.
        """
        if not self._versions:
            return ()
        meant = {(name, who) for name, one in self._versions.items() for key, who in people if key == one.interview}
        result = self._index.check(claim, speaker, meant)
        there = [self._former(one) for one in result.places] if result.words in _AS_PRINTED else []
        return tuple(sorted(there, key=lambda one: one.until, reverse=True))

    def _former(self, one: Occurrence) -> Former:
        version, source = self._versions[one.place.interview], self._sources[one.place.interview]
        place = replace(one.place, interview=version.interview)
        return Former(version.number, version.until, replace(one, place=place, source=source))


def _name(version: Version) -> str:
    """The id under which a version stands among the others."""
    return f"{version.interview}\n{version.number}"
