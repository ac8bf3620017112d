"""What the audit keeps of requests, whichever the door: who, what, and the words that were shown."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from qa.access import Access, Mode, Role
from qa.acting import AuditRules, Level, Masking
from qa.archive import Filters
from qa.config import Settings
from qa.errors import StoreError
from qa.store.audit import Entry, Event, write
from qa.store.audited import Noted, Wanted, noted, shown_by
from qa.store.database import Database
from qa.web import later as later_module
from qa.web.access.users import Account, Accounts, hashed, write_accounts
from qa.web.chat.chat import Chat
from qa.web.chat.kept import Kept
from qa.web.later import Later
from qa.web.noting import Audit
from qa.web.server import create_app
from tests.written import INTERVIEWS, WrittenArchive, written

QUESTION = "Khó khăn khi luân chuyển cán bộ là gì?"
NOTHING = "Giá vé tàu điện ngầm ở sao Hỏa là bao nhiêu?"
SAID = INTERVIEWS[0].turns[1].answers[0].span.of(INTERVIEWS[0].text)


@pytest.fixture
def archive() -> Iterator[WrittenArchive]:
    with written() as archive:
        yield archive


def client_for(archive: WrittenArchive, rules: AuditRules = AuditRules()) -> TestClient:  # noqa: B008
    app = create_app(archive, Settings(open_role=Role.READER, audit=rules))
    return TestClient(app, base_url="http://kho.test")


def entries(archive: WrittenArchive) -> list[Noted]:
    return noted(archive.store, Wanted())[::-1]


def test_a_question_is_kept_with_what_it_was_answered_by(archive: WrittenArchive) -> None:
    with client_for(archive) as client:
        told = client.get("/api/ask", params={"q": QUESTION}).json()
    (one,) = entries(archive)
    assert (one.event, one.question, one.door, one.role) == (Event.ASK, QUESTION, "api", "reader")
    assert one.detail["state"] == told["state"]
    assert one.facts["content"] == archive.store.content_version()
    assert one.facts["encoder"] == archive.store.manifest()["revision"]
    assert len(one.facts["decision"]) == len(one.facts["ranking"]) == 12
    shown = shown_by(archive.store, one.id)
    assert [(s.interview, s.span.start, s.span.end, s.sha256) for s in shown] == [
        (hit["interview"], hit["start"], hit["end"], hit["sha256"]) for hit in told["hits"]
    ]


def test_each_door_that_shows_words_is_noted(archive: WrittenArchive) -> None:
    turn = f"luan-chuyen.{INTERVIEWS[0].turns[1].answers[0].span.start}"
    article = {"text": f"Bà Trần Thị Hòa nói: “{SAID}” Ông nói tiếp: “Chẳng ai từng nói câu lạ lùng này bao giờ cả.”"}
    with client_for(archive) as client:
        client.post("/api/check", json={"claim": SAID, "speaker": "Trần Thị Hòa"})
        client.get("/kiem-tra", params={"trich": SAID})
        client.post("/api/check-article", json=article)
        client.get(f"/api/citation/{turn}")
        client.get(f"/l/{turn}")
        client.get("/so-sanh", params={"chu-de": "luân chuyển cán bộ"})
    found = [(one.event, one.door, bool(shown_by(archive.store, one.id))) for one in entries(archive)]
    assert found == [
        (Event.CHECK, "api", True),
        (Event.CHECK, "page", True),
        (Event.ARTICLE, "api", True),
        (Event.READ, "api", True),
        (Event.READ, "page", True),
        (Event.COMPARE, "page", True),
    ]
    assert entries(archive)[2].detail["verdicts"]["verbatim"] == 1


def test_words_of_the_archive_are_never_kept(archive: WrittenArchive) -> None:
    with client_for(archive) as client:
        client.post("/api/check", json={"claim": SAID})
        client.post("/api/check", json={"claim": "Chẳng ai từng nói câu lạ lùng này bao giờ cả."})
    said, absent = entries(archive)
    assert said.question == ""
    assert said.detail["claim_sha256"] == hashlib.sha256(SAID.encode()).hexdigest()
    assert absent.question == "Chẳng ai từng nói câu lạ lùng này bao giờ cả."
    archive.store.remove("luan-chuyen")
    assert all(SAID not in str(row) for row in archive.store.rows("SELECT * FROM audit"))


def test_the_chat_notes_what_it_shows_and_what_it_missed(archive: WrittenArchive) -> None:
    audit = Audit(archive, AuditRules())
    audit.enter("an", "reader", "10.0.0.1", "/gradio_api/run/x")
    chat = Chat(archive, Settings())
    past = chat.ask(QUESTION, Filters(), ())
    past = chat.ask(NOTHING, Filters(), past)
    chat.restored([Kept(q=one.question) for one in past], ())
    audit.later.close()
    found = [(one.question, one.detail.get("again"), one.who) for one in entries(archive)]
    assert found == [(QUESTION, None, "an"), (NOTHING, None, "an"), (QUESTION, True, "an"), (NOTHING, True, "an")]
    assert len(shown_by(archive.store, 1)) == len(past[0].said.hits)  # type: ignore[union-attr]
    assert archive.store.rows("SELECT question, found FROM missed") == [(NOTHING, "none")]


@pytest.mark.parametrize(
    ("rules", "audit", "missed"),
    [
        (AuditRules(Level.OFF), 0, 1),
        (AuditRules(Level.CHANGES, missed=False), 0, 0),
        (AuditRules(questions=Masking.HASHED), 1, 0),
    ],
)
def test_the_settings_say_what_is_kept(archive: WrittenArchive, rules: AuditRules, audit: int, missed: int) -> None:
    with client_for(archive, rules) as client:
        client.get("/api/ask", params={"q": NOTHING, "speaker": "Lò Văn Pín"})
    assert archive.store.rows("SELECT count(*) FROM audit WHERE event = 'ask'") == [(audit,)]
    assert archive.store.rows("SELECT count(*) FROM missed") == [(missed,)]
    kept = str(archive.store.rows("SELECT question, detail FROM audit"))
    assert "Lò Văn Pín" not in kept
    assert "sao Hỏa" not in kept


def test_a_disk_that_takes_nothing_stops_no_question(archive: WrittenArchive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(later_module, "RETRY_SECONDS", 0.05)
    monkeypatch.setattr(later_module, "GATHER_SECONDS", 0.01)
    monkeypatch.setattr(later_module, "MOST", 3)
    full = threading.Event()
    full.set()
    insert = Database.insert

    def refusing(self: Database, statement: str, *values: object) -> int:
        if full.is_set():
            raise StoreError("database or disk is full")
        return insert(self, statement, *values)

    monkeypatch.setattr(Database, "insert", refusing)
    with client_for(archive) as client:
        for number in range(5):
            assert client.get("/api/ask", params={"q": f"{QUESTION} {number}"}).status_code == 200
        time.sleep(0.2)
        full.clear()
    kept = [(one.event, one.detail.get("entries")) for one in entries(archive)]
    assert kept.count((Event.ASK, None)) == 3
    assert kept[-1] == (Event.LOST, 2)


def test_what_is_broken_in_itself_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite3"
    database = Database(path)
    later = Later(lambda: Database(path), lambda database: None, lambda count: lambda database: None)

    def broken(database: Database) -> Any:
        raise KeyError("x")

    for writing in (lambda database: write(database, Entry(Event.LOGIN)), broken):
        later.add(writing)
    later.add(lambda database: write(database, Entry(Event.LOGOUT)))
    later.close()
    assert [one.event for one in noted(database, Wanted())] == [Event.LOGOUT, Event.LOGIN]
    database.close()


def test_who_logs_in_is_noted_and_what_they_change(archive: WrittenArchive, tmp_path: Path) -> None:
    users = tmp_path / "users.json"
    write_accounts(users, Accounts("k" * 40, {"an": Account(Role.EDITOR, hashed("mat-khau-dai"))}))
    settings = Settings(access=Access(mode=Mode.LOGIN, users=users))
    with TestClient(create_app(archive, settings), base_url="http://kho.test", follow_redirects=False) as client:
        for name, secret in (("mat-khau-dai", "x"), ("an", "sai"), ("an", "mat-khau-dai")):
            client.post("/dang-nhap", data={"ten": name, "mat_khau": secret})
        client.post("/da-rut", data={"bai": "nuoc-sach", "viec": "rut", "ly_do": "thử"})
        client.post("/dang-xuat")
    found = [(one.event, one.who, one.target, one.door) for one in entries(archive)]
    came = [
        (Event.LOGIN_FAILED, "", "", "page"),
        (Event.LOGIN_FAILED, "an", "", "page"),
        (Event.LOGIN, "an", "", "page"),
    ]
    changed = (Event.WITHDRAW, "an", "nuoc-sach", "page")
    assert [one for one in found if one != changed] == [*came, (Event.LOGOUT, "an", "", "page")]
    assert changed in found
