"""What is derived from the store, kept in step with it: the encoder, both indexes, quotations, people, interviews.

Nothing derived is changed while it is used: a change of the store makes new indexes beside the present ones. Whoever
asks holds one moment of the store and what was made of that very moment, so an answer never mixes two.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING

from qa import wording
from qa.derived import Derived, derive, derive_anew, derive_from, from_files, prepare, read_further, turn_around
from qa.embed import embed_anew
from qa.errors import NotFoundError, QAError, SettingsError
from qa.former import FormerQuotes
from qa.generation import distrust, known_generation, open_listed
from qa.indexed import Seen, seen_in
from qa.interview import Interview, Turn
from qa.people.by_name import PeopleByName
from qa.people.registry import Registry
from qa.people.stored import StoredPeople
from qa.question.abbreviations import Abbreviations
from qa.quoted import StoredQuotes
from qa.search.dense import QuestionVectors
from qa.search.filters import Filters
from qa.search.query import Query
from qa.search.retrieve import Hit
from qa.store.ranges import utterances_at
from qa.store.store import Store, StoredUtterance
from qa.store.versions import all_versions

if TYPE_CHECKING:
    from embeddings.encoder import Encoder
    from qa.quote.check import QuoteIndex

BUNDLED = "bundled"
"""The manifest's name for the encoder that ships with the program, wherever that is installed."""

INTERVIEWS_KEPT = 512
"""Interviews that are kept in memory as they were last read."""

QUIET_SECONDS = 1.0
"""Seconds without a change after which worn indexes are made anew, beside those in use."""

READ_SECONDS = 10.0
"""Seconds between two looks for what the contextual encoder has read: each that finds something copies the indexes."""

_log = logging.getLogger(__name__)


class Moment:
    """The archive at one moment, whatever is written meanwhile; for the thread that holds it."""

    def __init__(self, indexes: Indexes, store: Store) -> None:
        self._indexes = indexes
        self.store = store
        self.version = store.content_version()

    @cached_property
    def people(self) -> Registry:
        """The people of the archive, as what is stored and what editors decided say."""
        return self._indexes.people

    def people_in(self, words: str) -> Registry:
        """Returns the people whom words may name in full, as `people` has them: soon, in an archive of any size."""
        return self.named.within(words)

    def people_called(self, name: str | None) -> Registry:
        """Returns the people who are printed under a name, as `people` has them: soon, in an archive of any size."""
        return self.named.called(name)

    @cached_property
    def named(self) -> PeopleByName:
        """The same people, each looked up by a name, label or key: soon, in an archive of any size."""
        return self._indexes.stored_people.named

    @property
    def quotes(self) -> QuoteIndex:
        """Everything that was said."""
        return self._indexes.quotes_at(self)

    @property
    def former(self) -> FormerQuotes:
        """Everything that earlier versions of the interviews printed."""
        return self._indexes.former_at(self)

    def distrust(self) -> None:
        """Throws away what is derived: it said something else than the store."""
        self._indexes.distrust()

    def interview(self, key: str) -> Interview:
        """Returns one interview, parsed; NotFoundError if it isn't there."""
        return self._indexes.interview_at(key, self.version)

    def turn_of(self, utterance: StoredUtterance) -> tuple[Interview, Turn]:
        """Returns the interview and the turn that an utterance stands in; NotFoundError if it isn't there."""
        interview = self.interview(utterance.interview)
        turn = turn_around(utterance, interview)
        if turn is None:
            raise NotFoundError(wording.no_such_turn(utterance.turn))
        return interview, turn


class SearchedMoment(Moment):
    """A moment with the encoders and the indexes that were made of it.

    `contextual` is None as long as that encoder has read nothing of the archive.
    """

    def __init__(
        self, indexes: Indexes, store: Store, encoder: Encoder, contextual: Encoder | None, derived: Derived
    ) -> None:
        super().__init__(indexes, store)
        self.encoder = encoder
        self.contextual = contextual
        self.retriever = derived.retriever
        self.questions = derived.questions

    def search(self, query: Query, vectors: QuestionVectors, k: int, filters: Filters) -> list[Hit]:
        """Returns the `k` best utterances that pass the filters, but for those that the store has otherwise."""
        hits = self.retriever.search(query, vectors, k, filters)
        there = utterances_at(self.store, [hit.utterance.id for hit in hits])
        true = [hit for hit in hits if there.get(hit.utterance.id) == hit.utterance]
        if len(true) < len(hits):
            self.distrust()
        return true


class Indexes:
    """Everything that can be made anew from the store; made when it is first needed, and again when that changed."""

    def __init__(self, store: Store, encoder: str | None, abbreviations: Abbreviations) -> None:
        self._store = store
        self._encoder_name = encoder
        self._abbreviations = abbreviations
        self._making = threading.RLock()
        self._closing = threading.Event()
        self._renewal: threading.Thread | None = None
        self._encoder: Encoder | None = None
        self._contextual: tuple[str, Encoder] | None = None
        self._looked = 0.0
        self._derived: Derived | None = None
        self._quotes = StoredQuotes(store)
        self._former: tuple[str, FormerQuotes] | None = None
        self._judged: Derived | None = None
        self.stored_people = StoredPeople(store, partial(open_listed, store))
        self.interview_at = lru_cache(maxsize=INTERVIEWS_KEPT)(lambda key, version: store.interview(key))
        """Reads one interview of a content version: that of the moment that the thread holds."""

    def close(self) -> None:
        """Ends what is made in the background, which reads the store."""
        self._closing.set()
        if self._renewal is not None:
            self._renewal.join()

    @contextmanager
    def reading(self) -> Iterator[Moment]:
        """Holds one moment of the archive for reading."""
        with self._store.reading():
            yield Moment(self, self._store)

    @contextmanager
    def searching(self) -> Iterator[SearchedMoment]:
        """Holds one moment of the archive with the indexes that were made of it."""
        with ExitStack() as held:
            with self._making:  # let go before anything is searched
                if self._derived is None:
                    self._derived = from_files(self._store, self.encoder.dimension, self._abbreviations)
                encoder = self._read_by_encoder(held)
                derived = self._up_to_date(encoder)
                contextual = self._read_by(derived)
            yield SearchedMoment(self, self._store, encoder, contextual, derived)

    @property
    def people(self) -> Registry:
        """The people of the archive, as what is stored and what editors decided say."""
        with self._store.reading():
            return self.stored_people.registry

    @property
    def encoder(self) -> Encoder:
        """The table, by which everything can be found as soon as it is built; loaded at first use."""
        with self._making:
            if self._encoder is None:
                from embeddings.encoder import bundled_encoder

                self._encoder = bundled_encoder()
                embed_anew(self._store, self._encoder)
            return self._encoder

    @property
    def contextual(self) -> Encoder:
        """The archive's contextual encoder, loaded at first use; SettingsError if it can't be."""
        with self._making:
            name = self.contextual_name
            if self._contextual is None or self._contextual[0] != name:
                from embeddings.encoder import Encoder, EncoderError, contextual_encoder

                try:
                    self._contextual = name, contextual_encoder() if name == BUNDLED else Encoder(name)
                except EncoderError as error:
                    raise SettingsError(wording.bad_encoder(name, error)) from error
            return self._contextual[1]

    @property
    def contextual_name(self) -> str:
        """The contextual encoder that was asked for, or that the archive was last read by."""
        return self._encoder_name or self._store.manifest().get("encoder") or BUNDLED

    def _read_by(self, derived: Derived) -> Encoder | None:
        """The encoder that has read what is derived; None where nothing is read, or by another than is asked for."""
        if not derived.retriever.any_read or self.contextual.revision != derived.seen.reader:
            return None
        return self.contextual

    def look_again(self) -> None:
        """Has the next question look for what the contextual encoder has read meanwhile."""
        self._looked = 0.0

    def prepare(self) -> None:
        """Writes the indexes of a large archive to files, unless they stand there much as the archive does."""
        prepare(self._store, self.encoder.dimension, self._abbreviations)

    def distrust(self) -> None:
        """Throws away what is derived, in memory and in files, since it says something else than the store."""
        with self._making:
            self._derived = None
            self._quotes.refuse()
            distrust(self._store)

    def quotes_at(self, moment: Moment) -> QuoteIndex:
        """Returns everything that is printed at a moment that this thread holds."""
        return self._quotes.index(moment.version, moment.interview)

    def former_at(self, moment: Moment) -> FormerQuotes:
        """Returns what earlier versions printed, at a moment that this thread holds."""
        with self._making:
            known = self._former
            if known is None or known[0] != moment.version:
                versions = all_versions(moment.store)
                made = known[1] if known and known[1].of == versions else FormerQuotes(moment.store, versions)
                known = self._former = moment.version, made
            return known[1]

    def _read_by_encoder(self, held: ExitStack) -> Encoder:
        """The encoder that made the vectors of the moment that `held` holds from here on."""
        while True:
            encoder = self.encoder
            held.enter_context(self._store.reading())
            if self._store.manifest().get("revision") == encoder.revision:
                return encoder
            held.close()
            self._encoder = None  # another process has given the archive another encoder

    def _up_to_date(self, encoder: Encoder) -> Derived:
        last, self._derived = self._derived, None  # where what follows fails, all is made anew the next time
        if last is None:
            self._derived = derive(self._store, encoder.dimension, self._abbreviations)
        else:
            self._derived = derive_from(last, self._store, encoder.dimension, self._abbreviations)
        if time.monotonic() - self._looked > READ_SECONDS:
            self._derived = read_further(self._derived, self._store)
            self._looked = time.monotonic()
        if self._renewal is None and self._derived is not self._judged and self._stale(self._derived):
            self._renewal = threading.Thread(target=self._renew, args=(encoder.dimension,), daemon=True)
            self._renewal.start()
        self._judged = self._derived
        return self._derived

    def _stale(self, derived: Derived) -> bool:
        return derived.worn or (derived.retriever.stored and known_generation(self._store) is None)

    def _renew(self, dimension: int) -> None:
        """Makes stale indexes anew beside those in use, once the store has been quiet for a while."""
        last: Seen | None = None
        while not self._closing.wait(QUIET_SECONDS):
            made = None
            try:
                with self._store.reading():
                    seen = seen_in(self._store)
                if seen == last:
                    made = derive_anew(self._store, dimension, self._abbreviations, self._closing.is_set)
                last = seen
            except QAError as error:
                _log.warning("indexes not renewed: %s", error)
            with self._making:
                if made and self._derived and (made.retriever.stored or self._derived.seen == made.seen):
                    self._derived = self._judged = made  # whoever asks brings it to the moment that they hold
                if made or self._derived is None or not self._stale(self._derived):
                    self._renewal = None
                    return
