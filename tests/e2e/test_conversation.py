"""The conversation in its tab: seen at once, kept on reload, by Back and Forward, recalled, copied, saved, printed."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from playwright.sync_api import Frame, Page, Route, expect

from tests.e2e.steps import QUESTION, ask, open_page, overflow, told

pytestmark = pytest.mark.browser

SECOND = "bản dùng nước sạch"


def _questions(page: Page | Frame) -> Any:
    return page.locator("#chat .question")


def test_what_is_asked_shows_before_the_answer_is_there(page: Page, server: str) -> None:
    open_page(page, server)
    held: list[Route] = []
    page.route("**/gradio_api/run/*", lambda route: held.append(route))
    page.locator("#question textarea").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator("#waiting .question")).to_have_text(QUESTION)
    expect(page.locator("#waiting .searching")).to_have_text("Đang tìm trong 10 lượt trả lời…")
    expect(page.locator("#waiting .searching")).to_have_css("opacity", "1")
    page.keyboard.press("Enter")  # one at a time
    page.locator("#question .submit-button").click()
    assert len(held) == 1
    held[0].continue_()
    expect(_questions(page)).to_have_text([QUESTION])
    expect(page.locator("#waiting")).to_be_hidden()


def test_the_whole_is_kept_on_reload_and_steps_back_and_forth(page: Page, server: str) -> None:
    open_page(page, server)
    ask(page, QUESTION)
    ask(page, SECOND)
    page.get_by_role("button", name="Xem thêm kết quả").click()
    cards = page.locator("#chat .card")
    expect(cards).to_have_count(len(told(server, QUESTION)["hits"][:3]) + len(told(server, SECOND, k="6")["hits"]))
    shown = page.locator("#chat .quotation").all_text_contents()
    page.reload()
    expect(_questions(page)).to_have_text([QUESTION, SECOND])
    assert page.locator("#chat .quotation").all_text_contents() == shown
    page.go_back()
    expect(_questions(page)).to_have_text([QUESTION])
    page.go_back()
    expect(page.locator("#chat .example").first).to_be_visible()
    page.go_forward()
    page.go_forward()
    expect(_questions(page)).to_have_text([QUESTION, SECOND])
    page.get_by_role("link", name="Tất cả bài phỏng vấn").first.click()
    page.go_back()
    expect(_questions(page)).to_have_text([QUESTION, SECOND])
    other = page.context.new_page()
    other.goto(page.url)  # another tab has what the address says, nothing else
    expect(_questions(other)).to_have_text([SECOND])
    page.get_by_role("button", name="Hỏi chuyện mới").click()
    expect(page.locator("#chat .example").first).to_be_visible()


def test_in_a_frame_it_is_kept_too(page: Page, below: str, portal: tuple[str, dict[str, str]]) -> None:
    host, frames = portal
    frames["/cuoc"] = f"{below}/?embed=1"
    page.goto(f"{host}/cuoc")
    inner = _framed(page)
    expect(inner.locator("#chat .example").first).to_be_visible()
    ask(inner, QUESTION)
    ask(inner, SECOND)
    page.evaluate("history.back()")
    expect(_questions(inner)).to_have_text([QUESTION])
    page.evaluate("history.forward()")
    expect(_questions(inner)).to_have_text([QUESTION, SECOND])
    assert overflow(inner) == 0
    page.reload()
    expect(_questions(_framed(page))).to_have_text([QUESTION, SECOND])


def _framed(page: Page) -> Frame:
    element = page.locator("iframe").element_handle()
    inner = element.content_frame() if element else None
    assert inner
    return inner


def test_earlier_questions_come_back_by_the_arrow_keys(page: Page, server: str) -> None:
    open_page(page, server)
    ask(page, QUESTION)
    ask(page, SECOND)
    box = page.locator("#question textarea")
    box.focus()
    for key, value in (
        *(("ArrowUp", SECOND), ("ArrowUp", QUESTION), ("ArrowUp", QUESTION)),
        *(("ArrowDown", SECOND), ("ArrowDown", ""), ("ArrowDown", "")),
    ):
        page.keyboard.press(key)
        expect(box).to_have_value(value)
    box.fill("đang viết dở")
    page.keyboard.press("ArrowUp")
    expect(box).to_have_value("đang viết dở")
    box.fill("")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(_questions(page)).to_have_text([QUESTION, SECOND, SECOND])


def test_a_sentence_is_copied_with_its_source_by_keyboard(page: Page, server: str) -> None:
    open_page(page, server)
    ask(page, QUESTION)
    card, hit = page.locator("#chat .card").first, told(server, QUESTION)["hits"][0]
    card.get_by_role("button", name="Chép từng câu").focus()
    page.keyboard.press("Enter")
    assert card.locator(".quotation").evaluate("one => one.textContent") == hit["text"]
    marked = card.locator(".sentence", has=page.locator("mark")).first
    marked.get_by_role("button", name="Sao chép câu này kèm nguồn").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Đã sao chép câu")).to_be_attached()
    sentence = marked.evaluate("one => one.textContent")
    assert sentence in hit["text"]
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"“{sentence}”\n— {hit['speaker']}, {hit['position']}; “{hit['title']}”")
    assert copied.endswith(f"\n{hit['url']}\n{server}{hit['permalink']}")


@pytest.mark.parametrize("form", ["docx", "md"])
def test_the_whole_is_saved_word_for_word(page: Page, server: str, form: str) -> None:
    open_page(page, server)
    ask(page, QUESTION)
    ask(page, SECOND)
    with page.expect_download() as downloading:
        page.locator(f"#tools button.{form}").click()
    assert downloading.value.suggested_filename == f"cuoc-hoi-dap.{form}"
    content = Path(downloading.value.path()).read_bytes()
    paragraphs = docx.Document(io.BytesIO(content)).paragraphs if form == "docx" else ()
    text = "\n".join(one.text for one in paragraphs) or content.decode()
    for question in (QUESTION, SECOND):
        assert question in text
        for hit in told(server, question)["hits"][:3]:
            assert hit["text"].partition("\n")[0] in text
            assert f"{server}{hit['permalink']}" in text


def test_on_paper_there_is_nothing_to_press(page: Page, server: str) -> None:
    page.emulate_media(color_scheme="dark")
    open_page(page, server)
    ask(page, QUESTION)
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator("button:visible, textarea:visible, input:visible").count() == 0
    assert page.evaluate("getComputedStyle(document.querySelector('#chat .quotation')).color") == "rgb(0, 0, 0)"
    hit = told(server, QUESTION)["hits"][0]
    expect(page.locator("#chat .quotation").first).to_have_js_property("innerText", hit["text"])  # unfolded
    link = page.evaluate("getComputedStyle(document.querySelector('#chat a.read'), '::after').content")
    assert hit["permalink"] in link or "attr(href)" in link
