"""From a question or a claim to an answer: read, search, weigh, decide, cite. What it needs comes from the indexes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from embeddings.question import encoded, weighed_readings
from qa import wording
from qa.answer.answer import Answer, Citation, Missing
from qa.answer.asking import checked, material_of, missing_in
from qa.answer.cite import cite, cite_place
from qa.answer.decision import State, fitted_decision
from qa.answer.evidence import Evidence, evidence_of
from qa.answer.explain import why
from qa.answer.marks import Sentence, likelihoods, marked, sentences_of
from qa.errors import NotFoundError, QuestionError
from qa.indexes import Moment, SearchedMoment
from qa.question.understand import Understanding
from qa.quote.printed import Part
from qa.search.close_reading import read_closely
from qa.search.dense import QuestionVectors
from qa.search.filters import NO_FILTERS, Filters
from qa.search.passage import context
from qa.search.rerank import DEPTH, ReadHit, rerank
from qa.store.readings import sentences_read
from qa.store.store import StoredUtterance
from qa.text import Span, nfc, sentences

if TYPE_CHECKING:
    from qa.quote.result import Occurrence, QuoteCheck

CONTEXTUAL_READINGS = 1
"""Restored readings of an unaccented question that the contextual encoder reads: each costs it milliseconds."""

MAX_CLAIM = 20_000
"""Characters of the longest claim that is checked."""


class Answering:
    """Answers questions of one moment of the archive."""

    def __init__(self, now: SearchedMoment) -> None:
        self._now = now

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
        printed = self._now.people.as_printed(question)
        reading = self._understood(printed, self._of_people(filters), history, without, today or date.today())
        namesakes = self._now.people.several(filters.speaker, reading.own)
        answer = self._answer(reading, k)
        understood = reading.searched if reading.searched != printed else None
        return replace(answer, question=question, understood=understood, namesakes=namesakes, reading=reading)

    def statements(self, topic: str, filters: Filters, k: int) -> tuple[Citation, ...]:
        """The words that are at least related to a topic, each judged by itself: at most `k`, best first."""
        reading = self._understood(checked(topic), self._of_people(filters), (), (), date.today())
        hits = self._search(reading, k)
        if self._missing(reading, hits):
            return ()
        states = [self._decided(reading.searched, hits[place:])[1] for place in range(min(k, len(hits)))]
        kept = [hit for hit, state in zip(hits, states, strict=False) if state is not State.NONE]
        return tuple(self._cite_hit(reading, hit) for hit in kept)

    def evidence(self, question: str) -> tuple[Evidence, bool] | None:
        """What speaks for the best hit of a question, and whether it names what the archive lacks; None: no hit."""
        reading = self._understood(nfc(question), NO_FILTERS, (), (), date.today())
        hits = self._search(reading, 1)
        return (self._evidence(reading.searched, hits), bool(self._missing(reading, hits))) if hits else None

    def found(self, question: str, k: int) -> list[ReadHit]:
        """The best hits of a question with their signals: at most `k`, or `rerank.DEPTH`. For fitting the ranking."""
        return self._search(self._understood(nfc(question), NO_FILTERS, (), (), date.today()), k)

    def sentences(self, question: str, read: ReadHit) -> list[Sentence]:
        """What speaks for each sentence of a hit of a question. For fitting the marks."""
        return self._sentences(self._understood(nfc(question), NO_FILTERS, (), (), date.today()), read)

    # --- reading the question ---

    def _understood(
        self, question: str, filters: Filters, history: Sequence[str], without: Collection[str], today: date
    ) -> Understanding:
        def first(reading: Understanding) -> StoredUtterance | None:
            hits = self._now.retriever.search(reading.query, self._vectors(reading), 1, reading.filters)
            return hits[0].utterance if hits else None

        return self._now.questions.read(question, today, filters, history, without, first)

    def _of_people(self, filters: Filters) -> Filters:
        """The filters with the appearances of everybody whom the speaker's name, label or key may mean."""
        if filters.speaker is None:
            return filters
        return replace(filters, appearances=self._now.people.appearances_of(filters.speaker))

    # --- searching and deciding ---

    def _answer(self, reading: Understanding, k: int) -> Answer:
        question = reading.searched
        hits = self._search(reading, k)
        missing = self._missing(reading, hits)
        if missing or not hits:
            return Answer(question, State.NONE, 0.0, missing=missing)
        confidence, state = self._decided(question, hits)
        cited = [] if state is State.NONE else [self._cite_hit(reading, read) for read in hits[:k]]
        return Answer(question, state, confidence, tuple(cited))

    def _search(self, reading: Understanding, k: int) -> list[ReadHit]:
        """The best hits, read sentence by sentence and ranked anew: `k` of them or `rerank.DEPTH`."""
        now, vectors = self._now, self._vectors(reading)
        hits = now.retriever.search(reading.query, vectors, max(k, DEPTH), reading.filters)
        stored = partial(now.store.sentences, now.encoder.revision)
        keys = [hit.utterance.id for hit in hits]
        rows = sentences_read(now.store, now.contextual.revision, keys) if now.contextual else {}
        return rerank(read_closely(weighed_readings(reading.encoded), vectors, hits, now.encoder, stored, rows))

    def _vectors(self, reading: Understanding) -> QuestionVectors:
        table = encoded(weighed_readings(reading.encoded), self._now.encoder)
        if self._now.contextual is None:
            return QuestionVectors(table)
        likeliest = weighed_readings(reading.encoded, CONTEXTUAL_READINGS)
        return QuestionVectors(table, encoded(likeliest, self._now.contextual))

    def _missing(self, reading: Understanding, hits: Sequence[ReadHit]) -> tuple[Missing, ...]:
        missing = missing_in(reading.own, hits, self._now.retriever, self._now.questions)
        return tuple(one for one in missing if not reading.links(one.name))

    def _decided(self, question: str, hits: Sequence[ReadHit]) -> tuple[float, State]:
        """How surely the first of the hits answers."""
        confidence = fitted_decision().confidence(self._evidence(question, hits), self._now.encoder.revision)
        return confidence, fitted_decision().state(confidence)

    def _evidence(self, question: str, hits: Sequence[ReadHit]) -> Evidence:
        interview, turn = self._now.turn_of(hits[0].hit.utterance)
        return evidence_of(question, material_of(hits, interview, turn), self._now.retriever.idf)

    def _sentences(self, reading: Understanding, read: ReadHit) -> list[Sentence]:
        """What speaks for each sentence of a hit."""
        interview, turn = self._now.turn_of(read.hit.utterance)
        texts = [part.of(interview.text) for part in sentences(interview.text, read.hit.utterance.span)]
        around = context(interview, turn)
        return sentences_of(reading.searched, texts, around, self._now.retriever.idf, read.cosines, read.contextual)

    def _cite_hit(self, reading: Understanding, read: ReadHit) -> Citation:
        hit, text = read.hit, self._now.interview(read.hit.utterance.interview).text
        citation = cite_utterance(self._now, hit.utterance)
        parts = sentences(text, citation.span)
        around = (citation.title, citation.question, citation.speaker, citation.position)
        return replace(
            citation,
            highlights=marked(parts, likelihoods(self._sentences(reading, read))),
            score=hit.score,
            dense=hit.dense,
            lexical=hit.lexical,
            why=why(reading, hit, read.nearest, citation.text, " ".join(part for part in around if part)),
        )


def check(now: Moment, claim: str, speaker: str | None) -> tuple[QuoteCheck, Citation | None]:
    """Checks whether these words were said, with the citation of the place that decided it (see Archive.check)."""
    claim = nfc(claim).strip()
    if not any(c.isalnum() for c in claim):
        raise QuestionError(wording.EMPTY_CLAIM)
    if len(claim) > MAX_CLAIM:
        raise QuestionError(wording.question_too_long(MAX_CLAIM))
    said_by = now.people.appearances_of(speaker) if speaker else ()
    result = now.quotes.check(claim, speaker, said_by)
    result = replace(result, places=_newest_first(now, result.places))
    return result, _cite_checked(now, result)


def _newest_first(now: Moment, places: Iterable[Occurrence]) -> tuple[Occurrence, ...]:
    known = [replace(one, source=now.interview(one.place.interview).source) for one in places]
    return tuple(sorted(known, key=lambda one: (one.source and one.source.date) or "", reverse=True))


def _cite_checked(now: Moment, result: QuoteCheck) -> Citation | None:
    """The citation of the place that decided: a served answer as such, anything else as it is printed."""
    place = result.place
    if place is None:
        return None
    if place.part is Part.ANSWER and place.span is not None:
        cited = citation_at(now, place.interview, place.span)
        if result.matched is None or cited.span.contains(result.matched):
            return cited
    said = result.said_by
    return cite_place(place, now.interview(place.interview), said.name if said else place.speaker)


def citation_at(now: Moment, interview: str, span: Span) -> Citation:
    """Cites the utterance around a span; NotFoundError where no official speaks."""
    for utterance in now.store.utterances_of(interview):
        if utterance.span.overlaps(span):
            return cite_utterance(now, utterance)
    raise NotFoundError(wording.no_such_turn(f"{interview}.{span.start}"))


def cite_utterance(now: Moment, utterance: StoredUtterance) -> Citation:
    """Cites the whole of an utterance, its words checked against their hash; QuotationError where they differ."""
    interview, turn = now.turn_of(utterance)
    words = now.store.words(utterance, interview.text)
    return cite(utterance, words, interview, turn, now.people.of(utterance.interview, utterance.speaker))
