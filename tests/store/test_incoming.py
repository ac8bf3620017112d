"""What came in: stored whole, moved from state to state, without words once it is decided on."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.archive import DATABASE, Archive
from qa.article.read import read_content
from qa.build import file_rules, take_in
from qa.errors import NotFoundError
from qa.store.incoming import (
    Arrival,
    State,
    accept,
    added_path,
    article_of,
    bytes_of,
    came_before,
    discard,
    keep_read,
    keep_refused,
    listed,
    move,
    next_under_way,
    one_incoming,
    receive,
    resume,
)
from qa.store.store import Store
from tests.benchmarks.crashes import ARTICLE
from tests.postgres import in_a_file

pytestmark = pytest.mark.usefixtures("back_end")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "data" / DATABASE)


def states(store: Store) -> list[tuple[str, State]]:
    return [(one.name, one.state) for one in listed(store)]


def test_what_comes_in_is_read_taken_in_and_its_words_go(store: Store) -> None:
    first, second = receive(store, [Arrival("a.txt", b"mot"), Arrival("b.txt", b"hai")], "an")
    one = next_under_way(store)
    assert one is not None
    assert (one.number, one.name, one.author) == (first, "a.txt", "an")
    move(store, [first], [State.WAITING], State.READING)
    keep_read(store, first, "{}", "[]", "x")
    assert (article_of(store, first), bytes_of(store, first)) == ("{}", b"mot")
    move(store, [first, second], [State.READ], State.ACCEPTING)
    assert states(store) == [("a.txt", State.ACCEPTING), ("b.txt", State.WAITING)]
    accept(store, first, "a")
    discard(store, [second])
    assert states(store) == [("b.txt", State.DISCARDED), ("a.txt", State.ACCEPTED)]
    assert {bytes_of(store, first), bytes_of(store, second)} == {b""}
    assert one_incoming(store, first).interview == "a"
    with pytest.raises(NotFoundError):
        one_incoming(store, 99)


def test_what_waits_with_the_same_bytes_does_not_wait_twice(store: Store) -> None:
    assert receive(store, [Arrival("a.txt", b"mot")], "") == receive(store, [Arrival("a.txt", b"mot")], "")
    assert len(receive(store, [Arrival("a.txt", b"khac")], "")) == len(listed(store)) - 1


def test_a_newer_file_of_a_watched_folder_takes_the_place_of_the_older(store: Store) -> None:
    receive(store, [Arrival("a.txt", b"cu", path="/x/a.txt")], "")
    receive(store, [Arrival("a.txt", b"moi", path="/x/a.txt")], "")
    assert states(store) == [("a.txt", State.WAITING), ("a.txt", State.DISCARDED)]
    assert [came_before(store, "/x/a.txt", one.sha256) for one in listed(store)] == [True, False]


def test_what_was_being_read_when_a_process_ended_is_read_again(store: Store) -> None:
    (number,) = receive(store, [Arrival("a.txt", b"mot")], "")
    move(store, [number], [State.WAITING], State.READING)
    resume(store)
    assert states(store) == [("a.txt", State.WAITING)]
    move(store, [number], [State.WAITING], State.READING)
    keep_refused(store, number, "hỏng")
    assert one_incoming(store, number).reason == "hỏng"
    assert bytes_of(store, number) == b"mot"  # it can be tried again


def put(archive: Archive, name: str, text: str) -> str:
    raw = text.encode()
    (number,) = receive(archive.store, [Arrival(name, raw)], "")
    path = added_path(one_incoming(archive.store, number))
    return take_in(archive.store, archive.encoder, read_content(raw, Path(name)), path)[0]


def test_a_build_leaves_what_lies_in_no_folder(tmp_path: Path) -> None:
    folder = tmp_path / "bai"
    folder.mkdir()
    (folder / "bai.txt").write_text(ARTICLE.format(n=1, m=1), "utf-8")
    with Archive.open(tmp_path / "data") as archive:
        assert put(archive, "bai.txt", ARTICLE.format(n=2, m=2)) == "bai"
        assert put(archive, "bai.txt", ARTICLE.format(n=2, m=2)) == "bai"
        other = put(archive, "bai.txt", ARTICLE.format(n=3, m=3))
        report = archive.add([folder])
        (third,) = report.added
        assert len({"bai", other, third}) == 3
        assert (report.removed, archive.store.interview_ids()) == ([], sorted(["bai", other, third]))
        assert "bản số 2" in archive.interview("bai").text


def test_what_lies_in_no_folder_is_read_anew_by_other_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Archive.open(tmp_path / "data") as archive:
        key = put(archive, "bai.txt", ARTICLE.format(n=2, m=2))
        before = archive.interview(key)
        monkeypatch.setattr("qa.build.reading_rules", lambda: f"{file_rules()}others")
        assert archive.add([]).added == [key]
        monkeypatch.setattr("qa.build.file_rules", lambda: "others.")
        monkeypatch.setattr("qa.build.reading_rules", lambda: "others.others")
        assert archive.add([]).added == [key]
        assert archive.interview(key) == before
        assert archive.add([]).added == []


@in_a_file
def test_no_word_of_a_removed_interview_waits(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "data") as archive:
        text = ARTICLE.format(n=2, m=2)
        key = put(archive, "bai.txt", text)
        assert bytes_of(archive.store, 1) == text.encode()
        archive.withdraw(key, "lý do")
        assert listed(archive.store) == []
    for path in (tmp_path / "data").iterdir():
        assert "gánh nước".encode() not in path.read_bytes()
