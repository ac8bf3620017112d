"""The route by which a visitor says whether a quotation helped."""

from __future__ import annotations

from typing import Annotated

from fastapi import Body, FastAPI
from pydantic import BaseModel, ConfigDict, Field

from qa.archive import Archive
from qa.render import contract
from qa.store.feedback import Usefulness, keep_feedback
from qa.web.fields import Key, Line
from qa.wording import api as wording_api


class FeedbackRequest(BaseModel):
    """A visitor's word on a quotation to /api/feedback."""

    model_config = ConfigDict(extra="forbid")

    turn: Annotated[Key, Field(min_length=1)]
    question: Line
    verdict: Usefulness
    note: Line = ""


def rate(archive: Archive, turn: str, question: str, verdict: Usefulness, note: str = "") -> None:
    """Keeps a visitor's word on the quotation `turn`; NotFoundError if the archive has no such turn."""
    keep_feedback(archive.store, archive.citation(turn).turn, question, verdict, note)


def add_feedback(app: FastAPI, archive: Archive) -> None:
    """Adds the route to the app. Another site can't write to it: the body must be JSON, the Origin the app's own."""

    @app.post("/api/feedback", status_code=201, summary=wording_api.FEEDBACK)
    def say(said: Annotated[FeedbackRequest, Body()]) -> contract.Health:
        """Keeps whether a quotation helped with a question, and why not."""
        rate(archive, said.turn, said.question, said.verdict, said.note)
        return {"status": "ok"}
