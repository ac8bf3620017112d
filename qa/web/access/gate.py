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

from qa import wording
from qa.access import (
    ADDRESS,
    SECRET_HEADER,
    VISITOR,
    Keys,
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
from qa.errors import StoreError
from qa.web.access.keys import Programs, is_own_page, key_shown
from qa.web.access.limits import Allowance
from qa.web.access.users import Users
from qa.web.metrics import Metrics
from qa.wording import access as wording_access
from qa.wording import keys as wording_keys

COOKIE = "qa_session"
ENTRANCE = "/dang-nhap"
METRICS = "/metrics"
ASKING = re.compile(r"/(?:api/(?!openapi)|mcp$|kiem-tra|so-sanh|tai-ve|bien-tap|gradio_api/(?:run|queue)/)")
"""The paths, below the root, behind which questions are answered and quotations checked."""

_READING = re.compile(r"/(?:phong-van|nguoi|l/|readyz)|/?$")

_FOR_KEYS = re.compile(r"/(?:api/.+|mcp|phong-van\.atom)")
"""The paths, below the root, that a program's key opens: no page but the feed, and nothing of an admin's."""

_SAID = {
    Refusal.FORGED: (403, wording_access.FORGED),
    Refusal.NO_GROUP: (403, wording_access.NO_GROUP),
    Refusal.NO_SUCH_KEY: (401, wording_keys.NO_SUCH),
    Refusal.KEY_NEEDED: (401, wording_keys.NEEDED),
}

# What is the same for everybody and tells nothing of the archive: probes, and the files of the page itself.
_FREE = re.compile(r"/(?:healthz|readyz|nhung\.js|giao-dien/.+)")

_SECRETS = (SECRET_HEADER.encode(), b"authorization")
"""Headers that nobody behind the gate needs to see."""

_log = logging.getLogger(__name__)

Said = Callable[[Scope, int, str], Response]
"""Makes the response that tells a refusal: status and text, as a page or as JSON."""


class Gate:
    """Wraps the whole app: lets in whom the settings let in, and puts the visitor into the scope.

    `users` are those of our own login, None in the other modes; `programs` those that come with a key.
    """

    def __init__(
        self, app: ASGIApp, settings: Settings, users: Users | None, programs: Programs, said: Said, metrics: Metrics
    ) -> None:
        self.app = app
        self._access = settings.access
        self._root = settings.root_path
        self._everybody = User("", settings.open_role)
        self._users = users
        self._programs = programs
        self._said = said
        self._metrics = metrics
        self._asks = Allowance(settings.access.asks_per_minute)
        self._pages = Allowance(settings.access.pages_per_minute)
        self._by_key = Allowance(0)

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
        try:
            found = self._visitor(scope, path, peer, headers)
        except StoreError as error:
            _log.error("archive: %s", error)
            return self._said(scope, 503, wording.STORE_UNAVAILABLE)
        scope["headers"] = [(name, value) for name, value in scope["headers"] if name not in _SECRETS]
        if isinstance(found, User):
            scope[VISITOR] = found
            return self._pause(scope, path, scope[ADDRESS], found)
        if self._access.mode is Mode.LOGIN and path == ENTRANCE:
            return None
        self._metrics.refused(found.value)
        if found is Refusal.FORGED:
            _log.warning("forged identity header refused: from %s, for %s", peer, path)
        if found not in _SAID:
            return self._entrance(scope, path, headers)
        answer = self._said(scope, *_SAID[found])
        if answer.status_code == 401:
            answer.headers["WWW-Authenticate"] = "Bearer"
        return answer

    def _visitor(self, scope: Scope, path: str, peer: str, headers: Headers) -> User | Refusal:
        """Who came: a program by its key, where keys open the path, before whoever else it may be."""
        person = self._person(scope, peer, headers)
        if person is Refusal.FORGED or not _FOR_KEYS.fullmatch(path):
            return person
        if key := key_shown(headers):
            return self._programs.visitor(key) or Refusal.NO_SUCH_KEY
        wanted = self._access.mode is Mode.OPEN and self._access.keys is Keys.REQUIRED
        return Refusal.KEY_NEEDED if wanted and not is_own_page(headers) else person

    def _person(self, scope: Scope, peer: str, headers: Headers) -> User | Refusal:
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

    def _pause(self, scope: Scope, path: str, address: str, user: User | None = None) -> ASGIApp | None:
        wait = math.ceil(self._wait(path, address, user))
        if not wait:
            return None
        self._metrics.refused("rate")
        answer = self._said(scope, 429, wording_access.too_often(wait))
        answer.headers["Retry-After"] = str(wait)
        return answer

    def _wait(self, path: str, address: str, user: User | None) -> float:
        """Seconds until the visitor may come again; what a program may, its key says."""
        now = time.monotonic()
        if user and user.application:
            return self._by_key.take(str(user.application.key), now, user.application.per_minute)
        allowance = self._asks if ASKING.match(path) else self._pages if _READING.match(path) else None
        visitor = (user and user.name) or address
        return allowance.take(counted_as(visitor), now) if allowance else 0.0

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
