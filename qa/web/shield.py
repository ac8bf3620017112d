"""What stands around every route: security headers, refusals, and the path that the app is shown below.

Pure ASGI, so that Gradio's event streams pass unbuffered; only its one HTML document is rewritten.
"""

from __future__ import annotations

import asyncio
import json
import re
import secrets
from collections.abc import Callable, Mapping
from urllib.parse import parse_qs, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa import wording
from qa.web.access.gate import ASKING
from qa.web.chat.gradio_events import Inputs, is_event
from qa.web.metrics import Metrics

MOST_BYTES = 256 * 1024
"""Bytes of the largest request body that is read: questions and claims are far smaller."""

MOST_ARTICLE_BYTES = 8 * 1024 * 1024
"""Bytes of the largest article that is read for its quotations: a Word file with pictures."""

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

# What the page needs of Gradio. Everything else that it brings (uploads, file and proxy routes, its API,
# runs, monitoring, deep links, code editing) does not exist here.
_GRADIO_NEEDS = re.compile(
    r"/|/(?:assets|static|svelte)/.+|/(?:theme\.css|favicon\.ico|robots\.txt|manifest\.json|config)|"
    r"/gradio_api/(?:heartbeat/[^/]+|startup-events|theme\.css|app_id|info|run/[^/]+/?)"
)


_ARTICLES = re.compile(r"/(?:api/check-article|kiem-tra/bai-viet)")


class Shield:
    """Wraps the whole app: refuses foreign writes, oversized bodies and more questions at once
    than `most_under_way` (503), and puts the security headers on all.

    `root_path` is put before the path of a request that came without it, so a proxy may strip or keep it.
    """

    def __init__(
        self,
        app: ASGIApp,
        root_path: str = "",
        frame_ancestors: tuple[str, ...] = (),
        most_under_way: int = 64,
        metrics: Metrics | None = None,
    ) -> None:
        self._metrics = metrics or Metrics()
        self._metrics.watch(lambda: self._under_way)
        self._app = app
        self._most = most_under_way
        self._under_way = 0
        self._root = root_path
        self._ancestors = " ".join(["'self'", *frame_ancestors])
        self._framed_elsewhere = bool(frame_ancestors)
        self.closing = asyncio.Event()
        """Set when the server stops: event streams, which never end by themselves, then end at once."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if self._root and scope["path"] == self._root:
            # Without its slash, the page's relative links would lead outside.
            await RedirectResponse(self._root + "/", 307)(scope, receive, send)
            return
        scope = self._below_root(scope)
        scope["csp_nonce"] = nonce = secrets.token_urlsafe(16)

        unfinished = False

        async def send_safely(message: Message) -> None:
            nonlocal unfinished
            if message["type"] == "http.response.start":
                self._put_headers(MutableHeaders(scope=message), nonce)
                self._metrics.answered(scope, message["status"])
                unfinished = True
            elif message["type"] == "http.response.body":
                unfinished = bool(message.get("more_body"))
            await send(message)

        article = _ARTICLES.fullmatch(scope["path"], len(self._root)) is not None
        most = MOST_ARTICLE_BYTES if article else MOST_BYTES
        refusal = _refusal(scope, most)
        if refusal:
            self._metrics.refused("size" if refusal[0] == 413 else "origin")
            await answer_json_error(send_safely, *refusal)
            return
        asking = ASKING.match(scope["path"], len(self._root)) is not None
        if asking and self._under_way >= self._most:
            self._metrics.refused("busy")
            await answer_json_error(send_safely, 503, wording.BUSY)
            return
        self._under_way += asking
        try:
            await self._app(scope, self._limited(receive, most), send_safely)
        finally:
            self._under_way -= asking
        if unfinished and self.closing.is_set():
            await send({"type": "http.response.body", "body": b""})

    def _limited(self, receive: Receive, most: int) -> Receive:
        """`receive` that ends the connection after `most` bytes, or once the server is closing."""
        taken = 0
        waiting = False

        async def receive_some() -> Message:
            nonlocal taken, waiting
            if waiting:
                return await _unless(self.closing, receive)
            message = await receive()
            taken += len(message.get("body", b""))
            waiting = not message.get("more_body")
            return {"type": "http.disconnect"} if taken > most else message

        return receive_some

    def _below_root(self, scope: Scope) -> Scope:
        path = scope["path"]
        if self._root and not path.startswith(self._root + "/"):
            path = self._root + path
        return {**scope, "path": path, "root_path": self._root}

    def _put_headers(self, headers: MutableHeaders, nonce: str) -> None:
        # Gradio's page sets styles from its scripts, so inline styles must be allowed; scripts never are.
        headers["Content-Security-Policy"] = (
            f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
            "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
            f"base-uri 'self'; form-action 'self'; frame-ancestors {self._ancestors}"
        )
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
        headers["Cross-Origin-Opener-Policy"] = "same-origin-allow-popups"
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not self._framed_elsewhere:
            headers["X-Frame-Options"] = "SAMEORIGIN"


def _refusal(scope: Scope, most: int) -> tuple[int, str] | None:
    """Why a request is refused before it reaches any route, if it is."""
    headers = Headers(scope=scope)
    length = headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > most:
        return 413, wording.TOO_LARGE
    origin = headers.get("origin")
    if scope["method"] in _SAFE_METHODS:
        return None
    if origin is None:
        # A browser says by itself that another site has sent it; what is no browser says nothing.
        foreign = headers.get("sec-fetch-site") in ("cross-site", "same-site")
        return (403, wording.FOREIGN_ORIGIN) if foreign else None
    # "null" (a sandboxed frame, a file) has no host and is refused too.
    return None if urlsplit(origin).netloc == headers.get("host") else (403, wording.FOREIGN_ORIGIN)


async def _unless(closing: asyncio.Event, receive: Receive) -> Message:
    """The next message, or a disconnection as soon as `closing` is set."""
    message, closed = asyncio.ensure_future(receive()), asyncio.ensure_future(closing.wait())
    try:
        await asyncio.wait({message, closed}, return_when=asyncio.FIRST_COMPLETED)
        return message.result() if message.done() else {"type": "http.disconnect"}
    finally:
        message.cancel()
        closed.cancel()


async def answer_json_error(send: Send, status: int, text: str) -> None:
    """Sends a refusal as the API's error object."""
    body = json.dumps({"error": text}, ensure_ascii=False).encode()
    kind = (b"content-type", b"application/json; charset=utf-8")
    headers = [kind, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


Rewrite = Callable[[str, str, dict[str, str]], str]
"""From Gradio's document, the nonce and the query to the document that is sent."""


class GradioGate:
    """Wraps Gradio's app: only what the page needs exists, and its document is rewritten by `rewrite`.

    `views` are the other views that the page's address opens, by parameter: "?kiem-tra=1" leads to "/kiem-tra".
    `inputs` are the values that each event of the page takes.
    """

    def __init__(
        self,
        app: ASGIApp,
        missing: ASGIApp,
        rewrite: Rewrite,
        views: Mapping[str, str],
        inputs: Inputs | None = None,
    ) -> None:
        self._inputs = inputs or {}
        self._views = views
        self._app = app
        self._missing = missing
        self._rewrite = rewrite

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one connection."""
        path = scope["path"].removeprefix(scope.get("root_path", "")) or "/"
        if scope["type"] != "http" or not _GRADIO_NEEDS.fullmatch(path):
            await self._missing(scope, receive, send)
        elif path == "/":
            await self._send_document(scope, receive, send)
        elif path.startswith("/gradio_api/run/"):
            await self._run(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _run(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = bytearray()
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body += message.get("body", b"")
            more = message.get("more_body", False)
        if scope["method"] != "POST" or not is_event(bytes(body), self._inputs):
            await answer_json_error(send, 400, wording.BAD_REQUEST + ".")
            return
        given = iter([{"type": "http.request", "body": bytes(body), "more_body": False}])

        async def again() -> Message:
            return next(given, None) or await receive()

        await self._app(scope, again, send)

    async def _send_document(self, scope: Scope, receive: Receive, send: Send) -> None:
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        given = parse_qs(scope["query_string"].decode("latin-1"))
        query = {name: values[0] for name, values in given.items()}
        for name, path in self._views.items():
            if query.pop(name, "") == "1":
                target = f"{scope.get('root_path', '')}{path}" + (f"?{urlencode(query)}" if query else "")
                await RedirectResponse(target, 303)(scope, receive, send)
                return
        start: Message = {}
        body = bytearray()

        async def collect(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            if message["type"] != "http.response.body":
                return
            body.extend(message.get("body", b""))
            if message.get("more_body"):
                return
            headers = MutableHeaders(raw=list(start["headers"]))
            document = bytes(body)
            if headers.get("content-type", "").startswith("text/html") and document:
                document = self._rewrite(document.decode(), scope["csp_nonce"], query).encode()
                headers["content-length"] = str(len(document))
                headers["cache-control"] = "no-store"
            await send({**start, "headers": headers.raw})
            await send({"type": "http.response.body", "body": document})

        await self._app({**scope, "headers": plain}, receive, collect)
