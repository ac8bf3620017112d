"""The reader's routes: an interview as it was printed, and permalinks."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from qa.access import Role
from qa.archive import Archive
from qa.config import Settings
from qa.errata.stored import errata_of
from qa.interview import Interview
from qa.links import piece_at
from qa.render.address import interview_address
from qa.render.edit_page import edit_link_html
from qa.render.html import Content, Html
from qa.render.listing import taking_html
from qa.render.reader import CITED_ANCHOR, interview_html
from qa.render.versions import (
    compared_html,
    former_note_html,
    meant_address,
    meant_html,
    prints_html,
    versions_html,
)
from qa.store.audit import Event
from qa.store.prints import prints_of
from qa.store.store import turn_key
from qa.store.versions import former_interview, versions_of
from qa.text import Span
from qa.web.access.visiting import role_here
from qa.web.document import reader_document
from qa.web.fields import Key, Number, Theme, whole_number
from qa.web.noting import note
from qa.web.routes.embed import look_of
from qa.wording import taking as wording_taking
from qa.wording import versions as wording_versions


def add_reader(app: FastAPI, archive: Archive, settings: Settings) -> None:
    """Adds /phong-van/<id> and /l/<turn>."""
    root = settings.root_path

    @app.get("/phong-van/{interview:path}", include_in_schema=False)
    def read(interview: Key, luot: Key | None = None, ban: Number = "", so: Number = "", theme: Theme = "") -> Response:
        if not interview:
            return RedirectResponse(f"{root}/phong-van", 303)
        found = archive.interview(interview)
        if ban:
            name, content = former_page(archive, found, whole_number(ban), whole_number(so, -1), luot, root)
            return HTMLResponse(reader_document(name, content, settings, theme))
        cited: Span | None = None
        notes: Content = (
            versions_html(versions_of(archive.store, interview), root),
            prints_html([archive.interview(one).source for one in prints_of(archive.store, interview)], root),
        )
        if luot:
            link = archive.link(luot)
            if link.opens.version:
                return RedirectResponse(meant_address(link.opens, root), 303)
            cited = link.opens.span if link.opens.interview == interview else None
            notes = meant_html(link.before, root), notes
        citations = archive.citations_of(interview)
        note(Event.READ, interview, shown=[one for one in citations if cited and one.span.overlaps(cited)])
        errata = errata_of(archive.store, interview, found.text).errata
        content = interview_html(found, citations, cited, root, errata, notes)
        content += taking_html([("bai", interview)], wording_taking.TAKE, root)
        if role_here() >= Role.EDITOR:
            content = edit_link_html(interview, root) + content
        return HTMLResponse(reader_document(found.source.title, content, settings, theme))

    _add_links(app, archive, root)


def _add_links(app: FastAPI, archive: Archive, root: str) -> None:
    @app.get("/l/{turn:path}", include_in_schema=False)
    def open_turn(turn: Key, request: Request) -> RedirectResponse:
        link, look = archive.link(turn), look_of(request.query_params)
        if link.opens.version:
            return RedirectResponse(meant_address(link.opens, root, look), 303)
        opened = turn if link.before else turn_key(link.opens.interview, link.opens.span.start)
        query = urlencode({"luot": opened, **look})
        return RedirectResponse(f"{interview_address(link.opens.interview, root)}?{query}#{CITED_ANCHOR}", 303)


def former_page(
    archive: Archive, present: Interview, number: int, against: int, turn: str | None, root: str
) -> tuple[str, Html]:
    """Gives the title and the content of the page of an earlier version, or of where it differs from a later one.

    `against` is the number of that, 0 for the present one, less for none; `turn` is the key that is marked.
    """
    key = present.source.id
    known = {one.number: one for one in versions_of(archive.store, key)}
    former = former_interview(archive.store, key, number)
    if against in known or against == 0:
        later = former_interview(archive.store, key, against) if against else present
        name = wording_versions.name(against, known[against].until) if against else wording_versions.PRESENT_NAME
        return wording_versions.DIFFERENCES, compared_html(known[number], former, later, name, root)
    _, _, offset = (turn or "").rpartition(".")
    cited = piece_at(former, whole_number(offset, -1))
    errata = errata_of(archive.store, key, former.text).errata
    note = former_note_html(known[number], root)
    return former.source.title, interview_html(former, (), cited, root, errata, note)
