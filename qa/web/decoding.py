"""Uploaded articles are decoded by a process of their own, which ends when it takes too much, or its client goes."""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from pathlib import Path

from starlette.requests import ClientDisconnect
from starlette.types import Message, Receive

from qa.article.read import SUFFIXES
from qa.errors import ArticleError
from qa.wording import article as wording_article
from qa.wording import check as wording_check

SECONDS = 30.0
"""Seconds after which a decoding process is ended, whatever it waits for."""

UPLOADS = tuple(suffix for suffix in SUFFIXES if suffix != ".jsonl")


async def decoded(body: bytes, name: str, receive: Receive) -> tuple[str, str]:
    """Returns title and text of an uploaded article; ArticleError if it can't be read, or not within limits.

    `receive` tells that the client has gone: ClientDisconnect, and nothing more is done.
    """
    file = Path(name).name[:200].replace("\0", "")
    if Path(file).suffix.lower() not in UPLOADS:
        raise ArticleError(wording_check.ONLY_ONE_ARTICLE)
    arguments = (sys.executable, "-m", "qa.article.confined", file)
    process = await asyncio.create_subprocess_exec(*arguments, stdin=PIPE, stdout=PIPE, stderr=DEVNULL)
    work, gone = asyncio.ensure_future(process.communicate(body)), asyncio.ensure_future(receive())
    try:
        done, _ = await asyncio.wait({work, gone}, timeout=SECONDS, return_when=asyncio.FIRST_COMPLETED)
    finally:
        await _end(process, work, gone)
    if gone in done and work not in done:
        raise ClientDisconnect
    if work not in done or process.returncode != 0:
        raise ArticleError(wording_article.TOO_MUCH)
    told = json.loads(work.result()[0])
    if "error" in told:
        raise ArticleError(told["error"])
    return told["title"], told["text"]


async def _end(process: Process, work: asyncio.Future[tuple[bytes, bytes]], gone: asyncio.Future[Message]) -> None:
    gone.cancel()
    if process.returncode is None and not work.done():
        process.kill()
    # Its pipes are read to the end, so that neither it nor they stay behind.
    await asyncio.gather(work, return_exceptions=True)
    await process.wait()
