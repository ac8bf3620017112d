"""`Archive`, the way in: open, add, remove, ask, check, read."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import numpy as np

from embeddings.question import encoded, weighed_readings
from qa import wording
from qa.answer.answer import Answer, Citation, Missing, highlights
from qa.answer.asking import checked, material_of, missing_in
from qa.answer.cite import cite, cite_reporter
from qa.answer.decision import State, fitted_decision
from qa.answer.evidence import Evidence, evidence_of
from qa.answer.explain import why
from qa.answer.facets import Facets, facets_of, suggestions_of
from qa.build import BuildReport, Progress, build, embed_anew
from qa.errors import NotFoundError, QuestionError, SettingsError
from qa.interview import Interview, Turn
from qa.people.registry import Profile, Registry
from qa.people.stored import StoredPeople
from qa.question.abbreviations import Abbreviations, bundled_abbreviations
from qa.question.reader import Questions
from qa.question.understand import Understanding
from qa.search.close_reading import read_closely
from qa.search.filters import NO_FILTERS, Filters
from qa.search.passage import lexical_text
from qa.search.rerank import DEPTH, ReadHit, rerank
from qa.search.retrieve import Hit, Retriever, Vectors
from qa.store.feedback import feedback_counts
from qa.store.store import InterviewSummary, Store, StoredUtterance
from qa.text import Span, nfc, sentences

if TYPE_CHECKING:
    from embeddings.encoder import Encoder
    from qa.quote.check import QuoteCheck, QuoteIndex

__all__ = ["Archive", "BuildReport", "Facets", "Filters", "InterviewSummary"]

DATABASE = "archive.sqlite3"
"""The archive's file in its data folder."""

BUNDLED = "bundled"
"""The manifest's name for the encoder that ships with the program, wherever that is installed."""

MAX_CLAIM = 20_000
"""Characters of the longest claim that is checked."""


class Archive:
    """An archive of interviews in a folder; may be shared by threads.

    The encoder and the indexes are loaded at the first question; `warm` loads them at once. What another
    process adds to the same folder is found from the next question on.
    """

    def __init__(self, data: Path, encoder: str | None = None, abbreviations: Abbreviations | None = None) -> None:
        self.data = data
        self._abbreviations = abbreviations or bundled_abbreviations()
        self.store = Store(data / DATABASE)
        self._encoder_name = encoder
        self._lock = threading.RLock()
        self._encoder: Encoder | None = None
        self._retriever: Retriever | None = None
        self._questions: Questions | None = None
        self._quotes: QuoteIndex | None = None
        self._seen: object = None
        self._quotes_seen: object = None
        self._people = StoredPeople(self.store)
        self._read = lru_cache(maxsize=512)(lambda key, version: self.store.interview(key))

    @classmethod
    def open(cls, data: Path | str, encoder: str | None = None, abbreviations: Abbreviations | None = None) -> Self:
        """The archive in the folder `data`, made if it isn't there.

        `encoder` is a sentence-transformers folder or name; without it, the one that the archive was built with.
        `abbreviations` are those that questions are read with; without them, the bundled ones.
        """
        return cls(Path(data), encoder, abbreviations)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the database."""
        self.store.close()

    # --- building ---

    def add(self, paths: Iterable[Path], progress: Progress | None = None) -> BuildReport:
        """Reads files and folders into the archive, skips what is unchanged, and reports file by file."""
        with self._lock:
            return build(self.store, self.encoder, paths, progress)

    def remove(self, interview: str) -> None:
        """Takes an interview out; NotFoundError if it isn't there."""
        self.store.remove(interview)

    # --- asking ---

    def ask(
        self,
        question: str,
        *,
        k: int = 5,
        filters: Filters = NO_FILTERS,
        history: Sequence[str] = (),
        without: Collection[str] = (),
        today: date | None = None,
    ) -> Answer:
        """What the archive says to a question: at most `k` citations, best first, and whether they answer.

        `history` are the user's earlier questions, for follow-ups; never evidence. `without` are keys of clues
        (`Answer.reading`) that the question is asked without. QuestionError for one that is empty or too long.
        """
        question = checked(question)
        printed = self.people.as_printed(question)
        reading = self._understood(printed, self._of_people(filters), history, without, today or date.today())
        namesakes = self.namesakes(filters.speaker, reading.own)
        try:
            answer = self._answer(reading, k)
        except NotFoundError:
            # Another process has put an interview anew between the search and the reading: look again, once.
            answer = self._answer(reading, k)
        understood = reading.searched if reading.searched != printed else None
        return replace(answer, question=question, understood=understood, namesakes=namesakes, reading=reading)

    def _understood(
        self, question: str, filters: Filters, history: Sequence[str], without: Collection[str], today: date
    ) -> Understanding:
        def first(reading: Understanding) -> StoredUtterance | None:
            vector = encoded(weighed_readings(reading.encoded), self.encoder)
            hits = self._candidates(reading, vector, 1)[0]
            return hits[0].utterance if hits else None

        with self._lock:
            self._ready()
            assert self._questions is not None
            return self._questions.read(question, today, filters, history, without, first)

    def _of_people(self, filters: Filters) -> Filters:
        """The filters with the appearances of everybody whom the speaker's name, label or key may mean."""
        if filters.speaker is None:
            return filters
        return replace(filters, appearances=self.people.appearances_of(filters.speaker))

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
        question = weighed_readings(reading.encoded)
        vector = encoded(question, self.encoder)
        hits, retriever = self._candidates(reading, vector, max(k, DEPTH))
        stored = partial(self.store.sentences, self.encoder.revision)
        return rerank(read_closely(question, vector, hits, self.encoder, stored)), retriever

    def _candidates(self, reading: Understanding, vector: Vectors, k: int) -> tuple[list[Hit], Retriever]:
        with self._lock:  # the indexes may not be changed while they are searched
            retriever = self._ready()
            return retriever.search(reading.query, vector, k, reading.filters), retriever

    def _missing(self, reading: Understanding, hits: Sequence[ReadHit], retriever: Retriever) -> tuple[Missing, ...]:
        return tuple(one for one in missing_in(reading.own, hits, retriever) if not reading.links(one.name))

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
        """What speaks for the best hit of a question, and whether it names what the archive lacks; None where nothing
        is found. For fitting the decision."""
        reading = self._understood(nfc(question), NO_FILTERS, (), (), date.today())
        hits, retriever = self._search(reading, 1)
        if not hits:
            return None
        return self._evidence(reading.searched, hits, retriever), bool(self._missing(reading, hits, retriever))

    def _decided(self, question: str, hits: Sequence[ReadHit], retriever: Retriever) -> tuple[float, State]:
        """How surely the first of the hits answers."""
        confidence = fitted_decision().confidence(self._evidence(question, hits, retriever), self.encoder.revision)
        return confidence, fitted_decision().state(confidence)

    def _evidence(self, question: str, hits: Sequence[ReadHit], retriever: Retriever) -> Evidence:
        interview, turn = self._turn_of(hits[0].hit.utterance)
        return evidence_of(question, material_of(hits, interview, turn), retriever.idf)

    def _cite_all(self, reading: Understanding, hits: Sequence[ReadHit], retriever: Retriever) -> list[Citation]:
        cited = []
        for read in hits:
            hit, (interview, turn) = read.hit, self._turn_of(read.hit.utterance)
            citation = self._cite(hit.utterance, interview, turn)
            parts = sentences(interview.text, citation.span)
            around = (citation.title, citation.question, citation.speaker, citation.position)
            shown = replace(
                citation,
                highlights=highlights(interview.text, parts, reading.searched, retriever.idf, read.cosines),
                score=hit.score,
                dense=hit.dense,
                lexical=hit.lexical,
                why=why(reading, hit, read.nearest, citation.text, " ".join(part for part in around if part)),
            )
            cited.append(shown)
        return cited

    def _cite(self, utterance: StoredUtterance, interview: Interview, turn: Turn) -> Citation:
        words = self.store.words(utterance, interview.text)
        return cite(utterance, words, interview, turn, self.people.of(utterance.interview, utterance.speaker))

    def _turn_of(self, utterance: StoredUtterance) -> tuple[Interview, Turn]:
        interview = self.interview(utterance.interview)
        for turn in interview.turns:
            if any(u.span == utterance.span for u in turn.answers):
                return interview, turn
        raise NotFoundError(wording.no_such_turn(utterance.turn))

    # --- checking ---

    def check(self, claim: str, speaker: str | None = None) -> tuple[QuoteCheck, Citation | None]:
        """Whether these words were said, with the citation of the place that decided it."""
        claim = nfc(claim).strip()
        if not any(c.isalnum() for c in claim):
            raise QuestionError(wording.EMPTY_CLAIM)
        if len(claim) > MAX_CLAIM:
            raise QuestionError(wording.question_too_long(MAX_CLAIM))
        said_by = self.people.appearances_of(speaker) if speaker else ()
        result = self._quote_index().check(claim, speaker, said_by)
        speech = result.speech
        if speech is None or speech.is_reporter:
            return result, cite_reporter(speech, self.interview(speech.interview)) if speech else None
        return result, self.citation_at(speech.interview, speech.span)

    def _quote_index(self) -> QuoteIndex:
        from qa.quote.check import QuoteIndex, speeches

        with self._lock:
            version = self.store.content_version()
            if self._quotes is None or version != self._quotes_seen:
                self._quotes = QuoteIndex(
                    s for key in self.store.interview_ids() for s in speeches(self.interview(key))
                )
                self._quotes_seen = version
            return self._quotes

    # --- reading ---

    def interview(self, key: str) -> Interview:
        """One interview, parsed; NotFoundError if it isn't there."""
        return self._read(key, self.store.content_version())

    def interviews(self) -> tuple[InterviewSummary, ...]:
        """All interviews that hold a turn, newest first, the undated last."""
        return tuple(self.store.summaries())

    def locate(self, turn: str) -> tuple[str, Span]:
        """The interview and the span that a permalink's key opens.

        A key is an interview and an offset in its text, so it outlives every change of the parser: the
        utterance (or the question) around the offset is opened, whatever its borders are today.
        """
        interview, _, offset = self.store.moved_to(turn).rpartition(".")
        if not interview or not offset.isdecimal() or len(offset) > 9:
            raise NotFoundError(wording.no_such_turn(turn))
        found, place = self.interview(interview), int(offset)
        spans = [u.span for t in found.turns for u in t.answers] + [t.question for t in found.turns if t.question]
        spans += [block.span for block in found.blocks]
        for span in spans:
            if span.start <= place < span.end:
                return interview, span
        raise NotFoundError(wording.no_such_turn(turn))

    def citation(self, turn: str) -> Citation:
        """The words that a permalink's key opens, checked against their hash, with their citation."""
        return self.citation_at(*self.locate(turn))

    def citation_at(self, interview: str, span: Span) -> Citation:
        """The citation of the utterance around a span; NotFoundError where no official speaks."""
        for utterance in self.store.utterances_of(interview):
            if utterance.span.overlaps(span):
                return self._cite(utterance, *self._turn_of(utterance))
        raise NotFoundError(wording.no_such_turn(f"{interview}.{span.start}"))

    def facets(self) -> Facets:
        """The speakers, outlets and dates of the archive."""
        return facets_of(self.store.summaries(), self.people)

    # --- people ---

    @property
    def people(self) -> Registry:
        """The people of the archive, derived from what is stored now and from what editors decided."""
        return self._people.registry

    def namesakes(self, speaker: str | None, question: str = "") -> tuple[Profile, ...]:
        """Whom a speaker's name fits, where it fits several; without one, whom a name in the question fits so."""
        return self.people.several(speaker, question)

    def suggestions(self, n: int) -> tuple[str, ...]:
        """Up to `n` questions that reporters really asked, one an interview, the same each time."""
        return suggestions_of(self.store.summaries(), self.interview, n)

    def stats(self) -> dict[str, object]:
        """Counts, the encoder and the rules, what waits for review, and how visitors found the answers."""
        blocks = [block.served for key in self.store.interview_ids() for block in self.interview(key).blocks]
        figures: dict[str, object] = {
            "people": len(self.people),
            "blocks_waiting": blocks.count(False),
            "blocks_served": blocks.count(True),
        }
        return {**self.store.counts(), **feedback_counts(self.store), **figures, **self.store.manifest()}

    # --- derived state ---

    def warm(self) -> None:
        """Loads the encoder and the indexes now, and encodes once, so that the first question is fast."""
        self._ready()
        self.encoder.encode_questions(["Câu hỏi đầu tiên"])

    @property
    def encoder(self) -> Encoder:
        """The archive's encoder, loaded at first use."""
        with self._lock:
            if self._encoder is None:
                from embeddings.encoder import Encoder, EncoderError, bundled_encoder

                name = self._encoder_name or self.store.manifest().get("encoder") or BUNDLED
                try:
                    self._encoder = bundled_encoder() if name == BUNDLED else Encoder(name)
                except EncoderError as error:
                    raise SettingsError(wording.bad_encoder(name, error)) from error
                embed_anew(self.store, self._encoder, name)
            return self._encoder

    def _ready(self) -> Retriever:
        with self._lock:
            version = self.store.content_version()
            if self._encoder is not None and self.store.manifest().get("revision") != self._encoder.revision:
                self._encoder = self._retriever = None  # another process has given the archive another encoder
            if self._retriever is None:
                self._retriever = Retriever(self.encoder.dimension)
                self._questions = Questions(self._retriever, self._abbreviations)
                self._seen = None
            if version != self._seen:
                self._bring_up_to_date(self._retriever)
                self._seen = self.store.content_version()
            return self._retriever

    def _bring_up_to_date(self, retriever: Retriever) -> None:
        stored = self.store.utterances()
        present = {u.id for u in stored}
        known = retriever.utterance_ids
        fresh = [u for u in stored if u.id not in known]
        if not fresh and present == known:
            return
        rows = self.store.passages(self.encoder.revision, known)
        vectors = np.frombuffer(b"".join(row[2] for row in rows), np.float16).astype(np.float32)
        retriever.change(
            [(utterance, self._lexical_text(utterance)) for utterance in fresh],
            [(passage, utterance) for passage, utterance, _ in rows],
            vectors.reshape(len(rows), self.encoder.dimension),
            known - present,
        )
        if self._questions is not None:
            posts = ((u, self.interview(u.interview).position_of(u.speaker)) for u in fresh)
            self._questions.change(posts, known - present)

    def _lexical_text(self, utterance: StoredUtterance) -> str:
        interview, turn = self._turn_of(utterance)
        spoken = next(u for u in turn.answers if u.span == utterance.span)
        return lexical_text(interview, turn, spoken)
