"""In a page of another origin and below a path: allowed where it is listed, refused everywhere else."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.steps import QUESTION, ask, open_page, overflow, told

pytestmark = pytest.mark.browser

Portal = tuple[str, dict[str, str]]


def test_a_listed_portal_frames_the_page(context: BrowserContext, page: Page, below: str, portal: Portal) -> None:
    address, frames = portal
    frames["/cho-phep"] = f"{below}/?embed=1"
    page.goto(f"{address}/cho-phep")
    frame = page.frames[1]
    expect(frame.locator("#chat .example").first).to_be_visible()
    expect(frame.locator(".masthead .tagline")).to_be_hidden()
    ask(frame, QUESTION)
    assert overflow(frame) <= 0
    hit = told(below, QUESTION)["hits"][0]
    assert frame.locator("#chat .quotation").first.evaluate("one => one.textContent") == hit["text"]
    frame.get_by_role("button", name="Sao chép trích dẫn").first.click()
    expect(frame.get_by_role("status").filter(has_text="Đã sao chép")).to_be_attached()
    with context.expect_page() as opened:
        frame.get_by_role("link", name="Đọc trong bài").first.click()
    expect(opened.value.locator("mark")).to_be_in_viewport()
    assert "/hoi-dap/phong-van/" in opened.value.url


def test_no_other_page_frames_it(browser: Browser, server: str, portal: Portal) -> None:
    address, frames = portal
    frames["/bi-chan"] = f"{server}/"
    frames["/bi-chan-bai"] = f"{server}/phong-van"
    context = browser.new_context()
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    for path in ("/bi-chan", "/bi-chan-bai"):
        page.goto(address + path)
        page.wait_for_timeout(500)
        assert page.frames[1].url.startswith("chrome-error:")
    assert all("frame" in text for text in refused)
    assert len(refused) >= 2
    context.close()


def test_it_works_below_a_path(context: BrowserContext, page: Page, below: str) -> None:
    assert below.endswith("/hoi-dap")
    open_page(page, below)  # without the slash at the end
    ask(page, QUESTION)
    with context.expect_page() as opened:
        page.get_by_role("link", name="Đọc trong bài").first.click()
    reader = opened.value
    expect(reader.locator("mark")).to_be_in_viewport()
    reader.get_by_role("link", name="Đặt câu hỏi").click()
    expect(reader.locator("#chat .example").first).to_be_visible()
    assert reader.url == f"{below}/"
