"""Files that came in are read by a process of their own, which ends when it takes too much, or the server stops."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from subprocess import DEVNULL, PIPE, Popen
from typing import Any

from qa.errors import ArticleError
from qa.store.incoming import Arrival, Incoming, Kind
from qa.wording import article as wording_article

SECONDS = 40.0
"""Seconds after which a reading process is ended, whatever it waits for; its own limit counts processor time."""

_LOOK_SECONDS = 0.1
"""Seconds between two looks whether the server stops."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was read: an article as JSON (`record.article_json`), or the parts of a file of several."""

    article: str = ""
    parts: tuple[Arrival, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()


def read_apart(one: Incoming, raw: bytes, stopped: Callable[[], bool] = lambda: False) -> Found | None:
    """Reads the bytes of something that came in; None where it was `stopped` first.

    ArticleError if it can't be read, or not within limits.
    """
    command = (sys.executable, "-m", "qa.incoming.confined", one.kind, one.name, one.path)
    with Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL) as process:
        try:
            said = _said(process, raw, stopped)
        finally:
            process.kill()
    if said is None:
        return None
    if process.returncode != 0:
        raise ArticleError(wording_article.TOO_MUCH)
    return _found(json.loads(said))


def _said(process: Popen[bytes], raw: bytes, stopped: Callable[[], bool]) -> bytes | None:
    end, sent = time.monotonic() + SECONDS, False
    while True:
        try:
            return process.communicate(None if sent else raw, timeout=_LOOK_SECONDS)[0]
        except subprocess.TimeoutExpired:
            sent = True  # what is left of it is sent on
            if stopped():
                return None
            if time.monotonic() > end:
                raise ArticleError(wording_article.TOO_MUCH) from None


def _found(told: dict[str, Any]) -> Found:
    if "error" in told:
        raise ArticleError(told["error"])
    parts = (Arrival(name, base64.b64decode(raw), Kind(kind), path) for name, raw, kind, path in told.get("parts", ()))
    refused = ((name, reason) for name, reason in told.get("refused", ()))
    return Found(told.get("article", ""), tuple(parts), tuple(refused))
