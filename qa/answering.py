"""From a question or a claim to an answer: read, search, weigh, decide, cite. What it needs comes from the indexes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from embeddings.question import encoded, weighed_readings
from qa import wording
from qa.answer.answer import Answer, Citation, Missing, highlights
from qa.answer.asking import checked, material_of, missing_in
from qa.answer.cite import cite, cite_reporter
from qa.answer.decision import State, fitted_decision
from qa.answer.evidence import Evidence, evidence_of
from qa.answer.explain import why
from qa.errors import NotFoundError, QuestionError
from qa.indexes import Indexes
from qa.interview import Interview, Turn
from qa.people.registry import Profile
from qa.question.understand import Understanding
from qa.search.close_reading import read_closely
from qa.search.dense import Vectors
from qa.search.filters import NO_FILTERS, Filters
from qa.search.rerank import DEPTH, ReadHit, rerank
from qa.search.retrieve import Hit, Retriever
from qa.store.store import Store, StoredUtterance
from qa.text import Span, nfc, sentences

if TYPE_CHECKING:
    from qa.quote.check import QuoteCheck

MAX_CLAIM = 20_000
"""Characters of the longest claim that is checked."""


class Answering:
    """Answers questions and checks claims over one store and its indexes."""

    def __init__(self, store: Store, indexes: Indexes) -> None:
        self._store = store
        self._indexes = indexes

    def ask(
        self,
        question: str,
        k: int,
        filters: Filters,
        history: Sequence[str],
        without: Collection[str],
        today: date | None,
    ) -> Answer:
        """What the archive says to a question (see Archive.ask)."""
        question = checked(question)
        printed = self._indexes.people.as_printed(question)
        reading = self._understood(printed, self._of_people(filters), history, without, today or date.today())
        namesakes = self.namesakes(filters.speaker, reading.own)
        try:
            answer = self._answer(reading, k)
        except NotFoundError:
            # Another process has put an interview anew between the search and the reading: look again, once.
            answer = self._answer(reading, k)
        understood = reading.searched if reading.searched != printed else None
        return replace(answer, question=question, understood=understood, namesakes=namesakes, reading=reading)

    def statements(self, topic: str, filters: Filters, k: int) -> tuple[Citation, ...]:
        """The words that are at least related to a topic, each judged by itself: at most `k`, best first."""
        reading = self._understood(checked(topic), self._of_people(filters), (), (), date.today())
        hits, retriever = self._search(reading, k)
        if self._missing(reading, hits, retriever):
            return ()
        states = [self._decided(reading.searched, hits[place:], retriever)[1] for place in range(min(k, len(hits)))]
        kept = [hit for hit, state in zip(hits, states, strict=False) if state is not State.NONE]
        return tuple(self._cite_all(reading, kept, retriever))

    def evidence(self, question: str) -> tuple[Evidence, bool] | None:
        """What speaks for the best hit of a question, and whether it names what the archive lacks; None: no hit."""
        reading = self._understood(nfc(question), NO_FILTERS, (), (), date.today())
        hits, retriever = self._search(reading, 1)
        if not hits:
            return None
        return self._evidence(reading.searched, hits, retriever), bool(self._missing(reading, hits, retriever))

    def check(self, claim: str, speaker: str | None) -> tuple[QuoteCheck, Citation | None]:
        """Whether these words were said, with the citation of the place that decided it."""
        claim = nfc(claim).strip()
        if not any(c.isalnum() for c in claim):
            raise QuestionError(wording.EMPTY_CLAIM)
        if len(claim) > MAX_CLAIM:
            raise QuestionError(wording.question_too_long(MAX_CLAIM))
        said_by = self._indexes.people.appearances_of(speaker) if speaker else ()
        result = self._indexes.quotes.check(claim, speaker, said_by)
        speech = result.speech
        if speech is None or speech.is_reporter:
            return result, cite_reporter(speech, self._indexes.interview(speech.interview)) if speech else None
        return result, self.citation_at(speech.interview, speech.span)

    def namesakes(self, speaker: str | None, question: str = "") -> tuple[Profile, ...]:
        """Whom a speaker's name fits, where it fits several; without one, whom a name in the question fits so."""
        return self._indexes.people.several(speaker, question)

    def citation_at(self, interview: str, span: Span) -> Citation:
        """The citation of the utterance around a span; NotFoundError where no official speaks."""
        for utterance in self._store.utterances_of(interview):
            if utterance.span.overlaps(span):
                return self._cite(utterance, *self._indexes.turn_of(utterance))
        raise NotFoundError(wording.no_such_turn(f"{interview}.{span.start}"))

    # --- reading the question ---

    def _understood(
        self, question: str, filters: Filters, history: Sequence[str], without: Collection[str], today: date
    ) -> Understanding:
        def first(reading: Understanding) -> StoredUtterance | None:
            vector = encoded(weighed_readings(reading.encoded), self._indexes.encoder)
            hits = self._candidates(reading, vector, 1)[0]
            return hits[0].utterance if hits else None

        with self._indexes.lock:
            return self._indexes.questions.read(question, today, filters, history, without, first)

    def _of_people(self, filters: Filters) -> Filters:
        """The filters with the appearances of everybody whom the speaker's name, label or key may mean."""
        if filters.speaker is None:
            return filters
        return replace(filters, appearances=self._indexes.people.appearances_of(filters.speaker))

    # --- searching and deciding ---

    def _answer(self, reading: Understanding, k: int) -> Answer:
        question = reading.searched
        hits, retriever = self._search(reading, k)
        missing = self._missing(reading, hits, retriever)
        if missing or not hits:
            return Answer(question, State.NONE, 0.0, missing=missing)
        confidence, state = self._decided(question, hits, retriever)
        cited = [] if state is State.NONE else self._cite_all(reading, hits[:k], retriever)
        return Answer(question, state, confidence, tuple(cited))

    def _search(self, reading: Understanding, k: int) -> tuple[list[ReadHit], Retriever]:
        """The best hits, read sentence by sentence and ranked anew: `k` of them or `rerank.DEPTH`."""
        question, encoder = weighed_readings(reading.encoded), self._indexes.encoder
        vector = encoded(question, encoder)
        hits, retriever = self._candidates(reading, vector, max(k, DEPTH))
        stored = partial(self._store.sentences, encoder.revision)
        return rerank(read_closely(question, vector, hits, encoder, stored)), retriever

    def _candidates(self, reading: Understanding, vector: Vectors, k: int) -> tuple[list[Hit], Retriever]:
        with self._indexes.lock:
            retriever = self._indexes.retriever
            return retriever.search(reading.query, vector, k, reading.filters), retriever

    def _missing(self, reading: Understanding, hits: Sequence[ReadHit], retriever: Retriever) -> tuple[Missing, ...]:
        with self._indexes.lock:
            missing = missing_in(reading.own, hits, retriever, self._indexes.questions)
        return tuple(one for one in missing if not reading.links(one.name))

    def _decided(self, question: str, hits: Sequence[ReadHit], retriever: Retriever) -> tuple[float, State]:
        """How surely the first of the hits answers."""
        revision = self._indexes.encoder.revision
        confidence = fitted_decision().confidence(self._evidence(question, hits, retriever), revision)
        return confidence, fitted_decision().state(confidence)

    def _evidence(self, question: str, hits: Sequence[ReadHit], retriever: Retriever) -> Evidence:
        interview, turn = self._indexes.turn_of(hits[0].hit.utterance)
        return evidence_of(question, material_of(hits, interview, turn), retriever.idf)

    # --- citing ---

    def _cite_all(self, reading: Understanding, hits: Sequence[ReadHit], retriever: Retriever) -> list[Citation]:
        return [self._cite_hit(reading, read, retriever) for read in hits]

    def _cite_hit(self, reading: Understanding, read: ReadHit, retriever: Retriever) -> Citation:
        hit, (interview, turn) = read.hit, self._indexes.turn_of(read.hit.utterance)
        citation = self._cite(hit.utterance, interview, turn)
        parts = sentences(interview.text, citation.span)
        around = (citation.title, citation.question, citation.speaker, citation.position)
        return replace(
            citation,
            highlights=highlights(interview.text, parts, reading.searched, retriever.idf, read.cosines),
            score=hit.score,
            dense=hit.dense,
            lexical=hit.lexical,
            why=why(reading, hit, read.nearest, citation.text, " ".join(part for part in around if part)),
        )

    def _cite(self, utterance: StoredUtterance, interview: Interview, turn: Turn) -> Citation:
        words = self._store.words(utterance, interview.text)
        person = self._indexes.people.of(utterance.interview, utterance.speaker)
        return cite(utterance, words, interview, turn, person)
