"""An archive on a PostgreSQL server: machines stay in step, a kill loses nothing, the server may go and come."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from qa.archive import DATABASE, Archive
from qa.cli.main import main
from qa.config import read_settings
from qa.errors import SettingsError, StoreError
from qa.render.json import answer_json, check_json
from qa.store.feedback import Usefulness, keep_feedback
from qa.store.files import derived_folder
from qa.store.moving import tables
from qa.store.store import Store
from qa.verify import verify
from qa.wording import STORE_UNAVAILABLE
from qa.wording import store as wording_store
from tests.conftest import DEMO, ROOT
from tests.made import HashEncoder
from tests.postgres import PostgresHere
from tests.test_archive import ARTICLE, QUESTION, write
from tests.test_generation import QUESTIONS, generations
from tests.web.clients import client_for


@pytest.fixture
def server(postgres: PostgresHere, tmp_path: Path) -> str:
    """The address of an empty database."""
    return postgres.of(tmp_path)


@pytest.fixture
def demo_there(demo: Archive, server: str, tmp_path: Path) -> Iterator[Archive]:
    """The demonstration archive, built on the server from the same files."""
    with Archive.open(tmp_path / "demo", server=server) as archive:
        assert not archive.add([DEMO]).failures
        archive.read_on()
        yield archive


def test_every_answer_is_that_of_a_file(demo: Archive, demo_there: Archive) -> None:
    asked = [*QUESTIONS, *demo.suggestions(100)]
    for interview in demo.interviews():
        found = demo.interview(interview.id)
        asked += [turn.question.of(found.text) for turn in found.turns if turn.question][:2]
    for question in asked:
        mine, theirs = (json.dumps(answer_json(one.ask(question), explain=True)) for one in (demo_there, demo))
        assert mine == theirs
    assert len(asked) > 30
    claims = [hit.text for hit in demo.ask(QUESTION).hits]
    for claim in [*claims, claims[0].replace("nhóm", "loại")]:
        mine, theirs = (json.dumps(check_json(claim, *one.check(claim))) for one in (demo_there, demo))
        assert mine == theirs
    assert demo_there.interviews() == demo.interviews()
    assert demo_there.facets() == demo.facets()
    assert verify(demo_there.store) == []


def test_the_tables_are_those_of_a_file(postgres: PostgresHere, server: str, tmp_path: Path) -> None:
    Store(tmp_path / DATABASE).close()
    with sqlite3.connect(tmp_path / DATABASE) as file:
        names = [name for (name,) in file.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        there = {(name, row[1]) for name in names for row in file.execute(f"PRAGMA table_info({name})")}
        indexes = {name for (name,) in file.execute("SELECT name FROM sqlite_schema WHERE type='index' AND sql <> ''")}
    file.close()
    Store(tmp_path / DATABASE, server).close()
    database = server.rpartition("/")[2]
    asked = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
    found = {tuple(line.split("|")) for line in postgres.run(database, asked).splitlines()}
    assert found - {("schema_version", "steps")} == {one for one in there if one[0] != "sqlite_sequence"}
    assert indexes <= {*postgres.run(database, "SELECT indexname FROM pg_indexes").splitlines()}


def test_what_one_machine_writes_another_answers_with(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.derived.STORED", 1)
    here, there = tmp_path / "here", tmp_path / "there"
    with Archive.open(here, server=server) as one, Archive.open(there, server=server) as other:
        one.add([write(tmp_path, "nuoc.txt", "Nguồn nước đã cạn từ tháng ba.")])
        assert other.ask("nguồn nước cạn").hits[0].text == one.ask("nguồn nước cạn").hits[0].text
        assert generations(here)
        assert generations(there)
        other.add([write(tmp_path, "duong.txt", "Con đường lên bản đã sạt lở.", "Đường lên bản")])
        assert "sạt lở" in one.ask("con đường sạt lở").hits[0].text
        one.remove("duong")
        assert all("sạt lở" not in hit.text for hit in other.ask("con đường sạt lở").hits)
        deadline = time.monotonic() + 30
        while holding(there, "sạt lở") and time.monotonic() < deadline:
            time.sleep(0.2)
        assert holding(there, "sạt lở") == []
        assert one.store.content_version() == other.store.content_version()


def holding(folder: Path, words: str) -> list[Path]:
    files = [path for path in derived_folder(folder / DATABASE).rglob("*") if path.is_file()]
    return [path for path in files if path.exists() and words.encode() in path.read_bytes()]


def test_a_build_killed_on_one_machine_goes_on_on_another(postgres: PostgresHere, server: str, tmp_path: Path) -> None:
    source = tmp_path / "bai.jsonl"
    texts = (ARTICLE.format(answer=f"Giếng số {n} đã cạn từ năm ngoái. " * 20) for n in range(400))
    rows = [json.dumps({"id": f"bai{n}", "title": f"Bài {n}", "text": text}) for n, text in enumerate(texts)]
    source.write_text("\n".join(rows), "utf-8")
    command = [sys.executable, "-m", "qa", "build", str(source), "--data", str(tmp_path / "here")]
    child = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "QA_STORE": server}, stderr=subprocess.DEVNULL)
    database = server.rpartition("/")[2]
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and child.poll() is None:
        known = postgres.run(database, "SELECT to_regclass('schema_version') IS NOT NULL") == "t"
        if known and int(postgres.run(database, "SELECT count(*) FROM interviews")) >= 50:
            break
        time.sleep(0.02)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    with Archive.open(tmp_path / "there", server=server) as archive:
        kept = archive.store.interview_count()
        assert 50 <= kept < 400
        assert archive.ask("giếng đã cạn").hits
        report = archive.add([source])  # the lock of the one that was killed has gone with it
        assert (len(report.added), report.unchanged) == (400 - kept, kept)
        assert verify(archive.store) == []


def test_one_machine_at_a_time_reads_closely(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.indexes.Indexes.contextual", HashEncoder())
    monkeypatch.setattr("qa.background.PAUSE_SECONDS", 0.1)
    with (
        Archive.open(tmp_path / "here", server=server) as one,
        Archive.open(tmp_path / "there", server=server) as other,
    ):
        other.add([write(tmp_path, "nuoc.txt", "Nguồn nước đã cạn.")])
        with one.store.turn_to_read() as mine:
            assert mine
            other.keep_reading()
            time.sleep(0.5)
            assert other.read_so_far().done == 0
        deadline = time.monotonic() + 30
        while not (so_far := one.read_so_far()).complete and time.monotonic() < deadline:
            time.sleep(0.1)
        assert so_far.done == so_far.total > 0


def test_the_server_may_go_and_come_again(postgres: PostgresHere, server: str, tmp_path: Path) -> None:
    with Archive.open(tmp_path / "data", server=server) as archive:
        archive.add([write(tmp_path, "nuoc.txt", "Nguồn nước đã cạn.")])
        client = client_for(archive)
        assert client.get("/readyz").status_code == 200
        with archive.store.reading():
            postgres.stop()
            with pytest.raises(StoreError, match="Không kết nối được"):
                archive.store.interview_ids()
        try:
            for path in ("/readyz", "/api/ask?q=Vì sao cạn nước?", "/phong-van/nuoc"):
                refused = client.get(path)
                assert refused.status_code == 503
                assert STORE_UNAVAILABLE in refused.text
            with pytest.raises(StoreError, match="Không kết nối được"):
                archive.store.audit("a", "b")
            with pytest.raises(StoreError, match="Không kết nối được"), archive.store.builds.held():
                pass
            with pytest.raises(StoreError, match="Không kết nối được") as away:
                Archive.open(tmp_path / "other", server=server)
            assert "\n" not in str(away.value)
        finally:
            postgres.start()
        assert client.get("/readyz").status_code == 200
        assert "cạn" in client.get("/api/ask?q=nguồn nước cạn").text
        archive.store.audit("a", "b")


class Asked(dict[str, str]):
    """An environment that remembers which names were asked for."""

    def __init__(self, there: dict[str, str]) -> None:
        super().__init__(there)
        self.names: set[str] = set()

    def get(self, name: str, default: Any = None) -> Any:
        self.names.add(name)
        return super().get(name, default)


def test_the_compose_file_names_what_there_is(tmp_path: Path) -> None:
    folder = ROOT / "qa" / "deploy"
    made = yaml.safe_load((folder / "compose.yaml").read_text("utf-8"))
    apps = {name: one for name, one in made["services"].items() if "build" in one}
    balancer = (folder / "nginx-cluster.conf").read_text("utf-8")
    assert set(re.findall(r"server (\w+):7860", balancer)) == set(apps)
    assert len(apps) == 2
    for one in made["services"].values():
        assert "build" in one or re.fullmatch(r"[a-z]+:[\d.]+", one["image"])
        assert {*one.get("secrets", ())} <= {*made["secrets"]}
        for source, target, *_ in (volume.split(":") for volume in one.get("volumes", ())):
            assert source in made["volumes"] or (folder / source).is_file(), target
    secret = tmp_path / "store"
    secret.write_text("postgresql://kho:x@store/kho\n")
    for one in apps.values():
        assert (folder / one["build"]["context"] / one["build"]["dockerfile"]).is_file()
        environ = Asked({**one["environment"], "QA_STORE_FILE": str(secret)})
        found = read_settings(environ)
        assert set(environ) <= environ.names
        assert found.store == "postgresql://kho:x@store/kho"
        assert str(found.access.proxies[0]) == made["networks"]["inner"]["ipam"]["config"][0]["subnet"]


@pytest.mark.parametrize(
    "given",
    ["postgres://kho@may/kho", "postgresql://", "mysql://kho@may/kho", "kho.sqlite3", "postgresql://kho@may:x/k"],
)
def test_an_address_that_is_none_is_one_line(
    given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("sqlalchemy")
    monkeypatch.setenv("QA_STORE", given)
    assert main(["stats", "--data", str(tmp_path)]) == 2
    assert wording_store.BAD_SERVER in capsys.readouterr().err


def test_a_server_that_is_not_there_is_one_line_without_its_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("psycopg")
    secret = tmp_path / "store"
    secret.write_text("postgresql://kho:mat-khau-dai@127.0.0.1:1/kho\n")
    monkeypatch.setenv("QA_STORE_FILE", str(secret))
    assert main(["stats", "--data", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert re.fullmatch(r"[^\n]*Không kết nối được với kho trên máy chủ postgresql://kho:\*\*\*@[^\n]*\n", said)


def test_without_its_libraries_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for library in ("sqlalchemy", "sqlalchemy.exc"):
        monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(SettingsError, match=r"sqlalchemy.*pip install interview-archive\[cluster\]"):
        Archive.open(tmp_path, server="postgresql://kho@127.0.0.1/kho")


def test_the_command_line_works_on_it(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QA_STORE", server)
    path = write(tmp_path, "nuoc.txt", "Nguồn nước đã cạn.")
    data = ["--data", str(tmp_path / "data")]
    assert main(["build", str(path), "--later", *data]) == 0
    assert main(["ask", "nguồn nước bản Thử cạn", *data]) == 0
    assert main(["verify", *data]) == 0
    assert main(["audit", *data]) == 0
    assert not (tmp_path / "data" / DATABASE).exists()
    assert main(["remove", "nuoc", *data]) == 0
    assert main(["ask", "nguồn nước bản Thử cạn", *data]) == 1


def test_an_archive_moves_to_a_server_and_back(
    demo: Archive, demo_folder: Path, server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = ["--data", str(tmp_path / "data")]
    before, after = tmp_path / "truoc.sqlite3", tmp_path / "sau.sqlite3"
    with Archive.open(shutil.copytree(demo_folder, tmp_path / "copy")) as archive:
        hit = archive.ask(QUESTION).hits[0]
        keep_feedback(archive.store, hit.turn, QUESTION, Usefulness.USEFUL)
        archive.withdraw(archive.interviews()[-1].id, "thử")
        archive.store.back_up(before)
    with Archive.open(tmp_path / "copy") as archive:
        expected = [answer_json(archive.ask(question)) for question in QUESTIONS]
    monkeypatch.setenv("QA_STORE", server)
    assert main(["restore", str(before), *data]) == 0
    assert main(["restore", str(before), *data]) == 2  # an archive is there already
    with Archive.open(tmp_path / "data", server=server) as archive:
        assert [answer_json(archive.ask(question)) for question in QUESTIONS] == expected
        assert verify(archive.store) == []
    assert main(["backup", str(after), *data]) == 0
    assert contents(after) == contents(before)
    assert sorted(path.name for path in (tmp_path / "data").iterdir()) == [f"{DATABASE}.derived"]
    with Archive.open(tmp_path / "data", server=server) as archive:
        numbers = {one.id for one in archive.store.utterances()}
        archive.add([write(tmp_path, "nuoc.txt", "Nguồn nước đã cạn.")])
        assert max(numbers) < min({one.id for one in archive.store.utterances()} - numbers)


def contents(path: Path) -> dict[str, list[object]]:
    """All rows of a file, but for what it was derived into."""
    with sqlite3.connect(path) as file:
        rows = {name: sorted(file.execute(f"SELECT * FROM {name}"), key=repr) for name in tables()}
    file.close()
    return rows | {"manifest": [row for row in rows["manifest"] if row[0] != "wiped"]}


def test_what_nobody_types_is_stored_all_the_same(server: str, tmp_path: Path) -> None:
    store = Store(tmp_path / DATABASE, server)
    store.audit("x", "a\0b 50% ?")
    assert store.rows("SELECT target FROM audit WHERE target LIKE '%50!%%' ESCAPE '!' AND event = ?", "x") == [
        ("a␀b 50% ?",)
    ]
    store.close()
