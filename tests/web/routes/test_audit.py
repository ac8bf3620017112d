"""The audit's page: admins alone, narrowed and page by page, hostile questions as text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from qa.access import Role
from qa.acting import Acting, Door
from qa.config import Settings
from qa.render.audit import AUDIT
from qa.store.audit import Entry, Event, write
from qa.web.server import create_app
from qa.wording import audit as wording_audit
from tests.web.test_noting import QUESTION
from tests.written import WrittenArchive, written

AN = Acting("an", "editor", "10.0.0.7", Door.PAGE)


@pytest.fixture(scope="module")
def archive() -> Iterator[WrittenArchive]:
    with written() as archive:
        with client_for(archive, Role.READER) as client:
            client.get("/api/ask", params={"q": QUESTION})
        write(archive.store, Entry(Event.CORRECT, "nuoc-sach", by=AN, at="2024-05-01 20:00:00"))
        for _ in range(100):
            write(archive.store, Entry(Event.ASK, question="<script>window.hacked=1</script>", by=AN))
        yield archive


def client_for(archive: WrittenArchive, role: Role = Role.ADMIN, root: str = "") -> TestClient:
    app = create_app(archive, Settings(open_role=role, root_path=root))
    return TestClient(app, base_url="http://kho.test", follow_redirects=False)


def numbers(page: str) -> list[int]:
    return [int(found) for found in re.findall(rf'href="{AUDIT}/(\d+)"', page)]


def test_editors_see_nothing_of_it(archive: WrittenArchive) -> None:
    with client_for(archive, Role.EDITOR) as client:
        assert client.get(AUDIT).status_code == client.get(f"{AUDIT}/1").status_code == 403


def test_it_is_narrowed_and_read_page_by_page(archive: WrittenArchive) -> None:
    with client_for(archive) as client:
        first = client.get(AUDIT).text
        assert numbers(first) == [*range(102, 2, -1)]
        assert "<script>window" not in first
        assert numbers(client.get(f"{AUDIT}?trang=2").text) == [2, 1]
        assert numbers(client.get(AUDIT, params={"ai": "an", "viec": "correct"}).text) == [2]
        assert numbers(client.get(AUDIT, params={"tu": "2/5/2024", "den": "2/5/2024"}).text) == [2]
        assert numbers(client.get(AUDIT, params={"bai": "luan-chuyen"}).text) == [1]
        assert wording_audit.NONE in client.get(AUDIT, params={"ai": "bình"}).text
        bad = client.get(AUDIT, params={"tu": "hôm qua"})
        assert (bad.status_code, "hôm qua" in bad.text) == (400, True)


def test_an_entry_is_shown_again_and_that_is_noted(archive: WrittenArchive) -> None:
    hit = archive.ask(QUESTION).hits[0]
    with client_for(archive) as client:
        page = client.get(f"{AUDIT}/1").text
        assert client.get(f"{AUDIT}/9999").status_code == 404
        assert client.get(f"{AUDIT}/x").status_code == 400
    assert hit.text in html.unescape(page)
    assert wording_audit.FATES["same"] in page
    assert archive.store.rows("SELECT target FROM audit WHERE event = 'audit'") == [("1",)]
