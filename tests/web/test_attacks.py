"""What is tried against the server, and what it gets: the tables below are the list, and each row is driven.

Who may come in is tried in `test_gate.py`, odd events of the page in `test_gradio_events.py`, the API against its
own document in `test_api_docs.py`, and what a browser runs in `tests/e2e`.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import lxml.html
import pytest
from starlette.testclient import TestClient

from qa.access import Access
from qa.cli import main as cli
from qa.config import Settings
from qa.web.intake import MOST_BYTES
from qa.web.logs import OneLine
from qa.web.server import create_app
from tests.written import HOSTILE, written

PAYLOADS = (
    "<script>window.hacked=1</script>",
    '"><img src=x onerror="window.hacked=1">',
    "'><svg/onload=window.hacked=1>",
    "javascript:window.hacked=1",
    "</title></textarea></script><script>window.hacked=1</script>",
    '<iframe srcdoc="<script>parent.hacked=1</script>">',
    "<a href=javascript:window.hacked=1>x</a>",
    "{{constructor.constructor('window.hacked=1')()}} ${window.hacked=1}",
    "\u202ewindow.hacked\u202c\x00",
)

VIEWS = (
    *("/?q={}", "/?speaker={}&since={}&embed={}", "/?__theme={}", "/phong-van?trang={}", "/phong-van/{}"),
    *(
        "/phong-van?tim={}&nguoi={}&bao={}&nam={}&thu-tu={}&trang-thai={}",
        "/phong-van.atom?tim={}",
        "/tai-ve?bai={}&dang={}",
    ),
    *("/phong-van/luan-chuyen?luot={}", "/l/{}", "/kiem-tra?trich={}&nguoi={}", "/kiem-tra?embed={}", "/nguoi?ten={}"),
    *("/nguoi/{}", "/{}", "/giao-dien/{}"),
)
"""Every page, with the places in its address that a visitor fills."""

PATHS = (
    *(
        "/giao-dien/../config.py",
        "/giao-dien/%2e%2e/config.py",
        "/giao-dien/..%2fconfig.py",
        "/giao-dien/%2fetc/passwd",
    ),
    *("/giao-dien/..%5c..%5cconfig.py", "/giao-dien/%252e%252e%252fconfig.py", "/phong-van/../../etc/passwd"),
    *("/phong-van/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "/l/../../../etc/passwd", "/assets/../../../../etc/passwd"),
    *("/static/%2e%2e/%2e%2e/%2e%2e/routes.py", "/assets/..%2f..%2froutes.py", "/gradio_api/file=/etc/passwd"),
    *(
        "/gradio_api/file=..%2f..%2fetc%2fpasswd",
        "/gradio_api/%66ile=/etc/passwd",
        "//etc/passwd",
        "/nguoi/..%2f..%2fx",
    ),
)
"""Ways out of the folders that are served: all get 404 (Gradio: 403), none a file."""

BODIES = (
    (b"", "nothing"),
    (b"{", "half an object"),
    (b"[]", "a list"),
    (b"null", "null"),
    (b"\xff\xfe", "no text"),
    (b'{"q": "\\ud800", "claim": "\\ud800", "text": "\\ud800"}', "half a pair"),
    (b'{"q": ["a"], "claim": {"a": 1}, "text": 5}', "wrong kinds"),
    (b'{"q": "a", "claim": "a", "k": 1e999, "text": null}', "a number without end"),
    (b"[" * 100_000, "deep"),
    (b"x" * (MOST_BYTES + 1), "too large"),
)

POSTED = (
    *("/api/ask", "/api/check", "/api/check-article", "/kiem-tra", "/kiem-tra/bai-viet", "/gradio_api/run/predict"),
    *(
        "/gradio_api/run/ask",
        "/gradio_api/run/open/",
        "/gradio_api/queue/join",
        "/gradio_api/upload",
        "/gradio_api/reset",
    ),
)

HEADERS = (
    ("host", 'kho.test"><script>window.hacked=1</script>'),
    ("user-agent", "<script>window.hacked=1</script>"),
    ("referer", "http://evil.test/<script>window.hacked=1</script>"),
    ("x-forwarded-host", "evil.test"),
    ("x-forwarded-proto", 'https"><script>window.hacked=1</script>'),
    ("x-forwarded-for", "<script>window.hacked=1</script>"),
    ("x-forwarded-prefix", "/evil"),
    ("forwarded", "host=evil.test;proto=https"),
    ("x-original-url", "/api/interviews"),
    ("accept-language", "<script>window.hacked=1</script>"),
    ("cookie", "qa_session=<script>window.hacked=1</script>"),
)


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with written() as archive:
        app = create_app(archive, Settings(access=Access(asks_per_minute=0)))
        with TestClient(app, base_url="http://kho.test", client=("127.0.0.1", 1), follow_redirects=False) as client:
            yield client


def runs_nothing(html: str) -> None:
    """Fails if a browser would run anything of the page but its own files."""
    tree = lxml.html.document_fromstring(html.replace("\x00", ""))
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        assert element.tag not in ("iframe", "object", "embed", "svg"), element.tag
        for name, value in element.attrib.items():
            assert not name.startswith("on"), (element.tag, name)
            if name in ("href", "src", "action", "formaction", "poster"):
                assert not re.match(r"\s*(javascript|vbscript|data):", value), (name, value)
        if element.tag == "script" and "src" not in element.attrib and element.get("type") != "application/json":
            assert element.get("nonce"), element.text
            assert "window.hacked" not in (element.text or "").replace("\\u003c", "")
        assert not (element.tag == "img" and element.get("src") == "x")


@pytest.mark.parametrize("view", VIEWS)
def test_words_in_an_address_are_shown_as_words(client: TestClient, view: str) -> None:
    for payload in PAYLOADS:
        answer = client.get(view.replace("{}", quote(payload, safe="")))
        assert answer.status_code in (200, 303, 400, 404), payload
        assert "evil" not in answer.headers.get("location", "")
        if answer.headers.get("content-type", "").startswith("text/html") and answer.text:
            runs_nothing(answer.text)
        else:
            assert answer.headers["x-content-type-options"] == "nosniff"


def test_articles_are_shown_as_words(client: TestClient) -> None:
    for path in ("/phong-van", "/phong-van/doc%2Fhai.1", "/nguoi", "/kiem-tra?trich=" + quote(HOSTILE[:300])):
        runs_nothing(client.get(path).text)
    for payload in PAYLOADS:
        posted = client.post("/kiem-tra", data={"trich": payload, "nguoi": payload})
        runs_nothing(posted.text)
    text = f"Ông Kẻ xấu nói: “{HOSTILE}”. " + " ".join(f"Ông {p} nói: “{p} một hai ba bốn”." for p in PAYLOADS[:7])
    last = json.loads(client.post("/kiem-tra/bai-viet", json={"text": text}).text.splitlines()[-1])
    runs_nothing(last["html"])


@pytest.mark.parametrize("payload", PAYLOADS)
def test_answers_to_programs_are_no_pages(client: TestClient, payload: str) -> None:
    for answer in (
        client.get("/api/ask", params={"q": payload, "speaker": payload}),
        client.post("/api/ask", json={"q": payload, "history": [payload]}),
        client.post("/api/check", json={"claim": payload, "speaker": payload}),
        client.get("/api/people", params={"name": payload}),
        client.get(f"/api/citation/{quote(payload, safe='')}"),
        client.get("/api/ask", params={"q": "a b", "since": payload}),
    ):
        assert answer.headers["content-type"].startswith("application/json")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.status_code in (200, 400, 404)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_the_name_of_a_file_is_a_word(client: TestClient, payload: str) -> None:
    for name in (
        payload,
        f"{payload}.txt",
        f"../../{payload}.txt",
        "/etc/passwd.txt",
        "..\\..\\a.txt",
        "a\r\nX: y.txt",
    ):
        for path in ("/kiem-tra/bai-viet", "/api/check-article"):
            answer = client.post(path, params={"name": name}, content="Ông An nói: “một hai ba bốn năm”.".encode())
            assert answer.status_code in (200, 400)
            assert "x" not in answer.headers
            assert "root:" not in answer.text


def test_reports_of_hostile_articles_are_inert(client: TestClient) -> None:
    text = "Ông An nói: “=HYPERLINK(1;2) một hai ba bốn”. Bà Bình nói: “+cmd|' /C calc'!A0 một hai ba bốn”."
    table = client.post("/api/check-article?format=csv", json={"text": text}).content.decode("utf-8-sig")
    assert "HYPERLINK" in table
    for cell in re.findall(r'(?:^|[,;"\n\t])([=+@][^,;"]*)', table):
        pytest.fail(f"a spreadsheet would run {cell!r}")
    page = client.post("/api/check-article?format=docx", json={"text": text + HOSTILE})
    assert page.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leads_out(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (403, 404), path
    assert "root:" not in answer.text
    assert "import " not in answer.text


@pytest.mark.parametrize("path", POSTED)
@pytest.mark.parametrize(("body", "name"), BODIES, ids=[name for _, name in BODIES])
def test_odd_bodies_are_refused_in_a_line(client: TestClient, path: str, body: bytes, name: str) -> None:
    for kind in ("application/json", "text/plain", "multipart/form-data; boundary=x"):
        answer = client.post(path, content=body, headers={"content-type": kind})
        assert answer.status_code in (200, 400, 404, 413), (kind, answer.text[:200])
        if name == "too large" and "article" not in path and "bai-viet" not in path:
            assert answer.status_code == 413
        assert "Traceback" not in answer.text
        assert "gradio" not in answer.text.lower()


@pytest.mark.parametrize(("name", "value"), HEADERS)
def test_odd_headers_change_nothing(client: TestClient, name: str, value: str) -> None:
    for path in ("/", "/phong-van", "/api/interviews", "/khong-co", "/healthz"):
        answer = client.get(path, headers={name: value})
        assert answer.status_code == client.get(path).status_code
        assert "evil" not in answer.text
        if answer.headers["content-type"].startswith("text/html"):
            runs_nothing(answer.text)


def test_the_page_asks_with_hostile_words(client: TestClient) -> None:
    html = client.get("/").text
    found = re.search(r"window\.gradio_config = (\{.*?\});</script>", html)
    assert found
    events = {one["api_name"]: one for one in json.loads(found[1])["dependencies"]}
    ask: dict[str, Any] = events["ask"]
    for payload in (*PAYLOADS, HOSTILE[:400]):
        data = [payload, *[None] * (len(ask["inputs"]) - 1)]
        sent = {"fn_index": ask["id"], "data": data, "session_hash": "s"}
        answer = client.post("/gradio_api/run/predict", json=sent)
        assert answer.status_code in (200, 400)
        for text in re.findall(r'"content":\s*"((?:[^"\\]|\\.)*)"', answer.text):
            runs_nothing(f"<div>{json.loads(chr(34) + text + chr(34))}</div>")


def test_a_log_line_stays_a_line() -> None:
    record = logging.LogRecord("qa", logging.WARNING, "", 0, "from %s", ("a\x1b[2J\r\nERROR forged\u202e\x9b1m",), None)
    line = OneLine("%(levelname)s %(message)s").format(record)
    assert "\n" not in line
    assert line == "WARNING from a\\x1b[2J\\x0d\\nERROR forged\\u202e\\x9b1m".replace("\\x0d", "\\r")


def test_nothing_moves_a_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    escape = "\x1b]0;hacked\x07\x1b[2J\x9b31m\u202e"
    article = tmp_path / "bai\x1b[2J.txt"
    article.write_text(
        f"title: Bài {escape}\n\nPV: Thưa ông, có khó khăn gì {escape}?\n\n"
        f"Ông Lê An: Khó khăn là {escape} thiếu nhà ở.\n"
    )
    (tmp_path / "hong\x1b[2J.txt").write_bytes(b"\x00\x01")
    for arguments in (
        ["parse", str(article)],
        ["parse", str(article), "--json"],
        ["build", str(tmp_path), "--data", str(tmp_path / "kho")],
        ["ask", f"Khó khăn là gì {escape}", "--data", str(tmp_path / "kho")],
        ["check", f"thiếu nhà ở {escape}", "--data", str(tmp_path / "kho")],
        ["check", f"thiếu nhà ở {escape}", "--json", "--data", str(tmp_path / "kho")],
        ["remove", f"khong-co{escape}", "--data", str(tmp_path / "kho")],
    ):
        cli.main(arguments)
        told = capsys.readouterr()
        for sign in ("\x1b", "\x07", "\x9b", "\u202e"):
            assert sign not in told.out + told.err, arguments
