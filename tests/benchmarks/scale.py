"""What the product costs at any size: build, start, memory, ask by stage, filters, many askers; and others beside it.

    python -m tests.benchmarks.scale [--sizes 1k,10k,100k] [--data ../shared/data] [--json] [--no-beside]
                                     [--archive FOLDER…] [--plot FILE.svg FILE.png]

Each size is an archive of its own (`scale_corpus`), built and measured in processes of their own; `--archive` measures
others that are there, too. What goes beyond the first 2,000 turns is not read but stored as it was made. Questions are
headlines of the archive's own articles. Times are processor time where they say cpu, so that other work on the machine
moves them less. Beside it, on the same passages and the same table: FAISS with bm25s, SQLite FTS5, and txtai where that
is installed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial, wraps
from pathlib import Path
from typing import Any

import numpy as np

QUESTIONS = 60
READ = 2_000
"""Turns that are read as a build reads them, and timed; the archive is filled up with turns whose layout is known."""

ASKERS = 16
SHARES = (0.5, 0.01, 0.0001)
SUFFIXES = {"k": 1_000, "M": 1_000_000}

BUILD_STAGES = (
    ("qa.build", "read_interview"),
    ("qa.build", "embed"),
    ("qa.store.store.Store", "put"),
)
ASK_STAGES = (
    ("read", "qa.question.reader.Questions", "read"),
    ("encode", "qa.answering.Answering", "_vectors"),
    ("words", "qa.search.lexical.LexicalIndex", "search"),
    ("vectors", "qa.search.dense.DenseIndex", "nearest"),
    ("vectors", "qa.search.dense.DenseIndex", "cosines"),
    ("search", "qa.search.retrieve.Retriever", "search"),
    ("closer look", "qa.answering", "read_closely"),
    ("cite", "qa.answering.Answering", "_cite_all"),
)
"""Stages of an ask; "search" is words, vectors and what weighs them together."""


PLOTTED = (
    "ask cpu ms p95",
    "ask: search cpu ms p95",
    "start cpu s",
    "FAISS + bm25s cpu ms p95",
    "FTS5 cpu ms p95",
    "txtai hybrid cpu ms p95",
)


def main() -> None:
    """Prints the figures of each size, as lines or as one JSON list."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--archive", type=Path, nargs="*", default=[])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--plot", type=Path, nargs="*", default=[])
    parser.add_argument("--no-beside", action="store_true")
    options = parser.parse_args()
    beside = not options.no_beside
    sizes = [_number(size) for size in (options.sizes or ("" if options.archive else "1k,10k")).split(",") if size]
    rows = [built(size, options.data, beside) for size in sizes]
    rows += [measured(archive, beside) for archive in options.archive]
    for row in rows:
        print(json.dumps(row) if options.json else "\n".join(f"{name}: {value}" for name, value in row.items()))
    for target in options.plot:
        plot(rows, target)


def _number(size: str) -> int:
    return int(size[:-1]) * SUFFIXES[size[-1]] if size[-1] in SUFFIXES else int(size)


def built(turns: int, data: Path, beside: bool) -> dict[str, Any]:
    """The figures of an archive of so many turns, made for it."""
    from tests.benchmarks.scale_corpus import write

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(data, folder / "read.jsonl", min(turns, READ))
        write(data, folder / "source.jsonl", turns)
        made = _child("build", folder / "archive", folder / "read.jsonl", folder / "source.jsonl")
        return made | measured(folder / "archive", beside)


def measured(archive: Path, beside: bool) -> dict[str, Any]:
    """The figures of an archive that is there; started twice: the first start writes what it keeps in files."""
    first = _child("start", archive)
    figures = {f"first {name}": value for name, value in first.items() if name.startswith("start")}
    figures |= _child("start", archive) | _child("ask", archive)
    size = sum(path.stat().st_size for path in archive.rglob("*") if path.is_file())
    figures["MB on disk"] = size >> 20
    return figures | (_child("others", archive) if beside else {})


def _child(stage: str, *arguments: Path) -> dict[str, Any]:
    code = f"from tests.benchmarks import scale; scale.{stage}(*{[str(one) for one in arguments]!r})"
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    return dict(json.loads(out.splitlines()[-1]))


# --- stages, each in a process of its own ---


def build(archive: str, read: str, source: str) -> None:
    """Stage: builds an archive with the cheap vectors; what goes beyond `read` is not read, only stored."""
    import qa.build
    from qa import Archive
    from tests.benchmarks.scale_corpus import as_written

    with Archive.open(archive) as opened, timed([(name, owner, name) for owner, name in BUILD_STAGES]) as stages:
        opened.encoder.encode_questions(["một"])
        begun, used = time.perf_counter(), time.process_time()
        turns = opened.add([Path(read)]).turns
        figures = {
            "build turns/s": round(turns / (time.perf_counter() - begun)),
            "build turns/cpu s": round(turns / (time.process_time() - used)),
        } | {f"build {name} cpu ms a turn": round(sum(ms) / turns, 2) for name, ms in stages.items()}
        qa.build.read_interview = as_written
        opened.add([Path(source)])
    _print(figures)


def start(archive: str) -> None:
    """Stage: from nothing to the first answer."""
    begun, used = time.perf_counter(), time.process_time()
    from qa import Archive

    with Archive.open(archive) as opened:
        question = _questions(opened)[0]
        opened.ask(question)
        wall, cpu = time.perf_counter() - begun, time.process_time() - used
        _print({"start s": round(wall, 1), "start cpu s": round(cpu, 1), "MB after start": _resident()})


def ask(archive: str) -> None:
    """Stage: asks, one after another and sixteen at once; checks; filters."""
    from qa.archive import Archive, Filters

    with Archive.open(archive) as opened:
        questions = _questions(opened)
        opened.ask(questions[0])
        with timed(ASK_STAGES) as stages:
            whole = _times(questions, opened.ask)
        figures = _percentiles("ask", whole) | {"turns": opened.stats()["utterances"]}
        for name, times in stages.items():
            figures |= _percentiles(f"ask: {name}", times)
        for share in SHARES:
            first, last = _leaving(opened, share)
            filters = Filters(since=first, until=last)
            within = partial(opened.ask, filters=filters)
            figures |= _percentiles(f"ask, filter {share:.2%}", _times(questions[:20], within))
        figures |= askers(opened, questions)
        begun = time.process_time()
        opened.check(questions[0])
        figures["first check cpu s"] = round(time.process_time() - begun, 1)
        figures |= _percentiles("check", _times(questions[:20], opened.check))
        _print(figures | {"MB after asks": _resident()})


def askers(opened: Any, questions: list[str]) -> dict[str, float]:
    """Questions a second by one asker and by sixteen, and what share of the cores' time they get."""
    figures: dict[str, float] = {}
    for users in (1, ASKERS):
        begun, used = time.perf_counter(), time.process_time()
        with ThreadPoolExecutor(users) as pool:
            list(pool.map(opened.ask, questions))
        wall, cpu = time.perf_counter() - begun, time.process_time() - used
        figures |= {f"{users} askers, asks/s": round(len(questions) / wall, 1)}
        figures |= {f"{users} askers, cpu s a second": round(cpu / wall, 2)}
    return figures


def others(archive: str) -> None:
    """Stage: the same utterances and vectors in FAISS with bm25s, in SQLite FTS5, in txtai."""
    from tests.benchmarks.scale_others import compared

    _print(compared(Path(archive)))


def _questions(opened: Any) -> list[str]:
    rows = opened.store.rows("SELECT title FROM interviews ORDER BY id LIMIT ?", QUESTIONS)
    return [title for (title,) in rows]


def _leaving(opened: Any, share: float) -> tuple[str, str]:
    """The first and the last date that leave about a share of the turns."""
    dates = [day for (day,) in opened.store.rows("SELECT date FROM interviews WHERE date IS NOT NULL ORDER BY date")]
    return dates[0], dates[max(0, int(len(dates) * share) - 1)]


def _times(questions: list[str], run: Callable[[str], object]) -> list[float]:
    found = []
    for question in questions:
        begun = time.thread_time()
        run(question)
        found.append((time.thread_time() - begun) * 1000)
    return found


def _percentiles(name: str, times: list[float]) -> dict[str, float]:
    p50, p95 = np.percentile(times, [50, 95])
    return {f"{name} cpu ms p50": round(float(p50), 1), f"{name} cpu ms p95": round(float(p95), 1)}


@contextmanager
def timed(stages: Any) -> Iterator[dict[str, list[float]]]:
    """Measures how long functions take, by the names of their stages; calls within one stage's call count to it."""
    import importlib

    found: dict[str, list[float]] = defaultdict(list)
    put_back = []
    for stage, where, name in stages:
        module, _, attribute = where.rpartition(".")
        owner: Any
        try:
            owner = importlib.import_module(where)
        except ModuleNotFoundError:
            owner = getattr(importlib.import_module(module), attribute)
        original = getattr(owner, name)

        def measured(*args: Any, _original: Any = original, _stage: str = stage, **named: Any) -> Any:
            begun = time.thread_time()
            try:
                return _original(*args, **named)
            finally:
                found[_stage].append((time.thread_time() - begun) * 1000)

        setattr(owner, name, wraps(original)(measured))
        put_back.append((owner, name, original))
    try:
        yield found
    finally:
        for owner, name, original in put_back:
            setattr(owner, name, original)


def _resident() -> int:
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) >> 10


def _print(figures: dict[str, Any]) -> None:
    print(json.dumps(figures))


def plot(rows: list[dict[str, Any]], target: Path) -> None:
    """Draws what an ask and a start cost against the number of turns."""
    import matplotlib

    matplotlib.use("agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(6, 4))
    turns = [row["turns"] for row in rows]
    for name in PLOTTED:
        if all(name in row for row in rows):
            axes.plot(turns, [row[name] for row in rows], marker="o", label=name)
    axes.set(xscale="log", yscale="log", xlabel="turns")
    axes.legend(loc="upper left", bbox_to_anchor=(1, 1))
    axes.grid(alpha=0.3)
    figure.savefig(target, bbox_inches="tight")


if __name__ == "__main__":
    main()
