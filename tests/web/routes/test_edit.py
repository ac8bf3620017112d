"""The staff page without a browser: editors only, every form's way there and back, hostile articles as text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from qa.access import Role
from qa.archive import Archive
from qa.desk import Desk
from qa.render.edit_page import BLOCKS_SHOWN
from qa.wording import edit as wording_edit
from tests.test_desk import HELD, held_block, serve, served, write
from tests.test_long_interviews import ASKED
from tests.web.clients import client_for
from tests.written import HOSTILE

PAGE = "/bien-tap/bai/nuoc"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "data") as archive:
        archive.add([write(tmp_path)])
        yield archive


@pytest.fixture
def client(archive: Archive) -> Iterator[TestClient]:
    with client_for(archive) as client:
        yield client


def fields(archive: Archive, words: str = HELD, **more: Any) -> dict[str, Any]:
    """The hidden fields of the form beside the block that holds `words`, and others."""
    sheet = Desk(archive).sheet("nuoc")
    block = next(b for b in sheet.interview.blocks if words in b.span.of(sheet.interview.text))
    return {"ban": sheet.state, "tu": block.span.start, "den": block.span.end, **more}


def error(page: str) -> str:
    found = re.search(r'<p class="notice" role="alert">(.*?)</p>', page)
    assert found
    return html.unescape(found[1])


def test_readers_are_turned_away(archive: Archive) -> None:
    with client_for(archive, Role.READER) as client:
        assert client.get("/bien-tap").status_code == 403
        assert client.get(PAGE).status_code == 403
        assert client.post(PAGE, data=fields(archive, viec="dung")).status_code == 403
        assert "/bien-tap" not in client.get("/phong-van").text
        assert "/bien-tap" not in client.get("/phong-van/nuoc").text
        assert "/bien-tap" not in client.get("/").text
    assert HELD not in served(archive)


def test_editors_are_shown_the_way(client: TestClient) -> None:
    for path in ("/", "/phong-van", "/kiem-tra"):
        assert 'href="/bien-tap"' in client.get(path).text
    assert 'href="/bien-tap/bai/nuoc"' in client.get("/phong-van/nuoc").text


def test_the_list_says_what_waits_and_can_be_narrowed(client: TestClient, archive: Archive) -> None:
    page = client.get("/bien-tap/cho").text
    assert "1 khối chờ kiểm tra" in page
    assert f'href="{PAGE}"' in page
    assert f'href="{PAGE}"' in client.get("/bien-tap/cho", params={"tim": "nuoc ve"}).text
    assert wording_edit.NOTHING_WAITS in client.get("/bien-tap/cho", params={"tim": "đường sắt"}).text
    assert wording_edit.NOTHING_WAITS in client.get("/bien-tap/cho?loc=da-sua").text
    serve(Desk(archive))
    assert wording_edit.NOTHING_WAITS in client.get("/bien-tap/cho").text
    assert f'href="{PAGE}"' in client.get("/bien-tap/cho?loc=da-sua&trang=9").text
    assert f'href="{PAGE}"' in client.get("/bien-tap/cho?loc=tat-ca&trang=x").text


def test_the_printed_text_stands_there_whole(client: TestClient, archive: Archive) -> None:
    page = client.get(PAGE).text
    cells = re.findall(r'<div class="printed" data-start="(\d+)">(.*?)</div>', page, re.DOTALL)
    text = archive.interview("nuoc").text
    assert "".join(html.unescape(words) for _, words in cells) == text
    assert all(text[int(start) :].startswith(html.unescape(words)) for start, words in cells)
    assert "độ chắc chắn".lower() in page.lower()
    assert wording_edit.DOUBTS["names the speaker"] in html.unescape(page)


def test_a_waiting_block_is_served_by_one_button_and_taken_back_by_another(
    client: TestClient, archive: Archive
) -> None:
    before = archive.interview("nuoc")
    answer = client.post(PAGE, data=fields(archive, viec="dung", ly_do="đã đối chiếu"))
    assert answer.status_code == 303
    place = held_block(before).span.start
    assert answer.headers["location"] == f"{PAGE}?luu=1&khoi={place}#khoi-{place}"
    assert HELD in served(archive)
    page = client.get(f"{PAGE}?luu=1").text
    assert wording_edit.SAVED in page
    assert "đã đối chiếu" in page
    assert client.post(PAGE, data={"viec": "bo", "ban": Desk(archive).sheet("nuoc").state, "lan": 1}).status_code == 303
    assert archive.interview("nuoc") == before
    assert client.post(PAGE, data=fields(archive, "Nguồn nước", viec="cho")).status_code == 303
    assert "Nguồn nước" not in served(archive)


def test_a_long_interview_is_corrected_page_by_page(archive: Archive, client: TestClient, tmp_path: Path) -> None:
    path = tmp_path / "dai.txt"
    path.write_text("".join(ASKED.format(n=n) for n in range(BLOCKS_SHOWN + 20)), "utf-8")
    archive.add([path])
    blocks = archive.interview("dai").blocks
    assert len(blocks) > 2 * BLOCKS_SHOWN

    def shown(address: str) -> list[int]:
        page = client.get(address).text
        assert len(page) < 3_000_000
        return [int(place) for place in re.findall(r'id="khoi-(\d+)"', page)]

    pages = [shown(f"/bien-tap/bai/dai?khoi={blocks[n].span.start}") for n in range(0, len(blocks), BLOCKS_SHOWN)]
    assert [place for page in pages for place in page] == [block.span.start for block in blocks]
    assert shown("/bien-tap/bai/dai") == pages[0]
    assert shown("/bien-tap/bai/dai?khoi=999999999") == shown("/bien-tap/bai/dai?khoi=" + "9" * 40) == pages[-1]
    assert "khoi-" in client.get("/bien-tap/bai/dai?khoi=x").text

    first, last = (next(b for b in half if b.role.value == "answer") for half in (blocks, blocks[::-1]))
    ways = []
    for block in (first, last):
        sent = {"ban": Desk(archive).sheet("dai").state, "tu": block.span.start, "den": block.span.end, "viec": "cho"}
        ways.append(client.post("/bien-tap/bai/dai", data=sent).headers["location"])
        assert block.span.start in shown(ways[-1])
    assert f'href="/bien-tap/bai/dai?khoi={last.span.start}#khoi-{last.span.start}"' in client.get(ways[0]).text
    refused = client.post("/bien-tap/bai/dai", data={**sent, "ban": "x"}).text
    assert f'id="khoi-{last.span.start}"' in refused


def test_roles_speakers_and_posts_are_set(client: TestClient, archive: Archive) -> None:
    new = {"vai": "answer", "nguoi": "Lê Văn Thử", "ten": " Trần Thị  Mẫu ", "chuc": "Chủ tịch xã"}
    assert client.post(PAGE, data=fields(archive, viec="dat", **new)).status_code == 303
    interview = archive.interview("nuoc")
    assert interview.position_of("Trần Thị Mẫu") == "Chủ tịch xã"
    assert client.post(PAGE, data=fields(archive, viec="dat", vai="caption")).status_code == 303
    assert HELD not in served(archive)
    assert "Trần Thị Mẫu" not in {person.name for person in archive.interview("nuoc").people}


def test_blocks_are_split_and_merged(client: TestClient, archive: Archive) -> None:
    blocks = archive.interview("nuoc").blocks
    at = archive.interview("nuoc").text.index("một lần")
    assert client.post(PAGE, data=fields(archive, viec="tach", tai=at)).status_code == 303
    assert len(archive.interview("nuoc").blocks) == len(blocks) + 1
    assert client.post(PAGE, data=fields(archive, "một lần", viec="gop-truoc")).status_code == 303
    assert archive.interview("nuoc").blocks == blocks
    assert client.post(PAGE, data=fields(archive, "Lê Văn Thử đã", viec="gop-sau")).status_code == 303
    assert "Giếng khoan" not in served(archive)  # what waits makes its neighbour wait


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"viec": "dat", "vai": "lời"}, wording_edit.UNNAMED_ROLE),
        ({"viec": "dat", "vai": "answer", "ten": "PV"}, wording_edit.NO_SUCH_SPEAKER),
        ({"viec": "dat", "vai": "answer", "ten": "x" * 200}, wording_edit.too_long(120)),
        ({"viec": "dung", "ly_do": "x" * 600}, wording_edit.too_long(500)),
        ({"viec": "tach", "cau": "abc"}, wording_edit.NO_PLACE_TO_SPLIT),
        ({"viec": "tach", "cau": "²"}, wording_edit.NO_PLACE_TO_SPLIT),
        ({"viec": "dung", "tu": 1}, wording_edit.NO_SUCH_BLOCK),
        ({"viec": "dung", "ban": "cũ"}, wording_edit.OUTDATED),
        ({"viec": "bo", "lan": 7}, wording_edit.NOTHING_TO_UNDO),
        ({"viec": "gì đó"}, wording_edit.NO_NEIGHBOUR),
    ],
)
def test_errors_are_one_line_and_change_nothing(
    client: TestClient, archive: Archive, change: dict[str, Any], said: str
) -> None:
    before = Desk(archive).sheet("nuoc")
    answer = client.post(PAGE, data=fields(archive) | change)
    assert answer.status_code == 400
    assert error(answer.text) == said
    assert Desk(archive).sheet("nuoc") == before


def test_unlike_blocks_are_not_merged(client: TestClient, archive: Archive) -> None:
    answer = client.post(PAGE, data=fields(archive, "Nguồn nước", viec="gop-truoc"))
    assert error(answer.text) == wording_edit.UNLIKE


def test_what_is_not_there_and_what_is_malformed(client: TestClient) -> None:
    assert client.get("/bien-tap/bai/khong-co").status_code == 404
    assert client.post("/bien-tap/bai/khong-co", data={"viec": "bo", "ban": "x", "lan": 1}).status_code == 404
    assert client.post(PAGE, data={"viec": "dung"}).status_code == 400
    assert client.post(PAGE, data={"viec": "dung", "ban": "x", "tu": "một"}).status_code == 400
    assert client.get("/bien-tap/").status_code == 303


def test_no_other_site_may_correct(client: TestClient, archive: Archive) -> None:
    sent = client.post(PAGE, data=fields(archive, viec="dung"), headers={"Origin": "https://evil.test"})
    assert sent.status_code == 403
    assert HELD not in served(archive)


def test_a_lost_decision_is_shown_with_its_words(client: TestClient, archive: Archive, tmp_path: Path) -> None:
    serve(Desk(archive))
    path = tmp_path / "nuoc.txt"
    path.write_text(path.read_text("utf-8").replace("một lần", "hai lần"), "utf-8")
    archive.add([path])
    page = client.get(PAGE).text
    assert wording_edit.LOST_INTRO in page
    assert HELD in html.unescape(page)
    assert f'href="{PAGE}"' in client.get("/bien-tap/cho?loc=xem-lai").text


def test_hostile_articles_and_names_are_text(tmp_path: Path) -> None:
    source = tmp_path / "doc.txt"
    source.write_text(f"title: <script>x</script>\n\nPV: Vì sao?\n\nÔng Lê Văn Thử: {HOSTILE}\n", "utf-8")
    with Archive.open(tmp_path / "data") as archive:
        archive.add([source])
        with client_for(archive, root_path="/hoi-dap") as client:
            sheet = Desk(archive).sheet("doc")
            span = sheet.interview.blocks[0].span
            data = {"viec": "dat", "vai": "answer", "ten": "Kẻ <img src=x onerror=1>", "ly_do": "<b>"}
            sent = client.post(
                "/hoi-dap/bien-tap/bai/doc", data={**data, "ban": sheet.state, "tu": span.start, "den": span.end}
            )
            assert sent.headers["location"].startswith("/hoi-dap/bien-tap/bai/doc?luu=1")
            page = client.get("/hoi-dap/bien-tap/bai/doc").text
            assert "<img" not in page
            assert "<script>x" not in page
            assert "<b>" not in page


def test_an_interview_is_described_and_its_speakers_set_at_once(client: TestClient, archive: Archive) -> None:
    page = client.get(PAGE).text
    assert 'value="Nước về bản Thử"' in page
    assert 'list="ten-trong-bai"' in page
    facts = {"title": "Tít mới", "outlet": "", "date": "2/6/2024", "url": "", "authors": "", "note": ""}
    state = Desk(archive).sheet("nuoc").state
    assert client.post(PAGE, data={"viec": "mo-ta", "ban": state, **facts}).headers["location"] == f"{PAGE}?luu=1"
    page = client.get(PAGE).text
    assert "tít: “Tít mới”; báo: để trống; ngày: 02/06/2024" in html.unescape(page)
    assert "Tít mới" in client.get("/phong-van").text
    hit = client.get("/api/ask", params={"q": "bản Thử thiếu nước"}).json()["hits"][0]
    assert (hit["title"], hit["outlet"], hit["date"]) == ("Tít mới", None, "2024-06-02")
    state = Desk(archive).sheet("nuoc").state
    sent = {"viec": "nguoi-noi", "ban": state, "cua": "=Lê Văn Thử", "ten": "Trần Thị Mẫu", "chuc": "Chủ tịch"}
    assert client.post(PAGE, data=sent).status_code == 303
    assert archive.interview("nuoc").position_of("Trần Thị Mẫu") == "Chủ tịch"
    for wrong in ({"viec": "mo-ta", **facts, "date": "qua"}, {**sent, "cua": "=Ai"}, {**sent, "ten": "PV"}):
        state = Desk(archive).sheet("nuoc").state
        answer = client.post(PAGE, data={**wrong, "ban": state})
        assert answer.status_code == 400
        assert error(answer.text)
