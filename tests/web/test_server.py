"""The server without a browser: routes, refusals, headers, errors, and a path below a proxy's."""

from __future__ import annotations

import io
import json
import re
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

import app as program
from qa.answer.answer import Answer, State
from qa.article.package import MOST_MARKUP
from qa.config import Settings, read_settings
from qa.errors import SettingsError
from qa.web.intake import MOST_ARTICLE_BYTES, MOST_BYTES
from qa.web.server import create_app
from qa.web.serving import listen
from tests.article.test_alphabets import in_tcvn3
from tests.written import BROKEN, HOSTILE, INTERVIEWS, written


@contextmanager
def client_for(settings: Settings) -> Iterator[TestClient]:
    with written() as archive:
        app = create_app(archive, settings)
        with TestClient(
            app, base_url="http://kho.test", follow_redirects=False, raise_server_exceptions=False
        ) as client:
            yield client


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with client_for(Settings()) as client:
        yield client


@pytest.fixture(scope="module")
def below() -> Iterator[TestClient]:
    with client_for(Settings(root_path="/hoi-dap", frame_ancestors=("https://portal.test",))) as client:
        yield client


QUESTION = "khó khăn khi luân chuyển cán bộ"


def test_ask_by_address_and_by_body_agree(client: TestClient) -> None:
    got = client.get("/api/ask", params={"q": QUESTION, "k": 1, "speaker": "Nguyễn Văn Giang"}).json()
    posted = client.post("/api/ask", json={"q": QUESTION, "k": 1, "speaker": "Nguyễn Văn Giang"}).json()
    assert got == posted
    assert got["state"] == "answer"
    assert len(got["hits"]) == 1
    hit = got["hits"][0]
    assert INTERVIEWS[0].text[hit["start"] : hit["end"]] == hit["text"]


def test_filters_and_history_reach_the_archive() -> None:
    with written() as archive, TestClient(create_app(archive, Settings())) as client:
        client.get("/api/ask", params={"q": "a b", "since": "2020-01-01", "history": ["một", "hai"]})
        question, filters, history = archive.asked[-1]
    assert (question, filters.since, history) == ("a b", "2020-01-01", ("một", "hai"))


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/api/ask", None, 400),
        ("GET", "/api/ask?q=%20", None, 400),
        ("GET", "/api/ask?q=a&k=0", None, 400),
        ("GET", "/api/ask?q=a&k=x", None, 400),
        ("GET", f"/api/ask?q={'a' * 501}", None, 400),
        ("POST", "/api/ask", {"q": 5}, 400),
        ("POST", "/api/ask", [], 400),
        ("POST", "/api/check", {}, 400),
        ("GET", f"/api/ask?q={quote(BROKEN)}", None, 500),
        ("GET", "/api/citation/khong-co.1", None, 404),
        ("GET", "/api/khong-co", None, 404),
        ("PUT", "/api/ask", None, 404),
        ("GET", "/api/ask?q=a&since=%3Cb%3E", None, 400),
    ],
)
def test_errors_are_one_vietnamese_line(client: TestClient, method: str, path: str, body: Any, status: int) -> None:
    answer = client.request(method, path, json=body)
    assert answer.status_code == status
    assert set(answer.json()) == {"error"}
    told = answer.json()["error"]
    assert told
    assert "\n" not in told
    assert "secret" not in told
    assert "Traceback" not in told


def test_other_api_routes(client: TestClient) -> None:
    listed = client.get("/api/interviews").json()
    assert {one["id"] for one in listed} == {interview.source.id for interview in INTERVIEWS}
    assert listed[-1]["permalink"] == "/phong-van/doc%2Fhai.1"
    assert "Báo Sông Lam" in client.get("/api/facets").json()["outlets"]
    hit = client.get("/api/ask", params={"q": "thẻ lạ ngoặc cột"}).json()["hits"][0]
    assert hit["text"] == HOSTILE
    assert client.get(f"/api/citation/{quote(hit['turn'], safe='')}").json()["sha256"] == hit["sha256"]
    assert client.post("/api/check", json={"claim": "Tôi đồng ý"}).json()["verdict"] == "absent"
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json()["interviews"] == 3
    assert "/api/ask" in client.get("/api/openapi.json").json()["paths"]


def test_a_permalink_opens_the_interview_at_the_turn(client: TestClient) -> None:
    hit = client.get("/api/ask", params={"q": "cán bộ nữ luân chuyển gần nhà"}).json()["hits"][0]
    opened = client.get(hit["permalink"])
    assert opened.status_code == 303
    target = opened.headers["location"]
    assert target.startswith("/phong-van/luan-chuyen?luot=luan-chuyen.")
    assert target.endswith("#trich")
    page = client.get(target).text
    assert f"<mark>{hit['text']}</mark>" in page
    assert page.count('id="trich"') == 1


def test_an_id_with_a_slash_and_a_dot_has_a_page(client: TestClient) -> None:
    page = client.get("/phong-van/doc%2Fhai.1")
    assert page.status_code == 200
    assert "<script>window" not in page.text
    assert "&lt;script&gt;window.hacked=1" in page.text


@pytest.mark.parametrize("path", ["/phong-van/khong-co", "/l/khong-co.3", "/l/abc", "/l/", "/khong-co"])
def test_unknown_pages_are_vietnamese(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert '<html lang="vi"' in answer.text
    assert "Không tìm thấy" in answer.text


def test_the_theme_of_the_address_wins(client: TestClient) -> None:
    for path in ("/", "/phong-van", "/phong-van/luan-chuyen"):
        assert '<html lang="vi" class="light"' in client.get(f"{path}?__theme=light").text
        assert '<html lang="vi" class=""' in client.get(f'{path}?__theme="><script>').text


def test_odd_addresses_of_the_list(client: TestClient) -> None:
    for page in ("0", "-1", "99999999999", "x", "²"):
        assert client.get("/phong-van", params={"trang": page}).status_code == 200
    assert client.get("/phong-van/").headers["location"] == "/phong-van"


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/upload",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/proxy=https://a.hf.space/x",
        "/gradio_api/call/ask",
        "/gradio_api/api/ask",
        "/gradio_api/runs",
        "/gradio_api/openapi.json",
        "/gradio_api/vibe-edit",
        "/gradio_api/deep_link",
        "/gradio_api/component_server",
        "/monitoring",
        "/login",
        "/docs",
        "/openapi.json",
    ],
)
def test_what_the_page_does_not_need_of_gradio_is_not_there(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404
    assert client.post(path, headers={"origin": "http://kho.test"}).status_code in (404, 405)


def test_headers_are_on_everything(client: TestClient) -> None:
    for path in ("/", "/phong-van", "/api/ask?q=a", "/giao-dien/page.css", "/khong-co", "/theme.css"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe-eval" not in policy
        assert "script-src 'self' 'nonce-" in policy
        assert policy.endswith("frame-ancestors 'self'")
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "SAMEORIGIN"
        assert "access-control-allow-origin" not in headers


def test_the_document_is_ours(client: TestClient) -> None:
    answer = client.get("/", headers={"accept-encoding": "gzip, br"})
    html = answer.text
    nonce = re.search(r"'nonce-([^']+)'", answer.headers["content-security-policy"])
    assert nonce
    scripts = re.findall(r"<script([^>]*)>", html)
    assert scripts
    assert all("application/json" in one or f'nonce="{nonce[1]}"' in one or "giao-dien" in one for one in scripts)
    assert '<html lang="vi"' in html
    assert "masthead" in html
    assert 'property="og:' not in html
    assert "githubusercontent" not in html
    assert "manifest.json" not in html
    assert client.get("/").headers["content-security-policy"] != answer.headers["content-security-policy"]
    assert '<html lang="vi" class="embed"' in client.get("/?embed=1").text
    config = json.loads(re.search(r"window\.gradio_config = (\{.*?\});</script>", html).group(1))  # type: ignore[union-attr]
    assert not any(dependency.get("api_visibility") == "public" for dependency in config["dependencies"])


def test_no_other_site_may_write_or_read(client: TestClient) -> None:
    for origin in ("https://evil.test", "null", "http://kho.test:81", "http://kho.test.evil"):
        for path in ("/api/ask", "/api/check", "/gradio_api/queue/join"):
            answer = client.post(path, json={"q": "a", "claim": "a"}, headers={"origin": origin})
            assert answer.status_code == 403
            assert "content-security-policy" in answer.headers
        read = client.get("/api/ask?q=a", headers={"origin": origin})
        assert not [name for name in read.headers if name.startswith("access-control-allow")]
    own = client.post("/api/ask", json={"q": "a b"}, headers={"origin": "http://kho.test"})
    assert own.status_code == 200


def test_oversized_bodies_are_refused(client: TestClient) -> None:
    assert client.post("/api/ask", content=b"x" * (MOST_BYTES + 1)).status_code == 413

    def pieces() -> Iterator[bytes]:
        for _ in range(40):
            yield b"x" * 10_000

    assert client.post("/api/ask", content=pieces()).status_code >= 400


def test_more_questions_than_may_be_under_way_are_refused() -> None:
    going, gone = threading.Event(), threading.Event()

    def slow(*_: object, **__: object) -> Answer:
        going.set()
        gone.wait(10)
        return Answer("a", State.NONE, 0.0)

    with written() as archive, TestClient(create_app(archive, Settings(queue_size=1))) as client:
        archive.ask = slow  # type: ignore[method-assign]
        first = threading.Thread(target=client.get, args=("/api/ask?q=a",))
        first.start()
        assert going.wait(10)
        refused = client.get("/api/ask?q=a")
        assert refused.status_code == 503
        assert "nhiều người" in refused.json()["error"]
        assert client.get("/healthz").status_code == 200
        gone.set()
        first.join()
        assert client.get("/api/ask?q=a").status_code == 200


# --- the quote checker ---

HOA = "Cán bộ nữ đi luân chuyển được bố trí gần nhà."


def test_the_checker_has_a_page_that_needs_no_script(client: TestClient) -> None:
    moved = client.get("/?kiem-tra=1&embed=1")
    assert (moved.status_code, moved.headers["location"]) == (303, "/kiem-tra?embed=1")
    page = client.get("/kiem-tra", params={"trich": HOA, "nguoi": "Lò Pín <B>", "embed": "1"})
    assert page.status_code == 200
    assert "verdict-wrong_speaker" in page.text
    assert "Lò Pín &lt;B&gt;" in page.text
    assert 'href="/kiem-tra/bai-viet?embed=1"' in page.text
    sent = client.post("/kiem-tra", data={"trich": f"“{HOA}”"})
    assert "verdict-verbatim" in sent.text
    part = client.post("/kiem-tra", data={"trich": HOA}, headers={"x-part": "1"}).text
    assert part.startswith('<div class="verdict verdict-verbatim')
    assert "<form" not in part
    assert client.get("/kiem-tra?trich=%3F").status_code == 400
    assert set(client.post("/kiem-tra", data={"trich": "?"}, headers={"x-part": "1"}).json()) == {"error"}


def test_api_and_command_line_check_the_same(client: TestClient) -> None:
    checked = client.post("/api/check", json={"claim": HOA, "speaker": "bà Hòa"}).json()
    contract = {"claim", "verdict", "differences", "citation"}
    told = {"words", "said_by", "warning", "warnings", "omission", "left_out", "matched"}
    beside = {"places", "more", "errata", "former"}
    assert checked.keys() == contract | told | beside
    start, end = checked["matched"]
    assert INTERVIEWS[0].text[start:end] == HOA.rstrip(".")


def test_an_article_is_checked_whole(client: TestClient) -> None:
    text = f"Bà Trần Thị Hòa nói: “{HOA}”. Bà thêm: “Con mèo của giám đốc biết bay”."
    report = client.post("/api/check-article", json={"text": text}).json()
    assert [result["verdict"] for result in report["results"]] == ["verbatim", "absent"]
    as_file = client.post("/api/check-article?name=b%C3%A0i.txt", content=text.encode())
    assert as_file.json()["counts"] == report["counts"]
    table = client.post("/api/check-article?format=csv", json={"text": text})
    assert table.content.startswith(b"\xef\xbb\xbf")
    assert table.headers["content-disposition"] == 'attachment; filename="kiem-tra-trich-dan.csv"'
    assert b"http://kho.test/l/" in table.content
    word = client.post("/api/check-article?format=docx", json={"text": text})
    assert word.content.startswith(b"PK")
    steps = [json.loads(line) for line in client.post("/kiem-tra/bai-viet", json={"text": text}).text.splitlines()]
    assert [(step.get("done"), step.get("total")) for step in steps[:3]] == [(0, 2), (1, 2), (2, 2)]
    assert "verdict-absent" in steps[3]["html"]


def test_text_pasted_from_an_old_word_file_is_read(client: TestClient) -> None:
    text = f"Bà Trần Thị Hòa nói: “{HOA}”. Bà còn nói thêm nhiều điều khác về việc này."
    report = client.post("/api/check-article", json={"text": in_tcvn3(text)}).json()
    assert [result["verdict"] for result in report["results"]] == ["verbatim"]


@pytest.mark.parametrize(
    ("query", "content", "status"),
    [
        ("", b"{}", 400),
        ("", b"khong phai json", 400),
        ("", b'{"text": " "}', 400),
        ("", b"[" * 100_000, 400),
        ("?name=a.docx", b"PK nonsense", 400),
        ("?name=a.exe", b"MZ", 400),
        ("?name=a.jsonl", b"{}", 400),
        ("?name=../../etc/passwd", b"x", 400),
        ("?name=a.txt", b"", 400),
        ("?format=exe", b'{"text": "a"}', 400),
        ("", b"x" * (MOST_ARTICLE_BYTES + 1), 413),
    ],
)
def test_bad_articles_are_refused_in_one_line(client: TestClient, query: str, content: bytes, status: int) -> None:
    for path in ("/api/check-article", "/kiem-tra/bai-viet")[: 1 if "format" in query else 2]:
        answer = client.post(path + query, content=content)
        assert answer.status_code == status
        assert set(answer.json()) == {"error"}
        assert "\n" not in answer.json()["error"]


def test_a_word_file_that_unpacks_to_fill_the_memory_is_refused(client: TestClient) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", b" " * (MOST_MARKUP + 1))
    answer = client.post("/api/check-article?name=a.docx", content=packed.getvalue())
    assert answer.status_code == 400
    assert "Word" in answer.json()["error"]


def test_no_other_site_may_check(client: TestClient) -> None:
    for path in ("/kiem-tra", "/kiem-tra/bai-viet", "/api/check-article"):
        assert client.post(path, json={"text": "a"}, headers={"origin": "http://evil.test"}).status_code == 403


def test_an_error_in_a_check_is_said(client: TestClient) -> None:
    steps = client.post("/kiem-tra/bai-viet", json={"text": "Ông Nam: “hỏng là một hai ba”"}).text.splitlines()
    assert "html" in json.loads(steps[-1])
    failed = client.post("/kiem-tra", data={"trich": BROKEN}, headers={"x-part": "1"})
    assert failed.status_code == 500
    assert "secret" not in failed.text


def test_below_a_path_kept_or_stripped(below: TestClient) -> None:
    for prefix in ("", "/hoi-dap"):
        page = below.get(f"{prefix}/phong-van").text
        assert 'href="/hoi-dap/phong-van/luan-chuyen"' in page
        assert 'href="/hoi-dap/giao-dien/reader.css' in page
        hit = below.get(f"{prefix}/api/ask", params={"q": QUESTION}).json()["hits"][0]
        assert hit["permalink"].startswith("/hoi-dap/l/")
        assert below.get(f"{prefix}/l/{hit['turn']}").headers["location"].startswith("/hoi-dap/phong-van/")
        assert below.get(f"{prefix}/gradio_api/upload").status_code == 404
        assert set(below.get(f"{prefix}/api/khong-co").json()) == {"error"}
        assert 'href="/hoi-dap/giao-dien/page.css' in below.get(f"{prefix}/").text
        assert 'action="/hoi-dap/kiem-tra"' in below.get(f"{prefix}/kiem-tra").text
        assert below.get(f"{prefix}/?kiem-tra=1").headers["location"] == "/hoi-dap/kiem-tra"
    assert below.get("/hoi-dap").headers["location"] == "/hoi-dap/"


def test_listed_sites_may_frame(below: TestClient) -> None:
    headers = below.get("/").headers
    assert headers["content-security-policy"].endswith("frame-ancestors 'self' https://portal.test")
    assert "x-frame-options" not in headers


# --- settings ---


def test_settings_come_from_the_environment_and_arguments_win(tmp_path: Path) -> None:
    environ = {
        "QA_DATA": str(tmp_path),
        "QA_PORT": "8001",
        "QA_ROOT_PATH": "hoi-dap/",
        "QA_FRAME_ANCESTORS": "https://cong.gov.vn, http://a.local:8080/",
        "QA_TITLE": " ",
    }
    settings = read_settings(environ, port="9000", host=None)
    assert (settings.data, settings.port, settings.root_path) == (tmp_path, 9000, "/hoi-dap")
    assert settings.frame_ancestors == ("https://cong.gov.vn", "http://a.local:8080")
    assert settings.title == Settings().title
    assert read_settings({}) == Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("QA_PORT", "không"),
        ("QA_PORT", "70000"),
        ("QA_PORT", "-1"),
        ("QA_QUEUE_SIZE", "0"),
        ("QA_ROOT_PATH", "/a b"),
        ("QA_ROOT_PATH", "/a//b"),
        ("QA_ROOT_PATH", '/"><script>'),
        ("QA_FRAME_ANCESTORS", "*"),
        ("QA_FRAME_ANCESTORS", "portal.vn"),
        ("QA_FRAME_ANCESTORS", "https://a.vn; script-src *"),
    ],
)
def test_bad_settings_are_said_in_one_line(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({name: value})
    assert "\n" not in str(caught.value)
    assert name in str(caught.value)


def test_a_taken_port_is_said_at_once(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with listen(Settings(port=0)) as taken:
        taken.listen()
        monkeypatch.setenv("QA_PORT", str(taken.getsockname()[1]))
        assert program.main() == 2
    assert "QA_PORT" in capsys.readouterr().err


def test_statements_are_compared_on_a_page_and_in_json(below: TestClient) -> None:
    people = ["Nguyễn Văn Giang", "Ai Đó"]
    told = below.get("/hoi-dap/api/compare", params={"topic": QUESTION, "speaker": people}).json()
    assert [side["speaker"] for side in told["people"]] == ["Nguyễn Văn Giang"]
    assert told["without"] == ["Ai Đó"]
    statement = told["people"][0]["statements"][0]
    assert statement["permalink"].startswith("/hoi-dap/l/")
    page = below.get("/hoi-dap/so-sanh", params={"chu-de": QUESTION, "nguoi": people})
    assert page.status_code == 200
    assert "Nguyễn Văn Giang" in page.text
    assert 'href="/hoi-dap/giao-dien/compare.css' in page.text
    assert below.get("/hoi-dap/so-sanh").status_code == 200
    assert below.get("/hoi-dap/so-sanh", params={"chu-de": "x" * 900}).status_code == 400
    assert below.get("/hoi-dap/api/compare").status_code == 400
    many = below.get("/hoi-dap/api/compare", params={"topic": "x y", "speaker": ["a"] * 9})
    assert many.status_code == 400


def test_clues_are_told_and_can_be_left_out(client: TestClient) -> None:
    question = f"{QUESTION} mới nhất"
    told = client.post("/api/ask", json={"q": question}).json()
    (clue,) = told["clues"]
    assert (clue["kind"], clue["words"], clue["strict"]) == ("newest", "mới nhất", False)
    assert client.post("/api/ask", json={"q": question, "without": [clue["key"]]}).json()["clues"] == []
