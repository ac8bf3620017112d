"""What the command line tells of reading: an article and its doubts, what waits, corrections from file to file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from qa.archive import Archive
from qa.corrections.correction import set_words
from qa.desk import Desk
from qa.errata.stored import entries_of, take_back
from qa.interview import Role
from qa.verify import verify
from qa.wording import edit as wording_edit
from tests.cli.test_cli import run
from tests.conftest import DEMO
from tests.errata import rectified
from tests.test_desk import HELD, serve, served, write

STORY = "Sáng nay, hai trăm hộ dân bản Thử đã có nước.\n\nNgười dân phấn khởi, huyện cho biết sẽ làm tiếp ở bản bên."
TALK = (DEMO / "rac-thai-bai-ngu.txt").read_text("utf-8").split("\n\n", 1)[1]


def jsonl(path: Path, *texts: str) -> Path:
    rows = [{"id": f"bai-{n}", "title": f"Bài {n}", "text": text} for n, text in enumerate(texts)]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def test_an_article_is_printed_with_facts_roles_and_doubts(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, out, err = run(capsys, "parse", write(tmp_path))
    assert (status, err) == (0, "")
    assert "Báo: Báo Minh Họa\nNgày: 17/05/2024\nTác giả: không ghi\nĐịa chỉ: không ghi\n" in out
    assert "Người trả lời: Lê Văn Thử" in out
    assert "1 khối chờ kiểm tra" in out
    assert "[Lời trả lời · Lê Văn Thử] !! chờ kiểm tra Độ chắc chắn: 50 %." in out
    assert wording_edit.DOUBTS["names the speaker"] in out
    assert wording_edit.RULES["label person"] in out
    assert "\033" not in out  # not to a terminal


def test_colours_are_for_terminals_that_want_them(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert "\033[33m" in run(capsys, "parse", path)[1]
    assert "\033" not in run(capsys, "parse", path, "--json")[1]
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\033" not in run(capsys, "parse", path)[1]


def test_several_articles_of_one_file_and_one_that_is_no_interview(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = jsonl(tmp_path / "bai.jsonl", STORY, TALK)
    status, out, err = run(capsys, "parse", path, "--json")
    story, talk = map(json.loads, out.splitlines())
    assert status == 0
    assert story["turns"] == story["interviewees"] == []
    assert {block["role"] for block in story["blocks"]}.isdisjoint({"question", "answer"})
    assert len(talk["turns"]) > 3
    assert err == "Không phải bài phỏng vấn (không tìm thấy lượt hỏi đáp): bai-0\n"
    status, out, _ = run(capsys, "parse", path)
    assert status == 0
    assert out.count(wording_edit.NO_INTERVIEW) == 1
    assert run(capsys, "parse", jsonl(tmp_path / "tin.jsonl", STORY))[0] == 1
    path.write_text("{\n" + path.read_text("utf-8"), "utf-8")
    status, out, err = run(capsys, "parse", path)
    assert status == 2
    assert "bai.jsonl:1" in err
    assert "Bài 1" in out


def test_every_character_has_its_block_in_the_contract(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    odd = " \u00a0\n\nPV: \u200b?\n\x85…\t😀\n---\n**\n*\n" + TALK
    for text in (odd, STORY, "?", "PV:", "-", "A" * 5000):
        status, out, _ = run(capsys, "parse", jsonl(tmp_path / "la.jsonl", text), "--json")
        parsed = json.loads(out)
        end = 0
        for block in parsed["blocks"]:
            assert block.keys() == {"start", "end", "role", "speaker", "confidence", "served"}
            assert parsed["text"][end : block["start"]].strip() == ""
            assert 0 <= block["confidence"] <= 1
            end = block["end"]
        assert parsed["text"][end:].strip() == ""
        assert status in (0, 1)


def test_stats_list_the_interviews_that_wait(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    data = tmp_path / "data"
    run(capsys, "build", write(tmp_path), DEMO / "nuoi-tom-cua-tram.txt", "--data", data)
    _, out, _ = run(capsys, "stats", "--data", data)
    assert "1 khối chờ kiểm tra: nuoc (Nước về bản Thử)" in out
    _, out, _ = run(capsys, "stats", "--data", data, "--json")
    figures = json.loads(out)
    assert figures["waiting"] == [{"interview": "nuoc", "title": "Nước về bản Thử", "blocks": 1, "to_review": 0}]
    assert figures["blocks_waiting"] == 1


def test_an_interview_of_which_all_waits_is_not_called_something_else(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    data = tmp_path / "data"
    run(capsys, "build", write(tmp_path), "--data", data)
    with Archive.open(data) as archive:
        desk = Desk(archive)
        for block in archive.interview("nuoc").blocks:
            if block.role is Role.ANSWER and block.served:
                sheet = desk.sheet("nuoc")
                decision = set_words(sheet.interview.text, block.span, block.role, block.speaker, served=False)
                desk.correct("nuoc", decision, "an", "", sheet.state)
    write(tmp_path, note="note: hư cấu\n")
    status, _, err = run(capsys, "build", tmp_path / "nuoc.txt", "--data", data)
    assert status == 1
    assert "tất cả chờ kiểm tra: nuoc" in err


def test_corrections_go_through_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    source, file = write(tmp_path), tmp_path / "sua.jsonl"
    for name in ("one", "two"):
        run(capsys, "build", source, "--data", tmp_path / name)
    with Archive.open(tmp_path / "one") as archive:
        serve(Desk(archive))
        archive.store.change("UPDATE corrections SET author = 'erratum'")  # a name like any other
    assert run(capsys, "corrections", "export", file, "--data", tmp_path / "one")[0] == 0
    assert run(capsys, "corrections", "export", "-", "--data", tmp_path / "one")[1] == file.read_text("utf-8")
    status, out, _ = run(capsys, "corrections", "import", file, "--data", tmp_path / "two")
    assert (status, out) == (0, "Đã nhận 1 lần sửa của 1 bài; 0 lần đã có từ trước.\n")
    with Archive.open(tmp_path / "two") as archive:
        assert HELD in served(archive)
    whole = file.read_text("utf-8")
    for bad in ('{"interview": "nuoc"}', '{"interview": "nuoc", "erratum": {}}'):
        file.write_text(f"{whole}{bad}\n", "utf-8")
        status, _, err = run(capsys, "corrections", "import", file, "--data", tmp_path / "two")
        assert status == 2
        assert "dòng 2" in err


def test_errata_go_through_the_file_too(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    source, file = rectified.write(tmp_path / "bai"), tmp_path / "sua.jsonl"
    with Archive.open(tmp_path / "one") as archive:
        archive.add([source])
        rectified.rectify(archive)
        gone = rectified.rectify(archive, "từ đầu năm", "từ tháng ba")
        take_back(archive.store, rectified.KEY, gone.version, "nhầm", "bình")
        before = entries_of(archive.store, rectified.KEY)
    _, out, _ = run(capsys, "corrections", "export", file, "--data", tmp_path / "one")
    assert "0 lần sửa, 3 mục cải chính" in out
    with Archive.open(tmp_path / "two") as archive:
        archive.add([source])
        rectified.rectify(archive, "120 tỷ đồng", "102 tỷ đồng")
    status, out, err = run(capsys, "corrections", "import", file, "--data", tmp_path / "two")
    assert (status, err) == (0, "")
    assert out == "Đã nhận 0 lần sửa, 3 mục cải chính của 1 bài; 0 lần đã có từ trước.\n"
    with Archive.open(tmp_path / "two") as archive:
        _, *taken = entries_of(archive.store, rectified.KEY)
        assert [replace(one, version=one.version - 1, undoes=one.undoes and one.undoes - 1) for one in taken] == before
        shown = archive.citation_at(rectified.KEY, archive.interview(rectified.KEY).turns[0].answers[0].span).errata
        assert [one.right for one in shown] == [rectified.RIGHT]
        assert verify(archive.store) == []
    _, out, _ = run(capsys, "corrections", "import", file, "--data", tmp_path / "two")
    assert out == "Đã nhận 0 lần sửa của 1 bài; 3 lần đã có từ trước.\n"


def test_errata_of_an_interview_that_is_not_there_are_told_and_wait(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    source, file = rectified.write(tmp_path / "bai"), tmp_path / "sua.jsonl"
    with Archive.open(tmp_path / "one") as archive:
        archive.add([source])
        rectified.rectify(archive)
    run(capsys, "corrections", "export", file, "--data", tmp_path / "one")
    with Archive.open(tmp_path / "two"):
        pass
    status, _, err = run(capsys, "corrections", "import", file, "--data", tmp_path / "two")
    assert status == 0
    assert f"Chưa có bài {rectified.KEY}" in err
    with Archive.open(tmp_path / "two") as archive:
        archive.add([source])
        (hit, *_) = archive.ask("Cầu Khe Thử chậm tiến độ bao nhiêu?").hits
        assert [one.right for one in hit.errata] == [rectified.RIGHT]


def test_the_same_erratum_entered_in_both_archives_is_one(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    source, file = rectified.write(tmp_path / "bai"), tmp_path / "sua.jsonl"
    for name in ("one", "two"):
        with Archive.open(tmp_path / name) as archive:
            archive.add([source])
            rectified.rectify(archive)
            if name == "two":
                archive.store.change("UPDATE errata SET at = '2020-01-01T00:00:00+00:00', author = 'bình'")
    run(capsys, "corrections", "export", file, "--data", tmp_path / "one")
    _, out, _ = run(capsys, "corrections", "import", file, "--data", tmp_path / "two")
    assert "1 lần đã có từ trước" in out
    with Archive.open(tmp_path / "two") as archive:
        assert [entry.author for entry in entries_of(archive.store, rectified.KEY)] == ["bình"]
