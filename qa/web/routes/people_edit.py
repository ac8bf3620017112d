"""The routes by which editors decide about people; the Shield lets only the app's own pages send to them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from fastapi import FastAPI, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, Field

from qa.access import Role, User, require
from qa.archive import Archive
from qa.config import Settings
from qa.errors import NotFoundError, PeopleError
from qa.people.editing import LONGEST_NAME, Proposal, join, reason_of, rename, split, undo
from qa.people.registry import Profile, Registry
from qa.people.same_person import Anchor
from qa.people.stored import decisions, record
from qa.render.address import person_address
from qa.render.editing import HISTORY, decisions_html, not_kept_html
from qa.web.document import edit_document, reader_document
from qa.web.fields import Editor, Key, Line, Theme
from qa.wording import people as wording_people


class Sent(BaseModel):
    """What every form sends: the reason, the newest decision that the editor saw, and who decides.

    `tac_gia` counts only where the visitor has no name.
    """

    ly_do: Line = ""
    phien_ban: int = 0
    tac_gia: Line = ""


class NameSent(Sent):
    """Another name for a person."""

    ten: Line = ""


class JoinSent(Sent):
    """Whom to join with: keys of people, or a name as it is typed."""

    voi: Annotated[list[Line], Field(max_length=1000)] = []
    khac: Line = ""


class SplitSent(Sent):
    """The keys of the appearances that are somebody else's."""

    bai: Annotated[list[Line], Field(max_length=10_000)] = []


class UndoSent(Sent):
    """The decision to take back."""

    muc: int


def add_people_editing(app: FastAPI, archive: Archive, settings: Settings) -> None:
    """Adds /bien-tap/nguoi and what its forms, and those of a person's page, are sent to."""
    root = settings.root_path

    @app.exception_handler(PeopleError)
    async def not_kept(request: Request, error: PeopleError) -> HTMLResponse:
        content = not_kept_html(str(error), root)
        return HTMLResponse(reader_document(wording_people.NOT_KEPT, content, settings), 409)

    @app.get(HISTORY, include_in_schema=False)
    def history(request: Request, theme: Theme = "") -> HTMLResponse:
        user = require(request.scope, Role.EDITOR)
        content = decisions_html(decisions(archive.store), archive.people, user, root)
        return HTMLResponse(edit_document(wording_people.DECISIONS, content, settings, theme, HISTORY))

    _add_forms(app, archive, root)


def _add_forms(app: FastAPI, archive: Archive, root: str) -> None:
    """Adds what the editors' forms are sent to: each makes a proposal, which is kept if it still fits."""

    def keep(user: User, proposal: Proposal, sent: Sent, anchors: Iterable[Anchor]) -> Response:
        """Keeps a decision and shows the person whom it is about."""
        record(archive.store, proposal, _author(user, sent), reason_of(sent.ly_do), seen=sent.phien_ban)
        person = next(filter(None, (archive.people.of(*anchor) for anchor in anchors)), None)
        return RedirectResponse(person_address(person.key, root) if person else f"{root}{HISTORY}", 303)

    @app.post(f"{HISTORY}/hoan-tac", include_in_schema=False)
    def send_undo(user: Editor, sent: Annotated[UndoSent, Form()]) -> Response:
        kept = decisions(archive.store)
        anchors = next((decision.anchors for decision in kept if decision.id == sent.muc), ())
        return keep(user, undo(kept, sent.muc), sent, anchors)

    @app.post(f"{HISTORY}/{{key}}/ten", include_in_schema=False)
    def send_name(user: Editor, key: Key, sent: Annotated[NameSent, Form()]) -> Response:
        proposal = rename(_person(archive.people, key), sent.ten)
        return keep(user, proposal, sent, proposal.anchors)

    @app.post(f"{HISTORY}/{{key}}/gop", include_in_schema=False)
    def send_join(user: Editor, key: Key, sent: Annotated[JoinSent, Form()]) -> Response:
        people = archive.people
        others = [_person(people, other) for other in sent.voi] + _typed(people, sent.khac)
        proposal = join(_person(people, key), others)
        return keep(user, proposal, sent, proposal.anchors)

    @app.post(f"{HISTORY}/{{key}}/tach", include_in_schema=False)
    def send_split(user: Editor, key: Key, sent: Annotated[SplitSent, Form()]) -> Response:
        proposal = split(_person(archive.people, key), sent.bai)
        return keep(user, proposal, sent, proposal.anchors)


def _author(user: User, sent: Sent) -> str:
    author = user.name or " ".join(sent.tac_gia.split())[:LONGEST_NAME]
    if not author:
        raise PeopleError(wording_people.AUTHOR_NEEDED)
    return author


def _person(people: Registry, key: str) -> Profile:
    person = people.by_key(key)
    if person is None:
        raise NotFoundError(wording_people.no_such_person(key))
    return person


def _typed(people: Registry, text: str) -> list[Profile]:
    """The one person that a typed name, label or address means; PeopleError where it is none, or several."""
    name = text.strip().rpartition("/nguoi/")[2]
    if not name:
        return []
    meant = people.candidates(name)
    if len(meant) != 1:
        raise PeopleError(wording_people.not_one(name, len(meant)))
    return [*meant]
