"""From hits to what is weighed: their sentences, the words around them, and what a question names in vain."""

from __future__ import annotations

from collections.abc import Sequence

from qa import wording
from qa.answer.answer import Missing
from qa.answer.evidence import Material
from qa.errors import QuestionError
from qa.interview import Interview, Turn
from qa.question.named import asked_speaker
from qa.question.reader import Questions
from qa.search.rerank import ReadHit
from qa.search.retrieve import Retriever
from qa.text import matchable, nfc, sentences

MAX_QUESTION = 1000
"""Characters of the longest question that is taken."""


def material_of(hits: Sequence[ReadHit], interview: Interview, turn: Turn) -> Material:
    """What the first of the hits is weighed by; `interview` and `turn` are its own."""
    best = hits[0]
    speaker = best.hit.utterance.speaker
    return Material(
        sentences=tuple(part.of(interview.text) for part in sentences(interview.text, best.hit.utterance.span)),
        cosines=best.cosines,
        title=interview.source.title,
        question=turn.question.of(interview.text) if turn.question else "",
        speaker=speaker or "",
        post=interview.position_of(speaker) or "",
        year=(interview.source.date or "")[:4],
        dense=best.hit.dense,
        lexical=best.hit.lexical,
        margin=best.hit.score - hits[1].hit.score if len(hits) > 1 else 0.0,
    )


def missing_in(
    question: str, hits: Sequence[ReadHit], retriever: Retriever, questions: Questions
) -> tuple[Missing, ...]:
    """What the question names and no served words hold; the speaker whose words it asks for, if there are none."""
    missing = [Missing(name) for name in questions.unknown_names(question)]
    asked = asked_speaker(question)
    # A best hit by nobody known may well be by the one who is asked for.
    if asked and hits and hits[0].hit.utterance.speaker and not retriever.speaks(asked):
        missing = [one for one in missing if one.name != asked] + [Missing(asked, as_speaker=True)]
    return tuple(missing)


def checked(question: str) -> str:
    """A question in NFC without invisible characters; QuestionError for one that can't be asked."""
    question = matchable(nfc(question)).strip()
    if not any(c.isalnum() for c in question):
        raise QuestionError(wording.EMPTY_QUESTION)
    if len(question) > MAX_QUESTION:
        raise QuestionError(wording.question_too_long(MAX_QUESTION))
    return question
