"""Attacks a server on loopback: `python -m tests.benchmarks.attacks [--seconds 8] [--only NAME]`.

Serves the demonstration archive in a process of its own, with 1,024 open files. While each attack runs, /healthz is
looked at ten times a second, a question is asked each second, and its answer compared with what it was before. After
all of them every question and permalink is asked again. Printed: the worst wait for /healthz, statuses, answers that
were late, refused (503) or wrong, memory. Nothing leaves the machine; each attack ends by itself.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import httpx

from tests.benchmarks.load import QUESTIONS, resident
from tests.web.test_decoding import paragraph, word_file

ROOT = Path(__file__).parents[2]
FILES = 1024


class Watcher:
    """Looks at the server while it is attacked."""

    def __init__(self, address: str, process: int, expected: dict[str, object]) -> None:
        self.address = address
        self.process = process
        self.expected = expected
        self.stall = 0.0
        self.statuses: Counter[str] = Counter()
        self.asked: Counter[str] = Counter()
        self.peak = 0.0

    async def look(self, until: asyncio.Event) -> None:
        """Asks for the server's health, a fresh connection each time, as a load balancer does."""
        while not until.is_set():
            started = time.perf_counter()
            try:
                async with httpx.AsyncClient(timeout=60) as client:
                    answer = await client.get(f"{self.address}/healthz")
                if answer.status_code != 200:
                    self.asked[f"healthz {answer.status_code}"] += 1
            except httpx.HTTPError as error:
                self.asked[f"healthz {type(error).__name__}"] += 1
            self.stall = max(self.stall, time.perf_counter() - started)
            self.peak = max(self.peak, resident(self.process))
            await asyncio.sleep(0.1)

    async def ask(self, until: asyncio.Event) -> None:
        """Asks as a visitor does, and compares the answers."""
        async with httpx.AsyncClient(timeout=60) as client:
            while not until.is_set():
                for question in QUESTIONS[:2]:
                    try:
                        answer = await client.get(f"{self.address}/api/ask", params={"q": question})
                        right = answer.status_code != 200 or answer.json() == self.expected[question]
                        self.asked[str(answer.status_code) if right else "wrong"] += 1
                    except httpx.HTTPError as error:
                        self.asked[type(error).__name__] += 1
                await asyncio.sleep(0.5)

    async def post(self, path: str, seconds: float = 60, **sent: object) -> None:
        """Sends one hostile request."""
        try:
            async with httpx.AsyncClient(timeout=seconds) as client:
                answer = await client.post(self.address + path, **sent)  # type: ignore[arg-type]
            self.statuses[str(answer.status_code)] += 1
        except httpx.HTTPError as error:
            self.statuses[type(error).__name__] += 1

    @property
    def peer(self) -> tuple[str, int]:
        """The host and port of the server."""
        host, port = self.address.removeprefix("http://").split(":")
        return host, int(port)


Attack = Callable[[Watcher, float], Awaitable[None]]
ATTACKS: dict[str, Attack] = {}


def attack(what: Attack) -> Attack:
    """Lists an attack under its name."""
    ATTACKS[what.__name__] = what
    return what


@attack
async def marks(watcher: Watcher, seconds: float) -> None:
    """Combining marks without end, in each field."""
    long = "a" + "\u0301\u0323" * 60_000
    for field in ("q", "speaker", "outlet"):
        await watcher.post("/api/ask", json={"q": "nước", field: long})
    await watcher.post("/api/ask", json={"q": "nước", "history": [long]})
    await watcher.post("/api/check", json={"claim": long})
    await watcher.post("/api/check", json={"claim": "nước", "speaker": long})
    await watcher.post("/api/check-article?name=a.txt", content=("a" + "\u0301\u0323" * 500_000).encode())


@attack
async def words(watcher: Watcher, seconds: float) -> None:
    """Fields of very many words."""
    for field in ("speaker", "outlet", "since", "interview"):
        await watcher.post("/api/ask", json={"q": "nước", field: "báo lạ " * 15_000})
    await watcher.post("/api/ask", json={"q": "nước", "history": ["vì sao " * 200] * 50})
    await watcher.post("/api/check", json={"claim": "không phải là " * 1400})


@attack
async def exploding(watcher: Watcher, seconds: float) -> None:
    """Files that unpack or parse to many times their size, eight at once."""
    empty = word_file("<w:p/>" * 4_000_000)
    hidden = word_file(paragraph("a") * 400_000, "word/media/tranh.png")
    tags, nested = b"<br>" * 2_000_000, b"<div>" * 400_000
    attributes = b"<p " + b" ".join(b"a%d=1" % n for n in range(400_000)) + b">"
    files = [("a.docx", empty), ("b.docx", hidden), ("c.html", tags), ("d.html", nested), ("e.html", attributes)]
    path = "/api/check-article?name="
    await asyncio.gather(*(watcher.post(path + name, content=body) for name, body in (files * 2)[:8]))


@attack
async def bombs(watcher: Watcher, seconds: float) -> None:
    """A Word file that is no package, and one of a gigabyte of spaces."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as parts, parts.open("word/document.xml", "w") as part:
        for _ in range(300):
            part.write(b" " * 1024 * 1024)
    for _ in range(3):
        await watcher.post("/api/check-article?name=a.docx", content=packed.getvalue())


@attack
async def half_sent(watcher: Watcher, seconds: float) -> None:
    """Two hundred questions whose last byte never comes."""
    head = b"POST /api/ask HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
    await _held(watcher, 200, head, seconds)


@attack
async def idle(watcher: Watcher, seconds: float) -> None:
    """More connections than the process may open files, that say nothing."""
    await _held(watcher, FILES + 100, b"", seconds)


async def _held(watcher: Watcher, connections: int, sent: bytes, seconds: float) -> None:
    writers: list[asyncio.StreamWriter] = []
    for _ in range(connections):
        with suppress(OSError):
            _, writer = await asyncio.open_connection(*watcher.peer)
            writer.write(sent)
            writers.append(writer)
    await asyncio.sleep(seconds)
    for writer in writers:
        writer.close()


@attack
async def garbage(watcher: Watcher, seconds: float) -> None:
    """What is no HTTP, and odd headers."""
    for _ in range(200):
        reader, writer = await asyncio.open_connection(*watcher.peer)
        writer.write(b"\x16\x03\x01" + os.urandom(200) + b"\r\n\r\n")
        with suppress(OSError, TimeoutError):
            await asyncio.wait_for(reader.read(), 5)
        writer.close()
    for origin in ("http://[", "http://a:b:c", "null", "\x80"):
        await watcher.post("/api/ask", json={"q": "a"}, headers={"Origin": origin.encode("latin-1")})


@attack
async def long_article(watcher: Watcher, seconds: float) -> None:
    """Articles of 200,000 characters with 300 quotations: short ones, and long ones of words that all places hold."""
    short = "Khó khăn lớn nhất khi luân chuyển cán bộ là nhà công vụ và trường học, số {}", 30
    common = "không phải là một số cán bộ {0} " * 18, 1
    for quoted, around in (short, common):
        rest = "Bài báo kể thêm. " * around
        told = " ".join(f"Ông Nguyễn Văn A nói: “{quoted.format(n)}”. {rest}" for n in range(300))[:199_000]
        started = time.perf_counter()
        await watcher.post("/api/check-article", json={"text": told})
        print(f"    an article of {len(told):,} characters: {time.perf_counter() - started:.1f} s")


@attack
async def different(watcher: Watcher, seconds: float) -> None:
    """Questions that are all different, for as long as it may take."""
    until, number = time.monotonic() + seconds, 0
    async with httpx.AsyncClient(timeout=60) as client:
        while time.monotonic() < until:
            for answer in await asyncio.gather(
                *(client.get(f"{watcher.address}/api/ask", params={"q": f"câu {number + n} nước"}) for n in range(8))
            ):
                watcher.statuses[str(answer.status_code)] += 1
            number += 8


@asynccontextmanager
async def served(folder: str) -> AsyncIterator[tuple[str, int]]:
    """The address and the process of a server over the archive in `folder`."""
    environ = {**os.environ, "QA_DATA": folder, "QA_PORT": "0", "QA_ASKS_PER_MINUTE": "0"}
    resource.setrlimit(resource.RLIMIT_NOFILE, (4 * FILES, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    limited = ["bash", "-c", f"ulimit -n {FILES}; exec {sys.executable} app.py"]
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(limited, cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=log, text=True)
        try:
            assert server.stdout
            found = re.search(r"http://\S+", await asyncio.to_thread(server.stdout.readline))
            assert found
            yield found[0].rstrip("/"), server.pid
        finally:
            server.terminate()
            await asyncio.to_thread(server.wait, 30)
            print(f"log: {log.tell():,} bytes; exit status {server.returncode}")


async def answers(address: str) -> dict[str, object]:
    """What the server says to each question, and at each permalink of the answers."""
    told: dict[str, object] = {}
    async with httpx.AsyncClient(timeout=120) as client:
        for question in QUESTIONS:
            told[question] = (await client.get(f"{address}/api/ask", params={"q": question})).json()
            for hit in told[question]["hits"]:  # type: ignore[index]
                told[hit["turn"]] = (await client.get(f"{address}/api/citation/{hit['turn']}")).json()
    return told


async def run(folder: str, seconds: float, only: str | None) -> None:
    """Runs the attacks and prints what came of each."""
    async with served(folder) as (address, process):
        expected = await answers(address)
        print(f"memory before: {resident(process):.0f} MiB")
        for name, what in ATTACKS.items():
            if only in (None, name):
                watcher = Watcher(address, process, expected)
                over = asyncio.Event()
                watching = [asyncio.create_task(one(over)) for one in (watcher.look, watcher.ask)]
                started = time.monotonic()
                await what(watcher, seconds)
                took = time.monotonic() - started
                over.set()
                await asyncio.gather(*watching)
                print(
                    f"{name}: {took:.1f} s; worst /healthz {watcher.stall:.2f} s; sent {dict(watcher.statuses)}; "
                    f"asked meanwhile {dict(watcher.asked)}; memory at most {watcher.peak:.0f} MiB"
                )
        await asyncio.sleep(2)
        after = await answers(address)
        print(f"memory after: {resident(process):.0f} MiB; answers missing or changed: {_missing(expected, after)}")


def _missing(before: dict[str, object], after: dict[str, object]) -> int:
    return sum(after.get(key) != told for key, told in before.items())


def main() -> None:
    """Builds the archive, serves it, attacks it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--only", choices=sorted(ATTACKS))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        build = [sys.executable, "-m", "qa", "build", "qa/demo", "--data", folder]
        subprocess.run(build, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        asyncio.run(run(folder, options.seconds, options.only))


if __name__ == "__main__":
    main()
