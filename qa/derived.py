"""The search indexes of one moment of the store: opened from files or made of the whole, then kept up."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from qa.errors import QAError
from qa.generation import Stopped, open_generation, write_generation
from qa.indexed import Seen, indexed, lots, seen_in, vectors_within
from qa.interview import Interview, Turn
from qa.question.abbreviations import Abbreviations
from qa.question.reader import Questions
from qa.search.retrieve import Retriever
from qa.store.ranges import passages_within, utterance_ids, utterances_within
from qa.store.readings import any_reading_after, wholes_read
from qa.store.store import Store, StoredUtterance

STORED = 5_000
"""Utterances from which the indexes are kept in files: fewer are read out of the store in a second or two."""

WORN = 0.1
"""Share of removed documents from which indexes in memory are made of the whole: tantivy goes on counting what was
removed, and a tenth moves an idf by 0.1 (set by hand)."""

STALE = 0.02
"""Share of documents that are not those in the files from which the files are written anew, behind those who ask."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Derived:
    """What was made of one moment of the store; never changed again.

    `read` is the last reading of the contextual encoder (`qa.store.readings`) that the retriever holds.
    """

    seen: Seen
    retriever: Retriever
    questions: Questions
    read: int = 0

    @property
    def worn(self) -> bool:
        """Tells whether the same made of the whole would be better: quicker, or ranked a little otherwise."""
        retriever = self.retriever
        if retriever.stored:
            return max(retriever.worn, retriever.fresh) > STALE
        return retriever.worn > 0 or len(retriever) >= STORED


def from_files(
    store: Store, dimension: int, abbreviations: Abbreviations, stopped: Stopped = lambda: False
) -> Derived | None:
    """Opens the indexes of many utterances from files, written first where there are none that can be used.

    For a thread that holds no moment. None for few utterances, and where files can't be written.
    """
    with store.reading():
        if len(utterance_ids(store)) < STORED:
            return None
        made = opened(store, dimension, abbreviations)
    if made is None and written(store, dimension, stopped):
        with store.reading():
            made = opened(store, dimension, abbreviations)
    return made


def prepare(
    store: Store, dimension: int, abbreviations: Abbreviations, stopped: Stopped = lambda: False
) -> Derived | None:
    """Opens the indexes of many utterances from files, written anew first where much has changed since they were."""
    made = from_files(store, dimension, abbreviations, stopped)  # perhaps another process has done it
    if made is not None and made.worn and written(store, dimension, stopped):
        return from_files(store, dimension, abbreviations, stopped)
    return made


def derive_anew(store: Store, dimension: int, abbreviations: Abbreviations, stopped: Stopped) -> Derived:
    """Makes the indexes of the present moment of the whole: those of many utterances in files, where that can be."""
    made = prepare(store, dimension, abbreviations, stopped)
    with store.reading():
        return made or derive(store, dimension, abbreviations)


def written(store: Store, dimension: int, stopped: Stopped = lambda: False) -> bool:
    """Writes the indexes of the present moment to files; tells whether that could be done."""
    try:
        write_generation(store, dimension, stopped)
    except (QAError, OSError, RuntimeError, ValueError) as error:
        _log.warning("the indexes stay in memory: %s", error)
        return False
    return True


def derive(store: Store, dimension: int, abbreviations: Abbreviations) -> Derived:
    """Makes the indexes of the moment that this thread reads, of the whole and in memory."""
    retriever = Retriever.empty(dimension)
    return _changed(store, dimension, retriever, Questions(retriever, abbreviations), 0)


def opened(store: Store, dimension: int, abbreviations: Abbreviations) -> Derived | None:
    """Opens the indexes in files, brought up to the moment that this thread reads; None where there are none."""
    found = open_generation(store, dimension)
    if found is None:
        return None
    questions = Questions(found.retriever, abbreviations, found.printed)
    made = Derived(found.seen, found.retriever, questions, found.read)
    return derive_from(made, store, dimension, abbreviations)


def derive_from(last: Derived, store: Store, dimension: int, abbreviations: Abbreviations) -> Derived:
    """Makes the indexes of the moment that this thread reads, of what changed since `last` where that is little."""
    seen = seen_in(store)
    if last.seen == seen:
        return last
    if replace(last.seen, content=seen.content) == seen:
        retriever = last.retriever.copy()
        made = _changed(store, dimension, retriever, last.questions.copy(retriever), last.read)
        if made.retriever.stored or made.retriever.worn < WORN:
            return made
    return derive(store, dimension, abbreviations)


def read_further(last: Derived, store: Store) -> Derived:
    """Adds what the contextual encoder has read since; `last` itself where that is nothing."""
    if not any_reading_after(store, last.read):
        return last
    retriever = last.retriever.copy()
    questions = last.questions.copy(retriever)
    return Derived(last.seen, retriever, questions, _read(store, retriever, last.seen, last.read))


def _read(store: Store, retriever: Retriever, seen: Seen, after: int) -> int:
    utterances, vectors, last = wholes_read(store, seen.reader, after)
    retriever.read(utterances, vectors)
    return last


def _changed(store: Store, dimension: int, retriever: Retriever, questions: Questions, read: int) -> Derived:
    seen, stored, known = seen_in(store), utterance_ids(store), retriever.catalogue.ids
    gone = known[~np.isin(known, stored, assume_unique=True)]
    before, last = int(known[-1]) if len(known) else 0, int(stored[-1]) if len(stored) else 0
    ranges = [*lots(before, last)]
    if ranges or len(gone):
        left = retriever.catalogue.utterances(gone.tolist())
        found = indexed(store, [one for first, end in ranges for one in utterances_within(store, first, end)])
        passages = vectors_within(partial(passages_within, store, seen.model), dimension, ranges)
        retriever.change(found.texts, *passages, gone.tolist(), found.posts)
        present = set(retriever.catalogue.present("interview"))
        questions.change(found.printed, {one.interview for one in left.values()} - present)
    return Derived(seen, retriever, questions, _read(store, retriever, seen, read))


def turn_around(utterance: StoredUtterance, interview: Interview) -> Turn | None:
    """Returns the turn of its interview that an utterance stands in."""
    return next((turn for turn in interview.turns if any(u.span == utterance.span for u in turn.answers)), None)
