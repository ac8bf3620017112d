"""A sound archive is told sound; each kind of damage is found, named and given a remedy."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from qa.archive import DATABASE, Archive
from qa.cli.main import main
from qa.corrections.correction import set_words
from qa.corrections.stored import parsed_interview
from qa.desk import Desk
from qa.embed import embedded
from qa.interview import Role
from qa.store.verify import FaultKind
from qa.store.versions import keep_version
from qa.text import Span
from qa.verify import verify
from qa.wording.upkeep import REMEDIES, fault

DAMAGES = {
    FaultKind.SOURCE: "UPDATE sources SET raw = x'00' WHERE interview = (SELECT min(interview) FROM sources)",
    FaultKind.SPAN: 'UPDATE utterances SET "end" = 10000000 WHERE id = (SELECT min(id) FROM utterances)',
    FaultKind.QUOTATION: "UPDATE utterances SET sha256 = 'x' WHERE id = (SELECT min(id) FROM utterances)",
    FaultKind.PASSAGE: "DELETE FROM vectors WHERE passage IN"
    " (SELECT id FROM passages WHERE utterance = (SELECT min(id) FROM utterances));"
    "DELETE FROM passages WHERE utterance = (SELECT min(id) FROM utterances)",
    FaultKind.VECTOR: "DELETE FROM vectors WHERE passage = (SELECT min(id) FROM passages)",
    FaultKind.SENTENCES: "DELETE FROM sentences WHERE utterance = (SELECT min(id) FROM utterances)",
    FaultKind.MANIFEST: "DELETE FROM manifest WHERE key = 'dimension'",
    FaultKind.ORPHAN: "INSERT INTO vectors VALUES (1000000, 'x', x'00')",
    FaultKind.LINK: "INSERT INTO moved SELECT id || '.1', id || '.99999999' FROM interviews LIMIT 1",
    FaultKind.CORRECTION: "INSERT INTO corrections SELECT id, 1, '', '', '', '', '{' FROM interviews LIMIT 1",
    FaultKind.ERRATUM: "INSERT INTO errata SELECT id, 1, '', '', '', '{' FROM interviews LIMIT 1",
    FaultKind.INCOMING: "INSERT INTO incoming (author, name, path, kind, sha256, state, raw)"
    " VALUES ('', 'a.txt', '', '', 'x', 'waiting', x'00')",
    FaultKind.VERSION: "UPDATE versions SET text = text || '.' WHERE number = 1",
    FaultKind.READING: "UPDATE readings SET whole = x'00' WHERE id = (SELECT min(id) FROM readings)",
}


@pytest.fixture
def folder(demo_folder: Path, tmp_path: Path) -> Path:
    """A copy of the demonstration archive, one article of which has earlier versions."""
    data = tmp_path / "data"
    shutil.copytree(demo_folder, data)
    with Archive.open(data) as archive:
        found = archive.interview(archive.interviews()[0].id)
        for day in ("hôm qua", "hôm nay"):
            with archive.store.transaction():
                text = f"{found.text}{day}"
                blocks = (*found.blocks, replace(found.blocks[-1], span=Span(len(found.text), len(text))))
                assert keep_version(archive.store, found, replace(found, text=text, blocks=blocks))
        assert verify(archive.store) == []
    return data


def test_a_sound_archive_is_told_sound(demo_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Archive.open(demo_folder) as archive:
        assert verify(archive.store) == []
    assert main(["verify", "--data", str(demo_folder)]) == 0
    assert "không có gì hỏng" in capsys.readouterr().out


@pytest.mark.parametrize("kind", DAMAGES)
def test_damage_is_found(folder: Path, kind: FaultKind, capsys: pytest.CaptureFixture[str]) -> None:
    with sqlite3.connect(folder / DATABASE) as database:
        database.executescript(DAMAGES[kind])
    database.close()
    with Archive.open(folder) as archive:
        found = verify(archive.store)
    assert {one.kind for one in found} == {kind}
    assert len(found) == 1
    assert main(["verify", "--data", str(folder)]) == 1
    said = capsys.readouterr()
    assert fault(kind.value, found[0].place) in said.err
    assert REMEDIES[kind.value] in said.out


@pytest.mark.parametrize("what", ["of another length", "no number"])
def test_a_vector_of_the_right_size_may_be_none(folder: Path, what: str) -> None:
    with sqlite3.connect(folder / DATABASE) as database:
        for table, column in (("vectors", "vector"), ("readings", "whole")):
            ((size,),) = database.execute(f"SELECT length({column}) FROM {table} LIMIT 1")
            bad = b"\x00" * size if what == "of another length" else b"\xff\x7f" * (size // 2)
            database.execute(f"UPDATE {table} SET {column} = ?", (bad,))
    database.close()
    with Archive.open(folder) as archive:
        assert {one.kind for one in verify(archive.store)} == {FaultKind.VECTOR, FaultKind.READING}


def test_a_sentence_without_a_word_is_sound(folder: Path) -> None:
    with Archive.open(folder) as archive:
        ((number, dimension, stored),) = archive.store.rows("SELECT id, dimension, sentences FROM readings LIMIT 1")
        archive.store.change("UPDATE readings SET sentences = ? WHERE id = ?", stored + bytes(2 * dimension), number)
        assert verify(archive.store) == []


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM versions WHERE number = 1",
        "UPDATE versions SET blocks = '{' WHERE number = 1",
        """UPDATE versions SET turns = '[[null, [[0, 10000000, null]]]]' WHERE number = 1""",
        """UPDATE versions SET turns = '[[[5, 10000000], []]]' WHERE number = 1""",
    ],
    ids=["lost", "no JSON", "answer outside", "question outside"],
)
def test_a_version_that_is_not_whole_is_told(folder: Path, damage: str) -> None:
    with sqlite3.connect(folder / DATABASE) as database:
        database.execute(damage)
        ((interview,),) = database.execute("SELECT DISTINCT interview FROM versions")
    database.close()
    with Archive.open(folder) as archive:
        assert [(one.kind, one.place) for one in verify(archive.store)] == [(FaultKind.VERSION, f"{interview} (1)")]


def test_an_interview_that_is_not_as_its_corrections_make_it_is_told(folder: Path) -> None:
    with Archive.open(folder) as archive:
        desk = Desk(archive)
        sheet = desk.sheet(archive.interviews()[0].id)
        block = next(one for one in sheet.interview.blocks if one.role is Role.ANSWER)
        decision = set_words(sheet.interview.text, block.span, Role.NARRATION, None)
        desk.correct(sheet.interview.source.id, decision, "An", "", sheet.state)
        assert verify(archive.store) == []
        parsed = parsed_interview(archive.store, archive.interview(sheet.interview.source.id))
        archive.store.put_reading(parsed, archive.encoder.revision, embedded(parsed, archive.encoder))
        assert [(one.kind, one.place) for one in verify(archive.store)] == [
            (FaultKind.CORRECTION, sheet.interview.source.id)
        ]


def test_every_kind_has_a_remedy() -> None:
    assert set(REMEDIES) == {kind.value for kind in FaultKind}
    assert set(DAMAGES) == set(FaultKind) - {FaultKind.DATABASE}
