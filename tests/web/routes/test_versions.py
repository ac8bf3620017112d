"""Earlier versions on the pages and in the API: readable, linked, set beside the present one, never silently absent."""

from __future__ import annotations

import html
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from qa.access import Role
from qa.archive import Archive
from qa.config import Settings
from qa.web.server import create_app
from qa.wording import versions as wording_versions
from tests.errata.rectified import KEY, RIGHT, SAID, WRONG, rectify, write
from tests.store.test_versions import LAST, change

NOW = "Ông Lê Văn Thử, giám đốc: Chưa biết bao giờ."


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "data") as archive:
        archive.add([write(tmp_path)])
        yield archive


@pytest.fixture
def client(archive: Archive) -> Iterator[TestClient]:
    app = create_app(archive, Settings(open_role=Role.READER))
    with TestClient(app, base_url="http://kho.test", raise_server_exceptions=False) as client:
        yield client


def test_both_versions_are_read_and_set_beside_each_other(client: TestClient, archive: Archive, tmp_path: Path) -> None:
    assert 'class="versions"' not in client.get(f"/phong-van/{KEY}").text
    rectify(archive)
    archive.add([change(tmp_path, WRONG, RIGHT)])
    present = html.unescape(client.get(f"/phong-van/{KEY}").text)
    assert RIGHT in present
    assert f"/phong-van/{KEY}?ban=1" in present
    former = html.unescape(client.get(f"/phong-van/{KEY}?ban=1").text)
    assert wording_versions.THIS_IS_FORMER in former
    assert SAID in former
    assert "Đã cải chính" in former
    compared = client.get(f"/phong-van/{KEY}?ban=1&so=0").text
    assert "<del>35</del> <ins>3,5</ins>" in compared
    assert "Kinh phí" not in compared
    for missing in ("?ban=2", "?ban=2&so=0", "?ban=1&so=x", "?ban=x"):
        assert client.get(f"/phong-van/{KEY}{missing}").status_code == (200 if "so=x" in missing else 404)


def test_a_link_to_words_that_are_gone_opens_them(client: TestClient, archive: Archive, tmp_path: Path) -> None:
    text = archive.interview(KEY).text
    gone, replaced = f"{KEY}.{text.index('Chúng tôi')}", f"{KEY}.{text.index(SAID)}"
    archive.add([change(tmp_path, f"Ông Lê Văn Thử: {LAST}", NOW)])
    opened = client.get(f"/l/{gone}")
    assert "ban=1" in str(opened.url)
    assert wording_versions.THIS_IS_FORMER in opened.text
    assert LAST in opened.text.partition('id="trich"')[2].partition("</section>")[0]
    assert "ban=1" in str(client.get(f"/phong-van/{KEY}?luot={gone}").url)
    hit = client.get(f"/api/citation/{gone}").json()
    assert (hit["text"], hit["former"]["number"]) == (LAST, 1)
    archive.add([change(tmp_path, SAID, "Ông không trả lời câu này.")])
    both = html.unescape(client.get(f"/l/{replaced}").text)
    assert wording_versions.MEANT in both
    assert SAID in both.partition(wording_versions.MEANT)[2].partition("</aside>")[0]


def test_a_quotation_of_the_old_version_is_told(client: TestClient, archive: Archive, tmp_path: Path) -> None:
    archive.add([change(tmp_path, f"Ông Lê Văn Thử: {LAST}", NOW)])
    found = client.post("/api/check", json={"claim": LAST}).json()
    (former,) = found["former"]
    assert found["verdict"] not in ("verbatim", "near")
    assert (former["number"], former["interview"], former["words"]) == (1, KEY, "verbatim")
    assert LAST in client.get(former["permalink"]).text
    page = html.unescape(client.get("/kiem-tra", params={"trich": LAST}).text)
    assert wording_versions.CLAIM_NAME in page
    assert former["permalink"].partition("#")[0] in page
    report = client.post("/api/check-article?format=csv", json={"text": f"Ông Lê Văn Thử nói: “{LAST}”"})
    assert "không còn trong bản hiện nay" in report.text
