"""An archive in a file and on a PostgreSQL server of this machine: are their answers equal, and what does it cost?

python -m tests.benchmarks.cluster [--data ../shared/data] [--keep FOLDER]
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path

from qa.archive import DATABASE, Archive
from qa.render.json import answer_json
from qa.restore import restore_to_server
from tests.benchmarks.asked import asked, labelled_archive, sources
from tests.conftest import SHARED
from tests.postgres import PostgresHere, newest_programs

FILE, SERVER = "in a file", "on the server"


def main() -> None:
    """Builds both, asks both, prints how many answers are equal byte for byte, and times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=SHARED)
    parser.add_argument("--keep", type=Path, help="a folder of an archive that was read closely, or that shall keep it")
    given = parser.parse_args()
    programs = newest_programs()
    if programs is None:
        raise SystemExit("PostgreSQL is not installed")
    server = PostgresHere(programs)
    try:
        with tempfile.TemporaryDirectory() as place:
            _compare(given.data, Path(place), given.keep or Path(place), server)
    finally:
        server.close()


def _compare(data: Path, place: Path, kept: Path, server: PostgresHere) -> None:
    with labelled_archive(data, kept) as file:
        turns = file.store.counts()["turns"]
        file.store.back_up(place / "backup.sqlite3")
    with Archive.open(place / "again") as alone, Archive.open(place / "built", server=server.of(place)) as built:
        for name, one in ((FILE, alone), (SERVER, built)):
            started, used = time.perf_counter(), time.process_time()
            one.add(sources(data, place))
            clock, own = time.perf_counter() - started, time.process_time() - used
            print(f"built {name}: {turns / clock:.0f} turns/s by the clock, {turns / own:.0f} a second of this process")
    there = place / "there"
    started = time.perf_counter()
    restore_to_server(place / "backup.sqlite3", there / DATABASE, server.of(there))
    print(f"moved to the server, verified first: {turns} turns in {time.perf_counter() - started:.1f} s")
    with Archive.open(kept / "archive") as file, Archive.open(there, server=server.of(there)) as moved:
        _ask([one.question for one in asked(data, file)], {FILE: file, SERVER: moved})


def _ask(questions: list[str], archives: dict[str, Archive]) -> None:
    times: dict[str, list[float]] = {name: [] for name in archives}
    equal = 0
    for archive in archives.values():
        archive.warm()
        archive.ask(questions[0])
    for question in questions:
        said = set()
        for name, archive in archives.items():
            started = time.perf_counter()
            answer = archive.ask(question)
            times[name].append(1000 * (time.perf_counter() - started))
            said.add(json.dumps(answer_json(answer, explain=True), ensure_ascii=False))
        equal += len(said) == 1
    print(f"questions: {len(questions)}, answers equal byte for byte: {equal}")
    for name, took in times.items():
        took.sort()
        print(f"ask {name}: p50 {took[len(took) // 2]:.0f} ms, p95 {took[int(len(took) * 0.95)]:.0f} ms")


if __name__ == "__main__":
    main()
