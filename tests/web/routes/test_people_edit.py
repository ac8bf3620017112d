"""Editors' decisions over HTTP: who may, what is kept, and that quotations never change."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from qa.access import Role
from qa.archive import Archive
from qa.config import Settings
from qa.people.keys import appearance_key
from qa.people.registry import Profile
from qa.people.stored import decisions
from qa.web.server import create_app
from tests.web.routes.test_people import NAME, data

__all__ = ["data"]  # the archive of that module, built once

WHY = {"ly_do": "đã hỏi toà soạn", "tac_gia": "Biên tập viên"}


@pytest.fixture
def archive(data: Path, tmp_path: Path) -> Iterator[Archive]:
    shutil.copytree(data, tmp_path / "kho")
    with Archive.open(tmp_path / "kho") as archive:
        yield archive


@pytest.fixture
def client(archive: Archive) -> Iterator[TestClient]:
    settings = Settings(data=archive.data, open_role=Role.EDITOR)
    with TestClient(create_app(archive, settings), raise_server_exceptions=False) as client:
        yield client


def person(archive: Archive, interview: str) -> Profile:
    found = archive.people.of(interview, NAME)
    assert found is not None
    return found


def send(client: TestClient, path: str, seen: int, **fields: object) -> int:
    """The status of sending a form as the page would."""
    answer = client.post(f"/bien-tap/nguoi/{path}", data=WHY | {"phien_ban": seen} | fields, follow_redirects=False)
    return answer.status_code


def test_readers_see_and_do_nothing_of_it(archive: Archive) -> None:
    with TestClient(create_app(archive, Settings(data=archive.data)), raise_server_exceptions=False) as client:
        key = person(archive, "a").key
        assert "Dành cho người biên tập" not in client.get(f"/nguoi/{key}").text
        assert client.get("/bien-tap/nguoi").status_code == 403
        for path in (f"{key}/ten", f"{key}/gop", f"{key}/tach"):
            assert send(client, path, 0, ten="Khác") == 403
        assert send(client, "hoan-tac", 0, muc=1) == 403
    assert decisions(archive.store) == []


def test_other_sites_may_not_send(client: TestClient, archive: Archive) -> None:
    answer = client.post(
        f"/bien-tap/nguoi/{person(archive, 'a').key}/ten",
        data=WHY | {"phien_ban": 0, "ten": "Khác"},
        headers={"Origin": "https://xau.example"},
    )
    assert answer.status_code == 403
    assert decisions(archive.store) == []


def test_the_forms_stand_on_the_persons_page(client: TestClient, archive: Archive) -> None:
    one, other = person(archive, "a"), person(archive, "c")
    page = client.get(f"/nguoi/{one.key}").text
    assert "Dành cho người biên tập" in page
    assert f'name="voi" value="{other.key}"' in page
    assert page.count('name="bai"') == 2
    assert page.count('name="phien_ban" value="0"') == 3


def test_rename_shows_the_new_name_and_keeps_what_was_printed(client: TestClient, archive: Archive) -> None:
    key = person(archive, "a").key
    before = client.get("/api/ask", params={"q": "trạm y tế chậm", "speaker": key}).json()["hits"][0]
    assert send(client, f"{key}/ten", 0, ten="Nguyễn Văn Thứ") == 303
    after = client.get("/api/ask", params={"q": "trạm y tế chậm", "speaker": "Nguyễn Văn Thứ"}).json()["hits"][0]
    assert (before["speaker"], after["speaker"]) == (NAME, "Nguyễn Văn Thứ")
    assert (after["text"], after["sha256"], after["turn"]) == (before["text"], before["sha256"], before["turn"])
    named = client.get("/api/ask", params={"q": "Nguyễn Văn Thứ nói gì về trạm y tế?"}).json()
    assert named["hits"][0]["speaker"] == "Nguyễn Văn Thứ"
    assert named["question"] == "Nguyễn Văn Thứ nói gì về trạm y tế?"
    page = client.get(f"/nguoi/{key}").text
    assert "<h1>Nguyễn Văn Thứ</h1>" in page
    assert f"báo in: {NAME}" in page
    reader = client.get("/phong-van/a").text
    assert f"Ông {NAME}:" in re.sub("<[^>]+>", "", reader)
    assert "Nguyễn Văn Thứ" in reader
    (kept,) = decisions(archive.store)
    assert (kept.author, kept.reason) == ("Biên tập viên", "đã hỏi toà soạn")


def test_join_split_and_undo(client: TestClient, archive: Archive) -> None:
    one, other = person(archive, "a"), person(archive, "c")
    assert send(client, f"{one.key}/gop", 0, voi=[other.key]) == 303
    assert person(archive, "a") == person(archive, "c")
    assert "which" not in client.get("/api/ask", params={"q": "chậm", "speaker": NAME}).json()
    assert client.get(f"/nguoi/{other.key}").text.count("người biên tập đã gộp") == 2
    assert send(client, f"{one.key}/tach", 1, bai=[appearance_key(("b", NAME))]) == 303
    assert person(archive, "a") != person(archive, "b")
    assert send(client, "hoan-tac", 2, muc=2) == 303
    assert send(client, "hoan-tac", 3, muc=1) == 303
    assert person(archive, "a") == one
    page = client.get("/bien-tap/nguoi").text
    assert page.count("đã hoàn tác") == 2
    assert page.count("<strong>#") == 4


def test_a_typed_name_must_mean_one(client: TestClient, archive: Archive) -> None:
    mau = archive.people.of("d", "Lò Khánh Mẫu")
    assert mau is not None
    assert send(client, f"{mau.key}/gop", 0, khac=NAME) == 409
    assert send(client, f"{mau.key}/gop", 0, khac="Ai Đó") == 409
    assert send(client, f"{mau.key}/gop", 0, khac=f"https://kho.example/nguoi/{person(archive, 'c').key}") == 303
    joined = archive.people.of("d", "Lò Khánh Mẫu")
    assert joined is not None
    assert {a.interview for a in joined.appearances} == {"c", "d"}


@pytest.mark.parametrize(
    "fields",
    [{"ten": ""}, {"ten": "Khác", "ly_do": ""}, {"ten": "Khác", "tac_gia": " "}, {"ten": "Khác", "phien_ban": 7}],
)
def test_what_is_lacking_is_said(client: TestClient, archive: Archive, fields: dict[str, object]) -> None:
    form = WHY | {"phien_ban": 0} | fields
    answer = client.post(f"/bien-tap/nguoi/{person(archive, 'a').key}/ten", data=form)
    assert answer.status_code == 409
    assert "Quyết định chưa được ghi" in answer.text
    assert decisions(archive.store) == []


def test_nobody_and_nothing(client: TestClient) -> None:
    assert send(client, "khong-co-00000000/ten", 0, ten="Khác") == 404
    assert send(client, "hoan-tac", 0, muc=9) == 409


def test_decisions_survive_a_rebuild(client: TestClient, archive: Archive, tmp_path: Path) -> None:
    one, other = person(archive, "a"), person(archive, "c")
    assert send(client, f"{one.key}/gop", 0, voi=[other.key]) == 303
    interview = archive.interview("c")
    archive.remove("c")
    assert "nay không có trong kho" in client.get("/bien-tap/nguoi").text
    (tmp_path / "c.txt").write_text(f"title: Mới\ndate: 2020-03-05\n\n{interview.text}", "utf-8")
    assert archive.add([tmp_path / "c.txt"]).added == ["c"]
    assert person(archive, "a") == person(archive, "c")


def test_hostile_names_are_text(client: TestClient, archive: Archive) -> None:
    key = person(archive, "a").key
    assert send(client, f"{key}/ten", 0, ten="<script>x</script>", ly_do="<b>vì</b>", tac_gia="<i>ai</i>") == 303
    for path in (f"/nguoi/{key}", "/bien-tap/nguoi", "/nguoi", "/phong-van/a"):
        page = client.get(path).text
        assert "<script>x" not in page
        assert "<b>vì" not in page
        assert "<i>ai" not in page
