"""axe-core over every view, light and dark, wide and narrow: nothing serious, nothing critical."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import watched
from tests.e2e.steps import QUESTION, ask, open_page

pytestmark = pytest.mark.browser

AXE = Axe()
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"], "resultTypes": ["violations"]}


def faults(page: Page) -> list[str]:
    """The serious and critical faults: the rule, and where."""
    violations = AXE.run(page, options=RULES).response["violations"]
    return [
        f"{page.url}: {fault['id']}: {node['target']} {node['failureSummary']}"
        for fault in violations
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("width", [1200, 400])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_serious_fault_in_any_view(browser: Browser, server: str, theme: str, width: int) -> None:
    found: list[str] = []
    with watched(browser, viewport={"width": width, "height": 900}, color_scheme=theme) as context:
        page = context.new_page()
        open_page(page, server)
        found += faults(page)
        ask(page, QUESTION)
        page.get_by_role("button", name="Bộ lọc").click()
        page.get_by_role("button", name="Không đúng").first.click()
        ask(page, "zzz")
        ask(page, "Có phải bà Trần Thị Hòa từng nói “Cán bộ nữ đi luân chuyển không được bố trí gần nhà”?")
        found += faults(page)
        for path in ("/phong-van", "/phong-van/luan-chuyen", "/khong-co", "/kiem-tra/bai-viet"):
            page.goto(server + path)
            found += faults(page)
        page.goto(f"{server}/kiem-tra?trich=C%C3%A1n+b%E1%BB%99+n%E1%BB%AF+%C4%91i+luan+chuy%E1%BB%83n")
        expect(page.locator("#ket-qua .verdict").first).to_be_visible()
        found += faults(page)
    assert found == []
