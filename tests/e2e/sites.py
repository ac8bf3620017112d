"""The sites of the browser matrix: the app's own addresses, directly and behind nginx, and pages that embed it.

Every name ends in .test, which the tests' browser finds on this machine: `kho.test` is the app, `portal.kho.test` a
page of the same site, `portal.test` one of another, `khac.test` one that is on nobody's list.
"""

from __future__ import annotations

import http.server
import os
import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.e2e.conftest import ROOT

PORTAL = ROOT / "qa" / "deploy" / "portal.html"
NGINX = ROOT / "qa" / "deploy" / "nginx.conf"
SAME, CROSS, FOREIGN = "portal.kho.test", "portal.test", "khac.test"


class _Portal(http.server.BaseHTTPRequestHandler):
    """The example portal with its script line as the query asks for it: `app` address, further attributes by name."""

    def do_GET(self) -> None:
        asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        page = PORTAL.read_text("utf-8")
        address = f"{asked.pop('app', '')}/nhung.js"
        attributes = "".join(f' data-{name}="{value}"' for name, value in asked.items())
        page, count = re.subn(r'<script src="[^"]+"[^>]*>', f'<script src="{address}"{attributes}>', page)
        assert count == 1
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def portals() -> Iterator[int]:
    """The port on which every name shows the example portal."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Portal) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def free_port() -> int:
    """A port that nothing listens at just now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def nginx(folder: Path, root: int, below: int) -> Iterator[tuple[int, int, int]]:
    """Debian's nginx with the example of `qa/deploy`: the ports of "/", of the prefix kept and of it stripped.

    `root` and `below` are the ports of the app at "/" and below /hoi-dap.
    """
    ports = free_port(), free_port(), free_port()
    upstream, first, second = re.split(r"(?=^server \{)", NGINX.read_text("utf-8"), flags=re.MULTILINE)
    ahead = partial(re.sub, r"127\.0\.0\.1:7860")
    named = upstream.replace("upstream interview_archive", "upstream {0}")
    stripped = second.replace("proxy_pass http://interview_archive;", "proxy_pass http://interview_archive/;")
    assert stripped != second
    sites = [(first, root, ports[0]), (second, below, ports[1]), (stripped, below, ports[2])]
    parts = []
    for number, (server, target, port) in enumerate(sites):
        name = f"archive_{number}"
        parts.append(ahead(f"127.0.0.1:{target}", named.replace("{0}", name)))
        server = server.replace("http://interview_archive", f"http://{name}")
        parts.append(re.sub(r"listen 80;", f"listen 127.0.0.1:{port};", server))
    with nginx_of(folder, "\n".join(parts), ports):
        yield ports


@contextmanager
def nginx_of(folder: Path, servers: str, ports: tuple[int, ...]) -> Iterator[None]:
    """Debian's nginx with some servers, once all their ports are open. Skips where there is no nginx, except in CI."""
    path = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if path is None:
        assert not os.environ.get("CI"), "CI needs nginx: apt-get install nginx-light"
        pytest.skip("no nginx here: apt-get install nginx-light")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    (folder / "nginx.conf").write_text(
        f"daemon off; worker_processes 1; pid {folder}/pid; error_log stderr;\n"
        f"events {{ }}\nhttp {{ access_log off; {temporary}\n{servers}\n}}\n",
        encoding="utf-8",
    )
    process = subprocess.Popen([path, "-p", str(folder), "-c", str(folder / "nginx.conf")], stderr=subprocess.PIPE)
    try:
        _wait_for(ports, process)
        yield
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait_for(ports: tuple[int, ...], process: subprocess.Popen[bytes]) -> None:
    for port in ports:
        for _ in range(100):
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", port)) == 0:
                    break
            if process.poll() is not None and process.stderr:
                pytest.fail(f"nginx did not start: {process.stderr.read().decode()}")
            time.sleep(0.05)
