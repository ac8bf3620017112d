"""Programs that come with a key: who they are, and when each was last seen."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import urlsplit

from qa.access import User
from qa.errors import StoreError
from qa.store.database import Database
from qa.store.keys import PREFIX, key_in_force, note_use

SELDOM = 60.0
"""Seconds in which a key's use is written down once at the most."""


class Programs:
    """The programs that an archive knows by their keys, looked up anew for each request."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._noted: dict[int, float] = {}

    def visitor(self, secret: str) -> User | None:
        """Returns the program with this key; None where there is none, or it was revoked. StoreError."""
        key = key_in_force(self._database, secret)
        if key is None:
            return None
        now = time.monotonic()
        if now - self._noted.get(key.id, -SELDOM) >= SELDOM:
            self._noted[key.id] = now
            # By a thread: where somebody else writes, the request need not wait for that.
            asyncio.get_running_loop().run_in_executor(None, self._note, key.id)
        return key.user

    def _note(self, key: int) -> None:
        with suppress(StoreError):  # an archive that can't be written to answers all the same
            note_use(self._database, key)


def key_shown(headers: Mapping[str, str]) -> str:
    """Returns the key of a request's Authorization header; "" where there is none, or a token of somebody else's."""
    kind, _, secret = headers.get("authorization", "").partition(" ")
    return secret.strip() if kind.lower() == "bearer" and secret.strip().startswith(PREFIX) else ""


def is_own_page(headers: Mapping[str, str]) -> bool:
    """Tells whether a page of this server sends a request: a browser says so. No wall: a program could say it, too."""
    site, host = headers.get("sec-fetch-site"), headers.get("host")
    if site is not None:
        return site == "same-origin"
    # Over plain http, browsers name the page alone.
    try:
        return any(urlsplit(headers.get(name, "")).netloc == host for name in ("origin", "referer"))
    except ValueError:
        return False
