"""The list in a real browser: found, taken away as files, printed without buttons; for everybody's eyes."""

from __future__ import annotations

import csv
import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import serving, watched
from tests.e2e.steps import overflow
from tests.e2e.test_accessibility import faults

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def demonstration(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    log = tmp_path_factory.mktemp("guard") / "log"
    with serving(["app.py"], log, QA_DATA=str(demo_folder), QA_OPEN_ROLE="editor") as address:
        yield address


def test_an_interview_is_found_by_keys_and_its_words_taken_away(page: Page, demonstration: str, tmp_path: Path) -> None:
    page.goto(f"{demonstration}/phong-van")
    before = page.locator(".interviews li").count()
    page.get_by_label("Tìm trong tít, người trả lời, báo").fill("nuoc sach")
    page.keyboard.press("Enter")
    expect(page.locator(".interviews li")).to_have_count(1)
    assert before > 10
    page.get_by_role("checkbox").first.check()
    with page.expect_download() as told:
        page.get_by_role("button", name="Excel (.csv)").click()
    told.value.save_as(tmp_path / "loi.csv")
    with (tmp_path / "loi.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert rows
    for row in rows:
        assert all(row[name] for name in ("Nguyên văn", "Người nói", "Báo", "Ngày", "Liên kết", "sha256"))
    page.goto(rows[0]["Liên kết"])
    expect(page.locator(".words", has_text=rows[0]["Nguyên văn"]).first).to_be_visible()


def test_single_quotations_of_a_person_are_chosen_by_keys_and_taken_away(
    page: Page, demonstration: str, tmp_path: Path
) -> None:
    page.goto(f"{demonstration}/nguoi")
    page.locator(".people-list a").first.click()
    boxes = page.locator(".statements .chooses")
    expect(boxes.nth(2)).to_be_visible()
    wanted = [boxes.nth(n) for n in (0, 2)]
    for one in wanted:
        one.press("Space")
    page.get_by_role("group", name="Tải các lời đã chọn").get_by_role("button", name="Excel (.csv)").focus()
    with page.expect_download() as told:
        page.keyboard.press("Enter")
    told.value.save_as(tmp_path / "loi.csv")
    with (tmp_path / "loi.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert [row["Liên kết"].rpartition("/l/")[2] for row in rows] == [one.get_attribute("value") for one in wanted]


def test_pages_print_without_buttons(page: Page, demonstration: str, tmp_path: Path) -> None:
    import pypdfium2

    for number, path in enumerate(("/phong-van", "/phong-van/nuoc-sach-dong-may")):
        page.goto(demonstration + path)
        target = Path(os.environ.get("QA_SHOTS", tmp_path)) / f"print-{number}.pdf"
        page.pdf(path=target, format="A4")
        document = pypdfium2.PdfDocument(target)
        text = "\n".join(one.get_textpage().get_text_range() for one in document)
        for button in ("BibTeX", "Sao chép", "Bỏ bộ lọc", "Theo dõi bằng Atom", "Đặt câu hỏi", "Biên tập"):
            assert button not in text, (path, button)
        assert "nước sạch" in text.lower()
        document.close()


@pytest.mark.parametrize("width", [1200, 400])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nobody_is_kept_out(browser: Browser, demonstration: str, theme: Any, width: int) -> None:
    with watched(browser, viewport={"width": width, "height": 900}, color_scheme=theme) as context:
        page = context.new_page()
        page.goto(f"{demonstration}/nguoi")
        person = page.locator(".people-list a").first.get_attribute("href")
        for name, path in (("list", "/phong-van"), ("read", "/phong-van/nuoc-sach-dong-may"), ("person", person)):
            page.goto(f"{demonstration}{path}")
            assert overflow(page) == 0
            assert faults(page) == []
            if folder := os.environ.get("QA_SHOTS"):
                page.screenshot(path=f"{folder}/{name}-{theme}-{width}.png", full_page=True)
