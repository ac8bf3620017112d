"""The search indexes of one moment of the store: made of the whole, or of what has changed since an earlier moment."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from qa.interview import Interview, Turn
from qa.question.abbreviations import Abbreviations
from qa.question.printed import around
from qa.question.reader import Questions
from qa.search.passage import lexical_text
from qa.search.retrieve import Retriever
from qa.store.readings import READER, any_reading_after, wholes_read
from qa.store.store import Store, StoredUtterance

WORN = 0.1
"""Share of removed documents from which indexes are made of the whole: tantivy goes on counting what was removed, and
a tenth moves an idf by 0.1 (set by hand)."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a moment of the store is known by, as far as the indexes go."""

    content: str
    model: str
    passage_rules: str
    reader: str


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
        """Tells whether removed words still weigh a little: the same made of the whole ranks a little otherwise."""
        return self.retriever.worn > 0


def seen_in(store: Store) -> Seen:
    """Returns what the moment that this thread reads is known by."""
    manifest = store.manifest()
    facts = (manifest.get(name, "") for name in ("revision", "passage_rules", READER))
    return Seen(store.content_version(), *facts)


def derive(store: Store, dimension: int, abbreviations: Abbreviations) -> Derived:
    """Makes the indexes of the moment that this thread reads, of the whole; `dimension` is the encoder's."""
    retriever = Retriever(dimension)
    return _changed(store, dimension, retriever, Questions(retriever, abbreviations), 0)


def derive_from(last: Derived, store: Store, dimension: int, abbreviations: Abbreviations) -> Derived:
    """Makes the indexes of the moment that this thread reads, of what changed since `last` where that is little."""
    seen = seen_in(store)
    if last.seen == seen:
        return last
    if replace(last.seen, content=seen.content) == seen:
        retriever = last.retriever.copy()
        made = _changed(store, dimension, retriever, last.questions.copy(retriever), last.read)
        if made.retriever.worn < WORN:
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
    seen, known = seen_in(store), retriever.utterance_ids
    last = max(known, default=0)
    gone = known.difference(key for (key,) in store.rows("SELECT id FROM utterances"))
    fresh = store.utterances(last)
    interviews = {key: store.interview(key) for key in dict.fromkeys(one.interview for one in fresh)}
    if fresh or gone:
        said = {
            (key, utterance.span): (interview, turn, utterance)
            for key, interview in interviews.items()
            for turn in interview.turns
            for utterance in turn.answers
        }
        rows = store.passages(seen.model, last)
        vectors = np.frombuffer(b"".join(row[2] for row in rows), np.float16).astype(np.float32)
        retriever.change(
            [(one, lexical_text(*said[one.interview, one.span])) for one in fresh],
            [(passage, utterance) for passage, utterance, _ in rows],
            vectors.reshape(len(rows), dimension),
            gone,
        )
        posts = [(one, interviews[one.interview].position_of(one.speaker)) for one in fresh]
        questions.change(posts, gone, {key: around(interview) for key, interview in interviews.items()})
    return Derived(seen, retriever, questions, _read(store, retriever, seen, read))


def turn_around(utterance: StoredUtterance, interview: Interview) -> Turn | None:
    """Returns the turn of its interview that an utterance stands in."""
    return next((turn for turn in interview.turns if any(u.span == utterance.span for u in turn.answers)), None)
