"""Idle, half-sent and unread connections end; a new client finds room. Over real sockets on loopback."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.responses import PlainTextResponse

from qa.web import connections
from qa.web.connections import Connection

GET = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, int]]:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 1.0)
    monkeypatch.setattr(Connection, "most", 10)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        config = uvicorn.Config(
            PlainTextResponse("ok"), http=Connection, ws="none", lifespan="off", log_level="critical"
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield listener.getsockname()
        server.should_exit = True
        thread.join(10)


def ended(client: socket.socket, seconds: float = 10) -> bool:
    """Whether the server closes the connection within some seconds."""
    client.settimeout(seconds)
    try:
        return client.recv(1) == b""
    except ConnectionError:
        return True
    except TimeoutError:
        return False


def test_a_silent_and_a_half_sent_request_are_closed(address: tuple[str, int]) -> None:
    for sent in (b"", GET[:20]):
        with socket.create_connection(address) as client:
            client.sendall(sent)
            assert ended(client)


def test_half_a_second_request_is_closed(address: tuple[str, int]) -> None:
    with socket.create_connection(address) as client:
        client.sendall(GET)
        client.settimeout(10)
        answer = b""
        while not answer.endswith(b"ok"):
            answer += client.recv(1000)
        client.sendall(GET[:20])
        assert ended(client)


def test_a_burst_of_idle_ones_is_cut_to_the_bound(address: tuple[str, int]) -> None:
    idle = [socket.socket() for _ in range(200)]
    try:
        for one in idle:
            one.setblocking(False)
            one.connect_ex(address)
        time.sleep(0.5)
        assert sum(ended(one, 0.05) for one in idle) >= 190
    finally:
        for one in idle:
            one.close()


def test_a_new_client_finds_room_among_idle_ones(address: tuple[str, int]) -> None:
    idle = [socket.create_connection(address) for _ in range(30)]
    try:
        with socket.create_connection(address) as client:
            client.sendall(GET)
            client.settimeout(10)
            assert client.recv(1000).startswith(b"HTTP/1.1 200")
        assert sum(ended(one, 0.5) for one in idle) >= 20
    finally:
        for one in idle:
            one.close()
