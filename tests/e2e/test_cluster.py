"""Two servers of one archive behind nginx, as compose.yaml has them: all visitors get one archive, whoever serves."""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from tests.e2e.conftest import ROOT, serving
from tests.e2e.sites import free_port, nginx_of
from tests.postgres import PostgresHere
from tests.test_archive import write

VISITORS = [f"127.0.0.{number}" for number in range(1, 9)]


def found(port: int, visitor: str, question: str) -> list[str]:
    """What a visitor of an address is answered with."""
    asking = http.client.HTTPConnection("127.0.0.1", port, timeout=30, source_address=(visitor, 0))
    asking.request("GET", f"/api/ask?q={quote(question)}", headers={"Host": "127.0.0.1"})
    answer = asking.getresponse()
    assert answer.status == 200
    texts = [str(hit["text"]) for hit in json.load(answer)["hits"]]
    asking.close()
    return texts


def build(server: str, data: Path, path: Path) -> None:
    command = [sys.executable, "-m", "qa", "build", str(path), "--later", "--data", str(data)]
    subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, "QA_STORE": server}, capture_output=True)


def test_all_visitors_get_one_archive_whoever_serves(
    postgres: PostgresHere, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = postgres.of(tmp_path)
    build(server, tmp_path / "build", write(tmp_path, "nuoc.txt", "Nguồn nước đã cạn từ tháng ba."))
    conf = (ROOT / "qa" / "deploy" / "nginx-cluster.conf").read_text("utf-8")
    with ExitStack() as held:
        stops = [held.enter_context(ExitStack()) for _ in range(2)]
        for number, one in enumerate(stops, 1):
            environ = {"QA_STORE": server, "QA_DATA": str(tmp_path / f"app{number}")}
            address = one.enter_context(serving(["app.py"], tmp_path / f"log{number}", **environ))
            conf = conf.replace(f"app{number}:7860", f"127.0.0.1:{urlsplit(address).port}")
        port = free_port()
        held.enter_context(nginx_of(tmp_path, re.sub("listen 80;", f"listen {port};", conf), (port,)))
        assert {tuple(found(port, one, "nguồn nước cạn"))[:1] for one in VISITORS} == {
            ("Nguồn nước đã cạn từ tháng ba.",)
        }
        build(server, tmp_path / "build", write(tmp_path, "duong.txt", "Con đường lên bản đã sạt lở.", "Đường lên bản"))
        for visitor in VISITORS:
            assert "sạt lở" in found(port, visitor, "con đường sạt lở")[0]
        stops[0].close()
        for visitor in VISITORS:
            assert "sạt lở" in found(port, visitor, "con đường sạt lở")[0]
