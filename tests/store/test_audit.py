"""The audit: what is noted, how it is masked and found, and that no row is changed or deleted before its time."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa.acting import Acting, AuditRules, Door, Level, Masking
from qa.errors import StoreError
from qa.store.audit import Entry, Event, Shown, forget, note_change, write
from qa.store.audited import Wanted, count_noted, noted, noted_one, shown_by
from qa.store.migrations import MIGRATIONS
from qa.store.store import Store
from qa.text import Span
from tests.made import interview
from tests.postgres import in_a_file
from tests.store.test_store import PAIRS, put

pytestmark = pytest.mark.usefixtures("back_end")

AN = Acting("an", "EDITOR", "10.0.0.7", Door.PAGE)
DIGEST = hashlib.sha256(b"x").hexdigest()
SHOWN = (Shown("a", Span(3, 9), DIGEST), Shown("b.c", Span(0, 4), DIGEST))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / "archive.sqlite3")
    yield made
    made.close()


def asked(question: str = "Vì sao?", at: str = "2024-05-01 20:00:00", by: Acting = AN) -> Entry:
    return Entry(Event.ASK, "", question, {"state": "answer"}, SHOWN, {"content": "7"}, by, at)


def test_an_entry_comes_back_with_what_was_shown(store: Store) -> None:
    write(store, asked())
    write(store, asked("Bao giờ?"))
    second, first = noted(store, Wanted())
    assert (first.question, first.who, first.role, first.door) == ("Vì sao?", "an", "EDITOR", "page")
    assert (first.detail, first.facts) == ({"state": "answer"}, {"content": "7"})
    assert first.address.startswith("#")
    assert "10.0.0.7" not in first.address
    assert shown_by(store, second.id) == [*SHOWN]
    assert store.rows("SELECT count(*) FROM audit_versions") == [(1,)]
    assert noted_one(store, first.id) == first
    assert noted_one(store, 99) is None


@in_a_file
def test_rows_are_only_ever_added(store: Store) -> None:
    write(store, asked())
    for statement in (
        "UPDATE audit SET who = 'x'",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit (id, event, detail) VALUES (1, 'x', '{}')",
        "UPDATE audit_shown SET start = 0",
        "DELETE FROM audit_shown",
        "INSERT OR REPLACE INTO audit_shown VALUES (1, 0, 'x', 0, 1, x'00')",
    ):
        with pytest.raises(StoreError, match="only added to"):
            store.change(statement)
    assert shown_by(store, noted(store, Wanted())[0].id) == [*SHOWN]


def test_only_what_is_old_is_forgotten_and_that_is_noted(store: Store) -> None:
    write(store, asked())
    write(store, replace(asked(), at=Entry(Event.ASK).at))
    assert forget(store, 0) == 0
    assert count_noted(store, Wanted()) == 2
    assert forget(store, 30) == 1
    assert [one.event for one in noted(store, Wanted())] == [Event.FORGET, Event.ASK]
    assert store.rows("SELECT DISTINCT entry FROM audit_shown") == [(2,)]
    with pytest.raises(StoreError, match="only added to"):
        store.change("DELETE FROM audit")


@pytest.mark.parametrize(
    ("level", "kept"),
    [(Level.OFF, []), (Level.CHANGES, [Event.CORRECT]), (Level.ALL, [Event.CORRECT, Event.ASK])],
)
def test_the_rules_say_what_is_kept(store: Store, level: Level, kept: list[Event]) -> None:
    by = replace(AN, rules=AuditRules(level))
    write(store, asked(by=by))
    write(store, Entry(Event.CORRECT, "a", by=by))
    assert [one.event for one in noted(store, Wanted())] == kept


@in_a_file
def test_what_is_masked_stands_nowhere_and_is_found_by_its_name(store: Store) -> None:
    hashed = AuditRules(names=Masking.HASHED, addresses=Masking.NONE, questions=Masking.HASHED)
    write(store, asked("Câu hỏi kín", by=replace(AN, name="nguyen.van.an", rules=hashed)))
    write(store, asked("Câu hỏi kín", by=replace(AN, name="binh", rules=hashed)))
    first = noted(store, Wanted(who="nguyen.van.an"))
    assert [(one.address, one.question[:1], one.who[:1]) for one in first] == [("", "#", "#")]
    assert len({one.question for one in noted(store, Wanted())}) == 1
    assert b"nguyen.van.an" not in store.path.read_bytes()
    assert "Câu hỏi kín".encode() not in store.path.read_bytes()


def test_entries_are_found_by_day_user_event_and_interview(store: Store) -> None:
    write(store, asked(at="2024-05-01 16:59:59"))  # the last second of May 1 in Vietnam
    write(store, asked(at="2024-05-01 17:00:00"))
    note_change(store, Event.CORRECT, "b.c", version=1)
    write(store, Entry(Event.READ, "b.c.40", by=replace(AN, name="binh")))
    write(store, Entry(Event.READ, "b.cd.40"))

    def found(**wanted: object) -> list[int]:
        return [one.id for one in noted(store, Wanted(**wanted))]  # type: ignore[arg-type]

    assert found(since=date(2024, 5, 2), until=date(2024, 5, 2)) == [2]
    assert found(until=date(2024, 5, 1)) == [1]
    assert found(who="binh") == [4]
    assert found(event="correct") == [3]
    assert found(interview="b.c") == [4, 3, 2, 1]
    assert [one.id for one in noted(store, Wanted(), 2, 1)] == [4, 3]
    assert count_noted(store, Wanted(interview="b.c")) == 4


@in_a_file
def test_a_removed_interview_leaves_ids_and_hashes_and_no_word(store: Store) -> None:
    put(store, interview("a", PAIRS))
    words = store.utterances_of("a")[0].span
    write(store, replace(asked(), shown=(Shown("a", words, DIGEST),)))
    store.remove("a")
    assert [one.event for one in noted(store, Wanted(interview="a"))] == [Event.REMOVE, Event.ASK]
    assert "Nguồn nước đã cạn".encode() not in store.path.read_bytes()
    assert shown_by(store, 1)[0].sha256 == DIGEST


def test_a_change_that_fails_leaves_no_entry(store: Store) -> None:
    def fail() -> None:
        with store.transaction():
            note_change(store, Event.CORRECT, "a")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert noted(store, Wanted()) == []


@in_a_file
def test_entries_of_older_archives_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite3"
    with sqlite3.connect(path) as db:
        db.executescript("".join(MIGRATIONS[:6]) + "PRAGMA user_version=6")
        db.execute("INSERT INTO audit (event, detail) VALUES ('quotation-mismatch', 'a.3')")
    store = Store(path)
    (one,) = noted(store, Wanted(interview="a"))
    assert (one.event, one.target, json.dumps(one.detail)) == (Event.MISMATCH, "a.3", "{}")
    store.close()
