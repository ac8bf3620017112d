"""The socket and the process: listening, answering until a signal stops it, ending what is still open."""

from __future__ import annotations

import asyncio
import socket
import sys

import uvicorn

from qa import wording
from qa.config import Settings
from qa.errors import SettingsError
from qa.web.connections import BACKLOG, TAKEN, Connection, most_connections
from qa.web.logs import log_to_stderr
from qa.web.shield import Shield

SETTLE_SECONDS = 0.5
"""Seconds after the signal to stop in which questions under way are still answered over open event streams."""

GRACE_SECONDS = 5
"""Seconds after which whatever is still open is cut off."""

KEEP_SECONDS = 75
"""Seconds that an idle connection stays open: longer than a proxy's (60), so that none is closed as it is used."""


def listen(settings: Settings) -> socket.socket:
    """Binds the socket, opened before anything slow, so that a taken port is said at once."""
    try:
        family = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((settings.host, settings.port))
    except OSError:
        raise SettingsError(wording.port_taken(settings.host, settings.port)) from None
    return listener


class _Server(uvicorn.Server):
    """uvicorn that says its address once it answers there, and that ends the page's open streams when it stops."""

    def __init__(self, config: uvicorn.Config, closing: asyncio.Event, address: str) -> None:
        super().__init__(config)
        self._closing = closing
        self._address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for one in sockets or ():
            one.listen(BACKLOG)  # the loop has given it the number that it takes in one turn
        if self.started:
            sys.stdout.write(wording.serving(self._address) + "\n")
            sys.stdout.flush()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        asyncio.get_running_loop().call_later(SETTLE_SECONDS, self._closing.set)
        await super().shutdown(sockets)


def run(app: Shield, listener: socket.socket, settings: Settings) -> None:
    """Runs the app on the socket until a signal stops it; one process, since the page's sessions live in it."""
    log_to_stderr()
    Connection.most = most_connections()
    config = uvicorn.Config(
        app,
        http=Connection,
        ws="none",
        backlog=TAKEN,
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        timeout_keep_alive=KEEP_SECONDS,
    )
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{host}:{listener.getsockname()[1]}{settings.root_path}/"
    _Server(config, app.closing, address).run(sockets=[listener])
