"""Requests are taken in whole before any work starts on them: bounded in bytes and in time. Pure ASGI.

A client that is slow to send holds a connection and nothing else; only what is complete counts as under way.
"""

from __future__ import annotations

import asyncio
import re

from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa import wording
from qa.access import VISITOR, Role, user_of
from qa.web.access.gate import ASKING
from qa.web.metrics import Metrics

MOST_BYTES = 256 * 1024
"""Bytes of the largest request body that is read: questions and claims are far smaller."""

MOST_ARTICLE_BYTES = 8 * 1024 * 1024
"""Bytes of the largest article that is read for its quotations: a Word file with pictures."""

MOST_ADDED_BYTES = 24 * 1024 * 1024
"""Bytes of what an editor adds in one go: an article may have 20 MB, a form around it little."""

MOST_UPLOADS = 16
"""Articles that are being received at once: what they can hold in memory is this times the largest of them."""

BODY_SECONDS = 10.0
"""Seconds that a body may take, with one more for each SLOWEST_BYTES of it that have come."""

SLOWEST_BYTES = 16 * 1024

_ARTICLES = re.compile(r"/(?:api/check-article|kiem-tra/bai-viet)")
_ADDED = re.compile(r"/bien-tap/them")


def longest_body(scope: Scope) -> int:
    """Returns the most bytes that the body of a request to this path may have, by whoever has sent it."""
    if _ADDED.fullmatch(scope["path"], len(scope["root_path"])) and _may_add(scope):
        return MOST_ADDED_BYTES
    return MOST_ARTICLE_BYTES if _ARTICLES.fullmatch(scope["path"], len(scope["root_path"])) else MOST_BYTES


def _may_add(scope: Scope) -> bool:
    """Whether an editor has sent it, or it is not known yet who has."""
    return VISITOR not in scope or user_of(scope).role >= Role.EDITOR


class Intake:
    """Wraps the routes, inside the gate: reads each body, and refuses (503) what is more than `most_under_way`."""

    def __init__(self, app: ASGIApp, metrics: Metrics, closing: asyncio.Event, most_under_way: int = 64) -> None:
        self.app = app
        self._metrics = metrics
        self._closing = closing
        self._most = most_under_way
        self._under_way = 0
        self._uploads = 0
        metrics.watch(lambda: self._under_way)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            body = await self._body(scope, receive)
        except ClientDisconnect:
            return
        asking = ASKING.match(scope["path"], len(scope["root_path"])) is not None
        if isinstance(body, bytes) and asking and self._under_way >= self._most:
            body = self._refused(503, wording.BUSY, "busy")
        if not isinstance(body, bytes):
            await body(scope, receive, send)
            return
        self._under_way += asking
        try:
            await _Exchange(body, receive, send, self._closing).run(self.app, scope)
        finally:
            self._under_way -= asking

    async def _body(self, scope: Scope, receive: Receive) -> bytes | JSONResponse:
        """The whole body, or the refusal of one that is too large, too slow, or one article too many at once."""
        upload = longest_body(scope) > MOST_BYTES and scope["method"] == "POST"
        if upload and self._uploads >= MOST_UPLOADS:
            return self._refused(503, wording.BUSY, "busy")
        self._uploads += upload
        try:
            body = await _received(receive, longest_body(scope))
            return self._refused(413, wording.TOO_LARGE, "size") if body is None else body
        except TimeoutError:
            return self._refused(408, wording.TOO_SLOW, "slow")
        finally:
            self._uploads -= upload

    def _refused(self, status: int, text: str, reason: str) -> JSONResponse:
        self._metrics.refused(reason)
        # What is left of the body is not read: the connection is of no more use.
        headers = {"Connection": "close"} if status in (408, 413) else {}
        return JSONResponse({"error": text}, status, headers)


async def _received(receive: Receive, most: int) -> bytes | None:
    """A body of at most `most` bytes, None for a longer one; TimeoutError, ClientDisconnect where it never comes."""
    body = bytearray()
    loop = asyncio.get_running_loop()
    started = loop.time()
    async with asyncio.timeout(BODY_SECONDS) as deadline:
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise ClientDisconnect
            body += message.get("body", b"")
            if len(body) > most:
                return None
            if not message.get("more_body"):
                return bytes(body)
            deadline.reschedule(started + BODY_SECONDS + len(body) / SLOWEST_BYTES)


class _Exchange:
    """One request that is there, and its response; both end when the server stops."""

    __slots__ = ("_body", "_closing", "_receive", "_send", "_unfinished")

    def __init__(self, body: bytes, receive: Receive, send: Send, closing: asyncio.Event) -> None:
        self._body: bytes | None = body
        self._receive = receive
        self._send = send
        self._closing = closing
        self._unfinished = False

    async def run(self, app: ASGIApp, scope: Scope) -> None:
        """Has the app answer; an event stream that is still open when the server stops is ended."""
        await app(scope, self.receive, self.send)
        if self._unfinished and self._closing.is_set():
            await self._send({"type": "http.response.body", "body": b""})

    async def receive(self) -> Message:
        """Hands on the body, and after it the client's or the server's going."""
        if self._body is not None:
            body, self._body = self._body, None
            return {"type": "http.request", "body": body, "more_body": False}
        gone, closed = asyncio.ensure_future(self._receive()), asyncio.ensure_future(self._closing.wait())
        try:
            await asyncio.wait({gone, closed}, return_when=asyncio.FIRST_COMPLETED)
            return gone.result() if gone.done() else {"type": "http.disconnect"}
        finally:
            gone.cancel()
            closed.cancel()

    async def send(self, message: Message) -> None:
        """Sends the next part of the response."""
        if message["type"] == "http.response.start":
            self._unfinished = True
        elif message["type"] == "http.response.body":
            self._unfinished = bool(message.get("more_body"))
        await self._send(message)
