"""A paper corrects what it printed: an editor enters that, and the banner stands beside the words wherever they do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from qa.archive import Archive
from qa.wording import errata as wording_errata
from tests.e2e.conftest import serving
from tests.e2e.steps import ask, open_page, overflow
from tests.errata.rectified import KEY, NOTE, RIGHT, SAID, WRONG, write

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server whose visitors are editors."""
    folder = tmp_path_factory.mktemp("errata")
    with Archive.open(folder / "data") as archive:
        archive.add([write(folder / "bai")])
    environ = {"QA_DATA": str(folder / "data"), "QA_OPEN_ROLE": "editor"}
    with serving(["app.py"], folder / "log", **environ) as address:
        yield address


def test_it_is_entered_by_keys_and_stands_in_reader_chat_and_check(page: Page, archive: str) -> None:
    page.goto(f"{archive}/bien-tap/bai/{KEY}")
    page.locator(".crumbs").get_by_role("link", name=wording_errata.WAY).click()
    page.get_by_label(wording_errata.WRONG).fill(WRONG)
    page.keyboard.press("Tab")
    page.keyboard.type(RIGHT)
    page.keyboard.press("Tab")
    page.keyboard.type("20/5/2024")
    page.keyboard.press("Tab")
    page.keyboard.type(NOTE)
    page.keyboard.press("Enter")
    expect(page.locator(".done")).to_have_text(wording_errata.SAVED)
    page.locator(".history").get_by_role("link", name=wording_errata.RECTIFIED).click()
    banner = page.locator(".block.cited .erratum")
    expect(banner).to_contain_text(wording_errata.RECTIFIED)
    expect(banner.locator("del")).to_have_text(WRONG)
    expect(banner.locator("ins")).to_have_text(RIGHT)
    expect(page.locator(".block.cited .words")).to_contain_text(SAID)  # as printed
    open_page(page, archive)
    ask(page, "Cầu Khe Thử chậm bao nhiêu tháng?")
    card = page.locator("#chat .card").first
    expect(card.locator(".quotation")).to_contain_text(SAID)
    expect(card.locator(".erratum")).to_contain_text(NOTE)
    page.goto(f"{archive}/kiem-tra?trich={SAID}")
    expect(page.locator(".verdict-name")).to_contain_text("báo đã cải chính")
    expect(page.locator(".verdict .erratum")).to_be_visible()


@pytest.mark.parametrize("width", [400, 1200])
def test_it_fits(page: Page, archive: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for path in (f"/bien-tap/cai-chinh?bai={KEY}", "/bien-tap/cai-chinh", f"/phong-van/{KEY}"):
        page.goto(archive + path)
        assert overflow(page) == 0, path
