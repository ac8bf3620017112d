"""Withdrawn interviews: gone from every answer, told as such, and left out by builds until that is lifted."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.archive import Archive
from qa.errors import NotFoundError, WithdrawnError

pytestmark = pytest.mark.usefixtures("back_end")

TALK = "title: {title}\n\nPV: Vì sao {title} bị bỏ?\n\nÔng Lê Văn Thử: {words}\n"


def article(folder: Path, name: str, title: str, words: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.txt"
    path.write_text(TALK.format(title=title, words=words), "utf-8")
    return path


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    article(tmp_path / "bai", "cau", "cây cầu Mây", "Cầu Mây bị bỏ vì lũ cuốn trôi hai trụ chính.")
    article(tmp_path / "bai", "duong", "con đường Sim", "Đường Sim bị bỏ vì sạt lở ba năm liền.")
    archive = Archive.open(tmp_path / "data")
    archive.add([tmp_path / "bai"])
    return archive


def test_a_withdrawn_interview_is_gone_and_said_to_be(archive: Archive) -> None:
    (turn,) = [hit.turn for hit in archive.ask("Vì sao cầu Mây bị bỏ?").hits if hit.interview == "cau"]
    archive.withdraw("cau", "Tòa án yêu cầu", "an")
    assert all(hit.interview != "cau" for hit in archive.ask("Vì sao cầu Mây bị bỏ?").hits)
    for look in (lambda: archive.interview("cau"), lambda: archive.locate(turn), lambda: archive.remove("cau")):
        with pytest.raises(WithdrawnError, match="đã được rút") as raised:
            look()
        assert raised.value.reason == "Tòa án yêu cầu"
    (one,) = archive.withdrawals()
    assert (one.interview, one.author, one.reason) == ("cau", "an", "Tòa án yêu cầu")


def test_no_build_brings_it_back_until_it_is_lifted(archive: Archive, tmp_path: Path) -> None:
    archive.withdraw("cau", "")
    for _ in range(2):
        archive.add([tmp_path / "bai"])
        assert archive.store.interview_ids() == ["duong"]
    changed = article(tmp_path / "bai", "cau", "cây cầu Mây", "Cầu Mây bị bỏ vì thiếu vốn và vì lũ lớn.")
    report = archive.add([tmp_path / "bai"])
    assert report.withdrawn == [f"cau ({changed})"]
    archive.lift("cau")
    assert archive.add([tmp_path / "bai"]).added == ["cau"]
    assert archive.withdrawals() == ()
    with pytest.raises(NotFoundError):
        archive.lift("cau")


def test_it_stays_out_under_another_name_too(archive: Archive, tmp_path: Path) -> None:
    again = tmp_path / "bai" / "cau.txt"
    archive.withdraw("cau", "")
    again.rename(tmp_path / "bai" / "cau-moi.txt")
    report = archive.add([tmp_path / "bai"])
    assert (report.withdrawn, report.added) == ([f"cau-moi ({tmp_path / 'bai' / 'cau-moi.txt'})"], [])


def test_another_article_of_its_name_is_none_of_it(archive: Archive, tmp_path: Path) -> None:
    article(tmp_path / "bai" / "khac", "cau", "cây cầu Khói", "Cầu Khói bị bỏ vì không ai đi qua nữa.")
    (name,) = archive.add([tmp_path / "bai"]).added
    archive.withdraw("cau", "")
    report = archive.add([tmp_path / "bai"])
    assert report.removed == []
    assert archive.store.interview_ids() == [name, "duong"]
    assert archive.interview(name).source.title == "cây cầu Khói"


def test_what_is_not_there_cannot_be_withdrawn(archive: Archive) -> None:
    with pytest.raises(NotFoundError):
        archive.withdraw("khong-co", "")
    assert archive.withdrawals() == ()
