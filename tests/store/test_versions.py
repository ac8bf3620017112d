"""Changed articles: the old words stay readable, their links open, quotations are checked against both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.archive import Archive
from qa.errors import NotFoundError, QuotationError
from qa.quote.check import Verdict
from qa.quote.result import Says
from qa.review import Checked
from qa.store.versions import former_interview, versions_of
from qa.wording import versions as wording_versions
from tests.errata.rectified import KEY, RIGHT, SAID, WRONG, rectify, write
from tests.postgres import in_a_file
from tests.store.test_database import folder_bytes

pytestmark = pytest.mark.usefixtures("back_end")

LAST = "Chúng tôi tính thông xe vào quý ba. Kinh phí vẫn là 120 tỷ đồng."


def change(folder: Path, before: str, after: str) -> Path:
    """The article with other words in one place."""
    path = folder / f"{KEY}.txt"
    path.write_text(path.read_text("utf-8").replace(before, after), "utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "bai")
    return tmp_path / "bai"


@pytest.fixture
def archive(tmp_path: Path, folder: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "data") as archive:
        archive.add([folder])
        yield archive


def key_of(archive: Archive, words: str) -> str:
    return f"{KEY}.{archive.interview(KEY).text.index(words)}"


def test_a_changed_article_keeps_the_old_one(archive: Archive, folder: Path) -> None:
    before = archive.interview(KEY)
    report = archive.add([change(folder, WRONG, RIGHT)])
    assert (report.changed, report.added) == ([KEY], [KEY])
    (version,) = versions_of(archive.store, KEY)
    assert former_interview(archive.store, KEY, version.number) == before
    assert RIGHT in archive.interview(KEY).text
    with pytest.raises(NotFoundError):
        former_interview(archive.store, KEY, 2)


def test_only_other_words_make_a_version(archive: Archive, folder: Path) -> None:
    assert archive.add([folder]).changed == []
    assert archive.add([change(folder, "tháng so", "tháng  so")]).changed == []
    assert archive.add([change(folder, "outlet: Báo Minh Họa", "outlet: Báo Khác")]).changed == []
    assert versions_of(archive.store, KEY) == ()
    archive.store.change("UPDATE sources SET rules='old'")
    archive.store.change("UPDATE files SET rules='old'")
    assert archive.add([folder]).changed == []


def test_links_open_the_same_words_wherever_they_stand(archive: Archive, folder: Path) -> None:
    moved, gone = key_of(archive, "Chúng tôi"), key_of(archive, SAID)
    archive.add([change(folder, SAID, "Ông không trả lời câu này.")])
    assert archive.link(moved).opens.words == LAST
    assert archive.link(moved).opens.version is None
    assert archive.citation(moved).text == LAST
    link = archive.link(gone)  # a turn begins at this offset today, too: both are told
    assert link.opens.words.startswith("Ông không trả lời")
    assert [one.words.startswith(SAID) for one in link.before] == [True]


def test_a_link_to_words_that_are_gone_opens_the_old_version(archive: Archive, folder: Path) -> None:
    gone = key_of(archive, "Chúng tôi")
    archive.add([change(folder, f"Ông Lê Văn Thử: {LAST}", "Ông Lê Văn Thử, giám đốc: Chưa biết bao giờ.")])
    opens = archive.link(gone).opens
    assert (opens.words, opens.version and opens.version.number) == (LAST, 1)
    cited = archive.citation(gone)
    assert (cited.text, cited.speaker, cited.former) == (LAST, "Lê Văn Thử", opens.version)
    with pytest.raises(NotFoundError, match="bản 1"):
        archive.locate(gone)


def test_a_quotation_that_only_the_old_version_has_is_told(archive: Archive, folder: Path) -> None:
    archive.add([change(folder, "Nhà thầu thiếu cát từ đầu năm.", "Nhà thầu đã đủ vật liệu.")])
    result, _ = archive.check("Nhà thầu thiếu cát từ đầu năm.", "Lê Văn Thử")
    assert result.words not in (Verdict.VERBATIM, Verdict.NEAR)
    (former,) = result.former
    assert (former.number, former.at.words, former.at.said_by.name) == (1, Verdict.VERBATIM, "Lê Văn Thử")
    assert Checked(result, None).name == wording_versions.CLAIM_NAME
    assert archive.check("Nhà thầu đã đủ vật liệu.")[0].former == ()
    assert archive.check("Kinh phí vẫn là 120 tỷ đồng.")[0].former == ()
    assert archive.check("Nhà thầu thiếu đá từ đầu năm.")[0].former == ()


def test_an_erratum_on_words_that_the_paper_then_changed(archive: Archive, folder: Path) -> None:
    rectify(archive)
    archive.add([change(folder, WRONG, RIGHT)])
    result, _ = archive.check(SAID)
    assert [one.says for one in result.rectified] == [Says.WRONG]
    assert [one.number for one in result.former] == [1]


def test_versions_count_up_and_the_latest_meaning_is_taken(archive: Archive, folder: Path) -> None:
    gone = key_of(archive, "Chúng tôi")
    for last in ("Chưa biết bao giờ xong việc này.", "Không ai biết."):
        before = LAST if last.startswith("Chưa") else "Chưa biết bao giờ xong việc này."
        archive.add([change(folder, f": {before}", f" nói thêm với báo: {last}")])
    assert [one.number for one in versions_of(archive.store, KEY)] == [1, 2]
    link = archive.link(gone)
    assert [one.version.number for one in (link.opens, *link.before) if one.version][-1] == 1


@in_a_file
@pytest.mark.parametrize("withdrawn", [True, False])
def test_no_word_of_a_version_outlives_the_interview(archive: Archive, folder: Path, withdrawn: bool) -> None:
    archive.add([change(folder, "thiếu cát từ đầu năm", "đủ vật liệu")])
    assert "thiếu cát từ đầu năm".encode() in folder_bytes(archive.data)
    if withdrawn:
        archive.withdraw(KEY, "tòa án yêu cầu")
    else:
        archive.remove(KEY)
    assert "thiếu cát từ đầu năm".encode() not in folder_bytes(archive.data)
    assert archive.check("Nhà thầu thiếu cát từ đầu năm.")[0].former == ()


def test_a_version_that_was_tampered_with_is_not_shown(archive: Archive, folder: Path) -> None:
    archive.add([change(folder, WRONG, RIGHT)])
    archive.store.change("UPDATE versions SET text = replace(text, '35', '53')")
    with pytest.raises(QuotationError):
        former_interview(archive.store, KEY, 1)


ADDRESS = "outlet: Báo Minh Họa\nurl: https://bao.example/cau-khe-thu"


def test_the_same_address_in_a_new_file_is_a_new_version(archive: Archive, folder: Path) -> None:
    path = change(folder, "outlet: Báo Minh Họa", ADDRESS)
    archive.add([path])
    change(folder, WRONG, RIGHT).rename(folder / "cau-moi.txt")
    report = archive.add([folder])
    assert (report.added, report.changed, archive.store.interview_ids()) == ([KEY], [KEY], [KEY])
    assert report.gone == []
    assert archive.add([folder]).unchanged == 1


def test_two_files_of_one_address_and_other_texts_stay_two(archive: Archive, folder: Path) -> None:
    path = change(folder, "outlet: Báo Minh Họa", ADDRESS)
    archive.add([path])
    text = path.read_text("utf-8")
    (folder / "khac.txt").write_text(text.replace(WRONG, RIGHT), "utf-8")
    archive.add([folder])
    assert archive.store.interview_ids() == [KEY, "khac"]
    (folder / "khac.txt").unlink()
    other = text.replace("Khe Thử", "Suối Mẫu").replace("hợp đồng. Nhà", "kế hoạch. Chủ").replace("120 tỷ", "9 tỷ")
    (folder / "la.txt").write_text(other.replace("Chúng tôi tính", "Ngành tính"), "utf-8")
    archive.add([folder])
    assert archive.store.interview_ids() == [KEY, "khac", "la"]
