"""The utterances that can be found, by id, by speaker and by interview."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Self

from qa.names.speakers import same_speaker
from qa.search.filters import Filters
from qa.store.store import StoredUtterance
from qa.text import fold


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Lookups over all utterances of an archive; `by_speaker` and `by_interview` hold their ids."""

    utterances: Mapping[int, StoredUtterance]
    by_speaker: Mapping[str, frozenset[int]]
    by_interview: Mapping[str, frozenset[int]]
    years: frozenset[str]

    @classmethod
    def of(cls, utterances: Iterable[StoredUtterance]) -> Self:
        """Returns the catalogue of these utterances, which keep their order."""
        found = {utterance.id: utterance for utterance in utterances}
        speakers, interviews = defaultdict(set), defaultdict(set)
        for utterance in found.values():
            if utterance.speaker:
                speakers[utterance.speaker].add(utterance.id)
            interviews[utterance.interview].add(utterance.id)
        return cls(
            found,
            {name: frozenset(keys) for name, keys in speakers.items()},
            {name: frozenset(keys) for name, keys in interviews.items()},
            frozenset(utterance.date.partition("-")[0] for utterance in found.values() if utterance.date),
        )

    def passing(self, filters: Filters) -> list[int]:
        """Returns the ids of the utterances within the filters, in order."""
        folded = replace(filters, outlet=fold(filters.outlet) if filters.outlet else filters.outlet)
        return [utterance.id for utterance in self.utterances.values() if passes(utterance, folded)]


def passes(utterance: StoredUtterance, filters: Filters) -> bool:
    """Tells whether an utterance is within the filters, whose outlet is folded.

    What has no date or outlet is outside a filter on it.
    """
    if filters.interview is not None and utterance.interview != filters.interview:
        return False
    if filters.outlet is not None and fold(utterance.outlet or "") != filters.outlet:
        return False
    if (filters.since or filters.until) and not (
        (filters.since or "") <= utterance.date <= (filters.until or "9999") if utterance.date else filters.undated
    ):
        return False
    if filters.appearances is not None:
        return (utterance.interview, utterance.speaker) in filters.appearances
    return filters.speaker is None or same_speaker(filters.speaker, utterance.speaker or "")
