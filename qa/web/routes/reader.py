"""The reader's routes: the list of interviews, one as it was printed, and permalinks."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from qa.access import Role
from qa.archive import Archive
from qa.config import Settings
from qa.errata.stored import errata_of
from qa.render.address import interview_address
from qa.render.edit_page import edit_link_html
from qa.render.reader import CITED_ANCHOR, interview_html, interviews_html
from qa.store.audit import Event
from qa.store.store import turn_key
from qa.text import Span
from qa.web.access.visiting import role_here
from qa.web.document import reader_document
from qa.web.fields import Key, Number, Theme, page_number
from qa.web.noting import note
from qa.web.routes.embed import look_of
from qa.wording import page as wording_page


def add_reader(app: FastAPI, archive: Archive, settings: Settings) -> None:
    """Adds /phong-van, /phong-van/<id> and /l/<turn>."""
    root = settings.root_path

    @app.get("/phong-van", include_in_schema=False)
    def interviews(trang: Number = "1", theme: Theme = "") -> HTMLResponse:
        content = interviews_html(archive.interviews(), page_number(trang), root)
        return HTMLResponse(reader_document(wording_page.NAV_INTERVIEWS, content, settings, theme, "/phong-van"))

    @app.get("/phong-van/{interview:path}", include_in_schema=False)
    def read(interview: Key, luot: Key | None = None, theme: Theme = "") -> Response:
        if not interview:
            return RedirectResponse(f"{root}/phong-van", 303)
        found = archive.interview(interview)
        cited: Span | None = None
        if luot:
            place, cited = archive.locate(luot)
            cited = cited if place == interview else None
        citations = archive.citations_of(interview)
        note(Event.READ, interview, shown=[one for one in citations if cited and one.span.overlaps(cited)])
        errata = errata_of(archive.store, interview, found.text).errata
        content = interview_html(found, citations, cited, root, errata)
        if role_here() >= Role.EDITOR:
            content = edit_link_html(interview, root) + content
        return HTMLResponse(reader_document(found.source.title, content, settings, theme))

    @app.get("/l/{turn:path}", include_in_schema=False)
    def open_turn(turn: Key, request: Request) -> RedirectResponse:
        interview, span = archive.locate(turn)
        query = urlencode({"luot": turn_key(interview, span.start), **look_of(request.query_params)})
        return RedirectResponse(f"{interview_address(interview, root)}?{query}#{CITED_ANCHOR}", 303)
