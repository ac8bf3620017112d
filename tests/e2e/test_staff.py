"""A reader says that a quotation is wrong; staff finds it in the overview, the inbox and the audit."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import serving, watched
from tests.e2e.steps import QUESTION, ask, open_page, overflow
from tests.e2e.test_accessibility import faults as faults_of

pytestmark = pytest.mark.browser

PAGES = ("/bien-tap", "/bien-tap/hop-thu", "/bien-tap/hop-thu?loc=done", "/quan-tri/nhat-ky", "/quan-tri/nhat-ky/1")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The written archive, whose visitors are admins."""
    log = tmp_path_factory.mktemp("guard") / "log"
    with serving(["-m", "tests.e2e.written_server"], log, QA_OPEN_ROLE="admin") as address:
        yield address


def test_what_a_reader_says_reaches_the_staff(page: Page, archive: str) -> None:
    open_page(page, archive)
    ask(page, QUESTION)
    card = page.locator("#chat .card").first
    card.get_by_role("button", name="Không đúng").click()
    expect(card.locator(".rate-label")).to_have_text("Đã ghi lại. Cảm ơn bạn.")
    ask(page, "Giá vé tàu điện ngầm ở sao Hỏa là bao nhiêu?")
    page.wait_for_timeout(1500)  # what is only shown is written behind the answer
    page.goto(f"{archive}/bien-tap")
    expect(page.get_by_role("link", name="1 ý kiến bạn đọc chưa xem")).to_be_visible()
    page.get_by_role("link", name="1 câu hỏi chưa có lời đáp").click()
    line = page.locator("ol.interviews > li", has_text="sao Hỏa")
    line.locator("summary").focus()
    page.keyboard.press("Enter")
    line.get_by_role("button", name="Thêm câu mà kho không có lời đáp").click()
    expect(page.locator(".done")).to_have_text("Đã ghi.")
    expect(page.locator("ol.interviews > li")).to_have_count(1)
    page.locator("ol.interviews > li").get_by_role("button", name="Đánh dấu đã xem").click()
    expect(page.locator("ol.interviews > li")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải bộ đo").click()
    assert "sao Hỏa" in Path(download.value.path()).read_text("utf-8")
    page.get_by_role("link", name="Nhật ký", exact=True).click()
    page.get_by_label("Việc").select_option("ask")
    page.get_by_role("button", name="Lọc").click()
    row = page.locator("tbody tr", has_text=QUESTION)
    row.get_by_role("link").click()
    shown = page.locator(".shown-again blockquote").first
    expect(shown).to_contain_text("Khó khăn lớn nhất khi luân chuyển cán bộ là nhà công vụ.")
    expect(page.locator(".fate").first).to_contain_text("mã băm khớp")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1200, 400])
def test_the_staffs_pages_are_for_everybody(browser: Browser, archive: str, width: int, theme: str) -> None:
    faults: list[str] = []
    with watched(browser, viewport={"width": width, "height": 900}, color_scheme=theme) as context:
        page = context.new_page()
        for number, path in enumerate(PAGES):
            page.goto(archive + path)
            assert overflow(page) == 0, path
            faults += faults_of(page)
            if folder := os.environ.get("QA_SHOTS"):
                page.screenshot(path=f"{folder}/{number}-{width}-{theme}.png", full_page=True)
    assert faults == []
