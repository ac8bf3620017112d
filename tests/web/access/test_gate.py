"""The gate over the whole server: every route obeys, in each mode."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient

from qa.access import Access, Mode, Role
from qa.cli import main as cli
from qa.config import Settings
from qa.web.access.gate import COOKIE
from qa.web.server import create_app
from qa.wording import access as wording_access
from tests.web.clients import own_routes
from tests.written import written

SECRET = "mot-bi-mat-du-dai"
PASSWORD = "mat khau cua An"
BY_PROXY = Access(
    mode=Mode.PROXY, proxies=(ip_network("10.0.0.5/32"),), proxy_secret=SECRET, editor_groups=("bien-tap",)
)
AS_AN = {"x-remote-user": "an", "x-qa-proxy-secret": SECRET}
FREE = ("/healthz", "/readyz", "/nhung.js", "/giao-dien/reader.css", "/giao-dien/page.js")
OF_GRADIO = (
    *("/", "/config", "/theme.css", "/manifest.json", "/robots.txt", "/favicon.ico", "/assets/a.js", "/static/x"),
    *("/gradio_api/info", "/gradio_api/app_id", "/gradio_api/startup-events", "/gradio_api/heartbeat/a"),
    *("/gradio_api/queue/data", "/gradio_api/run/open", "/gradio_api/user", "/gradio_api/token"),
)


@contextmanager
def served(settings: Settings, peer: str = "10.0.0.5") -> Iterator[TestClient]:
    with (
        written() as archive,
        TestClient(
            create_app(archive, settings),
            base_url="http://kho.test",
            client=(peer, 1),
            follow_redirects=False,
            raise_server_exceptions=False,
        ) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def users(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("users") / "users.json"
    for name, role in (("an", "editor"), ("sếp", "admin")):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("sys.stdin", io.StringIO(PASSWORD))
            assert cli.main(["user", "add", name, "--role", role, "--users", str(path)]) == 0
    return path


@pytest.fixture(scope="module")
def by_login(users: Path) -> Iterator[TestClient]:
    with served(Settings(access=Access(mode=Mode.LOGIN, users=users), root_path="/hoi-dap")) as client:
        yield client


def routes_of(client: TestClient) -> list[tuple[str, str]]:
    """Every method and path that the app has, its parameters filled in; and Gradio's."""
    found = [
        (method, re.sub(r"\{[^}]*\}", "x", route.path))
        for route in own_routes(client)
        for method in sorted(route.methods or ())
    ]
    return found + [(method, path) for path in OF_GRADIO for method in ("GET", "POST", "HEAD", "OPTIONS", "PUT")]


def log_in(client: TestClient, name: str = "an", password: str = PASSWORD, wanted: str = "/", **headers: str) -> str:
    """Logs in and returns where the browser is sent."""
    form = {"ten": name, "mat_khau": password, "tiep": wanted}
    answer = client.post("/hoi-dap/dang-nhap", data=form, headers={"origin": "http://kho.test", **headers})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def test_every_route_obeys_a_proxy() -> None:
    with served(Settings(access=BY_PROXY)) as client:
        for method, path in routes_of(client):
            alone = client.request(method, path)
            forged = client.request(method, path, headers={**AS_AN, "x-qa-proxy-secret": SECRET + "x"})
            if path in FREE:
                assert alone.status_code == 200
                continue
            assert (alone.status_code, forged.status_code) == (401, 403), path
            assert "Traceback" not in alone.text + forged.text
            assert SECRET not in forged.text
        assert client.get("/api/interviews", headers=AS_AN).status_code == 200
        assert client.get("/", headers=AS_AN).status_code == 200
        assert "an" in client.get("/tai-khoan", headers=AS_AN).text
        assert client.get("/metrics", headers=AS_AN).status_code == 403
        for path in FREE:
            assert client.get(path).status_code == 200


def test_every_route_obeys_the_login(by_login: TestClient) -> None:
    for number, (method, path) in enumerate(routes_of(by_login)):
        for prefix in [("", "/hoi-dap")[number % 2]]:
            answer = by_login.request(method, prefix + path, headers={"x-remote-user": "an", "accept": "text/html"})
            if path in FREE or path == "/dang-nhap":
                assert answer.status_code == (401 if method == "POST" else 200)  # no name, no password
            elif method == "GET":
                assert answer.status_code == 303, path
                assert answer.headers["location"].startswith("/hoi-dap/dang-nhap?tiep=%2F")
            else:
                assert answer.status_code == 401, path
    refused = by_login.get("/api/interviews")
    assert (refused.status_code, set(refused.json())) == (401, {"error"})


def test_a_forged_header_is_logged_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    with served(Settings(access=BY_PROXY), peer="203.0.113.7") as client, caplog.at_level(logging.WARNING):
        answer = client.get("/api/ask?q=b%C3%AD+m%E1%BA%ADt", headers=AS_AN)
    assert answer.status_code == 403
    assert answer.json() == {"error": wording_access.FORGED}
    assert "forged identity header refused: from 203.0.113.7, for /api/ask" in caplog.text
    assert SECRET not in caplog.text
    assert "bí" not in caplog.text


def test_open_to_all_reads_no_identity() -> None:
    for settings, role in ((Settings(), Role.READER), (Settings(open_role=Role.ADMIN), Role.ADMIN)):
        with served(settings) as client:
            assert client.get("/api/interviews", headers=AS_AN).status_code == 200
            assert client.get("/tai-khoan").status_code == 404
            assert client.get("/dang-nhap").status_code == 404
            gate = client.app.app  # type: ignore[attr-defined]
            assert gate._everybody.role is role


def test_logging_in_and_out(by_login: TestClient) -> None:
    asked = by_login.get("/phong-van?trang=2&embed=1", headers={"accept": "text/html"}).headers["location"]
    wanted = parse_qs(urlsplit(asked).query)["tiep"][0]
    form = by_login.get(asked)
    assert form.status_code == 200
    assert 'name="tiep" value="/phong-van?trang=2&amp;embed=1"' in form.text
    assert 'action="/hoi-dap/dang-nhap"' in form.text
    assert log_in(by_login, wanted=wanted) == "/hoi-dap/phong-van?trang=2&embed=1"
    page = by_login.get("/hoi-dap/phong-van")
    assert page.status_code == 200
    assert 'href="/hoi-dap/tai-khoan"' in page.text
    account = by_login.get("/hoi-dap/tai-khoan").text
    assert "<dd>an</dd>" in account
    assert wording_access.ROLES["EDITOR"] in account
    assert by_login.get("/hoi-dap/metrics").status_code == 403
    stolen = by_login.cookies[COOKIE]
    assert by_login.post("/hoi-dap/dang-xuat").status_code == 303
    assert COOKIE not in by_login.cookies
    answer = by_login.get("/hoi-dap/api/interviews", headers={"cookie": f"{COOKIE}={stolen}"})
    assert answer.status_code == 401


def test_the_cookie_is_kept_from_scripts_other_sites_and_plain_http(by_login: TestClient) -> None:
    for origin, secure in (("http://kho.test", False), ("https://kho.test", True)):
        form = {"ten": "an", "mat_khau": PASSWORD}
        answer = by_login.post("/hoi-dap/dang-nhap", data=form, headers={"origin": origin})
        cookie = answer.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=lax" in cookie
        assert "path=/hoi-dap;" in cookie + ";"
        assert ("secure" in cookie) is secure
        assert PASSWORD not in cookie
    by_login.cookies.clear()


@pytest.mark.parametrize(
    "wanted", ["//evil.test", "/\\evil.test", "https://evil.test", "/\t/evil.test", "evil", "", "/a\r\nx: y", "/\\\\x"]
)
def test_the_login_leads_nowhere_else(by_login: TestClient, wanted: str) -> None:
    assert log_in(by_login, wanted=wanted) == "/hoi-dap/"
    by_login.cookies.clear()


def test_a_form_of_another_site_logs_nobody_in(by_login: TestClient) -> None:
    form = {"ten": "an", "mat_khau": PASSWORD}
    for headers in ({"origin": "http://evil.test"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}):
        assert by_login.post("/hoi-dap/dang-nhap", data=form, headers=headers).status_code == 403


def test_guessing_passwords_is_stopped(users: Path, caplog: pytest.LogCaptureFixture) -> None:
    settings = Settings(access=Access(mode=Mode.LOGIN, users=users, proxies=(ip_network("10.0.0.5/32"),)))

    def guess(client: TestClient, name: str, password: str, address: str) -> int:
        form = {"ten": name, "mat_khau": password}
        return client.post("/dang-nhap", data=form, headers={"x-forwarded-for": address}).status_code

    with served(settings) as client, caplog.at_level(logging.WARNING):
        statuses = [guess(client, "An", f"sai {n}", "198.51.100.1") for n in range(7)]
        assert statuses == [401] * 5 + [429] * 2
        assert guess(client, "an", PASSWORD, "198.51.100.1") == 429  # not even the right one, for now
        assert guess(client, "an", PASSWORD, "198.51.100.2") == 303  # the user's own machine is not locked out
        assert guess(client, "mat khau go nham", "x", "198.51.100.3") == 401
    assert "login failed: from 198.51.100.1, for an" in caplog.text
    assert "go nham" not in caplog.text
    assert "sai 1" not in caplog.text


def test_a_visitor_who_asks_too_often_waits() -> None:
    with served(Settings(access=Access(asks_per_minute=3))) as client:
        assert [client.get("/api/ask?q=a+b").status_code for _ in range(3)] == [200] * 3
        answer = client.post("/kiem-tra", data={"trich": "a"})
        assert answer.status_code == 429
        assert int(answer.headers["retry-after"]) in range(1, 21)
        assert "quá nhanh" in answer.text
        assert set(client.get("/api/ask?q=a").json()) == {"error"}
        assert client.get("/phong-van").status_code == 200
    with served(Settings(access=Access(asks_per_minute=1)), peer="127.0.0.1") as client:
        for n in range(3):  # visitors behind a proxy are told apart
            behind = {"x-forwarded-for": f"198.51.100.{n}"}
            assert client.get("/api/ask?q=a", headers=behind).status_code == 200


def test_forwarding_headers_of_strangers_are_not_believed() -> None:
    forged = {"x-forwarded-host": "evil.test", "x-forwarded-proto": "https", "forwarded": "host=evil.test"}
    for peer in ("127.0.0.1", "203.0.113.7"):
        with served(Settings(access=Access(asks_per_minute=1)), peer=peer) as client:
            page = client.get("/", headers=forged).text
            assert "evil.test" not in page
            assert ("https://kho.test" in page) is (peer == "127.0.0.1")
    with served(Settings(access=Access(asks_per_minute=1)), peer="203.0.113.7") as client:
        asked = [client.get("/api/ask?q=a", headers={"x-forwarded-for": f"198.51.100.{n}"}) for n in range(2)]
        assert [answer.status_code for answer in asked] == [200, 429]


def test_metrics_count_without_telling(users: Path) -> None:
    with served(Settings(access=Access(metrics_token=SECRET))) as client:
        client.get("/api/ask?q=c%C3%A1n+b%E1%BB%99+n%E1%BB%AF+lu%C3%A2n+chuy%E1%BB%83n")
        client.post("/api/check", json={"claim": "một lời bịa đặt hoàn toàn"})
        client.get("/phong-van/luan-chuyen")
        client.get("/khong-co/bi-mat")
        client.post("/api/ask", json={"q": "a"}, headers={"origin": "http://evil.test"})
        assert client.get("/metrics").status_code == 403
        text = client.get("/metrics", headers={"authorization": f"Bearer {SECRET}"}).text
    for line in (
        'qa_answers_total{state="answer"} 1.0',
        "qa_ask_seconds_count 1.0",
        'qa_checks_total{verdict="absent"} 1.0',
        'qa_refusals_total{reason="origin"} 1.0',
        'qa_requests_total{route="/phong-van/{interview:path}",status="200"} 1.0',
        'qa_requests_total{route="",status="403"} 1.0',
        'qa_requests_total{route="/*",status="404"} 1.0',
        "qa_under_way 0.0",
        "process_resident_memory_bytes",
    ):
        assert line in text
    for told in ("luân", "bịa", "bi-mat", "luan-chuyen", "evil", "kho.test"):
        assert told not in text
