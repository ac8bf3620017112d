"""What is derived from the store, kept in step with it: the encoder, both indexes, quotations, people, interviews."""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from qa import wording
from qa.build import embed_anew
from qa.errors import NotFoundError, SettingsError
from qa.interview import Interview, Turn
from qa.people.registry import Registry
from qa.people.stored import StoredPeople
from qa.question.abbreviations import Abbreviations
from qa.question.printed import around
from qa.question.reader import Questions
from qa.search.passage import lexical_text
from qa.search.retrieve import Retriever
from qa.store.store import Store, StoredUtterance

if TYPE_CHECKING:
    from embeddings.encoder import Encoder
    from qa.quote.check import QuoteIndex

BUNDLED = "bundled"
"""The manifest's name for the encoder that ships with the program, wherever that is installed."""

INTERVIEWS_KEPT = 512
"""Interviews that are kept in memory as they were last read."""


class Indexes:
    """Everything that can be made anew from the store, brought up to date when the store has changed.

    `lock` is held while the indexes change, and must be held while they are searched.
    """

    def __init__(self, store: Store, encoder: str | None, abbreviations: Abbreviations) -> None:
        self.lock = threading.RLock()
        self._store = store
        self._encoder_name = encoder
        self._abbreviations = abbreviations
        self._encoder: Encoder | None = None
        self._retriever: Retriever | None = None
        self._questions: Questions | None = None
        self._quotes: QuoteIndex | None = None
        self._seen: object = None
        self._quotes_seen: object = None
        self._people = StoredPeople(store)
        self._read = lru_cache(maxsize=INTERVIEWS_KEPT)(lambda key, version: store.interview(key))

    @property
    def encoder(self) -> Encoder:
        """The archive's encoder, loaded at first use; SettingsError if it can't be."""
        with self.lock:
            if self._encoder is None:
                from embeddings.encoder import Encoder, EncoderError, bundled_encoder

                name = self._encoder_name or self._store.manifest().get("encoder") or BUNDLED
                try:
                    self._encoder = bundled_encoder() if name == BUNDLED else Encoder(name)
                except EncoderError as error:
                    raise SettingsError(wording.bad_encoder(name, error)) from error
                embed_anew(self._store, self._encoder, name)
            return self._encoder

    @property
    def retriever(self) -> Retriever:
        """Both search indexes, as the store stands."""
        with self.lock:
            return self._ready()[0]

    @property
    def questions(self) -> Questions:
        """What reading a question needs of the archive, as the store stands."""
        with self.lock:
            return self._ready()[1]

    @property
    def quotes(self) -> QuoteIndex:
        """Everything that was said, as the store stands."""
        from qa.quote.check import QuoteIndex, speeches

        with self.lock:
            version = self._store.content_version()
            if self._quotes is None or version != self._quotes_seen:
                self._quotes = QuoteIndex(
                    s for key in self._store.interview_ids() for s in speeches(self.interview(key))
                )
                self._quotes_seen = version
            return self._quotes

    @property
    def people(self) -> Registry:
        """The people of the archive, as what is stored and what editors decided say."""
        return self._people.registry

    def interview(self, key: str) -> Interview:
        """One interview, parsed; NotFoundError if it isn't there."""
        return self._read(key, self._store.content_version())

    def turn_of(self, utterance: StoredUtterance) -> tuple[Interview, Turn]:
        """The interview and the turn that an utterance stands in; NotFoundError if it has been put anew."""
        interview = self.interview(utterance.interview)
        for turn in interview.turns:
            if any(u.span == utterance.span for u in turn.answers):
                return interview, turn
        raise NotFoundError(wording.no_such_turn(utterance.turn))

    def _ready(self) -> tuple[Retriever, Questions]:
        version = self._store.content_version()
        if self._encoder is not None and self._store.manifest().get("revision") != self._encoder.revision:
            self._encoder = self._retriever = None  # another process has given the archive another encoder
        if self._retriever is None or self._questions is None:
            self._retriever = Retriever(self.encoder.dimension)
            self._questions = Questions(self._retriever, self._abbreviations)
            self._seen = None
        if version != self._seen:
            self._bring_up_to_date(self._retriever, self._questions)
            self._seen = self._store.content_version()
        return self._retriever, self._questions

    def _bring_up_to_date(self, retriever: Retriever, questions: Questions) -> None:
        stored = self._store.utterances()
        present = {u.id for u in stored}
        known = retriever.utterance_ids
        fresh = [u for u in stored if u.id not in known]
        if not fresh and present == known:
            return
        rows = self._store.passages(self.encoder.revision, known)
        vectors = np.frombuffer(b"".join(row[2] for row in rows), np.float16).astype(np.float32)
        retriever.change(
            [(utterance, self._lexical_text(utterance)) for utterance in fresh],
            [(passage, utterance) for passage, utterance, _ in rows],
            vectors.reshape(len(rows), self.encoder.dimension),
            known - present,
        )
        posts = ((u, self.interview(u.interview).position_of(u.speaker)) for u in fresh)
        printed = {key: around(self.interview(key)) for key in dict.fromkeys(u.interview for u in fresh)}
        questions.change(posts, known - present, printed)

    def _lexical_text(self, utterance: StoredUtterance) -> str:
        interview, turn = self.turn_of(utterance)
        spoken = next(u for u in turn.answers if u.span == utterance.span)
        return lexical_text(interview, turn, spoken)
