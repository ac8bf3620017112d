"""The staff's pages: each opens for its least role and for none below, and shows the way to all that one may see."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from qa.access import Role
from qa.config import Settings
from qa.web.server import create_app
from qa.web.staff import STAFF_PAGES
from tests.written import WrittenArchive, written


@pytest.fixture(scope="module")
def archive() -> Iterator[WrittenArchive]:
    with written() as archive:
        yield archive


def client_for(archive: WrittenArchive, role: Role, root: str = "") -> TestClient:
    app = create_app(archive, Settings(open_role=role, root_path=root))
    return TestClient(app, base_url="http://kho.test", follow_redirects=False)


@pytest.mark.parametrize("role", list(Role))
def test_each_page_opens_for_its_roles_alone(archive: WrittenArchive, role: Role) -> None:
    open_to = [to for to, _, least in STAFF_PAGES if role >= least]
    with client_for(archive, role) as client:
        for to, _, least in STAFF_PAGES:
            answer = client.get(to)
            assert answer.status_code == (200 if role >= least else 403), to
            band = re.search(r'<nav class="staff-pages".*?</nav>', answer.text)
            if role >= least:
                assert band
                assert re.findall(r'href="([^"]+)"', band[0]) == open_to
                assert re.findall(r'href="([^"]+)" aria-current="page"', band[0]) == [to]
            else:
                assert band is None


def test_the_band_stands_below_a_proxys_path(archive: WrittenArchive) -> None:
    with client_for(archive, Role.ADMIN, "/hoi-dap") as client:
        page = client.get("/hoi-dap/bien-tap/luan-chuyen").text
        band = re.search(r'<nav class="staff-pages".*?</nav>', page)
        assert band
        assert re.findall(r'href="([^"]+)"', band[0]) == [f"/hoi-dap{to}" for to, _, _ in STAFF_PAGES]
        assert "aria-current" not in band[0]
