"""The overview: what waits is counted as it is written, and the page leads to where it is dealt with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from qa.access import Role
from qa.archive import Archive
from qa.config import Settings
from qa.desk import Desk
from qa.overview import overview
from qa.store.audit import days_ago
from qa.store.missed import Missed, keep_missed
from qa.web.server import create_app
from qa.wording import overview as wording_overview
from tests.postgres import in_a_file
from tests.test_desk import serve, write

pytestmark = pytest.mark.usefixtures("back_end")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "data") as archive:
        archive.add([write(tmp_path)])
        yield archive


def test_what_waits_is_counted_as_it_is_written(archive: Archive) -> None:
    keep_missed(archive.store, Missed("Vì sao?", "none"))
    before = overview(archive.store)
    blocks = [block.served for block in archive.interview("nuoc").blocks].count(False)
    assert blocks
    assert (before.interviews, before.held, before.blocks, before.added) == (1, 1, blocks, 1)
    assert (before.said, before.missed, before.mismatches, before.read.done) == (0, 1, 0, 0)
    assert before.size > 10_000 < before.free
    assert before.versions["encoder"] == archive.encoder.revision
    serve(Desk(archive))
    assert overview(archive.store).blocks == blocks - 1
    archive.remove("nuoc")
    after = overview(archive.store)
    assert (after.interviews, after.held, after.blocks) == (0, 0, 0)


@in_a_file
def test_what_is_new_is_told_by_the_days_of_the_interviews_whatever_the_audit_keeps(archive: Archive) -> None:
    def figures() -> tuple[int, int]:
        now = overview(archive.store)
        return now.added, now.changed

    assert figures() == (1, 0)
    archive.store.change("DROP TRIGGER audit_kept")
    archive.store.change("DELETE FROM audit")
    assert figures() == (1, 0)
    archive.store.change("UPDATE dates SET added = ?", days_ago(8))
    archive.store.change("UPDATE dates SET changed = added")
    assert figures() == (0, 0)
    archive.store.change("UPDATE interviews SET title = title || '!'")
    assert figures() == (0, 1)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMIN])
def test_each_number_leads_to_its_page(archive: Archive, role: Role) -> None:
    app = create_app(archive, Settings(open_role=role))
    with TestClient(app, base_url="http://kho.test", follow_redirects=False) as client:
        page = client.get("/bien-tap").text
        ways = re.findall(r'<li[^>]*><a href="([^"]+)"', page)
        assert {client.get(way.replace("&amp;", "&")).status_code for way in ways} == {200}
    assert len(ways) >= 10
    assert (wording_overview.NOTED in page) is (role is Role.ADMIN)


def test_sizes_are_read_as_people_say_them() -> None:
    assert [wording_overview.size(n) for n in (0, 2048, 5_500_000, 3 * 1024**3)] == ["0 B", "2 KB", "5,2 MB", "3,0 GB"]
