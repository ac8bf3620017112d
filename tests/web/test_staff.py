"""The staff's pages: each opens for its least role and for none below, and shows the way to all that one may see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from qa.access import Role
from qa.config import Settings
from qa.render.edit_history import EDIT, edit_address
from qa.web.server import create_app
from qa.web.staff import STAFF_PAGES
from tests.web.clients import own_routes
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
        page = client.get("/hoi-dap/bien-tap/bai/luan-chuyen").text
        band = re.search(r'<nav class="staff-pages".*?</nav>', page)
        assert band
        assert re.findall(r'href="([^"]+)"', band[0]) == [f"/hoi-dap{to}" for to, _, _ in STAFF_PAGES]
        assert "aria-current" not in band[0]


def test_an_interview_named_like_a_staff_page_is_edited_as_any_other() -> None:
    with written() as archive, client_for(archive, Role.ADMIN) as client:
        mine = [route for route in own_routes(client) if route.path.startswith((f"{EDIT}/", "/quan-tri/"))]
        pages = {route.path: route.methods or () for route in mine if "{" not in route.path}
        assert {f"{EDIT}/{page}" for page in ("them", "cho", "nguoi", "hop-thu", "cai-chinh")} <= {*pages}
        names = {path.partition("/")[2] for path in (page[1:] for page in pages)} | {"bai", "bai/them", "nguoi/cho"}
        found = archive.interview("nuoc-sach")
        for name in names:
            one = replace(found, source=replace(found.source, id=name))
            archive.store.put(one, path=name, raw=b"x", rules="", model="", passages=[()] * 9)
        for name in sorted(names):
            answer = client.get(edit_address(name))
            assert answer.status_code == 200, name
            assert f'action="{edit_address(name)}"' in answer.text
        for page, methods in pages.items():  # and each page stays itself
            assert "GET" not in methods or client.get(page).status_code == 200, page


def test_where_interviews_stood_before_leads_on(archive: WrittenArchive) -> None:
    with client_for(archive, Role.EDITOR, "/hoi-dap") as client:
        for key in ("luan-chuyen", "doc/hai.1"):
            answer = client.get(f"/hoi-dap{EDIT}/{key}")
            assert (answer.status_code, answer.headers["location"]) == (303, edit_address(key, "/hoi-dap"))
            assert client.get(answer.headers["location"]).status_code == 200
