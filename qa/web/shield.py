"""What stands around every route: security headers, refusals, and the path that the app is shown below. Pure ASGI."""

from __future__ import annotations

import asyncio
import secrets
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa import wording
from qa.access import is_host
from qa.web.intake import longest_body
from qa.web.metrics import Metrics
from qa.wording import access as wording_access

NONCE = "csp_nonce"
"""The key of an ASGI scope at which the nonce of the response's own scripts stands."""

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

_LENGTH_DIGITS = 15
"""Digits of the longest Content-Length that is read as a number."""

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin-allow-popups",
}


class Shield:
    """Wraps the whole app: refuses unknown hosts, foreign writes and oversized bodies, and puts the security headers on
    every response.

    `root_path` is put before the path of a request that came without it, so a proxy may strip or keep it. `hosts` are
    the names that the server answers to, "*" for any. `closing` is set when the server stops.
    """

    def __init__(
        self,
        app: ASGIApp,
        metrics: Metrics,
        closing: asyncio.Event,
        root_path: str = "",
        frame_ancestors: tuple[str, ...] = (),
        hosts: tuple[str, ...] = ("*",),
    ) -> None:
        self.app = app
        self.closing = closing
        self._metrics = metrics
        self._root = root_path
        self._ancestors = " ".join(["'self'", *frame_ancestors])
        self._framed_elsewhere = bool(frame_ancestors)
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if self._root and scope["path"] == self._root:
            # Without its slash, the page's relative links would lead outside.
            await RedirectResponse(self._root + "/", 307)(scope, receive, send)
            return
        scope = self._below_root(scope)
        scope[NONCE] = secrets.token_urlsafe(16)
        answered = _Response(self, scope, send).send
        refusal = self._refusal(scope)
        if refusal is None:
            await self.app(scope, receive, answered)
            return
        status, text, reason = refusal
        self._metrics.refused(reason)
        # A body that was not read would be taken for the next request.
        await JSONResponse({"error": text}, status, {"Connection": "close"})(scope, receive, answered)

    def _below_root(self, scope: Scope) -> Scope:
        path = scope["path"]
        if self._root and not path.startswith(self._root + "/"):
            path = self._root + path
        return {**scope, "path": path, "root_path": self._root}

    def _refusal(self, scope: Scope) -> tuple[int, str, str] | None:
        """Why a request is refused before it reaches any route, if it is: status, text, word for the metrics."""
        headers = Headers(scope=scope)
        if not is_host(self._hosts, headers.get("host", "")):
            return 421, wording_access.UNKNOWN_HOST, "host"
        length = headers.get("content-length", "0")
        if not length.isdecimal() or len(length) > _LENGTH_DIGITS or int(length) > longest_body(scope):
            return 413, wording.TOO_LARGE, "size"
        if scope["method"] in _SAFE_METHODS:
            return None
        try:
            foreign = _is_foreign(headers)
        except ValueError:
            return 400, f"{wording.BAD_REQUEST}.", "origin"
        return (403, wording.FOREIGN_ORIGIN, "origin") if foreign else None

    def put_headers(self, headers: MutableHeaders, nonce: str) -> None:
        """Puts the security headers on a response."""
        # Gradio's page sets styles from its scripts, so inline styles must be allowed; scripts never are.
        headers["Content-Security-Policy"] = (
            f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
            "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
            f"base-uri 'self'; form-action 'self'; frame-ancestors {self._ancestors}"
        )
        headers.update(_HEADERS)
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not self._framed_elsewhere:
            headers["X-Frame-Options"] = "SAMEORIGIN"

    def count(self, scope: Scope, status: int) -> None:
        """Counts a response."""
        self._metrics.answered(scope, status)


class _Response:
    """One response on its way out: it gets the headers, and is counted."""

    __slots__ = ("_scope", "_send", "_shield")

    def __init__(self, shield: Shield, scope: Scope, send: Send) -> None:
        self._shield = shield
        self._scope = scope
        self._send = send

    async def send(self, message: Message) -> None:
        """Sends the next part of it."""
        if message["type"] == "http.response.start":
            self._shield.put_headers(MutableHeaders(scope=message), self._scope[NONCE])
            self._shield.count(self._scope, message["status"])
        await self._send(message)


def _is_foreign(headers: Headers) -> bool:
    """Whether another site has made a browser send this; ValueError for an Origin that is none."""
    origin = headers.get("origin")
    if origin is None:
        # A browser says by itself that another site has sent it; what is no browser says nothing.
        return headers.get("sec-fetch-site") in ("cross-site", "same-site")
    # "null" (a sandboxed frame, a file) has no host and is refused too.
    return urlsplit(origin).netloc != headers.get("host")
