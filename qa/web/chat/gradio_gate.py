"""What of Gradio's app exists: its one document, rewritten; its files; its page's own events. Pure ASGI."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from urllib.parse import parse_qs, urlencode

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa import wording
from qa.web.chat.gradio_events import Inputs, is_event
from qa.web.shield import NONCE

# What the page needs of Gradio. Everything else that it brings (uploads, file and proxy routes, its API,
# runs, monitoring, deep links, code editing) does not exist here.
_NEEDED = re.compile(
    r"/|/(?:assets|static|svelte)/.+|/(?:theme\.css|favicon\.ico|robots\.txt|manifest\.json|config)|"
    r"/gradio_api/(?:heartbeat/[^/]+|startup-events|theme\.css|app_id|info|run/[^/]+/?)"
)

Rewrite = Callable[[str, str, dict[str, str]], str]
"""From Gradio's document, the nonce and the query to the document that is sent."""


class GradioGate:
    """Wraps Gradio's app: only what the page needs exists, and its document is rewritten by `rewrite`.

    `views` are the other views that the page's address opens, by parameter: "?kiem-tra=1" leads to "/kiem-tra".
    `inputs` are the values that each event of the page takes.
    """

    def __init__(
        self, app: ASGIApp, missing: ASGIApp, rewrite: Rewrite, views: Mapping[str, str], inputs: Inputs
    ) -> None:
        self._app = app
        self._missing = missing
        self._rewrite = rewrite
        self._views = views
        self._inputs = inputs

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one connection."""
        path = scope["path"].removeprefix(scope.get("root_path", "")) or "/"
        if scope["type"] != "http" or not _NEEDED.fullmatch(path):
            await self._missing(scope, receive, send)
        elif path == "/":
            await self._open(scope, receive, send)
        elif path.startswith("/gradio_api/run/"):
            await self._run(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _run(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on an event that the page itself could have sent."""
        try:
            body = await Request(scope, receive).body()
        except ClientDisconnect:
            return
        if scope["method"] != "POST" or not is_event(body, self._inputs):
            await JSONResponse({"error": f"{wording.BAD_REQUEST}."}, 400)(scope, receive, send)
            return
        given = iter([{"type": "http.request", "body": body, "more_body": False}])

        async def again() -> Message:
            return next(given, None) or await receive()

        await self._app(scope, again, send)

    async def _open(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers with the document, or leads to the view that the address opens."""
        given = parse_qs(scope["query_string"].decode("latin-1"))
        query = {name: values[0] for name, values in given.items()}
        for name, path in self._views.items():
            if query.pop(name, "") == "1":
                target = f"{scope.get('root_path', '')}{path}" + (f"?{urlencode(query)}" if query else "")
                await RedirectResponse(target, 303)(scope, receive, send)
                return
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        document = _Document(send, lambda html: self._rewrite(html, scope[NONCE], query))
        await self._app({**scope, "headers": plain}, receive, document.take)


class _Document:
    """Gradio's one document, collected until it is whole, then sent rewritten."""

    __slots__ = ("_body", "_rewrite", "_send", "_start")

    def __init__(self, send: Send, rewrite: Callable[[str], str]) -> None:
        self._send = send
        self._rewrite = rewrite
        self._start: Message = {}
        self._body = bytearray()

    async def take(self, message: Message) -> None:
        """Takes what Gradio's app sends."""
        if message["type"] == "http.response.start":
            self._start = message
        if message["type"] != "http.response.body":
            return
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        headers = MutableHeaders(raw=list(self._start["headers"]))
        document = bytes(self._body)
        if headers.get("content-type", "").startswith("text/html") and document:
            document = self._rewrite(document.decode()).encode()
            headers["content-length"] = str(len(document))
            headers["cache-control"] = "no-store"
        await self._send({**self._start, "headers": headers.raw})
        await self._send({"type": "http.response.body", "body": document})
