"""Our own login: the form, the way out, and the page that says who one is."""

from __future__ import annotations

import logging
import math
import re
import time
from typing import Annotated

from anyio import CapacityLimiter, to_thread
from fastapi import FastAPI, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel

from qa.access import ADDRESS, Mode, Role, counted_as, require, user_of
from qa.config import Settings
from qa.render.html import Html, tag
from qa.store.audit import Event
from qa.web.access.gate import COOKIE, ENTRANCE, METRICS, session_of
from qa.web.access.limits import Tries
from qa.web.access.users import USERS_FILE, Users
from qa.web.document import reader_document, style
from qa.web.fields import Line, Name, Theme
from qa.web.metrics import CONTENT_TYPE, Metrics
from qa.web.noting import note_visitor
from qa.wording import access as wording_access
from qa.wording import edit as wording_edit

ACCOUNT = "/tai-khoan"
EXIT = "/dang-xuat"

AT_ONCE = 2
"""Passwords that are checked at the same time: each takes 32 MiB and a processor."""

PAUSE_SECONDS = 15 * 60
MOST_FOR_NAME = 5
MOST_FROM_ADDRESS = 30
MOST_FROM_EVERYWHERE = 50
"""Tries in PAUSE_SECONDS: of a name from one address, of an address (/64 of IPv6), of a name from all addresses."""

# A path of this server: no other host ("//x", "/\x"), nothing that a browser would drop.
_HERE = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")

_log = logging.getLogger(__name__)


class LogIn(BaseModel):
    """What the form sends: name, password, and the page that was wanted."""

    ten: Name = ""
    mat_khau: Line = ""
    tiep: Line = "/"


class Door:
    """Lets users in by name and password, and makes those who guess wait."""

    def __init__(self, users: Users, metrics: Metrics) -> None:
        self._users = users
        self._metrics = metrics
        self._hashing = CapacityLimiter(AT_ONCE)
        self._by_both = Tries(MOST_FOR_NAME, PAUSE_SECONDS)
        self._by_address = Tries(MOST_FROM_ADDRESS, PAUSE_SECONDS)
        self._by_name = Tries(MOST_FROM_EVERYWHERE, PAUSE_SECONDS)

    def wait(self, name: str, address: str) -> float:
        """Seconds until this name may be tried from this address; 0: now."""
        now, origin = time.monotonic(), counted_as(address)
        return max(
            self._by_both.wait(f"{origin} {name}", now),
            self._by_address.wait(origin, now),
            self._by_name.wait(name, now),
        )

    def known(self, name: str) -> str:
        """Returns a name that somebody has; "" for any other, which may be a password in the wrong field."""
        return name if self._users.knows(name) else ""

    async def admit(self, name: str, password: str, address: str) -> str | None:
        """Gives the session of the user, None for a wrong name or password. Each try counts until it is found right."""
        now, origin = time.monotonic(), counted_as(address)
        self._by_both.add(f"{origin} {name}", now)
        self._by_address.add(origin, now)
        session = await to_thread.run_sync(self._users.admit, name, password, limiter=self._hashing)
        if session:
            self._by_both.forgive(f"{origin} {name}")
            self._by_address.forgive(origin)
        else:
            self._by_name.add(name, now)
            self._metrics.refused("login")
            _log.warning("login failed: from %s, for %s", address, self.known(name) or "nobody known")
        return session


def users_of(settings: Settings) -> Users | None:
    """Returns the users of our own login, None in the other modes; SettingsError where nobody could log in."""
    if settings.access.mode is not Mode.LOGIN:
        return None
    return Users(settings.access.users or settings.data / USERS_FILE, settings.access.session_hours)


def add_access(app: FastAPI, settings: Settings, users: Users | None, metrics: Metrics) -> None:
    """Adds the login where it is ours, the page that says who one is where that is known, and the metrics."""
    if users:
        add_login(app, settings, users, metrics)
    if settings.access.mode is not Mode.OPEN:
        add_account(app, settings)

    @app.get(METRICS, include_in_schema=False)
    def measured(request: Request) -> Response:
        require(request.scope, Role.ADMIN)
        return Response(metrics.text(), media_type=CONTENT_TYPE)


def add_login(app: FastAPI, settings: Settings, users: Users, metrics: Metrics) -> None:
    """Adds the form at ENTRANCE and the way out."""
    door = Door(users, metrics)
    root = settings.root_path

    def form(name: str, wanted: str, theme: str, said: str = "", status: int = 200) -> HTMLResponse:
        content = form_html(name, wanted, said, root)
        return HTMLResponse(reader_document(wording_access.LOG_IN, content, settings, theme), status)

    @app.get(ENTRANCE, include_in_schema=False)
    def opened(tiep: Line = "/", theme: Theme = "") -> HTMLResponse:
        return form("", tiep, theme)

    @app.post(ENTRANCE, include_in_schema=False)
    async def entered(request: Request, sent: Annotated[LogIn, Form()], theme: Theme = "") -> Response:
        name, address = sent.ten.strip().lower(), request.scope[ADDRESS]
        wait = math.ceil(door.wait(name, address) / 60)
        if wait:
            _log.warning("login paused: from %s", address)
            metrics.refused("login_paused")
            return form(sent.ten, sent.tiep, theme, wording_access.wait_minutes(wait), 429)
        session = await door.admit(name, sent.mat_khau, address)
        note_visitor(Event.LOGIN if session else Event.LOGIN_FAILED, door.known(name), address)
        if session is None:
            return form(sent.ten, sent.tiep, theme, wording_access.WRONG_PASSWORD, 401)
        return _let_in(request, session, sent.tiep, settings)

    @app.post(EXIT, include_in_schema=False)
    def left(request: Request) -> Response:
        note_visitor(Event.LOGOUT, user_of(request.scope).name, request.scope[ADDRESS])
        users.end(session_of(request.headers))
        answer = RedirectResponse(root + ENTRANCE, 303)
        answer.delete_cookie(COOKIE, path=root or "/")
        return answer


def _let_in(request: Request, session: str, wanted: str, settings: Settings) -> Response:
    """The way to the page that was wanted, with the session's cookie."""
    root = settings.root_path
    answer = RedirectResponse(root + (wanted if _HERE.fullmatch(wanted) else "/"), 303)
    # The form's own origin says how the browser came here, whether or not a proxy tells.
    secure = request.headers.get("origin", "").startswith("https:") or request.url.scheme == "https"
    age = settings.access.session_hours * 3600
    answer.set_cookie(COOKIE, session, age, path=root or "/", secure=secure, httponly=True, samesite="lax")
    return answer


def add_account(app: FastAPI, settings: Settings) -> None:
    """Adds the page that tells visitors who they are, and where they log out."""

    @app.get(ACCOUNT, include_in_schema=False)
    def account(request: Request, theme: Theme = "") -> HTMLResponse:
        user = user_of(request.scope)
        out = f"{settings.root_path}{EXIT}" if settings.access.mode is Mode.LOGIN else ""
        content = account_html(user.name, user.role, out, settings.root_path)
        return HTMLResponse(reader_document(wording_access.ACCOUNT, content, settings, theme, ACCOUNT))


def form_html(name: str, wanted: str, said: str, root: str) -> Html:
    """Renders the login form as it was filled in, with what was wrong."""
    user = tag("input", name="ten", value=name, autocomplete="username", autocapitalize="none", required=True)
    secret = tag("input", name="mat_khau", type="password", autocomplete="current-password", required=True)
    form = tag(
        "form.entrance",
        tag("h1", wording_access.LOG_IN),
        said and tag("p.fault", said, role="alert"),
        tag("input", type="hidden", name="tiep", value=wanted),
        tag("label", wording_access.NAME, user),
        tag("label", wording_access.PASSWORD, secret),
        tag("button", wording_access.LOG_IN),
        method="post",
        action=f"{root}{ENTRANCE}",
    )
    return style("access.css", root) + form


def account_html(name: str, role: Role, out: str, root: str) -> Html:
    """Renders who the visitor is; `out` is the address that logs out, "" where the app can't."""
    staff = tag("p", tag("a", wording_edit.NAV_EDIT, href=f"{root}/bien-tap"))
    facts = {
        wording_access.NAME: name or wording_access.NOBODY_KNOWN,
        wording_access.ROLE: wording_access.ROLES[role.name],
    }
    page = tag(
        "div.entrance",
        tag("h1", wording_access.ACCOUNT),
        tag("dl", [(tag("dt", one), tag("dd", fact)) for one, fact in facts.items()]),
        role >= Role.EDITOR and staff,
        out and tag("form", tag("button", wording_access.LOG_OUT), method="post", action=out),
    )
    return style("access.css", root) + page
