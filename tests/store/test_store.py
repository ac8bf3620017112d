"""The store: what goes in comes out, a replaced text keeps its links, a changed quotation is never shown."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from qa.errors import NotFoundError, QuotationError, StoreError
from qa.interview import Interview
from qa.search.passage import passages
from qa.store.migrations import MIGRATIONS
from qa.store.store import Store
from qa.store.tables import NewPassage
from qa.store.writing import moved_to
from tests.made import HashEncoder, interview
from tests.postgres import in_a_file

pytestmark = pytest.mark.usefixtures("back_end")

PAIRS = [("Vì sao thiếu nước?", "Vâng. Nguồn nước đã cạn."), ("Bao giờ có nước?", "Chúng tôi chưa hứa được.")]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / "archive.sqlite3")
    yield made
    made.close()


def put(store: Store, made: Interview) -> None:
    encoder = HashEncoder()
    rows = []
    for turn in made.turns:
        for utterance in turn.answers:
            cut = passages(made, turn, utterance)
            vectors = encoder.encode_passages([p.text for p in cut])
            rows.append([NewPassage(p.span, v) for p, v in zip(cut, vectors, strict=True)])
    store.put(made, path="a.txt", raw=made.text.encode(), rules="r", model=encoder.revision, passages=rows)


def test_an_interview_comes_back_as_it_went_in(store: Store) -> None:
    made = interview("a", PAIRS)
    put(store, made)
    assert store.interview("a") == made


def test_putting_again_replaces(store: Store) -> None:
    put(store, interview("a", PAIRS))
    put(store, interview("a", PAIRS[:1]))
    assert store.counts()["utterances"] == 1
    assert store.counts()["vectors"] == 1


def test_ids_are_never_used_twice(store: Store) -> None:
    put(store, interview("a", PAIRS))
    before = {u.id for u in store.utterances()}
    put(store, interview("a", PAIRS))
    assert before.isdisjoint(u.id for u in store.utterances())


def test_a_link_follows_its_words_into_a_changed_text(store: Store) -> None:
    put(store, interview("a", PAIRS))
    old = store.utterances_of("a")[1].turn
    put(store, interview("a", [("Mở đầu?", "Xin chào."), *PAIRS]))
    assert moved_to(store, old) == store.utterances_of("a")[2].turn


def test_a_quotation_that_no_longer_matches_is_an_error_and_is_noted(store: Store) -> None:
    made = interview("a", PAIRS)
    put(store, made)
    utterance = store.utterances_of("a")[0]
    assert store.words(utterance, made.text) == PAIRS[0][1]
    with pytest.raises(QuotationError):
        store.words(utterance, made.text.replace("cạn", "đầy"))
    assert store.counts()["audit"] == 1


def test_a_failed_put_leaves_nothing_behind(store: Store) -> None:
    with pytest.raises(StopIteration):
        store.put(interview("a", PAIRS), path="a", raw=b"", rules="", model="m", passages=[])
    assert set(store.counts().values()) == {0}


def test_removal_is_whole(store: Store) -> None:
    put(store, interview("a", PAIRS))
    store.remove("a")
    assert {name for name, count in store.counts().items() if count} == {"audit"}
    with pytest.raises(NotFoundError):
        store.remove("a")


@in_a_file
def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "not.sqlite3"
    path.write_bytes(b"this is no database, and long enough to be looked at " * 30)
    with pytest.raises(StoreError):
        Store(path)


@in_a_file
def test_a_later_schema_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "later.sqlite3"
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version=99")
    with pytest.raises(StoreError, match="99"):
        Store(path)


def test_vectors_come_back_as_stored(store: Store) -> None:
    put(store, interview("a", PAIRS))
    rows = store.passages("hash-64")
    vectors = np.frombuffer(b"".join(v for _, _, v in rows), np.float16).reshape(len(rows), 64)
    np.testing.assert_allclose(np.linalg.norm(vectors.astype(np.float32), axis=1), 1.0, atol=2e-3)
    assert store.passages("hash-64", max(u.id for u in store.utterances())) == []


def test_only_interviews_and_passages_move_the_content_version(store: Store, tmp_path: Path) -> None:
    versions = [store.content_version()]
    store.audit("something", "else")
    assert store.content_version() == versions[0]
    put(store, interview("a", PAIRS))
    versions.append(store.content_version())
    put(store, interview("a", PAIRS))
    versions.append(store.content_version())
    store.replace_passages("model", [])
    versions.append(store.content_version())
    store.remove("a")
    versions.append(store.content_version())
    assert len(set(versions)) == 5
    other = Store(tmp_path / "archive.sqlite3")
    assert other.content_version() == versions[-1]
    other.close()


@in_a_file
def test_an_archive_of_any_age_is_brought_to_the_last_step(tmp_path: Path) -> None:
    Store(tmp_path / "new.sqlite3").close()
    for step in range(1, len(MIGRATIONS)):
        path = tmp_path / f"{step}.sqlite3"
        with sqlite3.connect(path) as db:
            db.executescript("".join(MIGRATIONS[:step]) + f"PRAGMA user_version={step}")
        Store(path).close()
        assert schema(path) == schema(tmp_path / "new.sqlite3")


def schema(path: Path) -> list[object]:
    with sqlite3.connect(path) as db:
        return db.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY name").fetchall()
