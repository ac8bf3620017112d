"""Programs: a key made in the browser, MCP's own client with it, behind nginx and below a path; then revoked."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.assistant import Mode, call, listed
from tests.e2e.conftest import ROOT, serving, watched
from tests.e2e.sites import nginx
from tests.e2e.steps import QUESTION, overflow
from tests.e2e.test_accessibility import faults
from tests.written import HOSTILE, INTERVIEWS

pytestmark = pytest.mark.browser

GIVEN = INTERVIEWS[0]
HELLO = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/list"}).encode()


@pytest.fixture(scope="module")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The written archive, whose visitors are admins."""
    log = tmp_path_factory.mktemp("guard") / "log"
    with serving(["-m", "tests.e2e.written_server"], log, QA_OPEN_ROLE="admin", QA_API_KEYS="required") as address:
        yield address


def status(address: str, key: str = "", method: str = "POST", body: bytes | None = HELLO, **headers: str) -> int:
    """The status of one request to the door."""
    kinds = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
    kinds |= {"Authorization": f"Bearer {key}"} if key else {}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        asked = urllib.request.Request(f"{address}/mcp", body, kinds | named, method=method)
        with urllib.request.urlopen(asked) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def make(page: Page, address: str, name: str, limit: int = 600) -> str:
    page.goto(f"{address}/quan-tri/khoa")
    page.get_by_label("Tên chương trình").fill(name)
    page.get_by_label("Số yêu cầu mỗi phút").fill(str(limit))
    page.get_by_role("button", name="Tạo khóa").click()
    return page.get_by_label("Khóa mới").input_value()


def test_an_assistant_quotes_with_a_key_until_it_is_revoked(page: Page, staffed: str) -> None:
    key = make(page, staffed, "Trợ lý soạn thảo")
    line = page.locator(".interviews li", has_text="Trợ lý soạn thảo")
    expect(line).to_contain_text("chưa dùng")
    said = call(staffed, key, "ask", question=QUESTION)
    assert said.structured_content["state"] == "answer"
    page.reload()
    expect(page.get_by_label("Khóa mới")).to_have_count(0)
    page.goto(f"{staffed}/quan-tri/khoa")
    expect(line).not_to_contain_text("chưa dùng")
    line.get_by_role("button", name="Thu hồi").click()
    expect(page.locator(".done")).to_contain_text("Đã thu hồi")
    assert [status(staffed, key), status(staffed)] == [401, 401]


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_what_the_tools_give(server: str, mode: Mode) -> None:
    tools = {tool.name: tool for tool in listed(server).tools}
    assert set(tools) == {"ask", "check_quotation", "read_interview"}
    assert "nguyên văn" in tools["ask"].description
    assert tools["ask"].input_schema["properties"]["question"]["description"]
    said = call(server, "", "ask", mode, question=QUESTION, k=1)
    (hit,) = said.structured_content["hits"]
    assert GIVEN.text[hit["start"] : hit["end"]] == hit["text"]
    assert hashlib.sha256(hit["text"].encode()).hexdigest() == hit["sha256"]
    assert hit["permalink"].startswith(f"{server}/l/")
    text = said.content[0].text
    for part in (hit["text"], hit["sha256"], hit["permalink"], "Nguyễn Văn Giang", "Bí thư Tỉnh ủy", "05/10/2024"):
        assert part in text
    with urllib.request.urlopen(hit["permalink"]) as opened:
        assert "luan-chuyen" in opened.url
    none = call(server, "", "ask", mode, question="Giá vàng hôm nay ở Paris?")
    assert none.structured_content["state"] == "none"
    assert none.content[0].text.startswith("Kho chưa có câu trả lời")
    checked = call(server, "", "check_quotation", mode, claim="Cán bộ nữ đi luân chuyển không được bố trí gần nhà.")
    assert checked.structured_content["verdict"] == "altered"
    assert "Cán bộ nữ đi luân chuyển được bố trí gần nhà." in checked.content[0].text
    read = call(server, "", "read_interview", mode, interview="doc/hai.1")
    assert [one["text"] for one in read.structured_content["answers"]] == [HOSTILE]
    assert (read.structured_content["count"], read.structured_content["next"]) == (1, None)


def test_what_is_asked_wrongly_is_said_in_one_line(server: str) -> None:
    for name, arguments in (
        ("ask", {}),
        ("ask", {"question": "a" * 501}),
        ("ask", {"question": "a", "k": 99}),
        ("ask", {"question": "a b", "since": "hôm nào"}),
        ("check_quotation", {"claim": "a" * 100_000}),
        ("check_quotation", {"claim": "?"}),
        ("read_interview", {"interview": "khong-co"}),
        ("read_interview", {"interview": "nuoc-sach", "first": 0}),
        ("xoa_het", {}),
        ("ask", {"question": "hỏng"}),
    ):
        said = call(server, "", name, **arguments)
        assert said.is_error, (name, arguments)
        assert said.structured_content is None
        assert "\n" not in said.content[0].text
        assert "secret detail" not in said.content[0].text
    beyond = call(server, "", "read_interview", interview="nuoc-sach", first=8)
    assert beyond.structured_content["answers"] == []


def test_the_door_obeys_the_same_rules(server: str) -> None:
    assert status(server) == 200
    assert status(server, Origin="http://evil.test") == 403
    assert status(server, Sec_Fetch_Site="cross-site") == 403
    assert status(server, body=b"x" * (256 * 1024 + 1)) == 413
    assert status(server, body=b"{") == 400
    assert [status(server, method=method, body=None) for method in ("GET", "DELETE")] == [405, 405]
    assert status(server, "qa_khong-co") == 401


def test_it_works_behind_nginx_and_below_a_path(server: str, below: str, tmp_path: Path) -> None:
    ports = [int(address.rsplit(":", 1)[1].split("/")[0]) for address in (server, below)]
    with nginx(tmp_path, *ports) as (root, kept, stripped):
        for address in (f"http://127.0.0.1:{root}", *(f"http://127.0.0.1:{port}/hoi-dap" for port in (kept, stripped))):
            said = call(address, "", "ask", question=QUESTION, k=1)
            assert said.structured_content["hits"][0]["permalink"].startswith(f"{address}/l/")


def test_a_key_has_its_own_limit(page: Page, staffed: str) -> None:
    key = make(page, staffed, "Chậm", limit=4)
    call(staffed, key, "ask", question=QUESTION)  # the client asks what the server is, then calls
    assert 429 in [status(staffed, key) for _ in range(4)]


def test_the_guide_shows_a_client_that_works(demo_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(demo_folder, folder)
    guide = (ROOT / "qa/deploy/OPERATING.md").read_text("utf-8")
    code = re.findall(r"```python\n(.*?)```", guide, re.DOTALL)
    assert len(code) == 1
    environ = {name: value for name, value in os.environ.items() if not name.startswith("QA_")}
    with serving(["app.py"], tmp_path / "log", QA_DATA=str(folder), QA_API_KEYS="required") as address:
        add = [sys.executable, "-m", "qa", "key", "add", "Bài mẫu", "--data", str(folder)]
        key = subprocess.run(add, capture_output=True, text=True, check=True, cwd=ROOT, env=environ).stdout.strip()
        given = {**environ, "QA_SITE": address, "QA_KEY": key}
        ran = subprocess.run([sys.executable, "-"], input=code[0], capture_output=True, text=True, env=given)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("“")
    assert re.search(r"http://127.0.0.1:\d+/l/\S+  sha256 [0-9a-f]{64}", ran.stdout)


def test_nothing_of_the_protocol_is_loaded_before_an_assistant_asks() -> None:
    code = """
import sys, tempfile
from qa.config import Settings
from qa.web.server import create_app
from tests.written import written
with written() as archive:
    create_app(archive, Settings())
    print("mcp" in sys.modules, "gradio" in sys.modules)
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ran.stdout.split() == ["False", "True"]


@pytest.mark.parametrize("width", [1200, 400])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_of_keys_is_open_to_everybody(browser: Browser, staffed: str, theme: Any, width: int) -> None:
    with watched(browser, viewport={"width": width, "height": 900}, color_scheme=theme) as context:
        page = context.new_page()
        make(page, staffed, f"Kiểm tra {theme} {width}")
        assert overflow(page) == 0
        assert faults(page) == []
        if folder := os.environ.get("QA_SHOTS"):
            page.screenshot(path=f"{folder}/keys-{theme}-{width}.png", full_page=True)
