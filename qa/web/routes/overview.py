"""The staff's first page: how the archive stands."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.responses import HTMLResponse

from qa.access import Mode, Role
from qa.archive import Archive
from qa.config import Settings
from qa.overview import overview
from qa.render.edit_history import EDIT
from qa.render.overview import overview_html
from qa.web.access.users import USERS_FILE, read_accounts
from qa.web.document import edit_document
from qa.web.fields import Editor, Theme
from qa.wording import overview as wording_overview


def add_overview(app: FastAPI, archive: Archive, settings: Settings) -> None:
    """Adds the overview to the app."""
    root = settings.root_path

    @app.get(EDIT, include_in_schema=False)
    def shown(user: Editor, theme: Theme = "") -> HTMLResponse:
        content = overview_html(overview(archive.store), _users(settings), user.role >= Role.ADMIN, root)
        document = edit_document(wording_overview.NAME, content, settings, theme, EDIT)
        return HTMLResponse(document, 200, {"Cache-Control": "no-store"})


def _users(settings: Settings) -> int | None:
    """How many may log in, where the login is our own."""
    if settings.access.mode is not Mode.LOGIN:
        return None
    return len(read_accounts(settings.access.users or settings.data / USERS_FILE).accounts)
