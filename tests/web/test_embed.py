"""The one-line script as it is served: to whom, with what in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qsl, urlsplit

import pytest
from starlette.testclient import TestClient

from qa.config import Settings
from qa.web.server import create_app
from tests.written import INTERVIEWS, written


@contextmanager
def client_for(settings: Settings) -> Iterator[TestClient]:
    with written() as archive, TestClient(create_app(archive, settings), base_url="http://kho.test") as client:
        yield client


@pytest.mark.parametrize(("sites", "readers"), [((), "same-origin"), (("https://portal.test",), "cross-origin")])
def test_only_where_a_site_is_listed_may_others_load_the_script(sites: tuple[str, ...], readers: str) -> None:
    with client_for(Settings(frame_ancestors=sites)) as client:
        answer = client.get("/nhung.js")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cross-origin-resource-policy"] == readers
    assert "access-control-allow-origin" not in answer.headers


def test_the_script_names_the_archive_and_nothing_is_left_to_fill_in() -> None:
    title = 'Kho "riêng" </script>'
    with client_for(Settings(title=title, root_path="/hoi-dap")) as client:
        answer = client.get("/hoi-dap/nhung.js")
    assert '"Kho \\"riêng\\" </script>"' in answer.text
    assert "__WORDING__" not in answer.text
    assert "eval" not in answer.text


def test_every_page_learns_first_how_it_is_framed() -> None:
    with client_for(Settings()) as client:
        for path in ("/", "/phong-van", "/phong-van/luan-chuyen", "/kiem-tra", "/khong-co"):
            head = client.get(path).text.partition("</head>")[0]
            assert head.count("/giao-dien/frame.js") == 1
            assert "defer" not in head.partition("/giao-dien/frame.js")[0].rpartition("<script")[2]


def test_a_permalink_keeps_the_look_on_its_way() -> None:
    key = f"luan-chuyen.{INTERVIEWS[0].turns[0].answers[0].span.start}"
    with client_for(Settings()) as client:
        query = {"embed": "1", "open": "inside", "host": "https://portal.test", "x": "y"}
        answer = client.get(f"/l/{key}", params=query, follow_redirects=False)
    target = urlsplit(answer.headers["location"])
    assert dict(parse_qsl(target.query)) == {"luot": key, "embed": "1", "open": "inside", "host": "https://portal.test"}
    assert not target.netloc
