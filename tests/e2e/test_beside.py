"""What is asked of the archive itself, what helps where nothing is found, the same words once: over a real archive."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from qa.archive import Archive
from tests.e2e.conftest import ROOT, serving
from tests.e2e.steps import ask, open_page, told

pytestmark = pytest.mark.browser

DEMO = ROOT / "qa" / "demo"
PRINTED = DEMO / "nuoc-sach-dong-may.txt"


@pytest.fixture(scope="module")
def server(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`python app.py` over the demonstration archive, one article of it printed by two further papers."""
    folder = tmp_path_factory.mktemp("again")
    shutil.copytree(demo_folder, folder / "kho")
    text = PRINTED.read_text("utf-8")
    for number in (1, 2):
        again = text.replace("outlet: ", f"outlet: Báo In Lại {number} ").replace("title: ", f"title: Lại {number}: ")
        again = again.replace("url: ", f"url: https://lai-{number}.example/?")
        (folder / f"lai-{number}.txt").write_text(again, "utf-8")
    with Archive.open(folder / "kho") as archive:
        archive.add([folder / "lai-1.txt", folder / "lai-2.txt"])
        archive.read_on()  # so that nothing is left to be read when the server is stopped
    with serving(["app.py"], folder / "log", QA_DATA=str(folder / "kho")) as address:
        yield address


def test_the_archive_is_asked_about_itself(page: Page, server: str) -> None:
    open_page(page, server)
    for question, kind, said, linked in (
        ("xin chào", "talk", "16 bài phỏng vấn", "a.asks"),
        ("cảm ơn", "thanks", "Rất vui", "a.asks"),
        ("bao nhiêu bài", "interviews", "16 bài phỏng vấn", "a[href$='/phong-van']"),
        ("Kho có những bài nào về nước sạch?", "interviews", "Nước sạch cho vùng cao", "a[href*='/l/']"),
        ("Ai từng trả lời về luân chuyển cán bộ?", "people", "Đoàn Khắc Miên", "a[href*='/nguoi/']"),
        ("mới nhất", "newest", "Các bài mới nhất", "a[href*='/l/']"),
    ):
        ask(page, question)
        answer = page.locator("#chat .answer").last
        expect(answer).to_contain_text(said)
        expect(answer.locator(linked).first).to_be_visible()
        found = told(server, question)
        assert found["aside"] == kind
        assert found["aside_lines"][0] in answer.inner_text()
    offered = page.locator("#chat a.asks").first
    question = offered.inner_text()
    before = page.locator("#chat .answer").count()
    offered.click()
    expect(page.locator("#chat .question").last).to_have_text(question)  # below what was asked before
    expect(page.locator("#chat .answer")).to_have_count(before + 1)
    expect(page.locator("#chat .answer").last).to_have_class("answer answer-answer")


def test_two_are_compared_in_the_chat(page: Page, server: str) -> None:
    open_page(page, server)
    ask(page, "So sánh ý kiến của Bí thư Sông Lam Thượng và bà Lương Hạ Uyên về luân chuyển cán bộ")
    answer = page.locator("#chat .answer")
    expect(answer.locator(".side-name")).to_have_text(["Đoàn Khắc Miên", "Lương Hạ Uyên"])
    assert {"Đoàn Khắc Miên", "Lương Hạ Uyên"} == set(answer.locator(".card .speaker").all_text_contents())
    ask(page, "So sánh bà Hồ Diệp Sa và ông Lò Khánh Tiệp về nước sạch")
    expect(answer.last).to_contain_text("Chưa thấy lời nào của “Hồ Diệp Sa” về “nước sạch”.")


def test_what_helps_where_nothing_is_found(page: Page, server: str) -> None:
    page.goto(f"{server}/?q=Thu+tiền+nước+ở+vùng+cao+có+khả+thi+không%3F&speaker=Vi+Mây+Hương&since=2026")
    answer = page.locator("#chat .answer")
    expect(answer).to_contain_text("Kho chưa có câu trả lời cho câu hỏi này.")
    expect(answer.get_by_role("link", name="Mọi lời của Vi Mây Hương trong kho")).to_be_visible()
    expect(answer.get_by_role("link", name="Xem tất cả bài phỏng vấn")).to_be_visible()
    answer.get_by_role("link", name="Bỏ bộ lọc thì kho có câu trả lời").click()
    expect(page.locator("#chat .card").first).to_contain_text("Lò Khánh Tiệp")
    page.go_back()
    expect(answer).to_contain_text("Kho chưa có câu trả lời cho câu hỏi này.")
    ask(page, "Thủ tướng nói gì về nước sạch?")
    expect(answer.last).to_contain_text("Kho chưa có câu trả lời")


def test_a_person_who_never_answered_is_told_before_the_words_of_others(page: Page, server: str) -> None:
    open_page(page, server)
    ask(page, "Thủ tướng nói gì về nước sạch?")
    expect(page.locator("#chat .lacking")).to_contain_text("Kho không có lời nào của “Thủ tướng”. Dưới đây là lời")
    expect(page.locator("#chat .card").first).to_be_visible()


def test_the_same_words_are_one_card_that_names_its_other_places(page: Page, server: str) -> None:
    open_page(page, server)
    ask(page, "Hiện có bao nhiêu người dân Đồng Mây được dùng nước sạch theo quy chuẩn?")
    quotations = page.locator("#chat .quotation").evaluate_all("all => all.map(one => one.textContent)")
    assert len(quotations) == len(set(quotations))
    card = page.locator("#chat .card").first
    expect(card).to_contain_text("Cũng đăng trên 2 nơi")
    places = card.locator(".places a")
    expect(places).to_have_count(2)
    hit = told(server, "Hiện có bao nhiêu người dân Đồng Mây được dùng nước sạch theo quy chuẩn?")["hits"][0]
    assert [f"{server}{one['permalink']}" for one in hit["also"]] == places.evaluate_all("all => all.map(a => a.href)")
    with page.context.expect_page() as opening:
        places.first.click()
    expect(opening.value.locator("body")).to_contain_text("Nước hợp vệ sinh thì 93% dân số")
