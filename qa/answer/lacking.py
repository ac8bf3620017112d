"""What a question asks for and its best hit does not say, so that "related" can be told honestly."""

from __future__ import annotations

from dataclasses import dataclass

from qa.answer.evidence import Evidence, Material, informative
from qa.question.kinds import QuestionKind
from qa.text import folded_search_tokens, tokens


@dataclass(frozen=True, slots=True)
class Lacking:
    """What the best hit has of a question and what it lacks.

    `said` and `unsaid` are the question's words, as typed, that stand in it or around it, and that don't; `stated`:
    something of the `kind` that is asked for stands near them, so that only words are wanting. `other` are the words
    for the one who is asked for, where the hit is another's; "" where it is not.
    """

    kind: QuestionKind
    said: tuple[str, ...]
    unsaid: tuple[str, ...]
    stated: bool
    other: str = ""


NEAR_ENOUGH = 0.5
"""The share of the question's words beside a stated thing from which that is what is asked for."""


def lacking_of(question: str, evidence: Evidence, hit: Material, asked_for: str) -> Lacking:
    """Tells what the hit that `evidence` weighs lacks of a question; `asked_for` are the words for whoever is asked."""
    printed = " ".join([*hit.sentences, hit.question, hit.title, hit.speaker, hit.labels])
    there, wanted = set(folded_search_tokens(printed)), set(informative(question))
    words = [*zip(tokens(question), folded_search_tokens(question), strict=True)]
    runs: dict[bool, list[list[str]]] = {True: [[]], False: [[]]}
    for written, folded in words:
        for held, found in runs.items():
            if folded in wanted and (folded in there) is held:
                found[-1].append(written)
            elif found[-1]:
                found.append([])
    said, unsaid = (tuple(dict.fromkeys(" ".join(run) for run in runs[held] if run)) for held in (True, False))
    stated = evidence.kind not in _STATED or evidence.stated_near >= NEAR_ENOUGH
    return Lacking(evidence.kind, said, unsaid, stated, asked_for if evidence.by_another else "")


_STATED = frozenset(
    {
        QuestionKind.NUMBER,
        QuestionKind.TIME,
        QuestionKind.REASON,
        QuestionKind.PERSON,
        QuestionKind.PLACE,
        QuestionKind.LIST,
        QuestionKind.NAME,
    }
)
"""The kinds that ask for something which a sentence states or doesn't."""
