"""The quote checker's routes: the page, one quotation, a whole article with its progress and its report."""

from __future__ import annotations

import io
import json
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

from fastapi import FastAPI, Form, Header, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, JSONResponse, Response, StreamingResponse

from qa import wording
from qa.archive import Archive
from qa.article.read import read_content
from qa.config import Settings
from qa.errors import ArticleError, QAError, QuestionError
from qa.render import contract
from qa.render.check_page import ARTICLE, CHECK, REPORT, article_html, check_html, report_html, result_html
from qa.render.people import which_checked
from qa.render.review_export import MEDIA_TYPES, exported
from qa.review import Checked, Draft, Review, Reviewed, draft_of, review, reviewed
from qa.web.chat.chat import explain
from qa.web.document import check_document
from qa.web.fields import Theme
from qa.wording import api as wording_api
from qa.wording import check as wording_check

AT_ONCE = 4
"""Articles that are checked at the same time; one more is told to come back."""

MOST_UNPACKED = 32 * 1024 * 1024
"""Bytes of markup that an uploaded Word file may unpack to: a tree of it takes many times as much memory."""

_BYTES: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}

ARTICLE_BODY: dict[str, Any] = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}}
        },
        "application/octet-stream": _BYTES,
    },
}
"""What the report is sent, as the API describes it."""

UPLOADS = (".docx", ".html", ".htm", ".txt")

Embed = Annotated[str, Query()]


def add_check(app: FastAPI, archive: Archive, settings: Settings) -> None:
    """Adds the quote checker to the app."""
    _add_one(app, archive, settings)
    free = threading.BoundedSemaphore(AT_ONCE)
    _add_article(app, archive, settings, free)
    _add_report(app, archive, settings.root_path, free)


def _kept(theme: str, embed: str) -> str:
    """The query by which the form's address keeps the look of the page."""
    kept = ["embed=1"] * (embed == "1") + [f"__theme={theme}"] * (theme in ("light", "dark"))
    return "?" + "&".join(kept) if kept else ""


def _add_one(app: FastAPI, archive: Archive, settings: Settings) -> None:
    root = settings.root_path

    def result(claim: str, speaker: str) -> str:
        checked = Checked(*archive.check(claim, speaker or None), speaker or None)
        namesakes = archive.namesakes(speaker) if speaker else ()
        which = which_checked(namesakes, claim, archive.people, root)
        return which + result_html(checked, len(archive.interviews()), root)

    def page(claim: str, speaker: str, theme: str, embed: str) -> HTMLResponse:
        found = said = ""
        if claim.strip():
            try:
                found = result(claim, speaker)
            except QAError as error:
                said = explain(error)
        names = archive.facets().speakers
        content = check_html(claim, speaker, names, found, said, root, _kept(theme, embed))
        return HTMLResponse(check_document(content, settings, theme, embed == "1"), 400 if said else 200)

    @app.get(CHECK, include_in_schema=False)
    def opened(trich: str = "", nguoi: str = "", theme: Theme = "", embed: Embed = "") -> HTMLResponse:
        return page(trich, nguoi.strip(), theme, embed)

    @app.post(CHECK, include_in_schema=False)
    def sent(
        trich: Annotated[str, Form()] = "",
        nguoi: Annotated[str, Form()] = "",
        part: Annotated[str, Header(alias="X-Part")] = "",
        theme: Theme = "",
        embed: Embed = "",
    ) -> Response:
        if part != "1":
            return page(trich, nguoi.strip(), theme, embed)
        try:
            return HTMLResponse(result(trich, nguoi.strip()))
        except QAError as error:
            return JSONResponse({"error": explain(error)}, 400)


def _add_article(app: FastAPI, archive: Archive, settings: Settings, free: threading.BoundedSemaphore) -> None:
    root = settings.root_path

    @app.get(ARTICLE, include_in_schema=False)
    def opened(theme: Theme = "", embed: Embed = "") -> HTMLResponse:
        content = article_html(root, _kept(theme, embed))
        return HTMLResponse(check_document(content, settings, theme, embed == "1"))

    @app.post(ARTICLE, include_in_schema=False)
    async def followed(request: Request, name: str = "") -> Response:
        try:
            draft = await _draft(request, name)
        except QAError as error:
            return JSONResponse({"error": explain(error)}, 400)
        return StreamingResponse(_steps(archive, draft, free, root), media_type="application/x-ndjson")


def _add_report(app: FastAPI, archive: Archive, root: str, free: threading.BoundedSemaphore) -> None:
    @app.post(
        REPORT,
        summary=wording_api.CHECK_ARTICLE,
        response_model=contract.Report,
        responses={200: {"content": {kind: _BYTES for kind in MEDIA_TYPES.values() if "json" not in kind}}},
        openapi_extra={"requestBody": ARTICLE_BODY},
    )
    async def report(
        request: Request, name: str = "", form: Annotated[str, Query(alias="format")] = "json"
    ) -> Response:
        """Every quotation of an article with its verdict, as JSON, CSV or Word (`format`).

        The body is {"text": "…"}, or the bytes of the .docx, .html or .txt file called `name`.
        """
        if form not in MEDIA_TYPES:
            raise QuestionError(wording_check.BAD_FORMAT)
        try:
            draft = await _draft(request, name)
        except ArticleError as error:
            raise QuestionError(str(error)) from error
        if not free.acquire(blocking=False):
            return JSONResponse({"error": wording.BUSY}, 503)
        try:
            found = await run_in_threadpool(review, draft, archive.check)
        finally:
            free.release()
        site = f"{request.url.scheme}://{request.headers.get('host', '')}"
        content = await run_in_threadpool(exported, found, form, root, site)
        named = f'attachment; filename="{wording_check.REPORT_FILE}.{form}"'
        headers = {"Content-Disposition": named} if form != "json" else {}
        return Response(content, media_type=MEDIA_TYPES[form], headers=headers)


async def _draft(request: Request, name: str) -> Draft:
    """The article of a request; ArticleError for a file that can't be read, QuestionError for a text."""
    body = await request.body()
    if not name:
        try:
            sent: Any = json.loads(body or b"null")
        except (ValueError, RecursionError):
            raise QuestionError(wording.bad_field("")) from None
        text = sent.get("text") if isinstance(sent, dict) else None
        if not isinstance(text, str):
            raise QuestionError(wording.bad_field("text"))
        return await run_in_threadpool(draft_of, text)
    return await run_in_threadpool(_read, body, name)


def _read(body: bytes, name: str) -> Draft:
    path = Path(Path(name).name[:200])
    if path.suffix.lower() not in UPLOADS:
        raise ArticleError(wording_check.ONLY_ONE_ARTICLE)
    if path.suffix.lower() == ".docx" and _unpacked(body) > MOST_UNPACKED:
        raise ArticleError(wording.ARTICLE_DOCX)
    article = read_content(body, path)
    return draft_of(article.text, article.source.title)


def _unpacked(body: bytes) -> int:
    """Bytes of markup that a Word file unpacks to, as it states; it can't unpack to more."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            return sum(part.file_size for part in parts.infolist() if part.filename.endswith((".xml", ".rels")))
    except (zipfile.BadZipFile, ValueError, OSError):
        return 0  # read_content says what is wrong with it


def _steps(archive: Archive, draft: Draft, free: threading.BoundedSemaphore, root: str) -> Iterator[str]:
    """The check of an article line by line: how far it is, at the end the report as HTML, or what went wrong."""
    if not free.acquire(blocking=False):
        yield _line({"error": wording.BUSY})
        return
    try:
        items: list[Reviewed] = []
        total = len(draft.quotations)
        yield _line({"done": 0, "total": total})
        for item in reviewed(draft.quotations, archive.check):
            items.append(item)
            yield _line({"done": len(items), "total": total})
        found = Review(draft.title, tuple(items))
        yield _line({"html": report_html(found, len(archive.interviews()), root)})
    except Exception as error:
        yield _line({"error": explain(error)})
    finally:
        free.release()


def _line(step: dict[str, Any]) -> str:
    return json.dumps(step, ensure_ascii=False) + "\n"
