"""Checking quotations in a real browser: the page, the chat, a whole article and its report."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import watched
from tests.e2e.steps import open_page, overflow
from tests.written import HOSTILE

pytestmark = pytest.mark.browser

HOA = "Cán bộ nữ đi luân chuyển được bố trí gần nhà."
ALTERED = "Cán bộ nữ đi luân chuyển không được bố trí gần nhà."


def check(page: Page, claim: str, speaker: str = "") -> None:
    page.get_by_label("Câu cần kiểm tra").fill(claim)
    page.get_by_label("Được cho là lời của").fill(speaker)
    page.get_by_role("button", name="Kiểm tra", exact=True).click()


def test_a_quotation_is_judged_beside_the_print(page: Page, server: str) -> None:
    open_page(page, server)
    page.get_by_role("link", name="Kiểm tra trích dẫn").click()
    check(page, f"“{ALTERED}”", "bà Hòa")
    expect(page.get_by_role("heading", name="Không đúng nguyên văn")).to_be_visible()
    assert page.locator(".side del").all_text_contents() == ["không"]
    expect(page.locator(".differences")).to_contain_text("phủ định")
    page.get_by_role("button", name="Sao chép trích dẫn đúng").click()
    expect(page.get_by_role("status")).to_have_text("Đã sao chép trích dẫn")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"“{HOA}”\n— Trần Thị Hòa, Chủ tịch Hội Phụ nữ tỉnh; ")
    assert "/l/luan-chuyen." in copied
    assert page.locator(".card mark").text_content() == HOA.rstrip(".")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Mở đúng đoạn này trong bài").click()
    expect(opened.value.locator("mark")).to_have_text(HOA)
    page.wait_for_url("**trich=*")
    page.goto(page.url)  # the address can be sent to a colleague
    expect(page.get_by_role("heading", name="Không đúng nguyên văn")).to_be_visible()


def test_each_verdict_has_words_and_an_icon(page: Page, server: str) -> None:
    page.goto(f"{server}/?kiem-tra=1")
    for claim, speaker, name in (
        (HOA, "", "Đúng nguyên văn"),
        (HOA.upper(), "", "Đúng từng chữ, chỉ khác hình thức"),
        (HOA, "Lò Văn Pín", "Đúng lời, sai người nói"),
        ("Con mèo biết bay qua sông lớn", "", "Không tìm thấy trong kho"),
    ):
        check(page, claim, speaker)
        expect(page.locator("#check .verdict-name")).to_have_text(name)
        assert (
            page.locator("#check .verdict-head .verdict-icon")
            .evaluate("one => getComputedStyle(one, '::after').maskImage")
            .startswith("url(")
        )
    expect(page.locator(".nearest-label")).to_contain_text("không phải bằng chứng")
    expect(page.get_by_role("button", name="Sao chép trích dẫn đúng")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_and_by_keyboard(browser: Browser, server: str, scheme: str) -> None:
    with watched(browser, viewport={"width": 400, "height": 800}, color_scheme=scheme) as context:
        page = context.new_page()
        page.goto(f"{server}/kiem-tra")
        page.get_by_label("Câu cần kiểm tra").focus()
        page.keyboard.type(ALTERED)
        page.keyboard.press("Tab")
        page.keyboard.type("bà Hòa")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("#check .verdict")).to_be_visible()
        assert page.evaluate("document.activeElement.id") == "ket-qua"  # a screen reader reads on from here
        assert overflow(page) == 0
        page.get_by_role("link", name="Cả bài viết").click()
        page.wait_for_load_state()  # no person presses the button before its script has run
        assert overflow(page) == 0


def test_without_scripts(browser: Browser, server: str) -> None:
    with watched(browser, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{server}/kiem-tra")
        check(page, ALTERED)
        expect(page.get_by_role("heading", name="Không đúng nguyên văn")).to_be_visible()
        context.pages[0].goto("about:blank")


def test_hostile_claims_are_text(page: Page, server: str) -> None:
    page.goto(f"{server}/kiem-tra")
    check(page, HOSTILE, "<img src=x onerror=window.hacked=7>")
    expect(page.locator("#check .verdict")).to_be_visible()
    assert page.locator("#check :is(script, img, form form, bai-bao)").count() == 0
    check(page, "???")
    expect(page.get_by_role("alert")).to_contain_text("Hãy nhập lời cần kiểm tra.")
    expect(page.get_by_label("Câu cần kiểm tra")).to_have_value("???")


def test_in_the_chat_a_quotation_is_checked(page: Page, server: str) -> None:
    open_page(page, server)
    page.locator("#question textarea").fill(f"Có phải bà Trần Thị Hòa từng nói rằng “{ALTERED}”?")
    page.locator("#question .submit-button").click()
    expect(page.locator("#chat .verdict-name")).to_have_text("Không đúng nguyên văn")
    assert page.locator("#chat .side del").all_text_contents() == ["không"]
    expect(page.locator("#chat .card .quotation")).to_have_text(HOA)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Mở ở trang Kiểm tra trích dẫn").click()
    expect(opened.value.get_by_role("heading", name="Không đúng nguyên văn")).to_be_visible()
    page.get_by_role("button", name="Tìm trong kho như một câu hỏi").click()
    expect(page.locator("#chat .verdict")).to_have_count(0)
    expect(page.locator("#chat .card").first).to_be_visible()
    expect(page.get_by_role("button", name="Tìm trong kho như một câu hỏi")).to_be_hidden()
    expect(page.locator("#chat .answer")).to_have_count(1)


def test_an_article_is_checked_and_its_report_comes_down(page: Page, server: str, tmp_path: Path) -> None:
    page.goto(f"{server}/kiem-tra")
    page.get_by_role("link", name="Cả bài viết").click()
    page.wait_for_load_state()  # no person presses the button before its script has run
    button = page.get_by_role("button", name="Kiểm tra cả bài")
    button.click()
    expect(page.get_by_role("alert")).to_have_text("Hãy dán bài viết hoặc chọn một tệp.")
    article = (
        f"Bà Trần Thị Hòa nói: “{HOA}”. Bà thêm: “{ALTERED}”.\n\n"
        "Bà còn nói: “Con mèo nằm mơ <script>window.hacked=8</script> thấy cá rán giòn”."
    )
    page.get_by_label("Bài viết cần kiểm tra").fill(article)
    button.click()
    expect(page.get_by_role("heading", name="Kết quả kiểm tra cả bài")).to_be_visible()
    assert page.locator(".result-head .verdict-badge").all_text_contents() == [
        "Đúng nguyên văn",
        "Không đúng nguyên văn",
        "Không tìm thấy trong kho",
    ]
    with page.expect_download() as download:
        page.get_by_role("button", name="Excel (.csv)").click()
    rows = list(csv.reader(io.StringIO(download.value.path().read_text("utf-8-sig")), delimiter=";"))
    assert [row[3] for row in rows[1:]][:2] == ["Đúng nguyên văn", "Không đúng nguyên văn"]
    document = docx.Document()
    document.add_paragraph(article.split("\n")[0])
    document.save(str(tmp_path / "bài.docx"))
    page.locator("#tep").set_input_files(tmp_path / "bài.docx")
    button.click()
    expect(page.locator(".results > li")).to_have_count(2)
    with page.expect_download() as download:
        page.get_by_role("button", name="Word (.docx)").click()
    assert download.value.suggested_filename == "kiem-tra-trich-dan.docx"
    assert HOA in "\n".join(p.text for p in docx.Document(str(download.value.path())).paragraphs)
    page.locator("#tep").set_input_files({"name": "x.docx", "mimeType": "", "buffer": b"khong phai Word"})
    button.click()
    expect(page.get_by_role("alert")).to_contain_text("Word")
    expect(page.locator(".results > li")).to_have_count(2)
