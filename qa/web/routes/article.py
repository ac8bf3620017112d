"""A whole article checked: its page, the check with its progress, and the report for programs."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from typing import Annotated, Any

from fastapi import FastAPI, Query, Request
from fastapi.concurrency import iterate_in_threadpool, run_in_threadpool
from fastapi.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from qa import wording
from qa.archive import Archive
from qa.article.alphabets import restored
from qa.config import Settings
from qa.errors import ArticleError, QAError, QuestionError
from qa.render import contract_check
from qa.render.check_page import ARTICLE, REPORT, article_html, report_html
from qa.render.review_export import MEDIA_TYPES, exported
from qa.review import Draft, Review, Reviewed, draft_of, reviewed
from qa.web.chat.chat import explain
from qa.web.decoding import decoded
from qa.web.document import check_document
from qa.web.fields import Flag, Name, Theme, look
from qa.web.noting import note_article
from qa.web.places import BusyError, Places
from qa.wording import api as wording_api
from qa.wording import check as wording_check

_BYTES: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}
_TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}}

_BODY: dict[str, Any] = {
    "required": True,
    "content": {"application/json": {"schema": _TEXT}, "application/octet-stream": _BYTES},
}
"""What the report is sent, as the API describes it."""


def add_articles(app: FastAPI, archive: Archive, settings: Settings) -> None:
    """Adds /kiem-tra/bai-viet and /api/check-article."""
    places = Places()
    _add_page(app, archive, settings, places)
    _add_report(app, archive, settings.root_path, places)


def _add_page(app: FastAPI, archive: Archive, settings: Settings, places: Places) -> None:
    root = settings.root_path

    @app.get(ARTICLE, include_in_schema=False)
    def opened(theme: Theme = "", embed: Flag = "") -> HTMLResponse:
        content = article_html(root, look(theme, embed))
        return HTMLResponse(check_document(content, settings, theme, embed == "1"))

    @app.post(ARTICLE, include_in_schema=False)
    async def followed(request: Request, name: Name = "") -> Response:
        try:
            with ExitStack() as held:
                held.enter_context(places.one())
                draft = await _draft(request, name)
                return _Followed(_steps(archive, draft, root), held.pop_all())
        except QAError as error:
            return _refused(error)


def _refused(error: QAError) -> JSONResponse:
    return JSONResponse({"error": explain(error)}, 503 if isinstance(error, BusyError) else 400)


class _Followed(StreamingResponse):
    """A check told step by step; its place is free again when the client has all of it, or has gone."""

    def __init__(self, steps: Iterator[str], place: ExitStack) -> None:
        super().__init__(steps, media_type="application/x-ndjson")
        self._place = place

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends it."""
        with self._place:
            await super().__call__(scope, receive, send)


def _add_report(app: FastAPI, archive: Archive, root: str, places: Places) -> None:
    @app.post(
        REPORT,
        summary=wording_api.CHECK_ARTICLE,
        response_model=contract_check.Report,
        responses={200: {"content": {kind: _BYTES for kind in MEDIA_TYPES.values() if "json" not in kind}}},
        openapi_extra={"requestBody": _BODY},
    )
    async def report(
        request: Request, name: Name = "", form: Annotated[Flag, Query(alias="format")] = "json"
    ) -> Response:
        """Every quotation of an article with its verdict, as JSON, CSV or Word (`format`).

        The body is {"text": "…"}, or the bytes of the file called `name` (.docx, .pdf, .html, .mhtml, .eml or .txt).
        """
        if form not in MEDIA_TYPES:
            raise QuestionError(wording_check.BAD_FORMAT)
        site = f"{request.url.scheme}://{request.headers.get('host', '')}"
        try:
            with places.one():
                draft = await _draft(request, name)
                found = Review(draft.title, tuple([item async for item in _checked(request, draft, archive)]))
                await run_in_threadpool(note_article, found.items)
                content = await run_in_threadpool(exported, found, form, root, site)
        except (BusyError, ArticleError) as error:
            return _refused(error)
        named = f'attachment; filename="{wording_check.REPORT_FILE}.{form}"'
        headers = {"Content-Disposition": named} if form != "json" else {}
        return Response(content, media_type=MEDIA_TYPES[form], headers=headers)


async def _checked(request: Request, draft: Draft, archive: Archive) -> AsyncIterator[Reviewed]:
    """Each quotation of an article with its verdict, for as long as somebody waits for it."""
    async for item in iterate_in_threadpool(reviewed(draft.quotations, archive.check)):
        if await request.is_disconnected():
            raise ClientDisconnect
        yield item


async def _draft(request: Request, name: str) -> Draft:
    """The article of a request; ArticleError for a file that can't be read, QuestionError for a text."""
    body = await request.body()
    if name:
        title, text = await decoded(body, name, request.receive)
        return await run_in_threadpool(draft_of, text, title)
    try:
        sent: Any = json.loads(body or b"null")
    except (ValueError, RecursionError):
        raise QuestionError(wording.bad_field("")) from None
    pasted = sent.get("text") if isinstance(sent, dict) else None
    if not isinstance(pasted, str):
        raise QuestionError(wording.bad_field("text"))
    return await run_in_threadpool(_pasted, pasted)


def _pasted(text: str) -> Draft:
    """The article of a text copied from anywhere: from an old Word file it comes in that file's letters."""
    return draft_of(restored(text))


def _steps(archive: Archive, draft: Draft, root: str) -> Iterator[str]:
    """The check of an article line by line: how far it is, at the end the report as HTML, or what went wrong."""
    try:
        items: list[Reviewed] = []
        total = len(draft.quotations)
        yield _line({"done": 0, "total": total})
        for item in reviewed(draft.quotations, archive.check):
            items.append(item)
            yield _line({"done": len(items), "total": total})
        found = Review(draft.title, tuple(items))
        note_article(found.items)
        yield _line({"html": report_html(found, archive.store.interview_count(), root)})
    except Exception as error:
        yield _line({"error": explain(error)})


def _line(step: dict[str, Any]) -> str:
    return json.dumps(step, ensure_ascii=False) + "\n"
