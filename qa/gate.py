"""The gate before every route: who the visitor is. Pure ASGI."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from qa.access import VISITOR, User
from qa.config import Settings


class Gate:
    """Wraps the whole app and puts the visitor into the scope of each request."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._everybody = User("", settings.open_role)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one connection."""
        scope[VISITOR] = self._everybody
        await self._app(scope, receive, send)
