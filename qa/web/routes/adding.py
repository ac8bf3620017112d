"""Articles that come in by the browser: sent, looked at, taken in or put aside. Editors only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import Depends, FastAPI, Form, Header, Path, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from pydantic import Field
from starlette.datastructures import FormData, UploadFile

from qa.access import User
from qa.archive import Archive
from qa.bounds import AS_SENT, LONGEST_ARTICLE, LONGEST_LINE
from qa.config import Settings
from qa.errors import QuestionError
from qa.incoming.tray import Preview, Tray
from qa.incoming.worker import TrayWorker
from qa.render.adding import ADDING, DECIDING, FACTS, adding_html, arrivals_html
from qa.render.preview import preview_html
from qa.store.incoming import State
from qa.web.document import adding_document
from qa.web.fields import Day, Editor, Flag, Key, Number, Theme, editor, page_number
from qa.web.intake import MOST_ADDED_BYTES
from qa.wording import adding as wording_adding

MOST_FILES = 100
"""Files of one form."""

MOST_NUMBERS = 1000
"""Things that are decided on in one go."""

PATIENCE = 3.0
"""Seconds that the answer waits for what was sent to be read or taken in, so that the page shows it done."""

_MEGABYTE = 1024 * 1024
_NOT_KEPT = {"Cache-Control": "no-store"}
_LONGEST_FIELD = AS_SENT * LONGEST_ARTICLE * 2

Part = Annotated[Day, Header()]
"""The header by which adding.js asks for less than a page."""

Which = Annotated[int, Field(ge=0, le=10**15)]
Numbers = Annotated[list[Which], Form(max_length=MOST_NUMBERS)]


def add_adding(app: FastAPI, archive: Archive, settings: Settings) -> None:
    """Adds the page on which articles come in to the app, and at `app.state.tray` who works off what came."""
    worker = app.state.tray = TrayWorker(Tray(archive, settings.watch_accept))
    root, tray = settings.root_path, worker.tray
    _add_deciding(app, worker, root)

    def page(theme: str, number: int = 1, said: str = "", done: str = "") -> HTMLResponse:
        content = adding_html(tray.listed(), number, MOST_ADDED_BYTES // _MEGABYTE, said, done, root)
        document = adding_document(wording_adding.NAME, content, settings, theme)
        return HTMLResponse(document, 400 if said else 200, _NOT_KEPT)

    @app.get(ADDING, include_in_schema=False, dependencies=[Depends(editor)])
    def listed(trang: Number = "1", xong: Flag = "", x_part: Part = "", theme: Theme = "") -> HTMLResponse:
        if x_part:
            return HTMLResponse(arrivals_html(tray.listed(), page_number(trang), root), 200, _NOT_KEPT)
        return page(theme, page_number(trang), done=_DONE.get(xong, ""))

    @app.get(ADDING + "/{number:int}", include_in_schema=False, dependencies=[Depends(editor)])
    def looked_at(number: Annotated[Which, Path()], theme: Theme = "") -> HTMLResponse:
        preview = tray.preview(number)
        document = adding_document(_title(preview), preview_html(preview, root), settings, theme)
        return HTMLResponse(document, 200, _NOT_KEPT)

    @app.post(ADDING, include_in_schema=False)
    async def sent(request: Request, user: Editor, x_part: Part = "", theme: Theme = "") -> Response:
        async with request.form(max_files=MOST_FILES, max_fields=2 * len(FACTS), max_part_size=_LONGEST_FIELD) as form:
            try:
                numbers = await _received(form, tray, user)
            except QuestionError as error:
                if x_part:
                    return JSONResponse({"error": str(error)}, 400)
                return await run_in_threadpool(page, theme, said=str(error))
        if x_part:
            worker.wake()
            return Response(status_code=204)
        await run_in_threadpool(worker.wait_for, numbers, PATIENCE)
        return RedirectResponse(f"{root}{ADDING}?xong=tep", 303)


_DONE = {
    "tep": wording_adding.RECEIVED,
    "nhan": wording_adding.ACCEPTED,
    "cho": wording_adding.STILL_ACCEPTING,
}


def _title(preview: Preview) -> str:
    return (preview.summary and preview.summary.title) or preview.incoming.name


async def _received(form: FormData, tray: Tray, user: User) -> list[int]:
    """What a form brings, kept; QuestionError where that is nothing, or too long."""
    numbers: list[int] = []
    for file in form.getlist("tep"):
        if isinstance(file, UploadFile) and file.filename:
            numbers += await run_in_threadpool(tray.receive, file.filename, await file.read(), user.name)
    text = str(form.get("bai", ""))
    if text.strip():
        facts = {name: str(form.get(name, "")) for name, *_ in FACTS}
        if len(text) > LONGEST_ARTICLE:
            raise QuestionError(wording_adding.pasted_too_long(LONGEST_ARTICLE))
        if any(len(value) > LONGEST_LINE for value in facts.values()):
            raise QuestionError(wording_adding.fact_too_long(LONGEST_LINE))
        numbers += await run_in_threadpool(tray.paste, facts, text, user.name)
    if not numbers:
        raise QuestionError(wording_adding.NOTHING_SENT)
    return numbers


def _add_deciding(app: FastAPI, worker: TrayWorker, root: str) -> None:
    tray = worker.tray

    @app.post(DECIDING, include_in_schema=False)
    def decided(user: Editor, viec: Annotated[Day, Form()], so: Numbers, cua: Annotated[Key, Form()] = "") -> Response:
        if viec in ("nhan", "nhan-het", "nhan-chac", "ban-moi"):
            numbers = _without_doubt(tray, so) if viec == "nhan-chac" else so
            if viec != "ban-moi":
                tray.accept(numbers, user.name)
            elif cua:
                tray.accept_as(numbers[0], cua, user.name)
            else:
                raise QuestionError(wording_adding.NONE_CHOSEN)
            worker.wait_for(numbers, PATIENCE)
            left = [one for one, _ in tray.listed() if one.number in numbers and one.state is State.ACCEPTING]
            return RedirectResponse(f"{root}{ADDING}?xong={'cho' if left else 'nhan'}", 303)
        if viec == "bo":
            tray.discard(so)
        elif viec == "lai":
            tray.retry(so)
            worker.wait_for(so, PATIENCE)
        else:
            raise QuestionError(wording_adding.BAD_ACTION)
        return RedirectResponse(f"{root}{ADDING}", 303)


def _without_doubt(tray: Tray, numbers: Sequence[int]) -> list[int]:
    wanted = set(numbers)
    return [one.number for one, summary in tray.listed() if one.number in wanted and summary and not summary.doubts]
