"""An editor resolves what waits: it is then found by a question and by a check, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from qa.archive import Archive
from tests.e2e.conftest import serving, watched
from tests.e2e.steps import overflow, told

pytestmark = pytest.mark.browser

ARTICLE = """title: Đưa nước sạch lên bản Thử
outlet: Báo Sông Lam
date: 2024-05-17
note: hư cấu

PV: Thưa ông, vì sao bản Thử thiếu nước?

Ông Lê Văn Thử, Giám đốc Sở Nông nghiệp: Nguồn nước đầu suối cạn từ tháng ba. Rừng đầu nguồn đã mất 40 héc-ta.

PV: Bao giờ bà con có nước trở lại, thưa ông?

Ông Lê Văn Thử: Tôi chưa dám hứa với bà con. Lê Văn Thử đã hứa một lần và phải xin lỗi dân. Giếng khoan chưa xong.

PV: Còn trường học thì sao?

Ông Lê Văn Thử: Trường được chở nước mỗi tuần hai lần. Vậy tiền lấy từ đâu, thưa ông?

Từ quỹ phòng chống thiên tai.

PV: Xin cảm ơn ông!
"""
HELD = "Lê Văn Thử đã hứa một lần và phải xin lỗi dân."
ASKED = "Vậy tiền lấy từ đâu, thưa ông?"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server whose visitors are editors, over an archive in which two blocks wait."""
    folder = tmp_path_factory.mktemp("editing")
    source = folder / "nuoc-sach.txt"
    source.write_text(ARTICLE, "utf-8")
    with Archive.open(folder / "data") as archive:
        archive.add([source])
    environ = {"QA_DATA": str(folder / "data"), "QA_OPEN_ROLE": "editor"}
    with serving(["app.py"], folder / "log", **environ) as address:
        yield address


def said_in(address: str, question: str) -> str:
    return "\n".join(hit["text"] for hit in told(address, question)["hits"])


def test_an_editor_resolves_what_waits(page: Page, archive: str) -> None:
    assert HELD not in said_in(archive, "ai đã hứa và phải xin lỗi dân bản Thử?")
    page.goto(archive)
    page.get_by_role("link", name="Biên tập").click()
    page.get_by_role("link", name="Chờ kiểm tra", exact=True).click()
    expect(page.locator(".badge-waits")).to_have_text("2 khối chờ kiểm tra")
    page.get_by_role("link", name="Đưa nước sạch lên bản Thử").click()
    waiting = page.locator(".pair.waits")
    expect(waiting).to_have_count(2)
    expect(waiting.first.locator(".printed")).to_contain_text(HELD)
    waiting.first.get_by_role("button", name="Đúng, cho dùng").click()
    expect(page.locator(".done")).to_have_text("Đã lưu.")
    expect(page.locator(".pair.waits")).to_have_count(1)
    assert HELD in said_in(archive, "ai đã hứa và phải xin lỗi dân bản Thử?")
    page.goto(f"{archive}/kiem-tra")
    page.locator("#trich").fill(f"Tôi chưa dám hứa với bà con. {HELD}")
    page.get_by_role("button", name="Kiểm tra", exact=True).click()
    expect(page.locator(".verdict-verbatim").first).to_contain_text("Đúng nguyên văn")


def test_a_question_is_split_off_by_keys_alone_and_taken_back(page: Page, archive: str) -> None:
    page.goto(f"{archive}/bien-tap/bai/nuoc-sach")
    before = page.locator(".pair").count()
    row = page.locator(".pair.waits", has=page.locator(".printed", has_text=ASKED))
    row.locator("summary").focus()
    page.keyboard.press("Enter")
    opener = row.get_by_role("button", name="Chọn chỗ tách trong bài")
    opener.focus()
    page.keyboard.press("Enter")
    expect(row.locator(".printed.splitting")).to_be_focused()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Home")
    for _ in range(60):
        if "‖ Vậy tiền" in row.locator(".split-help").inner_text():
            break
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator(".pair")).to_have_count(before + 1)
    asked = page.locator(".pair", has=page.locator(".printed", has_text=ASKED))
    expect(asked.locator(".printed")).to_contain_text(ASKED)
    expect(asked.locator(".printed")).not_to_contain_text("Trường được chở nước")
    page.get_by_role("button", name="Hoàn tác lần sửa cuối").click()
    expect(page.locator(".done")).to_be_visible()
    expect(page.locator(".pair")).to_have_count(before)
    expect(page.locator(".pair.waits")).to_have_count(1)


def test_the_place_of_a_split_is_clicked_in_the_text(page: Page, archive: str) -> None:
    page.goto(f"{archive}/bien-tap/bai/nuoc-sach")
    row = page.locator(".pair", has=page.locator(".printed", has_text="Rừng đầu nguồn"))
    row.locator("summary").click()
    row.get_by_role("button", name="Chọn chỗ tách trong bài").click()
    expect(row.locator(".split-help")).to_contain_text("‖ Rừng đầu")  # the middle of the words lies nearest to it
    row.locator(".printed").click(position={"x": 60, "y": 26})
    expect(row.locator(".split-help")).to_contain_text("Ông ‖ Lê Văn Thử")
    page.keyboard.press("Escape")
    expect(row.locator(".printed")).to_have_text(
        "Ông Lê Văn Thử, Giám đốc Sở Nông nghiệp: Nguồn nước đầu suối cạn từ tháng ba. Rừng đầu nguồn đã mất 40 héc-ta."
    )


def test_a_block_is_split_where_a_selection_begins(page: Page, archive: str) -> None:
    page.goto(f"{archive}/bien-tap/bai/nuoc-sach")
    before = page.locator(".pair").count()
    row = page.locator(".pair", has=page.locator(".printed", has_text="vì sao bản Thử"))
    row.locator("summary").click()
    row.locator(".printed").evaluate(
        """cell => {
            const at = cell.firstChild.data.indexOf("bản Thử");
            getSelection().setBaseAndExtent(cell.firstChild, at, cell.firstChild, at + 7);
        }"""
    )
    row.get_by_role("button", name="Chọn chỗ tách trong bài").click()
    expect(row.locator(".split-help")).to_contain_text("‖ bản Thử")
    page.keyboard.press("Enter")
    expect(page.locator(".pair")).to_have_count(before + 1)
    page.get_by_role("button", name="Hoàn tác lần sửa cuối").click()
    expect(page.locator(".pair")).to_have_count(before)


def test_it_works_without_scripts_in_a_narrow_window(browser: Browser, archive: str) -> None:
    with watched(browser, java_script_enabled=False, viewport={"width": 400, "height": 700}) as context:
        page = context.new_page()
        page.goto(f"{archive}/bien-tap/bai/nuoc-sach")
        before = page.locator(".pair").count()
        row = page.locator(".pair", has=page.locator(".printed", has_text="Nguồn nước đầu suối"))
        row.locator("summary").click()
        row.get_by_label("Tách khối trước câu").select_option(index=0)
        row.get_by_role("button", name="Tách khối", exact=True).click()
        expect(page.locator(".pair")).to_have_count(before + 1)
        page.get_by_role("button", name="Hoàn tác lần sửa cuối").click()
        expect(page.locator(".pair")).to_have_count(before)
        row.locator("summary").click()
        row.get_by_role("button", name="Gộp với khối trước").click()
        expect(page.locator(".notice")).to_contain_text("cùng vai trò và cùng người nói")
        context.pages[0].goto("about:blank")


def test_an_interview_is_described_and_its_speakers_are_named_at_once(page: Page, archive: str) -> None:
    page.goto(f"{archive}/bien-tap/bai/nuoc-sach")
    page.locator(".whole summary", has_text="nhiều khối").click()
    page.get_by_label("Những lời trả lời").select_option("=Lê Văn Thử")
    page.locator("#tat-ca-ten").fill("Lê Văn Thử Nghiệm")
    page.get_by_role("button", name="Đặt người nói").click()
    expect(page.locator(".done")).to_have_text("Đã lưu.")
    page.locator(".whole summary", has_text="Sửa tít").click()
    page.locator("#tat-ca-title").fill("Nước lên bản Thử")
    page.locator("#tat-ca-date").fill("18/5/2024")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Nước lên bản Thử")
    hit = told(archive, "vì sao bản Thử thiếu nước?")["hits"][0]
    assert (hit["speaker"], hit["title"], hit["date"]) == ("Lê Văn Thử Nghiệm", "Nước lên bản Thử", "2024-05-18")
    for _ in range(2):
        page.get_by_role("button", name="Hoàn tác lần sửa cuối").click()
        expect(page.locator(".done")).to_be_visible()
    expect(page.locator("h1")).to_have_text("Đưa nước sạch lên bản Thử")
    assert told(archive, "vì sao bản Thử thiếu nước?")["hits"][0]["speaker"] == "Lê Văn Thử"


@pytest.mark.parametrize("width", [400, 760, 1200])
def test_nothing_overflows(page: Page, archive: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for path in ("/bien-tap/cho?loc=tat-ca", "/bien-tap/bai/nuoc-sach"):
        page.goto(archive + path)
        for summary in page.locator("summary").all():
            summary.click()
        assert overflow(page) == 0
