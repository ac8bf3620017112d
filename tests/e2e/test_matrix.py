"""The whole visit in every place that the page may stand in: path, proxy, frame and width."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page, expect

from tests.e2e.conftest import serving, watched
from tests.e2e.sites import CROSS, FOREIGN, SAME, nginx, portals
from tests.e2e.steps import QUESTION, ask, overflow, still

pytestmark = pytest.mark.browser

QUOTATION = "Cán bộ nữ đi luân chuyển không được bố trí gần nhà"


@dataclass(frozen=True, slots=True)
class Places:
    """The ports of the pages that embed the app, of the app at "/" and below /hoi-dap, and of both behind nginx."""

    portal: int
    direct: dict[str, int]
    proxied: dict[str, int]

    def app(self, path: str, via: str, width: int) -> str:
        """The app's address; behind nginx the prefix is kept for wide windows and stripped for narrow ones."""
        ports = self.direct if via == "direct" else self.proxied
        key = f"{path}stripped" if via == "nginx" and path and width < 800 else path
        return f"http://kho.test:{ports[key]}{path}"

    def page(self, host: str, app: str, **attributes: str) -> str:
        """The address of the example portal of a host with the app in it."""
        return f"http://{host}:{self.portal}/?{urlencode({'app': app, **attributes})}"


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    """All servers of the matrix, started once."""
    folder = tmp_path_factory.mktemp("matrix")
    with ExitStack() as stack:
        portal = stack.enter_context(portals())
        sites = " ".join(f"http://{host}:{portal}" for host in (SAME, CROSS))
        ports = {}
        for path in ("", "/hoi-dap"):
            environ = {"QA_ROOT_PATH": path, "QA_FRAME_ANCESTORS": sites}
            log = folder / f"guard{path.replace('/', '-')}"
            address = stack.enter_context(serving(["-m", "tests.e2e.written_server"], log, **environ))
            ports[path] = urlsplit(address).port or 0
        proxied: dict[str, int] = {}
        try:
            root, kept, stripped = stack.enter_context(nginx(folder, ports[""], ports["/hoi-dap"]))
            proxied = {"": root, "/hoi-dap": kept, "/hoi-dapstripped": stripped}
        except pytest.skip.Exception:
            pass  # said by the cases that need it
        yield Places(portal, ports, proxied)


def _chat(page: Page, app: str, frame: str, places: Places) -> Page | Frame:
    """Opens the page where it is to stand, and what of it the visitor works in."""
    if frame == "top":
        page.goto(f"{app}/")
        return page
    host, place = (SAME, "top") if frame == "same-site" else (CROSS, "inside")
    page.goto(places.page(host, app, open=place))
    element = page.locator("iframe").element_handle()
    inner = element.content_frame() if element else None
    assert inner
    return inner


def _check_in_the_chat(chat: Page | Frame) -> None:
    ask(chat, f"Có phải bà Trần Thị Hòa từng nói “{QUOTATION}”?")
    expect(chat.locator("#chat .answer-check .verdict-altered").first).to_be_visible()


def _check_on_the_page(chat: Page | Frame) -> None:
    chat.get_by_role("link", name="Kiểm tra trích dẫn").click()
    expect(chat.get_by_label("Câu cần kiểm tra")).to_be_visible()
    chat.get_by_label("Câu cần kiểm tra").fill(QUOTATION)
    still(chat.locator("button.go")).click()
    expect(chat.locator("#ket-qua .verdict-altered").first).to_be_visible()


def _copy(page: Page, chat: Page | Frame) -> None:
    still(chat.get_by_role("button", name="Sao chép trích dẫn").first).click()
    expect(chat.get_by_role("status").filter(has_text="Đã sao chép")).to_be_attached()
    box = chat.locator("#question textarea")
    box.click()
    page.keyboard.press("Control+V")
    written = box.input_value()
    assert written.startswith("“Đây là câu kể thêm")
    assert "Nguyễn Văn Giang" in written
    assert "embed=1" not in written
    box.fill("")


def _rate(chat: Page | Frame) -> None:
    card = chat.locator("#chat .card").first
    card.get_by_role("button", name="Không đúng").click()
    card.get_by_label("Không đúng ở đâu?").fill("thiếu câu sau")
    card.get_by_role("button", name="Gửi ý kiến").click()
    expect(card.locator(".rate")).to_have_text("Cảm ơn bạn, ý kiến đã được ghi lại.")
    second = chat.locator("#chat .card").nth(1)
    second.get_by_role("button", name="Hữu ích").click()
    expect(second.locator(".rate")).to_have_text("Cảm ơn bạn, ý kiến đã được ghi lại.")


def _follow(page: Page, chat: Page | Frame, frame: str, app: str) -> Page | Frame:
    """Follows a citation to where this frame opens it: a new tab, the host's window, or the frame itself."""
    link = chat.get_by_role("link", name="Đọc trong bài").first
    reader = page if frame == "same-site" else chat
    if frame == "top":
        with page.context.expect_page() as opened:
            link.click()
        reader = opened.value
    else:
        link.click()
    expect(reader.locator("main mark").first).to_be_visible()
    expect(reader.locator("main mark").first).to_be_in_viewport()
    assert reader.url.startswith(f"{app}/phong-van/luan-chuyen")
    assert ("embed=1" in reader.url) == (frame == "cross-site")
    assert (urlsplit(page.url).hostname == CROSS) == (frame == "cross-site")
    return reader


@pytest.fixture(scope="module")
def visits(browser: Browser) -> Iterator[BrowserContext]:
    """One window for all visits: what the browser has loaded from a server it keeps, as at a desk."""
    with watched(browser, cached=True, reduced_motion="reduce") as context:
        yield context


@pytest.mark.parametrize("width", [1200, 400])
@pytest.mark.parametrize("frame", ["top", "same-site", "cross-site"])
@pytest.mark.parametrize("via", ["direct", "nginx"])
@pytest.mark.parametrize("path", ["", "/hoi-dap"], ids=["root", "below"])
def test_a_visit(visits: BrowserContext, places: Places, path: str, via: str, frame: str, width: int) -> None:
    if via == "nginx" and not places.proxied:
        pytest.skip("no nginx here: apt-get install nginx-light")
    app = places.app(path, via, width)
    page = visits.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    chat = _chat(page, app, frame, places)
    expect(chat.locator("#chat .example").first).to_be_visible()
    ask(chat, QUESTION)
    _copy(page, chat)
    _rate(chat)
    _check_in_the_chat(chat)
    assert overflow(chat) <= 0
    assert overflow(page) <= 0
    reader = _follow(page, chat, frame, app)
    _check_on_the_page(reader)
    assert overflow(reader) <= 0
    for opened in visits.pages:
        assert opened.evaluate("window.hacked ?? null") is None
        opened.close()


def test_the_script_passes_on_what_the_page_wishes(browser: Browser, places: Places) -> None:
    app = places.app("/hoi-dap", "direct", 1200)
    wishes = {"q": QUESTION, "speaker": "Trần Thị Hòa", "since": "2020", "theme": "dark", "open": "tab"}
    with watched(browser, viewport={"width": 1200, "height": 900}, color_scheme="light") as context:
        page = context.new_page()
        page.goto(places.page(CROSS, app, **wishes, title="Hỏi đáp"))
        frame = page.frame_locator("iframe[title='Hỏi đáp']")
        expect(frame.locator("#chat .card")).to_have_count(1)
        expect(frame.locator("#chat .speaker")).to_have_text("Trần Thị Hòa")
        expect(frame.locator("#chat .limits")).to_contain_text("01/01/2020")
        inner = page.frames[1]
        assert inner.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(24, 23, 21)"
        assert page.evaluate("scrollY") == 0  # what nobody asked for doesn't move the host's page
        with context.expect_page() as opened:
            frame.get_by_role("link", name="Đọc trong bài").first.click()
        expect(opened.value.locator("main mark").first).to_be_visible()


def test_a_citation_opened_inside_leads_back_to_the_answer(browser: Browser, places: Places) -> None:
    app = places.app("", "direct", 1200)
    with watched(browser, viewport={"width": 1200, "height": 900}, reduced_motion="reduce") as context:
        page = context.new_page()
        chat = _chat(page, app, "cross-site", places)
        ask(chat, QUESTION)
        still(chat.get_by_role("link", name="Đọc trong bài").first).click()
        still(chat.get_by_role("button", name="Quay lại")).click()
        expect(chat.locator("#chat .card").first).to_be_visible()
        expect(chat.locator("#chat .question")).to_have_text(QUESTION)
        assert urlsplit(page.url).hostname == CROSS


def test_the_box_to_ask_in_stays_in_sight(browser: Browser, places: Places) -> None:
    app = places.app("", "direct", 1200)
    for size in ({"width": 1200, "height": 900}, {"width": 400, "height": 700}):
        with watched(browser, viewport=size, reduced_motion="reduce") as context:
            page = context.new_page()
            page.goto(places.page(CROSS, app))
            inner = _inner(page)
            expect(inner.locator("#chat .example").first).to_be_visible()
            for _ in range(2):
                ask(inner, QUESTION)
                page.locator("iframe").scroll_into_view_if_needed()
                expect(inner.locator("#question textarea")).to_be_in_viewport(ratio=1)
                box = inner.locator("#question textarea").bounding_box()  # in the window of the host's page
                assert box
                assert 0 <= box["y"] < box["y"] + box["height"] <= size["height"]
                expect(inner.locator("#chat .question").last).to_be_in_viewport()


def test_the_frame_is_as_high_as_its_content(browser: Browser, places: Places) -> None:
    app = places.app("", "direct", 1200)
    with watched(browser, viewport={"width": 1200, "height": 900}, reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(places.page(CROSS, app, **{"max-height": "30000"}))
        inner = _inner(page)
        expect(inner.locator("#chat .example").first).to_be_visible()
        low = _settled(page, inner)
        ask(inner, QUESTION)
        high = _settled(page, inner)
        assert high > low + 300
        question = inner.locator("#chat .question").bounding_box()  # in the window of the host's page
        assert question
        assert 0 <= question["y"] < 120
        page.set_viewport_size({"width": 500, "height": 900})
        page.wait_for_timeout(200)
        assert _settled(page, inner) > high
        page.goto(places.page(CROSS, app, **{"max-height": "500", "height": "480"}))
        inner = _inner(page)
        expect(inner.locator("#chat .example").first).to_be_visible()
        ask(inner, QUESTION)
        expect(inner.locator("#composer")).to_be_in_viewport()  # the frame scrolls, the box to ask in stays
        assert page.locator("iframe").evaluate("one => one.offsetHeight") == 500


def _inner(page: Page) -> Frame:
    element = page.locator("iframe").element_handle()
    frame = element.content_frame() if element else None
    assert frame
    return frame


def _settled(page: Page, inner: Frame) -> int:
    """The height of the frame once it is that of its content."""
    page.wait_for_timeout(300)
    height = int(page.locator("iframe").evaluate("one => one.offsetHeight"))
    assert abs(height - int(inner.evaluate("document.body.getBoundingClientRect().height"))) <= 1
    assert inner.evaluate("document.documentElement.scrollHeight - innerHeight") <= 1
    return height


def test_the_height_is_told_to_the_host_alone_and_heard_from_the_app_alone(browser: Browser, places: Places) -> None:
    app = places.app("", "direct", 1200)
    with watched(browser, viewport={"width": 1200, "height": 900}) as context:
        page = context.new_page()
        page.goto(places.page(CROSS, app))
        inner = _inner(page)
        expect(inner.locator("#chat .example").first).to_be_visible()
        before = _settled(page, inner)
        page.evaluate("postMessage({from: 'kho-phong-van', height: 5000}, '*')")  # not from the frame
        page.evaluate(
            """() => { const other = document.createElement('iframe'); document.body.append(other);
            other.contentWindow.eval("parent.postMessage({from: 'kho-phong-van', height: 5000}, '*')");
            other.remove(); }"""
        )
        page.wait_for_timeout(200)
        assert _settled(page, inner) == before
        # A frame that is told of another host than the one around it says nothing to the one around it.
        page.evaluate(
            """app => { window.heard = []; addEventListener('message', one => heard.push(one.data));
            const frame = document.createElement('iframe'); frame.id = 'lie';
            frame.src = app + '/?embed=1&host=http%3A%2F%2Fkhac.test'; document.body.append(frame); }""",
            app,
        )
        other = page.frame_locator("#lie")
        expect(other.locator("#chat .example").first).to_be_visible()
        assert not [one for one in page.evaluate("heard") if isinstance(one, dict) and "height" in one]


def test_a_site_that_is_not_listed_gets_a_line_and_a_link(browser: Browser, places: Places) -> None:
    context = browser.new_context(locale="vi-VN")
    page = context.new_page()
    page.clock.install()
    page.goto(places.page(FOREIGN, places.app("", "direct", 1200)))
    page.wait_for_timeout(500)
    assert page.frames[1].url.startswith("chrome-error:")
    page.clock.fast_forward(9000)
    expect(page.get_by_text("trang này chưa được phép nhúng")).to_be_visible()
    expect(page.get_by_role("link", name="Mở trong cửa sổ riêng")).to_be_visible()
    expect(page.locator("iframe")).to_be_hidden()
    context.close()
