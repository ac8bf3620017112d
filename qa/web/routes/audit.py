"""The audit's pages: what was noted, narrowed and page by page, and one entry shown again. Admins only."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, FastAPI, Path, Request
from fastapi.responses import HTMLResponse

from qa.access import Role, require
from qa.archive import Archive
from qa.config import Settings
from qa.errors import QuestionError
from qa.render.audit import AUDIT, Typed, audit_html, replay_html
from qa.render.html import Html
from qa.render.paging import paged
from qa.replay import replay
from qa.search.filters import read_day
from qa.store.audit import Event
from qa.store.audited import Wanted, count_noted, noted, shown_counts, wanted_between
from qa.web.document import edit_document
from qa.web.fields import Day, Key, Name, Number, Theme, page_number
from qa.web.noting import note
from qa.wording import audit as wording_audit

LAST = 2**62
"""The highest number of an entry that is looked for."""


def admin(request: Request) -> None:
    """Lets an admin pass; AccessError for everybody else."""
    require(request.scope, Role.ADMIN)


def typed_in(tu: Day = "", den: Day = "", ai: Name = "", viec: Day = "", bai: Key = "") -> Typed:
    """Takes what stands in the form's fields from an address."""
    return Typed(tu, den, ai, viec, bai)


def query_of(typed: Typed) -> str:
    """Returns the address's query of what stands in the form's fields."""
    values = (typed.since, typed.until, typed.who, typed.event, typed.interview)
    return urlencode(dict(zip(("tu", "den", "ai", "viec", "bai"), values, strict=True)))


def wanted_of(typed: Typed) -> Wanted:
    """Returns the entries that somebody asks for; QuestionError for a day that is none."""
    since, until = read_day(typed.since), read_day(typed.until, last=True)
    return wanted_between(since, until, typed.who, typed.event, typed.interview)


def add_audit(app: FastAPI, archive: Archive, settings: Settings) -> None:
    """Adds the audit's pages to the app."""
    root, store = settings.root_path, archive.store

    def page(name: str, content: Html, theme: str, status: int = 200) -> HTMLResponse:
        document = edit_document(name, content, settings, theme, AUDIT)
        return HTMLResponse(document, status, {"Cache-Control": "no-store"})

    @app.get(AUDIT, include_in_schema=False, dependencies=[Depends(admin)])
    def listed(typed: Annotated[Typed, Depends(typed_in)], trang: Number = "1", theme: Theme = "") -> HTMLResponse:
        said = ""
        try:
            wanted = wanted_of(typed)
        except QuestionError as error:
            wanted, said = Wanted(), str(error)
        count = count_noted(store, wanted)
        address = f"{root}{AUDIT}?{query_of(typed)}"
        rows, where = paged(range(count), page_number(trang), lambda to: f"{address}&trang={to}")
        entries = noted(store, wanted, len(rows), rows[0] if rows else 0)
        counts = shown_counts(store, [one.id for one in entries])
        lines = [(one, counts.get(one.id, 0)) for one in entries]
        content = audit_html(lines, typed, count, where, said, root)
        return page(wording_audit.NAME, content, theme, 400 if said else 200)

    @app.get(AUDIT + "/{number}", include_in_schema=False, dependencies=[Depends(admin)])
    def again(number: Annotated[int, Path(ge=1, le=LAST)], theme: Theme = "") -> HTMLResponse:
        found = replay(store, number)
        note(Event.AUDIT, str(number))
        return page(wording_audit.entry_named(number), replay_html(found, root), theme)
