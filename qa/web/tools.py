"""The tools that an assistant has of the archive: what each takes, bounded as everywhere, and what it gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from qa import wording
from qa.archive import Archive
from qa.errors import QuestionError
from qa.render.assistant import answer_text, check_text, interview_text, statement
from qa.render.json import answer_json, check_json, citation_json
from qa.render.people import namesakes_json
from qa.review import Checked
from qa.search.filters import filters_from
from qa.store.audit import Event
from qa.web.fields import Claim, Day, Key, Name, Question
from qa.web.noting import note, note_answer, note_check, note_missed
from qa.wording import assistant as wording_assistant

AT_ONCE = 20
"""Answers of an interview that are read in one call."""

MOST_ANSWERS = 100_000

_TOLD = wording_assistant.FIELDS


class Ask(BaseModel):
    """What `ask` takes."""

    model_config = ConfigDict(extra="ignore")

    question: Annotated[Question, Field(min_length=1, description=_TOLD["question"])]
    speaker: Annotated[Name | None, Field(description=_TOLD["speaker"])] = None
    outlet: Annotated[Name | None, Field(description=_TOLD["outlet"])] = None
    since: Annotated[Day | None, Field(description=_TOLD["since"])] = None
    until: Annotated[Day | None, Field(description=_TOLD["until"])] = None
    k: Annotated[int, Field(ge=1, le=20, description=_TOLD["k"])] = 5


class CheckQuotation(BaseModel):
    """What `check_quotation` takes."""

    model_config = ConfigDict(extra="ignore")

    claim: Annotated[Claim, Field(min_length=1, description=_TOLD["claim"])]
    speaker: Annotated[Name | None, Field(description=_TOLD["claimed speaker"])] = None


class ReadInterview(BaseModel):
    """What `read_interview` takes."""

    model_config = ConfigDict(extra="ignore")

    interview: Annotated[Key, Field(min_length=1, description=_TOLD["interview"])]
    first: Annotated[int, Field(ge=1, le=MOST_ANSWERS, description=_TOLD["first"])] = 1


@dataclass(frozen=True, slots=True)
class Given:
    """What a tool gave: the words for an assistant, and the same as an object of the contract."""

    text: str
    structured: dict[str, Any]


Run = Callable[[Any, str], Given]
"""What runs a tool: its arguments, and the address of this server that permalinks begin with."""


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool: its name, what it says of itself, what it takes, and what runs it."""

    name: str
    told: str
    takes: type[BaseModel]
    run: Run


def tools(archive: Archive, longest_question: int) -> tuple[Tool, ...]:
    """Returns the archive's tools; `longest_question` is the operator's bound, in characters."""

    def ask(asked: Ask, base: str) -> Given:
        if len(asked.question) > longest_question:
            raise QuestionError(wording.question_too_long(longest_question))
        filters = filters_from(asked.speaker, asked.outlet, asked.since, asked.until, None)
        answer = archive.ask(asked.question, k=asked.k, filters=filters)
        note_answer(asked.question, answer, filters)
        note_missed(asked.question, answer, filters)
        shown = {**answer_json(answer, base), **namesakes_json(answer.namesakes, archive.people_by_name, base)}
        return Given(answer_text(answer, base), {"statement": statement(answer), **shown})

    def check(asked: CheckQuotation, base: str) -> Given:
        result, citation = archive.check(asked.claim, asked.speaker)
        checked = Checked(result, citation, asked.speaker)
        note_check(asked.claim, checked)
        said = f"{checked.name}. {checked.sentence}"
        shown = check_json(asked.claim, result, citation, base)
        named = namesakes_json(archive.people_by_name.several(asked.speaker), archive.people_by_name, base)
        return Given(check_text(checked, base), {"statement": said, **shown, **named})

    def read(asked: ReadInterview, base: str) -> Given:
        source, cited = archive.interview(asked.interview).source, archive.citations_of(asked.interview)
        shown = cited[asked.first - 1 : asked.first - 1 + AT_ONCE]
        note(Event.READ, asked.interview, shown=shown)
        following = asked.first + len(shown)
        facts = {"interview": source.id, "title": source.title, "outlet": source.outlet, "date": source.date}
        part = {"count": len(cited), "first": asked.first, "next": following if following <= len(cited) else None}
        answers = [citation_json(one, base) for one in shown]
        text = interview_text(source, shown, asked.first, len(cited), base)
        return Given(text, {**facts, "url": source.url, **part, "answers": answers})

    return (
        Tool("ask", wording_assistant.ASK, Ask, ask),
        Tool("check_quotation", wording_assistant.CHECK, CheckQuotation, check),
        Tool("read_interview", wording_assistant.READ, ReadInterview, read),
    )
