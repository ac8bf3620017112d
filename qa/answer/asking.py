"""From hits to what is weighed: their sentences, the words around them, and what a question names in vain."""

from __future__ import annotations

from collections.abc import Sequence

from qa import wording
from qa.answer.answer import Missing
from qa.answer.evidence import Material
from qa.bounds import AS_SENT, LONGEST_QUESTION, bounded
from qa.errors import QuestionError
from qa.interview import Interview, Turn
from qa.question.asked import asked_one
from qa.question.reader import Questions
from qa.search.query import Reason
from qa.search.rerank import ReadHit
from qa.text import matchable, nfc, sentences


def material_of(hits: Sequence[ReadHit], interview: Interview, turn: Turn) -> Material:
    """Returns what the first of the hits is weighed by; `interview` and `turn` are its own."""
    best = hits[0]
    speaker = best.hit.utterance.speaker
    return Material(
        sentences=tuple(part.of(interview.text) for part in sentences(interview.text, best.hit.utterance.span)),
        cosines=best.cosines,
        title=interview.source.title,
        question=turn.question.of(interview.text) if turn.question else "",
        speaker=speaker or "",
        post=interview.position_of(speaker) or "",
        labels=labels_of(interview, speaker),
        year=(interview.source.date or "").partition("-")[0],
        dense=best.hit.dense,
        lexical=best.hit.lexical,
        interaction=best.interaction,
        margin=max(0.0, best.hit.score - hits[1].hit.score) if len(hits) > 1 else 0.0,
        contextual=best.signals.contextual,
        contextual_pair=best.signals.contextual_pair,
        stays=any(boost.reason is Reason.SAME_INTERVIEW for boost in best.hit.boosts),
    )


def labels_of(interview: Interview, speaker: str | None) -> str:
    """Joins the post and all that an article calls one of its speakers; "" for nobody."""
    return " ".join(
        text
        for person in interview.people
        if person.name == speaker
        for text in (person.position, *person.labels)
        if text
    )


def missing_in(question: str, hits: Sequence[ReadHit], questions: Questions) -> tuple[Missing, ...]:
    """Lists what the question names and no interview holds, and the one whose words it asks for, if there are none."""
    asked = asked_one(question)
    # A best hit by nobody known may well be by the one who is asked for.
    likely = hits[0].hit.utterance.speaker if hits else None
    silent = ""
    if asked and asked.surely and likely and not questions.speaks(asked, likely):
        silent = asked.name or asked.who
    missing = [Missing(name) for name in questions.unknown_names(question) if name != silent]
    return (*missing, Missing(silent, as_speaker=True)) if silent else tuple(missing)


def checked(question: str) -> str:
    """Returns a question in NFC without invisible characters; QuestionError for one that can't be asked."""
    bounded(question, AS_SENT * LONGEST_QUESTION)
    question = matchable(nfc(question)).strip()
    if not any(c.isalnum() for c in question):
        raise QuestionError(wording.EMPTY_QUESTION)
    if len(question) > LONGEST_QUESTION:
        raise QuestionError(wording.question_too_long(LONGEST_QUESTION))
    return question
