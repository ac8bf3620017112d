"""Building: two at once lose nothing, names and folders of any kind stop nothing, what is skipped is named."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from qa.archive import Archive
from qa.article.read import Article
from qa.build import BuildReport, file_rules
from qa.interview import MarkKind
from tests.benchmarks.crashes import ARTICLE

pytestmark = pytest.mark.usefixtures("back_end")


def articles(folder: Path, count: int, first: int = 0) -> Path:
    folder.mkdir()
    for n in range(first, first + count):
        (folder / f"bai{n - first}.txt").write_text(ARTICLE.format(n=n, m=n % 5), "utf-8")
    return folder


def test_two_builds_at_once_lose_nothing(tmp_path: Path) -> None:
    # The files of both folders have the same names: who is told apart is decided while the other waits.
    folders = [articles(tmp_path / "a", 20), articles(tmp_path / "b", 20, 100)]
    reports: list[BuildReport] = []
    waited: list[bool] = []

    def build(folder: Path) -> None:
        with Archive.open(tmp_path / "data") as archive:
            reports.append(archive.add([folder], waits=lambda: waited.append(True)))

    threads = [threading.Thread(target=build, args=(folder,)) for folder in folders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [len(report.added) for report in reports] == [20, 20]
    with Archive.open(tmp_path / "data") as archive:
        assert len(archive.interviews()) == 40
        assert archive.add(folders).unchanged == 40


def test_any_name_and_any_depth_are_read(tmp_path: Path) -> None:
    deep = tmp_path / "bai"
    deep.mkdir()
    odd = os.fsencode(deep) + b"/l\xe0 g\xec.txt"
    with open(odd, "wb") as file:
        file.write(ARTICLE.format(n=1, m=1).encode())
    here = os.getcwd()
    try:  # deeper than a path may be long when it is written out is no matter here: 900 short names are
        os.chdir(deep)
        for _ in range(900):
            os.mkdir("d")
            os.chdir("d")
        Path("sau.txt").write_text(ARTICLE.format(n=2, m=2), "utf-8")
    finally:
        os.chdir(here)
    with Archive.open(tmp_path / "data") as archive:
        report = archive.add([deep])
        assert (len(report.added), report.failures) == (2, [])
        assert archive.add([deep]).unchanged == 2


def test_what_is_passed_over_is_named_with_its_reason(tmp_path: Path) -> None:
    folder = articles(tmp_path / "bai", 1)
    (folder / "cu.doc").write_bytes(b"x")
    (folder / "anh.jpg").write_bytes(b"\xff\xd8")
    (folder / "tin.txt").write_text("Hôm nay trời đẹp.", "utf-8")
    with Archive.open(tmp_path / "data") as archive:
        report = archive.add([folder])
    assert [(Path(one.name).name, one.reason.split(";")[0].split(",")[0]) for one in report.skipped] == [
        ("anh.jpg", "ảnh"),
        ("cu.doc", "tệp Word .doc cũ"),
    ]
    (named,) = report.not_interviews
    assert str(folder / "tin.txt") in named


PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Kè | Báo Ví Dụ</title></head><body><article>
<h1>Kè</h1>
<p>PV: Thưa ông, vì sao tuyến kè chậm?</p><p>Ông Lò Văn Ví Dụ: Cát lấp không đủ, và nhà thầu phụ đã bỏ về.</p>
<figure><img src="a.jpg"><figcaption>Tôi đi thăm đoạn kè sạt ở bản Nà Thử.</figcaption></figure>
<p>PV: Bao giờ xong?</p><p>Ông Lò Văn Ví Dụ: Chậm nhất là tháng 9 năm nay, trước mùa lũ.</p></article></body></html>"""


def test_other_rules_of_parsing_read_the_archive_s_own_text_and_marks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "ke.html"
    page.write_text(PAGE, "utf-8")
    with Archive.open(tmp_path / "data") as archive:
        archive.add([page])
        first = archive.store.interview("ke")
        assert [mark.kind for mark in first.marks] == [MarkKind.HEADING, MarkKind.CAPTION]

        def unread(path: Path) -> list[Article]:
            raise AssertionError("the file was read again")

        monkeypatch.setattr("qa.build.read_articles", unread)
        monkeypatch.setattr("qa.build.reading_rules", lambda: f"{file_rules()}others")
        assert archive.add([page]).added == ["ke"]
        assert archive.store.interview("ke") == first
        assert archive.add([page]).unchanged == 1


def test_what_was_stored_without_its_marks_is_read_from_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "ke.html"
    page.write_text(PAGE, "utf-8")
    with Archive.open(tmp_path / "data") as archive:
        archive.add([page])
        archive.store.change("UPDATE sources SET stated = NULL")
        archive.store.change("UPDATE interviews SET marks = '[]'")
        assert archive.store.interview("ke").marks == ()
        monkeypatch.setattr("qa.build.reading_rules", lambda: f"{file_rules()}others")
        assert archive.add([page]).added == ["ke"]
        assert len(archive.store.interview("ke").marks) == 2
