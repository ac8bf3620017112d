"""A server that is stopped closes its archive; one whose archive is taken away says so."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from qa.archive import DATABASE, Archive
from qa.store.audited import Wanted, noted
from tests.conftest import ROOT


@contextmanager
def serving(data: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    environ = {**os.environ, "QA_DATA": str(data), "QA_PORT": "0"}
    server = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout
        found = re.search(r"http://\S+", server.stdout.readline())
        assert found
        yield found[0].rstrip("/"), server
    finally:
        server.kill()
        server.wait()


@pytest.mark.parametrize("signal_", [signal.SIGTERM, signal.SIGINT])
def test_a_stopped_server_closes_its_archive_and_ends_well(
    demo_folder: Path, tmp_path: Path, signal_: signal.Signals
) -> None:
    shutil.copytree(demo_folder, tmp_path / "data")
    with serving(tmp_path / "data") as (address, server):
        assert httpx.get(f"{address}/readyz", timeout=60).json()["interviews"] > 10
        server.send_signal(signal_)
        assert server.wait(60) == 0
    left = {path.name for path in (tmp_path / "data").iterdir()}
    assert f"{DATABASE}-wal" not in left
    assert DATABASE in left


@pytest.mark.parametrize(("how", "pause"), [(signal.SIGTERM, 0.0), (signal.SIGKILL, 3.0)])
def test_what_was_asked_is_in_the_audit_however_the_server_ends(
    demo_folder: Path, tmp_path: Path, how: signal.Signals, pause: float
) -> None:
    shutil.copytree(demo_folder, tmp_path / "data")
    with serving(tmp_path / "data") as (address, server):
        for number in range(3):
            assert httpx.get(f"{address}/api/ask?q=Câu hỏi {number} về trường học", timeout=60).status_code == 200
        time.sleep(pause)
        server.send_signal(how)
        server.wait(60)
    with Archive.open(tmp_path / "data") as archive:
        kept = [one.question for one in noted(archive.store, Wanted(event="ask"))]
    assert kept[:3] == [f"Câu hỏi {number} về trường học" for number in (2, 1, 0)]


def test_a_server_whose_archive_is_taken_away_is_not_ready(demo_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(demo_folder, tmp_path / "data")
    with serving(tmp_path / "data") as (address, server):
        assert httpx.get(f"{address}/readyz", timeout=60).status_code == 200
        shutil.rmtree(tmp_path / "data")
        assert httpx.get(f"{address}/readyz", timeout=60).status_code == 503
        assert httpx.get(f"{address}/healthz", timeout=60).status_code == 200
        server.send_signal(signal.SIGTERM)
        assert server.wait(60) == 0
