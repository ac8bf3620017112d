"""An article changes: its old words are read in the browser, compared with the new ones, and their link opens them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from qa.archive import Archive
from qa.wording import versions as wording_versions
from tests.e2e.conftest import serving
from tests.e2e.steps import overflow
from tests.errata.rectified import KEY, RIGHT, WRONG, write
from tests.store.test_versions import LAST, change

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A server over an article that has changed, and the key of words that are gone."""
    folder = tmp_path_factory.mktemp("versions")
    with Archive.open(folder / "data") as archive:
        archive.add([write(folder / "bai")])
        gone = f"{KEY}.{archive.interview(KEY).text.index(LAST)}"
        change(folder / "bai", WRONG, RIGHT)
        archive.add([change(folder / "bai", f"Thử: {LAST}", "Thử nói thêm với báo: Chưa biết bao giờ.")])
    with serving(["app.py"], folder / "log", QA_DATA=str(folder / "data")) as address:
        yield address, gone


@pytest.mark.parametrize("width", [400, 1200])
def test_old_words_are_read_linked_and_compared(page: Page, changed: tuple[str, str], width: int) -> None:
    address, gone = changed
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}/l/{gone}")
    expect(page.locator("aside.versions")).to_contain_text(wording_versions.THIS_IS_FORMER)
    expect(page.locator(".block.cited .words")).to_contain_text(LAST)
    assert overflow(page) == 0
    page.get_by_role("link", name=wording_versions.PRESENT).click()
    expect(page.locator("aside.versions")).to_contain_text(wording_versions.FORMER)
    expect(page.locator(".printed-text")).to_contain_text(RIGHT)
    page.get_by_role("link", name=wording_versions.COMPARE).click()
    expect(page.locator(".compared del").first).to_have_text("35")
    expect(page.locator(".compared ins").first).to_have_text("3,5")
    assert overflow(page) == 0
