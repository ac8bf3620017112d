"""Many clients at once: `python -m tests.benchmarks.load [--clients 200] [--seconds 60] [--think 1.0]`.

Serves the demonstration archive in a process of its own on loopback. Each client asks, waits, and asks again; one that
is told to come back (503) waits as well. Every answer is compared with what the same question got before the load.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]
QUESTIONS = (
    "Khó khăn khi luân chuyển cán bộ là gì?",
    "Bao giờ có nước sạch?",
    "Thiếu bao nhiêu giáo viên?",
    "Giải phóng mặt bằng vướng ở đâu?",
    "Giá vé xem chung kết bóng rổ ở Chicago là bao nhiêu?",
    "nuoi tom gap kho khan gi",
)


def resident(process: int) -> float:
    """MiB of memory that a process holds."""
    status = Path(f"/proc/{process}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else 0.0


class Load:
    """What the clients saw."""

    def __init__(self, address: str, expected: dict[str, object]) -> None:
        self.statuses: Counter[str] = Counter()
        self.seconds: list[float] = []
        self.differing = 0
        self._address = address
        self._expected = expected

    async def visit(self, client: httpx.AsyncClient, number: int, until: float, think: float) -> None:
        """One visitor, told apart by an address of its own, as behind a proxy."""
        headers = {"X-Forwarded-For": f"10.1.{number // 250}.{number % 250 + 1}"}
        chance = random.Random(number)
        await asyncio.sleep(chance.random() * think)
        while time.monotonic() < until:
            question = chance.choice(QUESTIONS)
            started = time.perf_counter()
            try:
                answer = await client.get(f"{self._address}/api/ask", params={"q": question}, headers=headers)
            except httpx.HTTPError as error:
                self.statuses[type(error).__name__] += 1
                continue
            self.statuses[str(answer.status_code)] += 1
            if answer.status_code == 200:
                self.seconds.append(time.perf_counter() - started)
                self.differing += answer.json() != self._expected[question]
            await asyncio.sleep(think * (0.5 + chance.random()))


async def run(address: str, process: int, clients: int, seconds: float, think: float) -> None:
    """Drives the load and prints what came of it."""
    limits = httpx.Limits(max_connections=clients, max_keepalive_connections=clients)
    async with httpx.AsyncClient(limits=limits, timeout=60) as client:
        asked = {q: (await client.get(f"{address}/api/ask", params={"q": q})).json() for q in QUESTIONS}
        load = Load(address, asked)
        warm = time.monotonic() + 10  # threads, caches and connections come to be
        await asyncio.gather(*(load.visit(client, n, warm, think) for n in range(clients)))
        before = resident(process)
        load = Load(address, asked)
        started = time.monotonic()
        await asyncio.gather(*(load.visit(client, n, started + seconds, think) for n in range(clients)))
        took = time.monotonic() - started
    ordered = sorted(load.seconds)
    at = [ordered[int(len(ordered) * share)] * 1000 for share in (0.5, 0.95, 0.99)] if ordered else [0.0] * 3
    print(
        f"{clients} clients, {took:.0f} s, think {think} s: {dict(load.statuses)}, {len(ordered) / took:.0f} answers/s"
    )
    print(f"ask p50 {at[0]:.0f} ms, p95 {at[1]:.0f} ms, p99 {at[2]:.0f} ms")
    print(f"memory {before:.0f} MiB before, {resident(process):.0f} MiB after")


def main() -> None:
    """Builds the archive, serves it, drives the load."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--think", type=float, default=1.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environ = {**os.environ, "QA_DATA": folder, "QA_PORT": "0"}
        build = [sys.executable, "-m", "qa", "build", "qa/demo", "--data", folder]
        subprocess.run(build, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        server = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True)
        try:
            assert server.stdout
            found = re.search(r"http://\S+", server.stdout.readline())
            assert found
            address = found[0].rstrip("/")
            asyncio.run(run(address, server.pid, options.clients, options.seconds, options.think))
        finally:
            server.terminate()
            started = time.monotonic()
            server.wait(30)
            print(f"stopped {time.monotonic() - started:.1f} s after the signal")


if __name__ == "__main__":
    main()
