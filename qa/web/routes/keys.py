"""Keys for programs, made and revoked by admins on a page of their own; a new one is shown once."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, FastAPI, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from qa.access import Role
from qa.archive import Archive
from qa.config import Settings
from qa.errors import SettingsError
from qa.render.keys import KEYS, keys_html
from qa.store.keys import keys, make_key, revoke
from qa.web.document import edit_document, style
from qa.web.fields import Admin, Flag, Line, Number, Theme, admin
from qa.wording import keys as wording_keys


def add_keys(app: FastAPI, archive: Archive, settings: Settings) -> None:
    """Adds /quan-tri/khoa to the app."""
    root = settings.root_path

    def page(theme: str, said: str = "", secret: str = "", done: bool = False) -> HTMLResponse:
        content = keys_html(keys(archive.store), said, secret, done, root)
        document = edit_document(wording_keys.NAME, style("keys.css", root) + content, settings, theme, KEYS)
        return HTMLResponse(document, 400 if said else 200, {"Cache-Control": "no-store"})

    @app.get(KEYS, include_in_schema=False, dependencies=[Depends(admin)])
    def every(luu: Flag = "", theme: Theme = "") -> HTMLResponse:
        return page(theme, done=luu == "1")

    @app.post(KEYS, include_in_schema=False)
    def sent(
        user: Admin,
        ten: Annotated[Line, Form()],
        viec: Annotated[Line, Form()],
        vai: Annotated[Line, Form()] = "reader",
        luot: Annotated[Number, Form()] = "",
        theme: Theme = "",
    ) -> Response:
        if viec == "thu-hoi":
            revoke(archive.store, ten)
            return RedirectResponse(f"{root}{KEYS}?luu=1", 303)
        try:
            role = Role.__members__.get(vai.upper(), Role.ADMIN)  # which no key may have
            secret = make_key(archive.store, ten, role, int(luot) if luot.isdecimal() else 0, user.name)
        except SettingsError as error:
            return page(theme, str(error))
        return page(theme, secret=secret)
