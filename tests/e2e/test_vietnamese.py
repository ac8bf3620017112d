"""What Gradio itself says to a visitor is Vietnamese too, above all when something fails."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.steps import QUESTION, open_page

pytestmark = pytest.mark.browser

ENGLISH = re.compile(
    r"\b(Submit|Clear|Copy|Loading|Error|Chatbot|Textbox|Dropdown|Built with|Settings|Connection|server|lost|"
    r"Processing|Waiting|queue|retry|Close|Undo|Like|Share|Login|Stop|seconds?)\b",
    re.IGNORECASE,
)


def _said(page: Page) -> str:
    """Everything that the page shows or that a screen reader would say of it."""
    labels = "[...document.querySelectorAll('[aria-label],[title],[placeholder],[alt]')].map(one => [one.ariaLabel, "
    labels += "one.title, one.placeholder, one.alt].filter(Boolean).join(' ')).join(' ')"
    return page.locator("body").inner_text() + str(page.evaluate(labels))


def test_a_server_that_is_away_is_said_in_vietnamese(browser: Browser, server: str) -> None:
    context = browser.new_context(locale="vi-VN")
    page = context.new_page()
    open_page(page, server)
    expect(page).to_have_title("Kho phỏng vấn")
    assert not ENGLISH.search(_said(page)), ENGLISH.search(_said(page))
    page.locator("#question textarea").fill(QUESTION)
    context.set_offline(True)
    page.locator("#question .submit-button").click()
    toast = page.get_by_test_id("toast-body")
    expect(toast).to_contain_text("Mất kết nối với máy chủ")
    assert not ENGLISH.search(_said(page)), ENGLISH.search(_said(page))
    expect(page.locator("#question textarea")).to_have_value(QUESTION)
    context.set_offline(False)  # Gradio then loads the page anew: the draft is still there
    expect(toast).to_have_count(0)
    expect(page.locator("#question textarea")).to_have_value(QUESTION)
    page.locator("#question .submit-button").click()
    expect(page.locator("#chat .card").first).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "vi"
    context.close()
