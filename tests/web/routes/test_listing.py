"""The list in the browser's terms: finding, what is new, the feed, what is taken away; by those who may."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from qa.access import Access, Mode, Role
from qa.archive import Archive
from qa.config import Settings
from qa.store.dates import dates
from qa.store.keys import make_key
from qa.store.prints import note_missing
from qa.web.routes import listing
from qa.web.server import create_app
from tests.made import interview
from tests.store.test_prints import shortened
from tests.store.test_prints import write as write_print
from tests.store.test_store import PAIRS, put
from tests.written import WrittenArchive, written

ENTRY = "{http://www.w3.org/2005/Atom}entry"


@pytest.fixture
def archive() -> Iterator[WrittenArchive]:
    with written() as archive:
        yield archive


@contextmanager
def client_for(archive: WrittenArchive, role: Role = Role.READER, **settings: object) -> Iterator[TestClient]:
    app = create_app(archive, Settings(open_role=role, **settings))  # type: ignore[arg-type]
    with TestClient(app, base_url="http://kho.test", follow_redirects=False, raise_server_exceptions=False) as client:
        yield client


def shown(page: str) -> list[str]:
    return re.findall(r'name="bai" value="([^"]*)"', page)


def test_the_list_is_found_and_limited(archive: WrittenArchive) -> None:
    with client_for(archive) as client:
        every = client.get("/phong-van").text
        assert shown(every) == ["luan-chuyen", "nuoc-sach", "doc/hai.1"]
        assert shown(client.get("/phong-van?tim=nuoc+ban").text) == ["nuoc-sach"]
        assert shown(client.get("/phong-van?nguoi=tran+thi+hoa").text) == ["luan-chuyen"]
        assert shown(client.get("/phong-van?nam=2021&thu-tu=cu").text) == ["nuoc-sach"]
        nothing = client.get("/phong-van?tim=khong-co").text
        assert "Không có bài nào khớp" in nothing
        assert "0 trong 3 bài" in nothing
        for odd in ("?thu-tu=xx&trang=99999999&trang-thai=xx", "?trang-thai=cho", "?trang-thai=rut"):
            assert shown(client.get(f"/phong-van{odd}").text) == shown(every)  # no reader's to choose


def test_editors_see_what_waits_and_what_is_withdrawn(archive: WrittenArchive) -> None:
    with client_for(archive, Role.EDITOR) as client:
        assert shown(client.get("/phong-van?trang-thai=cho").text) == ["luan-chuyen"]
        assert client.get("/phong-van?trang-thai=rut").headers["location"] == "/da-rut"


def test_what_came_since_the_last_visit_is_marked(archive: WrittenArchive, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1_000_000_000]
    monkeypatch.setattr(listing, "now", lambda: now[0])
    with client_for(archive) as client:
        assert "badge-new" not in client.get("/phong-van").text  # the first visit: all is new, so nothing is
        archive.store.change("UPDATE dates SET added = '2001-09-09 00:00:00'")
        put(archive.store, interview("moi-ve", PAIRS))
        archive.store.change("UPDATE dates SET added = '2001-09-09 02:00:00' WHERE interview = 'moi-ve'")
        now[0] += 3600
        page = client.get("/phong-van").text
        assert page.count("badge-new") == 1
        assert "1 bài mới" in page
        now[0] += 60
        assert client.get("/phong-van").text.count("badge-new") == 1  # the same visit goes on
        now[0] += 3600
        assert "badge-new" not in client.get("/phong-van").text
        client.cookies.set("qa_seen", "99999999999-5")
        assert client.get("/phong-van").status_code == 200


def test_when_an_interview_came_outlives_its_changes_and_goes_with_it(archive: WrittenArchive) -> None:
    archive.store.change("UPDATE dates SET added = '2001-01-01 00:00:00', changed = '2001-01-01 00:00:00'")
    first = archive.interview("nuoc-sach")
    with archive.store.transaction():
        archive.store.change("UPDATE interviews SET note = note")
    assert dates(archive.store)["nuoc-sach"][1].startswith("2001")
    archive.store.change("UPDATE interviews SET title = 'Tít khác' WHERE id = 'nuoc-sach'")
    added, changed = dates(archive.store)["nuoc-sach"]
    assert (added[:4], changed[:4] > "2001") == ("2001", True)
    archive.remove(first.source.id)
    assert "nuoc-sach" not in dates(archive.store)


def test_the_feed_follows_a_search_and_is_named_by_the_page(archive: WrittenArchive) -> None:
    with client_for(archive, root_path="/hoi-dap") as client:
        page = client.get("/hoi-dap/phong-van?tim=nuoc").text
        (link,) = re.findall(r'<link rel="alternate" type="application/atom\+xml"[^>]*href="([^"]+)"', page)
        assert link == "/hoi-dap/phong-van.atom?tim=nuoc"
        answer = client.get(link)
        assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
        feed = ElementTree.fromstring(answer.content)
        assert len(feed.findall(ENTRY)) == 1
        assert len(ElementTree.fromstring(client.get("/phong-van.atom").content).findall(ENTRY)) == 3
        assert "http://kho.test/hoi-dap/phong-van/nuoc-sach" in answer.text


def test_the_feed_stands_behind_the_gate_and_opens_to_a_key(archive: WrittenArchive) -> None:
    closed = Access(mode=Mode.PROXY, proxy_secret="mot-bi-mat-du-dai")
    with client_for(archive, access=closed) as client:
        assert client.get("/phong-van.atom").status_code == 401
        key = {"authorization": f"Bearer {make_key(archive.store, 'Tin', Role.READER, 60, '')}"}
        assert client.get("/phong-van.atom", headers=key).status_code == 200
        assert client.get("/phong-van", headers=key).status_code == 401


@pytest.mark.parametrize("form", ["docx", "csv", "json", "bib", "csl"])
def test_what_is_chosen_is_taken_away(archive: WrittenArchive, form: str) -> None:
    person = archive.citations_of("nuoc-sach")[0].person
    turn = archive.citations_of("luan-chuyen")[0].turn
    with client_for(archive) as client:
        for fields in ({"bai": ["luan-chuyen", "nuoc-sach"]}, {"nguoi": person}, {"luot": [turn]}):
            answer = client.get("/tai-ve", params={**fields, "dang": form})
            assert answer.status_code == 200, answer.text
            assert answer.headers["content-disposition"].startswith('attachment; filename="loi-trich.')
            assert answer.content


def test_what_can_not_be_taken_is_said(archive: WrittenArchive) -> None:
    with client_for(archive) as client:
        for query, status in (
            ("", 400),
            ("?dang=docx", 400),
            ("?bai=luan-chuyen&dang=exe", 400),
            ("?bai=khong-co", 404),
            ("?luot=khong-co.1", 404),
            ("?nguoi=khong-co", 404),
            (f"?{'&'.join(['bai=luan-chuyen'] * 101)}", 400),
        ):
            assert client.get(f"/tai-ve{query}").status_code == status, query
        archive.withdraw("luan-chuyen", "lý do")
        assert client.get("/tai-ve?bai=luan-chuyen").status_code == 410


def test_pages_of_an_interview_and_a_person_offer_it(archive: WrittenArchive) -> None:
    person = archive.citations_of("nuoc-sach")[0].person
    with client_for(archive, root_path="/hoi-dap") as client:
        assert "/hoi-dap/tai-ve?bai=doc%2Fhai.1&amp;dang=bib" in client.get("/phong-van/doc%2Fhai.1").text
        assert f"/hoi-dap/tai-ve?nguoi={person}&amp;dang=docx" in client.get(f"/nguoi/{person}").text


def test_a_reprinted_interview_is_one_row_that_names_its_papers(tmp_path: Path) -> None:
    folder = tmp_path / "bai"
    write_print(folder, "goc", "Báo Sông Thử", day=1)
    write_print(folder, "lai", "Báo Biển Mẫu", shortened(), day=2)
    with Archive.open(tmp_path / "data") as archive:
        archive.add([folder])
        with TestClient(create_app(archive, Settings(open_role=Role.EDITOR)), base_url="http://kho.test") as client:
            every = client.get("/phong-van").text
            assert shown(every) == ["goc"]
            assert '<a href="/phong-van/lai">Báo Biển Mẫu 02/05/2024</a>' in every
            assert "2 bài, trong đó 1 bài đăng lại" in every
            one = client.get("/phong-van?bao=Báo+Biển+Mẫu").text
            assert shown(one) == ["lai"]  # found by its own paper, and never left out
            assert '<a href="/phong-van/goc">Báo Sông Thử 01/05/2024</a>' in one
            assert "1 trong 2 bài" in one
            (key,) = (person.key for person in archive.people.profiles)
            person = client.get(f"/nguoi/{key}").text
            assert "2 bài, trong đó 1 bài đăng lại" in person
            assert person.count("Bao giờ thì dời xong, thưa ông?</a>") == 1
            assert 'Cũng đăng trên: <a href="/phong-van/lai">Báo Biển Mẫu 02/05/2024</a>' in person
            overview = client.get("/bien-tap").text
            assert re.search(r"<strong>1</strong> <span>trong đó là bài đăng lại", overview)
            for table in ("prints", "sketched", "sketches"):  # as an archive from before prints were noted
                archive.store.change(f"DELETE FROM {table}")
            assert shown(client.get("/phong-van").text) == ["lai", "goc"]
            note_missing(archive.store)
            assert shown(client.get("/phong-van").text) == ["goc"]
