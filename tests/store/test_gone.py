"""Files that stand no more: told by a build, withdrawn by choice alone, and never for a disk that is not there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qa.archive import Archive
from qa.cli.main import main
from tests.store.test_withdrawn import article


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    article(tmp_path / "bai", "cau", "cây cầu Mây", "Cầu Mây bị bỏ vì lũ cuốn trôi hai trụ chính.")
    article(tmp_path / "bai", "duong", "con đường Sim", "Đường Sim bị bỏ vì sạt lở ba năm liền.")
    article(tmp_path / "bai" / "dia", "dap", "con đập Khe", "Đập Khe bị bỏ vì nứt thân đập.")
    return tmp_path / "bai"


def gone(data: Path, folder: Path) -> list[tuple[tuple[str, ...], bool]]:
    with Archive.open(data) as archive:
        return [(one.interviews, one.sure) for one in archive.add([folder]).gone]


def ids(data: Path) -> list[str]:
    with Archive.open(data) as archive:
        return archive.store.interview_ids()


def test_a_missing_file_is_told_and_its_interview_stays(tmp_path: Path, folder: Path) -> None:
    data = tmp_path / "data"
    assert gone(data, folder) == []
    (folder / "cau.txt").unlink()
    assert gone(data, folder) == [(("cau",), True)]
    assert ids(data) == ["cau", "dap", "duong"]


def test_by_choice_it_is_withdrawn(tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "data"
    gone(data, folder)
    (folder / "cau.txt").unlink()
    assert main(["build", str(folder), "--data", str(data), "--later"]) == 0
    assert "Tệp không còn" in capsys.readouterr().err
    assert ids(data) == ["cau", "dap", "duong"]
    assert main(["build", str(folder), "--data", str(data), "--later", "--withdraw-missing"]) == 0
    assert "đã rút: cau" in capsys.readouterr().err
    assert ids(data) == ["dap", "duong"]
    with Archive.open(data) as archive:
        (one,) = archive.withdrawals()
        assert "Tệp không còn" in one.reason


def test_an_empty_or_missing_folder_withdraws_nothing(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    gone(data, folder)
    shutil.rmtree(folder / "dia")
    assert gone(data, folder) == [(("dap",), False)]
    (folder / "dia").mkdir()
    assert gone(data, folder) == [(("dap",), False)]
    main(["build", str(folder), "--data", str(data), "--later", "--withdraw-missing"])
    for name in ("cau.txt", "duong.txt"):
        (folder / name).unlink()
    main(["build", str(folder), "--data", str(data), "--later", "--withdraw-missing"])
    shutil.rmtree(folder)
    main(["build", str(folder), "--data", str(data), "--later", "--withdraw-missing"])
    assert ids(data) == ["cau", "dap", "duong"]
    assert "cả thư mục" in capsys.readouterr().err
