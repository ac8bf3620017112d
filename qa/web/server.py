"""The server: the chat page, the reader, permalinks and the JSON API in one FastAPI app, and `serve`."""

from __future__ import annotations

import asyncio
import logging
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Annotated, Any
from urllib.parse import urlencode

import uvicorn
from fastapi import Body, FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope, Send

from qa import wording
from qa.access import Role
from qa.archive import Archive
from qa.config import Settings, load_abbreviations
from qa.errors import AccessError, NotFoundError, QAError, QuestionError, QuotationError, SettingsError
from qa.render.address import interview_address
from qa.render.check_page import CHECK
from qa.render.edit_page import edit_link_html
from qa.render.json import answer_json, check_json, citation_json
from qa.render.people import namesakes_json
from qa.render.reader import CITED_ANCHOR, fault_html, interview_html, interviews_html, missing_html
from qa.search.filters import filters_from
from qa.store.store import turn_key
from qa.text import Span
from qa.web.access.gate import METRICS, Gate
from qa.web.access.login import add_access, users_of
from qa.web.access.visiting import Visiting, role_here
from qa.web.api_docs import add_api_docs
from qa.web.document import ASSETS, gradio_document, reader_document
from qa.web.logs import log_to_stderr
from qa.web.metrics import Metrics, counted
from qa.web.routes.check import add_check
from qa.web.routes.compare import add_compare
from qa.web.routes.edit import add_editing
from qa.web.routes.embed import add_embedding, look_of
from qa.web.routes.feedback import add_feedback
from qa.web.routes.people import add_people
from qa.web.shield import GradioGate, Shield
from qa.wording import page as wording_page

SETTLE_SECONDS = 0.5
"""Seconds after the signal to stop in which questions under way are still answered over open event streams."""

GRACE_SECONDS = 5
"""Seconds after which whatever is still open is cut off."""

_FOR_PROGRAMS = ("/api/", "/gradio_api/", METRICS)

KEEP_SECONDS = 75
"""Seconds that an idle connection stays open: longer than a proxy's (60), so that none is closed as it is used."""

Theme = Annotated[str, Query(alias="__theme")]

_log = logging.getLogger(__name__)


def _whole(text: str) -> str:
    # JSON can spell half of a pair of UTF-16, which no answer could repeat.
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise ValueError(wording.BAD_REQUEST)
    return text


Words = Annotated[str, AfterValidator(_whole)]


class AskRequest(BaseModel):
    """A question to /api/ask: the fields of a line of `ask --batch`."""

    model_config = ConfigDict(extra="ignore")

    q: Words
    k: Annotated[int, Field(ge=1, le=50)] = 5
    speaker: Words | None = None
    since: Words | None = None
    until: Words | None = None
    outlet: Words | None = None
    interview: Words | None = None
    history: Annotated[list[Words], Field(max_length=50)] = []
    without: Annotated[list[Words], Field(max_length=50)] = []
    explain: bool = False


class CheckRequest(BaseModel):
    """A claimed quotation to /api/check."""

    model_config = ConfigDict(extra="ignore")

    claim: Words
    speaker: Words | None = None


def create_app(archive: Archive, settings: Settings) -> Shield:
    """The whole server over an open archive, ready for uvicorn; its lifespan starts Gradio's queue."""
    metrics = Metrics()
    archive = counted(archive, metrics)
    users = users_of(settings)
    app = FastAPI(
        title=settings.title,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=_lifespan,
        redirect_slashes=False,
    )
    # Named here so that Gradio leaves CORS alone: by itself it would allow any site, with credentials.
    app.add_middleware(CORSMiddleware, allow_origins=[])
    app.add_middleware(Visiting)
    _add_errors(app, settings)
    _add_api(app, archive, settings)
    _add_reader(app, archive, settings)
    add_check(app, archive, settings)
    add_people(app, archive, settings)
    add_compare(app, archive, settings)
    add_editing(app, archive, settings)
    add_access(app, settings, users, metrics)
    add_api_docs(app, settings.root_path)
    add_feedback(app, archive)
    add_embedding(app, settings)
    app.mount("/giao-dien", StaticFiles(directory=str(ASSETS)), name="assets")
    _mount_page(app, archive, settings)
    gate = Gate(app, settings, users, partial(_said, settings=settings), metrics)
    return Shield(gate, settings.root_path, settings.frame_ancestors, settings.queue_size, metrics)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    yield


def _mount_page(app: FastAPI, archive: Archive, settings: Settings) -> None:
    from qa.web.chat.page import mount_page  # imports Gradio: seconds

    mount = mount_page(app, archive, settings)

    async def missing(scope: Scope, receive: Receive, send: Send) -> None:
        await _said(scope, 404, wording.NO_SUCH_ADDRESS, settings)(scope, receive, send)

    # Read from the page as it is built: Gradio numbers its events.
    inputs = {
        number: tuple(one.get_block_name() == "checkboxgroup" for one in event.inputs)
        for number, event in mount.app.get_blocks().fns.items()  # type: ignore[attr-defined]
    }
    mount.app = GradioGate(mount.app, missing, partial(gradio_document, settings=settings), {"kiem-tra": CHECK}, inputs)


# --- errors ---


def _status(error: Exception) -> int:
    if isinstance(error, NotFoundError):
        return 404
    if isinstance(error, AccessError):
        return 403
    return 400 if isinstance(error, QuestionError) else 500


def _said(scope: Scope, status: int, text: str, settings: Settings) -> Response:
    """An error as its asker reads it: JSON for programs and scripts, else a page."""
    if str(scope["path"]).removeprefix(settings.root_path).startswith(_FOR_PROGRAMS):
        return JSONResponse({"error": text}, status)
    content = missing_html(text, settings.root_path) if status == 404 else fault_html(text)
    name = wording_page.NOT_FOUND if status == 404 else wording_page.FAULT
    return HTMLResponse(reader_document(name, content, settings), status)


def _add_errors(app: FastAPI, settings: Settings) -> None:
    def said(request: Request, status: int, text: str) -> Response:
        return _said(request.scope, status, text, settings)

    @app.exception_handler(QAError)
    async def known(request: Request, error: QAError) -> Response:
        if isinstance(error, QuotationError):
            _log.error("quotation refused: %s", error)
            return said(request, 500, wording.QUOTATION_FAULT)
        return said(request, _status(error), str(error))

    @app.exception_handler(RequestValidationError)
    async def malformed(request: Request, error: RequestValidationError) -> Response:
        place = ".".join(str(part) for part in error.errors()[0]["loc"][1:])
        return said(request, 400, wording.bad_field(place))

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> Response:
        text = wording.NO_SUCH_ADDRESS if error.status_code == 404 else wording.bad_field("")
        return said(request, error.status_code, text)

    @app.exception_handler(Exception)
    async def unknown(request: Request, error: Exception) -> Response:
        _log.error("request failed: %s", request.scope["path"], exc_info=error)
        return said(request, 500, wording.API_ERROR)


# --- API ---


def _add_api(app: FastAPI, archive: Archive, settings: Settings) -> None:
    root = settings.root_path

    def ask(asked: AskRequest) -> dict[str, Any]:
        if len(asked.q) > settings.max_question:
            raise QuestionError(wording.question_too_long(settings.max_question))
        filters = filters_from(asked.speaker, asked.outlet, asked.since, asked.until, asked.interview)
        answer = archive.ask(asked.q, k=asked.k, filters=filters, history=asked.history, without=asked.without)
        return {**answer_json(answer, root, asked.explain), **namesakes_json(answer.namesakes, archive.people, root)}

    @app.get("/api/ask")
    def ask_by_address(asked: Annotated[AskRequest, Query()]) -> dict[str, Any]:
        """What the archive says to a question, with its citations."""
        return ask(asked)

    @app.post("/api/ask")
    def ask_by_body(asked: Annotated[AskRequest, Body()]) -> dict[str, Any]:
        """What the archive says to a question, with its citations."""
        return ask(asked)

    @app.post("/api/check")
    def check(asked: Annotated[CheckRequest, Body()]) -> dict[str, Any]:
        """Whether a quotation was said so, with the printed words."""
        result, citation = archive.check(asked.claim, asked.speaker)
        named = namesakes_json(archive.namesakes(asked.speaker), archive.people, root)
        return {**check_json(asked.claim, result, citation, root), **named}

    @app.get("/api/interviews")
    def interviews() -> list[dict[str, Any]]:
        """All interviews, newest first."""
        return [
            {
                "id": s.id,
                "title": s.title,
                "outlet": s.outlet,
                "date": s.date,
                "speakers": list(s.speakers),
                "turns": s.turns,
                "note": s.note,
                "permalink": interview_address(s.id, root),
            }
            for s in archive.interviews()
        ]

    @app.get("/api/citation/{turn:path}")
    def citation(turn: str) -> dict[str, Any]:
        """The checked quotation that a permalink opens."""
        return citation_json(archive.citation(turn), root)

    @app.get("/healthz")
    def alive() -> dict[str, str]:
        """Answers while the process runs."""
        return {"status": "ok"}

    @app.get("/readyz")
    def ready() -> dict[str, Any]:
        """Answers once questions can be asked: the archive can be read."""
        return {"status": "ok", "interviews": len(archive.interviews())}


# --- reader ---


def _add_reader(app: FastAPI, archive: Archive, settings: Settings) -> None:
    root = settings.root_path

    @app.get("/phong-van", include_in_schema=False)
    def interviews(trang: str = "1", theme: Theme = "") -> HTMLResponse:
        page = int(trang) if trang.isdecimal() and len(trang) < 7 else 1
        content = interviews_html(archive.interviews(), page, root)
        return HTMLResponse(reader_document(wording_page.NAV_INTERVIEWS, content, settings, theme, "/phong-van"))

    @app.get("/phong-van/{interview:path}", include_in_schema=False)
    def read(interview: str, luot: str | None = None, theme: Theme = "") -> Response:
        if not interview:
            return RedirectResponse(f"{root}/phong-van", 303)
        found = archive.interview(interview)
        cited: Span | None = None
        if luot:
            place, cited = archive.locate(luot)
            cited = cited if place == interview else None
        keys = [turn_key(interview, said.span.start) for turn in found.turns for said in turn.answers]
        citations = {citation.span.start: citation for citation in map(archive.citation, keys)}
        content = interview_html(found, citations, cited, root)
        if role_here() >= Role.EDITOR:
            content = edit_link_html(interview, root) + content
        return HTMLResponse(reader_document(found.source.title, content, settings, theme))

    @app.get("/l/{turn:path}", include_in_schema=False)
    def open_turn(turn: str, request: Request) -> RedirectResponse:
        interview, span = archive.locate(turn)
        query = urlencode({"luot": turn_key(interview, span.start), **look_of(request.query_params)})
        return RedirectResponse(f"{interview_address(interview, root)}?{query}#{CITED_ANCHOR}", 303)


# --- serving ---


def serve(settings: Settings) -> None:
    """Serves the archive of the settings until a signal stops it; prints the page's address in one line.

    SettingsError if the address can't be listened at, StoreError if the archive can't be opened.
    """
    with (
        listen(settings) as listener,
        Archive.open(settings.data, settings.encoder, load_abbreviations(settings.abbreviations)) as archive,
    ):
        archive.warm()
        run(create_app(archive, settings), listener, settings)


def listen(settings: Settings) -> socket.socket:
    """The bound socket, opened before anything slow, so that a taken port is said at once."""
    try:
        family = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((settings.host, settings.port))
    except OSError:
        raise SettingsError(wording.port_taken(settings.host, settings.port)) from None
    return listener


class _Server(uvicorn.Server):
    """uvicorn that says its address once it answers there, and that ends the page's open streams when it stops."""

    def __init__(self, config: uvicorn.Config, closing: asyncio.Event, address: str) -> None:
        super().__init__(config)
        self._closing = closing
        self._address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            sys.stdout.write(wording.serving(self._address) + "\n")
            sys.stdout.flush()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        asyncio.get_running_loop().call_later(SETTLE_SECONDS, self._closing.set)
        await super().shutdown(sockets)


def run(app: Shield, listener: socket.socket, settings: Settings) -> None:
    """Runs the app on the socket until a signal stops it; one process, since the page's sessions live in it."""
    log_to_stderr()
    config = uvicorn.Config(
        app,
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        timeout_keep_alive=KEEP_SECONDS,
    )
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{host}:{listener.getsockname()[1]}{settings.root_path}/"
    _Server(config, app.closing, address).run(sockets=[listener])
