"""What a visitor does, in words, for several tests."""

from __future__ import annotations

import json
import urllib.parse
import urllib.request
from typing import Any

from playwright.sync_api import Frame, Locator, Page, expect

QUESTION = "Khó khăn khi luân chuyển cán bộ là gì?"


def open_page(page: Page, address: str) -> None:
    """Opens the chat page and waits until it can be used."""
    page.goto(address)
    expect(page.locator("#chat .example").first).to_be_visible()


def still(element: Locator) -> Locator:
    """Waits until `element` has kept its place for half a second: while a frame finds its height, a click may miss."""
    seen: list[object] = [None]
    while len(seen) < 6 or any(place != seen[-1] for place in seen[-6:]):
        assert len(seen) < 150, "the element does not come to rest"
        seen.append(element.bounding_box())
        element.page.wait_for_timeout(100)
    return element


def ask(page: Page | Frame, question: str) -> None:
    """Asks, and waits for the answer below the question."""
    answers = page.locator("#chat .answer")
    before = answers.count()
    page.locator("#question textarea").fill(question)
    button = page.locator("#question .submit-button")
    (still(button) if isinstance(page, Frame) else button).click()
    expect(answers).to_have_count(before + 1)


def told(address: str, question: str, **fields: str) -> dict[str, Any]:
    """What the API says to the same question."""
    query = urllib.parse.urlencode({"q": question, **fields})
    with urllib.request.urlopen(f"{address}/api/ask?{query}") as answer:
        found: dict[str, Any] = json.load(answer)
    return found


def overflow(page: Page | Frame) -> int:
    """Pixels by which the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
