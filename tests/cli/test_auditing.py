"""`audit`: entries listed and narrowed, one shown again; changes of the command line are entries themselves."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest

from qa.archive import Archive
from qa.cli.main import main
from qa.revisions import revisions
from qa.store.audit import Entry, Event, Shown, write


@pytest.fixture
def data(demo_folder: Path, tmp_path: Path) -> str:
    return str(shutil.copytree(demo_folder, tmp_path / "data"))


def test_changes_of_the_command_line_are_listed(
    data: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Archive.open(data) as archive:
        key = archive.interviews()[0].id
    monkeypatch.setattr("sys.stdin", io.StringIO("mat-khau-dai"))
    assert main(["user", "add", "an", "--role", "editor", "--data", data]) == 0
    assert main(["remove", key, "--reason", "thử", "--data", data]) == 0
    assert main(["lift", key, "--data", data]) == 0
    capsys.readouterr()
    assert main(["audit", "--data", data, "--json", "-n", "3"]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["event"], one["target"], one["door"]) for one in told] == [
        ("lift", key, "command"),
        ("withdraw", key, "command"),
        ("user", "an", "command"),
    ]
    assert main(["audit", "--data", data, "--event", "withdraw", "--interview", key]) == 0
    assert capsys.readouterr().out.count("\n") == 1
    assert main(["audit", "--data", data, "--user", "không ai"]) == 1


def test_an_entry_is_shown_again(data: str, capsys: pytest.CaptureFixture[str]) -> None:
    with Archive.open(data) as archive:
        hit = archive.citations_of(archive.interviews()[0].id)[0]
        shown = [Shown(hit.interview, hit.span, hit.sha256)]
        write(archive.store, Entry(Event.ASK, "", "Vì sao?", {}, shown, revisions(archive.store)))
        ((number,),) = archive.store.rows("SELECT max(id) FROM audit")
    assert main(["audit", "replay", str(number), "--data", data]) == 0
    assert f"“{hit.text}”" in capsys.readouterr().out
    assert main(["remove", hit.interview, "--data", data]) == 0
    assert main(["audit", "replay", str(number), "--data", data, "--json"]) == 1
    (one,) = json.loads(capsys.readouterr().out.splitlines()[-1])["shown"]
    assert (one["text"], one["fate"], one["sha256"]) == (None, "withdrawn", hit.sha256)


@pytest.mark.parametrize(
    "words", [["replay"], ["list", "3"], ["--event", "gì"], ["--day", "hôm qua"], ["replay", "99999"]]
)
def test_errors_are_one_line(data: str, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", *words, "--data", data]) == 2
    assert capsys.readouterr().err.count("\n") == 1
