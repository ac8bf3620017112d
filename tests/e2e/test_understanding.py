"""Chips in a real browser: what a question was taken for is shown, taken away and put back; reasons; comparing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.conftest import serving
from tests.e2e.steps import ask, open_page, overflow

pytestmark = pytest.mark.browser

QUESTION = "Trưởng Ban Tổ chức Tỉnh ủy Cửa Trầm nói gì về luân chuyển cán bộ?"
NAME = "Lương Hạ Uyên"


@pytest.fixture(scope="module")
def demo_server(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`python app.py` over the demonstration archive."""
    log = tmp_path_factory.mktemp("guard") / "log"
    with serving(["app.py"], log, QA_DATA=str(demo_folder)) as address:
        yield address


def test_a_chip_is_taken_away_and_put_back(page: Page, demo_server: str) -> None:
    open_page(page, demo_server)
    expect(page.locator("#chips")).to_be_hidden()
    ask(page, QUESTION)
    answer = page.locator("#chat .answer").last
    expect(answer.locator(".understood")).to_contain_text(f"Ưu tiên {NAME}")
    chip = page.get_by_role("checkbox", name=f"Ưu tiên {NAME}")
    expect(chip).to_be_checked()
    chip.focus()
    page.keyboard.press("Space")
    expect(answer.locator(".understood")).to_have_count(0)
    expect(chip).not_to_be_checked()
    expect(page.locator("#chat .answer")).to_have_count(1)  # asked again in place
    chip.click()
    expect(answer.locator(".understood")).to_contain_text(NAME)


def test_a_follow_up_is_shown_and_undone(page: Page, demo_server: str) -> None:
    open_page(page, demo_server)
    ask(page, QUESTION)
    ask(page, "Thế còn khó khăn thì sao?")
    answer = page.locator("#chat .answer").last
    expect(answer.locator(".understood")).to_contain_text("Hỏi tiếp câu")
    page.get_by_role("checkbox", name="Hỏi tiếp câu").click()
    expect(answer.locator(".understood")).to_have_count(0)


def test_a_misspelling_is_shown_as_it_was_read(page: Page, demo_server: str) -> None:
    open_page(page, demo_server)
    ask(page, "Vì sao không luân truyển cán bộ chuyên môn sâu?")
    expect(page.locator("#chat .understood")).to_contain_text("Đã hiểu là: “chuyển”")
    assert page.locator("#chat mark").count() > 0


def test_a_card_says_why_it_is_here(page: Page, demo_server: str) -> None:
    open_page(page, demo_server)
    ask(page, QUESTION)
    why = page.locator("#chat .card details.why").first
    expect(why.get_by_role("listitem").first).to_be_hidden()
    why.get_by_text("Vì sao có đoạn này").click()
    expect(why).to_contain_text("luân chuyển cán bộ")
    expect(why).to_contain_text("đúng người được hỏi")


def test_statements_are_compared(context: BrowserContext, page: Page, demo_server: str) -> None:
    open_page(page, demo_server)
    ask(page, QUESTION)
    with context.expect_page() as opened:
        page.get_by_role("link", name="So sánh phát biểu về chủ đề này").first.click()
    compared = opened.value
    expect(compared.get_by_role("heading", name="So sánh phát biểu")).to_be_visible()
    expect(compared.get_by_role("heading", name=NAME)).to_be_visible()
    words = compared.locator(".quotation").first.evaluate("one => one.textContent")
    assert words
    compared.get_by_role("button", name="Sao chép trích dẫn").first.click()
    assert words in compared.evaluate("navigator.clipboard.readText()")


@pytest.mark.parametrize("width", [1200, 400])
def test_the_timeline_leads_to_the_words(page: Page, demo_server: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{demo_server}/so-sanh?{urlencode({'chu-de': 'luân chuyển cán bộ'})}")
    assert overflow(page) == 0
    dot = page.locator(".timeline a").last
    dot.focus()
    page.keyboard.press("Enter")
    target = page.evaluate("location.hash")
    expect(page.locator(target)).to_be_in_viewport()
