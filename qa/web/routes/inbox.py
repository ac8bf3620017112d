"""The editors' inbox: what readers said and missed, what becomes of it, and the labelled set that is made of it."""

from __future__ import annotations

import json
from typing import Annotated
from urllib.parse import unquote, urlsplit

from fastapi import Depends, FastAPI, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from qa.archive import Archive
from qa.bounds import LONGEST_LINE
from qa.config import Settings
from qa.errors import QAError, QuestionError
from qa.inbox import labelled_set, lines_of
from qa.render.inbox import INBOX, Shown, inbox_csv, inbox_html
from qa.render.paging import paged
from qa.store.inbox import Case, State, cases, counts_of, handle, keep_case, words_in
from qa.web.document import edit_document
from qa.web.fields import Day, Editor, Flag, Key, Line, Number, Theme, editor, page_number
from qa.wording import inbox as wording_inbox

MOST = 1000
"""Rows that are looked at for one page, the newest."""

ALL = 1_000_000
"""Rows of the table for Excel, which holds no more."""

Rows = Annotated[str, Form(max_length=20 * MOST)]
_NOT_KEPT = {"Cache-Control": "no-store"}


def add_inbox(app: FastAPI, archive: Archive, settings: Settings) -> None:
    """Adds the inbox and its files to the app."""
    _add_files(app, archive)
    root, store = settings.root_path, archive.store

    def page(which: str, number: int, theme: str, said: str = "", done: bool = False) -> HTMLResponse:
        states = [State(which)] if which in set(State) else [*State]
        words = words_in(store, states, MOST)
        lines, where = paged(lines_of(words), number, lambda to: f"{root}{INBOX}?loc={which}&trang={to}")
        shown = Shown(lines, which, where, counts_of(store), len(cases(store)), len(words) == MOST)
        document = edit_document(wording_inbox.NAME, inbox_html(shown, said, done, root), settings, theme, INBOX)
        return HTMLResponse(document, 400 if said else 200, _NOT_KEPT)

    @app.get(INBOX, include_in_schema=False, dependencies=[Depends(editor)])
    def opened(loc: Day = State.NEW, luu: Flag = "", trang: Number = "1", theme: Theme = "") -> HTMLResponse:
        return page(loc if loc in set(State) else "", page_number(trang), theme, done=luu == "1")

    @app.post(INBOX, include_in_schema=False)
    def sent(
        user: Editor,
        muc: Rows,
        viec: Annotated[Day, Form()],
        cau: Annotated[Line, Form()] = "",
        luot: Annotated[Key, Form()] = "",
        theme: Theme = "",
    ) -> Response:
        try:
            state = _decided(archive, viec, cau, luot, user.name)
            if not handle(store, muc.split(), state, user.name):
                raise QuestionError(wording_inbox.NO_ROWS)
        except QAError as error:
            return page(State.NEW, 1, theme, said=str(error))
        return RedirectResponse(f"{root}{INBOX}?luu=1", 303)


def _decided(archive: Archive, wanted: str, question: str, turn: str, who: str) -> State:
    """The state that a form asks for; a form that makes a case keeps it. QuestionError for one that asks nothing."""
    if wanted in set(State):
        return State(wanted)
    if wanted not in ("co-dap", "khong-dap") or not question.strip():
        raise QuestionError(wording_inbox.NO_ROWS)
    answer = ""
    if wanted == "co-dap":
        if not turn.strip():
            raise QuestionError(wording_inbox.NO_ANSWER_GIVEN)
        answer = archive.citation(_turn_in(turn)).turn
    keep_case(archive.store, Case(question[:LONGEST_LINE], answer), who)
    return State.DONE


def _turn_in(typed: str) -> str:
    """The key of a turn, typed as such or as the address of its permalink."""
    path = urlsplit(typed.strip()).path
    return unquote(path.rpartition("/l/")[2]) if "/l/" in path else typed.strip()


def _add_files(app: FastAPI, archive: Archive) -> None:
    @app.get(f"{INBOX}/{wording_inbox.SET_FILE}.json", include_in_schema=False, dependencies=[Depends(editor)])
    def labelled() -> Response:
        made = labelled_set(archive.store, cases(archive.store))
        return _file(
            json.dumps(made, ensure_ascii=False, indent=1).encode(),
            "application/json",
            f"{wording_inbox.SET_FILE}.json",
        )

    @app.get(f"{INBOX}/{wording_inbox.FILE}.csv", include_in_schema=False, dependencies=[Depends(editor)])
    def table() -> Response:
        words = words_in(archive.store, [*State], ALL)
        return _file(inbox_csv(words), "text/csv; charset=utf-8", f"{wording_inbox.FILE}.csv")


def _file(content: bytes, kind: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', **_NOT_KEPT}
    return Response(content, media_type=kind, headers=headers)
