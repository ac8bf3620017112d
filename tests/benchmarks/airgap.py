"""Proves the offline install: in a network namespace without a route, from the bundle to an answer in a browser.

    make bundle && sudo .venv/bin/python -m tests.benchmarks.airgap [BUNDLE]

Needs root (a network namespace), Chromium, and the project's own environment for the browser's part. A DNS server of
the script's own, the only one that the namespace knows, counts every question that anybody in it asks.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

ROOT = Path(__file__).parents[2]
INSIDE = "QA_AIRGAP_INSIDE"
# Chromium's own services (updates, form filling) kept still: what is counted is the page.
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-sync", "--disable-domain-reliability", "--no-pings"),
    *("--disable-component-update", "--disable-background-networking", "--disable-extensions"),
    "--component-updater=url-source=http://127.0.0.1:9/",
    "--google-base-url=http://127.0.0.1:9/",
    "--disable-features=AutofillServerCommunication,OptimizationHints,NetworkTimeServiceQuerying,MediaRouter,Translate",
]


class Sink:
    """A DNS server on 127.0.0.1:53 that answers nothing and notes the names it is asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 53))
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            query, sender = self._socket.recvfrom(4096)
            labels, place = [], 12
            while place < len(query) and query[place]:
                labels.append(query[place + 1 : place + 1 + query[place]].decode("latin-1"))
                place += 1 + query[place]
            self.asked.append(".".join(labels))
            self._socket.sendto(query[:2] + b"\x81\x83" + query[4:12] + query[12:], sender)  # no such name


def _run(*command: str, **environ: str) -> str:
    done = subprocess.run(command, env={**os.environ, **environ}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout


def _isolate(folder: Path) -> None:
    """Loopback alone, and a DNS configuration that leads to the sink."""
    _run("ip", "link", "set", "lo", "up")
    assert _run("ip", "route").strip() == ""
    assert _run("ip", "-6", "route", "show", "default").strip() == ""
    named = folder / "resolv.conf"
    named.write_text("nameserver 127.0.0.1\noptions timeout:1 attempts:1\n")
    _run("mount", "--bind", str(named), "/etc/resolv.conf")


def _prove_that_the_sink_counts(sink: Sink) -> None:
    subprocess.run(["getent", "hosts", "kiem-tra.invalid"], check=False)
    assert "kiem-tra.invalid" in sink.asked, "the sink counts nothing: the proof would be worth nothing"
    try:
        socket.create_connection(("192.0.2.1", 443), timeout=2)
    except OSError as error:
        print(f"way out: {error}")
    else:
        raise SystemExit("this namespace has a way out")
    sink.asked.clear()


def _visit(address: str) -> None:
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        page = browser.new_page(locale="vi-VN")
        page.goto(address)
        page.locator("#chat .example").first.click()
        expect(page.locator("#chat .card:visible").first).to_be_visible(timeout=30_000)
        print("asked:", page.locator("#chat .question").first.text_content())
        print("answered by:", page.locator("#chat .speaker").first.text_content())
        with page.context.expect_page() as opened:
            page.get_by_role("link", name="Đọc trong bài").first.click()
        expect(opened.value.locator("main mark").first).to_be_visible()
        opened.value.get_by_role("link", name="Kiểm tra trích dẫn").click()
        expect(opened.value.locator("#trich")).to_be_visible()
        fonts = "[...document.fonts].filter(face => face.status === 'loaded').length"
        print("bundled fonts in use:", page.evaluate(fonts))
        browser.close()


def _serve_and_visit(program: Path, data: Path, trace: Path) -> None:
    # -D: the process started is the server itself, so that the signal to stop reaches it.
    tracer = (
        ["strace", "-D", "-f", "--seccomp-bpf", "-qq", "-e", "trace=connect,sendto", "-o", str(trace)]
        if shutil.which("strace")
        else []
    )
    environ = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    environ |= {"QA_DATA": str(data), "QA_PORT": "0"}
    command = [*tracer, str(program), "serve"]
    server = subprocess.Popen(command, env=environ, cwd=data.parent, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout
        said = re.search(r"http://\S+", server.stdout.readline())
        assert said, "the server did not start"
        _visit(said[0])
    finally:
        server.terminate()
        server.wait(timeout=20)
    if tracer:
        time.sleep(1)  # the tracer writes its last lines
        elsewhere = re.findall(r'inet_addr\("(?!127\.)[^"]+"\)', trace.read_text())
        print(f"connections of the server that left loopback: {len(elsewhere)}")
        assert not elsewhere


def inside(bundle: Path) -> None:
    """The proof itself, within the namespace; SystemExit or AssertionError where it fails."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _isolate(folder)
        sink = Sink()
        _prove_that_the_sink_counts(sink)
        home = {"HOME": name, "PYTHONPATH": ""}
        _run("make", "-s", "-C", str(bundle), "install-offline", f"VENV={folder}/venv", **home)
        print(_run(f"{folder}/venv/bin/interview-archive", "--help", **home).splitlines()[0])
        data = f"DATA={folder}/data"
        print(_run("make", "-s", "-C", str(bundle), "demo", f"VENV={folder}/venv", data, **home).splitlines()[-1])
        _serve_and_visit(folder / "venv/bin/interview-archive", folder / "data", folder / "trace")
        print(f"DNS look-ups by install, build, server and browser: {len(sink.asked)} {sorted(set(sink.asked))}")
        assert not sink.asked


def main() -> int:
    """Runs the proof; 0 if it holds."""
    bundle = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "dist" / "interview-archive-bundle").resolve()
    if not (bundle / "SHA256SUMS").is_file():
        raise SystemExit(f"no bundle in {bundle}: make bundle")
    if INSIDE not in os.environ:
        again = [sys.executable, "-m", "tests.benchmarks.airgap", str(bundle)]
        return subprocess.run(["unshare", "--net", "--mount", *again], env={**os.environ, INSIDE: "1"}).returncode
    inside(bundle)
    print("proved")
    return 0


if __name__ == "__main__":
    sys.exit(main())
