"""The page of keys: admins alone; a new key is shown once, a revoked one stops."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from qa.access import Role
from qa.archive import Archive
from qa.config import Settings
from qa.web.server import create_app


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path) as archive:
        yield archive


@contextmanager
def client_for(archive: Archive, role: Role) -> Iterator[TestClient]:
    app = create_app(archive, Settings(open_role=role, root_path="/hoi-dap"))
    with TestClient(app, base_url="http://kho.test", follow_redirects=False, raise_server_exceptions=False) as client:
        yield client


def send(client: TestClient, **fields: Any) -> Any:
    return client.post("/hoi-dap/quan-tri/khoa", data=fields, headers={"Origin": "http://kho.test"})


def test_an_admin_makes_and_revokes(archive: Archive) -> None:
    with client_for(archive, Role.ADMIN) as admin:
        assert 'action="/hoi-dap/quan-tri/khoa"' in admin.get("/quan-tri/khoa").text
        made = send(admin, ten="Trợ lý <b>", vai="reader", luot="30", viec="tao")
        assert made.headers["cache-control"] == "no-store"
        found = re.search(r'value="(qa_[\w-]+)"', made.text)
        assert found
        secret = found[1]
        assert "Trợ lý &lt;b&gt;" in made.text
        page = admin.get("/quan-tri/khoa").text
        assert secret not in page
        assert f"{secret[:8]}…" in page
        key = {"authorization": f"Bearer {secret}"}
        assert admin.get("/api/interviews", headers=key).status_code == 200
        assert send(admin, ten="Trợ lý <b>", viec="thu-hoi").status_code == 303
        assert "đã thu hồi" in admin.get("/quan-tri/khoa?luu=1").text
        assert admin.get("/api/interviews", headers=key).status_code == 401


@pytest.mark.parametrize(
    "fields",
    [
        {"ten": " ", "luot": "1"},
        {"ten": "a", "luot": "0"},
        {"ten": "a", "luot": "x"},
        {"ten": "a"},
        {"ten": "a", "luot": "1", "vai": "admin"},
        {"ten": "a", "luot": "1", "vai": "<b>"},
    ],
)
def test_bad_input_makes_no_key_and_says_why(archive: Archive, fields: dict[str, str]) -> None:
    with client_for(archive, Role.ADMIN) as admin:
        answer = send(admin, viec="tao", **fields)
        assert answer.status_code == 400
        assert 'role="alert"' in answer.text
        assert "qa_" not in answer.text
        assert send(admin, viec="thu-hoi", ten="khong-co").status_code == 404


@pytest.mark.parametrize("role", [Role.READER, Role.EDITOR])
def test_nobody_else_does(archive: Archive, role: Role) -> None:
    with client_for(archive, role) as client:
        assert client.get("/quan-tri/khoa").status_code == 403
        assert send(client, ten="a", luot="1", viec="tao").status_code == 403
        assert "/quan-tri/khoa" not in client.get("/phong-van").text


def test_another_site_makes_no_key(archive: Archive) -> None:
    with client_for(archive, Role.ADMIN) as admin:
        form = {"ten": "a", "luot": "1", "viec": "tao"}
        assert admin.post("/quan-tri/khoa", data=form, headers={"Origin": "http://evil.test"}).status_code == 403
