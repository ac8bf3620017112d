"""The routes that compare statements: the page and the API."""

from __future__ import annotations

from typing import Annotated

from fastapi import FastAPI, Query
from fastapi.responses import HTMLResponse

from qa import wording
from qa.archive import Archive
from qa.compare import MOST_PEOPLE, Comparison, compare
from qa.config import Settings
from qa.errors import QAError, QuestionError
from qa.render import contract
from qa.render.address import COMPARE
from qa.render.compare_page import compare_html, comparison_json
from qa.store.audit import Event
from qa.web.chat.chat import explain
from qa.web.document import compare_document
from qa.web.fields import Name, Question, Theme
from qa.web.noting import note
from qa.wording import api as wording_api

Topic = Annotated[Question, Query(alias="chu-de")]
People = Annotated[list[Name], Query(alias="nguoi", max_length=MOST_PEOPLE)]


def add_compare(app: FastAPI, archive: Archive, settings: Settings) -> None:
    """Adds /so-sanh and /api/compare."""

    def found(topic: str, people: list[str]) -> Comparison:
        if len(topic) > settings.max_question:
            raise QuestionError(wording.question_too_long(settings.max_question))
        shown = compare(archive, topic.strip(), people)
        note(Event.COMPARE, question=topic, shown=[one for side in shown.sides for one in side.statements])
        return shown

    @app.get(COMPARE, include_in_schema=False)
    def page(topic: Topic = "", people: People = [], theme: Theme = "") -> HTMLResponse:  # noqa: B006
        shown, said = None, ""
        try:
            shown = found(topic, people) if topic.strip() else None
        except QAError as error:
            said = explain(error)
        names = archive.facets().speakers
        content = compare_html(topic, people, names, shown, said, settings.root_path)
        return HTMLResponse(compare_document(content, settings, theme), 400 if said else 200)

    @app.get("/api/compare", summary=wording_api.COMPARE)
    def api(
        topic: Question,
        speaker: Annotated[list[Name], Query(max_length=MOST_PEOPLE)] = [],  # noqa: B006
    ) -> contract.Comparison:
        """What each speaker (those nearest to the topic, where none is given) said on a topic, by date."""
        return comparison_json(found(topic, speaker), settings.root_path)
