"""A sound archive is told sound; each kind of damage is found, named and given a remedy."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from qa.archive import DATABASE, Archive
from qa.cli.main import main
from qa.store.verify import FaultKind, verify
from qa.wording.upkeep import REMEDIES, fault

DAMAGES = {
    FaultKind.SOURCE: "UPDATE sources SET raw = x'00' WHERE interview = (SELECT min(interview) FROM sources)",
    FaultKind.SPAN: 'UPDATE utterances SET "end" = 10000000 WHERE id = (SELECT min(id) FROM utterances)',
    FaultKind.QUOTATION: "UPDATE utterances SET sha256 = 'x' WHERE id = (SELECT min(id) FROM utterances)",
    FaultKind.PASSAGE: "DELETE FROM passages WHERE utterance = (SELECT min(id) FROM utterances)",
    FaultKind.VECTOR: "DELETE FROM vectors WHERE passage = (SELECT min(id) FROM passages)",
    FaultKind.READING: "UPDATE readings SET whole = x'00' WHERE id = (SELECT min(id) FROM readings)",
}


@pytest.fixture
def folder(demo_folder: Path, tmp_path: Path) -> Path:
    shutil.copytree(demo_folder, tmp_path / "data")
    return tmp_path / "data"


def test_a_sound_archive_is_told_sound(demo_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Archive.open(demo_folder) as archive:
        assert verify(archive.store) == []
    assert main(["verify", "--data", str(demo_folder)]) == 0
    assert "không có gì hỏng" in capsys.readouterr().out


@pytest.mark.parametrize("kind", DAMAGES)
def test_damage_is_found(folder: Path, kind: FaultKind, capsys: pytest.CaptureFixture[str]) -> None:
    with sqlite3.connect(folder / DATABASE) as database:
        database.execute(DAMAGES[kind])
    database.close()
    with Archive.open(folder) as archive:
        found = verify(archive.store)
    assert {one.kind for one in found} == {kind}
    assert len(found) == 1
    assert main(["verify", "--data", str(folder)]) == 1
    said = capsys.readouterr()
    assert fault(kind.value, found[0].place) in said.err
    assert REMEDIES[kind.value] in said.out


def test_every_kind_has_a_remedy() -> None:
    assert set(REMEDIES) == {kind.value for kind in FaultKind}
    assert set(DAMAGES) == set(FaultKind) - {FaultKind.DATABASE}
