"""What visitors say about quotations: kept, counted, listed with the time of Vietnam, and refused from elsewhere."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from qa.archive import DATABASE, Archive
from qa.cli.main import main
from qa.config import Settings
from qa.errors import NotFoundError
from qa.store.feedback import Usefulness, feedback
from qa.web.routes.feedback import rate
from qa.web.server import create_app
from qa.wording.time import moment
from tests.written import INTERVIEWS, WrittenArchive, written

TURN = f"luan-chuyen.{INTERVIEWS[0].turns[0].answers[0].span.start}"
SAID = {"turn": TURN, "question": "Khó khăn là gì?", "verdict": "wrong", "note": "sai người"}


@pytest.fixture
def folder(demo_folder: Path, tmp_path: Path) -> Path:
    """A demonstration archive that may be written to."""
    return Path(shutil.copytree(demo_folder, tmp_path / "data"))


@pytest.fixture
def client() -> Iterator[tuple[TestClient, WrittenArchive]]:
    with written() as archive, TestClient(create_app(archive, Settings()), base_url="http://kho.test") as client:
        yield client, archive


def test_a_word_on_a_quotation_is_kept_counted_and_listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Archive.open(folder) as archive:
        turn = archive.citation(_turn(archive)).turn
        rate(archive, turn, " Hỏi gì? ", Usefulness.WRONG, "sai\nngười ")
        rate(archive, turn, "Hỏi gì?", Usefulness.USEFUL)
        with pytest.raises(NotFoundError):
            rate(archive, "khong-co.0", "Hỏi gì?", Usefulness.USEFUL)
        said = feedback(archive.store)
        stats = archive.stats()
    assert [(one.turn, one.question, one.verdict, one.note) for one in said] == [
        (turn, "Hỏi gì?", Usefulness.WRONG, "sai\nngười"),
        (turn, "Hỏi gì?", Usefulness.USEFUL, ""),
    ]
    assert (stats["feedback_useful"], stats["feedback_wrong"]) == (1, 1)
    assert main(["feedback", "--data", str(folder)]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first == f"{moment(said[0].at)} | Không đúng | {turn} | Hỏi gì? | sai người"
    assert second.endswith("Hỏi gì?")
    assert main(["feedback", "--data", str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[0])["note"] == "sai\nngười"


def _turn(archive: Archive) -> str:
    interview = archive.interview(archive.interviews()[0].id)
    return f"{interview.source.id}.{interview.turns[0].answers[0].span.start}"


def test_a_time_is_shown_on_the_clock_of_vietnam() -> None:
    assert moment("2024-12-31 18:30:00") == "01:30 01/01/2025"


def test_the_route_keeps_it(client: tuple[TestClient, WrittenArchive]) -> None:
    browser, archive = client
    assert browser.post("/api/feedback", json=SAID).status_code == 201
    (kept,) = feedback(archive.store)
    assert (kept.turn, kept.question, kept.verdict, kept.note) == (TURN, SAID["question"], "wrong", SAID["note"])


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"turn": "khong-co.0"}, 404),
        ({"verdict": "great"}, 400),
        ({"note": "x" * 1001}, 400),
        ({"question": "x" * 1001}, 400),
        ({"more": 1}, 400),
    ],
)
def test_what_is_not_right_is_refused(
    client: tuple[TestClient, WrittenArchive], changed: dict[str, Any], status: int
) -> None:
    browser, archive = client
    assert browser.post("/api/feedback", json={**SAID, **changed}).status_code == status
    assert feedback(archive.store) == ()


def test_no_other_site_says_anything(client: tuple[TestClient, WrittenArchive]) -> None:
    browser, archive = client
    for origin in ("http://other.test", "null", "http://kho.test.other.test"):
        assert browser.post("/api/feedback", json=SAID, headers={"Origin": origin}).status_code == 403
    plain = browser.post("/api/feedback", content=json.dumps(SAID), headers={"Content-Type": "text/plain"})
    assert plain.status_code == 400  # what a form of another site could send without asking first
    assert feedback(archive.store) == ()


def test_a_backup_is_the_archive(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "sao-luu" / DATABASE
    target.parent.mkdir()
    with Archive.open(folder) as serving:  # a server goes on reading and writing
        serving.store.audit("test", "1")
        assert main(["backup", str(target), "--data", str(folder)]) == 0
    assert "Đã sao lưu" in capsys.readouterr().out
    with Archive.open(folder) as one, Archive.open(target.parent) as other:
        assert one.stats() == other.stats()
    assert main(["backup", str(target), "--data", str(folder)]) == 2
    assert "đã có sẵn" in capsys.readouterr().err
    assert main(["backup", str(tmp_path / "khong" / "co"), "--data", str(folder)]) == 2
