"""Errors as their askers read them: JSON for programs and scripts, else a page; one Vietnamese line, nothing inside."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from qa import wording
from qa.access import Role
from qa.config import Settings
from qa.errors import AccessError, NotFoundError, QAError, QuestionError, QuotationError, StoreError, WithdrawnError
from qa.render.reader import fault_html, missing_html
from qa.web.access.gate import METRICS
from qa.web.access.visiting import role_here
from qa.web.document import reader_document
from qa.wording import page as wording_page
from qa.wording import withdrawn as wording_withdrawn

_FOR_PROGRAMS = ("/api/", "/gradio_api/", "/mcp", METRICS)

_STATUS = ((WithdrawnError, 410), (NotFoundError, 404), (AccessError, 403), (QuestionError, 400))

_log = logging.getLogger(__name__)


def fault(scope: Mapping[str, Any], status: int, text: str, settings: Settings) -> Response:
    """Returns the response that tells an error: JSON below the paths that programs use, else a page."""
    if str(scope["path"]).removeprefix(settings.root_path).startswith(_FOR_PROGRAMS):
        return JSONResponse({"error": text}, status)
    nothing_here = status in (404, 410)
    content = missing_html(text, settings.root_path) if nothing_here else fault_html(text)
    name = wording_page.NOT_FOUND if nothing_here else wording_page.FAULT
    return HTMLResponse(reader_document(name, content, settings), status)


def add_faults(app: FastAPI, settings: Settings) -> None:
    """Makes every error of the app one that its asker can read."""

    def told(request: Request, status: int, text: str) -> Response:
        return fault(request.scope, status, text, settings)

    @app.exception_handler(QAError)
    async def known(request: Request, error: QAError) -> Response:
        if isinstance(error, QuotationError):
            _log.error("quotation refused: %s", error)
            return told(request, 500, wording.QUOTATION_FAULT)
        if isinstance(error, StoreError):
            _log.error("archive: %s", error)
            return told(request, 503, wording.STORE_UNAVAILABLE)
        if isinstance(error, WithdrawnError) and error.reason and role_here() >= Role.EDITOR:
            return told(request, 410, f"{error} {wording_withdrawn.because(error.reason)}")
        return told(request, next((status for kind, status in _STATUS if isinstance(error, kind)), 500), str(error))

    @app.exception_handler(ClientDisconnect)
    async def gone(request: Request, error: ClientDisconnect) -> Response:
        return Response(status_code=499)  # nobody is there to read it

    @app.exception_handler(RequestValidationError)
    async def malformed(request: Request, error: RequestValidationError) -> Response:
        place = ".".join(str(part) for part in error.errors()[0]["loc"][1:])
        return told(request, 400, wording.bad_field(place))

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> Response:
        text = wording.NO_SUCH_ADDRESS if error.status_code == 404 else wording.bad_field("")
        return told(request, error.status_code, text)

    @app.exception_handler(Exception)
    async def unknown(request: Request, error: Exception) -> Response:
        _log.error("request failed: %s", request.scope["path"], exc_info=error)
        return told(request, 500, wording.API_ERROR)
