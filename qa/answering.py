"""From a question or a claim to an answer: read, search, weigh, decide, cite. What it needs comes from the indexes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import combinations

from embeddings.accents import bundled_accents
from embeddings.question import encoded, weighed_readings
from qa.answer.alike import groups_of
from qa.answer.answer import Answer, Citation, Missing, Place, Weighed
from qa.answer.asking import checked, material_of, missing_in
from qa.answer.decision import State, fitted_decision
from qa.answer.evidence import Evidence, Material, evidence_of
from qa.answer.explain import why
from qa.answer.lacking import lacking_of, names
from qa.answer.marks import Sentence, likelihoods, marked, sentences_of
from qa.beside import as_subject, asked_beside, beside, meant
from qa.bounds import AS_SENT, LONGEST_QUESTION, bounded
from qa.citing import cite_utterance
from qa.indexes import SearchedMoment
from qa.question.asked import asked_one, pointed_at
from qa.question.clues import FollowUpClue
from qa.question.conversation import Leaning, leaning_of
from qa.question.understand import Understanding
from qa.reprinted import places_beside
from qa.search.close_reading import read_closely
from qa.search.dense import QuestionVectors
from qa.search.filters import NO_FILTERS, Filters
from qa.search.passage import context
from qa.search.rerank import DEPTH, ReadHit, rerank
from qa.store.prints import prints_of
from qa.store.readings import sentences_read
from qa.store.store import StoredUtterance
from qa.text import fold, nfc, sentences

CONTEXTUAL_READINGS = 1
"""Restored readings of an unaccented question that the contextual encoder reads: each costs it milliseconds."""


COMPARED = 10
"""Hits beyond those shown that are looked at for the same words."""

NEAREST = 3
"""Hits whose interviews are named where none of them is shown."""


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of a question, the same words once; `again` are the other places of a hit's words, by utterance id."""

    hits: Sequence[ReadHit]
    again: Mapping[int, tuple[StoredUtterance, ...]]


def _may_lean(reading: Understanding) -> str | None:
    """Finds the key of the clue that a question leans on the one before, where only its shortness says so."""
    if not reading.leans or leaning_of(reading.own) is not Leaning.SHORT:
        return None
    return next((clue.key for clue in reading.clues if isinstance(clue, FollowUpClue)), None)


def _begins_anew(alone: Answer, leant: Answer, reading: Understanding) -> bool:
    """Whether what answers a question by itself is on another subject than the interview that it leans on.

    It is not where that interview has the best hit, and this speaks of all that the question is about: "chi phí bao
    nhiêu" is stated of something everywhere.
    """
    before, lacking, own = reading.query.preferences.before, leant.lacking, fold(reading.own)
    if alone.state is not State.ANSWER or before is None or lacking is None or not leant.hits:
        return alone.state is State.ANSWER
    if leant.hits[0].interview != before.interview or alone.hits[0].interview == before.interview:
        return True
    said, unsaid = (any(fold(words) in own for words in some) for some in (lacking.said, lacking.unsaid))
    return unsaid or not said


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
        """Returns what the archive says to a question (see Archive.ask)."""
        question = checked(question)
        for earlier in (*history, *without):
            bounded(earlier, AS_SENT * LONGEST_QUESTION)
        today = today or date.today()
        aside, narrowed = asked_beside(self._now, nfc(question), filters, today)
        if aside := meant(self._now, aside):
            return beside(self._now, question, aside, k, narrowed, self.judged)
        printed, within = self._now.people_in(question).as_printed(question), self._of_people(filters)
        earlier_on = [subject for earlier in history if (subject := as_subject(self._now, earlier))]
        read = partial(self._understood, self._said_who(printed, earlier_on), within, earlier_on, today=today)
        reading = read(without=without)
        answer = self._answer(reading, k)
        if answer.state is not State.ANSWER and (lean := _may_lean(reading)):
            # A short question leans, or begins a new subject: the latter where that is answered, or leaning finds none.
            alone = read(without={*without, lean})
            by_itself = self._answer(alone, k)
            if _begins_anew(by_itself, answer, reading) or answer.state is State.NONE:
                reading, answer = alone, by_itself
        namesakes = self._now.named.several(filters.speaker, reading.own)
        understood = reading.searched if reading.searched != printed else None
        return replace(answer, question=question, understood=understood, namesakes=namesakes, reading=reading)

    def statements(self, topic: str, filters: Filters, k: int) -> tuple[Citation, ...]:
        """Returns the words that are at least related to a topic, each judged by itself: at most `k`, best first."""
        reading, found, _ = self._on(topic, filters, k)
        return tuple(self._cite_all(reading, found, k))

    def judged(self, topic: str, filters: Filters, k: int) -> tuple[tuple[Citation, bool], ...]:
        """Returns the same, each with whether it or what stands right around it names the whole topic."""
        reading, found, materials = self._on(topic, filters, k)
        named = [names(reading.searched, material, bundled_accents()) for material in materials]
        return tuple(zip(self._cite_all(reading, found, k), named, strict=True))

    def _on(self, topic: str, filters: Filters, k: int) -> tuple[Understanding, Found, list[Material]]:
        """The reading of a topic, and its first `k` hits that are at least related, with what each is weighed by."""
        reading = self._understood(checked(topic), self._of_people(filters), (), (), date.today())
        found = self._search(reading, k)
        kept, materials = [], []
        for place in range(0 if self._missing(reading, found) else min(k, len(found.hits))):
            evidence, material = self._evidence(reading, found.hits[place:])
            if self._decided(evidence)[1] is not State.NONE:
                kept.append(found.hits[place])
                materials.append(material)
        return reading, replace(found, hits=kept), materials

    def weigh(self, question: str, history: Sequence[str], k: int) -> Weighed:
        """Finds the best hits of a question, and what speaks for the first (see Archive.weigh)."""
        reading = self._understood(checked(question), NO_FILTERS, history, (), date.today())
        found = self._search(reading, k)
        evidence = self._evidence(reading, found.hits)[0] if found.hits else None
        return Weighed(evidence, self._missing(reading, found), tuple(self._cite_all(reading, found, k)))

    def found(self, question: str, k: int, history: Sequence[str]) -> list[ReadHit]:
        """Finds the best hits of a question with their signals: at most `k`, or `rerank.DEPTH`. To fit the ranking."""
        return [*self._search(self._understood(nfc(question), NO_FILTERS, history, (), date.today()), k).hits]

    def sentences(self, question: str, read: ReadHit) -> list[Sentence]:
        """Returns what speaks for each sentence of a hit of a question. For fitting the marks."""
        return self._sentences(self._understood(nfc(question), NO_FILTERS, (), (), date.today()), read)

    # --- reading the question ---

    def _said_who(self, question: str, earlier: Sequence[str]) -> str:
        """The question with the name of whose words it asks for, where it points at the one whom the last one names."""
        asked = asked_one(question) if earlier else None
        pointed = asked and pointed_at(asked.who)
        named = self._now.questions.speakers_in(earlier[-1]) if pointed else ()
        if not asked or not pointed or len(named) != 1:
            return question
        start = asked.span.start + pointed.start
        return f"{question[:start]}{named[0]}{question[start + len(pointed) :]}"

    def _understood(
        self, question: str, filters: Filters, history: Sequence[str], without: Collection[str], today: date
    ) -> Understanding:
        def first(reading: Understanding) -> StoredUtterance | None:
            hits = self._now.search(reading.query, self._vectors(reading), 1, reading.filters)
            return hits[0].utterance if hits else None

        return self._now.questions.read(question, today, filters, history, without, first)

    def _of_people(self, filters: Filters) -> Filters:
        """The filters with the appearances of everybody whom the speaker's name, label or key may mean."""
        if filters.speaker is None:
            return filters
        return replace(filters, appearances=self._now.named.appearances_of(filters.speaker))

    # --- searching and deciding ---

    def _answer(self, reading: Understanding, k: int) -> Answer:
        found = self._search(reading, k)
        missing = self._missing(reading, found)
        if not found.hits:
            return Answer(reading.searched, State.NONE, 0.0, missing=missing)
        evidence, material = self._evidence(reading, found.hits)
        confidence, state = self._decided(evidence)
        if any(not one.as_speaker for one in missing):
            confidence, state = 0.0, State.NONE
        cited = self._cite_all(reading, found, NEAREST if state is State.NONE else k)
        answer = Answer(reading.searched, state, confidence, tuple(cited), missing=missing)
        if state is State.ANSWER:
            return answer
        asked = asked_one(reading.own)
        wanted = asked.who if asked else ""
        asks = reading.as_printed(material.printed)
        lacking = lacking_of(asks, evidence, material, wanted, bundled_accents())
        answer = replace(answer, lacking=lacking)
        if state is State.RELATED:
            return answer
        places = {one.interview: Place(one.interview, one.turn, one.title, one.outlet, one.date) for one in cited}
        return replace(answer, hits=(), nearest=tuple(places.values()))

    def _search(self, reading: Understanding, k: int) -> Found:
        """The best hits, read sentence by sentence and ranked anew, the same words once: `k` of them or `DEPTH`."""
        now, vectors = self._now, self._vectors(reading)
        hits = now.search(reading.query, vectors, max(k, DEPTH), reading.filters)
        stored = partial(now.store.sentences, now.encoder.revision)
        keys = [hit.utterance.id for hit in hits]
        rows = sentences_read(now.store, now.contextual.revision, keys) if now.contextual else {}
        ranked = rerank(read_closely(weighed_readings(reading.encoded), vectors, hits, now.encoder, stored, rows))
        first, rest = ranked[: k + COMPARED], ranked[k + COMPARED :]
        said = [one.hit.utterance for one in first]
        prints = {one: prints_of(now.store, one) for one in {one.interview for one in said}}
        both = combinations(enumerate(said), 2)
        pairs = {(a, b) for (a, one), (b, other) in both if other.interview in prints[one.interview]}
        groups = groups_of([one.span.of(now.interview(one.interview).text) for one in said], pairs)
        again = {said[group[0]].id: tuple(said[number] for number in group[1:]) for group in groups if group[1:]}
        return Found([*(first[group[0]] for group in groups), *rest], again)

    def _vectors(self, reading: Understanding) -> QuestionVectors:
        table = encoded(weighed_readings(reading.encoded), self._now.encoder)
        if self._now.contextual is None:
            return QuestionVectors(table)
        likeliest = weighed_readings(reading.encoded, CONTEXTUAL_READINGS)
        return QuestionVectors(table, encoded(likeliest, self._now.contextual))

    def _missing(self, reading: Understanding, found: Found) -> tuple[Missing, ...]:
        missing = missing_in(reading.own, found.hits, self._now.questions)
        return tuple(one for one in missing if not reading.links(one.name))

    def _decided(self, evidence: Evidence) -> tuple[float, State]:
        """How surely a hit answers by what speaks for it, and the state that this makes."""
        contextual = self._now.contextual
        return fitted_decision().judge(
            evidence, (self._now.encoder.revision, contextual.revision if contextual else "")
        )

    def _evidence(self, reading: Understanding, hits: Sequence[ReadHit]) -> tuple[Evidence, Material]:
        interview, turn = self._now.turn_of(hits[0].hit.utterance)
        material, idf = material_of(hits, interview, turn), self._now.retriever.idf
        asks = reading.as_printed(material.printed)
        return evidence_of(asks, material, idf, bundled_accents(), reading.own), material

    # --- citing ---

    def _cite_all(self, reading: Understanding, found: Found, k: int) -> list[Citation]:
        return [
            replace(self._cite_hit(reading, read), also=self._also(found, read.hit.utterance))
            for read in found.hits[:k]
        ]

    def _also(self, found: Found, utterance: StoredUtterance) -> tuple[Place, ...]:
        """Where else the words are printed: the hits that say the same, and the other prints of the interview."""
        return places_beside(self._now, utterance, found.again.get(utterance.id, ()))

    def _sentences(self, reading: Understanding, read: ReadHit) -> list[Sentence]:
        """What speaks for each sentence of a hit."""
        interview, turn = self._now.turn_of(read.hit.utterance)
        texts = [part.of(interview.text) for part in sentences(interview.text, read.hit.utterance.span)]
        around = context(interview, turn)
        asks = reading.as_printed((*texts, around))
        return sentences_of(asks, texts, around, self._now.retriever.idf, read.cosines, read.contextual)

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
