"""The route by which a visitor says whether a quotation helped."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Body, FastAPI
from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypedDict

from qa.archive import Archive
from qa.store.feedback import Usefulness, add_note, keep_feedback
from qa.web.fields import Key, Line
from qa.wording import api as wording_api


class FeedbackRequest(BaseModel):
    """A visitor's word on a quotation to /api/feedback."""

    model_config = ConfigDict(extra="forbid")

    turn: Annotated[Key, Field(min_length=1)]
    question: Line
    verdict: Usefulness
    note: Line = ""
    key: Key = ""


class Kept(TypedDict):
    """A word that was kept; `key` is what a note that follows is sent with."""

    status: Literal["ok"]
    key: str


def rate(archive: Archive, turn: str, question: str, verdict: Usefulness, note: str = "") -> str:
    """Keeps a visitor's word on the quotation `turn`; its key. NotFoundError if the archive has no such turn."""
    return keep_feedback(archive.store, archive.citation(turn).turn, question, verdict, note)


def add_feedback(app: FastAPI, archive: Archive) -> None:
    """Adds the route to the app. Another site can't write to it: the body must be JSON, the Origin the app's own."""

    @app.post("/api/feedback", status_code=201, summary=wording_api.FEEDBACK)
    def say(said: Annotated[FeedbackRequest, Body()]) -> Kept:
        """Keeps whether a quotation helped with a question, and why not; a note may follow with the `key` returned."""
        if said.note and add_note(archive.store, said.key, said.note):
            return {"status": "ok", "key": said.key}
        return {"status": "ok", "key": rate(archive, said.turn, said.question, said.verdict, said.note)}
