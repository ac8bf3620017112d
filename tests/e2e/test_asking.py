"""Asking in a real browser: cards, marks, folding, copying, filters, more, and errors that lose nothing."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.steps import QUESTION, ask, open_page, told

pytestmark = pytest.mark.browser


def test_the_answer_is_the_source_word_for_word(page: Page, server: str) -> None:
    open_page(page, server)
    ask(page, QUESTION)
    hits = told(server, QUESTION)["hits"]
    cards = page.locator("#chat .card")
    assert cards.locator(".quotation").evaluate_all("all => all.map(one => one.textContent)") == [
        hit["text"] for hit in hits[:3]
    ]
    first, hit = cards.first, hits[0]
    marks = [hit["text"][start - hit["start"] : end - hit["start"]] for start, end in hit["highlights"]]
    assert first.locator("mark").all_text_contents() == marks != []
    for text in (hit["speaker"], hit["position"], hit["question"], hit["title"], "05/10/2024", "hư cấu"):
        expect(first).to_contain_text(text)
    source = first.get_by_role("link", name="Bài gốc")
    expect(source).to_have_attribute("href", hit["url"])
    expect(source).to_have_attribute("target", "_blank")
    expect(source).to_have_attribute("rel", re.compile("noopener"))


def test_a_long_quotation_unfolds(page: Page, server: str) -> None:
    open_page(page, server)
    ask(page, QUESTION)
    quotation = page.locator("#chat .quotation.folded").first
    whole = quotation.evaluate("one => one.textContent")
    assert whole not in quotation.inner_text()
    assert "[…]" not in whole  # shown by the style alone, never part of the quotation
    button = page.get_by_role("button", name="Xem trọn câu trả lời").first
    expect(button).to_have_attribute("aria-expanded", "false")
    button.click()
    opened = page.get_by_role("button", name="Thu gọn").first
    expect(opened).to_have_attribute("aria-expanded", "true")
    assert page.locator("#chat .quotation").first.inner_text() == whole


@pytest.mark.parametrize("secure", [True, False], ids=["clipboard", "plain-http"])
def test_copying_gives_quotation_and_citation(page: Page, server: str, secure: bool) -> None:
    if not secure:  # as on an intranet without https
        page.add_init_script("Object.defineProperty(window, 'isSecureContext', {value: false})")
    open_page(page, server)
    ask(page, QUESTION)
    page.get_by_role("button", name="Sao chép trích dẫn").first.click()
    expect(page.get_by_role("status").filter(has_text="Đã sao chép")).to_be_attached()
    hit = told(server, QUESTION)["hits"][0]
    assert page.evaluate("navigator.clipboard.readText()") == (
        f"“{hit['text']}”\n— {hit['speaker']}, {hit['position']}; “{hit['title']}”, {hit['outlet']}, 05/10/2024 "
        f"[hư cấu]\n{hit['url']}\n{server}{hit['permalink']}"
    )


def test_filters_narrow_and_show(page: Page, server: str) -> None:
    open_page(page, server)
    page.get_by_role("button", name="Bộ lọc").click()
    page.get_by_label("Người trả lời").click()
    page.get_by_role("option", name="Trần Thị Hòa").click()
    expect(page.locator("#active")).to_contain_text("Người trả lời: Trần Thị Hòa")
    ask(page, QUESTION)
    assert page.locator("#chat .speaker").all_text_contents() == ["Trần Thị Hòa"]
    expect(page.locator("#chat .limits")).to_contain_text("Trần Thị Hòa")
    page.get_by_label("Từ ngày").fill("2025")
    ask(page, QUESTION)
    expect(page.locator("#chat .answer").last).to_contain_text("Kho chưa có câu trả lời")
    expect(page.locator("#chat .answer").last).to_contain_text("Từ ngày: 01/01/2025")
    page.get_by_role("button", name="Bỏ bộ lọc").click()
    expect(page.locator("#active")).to_be_hidden()
    ask(page, QUESTION)
    expect(page.locator("#chat .answer").last.locator(".speaker").first).to_have_text("Nguyễn Văn Giang")


def test_a_speaker_is_found_without_accents_and_by_keyboard(page: Page, server: str) -> None:
    open_page(page, server)
    page.get_by_role("button", name="Bộ lọc").click()
    field = page.get_by_label("Người trả lời")
    field.click()
    field.press_sequentially("thi hoa")
    expect(page.get_by_role("option")).to_have_text(["Trần Thị Hòa"])
    field.press("ArrowDown")
    field.press("Enter")
    expect(field).to_have_value("Trần Thị Hòa")
    expect(page.locator("#active")).to_contain_text("Người trả lời: Trần Thị Hòa")
    field.fill("TRAN THI HOA")  # a whole name is one, however it is typed
    field.press("Tab")
    expect(field).to_have_value("Trần Thị Hòa")


def test_half_a_name_is_no_filter(page: Page, server: str) -> None:
    open_page(page, server)
    page.get_by_role("button", name="Bộ lọc").click()
    field = page.get_by_label("Người trả lời")
    field.click()
    field.press_sequentially("Nguyễn V")
    field.press("Tab")
    expect(field).to_have_value("")
    expect(page.locator("#active")).to_be_hidden()


def test_an_input_method_may_be_at_work(page: Page, server: str) -> None:
    open_page(page, server)
    page.get_by_role("button", name="Bộ lọc").click()
    field = page.get_by_label("Người trả lời")
    field.click()
    expect(page.get_by_role("option").first).to_be_visible()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "Hoa", "selectionStart": 3, "selectionEnd": 3})
    field.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "keyCode": 229, "bubbles": True})
    expect(page.locator("#active")).to_be_hidden()  # the Enter was the input method's
    session.send("Input.insertText", {"text": "Hòa"})
    expect(page.get_by_role("option")).to_have_text(["Trần Thị Hòa"])
    page.get_by_role("option").click()
    expect(page.locator("#active")).to_contain_text("Người trả lời: Trần Thị Hòa")


def test_no_answer_says_what_was_searched(page: Page, server: str) -> None:
    open_page(page, server)
    ask(page, "zzz")
    answer = page.locator("#chat .answer")
    expect(answer).to_contain_text("Kho chưa có câu trả lời cho câu hỏi này.")
    expect(answer).to_contain_text("3 bài phỏng vấn")
    expect(page.locator("#chat .card")).to_have_count(0)


def test_related_is_labelled_and_its_nearest_words_stand_open(page: Page, server: str) -> None:
    open_page(page, server)
    ask(page, "Luân chuyển cán bộ tốn bao nhiêu tiền?")
    expect(page.get_by_text("Có liên quan, chưa hẳn là câu trả lời")).to_be_visible()
    expect(page.locator("#chat .card").first).to_be_visible()
    expect(page.locator("#chat .card").nth(1)).to_be_hidden()
    page.locator("#chat details.related > summary").click()
    expect(page.locator("#chat .card").nth(1)).to_be_visible()


def test_more_on_demand(page: Page, server: str) -> None:
    open_page(page, server)
    more = page.get_by_role("button", name="Xem thêm kết quả")
    expect(more).to_be_hidden()
    ask(page, "bản dùng nước sạch")
    for shown in (3, 6, 9, 10):
        expect(page.locator("#chat .card")).to_have_count(shown)
        if shown < 10:
            more.click()
    expect(more).to_be_hidden()
    assert len(set(page.locator("#chat .quotation").all_text_contents())) == 10


def test_the_address_asks(page: Page, server: str) -> None:
    page.goto(f"{server}/?q=Kh%C3%B3+kh%C4%83n+lu%C3%A2n+chuy%E1%BB%83n+c%C3%A1n+b%E1%BB%99")
    expect(page.locator("#chat .question")).to_have_text("Khó khăn luân chuyển cán bộ")
    expect(page.locator("#chat .card").first).to_be_visible()


def test_a_suggestion_asks_itself(page: Page, server: str) -> None:
    open_page(page, server)
    page.locator("#chat .example", has_text="nước sạch").click()
    expect(page.locator("#chat .question")).to_have_text("Thưa ông, bao giờ thì bản vùng cao có nước sạch?")
    expect(page.locator("#chat .card").first).to_be_visible()


@pytest.mark.parametrize("question", ["hỏng", "   ", "x" * 700])
def test_an_error_loses_nothing(page: Page, server: str, question: str) -> None:
    open_page(page, server)
    ask(page, QUESTION)
    box = page.locator("#question textarea")
    box.evaluate("one => one.removeAttribute('maxlength')")
    box.fill(question)
    page.locator("#question .submit-button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert "secret" not in page.content()
    expect(box).to_have_value(question)
    expect(page.locator("#chat .answer")).to_have_count(1)
    ask(page, "bản dùng nước sạch")
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.locator("#chat .answer")).to_have_count(2)


def test_asking_and_copying_need_no_mouse(page: Page, server: str) -> None:
    open_page(page, server)
    page.locator("#question textarea").focus()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator("#chat .card").first).to_be_visible()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('button.copy')"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Đã sao chép")).to_be_attached()


def test_every_control_has_a_name(page: Page, server: str) -> None:
    open_page(page, server)
    ask(page, QUESTION)
    page.get_by_role("button", name="Bộ lọc").click()
    nameless = page.evaluate(
        """() => [...document.querySelectorAll('button, input, textarea, a[href]')]
            .filter(one => one.checkVisibility() && !(one.getAttribute('aria-label') || one.textContent.trim()
                || one.labels?.length && one.labels[0].textContent.trim()))
            .map(one => one.outerHTML.slice(0, 120))"""
    )
    assert nameless == []
    expect(page.get_by_role("log", name="Hỏi và đáp")).to_be_visible()


def test_all_words_of_the_page_are_vietnamese(page: Page, server: str) -> None:
    open_page(page, server)
    ask(page, QUESTION)
    page.get_by_role("button", name="Bộ lọc").click()
    assert page.evaluate("document.documentElement.lang") == "vi"
    english = re.compile(r"\b(Submit|Clear|Copy|Loading|Error|Chatbot|Textbox|Dropdown|Built with|Settings)\b")
    assert not english.search(page.locator("body").inner_text())
    labels = page.evaluate("[...document.querySelectorAll('[aria-label]')].map(one => one.ariaLabel)")
    assert not [label for label in labels if english.search(label) or "<" in label.replace("<i>xấu</i>", "")]
