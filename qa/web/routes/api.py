"""The API's routes: asking, checking one quotation, the list of interviews, a citation, and the probes."""

from __future__ import annotations

from typing import Annotated

from fastapi import Body, FastAPI, Query
from pydantic import BaseModel, ConfigDict, Field

from qa import wording
from qa.archive import Archive
from qa.bounds import MOST_EARLIER
from qa.config import Settings
from qa.errors import QuestionError
from qa.render import contract, contract_check
from qa.render.json import answer_json, check_json, citation_json, listed_json
from qa.render.people import namesakes_json
from qa.review import Checked
from qa.search.filters import filters_from
from qa.store.audit import Event
from qa.web.fields import Claim, Day, Key, Name, Question
from qa.web.noting import note, note_answer, note_check, note_missed
from qa.wording import api as wording_api


class AskRequest(BaseModel):
    """A question to /api/ask: the fields of a line of `ask --batch`."""

    model_config = ConfigDict(extra="ignore")

    q: Question
    k: Annotated[int, Field(ge=1, le=50)] = 5
    speaker: Name | None = None
    since: Day | None = None
    until: Day | None = None
    outlet: Name | None = None
    interview: Key | None = None
    history: Annotated[list[Question], Field(max_length=MOST_EARLIER)] = []
    without: Annotated[list[Question], Field(max_length=MOST_EARLIER)] = []
    explain: bool = False


class CheckRequest(BaseModel):
    """A claimed quotation to /api/check."""

    model_config = ConfigDict(extra="ignore")

    claim: Claim
    speaker: Name | None = None


def add_api(app: FastAPI, archive: Archive, settings: Settings) -> None:
    """Adds /api/ask, check, interviews, citation, and the two probes."""
    _add_asking(app, archive, settings)
    _add_reading(app, archive, settings.root_path)
    _add_probes(app, archive)


def _add_asking(app: FastAPI, archive: Archive, settings: Settings) -> None:
    root = settings.root_path

    def ask(asked: AskRequest) -> contract.Answer:
        if len(asked.q) > settings.max_question:
            raise QuestionError(wording.question_too_long(settings.max_question))
        filters = filters_from(asked.speaker, asked.outlet, asked.since, asked.until, asked.interview)
        answer = archive.ask(asked.q, k=asked.k, filters=filters, history=asked.history, without=asked.without)
        note_answer(asked.q, answer, filters)
        note_missed(asked.q, answer, filters)
        return {
            **answer_json(answer, root, asked.explain),
            **namesakes_json(answer.namesakes, archive.people_by_name, root),
        }

    @app.get("/api/ask", summary=wording_api.ASK)
    def ask_by_address(asked: Annotated[AskRequest, Query()]) -> contract.Answer:
        """What the archive says to a question, with its citations."""
        return ask(asked)

    @app.post("/api/ask", summary=wording_api.ASK)
    def ask_by_body(asked: Annotated[AskRequest, Body()]) -> contract.Answer:
        """What the archive says to a question, with its citations."""
        return ask(asked)

    @app.post("/api/check", summary=wording_api.CHECK)
    def check(asked: Annotated[CheckRequest, Body()]) -> contract_check.Check:
        """Whether a quotation was said so, with the printed words."""
        result, citation = archive.check(asked.claim, asked.speaker)
        note_check(asked.claim, Checked(result, citation, asked.speaker))
        named = namesakes_json(archive.people_by_name.several(asked.speaker), archive.people_by_name, root)
        return {**check_json(asked.claim, result, citation, root), **named}


def _add_reading(app: FastAPI, archive: Archive, root: str) -> None:
    @app.get("/api/interviews", summary=wording_api.INTERVIEWS)
    def interviews() -> list[contract.Listed]:
        """All interviews, newest first."""
        return [listed_json(summary, root) for summary in archive.interviews()]

    @app.get("/api/facets", summary=wording_api.FACETS)
    def facets() -> contract.Facets:
        """The speakers and papers that a question can be limited to."""
        found = archive.facets()
        return {"speakers": list(found.speakers), "outlets": list(found.outlets)}

    @app.get("/api/citation/{turn:path}", summary=wording_api.CITATION)
    def citation(turn: Key) -> contract.Hit:
        """The checked quotation that a permalink opens."""
        found = archive.citation(turn)
        note(Event.READ, found.interview, shown=[found])
        return citation_json(found, root)


def _add_probes(app: FastAPI, archive: Archive) -> None:
    @app.get("/healthz", summary=wording_api.ALIVE)
    def alive() -> contract.Health:
        """Answers while the process runs."""
        return {"status": "ok"}

    @app.get("/readyz", summary=wording_api.READY)
    def ready() -> contract.Health:
        """Answers while questions can be asked of the archive as it stands."""
        interviews, so_far = archive.ready(), archive.read_so_far()
        return {"status": "ok", "interviews": interviews, "read": so_far.done, "utterances": so_far.total}
