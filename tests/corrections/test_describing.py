"""Describing: facts set by editors show everywhere at once, outlive rebuilds, and leave text and offsets alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qa.archive import Archive
from qa.cli.reading import export_corrections, import_corrections
from qa.corrections.correction import FACTS, Decision, decision_from_json, decision_json, name_answers
from qa.corrections.describing import describe
from qa.corrections.naming import suggested
from qa.desk import Desk
from qa.errors import CorrectionError
from qa.interview import Source
from qa.search.filters import Filters
from qa.wording import describing as wording_describing
from qa.wording import edit as wording_edit
from tests.test_desk import HELD, served, write

NEW = {
    "title": "Nước đã về bản Thử",
    "outlet": "Báo Sông Xa",
    "date": "1/6/2024",
    "url": "https://bao.example/nuoc",
    "authors": "An Bình, Lê Ví Dụ",
    "note": "bản in lại",
}


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "data") as archive:
        archive.add([write(tmp_path)])
        yield archive


def decide(archive: Archive, decision: Decision) -> None:
    desk = Desk(archive)
    desk.correct("nuoc", decision, "an", "đã đối chiếu", desk.sheet("nuoc").state)


def described(archive: Archive, **typed: str) -> Decision:
    source = archive.interview("nuoc").source
    now: dict[str, Any] = {name: getattr(source, name) or "" for name in FACTS}
    return describe(source, {**now, "authors": ", ".join(source.authors), **typed})


def test_new_facts_show_everywhere_at_once(archive: Archive) -> None:
    before = archive.interview("nuoc")
    archive.ask("vì sao bản Thử thiếu nước?")
    decide(archive, described(archive, **NEW))
    after = archive.interview("nuoc")
    assert (after.text, after.blocks, after.turns) == (before.text, before.blocks, before.turns)
    facts = (NEW["title"], "Báo Sông Xa", "2024-06-01", NEW["url"], ("An Bình", "Lê Ví Dụ"), "bản in lại")
    assert after.source == Source("nuoc", *facts)
    hit = archive.ask("vì sao bản Thử thiếu nước?").hits[0]
    assert (hit.title, hit.outlet, hit.date, hit.url) == facts[:4]
    assert archive.interviews()[0].title == NEW["title"]
    assert archive.facets().outlets == ("Báo Sông Xa",)
    assert archive.ask("vì sao bản Thử thiếu nước?", filters=Filters(outlet="Báo Minh Họa")).hits == ()
    cited = archive.check("Nguồn nước đã cạn từ tháng ba")[1]
    assert cited is not None
    assert cited.outlet == "Báo Sông Xa"


def test_what_was_described_outlives_a_rebuild_and_is_taken_back(archive: Archive, tmp_path: Path) -> None:
    before = archive.interview("nuoc").source
    decide(archive, described(archive, outlet="Báo Sông Xa", date=""))
    decide(archive, described(archive, title="Tít khác"))
    archive.add([write(tmp_path, more=" Mưa đã về.")])
    source = archive.interview("nuoc").source
    assert (source.title, source.outlet, source.date) == ("Tít khác", "Báo Sông Xa", None)
    desk = Desk(archive)
    desk.withdraw("nuoc", 1, "an", "", desk.sheet("nuoc").state)
    source = archive.interview("nuoc").source
    assert (source.title, source.outlet, source.date) == ("Tít khác", before.outlet, before.date)
    desk.withdraw("nuoc", 2, "an", "", desk.sheet("nuoc").state)
    assert archive.interview("nuoc").source == before


def test_decisions_go_from_file_to_file(archive: Archive, tmp_path: Path) -> None:
    decide(archive, described(archive, **NEW))
    decide(archive, name_answers("Lê Văn Thử", "Lê Văn Thật", "Giám đốc"))
    export_corrections(archive, tmp_path / "sua.jsonl")
    with Archive.open(tmp_path / "khac") as other:
        other.add([tmp_path / "nuoc.txt"])
        import_corrections(other, tmp_path / "sua.jsonl")
        assert other.interview("nuoc") == archive.interview("nuoc")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"date": "hôm qua"}, wording_describing.NO_DAY),
        ({"url": "javascript:alert(1)"}, wording_describing.NO_ADDRESS),
        ({"title": "x" * 1001}, wording_edit.too_long(1000)),
        ({}, wording_describing.NO_CHANGE),
    ],
)
def test_what_can_t_be_is_refused(archive: Archive, typed: dict[str, str], said: str) -> None:
    with pytest.raises(CorrectionError, match=said.partition("(")[0][:30]):
        described(archive, **typed)


@pytest.mark.parametrize(
    "stored",
    [
        '{"action": "describe", "facts": {"id": "x"}}',
        '{"action": "describe", "facts": {"title": null}}',
        '{"action": "describe", "facts": {"authors": "An"}}',
        '{"action": "describe"}',
        '{"action": "name", "of": null, "speaker": "PV", "position": null}',
        '{"action": "name", "of": null, "speaker": "", "position": null}',
    ],
)
def test_stored_decisions_that_were_tampered_with_are_refused(stored: str) -> None:
    with pytest.raises(CorrectionError):
        decision_from_json(stored)


def test_decisions_come_back_as_they_were_stored(archive: Archive) -> None:
    for decision in (described(archive, **NEW), name_answers("", "Lê Văn Thật"), name_answers(None, "An", "Chủ tịch")):
        assert decision_from_json(decision_json(decision)) == decision


def test_all_answers_of_a_speaker_are_given_another_name(archive: Archive) -> None:
    decide(archive, name_answers("Lê Văn Thử", "Trần Thị Mẫu"))
    interview = archive.interview("nuoc")
    assert {said.speaker for turn in interview.turns for said in turn.answers} == {"Trần Thị Mẫu"}
    assert [(one.name, one.position) for one in interview.people] == [("Trần Thị Mẫu", None)]
    assert HELD not in served(archive)  # what waits goes on waiting
    assert archive.ask("vì sao bản Thử thiếu nước?").hits[0].speaker == "Trần Thị Mẫu"
    desk = Desk(archive)
    desk.withdraw("nuoc", 1, "an", "", desk.sheet("nuoc").state)
    assert archive.interview("nuoc").people[0].name == "Lê Văn Thử"


def test_a_post_goes_with_another_form_of_the_name_alone(archive: Archive) -> None:
    decide(archive, name_answers(None, "Lê Văn Thử", "Giám đốc Sở"))
    decide(archive, name_answers("Lê Văn Thử", "Văn Thử"))
    assert archive.interview("nuoc").position_of("Văn Thử") == "Giám đốc Sở"
    decide(archive, name_answers("Văn Thử", "Trần Thị Mẫu"))
    assert archive.interview("nuoc").position_of("Trần Thị Mẫu") is None
    with pytest.raises(CorrectionError, match=wording_edit.NO_SUCH_SPEAKER):
        name_answers(None, "PV")


def test_a_name_that_nobody_bears_is_refused_and_lost_after_a_rebuild(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(CorrectionError):
        decide(archive, name_answers("Không Ai", "Trần Thị Mẫu"))
    assert Desk(archive).sheet("nuoc").history == ()
    decide(archive, name_answers("Lê Văn Thử", "Trần Thị Mẫu"))
    path = tmp_path / "nuoc.txt"
    path.write_text(path.read_text("utf-8").replace("Lê Văn Thử", "Lò Văn Khác"), "utf-8")
    archive.add([path])
    (line,) = Desk(archive).waiting()
    assert line.lost == 1


def test_names_of_the_article_are_suggested(tmp_path: Path) -> None:
    path = tmp_path / "bai.txt"
    path.write_text(
        "title: Nước về bản\n\nTrao đổi với phóng viên, ông Phùng Bá Đoan, Giám đốc Sở Du lịch, và bà Trần Thị Mẫu "
        "nói về chợ nổi.\n\nPV: Vì sao vậy, thưa ông?\n\nÔng Đoan: Vì lúa của ông Lê Văn Kín đã chín.\n",
        "utf-8",
    )
    with Archive.open(tmp_path / "data") as archive:
        archive.add([path])
        found = {one.name: one.position for one in suggested(archive.interview("bai"))}
    assert found["Phùng Bá Đoan"] == "Giám đốc Sở Du lịch"
    assert "Trần Thị Mẫu" in found
    assert "Lê Văn Kín" not in found
