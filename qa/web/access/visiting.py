"""For whom a page is being made: each visitor is shown the views that are open to them."""

from __future__ import annotations

from contextvars import ContextVar

from starlette.types import ASGIApp, Receive, Scope, Send

from qa.access import ADDRESS, VISITOR, Role, User
from qa.web.noting import Audit

_ROLE: ContextVar[Role] = ContextVar("role", default=Role.READER)


def role_here() -> Role:
    """Returns the role of the visitor whose request is being answered; a reader's outside of any."""
    return _ROLE.get()


class Visiting:
    """Wraps the routes, inside the gate, and remembers who the visitor is while a request is answered."""

    def __init__(self, app: ASGIApp, audit: Audit) -> None:
        self._app = app
        self._audit = audit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one connection."""
        user = scope.get(VISITOR)
        name, role = (user.name, user.role) if isinstance(user, User) else ("", Role.READER)
        _ROLE.set(role)
        path = str(scope.get("path", "")).removeprefix(str(scope.get("root_path", "")))
        self._audit.enter(name, role.name.lower(), str(scope.get(ADDRESS, "")), path)
        await self._app(scope, receive, send)
