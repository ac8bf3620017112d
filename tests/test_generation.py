"""Indexes in files answer as those in memory do, follow the store, hold no removed word, and are never trusted."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from qa.answer.answer import Answer
from qa.archive import DATABASE, Archive, Filters
from qa.store.files import derived_folder
from tests.made import HashEncoder
from tests.test_archive import QUESTION, write

QUESTIONS = (
    QUESTION,
    "luan chuyen can bo gap kho khan gi",
    "Bao giờ có nước trở lại?",
    "Giá vàng hôm nay ở Paris là bao nhiêu?",
)


@pytest.fixture
def folder(demo_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(demo_folder, tmp_path / "archive"))


@pytest.fixture
def stored(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has any archive's indexes in files."""
    monkeypatch.setattr("qa.derived.STORED", 1)


def shown(answer: Answer) -> tuple[object, ...]:
    return answer.state, *((hit.turn, hit.text, round(hit.score or 0, 3)) for hit in answer.hits)


def answers(folder: Path) -> list[tuple[object, ...]]:
    with Archive.open(folder) as archive:
        found = [shown(archive.ask(question)) for question in QUESTIONS]
        speaker = archive.ask(QUESTION).hits[0].speaker
        return [*found, shown(archive.ask("cán bộ", filters=Filters(speaker=speaker), k=20))]


def generations(folder: Path) -> list[Path]:
    return [path for path in derived_folder(folder / DATABASE).glob("*/") if path.suffix != ".part"]


def test_files_answer_as_memory_does_and_are_opened_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = answers(folder)
    assert generations(folder) == []
    monkeypatch.setattr("qa.derived.STORED", 1)
    assert answers(folder) == expected
    (made,) = generations(folder)
    assert answers(folder) == expected
    assert generations(folder) == [made]


@pytest.mark.usefixtures("stored")
def test_what_others_add_and_remove_is_followed_without_new_files(folder: Path, tmp_path: Path) -> None:
    with Archive.open(folder) as archive, Archive.open(folder) as other:
        archive.ask(QUESTION)
        made = generations(folder)
        other.add([write(tmp_path, "nuoc.txt", "Đường ống gãy ở khe Thử nên cả bản mất nước.")])
        found = archive.ask("Vì sao bản Thử thiếu nước?").hits[0]
        assert "Đường ống gãy" in found.text
        assert generations(folder) == made
        shutil.copytree(folder, tmp_path / "whole", ignore=shutil.ignore_patterns("*.derived"))
        with Archive.open(tmp_path / "whole") as whole:
            for question in (*QUESTIONS, "Vì sao bản Thử thiếu nước?"):
                mine, theirs = archive.ask(question), whole.ask(question)
                assert [hit.turn for hit in mine.hits] == [hit.turn for hit in theirs.hits]
                for hit, same in zip(mine.hits, theirs.hits, strict=True):
                    assert hit.score == pytest.approx(same.score, abs=0.02)
        other.remove(found.interview)
        assert found.turn not in {hit.turn for hit in archive.ask("Vì sao bản Thử thiếu nước?").hits}


def holding(folder: Path, words: str) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and words.encode() in path.read_bytes()]


@pytest.mark.usefixtures("stored")
def test_no_removed_word_is_left_in_the_folder(folder: Path, tmp_path: Path) -> None:
    secret, name = "xylophonqua", "bai-bi-mat"
    derived = derived_folder(folder / DATABASE)
    with Archive.open(folder) as archive:
        archive.add([write(tmp_path, f"{name}.txt", f"Chúng tôi giữ {secret} trong kho.")])
        assert archive.ask(f"Ai giữ {secret} trong kho?").hits[0].interview == name
        assert holding(derived, name)
        archive.remove(name)
        assert generations(folder) == holding(folder, secret) == holding(derived, name) == []
        assert archive.ask(QUESTION).hits
    with Archive.open(folder) as archive:
        assert archive.ask(QUESTION).hits
    assert generations(folder)
    assert holding(folder, secret) == holding(derived, name) == []


def test_what_was_read_closely_is_in_the_files_too(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.indexes.Indexes.contextual", HashEncoder())
    with Archive.open(folder) as archive:
        path = write(tmp_path, "nuoc.txt", "Đường ống gãy ở khe Thử nên cả bản mất nước.")
        archive.add([path])
        archive.read_on()
        archive.add([write(tmp_path, "nuoc.txt", "Đường ống đã cũ ở khe Thử nên cả bản mất nước.")])
    expected = answers(folder)
    monkeypatch.setattr("qa.derived.STORED", 1)
    assert answers(folder) == expected
    (made,) = generations(folder)
    assert (made / "contextual").exists()


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize("damage", [_cut, _flip, Path.unlink])
@pytest.mark.parametrize("name", ["columns.npy", "table/vectors.faiss", "words/meta.json"])
def test_damaged_files_are_made_anew(folder: Path, damage: Callable[[Path], None], name: str) -> None:
    expected = answers(folder)
    (made,) = generations(folder)
    damage(made / name)
    assert answers(folder) == expected
    assert made not in generations(folder)
    assert len(generations(folder)) == 1


@pytest.mark.usefixtures("stored")
def test_files_are_never_trusted_against_the_store(folder: Path) -> None:
    with Archive.open(folder) as archive:
        before = archive.ask(QUESTION).hits[0]
    with sqlite3.connect(folder / DATABASE) as database:
        database.execute("UPDATE utterances SET speaker = 'Người Khác' WHERE interview = ?", [before.interview])
    with Archive.open(folder) as archive:
        speakers = {(hit.turn, hit.speaker) for _ in range(2) for hit in archive.ask(QUESTION).hits}
        assert (before.turn, before.speaker) not in speakers
        assert (before.turn, "Người Khác") in speakers


@pytest.mark.usefixtures("stored")
def test_where_nothing_can_be_written_they_stay_in_memory(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("embeddings.index.VectorFiles.write", full)
    assert answers(folder)
    assert generations(folder) == []


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize("damage", [lambda path: None, _cut, _flip, Path.unlink])
def test_people_are_listed_as_without_files(folder: Path, damage: Callable[[Path], None]) -> None:
    with Archive.open(folder) as archive:
        expected = archive.facets()
        archive.ask(QUESTION)
        assert expected.speakers == tuple(archive.people.choices)
    (made,) = generations(folder)
    damage(made / "people.json")
    with Archive.open(folder) as archive:
        assert archive.facets() == expected
