"""The file of an archive: readers wait for nobody, a moment is one state, nothing deleted stays, all or nothing."""

from __future__ import annotations

import shutil
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa import wording
from qa.archive import Archive
from qa.errors import StoreError
from qa.store import files as files_module
from qa.store import sqlite as sqlite_module
from qa.store.feedback import Usefulness, keep_feedback
from qa.store.files import FileLock
from qa.store.store import Store
from tests.made import interview
from tests.postgres import in_a_file
from tests.store.test_store import PAIRS, put

pytestmark = pytest.mark.usefixtures("back_end")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / "kho" / "archive.sqlite3")
    put(made, interview("a", PAIRS))
    yield made
    made.close()


@in_a_file
def test_readers_wait_for_no_writer(store: Store) -> None:
    with sqlite3.connect(store.path, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        waiting = threading.Thread(target=store.audit, args=("waits", "for the other"))
        waiting.start()
        started = time.monotonic()
        assert store.interview_ids() == ["a"]
        assert time.monotonic() - started < 5
        other.execute("COMMIT")
        waiting.join()
    assert store.counts()["audit"] == 1


def test_a_moment_is_one_state_whatever_is_written_meanwhile(store: Store) -> None:
    with store.reading():
        before = store.interview("a"), store.content_version(), store.utterances()
        writer = threading.Thread(target=put, args=(store, interview("a", PAIRS[:1])))
        writer.start()
        writer.join()
        assert (store.interview("a"), store.content_version(), store.utterances()) == before
    assert store.content_version() != before[1]
    assert len(store.utterances()) == 1


def test_what_is_written_in_a_transaction_is_read_in_it_alone(store: Store) -> None:
    seen: list[int] = []
    with store.transaction():
        store.audit("a", "b")
        assert store.counts()["audit"] == 1
        other = threading.Thread(target=lambda: seen.append(store.counts()["audit"]))
        other.start()
        other.join()
    assert seen == [0]


@in_a_file
def test_an_archive_whose_folder_is_gone_takes_nothing_more(store: Store) -> None:
    shutil.rmtree(store.path.parent)
    with pytest.raises(StoreError, match="không còn ở chỗ cũ"):
        store.audit("a", "b")
    with pytest.raises(StoreError, match="không còn ở chỗ cũ"):
        store.check()


@in_a_file
def test_an_archive_in_whose_place_another_stands_takes_nothing_more(store: Store, tmp_path: Path) -> None:
    Store(tmp_path / "other.sqlite3").close()
    (tmp_path / "other.sqlite3").replace(store.path)
    with pytest.raises(StoreError, match="không còn ở chỗ cũ"):
        store.audit("a", "b")


@in_a_file
def test_an_empty_file_is_no_new_archive(tmp_path: Path) -> None:
    (tmp_path / "archive.sqlite3").touch()
    with pytest.raises(StoreError, match="0 byte"):
        Store(tmp_path / "archive.sqlite3")


@in_a_file
def test_a_log_left_over_is_not_read_as_the_new_file_s(store: Store, tmp_path: Path) -> None:
    left = tmp_path / "new" / "archive.sqlite3"
    left.parent.mkdir()
    store.audit("a", "b")
    shutil.copy(f"{store.path}-wal", f"{left}-wal")
    new = Store(left)
    assert set(new.counts().values()) == {0}
    new.close()


@in_a_file
def test_where_nothing_may_be_written_everything_can_be_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.close()
    monkeypatch.setattr("qa.store.files.is_read_only", lambda path: True)
    monkeypatch.setattr(sqlite_module, "is_read_only", lambda path: True)
    before = {path.name: path.read_bytes() for path in store.path.parent.iterdir()}
    reader = Store(store.path)
    assert reader.interview("a") == interview("a", PAIRS)
    with pytest.raises(StoreError, match="chỉ cho đọc"):
        reader.audit("a", "b")
    with pytest.raises(StoreError, match=r"archive\.sqlite3 chỉ cho đọc"), reader.builds.held():
        pass
    reader.close()
    assert {path.name: path.read_bytes() for path in store.path.parent.iterdir()} == before


@in_a_file
def test_on_a_full_disk_everything_can_be_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.close()
    usage = shutil.disk_usage(store.path.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=4096))
    full = Store(store.path)
    assert full.interview("a") == interview("a", PAIRS)
    with pytest.raises(StoreError, match="đã đầy"):
        full.audit("a", "b")
    full.close()
    monkeypatch.undo()
    again = Store(store.path)
    again.audit("a", "b")
    again.close()


@in_a_file
def test_a_disk_that_fills_up_is_named(store: Store) -> None:
    with store.transaction():
        store.rows(f"PRAGMA max_page_count={store.rows('PRAGMA page_count')[0][0]}")
    with pytest.raises(StoreError, match="Ổ đĩa đã đầy nên không ghi được"):
        store.audit("a", "b" * 100_000)
    assert store.interview("a") == interview("a", PAIRS)


@in_a_file
@pytest.mark.parametrize("there", [False, True])
def test_a_disk_without_shared_memory_is_named(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    path = store.path if there else tmp_path / "moi" / "archive.sqlite3"
    store.close()
    connect = files_module._connect
    # SQLite's own way of opening files where nothing can be shared: what it finds on such a network drive.
    monkeypatch.setattr(files_module, "_connect", lambda path, how: connect(path, f"{how}&vfs=unix-none"))
    with pytest.raises(StoreError, match="thường là ổ mạng") as refused:
        Store(path)
    assert str(path) in str(refused.value)
    monkeypatch.undo()
    with Archive.open(path.parent) as archive:
        assert archive.store.interview_ids() == (["a"] if there else [])


@in_a_file
def test_what_may_only_be_read_can_be_backed_up(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store.close()
    monkeypatch.setattr("qa.store.files.is_read_only", lambda path: True)
    monkeypatch.setattr(sqlite_module, "is_read_only", lambda path: True)
    before = {path.name: path.read_bytes() for path in store.path.parent.iterdir()}
    reader = Store(store.path)
    reader.back_up(tmp_path / "luu.sqlite3")
    reader.close()
    assert {path.name: path.read_bytes() for path in store.path.parent.iterdir()} == before
    copy = Store(tmp_path / "luu.sqlite3")
    assert copy.interview("a") == interview("a", PAIRS)
    copy.close()


@in_a_file
def test_a_backup_gets_its_name_once_it_is_whole(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "luu.sqlite3"
    monkeypatch.setattr(Path, "rename", lambda *_: (_ for _ in ()).throw(OSError("no space")))
    with pytest.raises(OSError, match="no space"):
        store.back_up(target)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kho"]
    monkeypatch.undo()
    store.back_up(target)
    copy = Store(target)
    assert copy.interview("a") == store.interview("a")
    copy.close()
    with pytest.raises(StoreError, match="đã có sẵn"):
        store.back_up(target)
    with pytest.raises(StoreError):
        store.back_up(tmp_path / "khong-co" / "luu.sqlite3")


@in_a_file
def test_what_sqlite_refuses_is_one_vietnamese_line(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StoreError, match="Không mở được kho"):
        store.rows("SELECT nothing FROM nowhere")
    monkeypatch.setattr("qa.store.files.PATIENCE", 0.1)
    hasty = Store(store.path)
    with store.transaction(), pytest.raises(StoreError) as refused:
        threaded(lambda: hasty.audit("a", "b"))
    assert str(refused.value) == wording.STORE_BUSY
    hasty.close()


def threaded(run: object) -> None:
    """Runs in a thread of its own, as another visitor would; raises what it raised."""
    raised: list[BaseException] = []

    def caught() -> None:
        try:
            run()  # type: ignore[operator]
        except BaseException as error:
            raised.append(error)

    thread = threading.Thread(target=caught)
    thread.start()
    thread.join()
    if raised:
        raise raised[0]


@in_a_file
@pytest.mark.parametrize("by_an_older_program", [False, True])
def test_no_word_of_a_removed_interview_is_left_in_the_folder(store: Store, by_an_older_program: bool) -> None:
    words = "Lời này phải biến mất hẳn khỏi kho"
    made = interview("xoa.1", [("Hỏi gì?", f"{words}. " * 200)])
    if by_an_older_program:
        with sqlite3.connect(store.path) as old:
            old.execute("PRAGMA secure_delete=OFF")
            old.execute("INSERT INTO manifest VALUES ('x', ?)", (words * 500,))
            old.commit()
            old.execute("DELETE FROM manifest WHERE key = 'x'")
        old.close()
    put(store, made)
    keep_feedback(store, "xoa.1.7", words, Usefulness.WRONG, words)
    keep_feedback(store, "xoa.7", "của bài khác", Usefulness.WRONG)
    store.change("INSERT INTO corrections VALUES ('xoa.1', 1, 'an', '', '', '', ?)", words)
    assert words.encode() in folder_bytes(store.path.parent)
    store.remove("xoa.1")
    assert words.encode() not in folder_bytes(store.path.parent)
    assert store.counts()["corrections"] == 0
    assert store.rows("SELECT turn FROM feedback") == [("xoa.7",)]
    assert store.interview_ids() == ["a"]


def folder_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


@in_a_file
def test_a_lock_is_held_by_one_at_a_time_and_waiting_is_said(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "lock")
    waited = threading.Event()
    order: list[str] = []

    def second() -> None:
        with lock.held(waited.set):
            order.append("second")

    with lock.held():
        other = threading.Thread(target=second)
        other.start()
        assert waited.wait(10)
        order.append("first")
    other.join()
    assert order == ["first", "second"]
