"""An article's whole way: sent, looked at, taken in, found in a page that was open, corrected, withdrawn."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from qa.archive import Archive
from qa.store.incoming import UNDER_WAY, listed
from tests.benchmarks.crashes import ARTICLE
from tests.conftest import DEMO
from tests.e2e.conftest import serving, watched
from tests.e2e.steps import ask, overflow
from tests.e2e.test_accessibility import faults
from tests.e2e.test_editing import ARTICLE as DOUBTFUL
from tests.e2e.test_editing import HELD
from tests.incoming.test_tray import edition, ferry

pytestmark = pytest.mark.browser

PAGE = "/bien-tap/them"
READ = 60_000
"""Milliseconds in which a file is read, however busy the machine is."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    (folder / "ban-thu.txt").write_text(DOUBTFUL, "utf-8")
    (folder / "ban-bay.txt").write_text(ARTICLE.format(n=7, m=3), "utf-8")
    (folder / "hong.pdf").write_bytes(b"%PDF-1.4 hong")
    return folder


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server whose visitors are editors, over the demonstration archive."""
    folder = tmp_path_factory.mktemp("adding")
    with Archive.open(folder / "data") as archive:
        archive.add([DEMO])
    environ = {"QA_DATA": str(folder / "data"), "QA_OPEN_ROLE": "editor", "QA_ASKS_PER_MINUTE": "0"}
    with serving(["app.py"], folder / "log", **environ) as address:
        yield address


def test_the_whole_way(page: Page, address: str, files: Path) -> None:
    asking = page.context.new_page()
    asking.goto(address)
    expect(asking.locator("#chat .example").first).to_be_visible()
    page.goto(address + PAGE)
    page.locator("#tep").set_input_files([files / "ban-thu.txt", files / "hong.pdf"])
    page.get_by_role("button", name="Đưa tệp lên").click()
    new = page.locator(".arrival", has_text="Đưa nước sạch lên bản Thử")
    expect(new.locator(".badge")).to_have_text("đã đọc, chờ nhận", timeout=READ)
    expect(new.locator(".doubts")).to_contain_text("có khối chưa chắc là lời của ai")
    bad = page.locator(".arrival", has_text="hong.pdf")
    expect(bad.locator(".reason")).to_contain_text("không đọc được tệp PDF", timeout=READ)

    new.get_by_role("link", name="Xem trước").click()
    expect(page.locator(".pair.waits")).to_have_count(2)
    expect(page.locator(".pair.waits .printed").first).to_contain_text(HELD)
    expect(page.locator(".stated")).to_contain_text("Báo Sông Lam")
    page.get_by_role("button", name="Nhận: ban-thu.txt").first.click()
    expect(page.locator(".done")).to_contain_text("Đã vào kho")

    ask(asking, "vì sao bản Thử thiếu nước?")
    expect(asking.locator("#chat .card").first).to_contain_text("Nguồn nước đầu suối cạn từ tháng ba")

    page.get_by_role("link", name="Biên tập").last.click()
    page.locator(".pair.waits").first.get_by_role("button", name="Đúng, cho dùng").click()
    expect(page.locator(".done")).to_have_text("Đã lưu.")
    ask(asking, "ai đã hứa và phải xin lỗi dân bản Thử?")
    expect(asking.locator("#chat .card", has_text=HELD).first).to_be_visible()

    page.locator("details.withdraw summary").click()
    page.locator("#ly-do-rut").fill("thử rút bài")
    page.get_by_role("button", name="Rút bài", exact=True).click()
    expect(page.locator(".interviews")).to_contain_text("ban-thu")
    gone = page.request.get(f"{address}/phong-van/ban-thu")
    assert gone.status == 410
    ask(asking, "vì sao bản Thử thiếu nước?")
    expect(asking.locator("#chat .answer").last).not_to_contain_text("Nguồn nước đầu suối")

    page.goto(address + PAGE)
    page.locator("#tep").set_input_files([files / "ban-thu.txt"])
    page.get_by_role("button", name="Đưa tệp lên").click()
    expect(page.locator(".is-discarded .reason").first).to_contain_text("bài đã rút", timeout=READ)


def test_by_keys_alone_with_text_that_is_pasted(page: Page, address: str) -> None:
    page.goto(address + PAGE)
    page.locator(".paste-box summary").focus()
    page.keyboard.press("Enter")
    for words in ("Tab", "Dán bằng bàn phím", "Báo Thử", "17/05/2024", "https://bao.example/1", "Lê Thử"):
        if words == "Tab":
            page.keyboard.press("Tab")
            continue
        page.keyboard.insert_text(words)
        page.keyboard.press("Tab")
    page.keyboard.insert_text("PV: Thưa ông, bao giờ xong cầu?\n\nÔng Lê Văn Thử: Cầu xong vào tháng chín tới.\n")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Đưa bài dán lên")).to_be_focused()
    page.keyboard.press("Enter")
    new = page.locator(".arrival", has_text="Dán bằng bàn phím")
    expect(new.locator(".facts")).to_contain_text("Báo Thử · 17/05/2024", timeout=READ)
    new.get_by_role("button", name="Nhận").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".done")).to_contain_text("Đã vào kho")


@pytest.mark.parametrize("width", [1200, 400])
def test_a_changed_edition_is_taken_in_for_the_one_that_is_chosen(
    browser: Browser, address: str, tmp_path: Path, width: int
) -> None:
    (tmp_path / f"ben-{width}.txt").write_text(ferry(f"Báo Rộng {width}"), "utf-8")
    (tmp_path / f"sua-{width}.txt").write_text(edition(9).replace("Báo Sông Thử", f"Báo Rộng {width}"), "utf-8")
    with watched(browser, viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        for name in (f"ben-{width}.txt", f"sua-{width}.txt"):
            page.goto(address + PAGE)
            page.locator("#tep").set_input_files([tmp_path / name])
            page.get_by_role("button", name="Đưa tệp lên").click()
            new = page.locator(".arrival.is-read", has_text=name)
            expect(new).to_be_visible(timeout=READ)
            if name.startswith("ben"):
                new.get_by_role("button", name="Nhận").click()
                expect(page.locator(".done")).to_contain_text("Đã vào kho")
        expect(new.locator(".doubts")).to_contain_text("có thể là bản sửa")
        new.get_by_role("link", name="Xem trước").click()
        assert faults(page) == []
        assert overflow(page) == 0
        page.get_by_role("button", name="Nhận làm bản mới").click()  # nothing is chosen: the browser says so
        expect(page.locator(".editions input:checked")).to_have_count(0)
        page.locator(f"input[value=ben-{width}]").focus()
        page.keyboard.press("Space")
        page.get_by_role("button", name="Nhận làm bản mới").press("Enter")
        expect(page.locator(".done")).to_contain_text("Đã vào kho")
        page.goto(f"{address}/phong-van/ben-{width}")
        expect(page.locator(".versions").first).to_be_visible()
        expect(page.locator("main")).to_contain_text("Còn 9 hộ nữa")


def test_files_are_dropped_onto_the_page(page: Page, address: str) -> None:
    page.goto(address + PAGE)
    page.evaluate(
        """text => {
            const held = new DataTransfer();
            held.items.add(new File([text], "tha-vao.txt", { type: "text/plain" }));
            const event = (kind) => new DragEvent(kind, { dataTransfer: held, bubbles: true, cancelable: true });
            for (const kind of ["dragenter", "dragover", "drop"]) document.body.dispatchEvent(event(kind));
        }""",
        ARTICLE.format(n=12, m=1),
    )
    expect(page.locator(".arrival", has_text="Nước về bản số 12")).to_be_visible(timeout=READ)
    page.get_by_role("button", name="Bỏ: tha-vao.txt").click()
    expect(page.locator(".is-discarded", has_text="tha-vao.txt")).to_be_visible()


def test_it_works_without_scripts(browser: Browser, address: str, files: Path) -> None:
    with watched(browser, java_script_enabled=False, viewport={"width": 400, "height": 700}) as context:
        page = context.new_page()
        page.goto(address + PAGE)
        page.locator("#tep").set_input_files([files / "ban-bay.txt"])
        page.get_by_role("button", name="Đưa tệp lên").click()
        expect(page.locator(".done")).to_have_text("Đã nhận tệp.")
        new = page.locator(".arrival", has_text="ban-bay.txt")
        for _ in range(40):
            if new.get_by_role("button", name="Nhận").count():
                break
            page.get_by_role("link", name="Xem lại danh sách").click()
        new.get_by_role("button", name="Nhận").click()
        expect(page.locator(".done")).to_contain_text("kho")
        context.pages[0].goto("about:blank")


@pytest.mark.parametrize("width", [1200, 400])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_overflows_and_axe_is_content(
    browser: Browser, address: str, files: Path, theme: str, width: int
) -> None:
    with watched(browser, viewport={"width": width, "height": 800}, color_scheme=theme) as context:
        page = context.new_page()
        page.goto(address + PAGE)
        page.locator("#tep").set_input_files([files / "ban-thu.txt", files / "hong.pdf", files / "ban-bay.txt"])
        page.get_by_role("button", name="Đưa tệp lên").click()
        new = page.locator(".arrival.is-read", has_text="ban-bay.txt").first
        expect(new).to_be_visible(timeout=READ)
        page.locator(".paste-box summary").click()
        found = faults(page)
        assert overflow(page) == 0
        page.goto(address + (new.locator(".name a").get_attribute("href") or ""))
        page.locator(".account summary").click()
        found += faults(page)
        assert overflow(page) == 0
        assert found == []


def test_a_watched_folder(tmp_path: Path) -> None:
    folder = tmp_path / "vao"
    folder.mkdir()
    (folder / "san.txt").write_text(ARTICLE.format(n=1, m=2), "utf-8")
    environ = {"QA_DATA": str(tmp_path / "data"), "QA_WATCH": str(folder), "QA_WATCH_ACCEPT": "1"}
    with serving(["app.py"], tmp_path / "log", **environ), Archive.open(tmp_path / "data") as archive:
        (folder / "moi.txt").write_text(ARTICLE.format(n=2, m=2), "utf-8")
        (folder / "nghi.txt").write_text(DOUBTFUL, "utf-8")
        end = time.monotonic() + 3 * READ / 1000  # three files, and an encoder to load
        while time.monotonic() < end and len(decided(archive)) < 3:
            time.sleep(0.2)
        assert decided(archive) == {"san.txt": "accepted", "moi.txt": "accepted", "nghi.txt": "read"}
        assert archive.store.interview_ids() == ["moi", "san"]
        assert archive.add([folder]).added == ["nghi"]  # the other two are known as a build would know them


def decided(archive: Archive) -> dict[str, str]:
    return {one.name: one.state.value for one in listed(archive.store) if one.state not in UNDER_WAY}
