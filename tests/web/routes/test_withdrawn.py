"""Withdrawing in the browser: by editors alone, with a reason; then 410 for everybody, and back again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from qa.access import Role
from qa.archive import Archive
from tests.test_desk import write
from tests.web.clients import client_for

REASON = "Tòa án <b>yêu cầu</b>"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "data") as archive:
        archive.add([write(tmp_path)])
        yield archive


def send(client: TestClient, **fields: Any) -> int:
    return client.post("/da-rut", data=fields, headers={"Origin": "http://kho.test"}).status_code


def test_an_editor_withdraws_and_lets_back_in(archive: Archive) -> None:
    with client_for(archive, Role.EDITOR) as editor, client_for(archive, Role.READER) as reader:
        assert 'action="/da-rut"' in editor.get("/bien-tap/bai/nuoc").text
        assert send(editor, bai="nuoc", viec="rut", ly_do="  ") == 400
        assert reader.get("/phong-van/nuoc").status_code == 200
        assert send(editor, bai="nuoc", viec="rut", ly_do=REASON) == 303
        for path in ("/phong-van/nuoc", "/l/nuoc.10", "/api/citation/nuoc.10"):
            gone = reader.get(path)
            assert gone.status_code == 410
            assert "đã được rút" in gone.text
            assert "Tòa án" not in gone.text
        told = editor.get("/phong-van/nuoc")
        assert (told.status_code, "Tòa án &lt;b&gt;yêu cầu" in told.text) == (410, True)
        assert "Tòa án &lt;b&gt;yêu cầu" in editor.get("/da-rut").text
        assert send(editor, bai="nuoc", viec="tra-lai") == 303
        assert archive.withdrawals() == ()
        assert reader.get("/phong-van/nuoc").status_code == 404


def test_readers_withdraw_nothing(archive: Archive) -> None:
    with client_for(archive, Role.READER) as reader:
        assert reader.get("/da-rut").status_code == 403
        assert send(reader, bai="nuoc", viec="rut", ly_do=REASON) == 403
        assert reader.get("/phong-van/nuoc").status_code == 200


def test_what_is_not_there_is_said(archive: Archive) -> None:
    with client_for(archive, Role.EDITOR) as editor:
        assert send(editor, bai="khong-co", viec="rut", ly_do=REASON) == 404
        assert send(editor, bai="nuoc", viec="tra-lai") == 404
