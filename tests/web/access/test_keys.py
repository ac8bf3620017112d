"""Programs with keys at the gate: in every mode, for /api and /mcp alone, each with its own limit."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from qa.access import Access, Keys, Mode, Role
from qa.archive import Archive
from qa.cli import main as cli
from qa.config import Settings, read_settings
from qa.store.keys import keys, make_key, revoke
from qa.web.access.gate import Gate
from qa.web.access.visiting import role_here
from qa.web.server import create_app
from tests.coroutines import completed
from tests.written import written

SECRET = "mot-bi-mat-du-dai"
AS_AN = {"x-remote-user": "an", "x-qa-proxy-secret": SECRET}


@contextmanager
def served(access: Access, role: Role = Role.READER) -> Iterator[tuple[TestClient, Archive]]:
    settings = Settings(access=access, open_role=role)
    with (
        written() as archive,
        TestClient(
            create_app(archive, settings),
            base_url="http://kho.test",
            client=("10.0.0.5", 1),
            follow_redirects=False,
            raise_server_exceptions=False,
        ) as client,
    ):
        yield client, archive


def with_key(secret: str) -> dict[str, str]:
    return {"authorization": f"Bearer {secret}"}


@pytest.fixture(scope="module")
def modes(tmp_path_factory: pytest.TempPathFactory) -> dict[Mode, Access]:
    path = tmp_path_factory.mktemp("users") / "users.json"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", io.StringIO("mat khau cua An"))
        assert cli.main(["user", "add", "an", "--users", str(path)]) == 0
    return {
        Mode.OPEN: Access(),
        Mode.LOGIN: Access(mode=Mode.LOGIN, users=path),
        Mode.PROXY: Access(mode=Mode.PROXY, proxies=(ip_network("10.0.0.5/32"),), proxy_secret=SECRET),
    }


@pytest.mark.parametrize("mode", list(Mode))
def test_a_key_opens_the_api_in_every_mode_until_it_is_revoked(modes: dict[Mode, Access], mode: Mode) -> None:
    with served(modes[mode]) as (client, archive):
        key = with_key(make_key(archive.store, "Trợ lý", Role.READER, 600, ""))
        for path in ("/api/interviews", "/api/ask?q=c%C3%A1n+b%E1%BB%99", "/api/openapi.json"):
            assert client.get(path, headers=key).status_code == 200
            assert client.get(path, headers={"Authorization": key["authorization"] + "x"}).status_code == 401
        revoke(archive.store, "Trợ lý")
        refused = client.get("/api/interviews", headers=key)
        assert (refused.status_code, set(refused.json())) == (401, {"error"})
        assert refused.headers["www-authenticate"] == "Bearer"
        assert "thu hồi" in refused.json()["error"]


@pytest.mark.parametrize("mode", [Mode.LOGIN, Mode.PROXY])
def test_a_key_opens_no_page(modes: dict[Mode, Access], mode: Mode) -> None:
    with served(modes[mode]) as (client, archive):
        key = with_key(make_key(archive.store, "Trợ lý", Role.EDITOR, 600, ""))
        pages = ("/", "/phong-van", "/kiem-tra", "/bien-tap", "/quan-tri/khoa", "/tai-khoan", "/metrics", "/config")
        for path in (*pages, "/apix", "/mcp/x", "/api", "/gradio_api/info"):
            assert client.get(path, headers=key).status_code in (401, 303), path


def test_a_key_is_no_admin_even_where_everybody_is_one() -> None:
    with served(Access(), Role.ADMIN) as (client, archive):
        key = with_key(make_key(archive.store, "Trợ lý", Role.EDITOR, 600, ""))
        seen: list[Role] = []

        def interviews() -> tuple[()]:
            seen.append(role_here())
            return ()

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(archive, "interviews", interviews)
            assert client.get("/api/interviews", headers=key).status_code == 200
            assert client.get("/api/interviews").status_code == 200
        assert seen == [Role.EDITOR, Role.ADMIN]


def test_forged_identities_stay_forged_with_a_key(modes: dict[Mode, Access]) -> None:
    with served(modes[Mode.PROXY]) as (client, archive):
        key = with_key(make_key(archive.store, "Trợ lý", Role.READER, 600, ""))
        assert client.get("/api/interviews", headers={**key, "x-remote-user": "an"}).status_code == 403
        assert client.get("/api/interviews", headers={**key, **AS_AN}).status_code == 200
        # What a proxy adds for itself is no key of ours: the visitor stays who they are.
        assert client.get("/api/interviews", headers={**AS_AN, "authorization": "Bearer eyJhbGci"}).status_code == 200
        assert client.get("/api/interviews", headers={"authorization": "Bearer eyJhbGci"}).status_code == 401


def test_each_key_has_its_own_limit() -> None:
    with served(Access(asks_per_minute=1)) as (client, archive):
        slow, fast = (with_key(make_key(archive.store, name, Role.READER, n, "")) for name, n in (("a", 2), ("b", 4)))
        assert [client.get("/api/interviews", headers=slow).status_code for _ in range(3)] == [200, 200, 429]
        answers = [client.get("/api/interviews", headers=fast) for _ in range(5)]
        assert [answer.status_code for answer in answers] == [200] * 4 + [429]
        assert int(answers[-1].headers["retry-after"]) in range(1, 16)
        assert client.get("/api/interviews").status_code == 200  # the address has used nothing up


def test_open_servers_can_demand_keys_of_programs() -> None:
    assert read_settings({"QA_API_KEYS": "required"}).access.keys is Keys.REQUIRED
    with served(Access(keys=Keys.REQUIRED)) as (client, archive):
        refused = client.get("/api/interviews")
        assert (refused.status_code, "Bearer" in refused.json()["error"]) == (401, True)
        assert client.post("/mcp", json={}).status_code == 401
        key = with_key(make_key(archive.store, "Trợ lý", Role.READER, 600, ""))
        assert client.get("/api/interviews", headers=key).status_code == 200
        for own in (
            {"sec-fetch-site": "same-origin"},
            {"origin": "http://kho.test"},
            {"referer": "http://kho.test/phong-van"},
        ):
            assert client.get("/api/interviews", headers=own).status_code == 200
        for other in ({"sec-fetch-site": "none"}, {"referer": "http://khac.test/"}, {"referer": "http://["}):
            assert client.get("/api/interviews", headers=other).status_code == 401
        assert client.get("/phong-van").status_code == 200
        assert client.get("/healthz").status_code == 200


def test_the_last_use_is_written_down() -> None:
    with served(Access()) as (client, archive):
        key = with_key(make_key(archive.store, "Trợ lý", Role.READER, 600, ""))
        assert keys(archive.store)[0].used is None
        assert client.get("/api/interviews", headers=key).status_code == 200
        for _ in range(100):
            if keys(archive.store)[0].used:
                return
            time.sleep(0.05)
        pytest.fail("the use was never noted")


def test_nothing_behind_the_gate_sees_the_key() -> None:
    with served(Access()) as (client, archive):
        secret = make_key(archive.store, "Trợ lý", Role.READER, 600, "")
        gate = client.app.app  # type: ignore[attr-defined]
        assert isinstance(gate, Gate)
        seen: list[list[tuple[bytes, bytes]]] = []

        async def behind(scope: Any, receive: Any, send: Any) -> None:
            seen.append(scope["headers"])

        gate.app = behind
        scope = {"type": "http", "path": "/api/interviews", "method": "GET", "client": ("127.0.0.1", 1)}
        completed(gate({**scope, "headers": [(b"authorization", f"Bearer {secret}".encode())]}, None, None))  # type: ignore[arg-type]
    assert seen == [[]]


def test_where_the_archive_can_not_be_read_a_key_gets_503() -> None:
    with served(Access()) as (client, archive):
        secret = make_key(archive.store, "Trợ lý", Role.READER, 600, "")
        archive.store.change("ALTER TABLE keys RENAME TO gone")
        answer = client.get("/api/interviews", headers=with_key(secret))
        assert (answer.status_code, set(answer.json())) == (503, {"error"})


def test_the_command_line_makes_lists_and_revokes(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    data = ["--data", str(tmp_path)]
    assert cli.main(["key", "list", *data]) == 2  # no archive there
    Archive.open(tmp_path).close()
    capsys.readouterr()
    assert cli.main(["key", "list", *data]) == 1
    assert cli.main(["key", "add", "Trợ lý", "--role", "editor", "--per-minute", "9", *data]) == 0
    secret = capsys.readouterr().out
    assert secret.startswith("qa_")
    assert secret.count("\n") == 1
    assert cli.main(["key", "add", "Trợ lý", *data]) == 2
    assert "Đã có khóa" in capsys.readouterr().err
    assert cli.main(["key", "list", *data]) == 0
    line = capsys.readouterr().out
    assert line.startswith(f"Trợ lý\teditor\t9\t{secret[:8]}…\tchưa dùng\t")
    assert secret.strip() not in line
    assert cli.main(["key", "revoke", "Trợ lý", *data]) == 0
    assert cli.main(["key", "revoke", "Trợ lý", *data]) == 2
    for bad in (["key", "add", *data], ["key", "add", "a", "--per-minute", "0", *data], ["key", "x", *data]):
        capsys.readouterr()
        assert cli.main(bad) == 2
        assert capsys.readouterr().err.count("\n") == 1
