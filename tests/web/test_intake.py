"""Requests taken in whole: bounded in bytes and time, counted once they are there."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from starlette.types import Message, Receive, Scope, Send

from qa.web import intake
from qa.web.intake import MOST_BYTES, MOST_UPLOADS, Intake
from qa.web.metrics import Metrics
from tests.coroutines import completed


def scope(path: str = "/api/ask") -> Scope:
    return {"type": "http", "method": "POST", "path": path, "root_path": "", "headers": []}


class Client:
    """Sends what it is told to, then nothing; keeps what it is answered."""

    def __init__(self, *messages: Message) -> None:
        self._messages = list(messages)
        self.got: list[Message] = []

    async def receive(self) -> Message:
        if not self._messages:
            await asyncio.Event().wait()
        return self._messages.pop(0)

    async def send(self, message: Message) -> None:
        self.got.append(message)

    @property
    def status(self) -> int:
        return int(self.got[0]["status"]) if self.got else 0


def body(content: bytes = b"", more: bool = False) -> Message:
    return {"type": "http.request", "body": content, "more_body": more}


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    message = await receive()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": message["body"]})


def made(app: Callable[..., Awaitable[None]] = echo, most: int = 64) -> Intake:
    return Intake(app, Metrics(), asyncio.Event(), most)


def test_a_body_in_parts_comes_whole() -> None:
    client = Client(body(b"a", more=True), body(b"b", more=True), body(b"c"))
    completed(made()(scope(), client.receive, client.send))
    assert client.got[1]["body"] == b"abc"


def test_a_body_without_end_is_refused() -> None:
    client = Client(*[body(b"x" * 60_000, more=True)] * 6)
    completed(made()(scope(), client.receive, client.send))
    assert client.status == 413
    assert MOST_BYTES < 6 * 60_000


def test_a_client_that_does_not_go_on_is_refused_and_counts_as_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "BODY_SECONDS", 0.2)

    async def half_sent() -> None:
        app = made(most=1)
        slow = [Client(body(b"{", more=True)) for _ in range(20)]
        waiting = [asyncio.create_task(app(scope(), one.receive, one.send)) for one in slow]
        await asyncio.sleep(0.05)
        quick = Client(body(b"{}"))
        await app(scope(), quick.receive, quick.send)
        assert quick.status == 200
        await asyncio.gather(*waiting)
        assert {one.status for one in slow} == {408}

    completed(half_sent())


def test_a_client_that_goes_leaves_nothing_behind() -> None:
    client = Client(body(b"{", more=True), {"type": "http.disconnect"})
    completed(made()(scope(), client.receive, client.send))
    assert client.got == []


def test_articles_on_their_way_are_bounded() -> None:
    async def many() -> None:
        app = made()
        slow = [Client(body(b"x", more=True)) for _ in range(MOST_UPLOADS)]
        path = scope("/api/check-article")
        waiting = [asyncio.create_task(app(path, one.receive, one.send)) for one in slow]
        await asyncio.sleep(0.05)
        late, asker = Client(body(b"x")), Client(body(b"{}"))
        await app(path, late.receive, late.send)
        await app(scope(), asker.receive, asker.send)
        assert (late.status, asker.status) == (503, 200)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        await app(path, (again := Client(body(b"x"))).receive, again.send)
        assert again.status == 200

    completed(many())


def test_what_is_open_ends_when_the_server_stops() -> None:
    async def stream(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"a", "more_body": True})
        assert (await receive())["type"] == "http.disconnect"

    async def stopped() -> None:
        closing = asyncio.Event()
        client = Client(body())
        task = asyncio.create_task(Intake(stream, Metrics(), closing)(scope("/x"), client.receive, client.send))
        await asyncio.sleep(0.05)
        closing.set()
        await task
        assert not client.got[-1].get("more_body")

    completed(stopped())
