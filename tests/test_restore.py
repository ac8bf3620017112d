"""Backups while others write, and put back: the same answers and links afterwards, nothing that was taken back."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from qa.access import Role
from qa.archive import DATABASE, Archive
from qa.cli.main import main
from qa.render.json import answer_json
from qa.store.keys import key_in_force, make_key, revoke
from qa.store.store import Store
from qa.verify import FaultKind, verify
from tests.made import interview
from tests.store.test_store import PAIRS, put

QUESTIONS = ("Luân chuyển cán bộ gặp khó khăn gì?", "Vì sao bản thiếu nước sạch?", "Giá vàng ở Paris hôm nay?")


def told(archive: Archive) -> list[Any]:
    """What an archive says: answers, and every citation with its permalink."""
    cited = [archive.citations_of(one.id) for one in archive.interviews()]
    return [[answer_json(archive.ask(question)) for question in QUESTIONS], cited]


@pytest.fixture
def folder(demo_folder: Path, tmp_path: Path) -> Path:
    shutil.copytree(demo_folder, tmp_path / "data")
    return tmp_path / "data"


def test_a_backup_put_back_gives_the_same_answers_and_links(folder: Path, tmp_path: Path) -> None:
    copy, elsewhere = tmp_path / "luu.sqlite3", tmp_path / "khac"
    with Archive.open(folder) as archive:
        before = told(archive)
    assert main(["backup", str(copy), "--data", str(folder)]) == 0
    assert main(["restore", str(copy), "--data", str(elsewhere)]) == 0
    with Archive.open(elsewhere) as archive:
        assert told(archive) == before
    assert main(["verify", "--data", str(elsewhere)]) == 0
    assert sorted(path.name for path in elsewhere.iterdir()) == [DATABASE, f"{DATABASE}.lock"]
    assert copy.exists()


def test_an_archive_there_is_replaced_only_where_that_is_said(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "luu.sqlite3"
    restored = ["restore", str(copy), "--data", str(folder)]
    with Archive.open(folder) as archive:
        key = make_key(archive.store, "Trợ lý", Role.READER, 60, "")
        gone, *others = [one.id for one in archive.interviews()]
        archive.store.back_up(copy)
        archive.withdraw(gone, "tòa án yêu cầu", "An")
        revoke(archive.store, "Trợ lý")
        archive.remove(others[0])
    assert main(restored) == 2
    assert "--replace" in capsys.readouterr().err
    assert main([*restored, "--replace"]) == 0
    assert gone in capsys.readouterr().err  # what was withdrawn since stays withdrawn
    with Archive.open(folder) as archive:
        assert [one.id for one in archive.interviews()].count(gone) == 0
        assert archive.withdrawals()[0].reason == "tòa án yêu cầu"
        assert others[0] in [one.id for one in archive.interviews()]
        assert key_in_force(archive.store, key) is None
    (kept,) = folder.glob(f"{DATABASE}.*.old")
    with closing(Store(kept)) as old:
        assert set(old.interview_ids()) == set(others[1:])


def test_no_archive_in_use_is_replaced(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = tmp_path / "luu.sqlite3"
    assert main(["backup", str(copy), "--data", str(folder)]) == 0
    code = f"from qa.store.store import Store; s = Store(__import__('pathlib').Path({str(folder / DATABASE)!r}))"
    code += "; print(s.interview_count(), flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=-1, stdout=-1, text=True) as server:
        assert server.stdout
        assert int(server.stdout.readline()) > 0
        assert main(["restore", str(copy), "--data", str(folder), "--replace"]) == 2
        assert "đang được dùng" in capsys.readouterr().err
        server.communicate("\n")
    assert main(["restore", str(copy), "--data", str(folder), "--replace"]) == 0


def test_a_damaged_archive_is_replaced(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = tmp_path / "luu.sqlite3"
    assert main(["backup", str(copy), "--data", str(folder)]) == 0
    (folder / DATABASE).write_bytes(b"no database" * 1000)
    assert main(["restore", str(copy), "--data", str(folder), "--replace"]) == 0
    assert "Kho cũ hỏng" in capsys.readouterr().err
    assert main(["verify", "--data", str(folder)]) == 0


def test_a_backup_that_is_none_changes_nothing(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy, empty = tmp_path / "luu.sqlite3", tmp_path / "trong"
    assert main(["backup", str(copy), "--data", str(folder)]) == 0
    with closing(sqlite3.connect(copy)) as database, database:
        database.execute("UPDATE utterances SET sha256 = 'x' WHERE id = (SELECT min(id) FROM utterances)")
    (tmp_path / "rac").write_bytes(b"rubbish" * 1000)
    (tmp_path / "trong.sqlite3").touch()
    for bad in (copy, tmp_path / "rac", tmp_path / "khong-co", tmp_path / "trong.sqlite3"):
        capsys.readouterr()
        assert main(["restore", str(bad), "--data", str(empty)]) == 2, bad
        assert capsys.readouterr().err.strip()
        assert [path.name for path in empty.iterdir() if not path.name.endswith(".lock")] == [] if empty.exists() else 1


def test_a_backup_taken_while_others_write_is_sound(tmp_path: Path) -> None:
    path = tmp_path / DATABASE
    done = threading.Event()

    def write() -> None:
        with closing(Store(path)) as store:
            for number in range(400):
                put(store, interview(f"bai-{number:03}", PAIRS))
                if done.is_set():
                    return

    with closing(Store(path)) as reader:
        writer = threading.Thread(target=write)
        writer.start()
        counts = []
        try:
            for number in range(5):
                reader.back_up(tmp_path / f"luu-{number}.sqlite3")
                counts.append(len(_ids(tmp_path / f"luu-{number}.sqlite3")))
        finally:
            done.set()
            writer.join()
    assert counts == sorted(counts)
    for number, count in enumerate(counts):
        ids = _ids(tmp_path / f"luu-{number}.sqlite3")
        assert ids == [f"bai-{n:03}" for n in range(count)]  # whole interviews, none missing between


def _ids(path: Path) -> list[str]:
    with closing(Store(path)) as store:
        # Made without an encoder's facts and texts kept ready: nothing else may be wrong.
        assert {one.kind for one in verify(store)} <= {FaultKind.MANIFEST}
        return store.interview_ids()


def test_verify_speaks_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--json", "--data", str(folder)]) == 0
    assert json.loads(capsys.readouterr().out)["sound"] is True
    with closing(sqlite3.connect(folder / DATABASE)) as database, database:
        database.execute("DELETE FROM sentences")
    assert main(["verify", "--json", "--data", str(folder)]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["sound"] is False
    assert {one["kind"] for one in found["faults"]} == {"sentences"}
    assert all(one["remedy"] and one["said"] for one in found["faults"])
