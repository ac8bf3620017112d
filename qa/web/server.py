"""The server: the chat page, the reader, permalinks and the JSON API in one FastAPI app, and `serve`."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import NoReturn

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool
from fastapi.middleware.cors import CORSMiddleware
from fastapi.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from qa import wording
from qa.acting import Acting, process_acts_as
from qa.archive import Archive
from qa.config import Settings, load_abbreviations
from qa.incoming.watching import Watcher
from qa.incoming.worker import TrayWorker
from qa.render.check_page import CHECK
from qa.web.access.gate import Gate
from qa.web.access.keys import Programs
from qa.web.access.login import add_access, users_of
from qa.web.access.visiting import Visiting
from qa.web.api_docs import ERRORS, add_api_docs
from qa.web.chat.gradio_gate import GradioGate
from qa.web.document import ASSETS, gradio_document
from qa.web.faults import add_faults, fault
from qa.web.intake import Intake
from qa.web.metrics import Metrics, counted
from qa.web.noting import Audit
from qa.web.routes.adding import add_adding
from qa.web.routes.api import add_api
from qa.web.routes.article import add_articles
from qa.web.routes.audit import add_audit
from qa.web.routes.check import add_check
from qa.web.routes.compare import add_compare
from qa.web.routes.conversation import add_conversation
from qa.web.routes.edit import add_editing
from qa.web.routes.embed import add_embedding
from qa.web.routes.errata import add_errata
from qa.web.routes.feedback import add_feedback
from qa.web.routes.inbox import add_inbox
from qa.web.routes.keys import add_keys
from qa.web.routes.listing import add_listing
from qa.web.routes.mcp import add_assistants
from qa.web.routes.overview import add_overview
from qa.web.routes.people import add_people
from qa.web.routes.reader import add_reader
from qa.web.routes.taking import add_taking
from qa.web.routes.withdrawn import add_withdrawing
from qa.web.serving import listen, run
from qa.web.shield import Shield
from qa.wording import cli as wording_cli


def create_app(archive: Archive, settings: Settings) -> Shield:
    """Builds the whole server over an open archive, ready for uvicorn; its lifespan starts Gradio's queue."""
    metrics = Metrics()
    archive = counted(archive, metrics)
    users = users_of(settings)
    app = _app(settings)
    # Named here so that Gradio leaves CORS alone: by itself it would allow any site, with credentials.
    app.add_middleware(CORSMiddleware, allow_origins=[])
    app.state.audit = Audit(archive, settings.audit)
    app.add_middleware(Visiting, audit=app.state.audit)
    add_faults(app, settings)
    add_api(app, archive, settings)
    add_listing(app, archive, settings)
    add_taking(app, archive, settings)
    add_reader(app, archive, settings)
    add_conversation(app, archive, settings)
    add_check(app, archive, settings)
    add_articles(app, archive, settings)
    add_people(app, archive, settings)
    add_compare(app, archive, settings)
    _add_staff(app, archive, settings)
    app.state.assistants = add_assistants(app, archive, settings)
    add_access(app, settings, users, metrics)
    add_api_docs(app, settings.root_path)
    add_feedback(app, archive)
    add_embedding(app, settings)
    app.mount("/giao-dien", StaticFiles(directory=str(ASSETS)), name="assets")
    _mount_page(app, archive, settings)
    closing = asyncio.Event()
    intake = Intake(app, metrics, closing, settings.queue_size)
    gate = Gate(intake, settings, users, Programs(archive.store), partial(fault, settings=settings), metrics)
    return Shield(gate, metrics, closing, settings.root_path, settings.frame_ancestors, settings.hosts)


def _app(settings: Settings) -> FastAPI:
    return FastAPI(
        title=settings.title,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=partial(_lifespan, watched=settings.watch),
        redirect_slashes=False,
        responses=ERRORS,
    )


def _add_staff(app: FastAPI, archive: Archive, settings: Settings) -> None:
    add_overview(app, archive, settings)
    add_adding(app, archive, settings)
    add_inbox(app, archive, settings)
    add_errata(app, archive, settings)
    add_withdrawing(app, archive, settings)
    add_audit(app, archive, settings)
    add_keys(app, archive, settings)
    add_editing(app, archive, settings)  # last: it leads on from any path below /bien-tap


@asynccontextmanager
async def _lifespan(app: FastAPI, watched: Path | None) -> AsyncIterator[None]:
    worker: TrayWorker = app.state.tray
    threads: list[TrayWorker | Watcher] = [worker, Watcher(watched, worker)] if watched else [worker]
    for thread in threads:
        thread.start()
    async with app.state.assistants.open():
        yield
    for thread in threads:
        await run_in_threadpool(thread.close)
    await run_in_threadpool(app.state.audit.later.close)


def _mount_page(app: FastAPI, archive: Archive, settings: Settings) -> None:
    from qa.web.chat.page import mount_page  # imports Gradio: seconds

    mount = mount_page(app, archive, settings)

    async def missing(scope: Scope, receive: Receive, send: Send) -> None:
        await fault(scope, 404, wording.NO_SUCH_ADDRESS, settings)(scope, receive, send)

    # Read from the page as it is built: Gradio numbers its events.
    inputs = {
        number: tuple(one.get_block_name() == "checkboxgroup" for one in event.inputs)
        for number, event in mount.app.get_blocks().fns.items()  # type: ignore[attr-defined]
    }
    mount.app = GradioGate(mount.app, missing, partial(gradio_document, settings=settings), {"kiem-tra": CHECK}, inputs)


def _stop(number: int, frame: object) -> NoReturn:
    """Leaves by way of the archive's closing, with exit status 0: to be stopped is no failure."""
    raise SystemExit(0)


def serve(settings: Settings) -> None:
    """Serves the archive of the settings until a signal stops it; prints the page's address in one line.

    SettingsError if the address can't be listened at, StoreError if the archive can't be opened.
    """
    process_acts_as(Acting(rules=settings.audit))
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, _stop)  # uvicorn ends what is under way, then raises the signal again
    with (
        listen(settings) as listener,
        Archive.open(
            settings.data, settings.encoder, load_abbreviations(settings.abbreviations), settings.store
        ) as archive,
    ):
        archive.warm()
        archive.keep_reading()
        if not archive.store.interview_count():
            sys.stderr.write(wording_cli.empty_archive(settings.data) + "\n")
        run(create_app(archive, settings), listener, settings)
