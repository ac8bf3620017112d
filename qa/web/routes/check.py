"""One quotation checked: its page, which needs no script, and the part of it that the page's script asks for."""

from __future__ import annotations

from typing import Annotated

from fastapi import FastAPI, Form, Header
from fastapi.responses import HTMLResponse, JSONResponse, Response

from qa.archive import Archive
from qa.config import Settings
from qa.errors import QAError
from qa.render.check_page import CHECK, check_html, result_html
from qa.render.html import Html
from qa.render.people import which_checked
from qa.review import Checked
from qa.web.chat.chat import explain
from qa.web.document import check_document
from qa.web.fields import Claim, Flag, Name, Theme, look
from qa.web.noting import note_check


def add_check(app: FastAPI, archive: Archive, settings: Settings) -> None:
    """Adds /kiem-tra."""
    root = settings.root_path

    def result(claim: str, speaker: str) -> Html:
        checked = Checked(*archive.check(claim, speaker or None), speaker or None)
        note_check(claim, checked)
        namesakes = archive.people_by_name.several(speaker) if speaker else ()
        which = which_checked(namesakes, claim, archive.people_by_name, root)
        return which + result_html(checked, archive.store.interview_count(), root)

    def page(claim: str, speaker: str, theme: str, embed: str) -> HTMLResponse:
        found: Html | None = None
        said = ""
        if claim.strip():
            try:
                found = result(claim, speaker)
            except QAError as error:
                said = explain(error)
        content = check_html(claim, speaker, archive.facets().speakers, found, said, root, look(theme, embed))
        return HTMLResponse(check_document(content, settings, theme, embed == "1"), 400 if said else 200)

    @app.get(CHECK, include_in_schema=False)
    def opened(trich: Claim = "", nguoi: Name = "", theme: Theme = "", embed: Flag = "") -> HTMLResponse:
        return page(trich, nguoi.strip(), theme, embed)

    @app.post(CHECK, include_in_schema=False)
    def sent(
        trich: Annotated[Claim, Form()] = "",
        nguoi: Annotated[Name, Form()] = "",
        part: Annotated[Flag, Header(alias="X-Part")] = "",
        theme: Theme = "",
        embed: Flag = "",
    ) -> Response:
        if part != "1":
            return page(trich, nguoi.strip(), theme, embed)
        try:
            return HTMLResponse(result(trich, nguoi.strip()))
        except QAError as error:
            return JSONResponse({"error": explain(error)}, 400)
