"""Adding without a browser: editors only, files and pasted text, decisions, the list's part, bounds."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from qa.access import Role
from qa.archive import Archive
from qa.bounds import LONGEST_ARTICLE
from qa.store.incoming import State, listed
from qa.web.intake import MOST_ADDED_BYTES, MOST_BYTES
from qa.web.routes import adding
from qa.wording import adding as wording_adding
from tests.benchmarks.crashes import ARTICLE
from tests.incoming.test_tray import edition, ferry
from tests.test_desk import ARTICLE as WAITING_ARTICLE
from tests.web.clients import client_for
from tests.written import HOSTILE

PAGE = "/bien-tap/them"
DECIDE = f"{PAGE}/quyet-dinh"
SOUND = ARTICLE.format(n=7, m=3).encode()


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Archive]:
    monkeypatch.setattr(adding, "PATIENCE", 60.0)  # however busy the machine is
    with Archive.open(tmp_path / "data") as archive:
        yield archive


@pytest.fixture
def client(archive: Archive) -> Iterator[TestClient]:
    with client_for(archive) as client:
        yield client


def send(client: TestClient, *files: tuple[str, bytes], path: str = PAGE, **headers: str) -> int:
    sent = [("tep", (name, raw)) for name, raw in files]
    return client.post(path, files=sent, headers={"Origin": "http://kho.test", **headers}).status_code


def states(archive: Archive) -> list[tuple[str, State]]:
    return [(one.name, one.state) for one in listed(archive.store)]


def test_readers_add_nothing(archive: Archive) -> None:
    with client_for(archive, Role.READER) as reader:
        assert reader.get(PAGE).status_code == 403
        assert reader.get(f"{PAGE}/1").status_code == 403
        assert send(reader, ("a.txt", SOUND)) == 403
        assert reader.post(DECIDE, data={"viec": "nhan", "so": 1}).status_code == 403
        assert client_sends(reader, MOST_BYTES + 1) == 413  # readers send no more here than anywhere
    assert listed(archive.store) == []


def client_sends(client: TestClient, count: int) -> int:
    return client.post(PAGE, content=b"x" * count, headers={"Content-Type": "text/plain"}).status_code


def test_a_file_is_sent_looked_at_taken_in_and_found(client: TestClient, archive: Archive) -> None:
    assert send(client, ("nước bản 7.txt", SOUND), ("anh.jpg", b"x")) == 303
    assert [state for _, state in states(archive)] == [State.READ, State.REFUSED]
    page = client.get(PAGE).text
    assert "Nước về bản số 7" in page
    assert "định dạng chưa hỗ trợ" in page
    assert "/bien-tap/them/1" in page
    look = client.get(f"{PAGE}/1").text
    assert "Lê Văn Thử" in look
    assert "Lời trả lời" in look
    assert 'value="nhan"' in look
    assert client.get("/api/ask", params={"q": "bản số 7 thiếu nước"}).json()["hits"] == []
    taken = client.post(DECIDE, data={"viec": "nhan", "so": 1})
    assert taken.headers["location"] == f"{PAGE}?xong=nhan"
    assert wording_adding.ACCEPTED in client.get(taken.headers["location"]).text
    hit = client.get("/api/ask", params={"q": "bản số 7 thiếu nước"}).json()["hits"][0]
    assert hit["interview"] == "nuoc-ban-7"
    assert 'href="/bien-tap/bai/nuoc-ban-7"' in client.get(PAGE).text
    assert client.get(f"{PAGE}/1").status_code == 200


def test_all_are_taken_in_or_those_without_a_doubt(client: TestClient, archive: Archive) -> None:
    doubtful = WAITING_ARTICLE.format(more="", note="").encode()
    send(client, ("a.txt", SOUND), ("b.txt", doubtful), ("c.txt", ARTICLE.format(n=9, m=1).encode()))
    end = time.monotonic() + 60  # the page waits a few seconds only for what is being read
    while wording_adding.accept_sure(2) not in (page := client.get(PAGE).text) and time.monotonic() < end:
        time.sleep(0.1)
    assert wording_adding.accept_sure(2) in page
    assert wording_adding.accept_all(3) in page
    assert client.post(DECIDE, data={"viec": "nhan-chac", "so": [1, 2, 3]}).status_code == 303
    assert archive.store.interview_ids() == ["a", "c"]
    client.post(DECIDE, data={"viec": "nhan-het", "so": [1, 2, 3]})
    assert archive.store.interview_ids() == ["a", "b", "c"]


def test_an_edition_is_chosen_on_the_page_and_never_by_itself(client: TestClient, archive: Archive) -> None:
    send(client, ("ben.txt", ferry().encode()))
    client.post(DECIDE, data={"viec": "nhan", "so": 1})
    send(client, ("ben-sua.txt", edition(9).encode()))
    assert wording_adding.DOUBTS["another edition"] in client.get(PAGE).text
    assert client.post(DECIDE, data={"viec": "nhan-chac", "so": 2}).status_code == 303
    look = client.get(f"{PAGE}/2").text
    (choice,) = re.findall(r'<input type="radio"[^>]*>', look)
    assert 'value="ben"' in choice
    assert "checked" not in choice
    assert client.post(DECIDE, data={"viec": "ban-moi", "so": 2}).status_code == 400
    assert client.post(DECIDE, data={"viec": "ban-moi", "so": 2, "cua": "khong-co"}).status_code == 404
    assert archive.store.rows("SELECT count(*) FROM versions") == [(0,)]
    client.post(DECIDE, data={"viec": "ban-moi", "so": 2, "cua": "ben"})
    assert archive.store.interview_ids() == ["ben"]
    assert "Còn 9 hộ nữa" in client.get("/phong-van/ben").text
    assert client.get("/phong-van/ben?ban=1").status_code == 200


def test_what_is_put_aside_and_tried_again(client: TestClient, archive: Archive) -> None:
    send(client, ("a.pdf", b"%PDF-1.4 hong"), ("b.txt", SOUND))
    assert client.post(DECIDE, data={"viec": "lai", "so": 1}).status_code == 303
    assert client.post(DECIDE, data={"viec": "bo", "so": [1, 2]}).status_code == 303
    assert {state for _, state in states(archive)} == {State.DISCARDED}
    assert wording_adding.GONE in client.get(f"{PAGE}/2").text
    assert client.post(DECIDE, data={"viec": "gì", "so": 1}).status_code == 400
    assert client.post(DECIDE, data={"viec": "bo", "so": 99}).status_code == 404
    assert client.get(f"{PAGE}/99").status_code == 404
    assert client.get(f"{PAGE}/{10**40}").status_code == 400


def test_pasted_text(client: TestClient, archive: Archive) -> None:
    facts = {"title": "Dán", "outlet": "Báo Thử", "date": "17/05/2024", "bai": SOUND.decode().partition("\n\n")[2]}
    assert client.post(PAGE, data=facts, files={"x": b""}).status_code == 303
    assert states(archive) == [("dan.txt", State.READ)]
    for sent in ({"bai": "  "}, {"bai": "a" * (LONGEST_ARTICLE + 1)}, {"bai": "a", "title": "x" * 2000}):
        answer = client.post(PAGE, data=sent, files={"x": b""})
        assert answer.status_code == 400
        assert re.search(r'<p class="notice" role="alert">[^<]+</p>', answer.text)
    assert len(states(archive)) == 1


def test_the_list_alone_is_told_to_the_script(client: TestClient) -> None:
    assert send(client, ("a.txt", SOUND), **{"X-Part": "1"}) == 204
    end = time.monotonic() + 20
    part = {"X-Part": "1"}
    while "data-busy" in client.get(PAGE, headers=part).text and time.monotonic() < end:
        time.sleep(0.1)
    told = client.get(PAGE, headers=part).text
    assert told.startswith('<section id="danh-sach">')
    assert "Nước về bản số 7" in told
    assert client.post(PAGE, files={"x": b""}, headers=part).json()["error"] == wording_adding.NOTHING_SENT


def test_what_is_too_large_is_refused(client: TestClient, archive: Archive) -> None:
    assert client_sends(client, MOST_ADDED_BYTES + 1) == 413
    assert send(client, *((f"{n}.txt", b"x") for n in range(101))) == 400
    assert listed(archive.store) == []


def test_no_other_site_may_add(client: TestClient, archive: Archive) -> None:
    assert send(client, ("a.txt", SOUND), Origin="https://evil.test") == 403
    assert listed(archive.store) == []


def test_hostile_files_are_text(archive: Archive) -> None:
    with client_for(archive, root_path="/hoi-dap") as client:
        text = f"title: <script>x</script>\n\nPV: Vì sao?\n\nÔng Lê Văn Thử: {HOSTILE}\n"
        assert send(client, ("<img src=x>.txt", text.encode()), path="/hoi-dap/bien-tap/them") == 303
        for path in ("/hoi-dap/bien-tap/them", "/hoi-dap/bien-tap/them/1"):
            page = client.get(path).text
            assert "<script>x" not in page
            assert "<img" not in page
            assert 'action="/hoi-dap/bien-tap/them/quyet-dinh"' in page
