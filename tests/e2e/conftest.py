"""Servers in processes of their own, and Debian's Chromium, which may reach nothing but this machine."""

from __future__ import annotations

import http.server
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Request, Route, expect, sync_playwright

ROOT = Path(__file__).parents[2]
GUARD = Path(__file__).parent / "guard"
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
HOSTS_ONLY_HERE = "--host-resolver-rules=MAP *.test 127.0.0.1 , MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"

HARMLESS = r"status of 40[04]|Cross-Origin-Opener-Policy header has been ignored"
"""What the console may say: an answer that a test asked for; on plain http Chromium takes no opener policy."""


@contextmanager
def serving(command: list[str], log: Path, **environ: str) -> Iterator[str]:
    """The address (no slash at its end) of a server started by `command` with the network guard, stopped at the end."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("QA_", "GRADIO_"))}
    path = os.pathsep.join([str(GUARD), str(ROOT)])
    env |= {"PYTHONPATH": path, "QA_PORT": "0", "QA_GUARD_LOG": str(log), **environ}
    process = subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert process.stdout
    said = ""
    for line in process.stdout:
        said += line
        if found := re.search(r"http://\S+", line):
            break
    else:
        pytest.fail(f"the server did not start:\n{said}")
    threading.Thread(target=process.stdout.read, daemon=True).start()
    try:
        yield found[0].rstrip("/")
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=15)
    assert not log.exists(), f"the server tried to leave the machine: {log.read_text()}"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The written archive at "/", framed by itself alone."""
    log = tmp_path_factory.mktemp("guard") / "log"
    with serving(["-m", "tests.e2e.written_server"], log) as address:
        yield address


class _Portal(http.server.BaseHTTPRequestHandler):
    def __init__(self, *args: object, frames: dict[str, str]) -> None:
        self._frames = frames
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        frame = self._frames.get(self.path, "about:blank")
        body = f'<!doctype html><h1>Cổng</h1><iframe width="400" height="640" src="{frame}"></iframe>'.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def portal() -> Iterator[tuple[str, dict[str, str]]]:
    """A page of another origin, and the frames that it shows by path."""
    frames: dict[str, str] = {}
    handler = partial(_Portal, frames=frames)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", frames
        server.shutdown()


@pytest.fixture(scope="session")
def below(tmp_path_factory: pytest.TempPathFactory, portal: tuple[str, dict[str, str]]) -> Iterator[str]:
    """The written archive below /hoi-dap; the portal may frame it."""
    log = tmp_path_factory.mktemp("guard") / "log"
    environ = {"QA_ROOT_PATH": "/hoi-dap", "QA_FRAME_ANCESTORS": portal[0]}
    with serving(["-m", "tests.e2e.written_server"], log, **environ) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; without one these tests fail, since a skipped browser proves nothing."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.fail("no Chromium here: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, HOSTS_ONLY_HERE])
        yield browser
        browser.close()


class Watch:
    """What a context's pages did that they must not: requests elsewhere, script errors, dialogs."""

    def __init__(self, context: BrowserContext, cached: bool = False) -> None:
        self.faults: list[str] = []
        if cached:  # routing would put the browser's cache out of use
            context.on("request", self._note)
        else:
            context.route("**/*", self._let_through_if_here)
        context.on("page", self._watch)

    def _note(self, request: Request) -> None:
        self._is_here(request)

    def _is_here(self, request: Request) -> bool:
        parts = urlsplit(request.url)
        host = parts.hostname or ""
        here = parts.scheme in ("data", "blob", "about") or host == "127.0.0.1" or host.endswith(".test")
        if not here:
            self.faults.append(f"request to {request.url}")
        return here

    def _let_through_if_here(self, route: Route) -> None:
        if self._is_here(route.request):
            route.continue_()
        else:
            route.abort()

    def _watch(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.faults.append(f"script error {error}"))
        page.on(
            "console",
            lambda m: (
                self.faults.append(f"console {m.text}")
                if m.type == "error" and not re.search(HARMLESS, m.text)
                else None
            ),
        )
        page.on("dialog", self._refuse)

    def _refuse(self, dialog: Dialog) -> None:
        self.faults.append("dialog")
        dialog.dismiss()


@contextmanager
def watched(browser: Browser, cached: bool = False, **options: object) -> Iterator[BrowserContext]:
    """A context of its own; at its end nothing may have gone wrong in it. `cached`: with the browser's cache."""
    context = browser.new_context(locale="vi-VN", **options)  # type: ignore[arg-type]
    context.set_default_timeout(15_000)
    expect.set_options(timeout=15_000)
    watch = Watch(context, cached)
    yield context
    hacked = [page.evaluate("window.hacked ?? null") for page in context.pages if page.url.startswith("http")]
    context.close()
    assert watch.faults == []
    assert not any(hacked)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A desktop window in the light theme that may use the clipboard."""
    size = {"width": 1200, "height": 900}
    with watched(browser, viewport=size, permissions=["clipboard-read", "clipboard-write"]) as context:
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page of that window."""
    return context.new_page()
