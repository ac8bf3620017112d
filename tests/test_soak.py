"""One process builds, edits and removes while another one asks: no error, and what it says is what a fresh one says."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

from qa.answer.answer import Answer
from qa.archive import Archive
from tests.conftest import ROOT

ROUNDS = 60
RENEWED_SECONDS = 120.0
QUESTIONS = ("vì sao bản thiếu nước?", "giếng số 7 đã cạn từ khi nào?", "bà con phải gánh nước từ đâu?")

WRITER = f"""
import sys
from pathlib import Path
from qa.answer.answer import Answer
from qa.archive import Archive
from tests.benchmarks.crashes import ARTICLE

folder = Path(sys.argv[1])
with Archive.open(folder / "data") as archive:
    for n in range({ROUNDS}):
        path = folder / f"bai{{n}}.txt"
        path.write_text(ARTICLE.format(n=n, m=n % 5), "utf-8")
        archive.add([path])
        if n % 2:
            path.write_text(ARTICLE.format(n=n, m=9).replace("cạn", "cạn kiệt"), "utf-8")
            archive.add([path])
        if n % 3 == 2:
            archive.remove(f"bai{{n - 1}}")
        print(n, flush=True)
"""


def ask_until(stop: threading.Event, archive: Archive, errors: list[str]) -> None:
    while not stop.is_set():
        try:
            for question in QUESTIONS:
                for hit in archive.ask(question).hits:
                    assert f"số {hit.interview.removeprefix('bai')}" in f"{hit.question} {hit.text}"
            archive.check("Giếng số 7 đã cạn từ năm ngoái")
            archive.ready()
        except Exception:
            errors.append(traceback.format_exc())


def told(answers: Sequence[Answer]) -> list[object]:
    """What of answers is compared, in lines that a failure can print."""
    return [
        (one.question, one.state.value, round(one.confidence, 6), hit.turn, hit.text, round(hit.score, 6))
        for one in answers
        for hit in one.hits
    ]


def test_sixty_rounds_of_writing_beside_a_reader(tmp_path: Path) -> None:
    errors: list[str] = []
    stop = threading.Event()
    with Archive.open(tmp_path / "data") as archive:
        archive.warm()
        readers = [threading.Thread(target=ask_until, args=(stop, archive, errors)) for _ in range(2)]
        for reader in readers:
            reader.start()
        command = [sys.executable, "-c", WRITER, str(tmp_path)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        stop.set()
        for reader in readers:
            reader.join()
        assert done.returncode == 0, done.stderr
        assert len(done.stdout.splitlines()) == ROUNDS
        assert not errors, f"{len(errors)} failed:\n" + "\n".join(errors[:3])
        with Archive.open(tmp_path / "data") as fresh:
            assert [one.id for one in archive.interviews()] == [one.id for one in fresh.interviews()]
            expected = [fresh.ask(question, k=20) for question in QUESTIONS]
            # Removed words weigh a little until the indexes are made anew, beside all else that a machine may be doing.
            deadline = time.monotonic() + RENEWED_SECONDS
            while (given := [archive.ask(question, k=20) for question in QUESTIONS]) != expected:
                assert time.monotonic() < deadline, (told(given), told(expected))
                time.sleep(0.2)
