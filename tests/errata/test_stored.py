"""Errata of a stored interview: in answers, checks and citations, through every rebuild, gone with the interview."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.archive import Archive
from qa.errata.stored import all_entries, entries_of, errata_of, take_back
from qa.errors import ErratumError, NotFoundError
from qa.quote.check import Verdict
from qa.quote.result import Caution, Says
from qa.review import Checked
from tests.errata.rectified import KEY, NOTE, RIGHT, SAID, WRONG, rectify, write
from tests.postgres import in_a_file
from tests.store.test_database import folder_bytes

pytestmark = pytest.mark.usefixtures("back_end")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "data") as archive:
        archive.add([write(tmp_path / "bai")])
        yield archive


def says(archive: Archive, claim: str, speaker: str | None = None) -> list[tuple[str, Says]]:
    result, _ = archive.check(claim, speaker)
    return [(one.erratum.wrong, one.says) for one in result.rectified]


def test_an_answer_tells_it_and_is_printed_as_before(archive: Archive) -> None:
    before = archive.ask("Cầu Khe Thử chậm tiến độ bao nhiêu?")
    rectify(archive)
    (hit, *_) = archive.ask("Cầu Khe Thử chậm tiến độ bao nhiêu?").hits
    assert (hit.text, hit.sha256) == (before.hits[0].text, before.hits[0].sha256)
    ((one),) = hit.errata
    assert (one.wrong, one.right, one.day, one.note) == (WRONG, RIGHT, "2024-05-20", NOTE)
    assert one.span.of(archive.interview(KEY).text) == WRONG
    assert archive.citation(hit.turn).errata == (one,)
    assert [bool(cited.errata) for cited in archive.citations_of(KEY)] == [True, False]


def test_a_quotation_of_the_wrong_words_is_verbatim_and_warned_of(archive: Archive) -> None:
    rectify(archive)
    result, citation = archive.check(SAID, "Lê Văn Thử")
    assert (result.verdict, result.warning) == (Verdict.VERBATIM, "rectified")
    assert says(archive, SAID) == [(WRONG, Says.WRONG)]
    assert citation is not None
    assert citation.errata[0].right == RIGHT
    checked = Checked(result, citation)
    assert "cải chính" in checked.name
    assert checked.correct() is None


def test_a_quotation_of_the_right_words_finds_it(archive: Archive) -> None:
    rectify(archive)
    claim = SAID.replace(WRONG, RIGHT)
    result, _ = archive.check(claim)
    assert result.verdict is Verdict.ALTERED
    assert says(archive, claim) == [(WRONG, Says.RIGHT)]
    assert not [one for one in result.warnings if one.caution is Caution.RECTIFIED]


def test_a_third_figure_is_neither(archive: Archive) -> None:
    rectify(archive)
    assert says(archive, SAID.replace("35", "45")) == [(WRONG, Says.NEITHER)]


def test_right_words_far_from_the_printed_ones_are_found(archive: Archive) -> None:
    rectify(archive, SAID, "Tiến độ của công trình này bảo đảm đúng kế hoạch đã duyệt.")
    claim = "Tiến độ của công trình này bảo đảm đúng kế hoạch đã duyệt."
    assert archive.check(claim)[0].verdict is not Verdict.VERBATIM
    assert says(archive, claim) == [(SAID, Says.RIGHT)]


def test_words_that_were_taken_back(archive: Archive) -> None:
    rectify(archive, " so với hợp đồng", "")
    assert says(archive, SAID) == [("so với hợp đồng", Says.WRONG)]
    assert says(archive, "Cầu Khe Thử chậm 35 tháng. Nhà thầu thiếu cát từ đầu năm.") == [
        ("so với hợp đồng", Says.RIGHT)
    ]


def test_other_words_of_the_turn_are_not_warned_of(archive: Archive) -> None:
    rectify(archive)
    result, citation = archive.check("Nhà thầu thiếu cát từ đầu năm.")
    assert (result.verdict, result.rectified, result.warning) == (Verdict.VERBATIM, (), None)
    assert citation is not None
    assert citation.errata  # the banner still stands on the turn
    assert says(archive, "Kinh phí vẫn là 120 tỷ đồng.") == []


def test_it_is_taken_back_and_the_same_is_not_entered_twice(archive: Archive) -> None:
    entry = rectify(archive)
    with pytest.raises(ErratumError):
        rectify(archive)
    take_back(archive.store, KEY, entry.version, "nhầm bài", "bình")
    assert says(archive, SAID) == []
    assert archive.check(SAID)[0].warning is None
    with pytest.raises(ErratumError):
        take_back(archive.store, KEY, entry.version, "", "bình")
    assert [one.version for one in entries_of(archive.store, KEY)] == [1, 2]
    assert rectify(archive).version == 3


def test_it_outlives_a_rebuild_and_finds_its_words_in_a_changed_text(archive: Archive, tmp_path: Path) -> None:
    rectify(archive)
    path = write(tmp_path / "bai", more=" Trời lại mưa nhiều.")
    path.write_text(
        path.read_text("utf-8").replace("PV: Thưa ông, cầu", "Lời dẫn mới của báo.\n\nPV: Thưa ông, cầu"), "utf-8"
    )
    archive.add([path])
    text = archive.interview(KEY).text
    (one,) = errata_of(archive.store, KEY, text).errata
    assert one.span.of(text) == WRONG
    assert says(archive, SAID) == [(WRONG, Says.WRONG)]


@in_a_file
@pytest.mark.parametrize("withdrawn", [True, False])
def test_no_word_of_it_outlives_the_interview(archive: Archive, withdrawn: bool) -> None:
    rectify(archive, right="chậm ba tháng rưỡi lạ thường")
    assert "lạ thường".encode() in folder_bytes(archive.data)
    if withdrawn:
        archive.withdraw(KEY, "tòa án yêu cầu")
    else:
        archive.remove(KEY)
    assert all_entries(archive.store) == []
    assert "lạ thường".encode() not in folder_bytes(archive.data)


def test_without_its_interview_nothing_is_entered(archive: Archive) -> None:
    with pytest.raises(NotFoundError):
        rectify(archive, key="khong-co")


def test_an_entry_that_was_tampered_with_is_lost(archive: Archive) -> None:
    rectify(archive)
    archive.store.change("UPDATE errata SET content = replace(content, '35', '53')")
    found = errata_of(archive.store, KEY, archive.interview(KEY).text)
    assert (found.errata, len(found.lost)) == ((), 1)
    assert archive.check(SAID)[0].verdict is Verdict.VERBATIM
