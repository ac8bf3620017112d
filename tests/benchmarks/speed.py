"""How fast the product is on an archive of real press text: build, ask, ask over HTTP, start, memory.

    python -m tests.benchmarks.speed [--turns 10000] [--users 10] [--data ../shared/data] [--json]

News articles are cut to turn size (about 700 characters, six turns an interview, labelled as papers print them), so
that every stage works on real Vietnamese. Questions are the headlines of articles, half of them outside the archive.
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import httpx
import numpy as np

SIZE = 700
TURNS_AN_INTERVIEW = 6
QUESTIONS = 400
READ_SECONDS = 30.0
"""Seconds in which the contextual encoder reads: from then on each question is encoded by it too."""


def main() -> None:
    """Prints the figures, as lines or as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=10_000)
    parser.add_argument("--users", type=int, default=10)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(Path(folder), options.data, options.turns, options.users)
    print(json.dumps(figures) if options.json else "\n".join(f"{name}: {value}" for name, value in figures.items()))


def measure(folder: Path, data: Path, turns: int, users: int) -> dict[str, Any]:
    """All figures; times in seconds or milliseconds as their names say, memory in MB."""
    source, archive = folder / "news.jsonl", folder / "archive"
    titles = write_archive(data / "articles" / "news.jsonl.xz", source, turns)
    questions = random.Random(0).sample(titles, min(QUESTIONS, len(titles)))
    figures: dict[str, Any] = {"machine": f"{platform.machine()}, {os.cpu_count()} cores", "turns": turns}
    figures |= _child("build", archive, source)
    (folder / "questions.json").write_text(json.dumps(questions), "utf-8")
    figures |= _child("engine", archive, folder / "questions.json")
    return figures | over_http(archive, questions, users)


def write_archive(news: Path, target: Path, turns: int) -> list[str]:
    """Writes labelled interviews cut from news until there are `turns`; headlines, as many again from elsewhere."""
    titles: list[str] = []
    made = 0
    with lzma.open(news, "rt", encoding="utf-8") as lines, target.open("w", encoding="utf-8") as out:
        for row in map(json.loads, lines):
            pieces = [" ".join(row["text"][i : i + SIZE].split()) for i in range(0, len(row["text"]) - SIZE // 2, SIZE)]
            pieces = pieces[: min(TURNS_AN_INTERVIEW, turns - made)]
            if made == turns:
                break
            if not pieces:
                continue
            text = "\n\n".join(f"PV: Thưa ông, {row['title']}?\n\nÔng Lê Văn Thử: {piece}" for piece in pieces)
            record = {"id": f"n{made}", "title": row["title"], "text": text, "date": row.get("date")}
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
            made += len(pieces)
            titles.append(row["title"])
        titles += [json.loads(line)["title"] for line in islice(lines, len(titles))]
    return titles


def _child(name: str, archive: Path, argument: Path) -> dict[str, Any]:
    """Runs one stage in a process of its own, so that its memory is its own."""
    command = [
        sys.executable,
        "-c",
        f"from tests.benchmarks import speed; speed.{name}({str(archive)!r}, {str(argument)!r})",
    ]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return dict(json.loads(out.splitlines()[-1]))


def build(archive: str, source: str) -> None:
    """Stage: builds the archive, encoder loaded first."""
    from qa import Archive

    with Archive.open(archive) as opened:
        opened.encoder.encode_questions(["một"])
        start = time.perf_counter()
        report = opened.add([Path(source)])
        seconds = time.perf_counter() - start
        begun = time.perf_counter()
        opened.read_on(stopped=lambda: time.perf_counter() - begun > READ_SECONDS)
        read = opened.read_so_far().done / (time.perf_counter() - begun)
    print(
        json.dumps(
            {
                "build turns/s": round(report.turns / seconds),
                "read closely turns/s": round(read, 1),
                "turns parsed": report.turns,
                "build MB": _peak(),
            }
        )
    )


def engine(archive: str, questions: str) -> None:
    """Stage: from a cold process to the first answer, then each question by itself."""
    start = time.perf_counter()
    from qa import Archive

    asked = json.loads(Path(questions).read_text("utf-8"))
    with Archive.open(archive) as opened:
        opened.ask(asked[0])
        first = time.perf_counter() - start
        times = []
        for question in asked:
            begun = time.perf_counter()
            opened.ask(question)
            times.append(time.perf_counter() - begun)
    p50, p95 = np.percentile(times, [50, 95]) * 1000
    print(
        json.dumps(
            {
                "engine first answer s": round(first, 1),
                "ask p50 ms": round(p50, 1),
                "ask p95 ms": round(p95, 1),
            }
        )
    )


def over_http(archive: Path, questions: list[str], users: int) -> dict[str, Any]:
    """The server as it is run: start to first answer, then `users` asking at once, and its memory."""
    with _server(archive) as (address, begun, pid):
        while True:
            try:
                httpx.post(f"{address}/api/ask", json={"q": questions[0]}, timeout=60).raise_for_status()
                break
            except httpx.TransportError:
                time.sleep(0.1)
        first = time.perf_counter() - begun
        resting = _resident(pid)
        with ThreadPoolExecutor(users) as pool:
            shares = pool.map(lambda n: list(_asking(address, questions[n::users])), range(users))
            times = [value for share in shares for value in share]
        p50, p95 = np.percentile(times, [50, 95]) * 1000
        return {
            "server first answer s": round(first, 1),
            f"HTTP p50 ms, {users} users": round(p50, 1),
            f"HTTP p95 ms, {users} users": round(p95, 1),
            "server MB after start": resting,
            "server MB after load": _resident(pid),
        }


def _asking(address: str, questions: list[str]) -> Iterator[float]:
    with httpx.Client(base_url=address, timeout=60) as client:
        for question in questions:
            begun = time.perf_counter()
            client.post("/api/ask", json={"q": question}).raise_for_status()
            yield time.perf_counter() - begun


@contextmanager
def _server(archive: Path) -> Iterator[tuple[str, float, int]]:
    port = random.Random().randint(20000, 40000)
    environment = {**os.environ, "QA_DATA": str(archive), "QA_PORT": str(port), "QA_ASKS_PER_MINUTE": "0"}
    begun = time.perf_counter()
    child = subprocess.Popen([sys.executable, "app.py"], env=environment, stdout=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port}", begun, child.pid
    finally:
        child.terminate()
        child.wait(30)


def _resident(pid: int) -> int:
    fields = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines() if ":" in line)
    return int(fields["VmRSS"].split()[0]) // 1024


def _peak() -> int:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
