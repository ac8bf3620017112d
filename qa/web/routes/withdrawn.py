"""Interviews withdrawn and let back in by editors, from a page of their own."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, FastAPI, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from qa.archive import Archive
from qa.config import Settings
from qa.render.withdrawn import WITHDRAWN, withdrawn_html
from qa.web.document import edit_document
from qa.web.fields import Editor, Flag, Key, Line, Theme, editor
from qa.wording import withdrawn as wording_withdrawn


def add_withdrawing(app: FastAPI, archive: Archive, settings: Settings) -> None:
    """Adds the page of withdrawn interviews to the app."""
    root = settings.root_path

    def page(theme: str, said: str = "", done: bool = False) -> HTMLResponse:
        content = withdrawn_html(archive.withdrawals(), said, done, root)
        document = edit_document(wording_withdrawn.NAME, content, settings, theme, WITHDRAWN)
        return HTMLResponse(document, 400 if said else 200, {"Cache-Control": "no-store"})

    @app.get(WITHDRAWN, include_in_schema=False, dependencies=[Depends(editor)])
    def every(luu: Flag = "", theme: Theme = "") -> HTMLResponse:
        return page(theme, done=luu == "1")

    @app.post(WITHDRAWN, include_in_schema=False)
    def sent(
        user: Editor,
        bai: Annotated[Key, Form()],
        viec: Annotated[Line, Form()],
        ly_do: Annotated[Line, Form()] = "",
        theme: Theme = "",
    ) -> Response:
        if viec == "tra-lai":
            archive.lift(bai)
            return RedirectResponse(f"{root}{WITHDRAWN}?luu=1", 303)
        if not ly_do.strip():
            return page(theme, wording_withdrawn.NO_REASON)
        archive.withdraw(bai, ly_do, user.name)
        return RedirectResponse(f"{root}{WITHDRAWN}", 303)
