"""The real server over the demonstration archive, with every way out of the machine closed on both sides."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.conftest import serving
from tests.e2e.steps import ask, open_page, told

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def demo_server(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`python app.py` over the demonstration archive."""
    log = tmp_path_factory.mktemp("guard") / "log"
    with serving(["app.py"], log, QA_DATA=str(demo_folder)) as address:
        yield address


def test_from_a_reporters_question_to_the_marked_turn(context: BrowserContext, page: Page, demo_server: str) -> None:
    open_page(page, demo_server)
    questions = page.locator("#chat .example").all_inner_texts()
    question = next(one for one in questions if told(demo_server, one)["state"] == "answer")
    page.locator("#chat .example", has_text=question).click()
    quotation = page.locator("#chat .card .quotation").first
    expect(quotation).to_be_visible()
    hit = told(demo_server, question)["hits"][0]
    assert quotation.evaluate("one => one.textContent") == hit["text"]
    expect(page.locator("#chat .card .badge").first).to_be_visible()  # fictional, and says so
    with context.expect_page() as opened:
        page.get_by_role("link", name="Đọc trong bài").first.click()
    expect(opened.value.locator("mark").first).to_be_in_viewport()
    assert opened.value.locator("mark").evaluate_all("all => all.map(one => one.textContent).join('')") == hit["text"]
    expect(opened.value.locator(".badge").first).to_be_visible()


def test_a_question_that_nobody_answered(page: Page, demo_server: str) -> None:
    open_page(page, demo_server)
    ask(page, "Giá vé xem chung kết bóng rổ ở Chicago là bao nhiêu?")
    assert told(demo_server, "Giá vé xem chung kết bóng rổ ở Chicago là bao nhiêu?")["state"] != "answer"
    expect(page.locator("#chat .card:visible")).to_have_count(0)


def test_all_interviews_open(page: Page, demo_server: str) -> None:
    page.goto(f"{demo_server}/phong-van")
    links = page.locator(".interviews li > a").evaluate_all("all => all.map(one => one.href)")
    assert len(links) >= 12
    for link in links:
        page.goto(link)
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator(".badge").first).to_be_visible()
        assert page.locator(".role-answer").count() > 0
