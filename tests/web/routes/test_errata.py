"""Errata in the browser and in every form that words leave the archive in: entered by editors, beside the words."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from starlette.testclient import TestClient

from qa.access import Role
from qa.archive import Archive
from qa.errata.stored import entries_of
from qa.render.errata_page import ERRATA
from qa.wording import errata as wording_errata
from tests.errata.rectified import KEY, NOTE, RIGHT, SAID, WRONG, rectify, write
from tests.web.clients import client_for

LINE = f"{wording_errata.RECTIFIED} 20/05/2024: “{WRONG}” {wording_errata.BECOMES} “{RIGHT}”. {NOTE}"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "data") as archive:
        archive.add([write(tmp_path)])
        yield archive


@pytest.fixture
def client(archive: Archive) -> Iterator[TestClient]:
    with client_for(archive, Role.EDITOR) as client:
        yield client


def send(client: TestClient, **fields: Any) -> Any:
    sent = {"bai": KEY, "viec": "ghi", "sai": WRONG, "dung": RIGHT, "ngay": "20/5/2024", "ghi_chu": NOTE, **fields}
    return client.post(ERRATA, data=sent, headers={"Origin": "http://kho.test"})


def test_an_editor_enters_one_and_takes_it_back(client: TestClient, archive: Archive) -> None:
    assert f"{ERRATA}?bai={KEY}" in client.get(f"/bien-tap/bai/{KEY}").text
    answer = send(client)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{ERRATA}?bai={KEY}&luu=1")
    page = html.unescape(client.get(f"{ERRATA}?bai={KEY}").text)
    assert LINE in page
    assert LINE in html.unescape(client.get(ERRATA).text)
    assert send(client, viec="bo", lan=1, ghi_chu="nhầm bài").status_code == 303
    assert wording_errata.taken_back(1, "nhầm bài") in html.unescape(client.get(f"{ERRATA}?bai={KEY}").text)
    assert wording_errata.NONE in client.get(ERRATA).text
    assert send(client, viec="bo", lan=1).status_code == 400
    assert [one.version for one in entries_of(archive.store, KEY)] == [1, 2]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"sai": "  "}, wording_errata.NO_WORDS),
        ({"sai": "chậm 36 tháng"}, wording_errata.NOT_PRINTED),
        ({"dung": WRONG}, wording_errata.SAME_WORDS),
        ({"ngay": "hôm qua"}, wording_errata.BAD_DAY),
        ({"ngay": "1/1/2999"}, wording_errata.DAY_TO_COME),
    ],
)
def test_what_cannot_be_entered_is_said_and_what_was_typed_stays(
    client: TestClient, archive: Archive, fields: dict[str, str], said: str
) -> None:
    answer = send(client, **fields)
    page = html.unescape(answer.text)
    assert (answer.status_code, said in page, NOTE in page) == (400, True, True)
    assert entries_of(archive.store, KEY) == []


def test_of_words_in_several_places_one_is_chosen(client: TestClient, archive: Archive) -> None:
    text = archive.interview(KEY).text
    asked = send(client, sai="Khe Thử", dung="Khe Mẫu")
    assert asked.status_code == 400
    places = [text.index("Khe Thử", at) for at in (0, text.index("Ông Lê"))]
    assert all(f'name="tai" value="{place}"' in asked.text for place in places)
    assert send(client, sai="Khe Thử", dung="Khe Mẫu", tai=places[1]).status_code == 303
    (entry,) = entries_of(archive.store, KEY)
    assert entry.published is not None
    assert entry.published.anchor.span.start == places[1]


def test_readers_enter_nothing(archive: Archive) -> None:
    with client_for(archive, Role.READER) as reader:
        assert reader.get(ERRATA).status_code == 403
        assert reader.get(f"{ERRATA}?bai={KEY}").status_code == 403
        assert send(reader).status_code == 403
    with client_for(archive, Role.EDITOR) as editor:
        assert send(editor, bai="khong-co").status_code == 404
        assert editor.get(f"{ERRATA}?bai=khong-co").status_code == 404
    assert entries_of(archive.store, KEY) == []


def test_hostile_words_stay_words(client: TestClient, archive: Archive) -> None:
    assert send(client, dung="<script>x</script>", ghi_chu="<img src=x>").status_code == 303
    for path in (f"{ERRATA}?bai={KEY}", ERRATA, f"/phong-van/{KEY}", f"/kiem-tra?trich={SAID}"):
        page = client.get(path).text
        assert "&lt;script&gt;x" in page
        assert "<script>x" not in page
        assert "<img src=x" not in page


def test_readers_see_the_banner_wherever_the_words_stand(archive: Archive) -> None:
    rectify(archive)
    with client_for(archive, Role.READER) as reader:
        turn = reader.get("/api/ask", params={"q": "Cầu Khe Thử chậm bao nhiêu tháng?"}).json()["hits"][0]["turn"]
        opened = reader.get(f"/l/{turn}", follow_redirects=True).text
        block = opened.partition(f'id="luot-{turn.rpartition(".")[2]}"')[2].partition("</section>")[0]
        assert f"<del>{WRONG}</del> {wording_errata.BECOMES} <ins>{RIGHT}</ins>" in block
        assert opened.count('class="erratum"') == 1
        checked = html.unescape(reader.get("/kiem-tra", params={"trich": SAID}).text)
        assert wording_errata.CLAIM["wrong"] in checked
        assert 'class="erratum"' in checked
        right = html.unescape(reader.get("/kiem-tra", params={"trich": SAID.replace(WRONG, RIGHT)}).text)
        assert wording_errata.CLAIM["right"] in right
        compared = reader.get("/so-sanh", params={"chu-de": "Cầu Khe Thử chậm tiến độ", "nguoi": "Lê Văn Thử"}).text
        assert 'class="erratum"' in compared


def test_programs_are_told(archive: Archive) -> None:
    rectify(archive)
    start = archive.interview(KEY).text.index(WRONG)
    told = {
        "interview": KEY,
        "start": start,
        "end": start + len(WRONG),
        "day": "2024-05-20",
        "wrong": WRONG,
        "right": RIGHT,
        "note": NOTE,
    }
    with client_for(archive, Role.READER) as reader:
        hit = reader.get("/api/ask", params={"q": "Cầu Khe Thử chậm bao nhiêu tháng?"}).json()["hits"][0]
        assert hit["errata"] == [told]
        assert reader.get(f"/api/citation/{hit['turn']}").json()["errata"] == [told]
        for claim, says in ((SAID, "wrong"), (SAID.replace(WRONG, RIGHT), "right")):
            found = reader.post("/api/check", json={"claim": claim}).json()
            assert found["errata"] == [{**told, "claim": says}]
        assert reader.post("/api/check", json={"claim": "Nhà thầu thiếu cát"}).json()["errata"] == []


def test_every_file_that_leaves_tells_it(archive: Archive) -> None:
    rectify(archive)
    asked = {"turns": [{"q": "Cầu Khe Thử chậm bao nhiêu tháng?"}]}
    article = {"text": f"Ông Lê Văn Thử nói: “{SAID}”"}
    with client_for(archive, Role.READER) as reader:
        told = [
            reader.post("/api/conversation?format=md", json=asked).text,
            words_of(reader.post("/api/conversation?format=docx", json=asked).content),
            words_of(reader.post("/api/check-article?format=docx", json=article).content),
            cells_of(reader.post("/api/check-article?format=csv", json=article).content),
        ]
        report = reader.post("/api/check-article", json=article).json()
    for words in told:
        assert LINE in words
    assert report["results"][0]["errata"][0]["right"] == RIGHT


def words_of(document: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(document)).paragraphs)


def cells_of(table: bytes) -> str:
    return "\n".join(cell for row in csv.reader(io.StringIO(table.decode("utf-8-sig")), delimiter=";") for cell in row)
