"""Reading on behind a build: it begins where it was stopped, and questions are answered from what is there."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from qa.archive import DATABASE, Archive
from qa.backfill import LOT, Backfill
from qa.store.readings import Reading, ReadSoFar, add_readings, begin_readings, sentences_read, unread
from tests.made import HashEncoder

QUESTIONS = 2 * LOT + 3


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    source = tmp_path / "bai.txt"
    asked = (f"PV: Vì sao thôn {n} thiếu nước?\n\nÔng Lê Văn Thử: Giếng của thôn {n} đã cạn." for n in range(QUESTIONS))
    source.write_text("title: Nước về thôn\n\n" + "\n\n".join(asked), "utf-8")
    monkeypatch.setattr("qa.indexes.Indexes.contextual", HashEncoder())
    opened = Archive.open(tmp_path / "data")
    opened.add([source])
    return opened


def test_everything_can_be_found_before_anything_is_read(archive: Archive) -> None:
    assert archive.read_so_far() == ReadSoFar(0, QUESTIONS)
    assert archive.found("Giếng của thôn 7 đã cạn", 3)[0].contextual is None
    assert archive.ask("Vì sao thôn 7 thiếu nước?").hits[0].text == "Giếng của thôn 7 đã cạn."


def test_what_is_read_is_searched(archive: Archive) -> None:
    told: list[ReadSoFar] = []
    archive.read_on(told.append)
    assert [so_far.done for so_far in told] == [0, LOT, 2 * LOT, QUESTIONS]
    assert told[-1].complete
    best = archive.found("Giếng của thôn 7 đã cạn.", 3)[0]
    assert best.contextual == pytest.approx((1.0,), abs=0.01)
    assert best.hit.signals.contextual is not None


def test_it_goes_on_where_it_was_stopped(archive: Archive) -> None:
    stops = iter([False, True])
    archive.read_on(stopped=lambda: next(stops))
    assert archive.read_so_far().done == LOT
    mixed = {hit.contextual is None for hit in archive.found("thôn thiếu nước", QUESTIONS)}
    assert mixed == {True, False}
    told: list[ReadSoFar] = []
    archive.read_on(told.append)
    assert [so_far.done for so_far in told] == [LOT, 2 * LOT, QUESTIONS]


def test_behind_a_server_it_ends_between_two_texts_and_keeps_what_is_read(archive: Archive) -> None:
    begin_readings(archive.store, "hash-64", "bundled")
    encoder, told = Telling(), list[ReadSoFar]()
    Backfill(archive.store, encoder, behind=True).run(told.append, lambda: len(encoder.read) >= 5)
    assert len(encoder.read) == 5
    assert 0 < archive.read_so_far().done < 5
    assert told[-1].done == archive.read_so_far().done
    read = sentences_read(archive.store, "hash-64", [one.id for one in archive.store.utterances()])
    assert {rows.shape for rows in read.values()} == {(1, HashEncoder.dimension)}


def test_two_that_read_at_once_meet(archive: Archive) -> None:
    begin_readings(archive.store, "hash-64", "bundled")
    last = unread(archive.store, "hash-64", 1, newest=True)[0]
    assert last[0] == max(one.id for one in archive.store.utterances())
    row = HashEncoder().encode_passages(["một"])
    twice = [Reading(last[0], "", row[0], row), Reading(last[0], "", row[0], row)]
    add_readings(archive.store, "hash-64", twice)
    assert archive.read_so_far().done == 1


def test_what_is_removed_is_unread(archive: Archive) -> None:
    archive.read_on()
    key = archive.interviews()[0].id
    ids = [one.id for one in archive.store.utterances()]
    archive.remove(key)
    assert sentences_read(archive.store, "hash-64", ids) == {}
    assert archive.store.rows("SELECT * FROM readings") == []
    assert archive.read_so_far() == ReadSoFar(0, 0)


class Telling(HashEncoder):
    """Tells which passages it encoded."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def encode_passages(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Unit rows, shape (n, 64)."""
        self.read += texts
        return self.encode_questions(texts)


def test_the_same_words_put_anew_are_not_read_again(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.read_on()
    source = tmp_path / "bai.txt"
    source.write_text(source.read_text("utf-8") + "\n\nPV: Còn thôn bên?\n\nÔng Lê Văn Thử: Thôn bên đủ nước.", "utf-8")
    assert archive.add([source]).added == ["bai"]
    assert archive.read_so_far() == ReadSoFar(0, QUESTIONS + 1)
    encoder = Telling()
    monkeypatch.setattr("qa.indexes.Indexes.contextual", encoder)
    archive.read_on()
    assert [text.splitlines()[-1] for text in encoder.read] == ["Thôn bên đủ nước."] * 2
    assert archive.read_so_far() == ReadSoFar(QUESTIONS + 1, QUESTIONS + 1)
    assert len(archive.store.rows("SELECT * FROM readings")) == QUESTIONS + 1


def test_another_encoder_reads_all_anew(archive: Archive) -> None:
    archive.read_on()
    begin_readings(archive.store, "another", "another")
    assert archive.read_so_far() == ReadSoFar(0, QUESTIONS)
    assert archive.found("Giếng của thôn 7 đã cạn", 3)[0].contextual is None


def test_a_server_reads_on_behind(archive: Archive) -> None:
    archive.keep_reading()
    for _ in range(100):
        if archive.read_so_far().complete:
            break
        time.sleep(0.1)
    assert archive.read_so_far().complete
    archive.close()


READER = """
import sys
from pathlib import Path
from qa.archive import Archive
from qa.indexes import Indexes
from tests.made import HashEncoder
Indexes.contextual = HashEncoder()
archive = Archive.open(Path(sys.argv[1]))
archive.read_on(lambda so_far: print(so_far.done, flush=True))
"""


def test_a_killed_reader_loses_nothing(archive: Archive) -> None:
    place = archive.data
    archive.close()
    child = subprocess.Popen([sys.executable, "-c", READER, str(place)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    while child.stdout.readline().strip() not in (str(LOT), ""):
        pass
    child.kill()
    child.wait()
    with sqlite3.connect(place / DATABASE) as database:
        kept = database.execute("SELECT count(*) FROM readings").fetchone()[0]
        assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert kept in (LOT, 2 * LOT, QUESTIONS)
    again = subprocess.run([sys.executable, "-c", READER, str(place)], capture_output=True, text=True, check=True)
    told = [int(line) for line in again.stdout.split()]
    assert (told[0], told[-1]) == (kept, QUESTIONS)


def test_what_another_encoder_read_is_not_compared_with(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.read_on()
    other = HashEncoder()
    other.revision = "other"
    monkeypatch.setattr("qa.indexes.Indexes.contextual", other)
    assert archive.found("Giếng của thôn 7 đã cạn", 3)[0].contextual is None


def test_under_other_rules_what_is_read_is_taken_over_by_its_words(archive: Archive) -> None:
    archive.read_on()
    archive.store.set_manifest(passage_rules="others")
    place = archive.data
    archive.close()
    with Archive.open(place) as again:
        assert again.found("Giếng của thôn 7 đã cạn", 3)[0].contextual is None
        assert again.read_so_far() == ReadSoFar(0, QUESTIONS)
        encoder = Telling()
        again._backfill(behind=True).run(lambda so_far: None)
        assert (again.read_so_far().complete, encoder.read) == (True, [])
