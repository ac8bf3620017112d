"""The work that a request makes grows at most with its length: counted in calls of Python's, not on the clock."""

from __future__ import annotations

import itertools
import sys
import threading
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from qa.access import Access, Role
from qa.archive import Archive
from qa.bounds import AS_SENT, LONGEST_CLAIM, LONGEST_NAME, LONGEST_QUESTION
from qa.config import Settings
from qa.text import MOST_MARKS, nfc
from qa.web.server import create_app

# Letters that a text function may stumble over: marks without end, spaces, capitals, digits, dots, open brackets.
ALPHABETS = ("a\u0301\u0323", "\u0f73", " a", "A", "1.", "“", "ơ\u0323 ", "năm 2020 ", "Ông A: ", "không ")

FIELDS: tuple[tuple[str, str, dict[str, Any], str], ...] = (
    *(("/api/ask", "json", {"q": "nước sạch"}, name) for name in ("q", "speaker", "outlet", "since", "interview")),
    ("/api/ask", "json", {"q": "nước sạch"}, "history[]"),
    ("/api/ask", "json", {"q": "nước sạch"}, "without[]"),
    ("/api/check", "json", {"claim": "nước sạch"}, "claim"),
    ("/api/check", "json", {"claim": "nước sạch"}, "speaker"),
    ("/kiem-tra", "data", {"trich": "nước sạch"}, "trich"),
    ("/kiem-tra", "data", {"trich": "nước sạch"}, "nguoi"),
    ("/api/check-article", "json", {}, "text"),
)
"""Every text that a route does work on: path, form of the body, the other fields, the field's name."""


@pytest.fixture(scope="module")
def client(demo: Archive) -> TestClient:
    settings = Settings(access=Access(asks_per_minute=0, pages_per_minute=0), open_role=Role.ADMIN)
    # Not entered: each request then has a loop and threads of its own, which `calls` can watch.
    return TestClient(create_app(demo, settings), raise_server_exceptions=False)


def calls(work: Callable[[], object]) -> int:
    """How many functions, Python's and C's, are called while `work` is done, in any thread."""
    ticks = itertools.count()  # one step of it can't be lost between threads

    def counted(frame: object, event: str, argument: object) -> None:
        if event in ("call", "c_call"):
            next(ticks)

    threading.setprofile(counted)
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
    return next(ticks)


def sender(client: TestClient, path: str, form: str, fields: dict[str, Any], name: str) -> Callable[[str], int]:
    """Sends a text in the field; returns the status."""

    def send(text: str) -> int:
        value = [text] if name.endswith("[]") else text
        return client.post(path, **{form: {**fields, name.removesuffix("[]"): value}}).status_code  # type: ignore[arg-type]

    return send


@pytest.mark.parametrize(("path", "form", "fields", "name"), FIELDS)
def test_what_is_too_long_is_refused_unread(
    client: TestClient, path: str, form: str, fields: dict[str, Any], name: str
) -> None:
    send = sender(client, path, form, fields, name)
    send("a")  # what is made once is made
    short = calls(lambda: send(""))
    for letters in ALPHABETS[:4]:
        text = letters * (800_001 // len(letters) + 1) if name == "text" else letters * (80_001 // len(letters) + 1)
        status = 0

        def long(text: str = text) -> None:
            nonlocal status
            status = send(text)

        assert calls(long) < short + 20_000 + 4 * len(text)  # the client's own spelling of a form is counted, too
        assert status in (400, 413)


@pytest.mark.parametrize("letters", ALPHABETS)
@pytest.mark.parametrize(
    ("path", "form", "fields", "name", "most"),
    [
        ("/api/ask", "json", {}, "q", 480),
        ("/api/ask", "json", {"q": "nước sạch"}, "speaker", LONGEST_NAME),
        ("/api/ask", "json", {"q": "nước sạch"}, "outlet", LONGEST_NAME),
        ("/api/ask", "json", {"q": "nước sạch"}, "history[]", LONGEST_QUESTION),
        ("/api/check", "json", {}, "claim", 8000),
        ("/api/check-article", "json", {}, "text", 40_000),
    ],
)
def test_twice_the_length_is_twice_the_work_at_most(
    client: TestClient, path: str, form: str, fields: dict[str, Any], name: str, most: int, letters: str
) -> None:
    send = sender(client, path, form, fields, name)
    half, whole = (("nước " + letters * most)[: most // part] for part in (2, 1))
    send(whole)
    # A request costs some ten thousand calls by itself; work that grew with the square would cost millions here.
    assert calls(lambda: send(whole)) <= 2.5 * calls(lambda: send(half))


def test_marks_without_end_are_cut_before_they_are_ordered() -> None:
    for letters in ("\u0301\u0323", "\u0f73", "\u0344"):
        assert len(nfc("a" + letters * 100_000)) <= MOST_MARKS + 1
    for text in ("ộ" * 100, "o\u0323\u0302" * 100, "漢字" * 1000, "ก็" * 1000, "👨‍👩‍👧" * 100):
        assert nfc(text) == unicodedata.normalize("NFC", text)


def test_the_bounds_hold_for_what_is_typed_with_separate_accents(client: TestClient) -> None:
    assert client.post("/api/check", json={"claim": "o\u0323\u0302" * (LONGEST_CLAIM // 2)}).status_code == 200
    assert client.post("/api/check", json={"claim": "a" * (LONGEST_CLAIM + 1)}).status_code == 400
    assert AS_SENT * LONGEST_CLAIM < 256 * 1024
