"""Connections that must say something, and take what they are told, in time; and not more of them than there are files.

uvicorn closes a connection that idles between two requests. One that sends nothing, half a request, or reads nothing
of its answer, it keeps for as long as the client likes.
"""

from __future__ import annotations

import asyncio
import resource

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 20.0
"""Seconds in which the head of a request must be there."""

READ_SECONDS = 60.0
"""Seconds in which a client must take something of what is waiting for it."""

MOST_CONNECTIONS = 2000
"""Connections at once; a new one beyond closes the one that has waited longest for its client."""

FEWEST = 50
"""Connections at once, however few files the process may open."""

BACKLOG = 1024
"""Connections that the system keeps until they are taken."""

TAKEN = 50
"""Connections that are taken in one turn of the loop. Room is made for them two turns later, so not too many."""

OWN_FILES = 2 * TAKEN + 100
"""Files kept free: for what was taken before room is made, and for the database, indexes and pipes."""


def most_connections() -> int:
    """Tells how many connections may be open: MOST_CONNECTIONS, or fewer where the process may open fewer files.

    The process's own limit is first raised as far as it may be.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS + OWN_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return MOST_CONNECTIONS if soft == resource.RLIM_INFINITY else max(FEWEST, min(MOST_CONNECTIONS, soft - OWN_FILES))


class Connection(H11Protocol):
    """One connection of the server, with deadlines for its client; `most` is set once, before the first."""

    most = MOST_CONNECTIONS

    _deadline: asyncio.TimerHandle | None = None
    since = 0.0
    """When the client was last heard of, on the loop's clock."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begins to wait for a request; makes room where there is none."""
        super().connection_made(transport)
        self.since = self.loop.time()
        # What was ended in this turn of the loop is still among the connections.
        open_now = [one for one in self.connections if isinstance(one, Connection) and not one.transport.is_closing()]
        if len(open_now) > self.most:
            waiting = [one for one in open_now if one.awaits_client]
            min(waiting, key=lambda one: one.since, default=self).drop()
        self._within(HEAD_SECONDS)

    @property
    def awaits_client(self) -> bool:
        """Whether there is nothing to do before the client sends more."""
        idle = self.cycle is None or self.cycle.response_complete
        return idle or self.cycle.more_body

    def drop(self) -> None:
        """Ends the connection at once, whatever is still to be sent."""
        self.transport.abort()

    def data_received(self, data: bytes) -> None:
        """Takes in what the client sends; a head that has begun must end in time."""
        self.since = self.loop.time()
        super().data_received(data)
        if self.conn.their_state is h11.IDLE and self.conn.trailing_data[0]:
            if self._deadline is None:
                self._within(HEAD_SECONDS)
        else:
            self._met()

    def pause_writing(self) -> None:
        """Begins to wait for the client to read."""
        super().pause_writing()
        self._within(READ_SECONDS)

    def resume_writing(self) -> None:
        """Goes on: the client reads."""
        super().resume_writing()
        self._met()

    def connection_lost(self, exc: Exception | None) -> None:
        """Waits for nothing any more."""
        self._met()
        super().connection_lost(exc)

    def _within(self, seconds: float) -> None:
        self._met()
        self._deadline = self.loop.call_later(seconds, self.drop)

    def _met(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
