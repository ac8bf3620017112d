"""The desk: corrections are found by the next question, survive every rebuild, and are never half done."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.archive import DATABASE, Archive
from qa.corrections.correction import merge_words, set_words, split_words
from qa.desk import Desk
from qa.errors import CorrectionError, NotFoundError
from qa.interview import Block, Interview, Role
from qa.quote.check import Verdict
from qa.render.edit_history import lost_html
from qa.store.migrations import MIGRATIONS
from qa.text import Span
from qa.wording import edit as wording_edit

# The second answer names its speaker in full, as the paper would: the parser holds that sentence back.
ARTICLE = """title: Nước về bản Thử
outlet: Báo Minh Họa
date: 2024-05-17
{note}
PV: Thưa ông, vì sao bản Thử thiếu nước?

Ông Lê Văn Thử: Nguồn nước đã cạn từ tháng ba.{more}

PV: Bao giờ có nước trở lại, thưa ông?

Ông Lê Văn Thử: Chúng tôi chưa dám hứa với bà con. Lê Văn Thử đã hứa một lần vào năm ngoái. Giếng khoan chưa xong.

PV: Xin cảm ơn ông!
"""
HELD = "Lê Văn Thử đã hứa một lần vào năm ngoái."


def write(folder: Path, more: str = "", note: str = "", name: str = "nuoc.txt") -> Path:
    path = folder / name
    path.write_text(ARTICLE.format(more=more, note=note), "utf-8")
    return path


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "data") as archive:
        archive.add([write(tmp_path)])
        yield archive


def held_block(interview: Interview) -> Block:
    return next(block for block in interview.blocks if not block.served)


def serve(desk: Desk, author: str = "an") -> None:
    sheet = desk.sheet("nuoc")
    block = held_block(sheet.interview)
    decision = set_words(sheet.interview.text, block.span, Role.ANSWER, block.speaker)
    desk.correct("nuoc", decision, author, "đã đối chiếu với bản in", sheet.state)


def served(archive: Archive) -> str:
    interview = archive.interview("nuoc")
    return "\n".join(said.span.of(interview.text) for turn in interview.turns for said in turn.answers)


def test_what_waits_is_listed_and_not_served(archive: Archive) -> None:
    (line,) = Desk(archive).waiting()
    assert (line.id, line.blocks, line.corrections, line.lost) == ("nuoc", 1, 0, 0)
    assert HELD not in served(archive)
    assert archive.check(HELD)[0].warning == "speaker_unknown"  # printed, but by nobody for sure


def test_a_correction_is_found_by_the_next_question_and_check(archive: Archive) -> None:
    desk = Desk(archive)
    archive.ask("bản Thử thiếu nước")
    archive.check("Nguồn nước đã cạn")
    link = f"nuoc.{archive.interview('nuoc').text.index('Chúng tôi chưa')}"
    serve(desk)
    assert HELD in served(archive)
    assert desk.waiting()[0].blocks == 0
    check, citation = archive.check(f"dám hứa với bà con. {HELD} Giếng khoan")
    assert check.verdict is Verdict.VERBATIM
    assert citation
    assert citation.speaker == "Lê Văn Thử"
    assert any(HELD in hit.text for hit in archive.ask("ai đã hứa một lần vào năm ngoái?").hits)
    assert archive.citation(link).text == f"Chúng tôi chưa dám hứa với bà con. {HELD} Giếng khoan chưa xong."


def test_who_did_what_when_and_why_is_kept(archive: Archive) -> None:
    desk = Desk(archive)
    serve(desk, "Biên tập viên An")
    (correction,) = desk.sheet("nuoc").history
    assert (correction.version, correction.author) == (1, "Biên tập viên An")
    assert correction.reason == "đã đối chiếu với bản in"
    assert correction.at.endswith("+00:00")
    assert correction.decision.anchor
    assert correction.decision.anchor.words == HELD


def test_an_undo_restores_exactly_and_is_a_version_too(archive: Archive) -> None:
    desk, before = Desk(archive), archive.interview("nuoc")
    serve(desk)
    desk.withdraw("nuoc", 1, "bình", "", desk.sheet("nuoc").state)
    assert archive.interview("nuoc") == before
    assert archive.check(HELD)[0].warning == "speaker_unknown"  # printed, but by nobody for sure
    assert [correction.version for correction in desk.sheet("nuoc").history] == [1, 2]
    with pytest.raises(CorrectionError):
        desk.withdraw("nuoc", 1, "bình", "", desk.sheet("nuoc").state)


def test_corrections_survive_a_rebuild_of_the_same_and_of_a_changed_text(archive: Archive, tmp_path: Path) -> None:
    desk = Desk(archive)
    serve(desk)
    write(tmp_path, note="note: hư cấu\n")
    assert archive.add([tmp_path / "nuoc.txt"]).added == ["nuoc"]
    assert HELD in served(archive)
    write(tmp_path, more=" Suối cũng cạn.")
    assert archive.add([tmp_path / "nuoc.txt"]).added == ["nuoc"]
    assert HELD in served(archive)
    assert archive.check(HELD)[0].verdict is Verdict.VERBATIM
    assert desk.sheet("nuoc").interview.text.count("Suối") == 1
    desk.withdraw("nuoc", 1, "an", "", desk.sheet("nuoc").state)
    assert HELD not in served(archive)


def test_corrections_survive_other_rules_of_the_parser(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(Desk(archive))
    monkeypatch.setattr("qa.build.reading_rules", lambda: "others")
    assert archive.add([tmp_path / "nuoc.txt"]).added == ["nuoc"]
    assert HELD in served(archive)


def test_a_decision_whose_words_are_gone_is_kept_and_listed(archive: Archive, tmp_path: Path) -> None:
    desk = Desk(archive)
    serve(desk)
    path = tmp_path / "nuoc.txt"
    path.write_text(path.read_text("utf-8").replace("một lần vào năm ngoái", "hai lần vào năm ngoái"), "utf-8")
    archive.add([path])
    assert "hai lần" not in served(archive)  # nobody has said that of these words
    line = desk.waiting()[0]
    assert (line.lost, line.corrections) == (1, 1)
    assert [outcome.version for outcome in desk.sheet("nuoc").outcomes if outcome.lost] == [1]
    path.write_text(path.read_text("utf-8").replace("hai lần vào năm ngoái", "một lần vào năm ngoái"), "utf-8")
    archive.add([path])
    assert HELD in served(archive)
    assert desk.waiting()[0].lost == 0


def test_corrections_outlive_a_source_that_lacks_its_article_for_a_while(archive: Archive, tmp_path: Path) -> None:
    serve(Desk(archive))
    archive.store.set_aside("nuoc")
    with pytest.raises(NotFoundError):
        Desk(archive).sheet("nuoc")
    archive.add([tmp_path / "nuoc.txt"])
    assert HELD in served(archive)


def test_corrections_go_with_an_interview_that_is_removed_for_good(archive: Archive, tmp_path: Path) -> None:
    serve(Desk(archive))
    archive.remove("nuoc")
    archive.add([tmp_path / "nuoc.txt"])
    assert HELD not in served(archive)
    assert Desk(archive).sheet("nuoc").history == ()


def test_a_correction_made_while_a_build_goes_on_is_not_lost(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, note="note: hư cấu\n")
    encode = archive.encoder.encode_passages
    corrected: list[bool] = []

    def while_encoding(texts: list[str]) -> object:
        if not corrected:
            corrected.append(True)
            serve(Desk(archive))
        return encode(texts)

    monkeypatch.setattr(archive.encoder, "encode_passages", while_encoding)
    archive.add([tmp_path / "nuoc.txt"])
    assert corrected
    assert HELD in served(archive)
    assert archive.interview("nuoc").source.note == "hư cấu"


def test_a_correction_in_sight_of_another_state_is_refused(archive: Archive) -> None:
    desk = Desk(archive)
    sheet = desk.sheet("nuoc")
    serve(desk)
    block = sheet.interview.blocks[0]
    with pytest.raises(CorrectionError):
        desk.correct("nuoc", set_words(sheet.interview.text, block.span, Role.LEAD), "an", "", sheet.state)
    assert len(desk.sheet("nuoc").history) == 1


def test_what_does_nothing_is_refused_and_not_stored(archive: Archive) -> None:
    desk = Desk(archive)
    serve(desk)
    sheet = desk.sheet("nuoc")
    text, blocks = sheet.interview.text, sheet.interview.blocks
    held = next(block for block in blocks if block.span.of(text) == HELD)
    for decision in (
        set_words(text, held.span, Role.ANSWER, held.speaker),
        merge_words(text, blocks[0].span, blocks[1].span),
    ):
        with pytest.raises(CorrectionError):
            desk.correct("nuoc", decision, "an", "", sheet.state)
    assert desk.sheet("nuoc") == sheet


def test_a_failure_in_the_middle_leaves_nothing_behind(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, before = Desk(archive), archive.interview("nuoc")
    monkeypatch.setattr("qa.desk.keep_parsed", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        serve(desk)
    monkeypatch.undo()
    assert archive.interview("nuoc") == before
    assert desk.sheet("nuoc").history == ()
    assert archive.stats()["vectors"] == archive.stats()["passages"]


def test_another_person_can_be_named_with_a_post(archive: Archive) -> None:
    desk = Desk(archive)
    sheet = desk.sheet("nuoc")
    text, block = sheet.interview.text, held_block(sheet.interview)
    decision = set_words(text, block.span, Role.ANSWER, "Trần Thị Mẫu", "Chủ tịch xã Thử")
    desk.correct("nuoc", decision, "an", "", sheet.state)
    hit = next(hit for hit in archive.ask("hứa một lần vào năm ngoái").hits if HELD in hit.text)
    assert (hit.speaker, hit.position) == ("Trần Thị Mẫu", "Chủ tịch xã Thử")
    assert "Trần Thị Mẫu" in archive.facets().speakers


def test_corrections_go_from_one_archive_to_another(archive: Archive, tmp_path: Path) -> None:
    desk = Desk(archive)
    sheet = desk.sheet("nuoc")
    text, answer = sheet.interview.text, held_block(sheet.interview)
    at = text.index("một lần")
    desk.correct("nuoc", split_words(text, answer.span, at), "an", "", sheet.state)
    desk.withdraw("nuoc", 1, "an", "nhầm", desk.sheet("nuoc").state)
    serve(desk)
    with Archive.open(tmp_path / "other") as other:
        other.add([tmp_path / "nuoc.txt"])
        # The other archive has a correction of its own, so the numbers move, those of undoes too.
        own = Desk(other).sheet("nuoc")
        span = Span(0, own.interview.blocks[0].span.end)
        Desk(other).correct("nuoc", set_words(text, span, Role.LEAD), "chi", "", own.state)
        assert Desk(other).take_in(desk.export()) == (3, 0, 0, 1, ())
        assert HELD in served(other)
        history = Desk(other).sheet("nuoc").history
        assert [c.version for c in history] == [1, 2, 3, 4]
        assert history[2].decision.undoes == 2
        assert Desk(other).take_in(desk.export()) == (0, 0, 3, 1, ())


def test_an_archive_from_before_has_its_tables_added(archive: Archive, tmp_path: Path) -> None:
    archive.close()
    new, old = tmp_path / "data" / DATABASE, tmp_path / "old.sqlite3"
    with sqlite3.connect(old) as database:
        database.executescript(f"{MIGRATIONS[0]} PRAGMA user_version=1; ATTACH '{new}' AS new;")
        tables = database.execute("SELECT name FROM main.sqlite_schema WHERE type='table' AND name NOT LIKE 'sqlite%'")
        for (table,) in tables.fetchall():
            columns = ",".join(f'"{row[1]}"' for row in database.execute(f"PRAGMA main.table_info({table})"))
            database.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM new.{table}")
    old.replace(new)
    with Archive.open(tmp_path / "data") as again:
        serve(Desk(again))
        assert HELD in served(again)


def test_a_decision_that_was_tampered_with_is_lost_and_stops_nothing(archive: Archive, tmp_path: Path) -> None:
    serve(Desk(archive))
    with sqlite3.connect(tmp_path / "data" / DATABASE) as database:
        database.execute("UPDATE corrections SET decision = replace(decision, 'một lần', 'hai lần')")
    write(tmp_path, note="note: hư cấu\n")
    assert archive.add([tmp_path / "nuoc.txt"]).added == ["nuoc"]
    assert HELD not in served(archive)
    assert Desk(archive).waiting()[0].lost == 1
    assert wording_edit.BAD_DECISION in lost_html(Desk(archive).sheet("nuoc"), "")
