"""The gate before every route: who the visitor is, and whether they may ask again already. Pure ASGI."""

from __future__ import annotations

import logging
import math
import re
import time
from collections.abc import Callable
from urllib.parse import urlencode

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from qa.access import (
    ADDRESS,
    SECRET_HEADER,
    VISITOR,
    Mode,
    Refusal,
    Role,
    User,
    counted_as,
    is_proxy,
    may_scrape,
    origin_of,
    told_by_proxy,
)
from qa.bounds import LONGEST_LINE
from qa.config import Settings
from qa.web.access.limits import Allowance
from qa.web.access.users import Users
from qa.web.metrics import Metrics
from qa.wording import access as wording_access

COOKIE = "qa_session"
ENTRANCE = "/dang-nhap"
METRICS = "/metrics"
ASKING = re.compile(r"/(?:api/(?!openapi)|kiem-tra|so-sanh|bien-tap|gradio_api/(?:run|queue)/)")
"""The paths, below the root, behind which questions are answered and quotations checked."""

_READING = re.compile(r"/(?:phong-van|nguoi|l/|readyz)|/?$")

# What is the same for everybody and tells nothing of the archive: probes, and the files of the page itself.
_FREE = re.compile(r"/(?:healthz|readyz|nhung\.js|giao-dien/.+)")

_log = logging.getLogger(__name__)

Said = Callable[[Scope, int, str], Response]
"""Makes the response that tells a refusal: status and text, as a page or as JSON."""


class Gate:
    """Wraps the whole app: lets in whom the settings let in, and puts the visitor into the scope.

    `users` are those of our own login, None in the other modes.
    """

    def __init__(self, app: ASGIApp, settings: Settings, users: Users | None, said: Said, metrics: Metrics) -> None:
        self.app = app
        self._access = settings.access
        self._root = settings.root_path
        self._everybody = User("", settings.open_role)
        self._users = users
        self._said = said
        self._metrics = metrics
        self._asks = Allowance(settings.access.asks_per_minute)
        self._pages = Allowance(settings.access.pages_per_minute)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        peer = scope["client"][0] if scope.get("client") else ""
        self._believe(scope, peer)
        path = scope["path"].removeprefix(self._root)
        answer = self._refusal(scope, path, peer)
        await (answer or self.app)(scope, receive, send)

    def _refusal(self, scope: Scope, path: str, peer: str) -> ASGIApp | None:
        """What is answered in place of the app, if the visitor isn't let in; else the visitor is in the scope."""
        if _FREE.fullmatch(path):
            return self._pause(scope, path, scope[ADDRESS])
        headers = Headers(scope=scope)
        if path == METRICS and may_scrape(self._access, headers.get("authorization", ""), scope[ADDRESS]):
            scope[VISITOR] = User("", Role.ADMIN)
            return None
        found = self._visitor(scope, peer, headers)
        scope["headers"] = [(name, value) for name, value in scope["headers"] if name != SECRET_HEADER.encode()]
        if isinstance(found, User):
            scope[VISITOR] = found
            return self._pause(scope, path, found.name or scope[ADDRESS])
        if self._access.mode is Mode.LOGIN and path == ENTRANCE:
            return None
        self._metrics.refused(found.value)
        if found is Refusal.FORGED:
            _log.warning("forged identity header refused: from %s, for %s", peer, path)
            return self._said(scope, 403, wording_access.FORGED)
        if found is Refusal.NO_GROUP:
            return self._said(scope, 403, wording_access.NO_GROUP)
        return self._entrance(scope, path, headers)

    def _visitor(self, scope: Scope, peer: str, headers: Headers) -> User | Refusal:
        if self._access.mode is Mode.OPEN:
            return self._everybody
        if self._access.mode is Mode.PROXY:
            return told_by_proxy(self._access, peer, scope["headers"])
        session = session_of(headers)
        return (self._users and session and self._users.visitor(session)) or Refusal.UNKNOWN

    def _entrance(self, scope: Scope, path: str, headers: Headers) -> ASGIApp:
        """The way to the login for a page, a plain refusal for everything else."""
        if self._access.mode is not Mode.LOGIN:
            return self._said(scope, 401, wording_access.NOT_BY_PROXY)
        if scope["method"] != "GET" or "text/html" not in headers.get("accept", ""):
            return self._said(scope, 401, wording_access.LOG_IN_FIRST)
        query = scope["query_string"].decode("latin-1")
        wanted = path + (f"?{query}" if query else "")
        return RedirectResponse(
            f"{self._root}{ENTRANCE}?{urlencode({'tiep': wanted if len(wanted) <= LONGEST_LINE else '/'})}", 303
        )

    def _pause(self, scope: Scope, path: str, visitor: str) -> ASGIApp | None:
        allowance = self._asks if ASKING.match(path) else self._pages if _READING.match(path) else None
        wait = math.ceil(allowance.take(counted_as(visitor), time.monotonic())) if allowance else 0
        if not wait:
            return None
        self._metrics.refused("rate")
        answer = self._said(scope, 429, wording_access.too_often(wait))
        answer.headers["Retry-After"] = str(wait)
        return answer

    def _believe(self, scope: Scope, peer: str) -> None:
        """Takes address and scheme from the forwarding headers of a listed proxy, and the others out."""
        headers = Headers(scope=scope)
        scope[ADDRESS] = peer
        if is_proxy(self._access, peer):
            scope[ADDRESS] = origin_of(self._access, peer, ",".join(headers.getlist("x-forwarded-for")))
            if headers.get("x-forwarded-proto") == "https":
                scope["scheme"] = "https"
        scope["headers"] = [
            (name, value) for name, value in scope["headers"] if not name.startswith((b"x-forwarded-", b"forwarded"))
        ]


def session_of(headers: Headers) -> str:
    """Returns the session that the browser's cookie holds; "" for none."""
    return cookie_parser(headers.get("cookie", "")).get(COOKIE, "")
