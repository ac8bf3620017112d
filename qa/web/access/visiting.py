"""For whom a page is being made: each visitor is shown the views that are open to them."""

from __future__ import annotations

from contextvars import ContextVar

from starlette.types import ASGIApp, Receive, Scope, Send

from qa.access import VISITOR, Role, User

_ROLE: ContextVar[Role] = ContextVar("role", default=Role.READER)


def role_here() -> Role:
    """Returns the role of the visitor whose request is being answered; a reader's outside of any."""
    return _ROLE.get()


class Visiting:
    """Wraps the routes, inside the gate, and remembers the visitor's role while a request is answered."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one connection."""
        user = scope.get(VISITOR)
        _ROLE.set(user.role if isinstance(user, User) else Role.READER)
        await self._app(scope, receive, send)
