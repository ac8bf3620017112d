"""Whom a name means, a person's page, and an editor at work, in a real browser over a real archive."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.conftest import serving, watched
from tests.e2e.steps import ask, open_page, overflow
from tests.web.routes.test_people import NAME, data

__all__ = ["data"]  # the archive of that module, built once

pytestmark = pytest.mark.browser

HEALTH, HOUSES = "Giám đốc Sở Y tế tỉnh Sông Lam", "Giám đốc Sở Xây dựng tỉnh Cửa Trầm"


@pytest.fixture(scope="module")
def people(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server whose visitors are editors, over an archive with two people of one name."""
    folder = tmp_path_factory.mktemp("people")
    shutil.copytree(data, folder / "kho")
    with serving(["app.py"], folder / "log", QA_DATA=str(folder / "kho"), QA_OPEN_ROLE="editor") as address:
        yield address


def test_the_page_asks_whom_a_name_means(page: Page, people: str) -> None:
    open_page(page, people)
    ask(page, f"Ông {NAME} nói gì về việc chậm vì thiếu vốn?")
    which = page.locator("#chat .which")
    expect(which.locator(".which-name")).to_have_text(f"Ông {NAME} nào?")
    expect(which.get_by_role("listitem")).to_have_count(2)
    expect(which).to_contain_text("Báo Một · Báo Hai · 05/03/2019 – 05/03/2021 · 2 bài")
    which.get_by_role("link", name=f"{NAME} {HOUSES}").click()
    expect(page.locator("#active")).to_contain_text(f"Người trả lời: {NAME} ({HOUSES})")
    expect(page.locator("#chat .card").first).to_be_visible()
    assert set(page.locator("#chat .card .post").all_text_contents()) == {HOUSES}
    expect(page.locator("#chat .which")).to_have_count(0)


def test_the_filter_offers_people(page: Page, people: str) -> None:
    open_page(page, people)
    page.get_by_role("button", name="Bộ lọc").click()
    page.get_by_label("Người trả lời").click()
    page.get_by_role("option", name=f"{NAME} ({HEALTH})").click()
    ask(page, "Vì sao chậm?")
    assert set(page.locator("#chat .card .post").all_text_contents()) == {HEALTH}


@pytest.mark.parametrize("width", [1200, 400])
def test_a_speaker_leads_to_a_persons_page(browser: Browser, people: str, width: int) -> None:
    with watched(browser, viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        open_page(page, people)
        ask(page, "bệnh viện mới chậm")
        with context.expect_page() as opened:
            page.locator("#chat .card").first.get_by_role("link", name=NAME).click()
        person = opened.value
        expect(person.locator("h1")).to_have_text(NAME)
        expect(person.locator(".posts li")).to_contain_text([HEALTH])
        expect(person.locator(".statements .facts")).to_contain_text(["05/03/2019", "05/03/2021"])
        assert overflow(person) == 0
        person.locator(".turns a").first.click()
        expect(person.locator("mark").first).to_be_visible()
        expect(person.locator(".people a.speaker")).to_have_text(NAME)


def test_an_editor_joins_and_takes_it_back(context: BrowserContext, page: Page, people: str) -> None:
    page.goto(f"{people}/nguoi?ten=ông Thử")
    expect(page.locator("h1")).to_have_text(re.compile("nào"))
    page.locator(".people-list li").filter(has_text=HEALTH).get_by_role("link").click()
    page.get_by_text("Gộp với người khác").first.click()
    form = page.locator("form", has=page.get_by_role("button", name="Gộp với người khác"))
    form.get_by_label(HOUSES).check()
    form.get_by_label("Tên người quyết định").fill("Biên tập viên")
    form.get_by_label("Lý do").fill("đã gọi hỏi")
    form.get_by_role("button").click()
    expect(page.locator(".statements > li")).to_have_count(3)
    expect(page.locator(".decisions")).to_contain_text("Gộp thành một người")
    page.locator(".decisions").get_by_text("Hoàn tác").first.click()
    form = page.locator(".decisions form")
    form.get_by_label("Tên người quyết định").fill("Biên tập viên")
    form.get_by_label("Lý do").fill("gộp nhầm")
    form.get_by_role("button").click()
    expect(page.locator(".decisions")).to_contain_text("đã hoàn tác")
    assert page.locator(".statements > li").count() < 4
