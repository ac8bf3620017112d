"""Following a citation into the reader, with and without scripts, and hostile articles shown as text everywhere."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.conftest import watched
from tests.e2e.steps import QUESTION, ask, open_page, overflow, told
from tests.written import HOSTILE, INTERVIEWS

pytestmark = pytest.mark.browser


def test_a_citation_leads_to_the_marked_turn(context: BrowserContext, page: Page, server: str) -> None:
    open_page(page, server)
    ask(page, QUESTION)
    hit = told(server, QUESTION)["hits"][1]
    with context.expect_page() as opened:
        page.locator("#chat .card").nth(1).get_by_role("link", name="Đọc trong bài").click()
    reader = opened.value
    expect(reader.locator("h1")).to_have_text(hit["title"])
    mark = reader.locator("mark")
    assert mark.evaluate("one => one.textContent") == hit["text"]
    expect(mark).to_be_in_viewport()
    expect(reader.locator(".cited")).to_have_count(1)
    expect(page.locator("#chat .answer")).to_have_count(1)  # the conversation is still there


def test_the_reader_needs_no_script(browser: Browser, server: str) -> None:
    hit = told(server, "cán bộ nữ luân chuyển gần nhà")["hits"][0]
    with watched(browser, java_script_enabled=False, viewport={"width": 400, "height": 500}) as context:
        page = context.new_page()
        page.goto(server + hit["permalink"])
        expect(page.locator("mark")).to_have_text(hit["text"])
        expect(page.locator("mark")).to_be_in_viewport()
        expect(page.locator(".unserved")).to_contain_text("chờ kiểm tra")
        page.get_by_role("link", name="Kho phỏng vấn").click()
        page.locator(".no-script").get_by_role("link").click()
        expect(page.locator(".interviews li")).to_have_count(3)
        context.pages[0].goto("about:blank")


def test_copying_in_the_reader(page: Page, server: str) -> None:
    hit = told(server, "cán bộ nữ luân chuyển gần nhà")["hits"][0]
    page.goto(server + hit["permalink"])
    page.locator(".cited").get_by_role("button", name="Sao chép trích dẫn").click()
    expect(page.get_by_role("status")).to_have_text("Đã sao chép trích dẫn")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"“{hit['text']}”\n— Trần Thị Hòa, Chủ tịch Hội Phụ nữ tỉnh; ")
    assert copied.endswith(server + hit["permalink"])


def test_hostile_articles_are_text_everywhere(page: Page, server: str) -> None:
    open_page(page, server)
    expect(page.locator("#chat .example", has_text="<img src=x")).to_be_visible()
    page.get_by_role("button", name="Bộ lọc").click()
    page.get_by_label("Người trả lời").click()
    page.get_by_role("option", name="Kẻ <i>xấu</i>").click()
    expect(page.locator("#active")).to_contain_text("Kẻ <i>xấu</i>")
    question = "<img src=x onerror=window.hacked=9> thẻ lạ ngoặc **cột**\n\n$$x$$ <script>window.hacked=8</script>"
    ask(page, question)
    assert page.locator("#chat .question").evaluate("one => one.textContent") == question
    card = page.locator("#chat .card")
    assert card.locator(".quotation").evaluate("one => one.textContent") == HOSTILE
    expect(card.locator(".speaker")).to_have_text("Kẻ <i>xấu</i>")
    expect(card.locator(".headline")).to_have_text(INTERVIEWS[1].source.title)
    expect(card.locator(".badge")).to_have_text("hư cấu <s>")
    assert card.locator("script, img, form, input, i, b, u, s, code, .katex, bai-bao").count() == 0
    expect(card.locator(".actions").get_by_role("link")).to_have_count(1)  # no link to javascript:
    links = card.get_by_role("link").evaluate_all("all => all.map(one => new URL(one.href).pathname)")
    assert [link.split("/")[1] for link in links] == ["nguoi", "l"]
    page.goto(server + "/phong-van")
    page.get_by_role("link", name="<b>Tít</b>").click()
    expect(page.locator("h1")).to_have_text(INTERVIEWS[1].source.title)
    blocks = [block.span.of(INTERVIEWS[1].text) for block in INTERVIEWS[1].blocks]
    assert page.locator(".words").evaluate_all("all => all.map(one => one.textContent)") == blocks
    assert page.locator("main").locator("script, img, form, input, i, b, u, s, code").count() == 0


@pytest.mark.parametrize("width", [1200, 400])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_is_wider_than_the_window(browser: Browser, server: str, width: int, theme: str) -> None:
    with watched(browser, viewport={"width": width, "height": 800}, color_scheme=theme) as context:
        page = context.new_page()
        open_page(page, server)
        page.get_by_role("button", name="Bộ lọc").click()
        for question in (QUESTION, "thẻ lạ ngoặc cột hai", "zzz", "x" * 400):
            ask(page, question)
            assert overflow(page) <= 0
        background = page.evaluate("getComputedStyle(document.body).backgroundColor")
        for path in ("/phong-van", "/phong-van/luan-chuyen", "/phong-van/doc%2Fhai.1", "/phong-van/khong-co"):
            with context.expect_event("response", lambda r: True):
                page.goto(server + path)
            assert overflow(page) <= 0
            assert page.evaluate("getComputedStyle(document.body).backgroundColor") == background
        dark = sum(int(part) for part in background[4:-1].split(",")) < 200
        assert dark == (theme == "dark")


def test_vietnamese_is_drawn_in_our_fonts(page: Page, server: str) -> None:
    open_page(page, server)
    letters = "ăâđêôơưĂÂĐÊÔƠƯ" + "".join(chr(code) for code in range(0x1EA0, 0x1EFA))
    loaded = page.evaluate(
        """async letters => {
            const fonts = ['400 16px "Be Vietnam Pro"', '600 16px "Be Vietnam Pro"', '400 16px "Source Serif 4"',
                           '700 16px "Source Serif 4"'];
            const faces = await Promise.all(fonts.map(font => document.fonts.load(font, letters)));
            return faces.map(found => found.length > 0 && found.every(face => face.status === 'loaded'));
        }""",
        letters,
    )
    assert loaded == [True] * 4
