"""The inbox's page: editors alone; what readers said and missed, handled, made into cases, downloaded."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from qa.access import Role
from qa.config import Settings
from qa.render.inbox import INBOX
from qa.store.feedback import feedback
from qa.store.inbox import Case, cases
from qa.web.server import create_app
from qa.wording import inbox as wording_inbox
from tests.web.test_feedback import SAID, TURN
from tests.written import WrittenArchive, written

MISSED = "Giá vé <b>tàu điện</b> ở sao Hỏa là bao nhiêu?"


@pytest.fixture
def archive() -> Iterator[WrittenArchive]:
    with written() as archive:
        with client_for(archive, Role.READER) as reader:
            for question in (MISSED, MISSED.removesuffix("?")):
                reader.get("/api/ask", params={"q": question})
            reader.post("/api/feedback", json=SAID)
        yield archive


def client_for(archive: WrittenArchive, role: Role = Role.EDITOR) -> TestClient:
    app = create_app(archive, Settings(open_role=role))
    return TestClient(app, base_url="http://kho.test", follow_redirects=False)


@pytest.fixture
def client(archive: WrittenArchive) -> Iterator[TestClient]:
    with client_for(archive) as client:
        yield client


def send(client: TestClient, **fields: Any) -> int:
    return client.post(INBOX, data=fields, headers={"Origin": "http://kho.test"}).status_code


def test_what_was_said_and_missed_stands_there(client: TestClient) -> None:
    page = client.get(INBOX).text
    assert "2 lần" in page
    assert "<b>tàu" not in page
    assert MISSED not in page
    assert html.escape("Giá vé <b>tàu điện</b>") in page
    assert SAID["note"] in page
    assert 'href="/bien-tap/bai/luan-chuyen#khoi-' in page
    assert f'href="/l/{TURN}"' in page
    assert client.get(f"{INBOX}?loc=done").text.count("<blockquote") == 0


def test_it_is_handled_and_made_into_cases(client: TestClient, archive: WrittenArchive) -> None:
    assert send(client, muc="f1", viec="seen") == 303
    assert send(client, muc="m1 m2", viec="khong-dap", cau=MISSED) == 303
    address = f"http://kho.test/l/{TURN}?x=1"
    assert send(client, muc="f1", viec="co-dap", cau="Khó khăn là gì?", luot=address) == 303
    assert cases(archive.store) == [Case(MISSED, ""), Case("Khó khăn là gì?", TURN)]
    made = client.get(f"{INBOX}/bo-do.json").json()
    assert [(row["id"], len(row["queries"]), len(row["unanswerable"])) for row in made] == [("luan-chuyen", 1, 1)]
    assert wording_inbox.NOTHING in client.get(INBOX).text
    assert "3" in client.get(f"{INBOX}?loc=done").text


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"muc": "f1", "viec": "gì"}, 400),
        ({"muc": "f99", "viec": "seen"}, 400),
        ({"muc": "f1", "viec": "co-dap", "cau": "Hỏi?"}, 400),
        ({"muc": "f1", "viec": "co-dap", "cau": "Hỏi?", "luot": "khong-co.1"}, 400),
        ({"viec": "seen"}, 400),
    ],
)
def test_what_can_not_be_done_is_said(
    client: TestClient, archive: WrittenArchive, fields: dict[str, Any], status: int
) -> None:
    assert send(client, **fields) == status
    assert cases(archive.store) == []


def test_readers_see_nothing_of_it(archive: WrittenArchive) -> None:
    with client_for(archive, Role.READER) as client:
        for path in (INBOX, f"{INBOX}/bo-do.json", f"{INBOX}/hop-thu.csv"):
            assert client.get(path).status_code == 403
        assert send(client, muc="f1", viec="seen") == 403
        foreign = client.post(INBOX, data={"muc": "f1", "viec": "seen"}, headers={"Origin": "http://x.test"})
        assert foreign.status_code == 403


def test_all_rows_come_as_a_table(client: TestClient) -> None:
    content = client.get(f"{INBOX}/hop-thu.csv").content.decode("utf-8-sig")
    heads, *rows = csv.reader(io.StringIO(content), delimiter=";")
    assert heads == [*wording_inbox.HEADS]
    assert {row[2] for row in rows} >= {MISSED, SAID["question"]}


def test_wrong_alone_is_kept_and_a_note_may_follow(client: TestClient, archive: WrittenArchive) -> None:
    first = client.post("/api/feedback", json={**SAID, "note": ""}).json()
    again = client.post("/api/feedback", json={**SAID, "note": "sai năm", "key": first["key"]}).json()
    assert again == first
    said = feedback(archive.store)
    assert [one.note for one in said] == [SAID["note"], "sai năm"]
    other = client.post("/api/feedback", json={**SAID, "note": "khác", "key": first["key"]}).json()
    assert other["key"] != first["key"]  # a note is written once: the second is a word of its own
    assert archive.store.rows("SELECT DISTINCT version FROM feedback") == [(archive.store.content_version(),)]
