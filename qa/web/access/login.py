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

from qa.access import Mode, Role, counted_as, require, user_of
from qa.config import Settings
from qa.render.html import escaped
from qa.web.access.gate import ADDRESS, COOKIE, ENTRANCE, METRICS, session_of
from qa.web.access.limits import Tries
from qa.web.access.users import USERS_FILE, Users
from qa.web.document import asset, reader_document
from qa.web.fields import Line, Name, Theme
from qa.web.metrics import CONTENT_TYPE, Metrics
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

    async def admit(self, name: str, password: str, address: str) -> str | None:
        """The session of the user, None for a wrong name or password. Each try counts until it is found right."""
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
            # What is typed for a name that nobody has may be a password in the wrong field.
            _log.warning("login failed: from %s, for %s", address, name if self._users.knows(name) else "nobody known")
        return session


def users_of(settings: Settings) -> Users | None:
    """The users of our own login, None in the other modes; SettingsError where nobody could log in."""
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
        if session is None:
            return form(sent.ten, sent.tiep, theme, wording_access.WRONG_PASSWORD, 401)
        return _let_in(request, session, sent.tiep, settings)

    @app.post(EXIT, include_in_schema=False)
    def left(request: Request) -> Response:
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


def form_html(name: str, wanted: str, said: str, root: str) -> str:
    """The login form as it was filled in, with what was wrong."""
    fault = f'<p class="fault" role="alert">{escaped(said)}</p>' if said else ""
    return (
        f'<link rel="stylesheet" href="{asset("access.css", root)}">'
        f'<form class="entrance" method="post" action="{root}{ENTRANCE}"><h1>{wording_access.LOG_IN}</h1>{fault}'
        f'<input type="hidden" name="tiep" value="{escaped(wanted)}">'
        f"<label>{wording_access.NAME}"
        f'<input name="ten" value="{escaped(name)}" autocomplete="username" autocapitalize="none" required></label>'
        f"<label>{wording_access.PASSWORD}"
        '<input name="mat_khau" type="password" autocomplete="current-password" required></label>'
        f"<button>{wording_access.LOG_IN}</button></form>"
    )


def account_html(name: str, role: Role, out: str, root: str) -> str:
    """Who the visitor is; `out` is the address that logs out, "" where the app can't."""
    staff = f'<p><a href="{root}/bien-tap">{wording_edit.NAV_EDIT}</a></p>' if role >= Role.EDITOR else ""
    leave = f'<form method="post" action="{out}"><button>{wording_access.LOG_OUT}</button></form>' if out else ""
    return (
        f'<link rel="stylesheet" href="{asset("access.css", root)}"><div class="entrance">'
        f"<h1>{wording_access.ACCOUNT}</h1><dl><dt>{wording_access.NAME}</dt>"
        f"<dd>{escaped(name or wording_access.NOBODY_KNOWN)}</dd><dt>{wording_access.ROLE}</dt>"
        f"<dd>{wording_access.ROLES[role.name]}</dd></dl>{staff}{leave}</div>"
    )
