"""The whole way without the page: sources in, cited words out, nothing lost."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa.answer.answer import Missing, State
from qa.archive import DATABASE, Archive, Filters
from qa.errors import NotFoundError, QuestionError, QuotationError
from qa.text import nfc
from tests.conftest import DEMO, ROOT
from tests.postgres import in_a_file

pytestmark = pytest.mark.usefixtures("back_end")

QUESTION = "Vì sao tỉnh Cửa Trầm không luân chuyển cán bộ chuyên môn sâu?"

ARTICLE = """PV: Thưa ông, vì sao bản Thử thiếu nước?

Ông Lê Văn Thử: {answer}

PV: Bao giờ có nước trở lại?

Ông Lê Văn Thử: Chúng tôi chưa dám hứa với bà con.

PV: Xin cảm ơn ông!
"""


def write(folder: Path, name: str, answer: str, title: str = "Nước về bản Thử") -> Path:
    path = folder / name
    path.write_text(
        f"title: {title}\noutlet: Báo Minh Họa\ndate: 2024-05-17\n\n{ARTICLE.format(answer=answer)}", "utf-8"
    )
    return path


def test_the_demonstration_answers_word_for_word(demo: Archive) -> None:
    answer = demo.ask(QUESTION)
    assert answer.state is State.ANSWER
    best = answer.hits[0]
    assert best.speaker == "Lương Hạ Uyên"
    assert "14 nhóm vị trí" in best.text
    for hit in answer.hits:
        text = demo.interview(hit.interview).text
        assert hit.text == hit.span.of(text)
        assert hit.note
        assert all(hit.span.contains(mark) for mark in hit.highlights)


def test_every_demonstration_interview_was_read(demo: Archive) -> None:
    summaries = demo.interviews()
    assert len(summaries) == len(list(DEMO.glob("*.txt"))) >= 12
    assert sum(s.turns for s in summaries) >= 75
    assert all(s.note and s.outlet and s.date and s.speakers and s.title for s in summaries)


def test_nfd_and_nfc_questions_give_the_same_hits(demo: Archive) -> None:
    assert demo.ask(unicodedata.normalize("NFD", QUESTION)).hits == demo.ask(QUESTION).hits


@in_a_file
def test_save_load_ask_equals_ask(demo: Archive, demo_folder: Path) -> None:
    with Archive.open(demo_folder) as again:
        for question in demo.suggestions(5):
            assert again.ask(question) == demo.ask(question)


def test_a_name_that_the_archive_lacks_is_refused_and_said(demo: Archive) -> None:
    answer = demo.ask("Thủy điện Trị An xả lũ ảnh hưởng gì tới Đồng Máy?")
    assert answer.state is State.NONE
    assert answer.missing == (Missing("Trị An"),)
    assert answer.hits == ()


def test_one_who_never_speaks_is_not_answered_for(demo: Archive) -> None:
    answer = demo.ask("Ông Trần Quốc Nghiễn nói gì về luân chuyển cán bộ?")
    assert answer.state is State.RELATED
    assert answer.lacking is not None
    assert answer.lacking.other == "Ông Trần Quốc Nghiễn"
    assert answer.missing == (Missing("Trần Quốc Nghiễn", as_speaker=True),)
    assert demo.ask("Theo bà Lương Hạ Uyên, vì sao không luân chuyển cán bộ chuyên môn sâu?").state is State.ANSWER


def test_what_is_far_from_the_archive_is_refused(demo: Archive) -> None:
    answer = demo.ask("Công thức nấu phở bò tái gầu của đầu bếp người Pháp?")
    assert answer.state is not State.ANSWER


@pytest.mark.parametrize("question", ["", "  \n", "?!", "x" * 1001])
def test_what_is_no_question_is_refused(demo: Archive, question: str) -> None:
    with pytest.raises(QuestionError):
        demo.ask(question)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=200))
def test_any_question_gets_exact_slices_or_a_clear_refusal(demo: Archive, question: str) -> None:
    try:
        answer = demo.ask(question)
    except QuestionError:
        return
    for hit in answer.hits:
        assert hit.text == hit.span.of(demo.interview(hit.interview).text)


def test_links_open_their_words(demo: Archive) -> None:
    hit = demo.ask(QUESTION).hits[0]
    assert demo.locate(hit.turn) == (hit.interview, hit.span)
    assert demo.citation(hit.turn).text == hit.text
    for unknown in ("", "x", "no.1", f"{hit.interview}.99999999", f"{hit.interview}.-1", "a.b.c"):
        with pytest.raises(NotFoundError):
            demo.locate(unknown)


def test_a_link_survives_other_borders(demo: Archive) -> None:
    hit = demo.ask(QUESTION).hits[0]
    assert demo.locate(f"{hit.interview}.{hit.span.start + 7}") == (hit.interview, hit.span)


def test_filters_restrict(demo: Archive) -> None:
    for speaker in demo.facets().speakers[:5]:
        hits = demo.ask("Tỉnh đã làm gì?", filters=Filters(speaker=speaker)).hits
        assert {hit.speaker for hit in hits} <= {speaker}


def test_a_second_build_skips_and_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    path = write(tmp_path, "nuoc.txt", "Nguồn nước đã cạn từ tháng ba.")
    with Archive.open(tmp_path / "data") as archive:
        assert archive.add([path]).added == ["nuoc"]
        again = archive.add([path])
        assert (again.added, again.unchanged) == ([], 1)
        before = archive.ask("nguồn nước bản Thử cạn").hits[0]
        write(tmp_path, "nuoc.txt", "Mở đầu thêm một câu. Nguồn nước đã cạn từ tháng tư.")
        assert archive.add([path]).added == ["nuoc"]
        after = archive.ask("nguồn nước bản Thử cạn").hits[0]
        assert "tháng ba" in before.text
        assert "tháng tư" in after.text


def test_a_removed_interview_is_not_found(tmp_path: Path) -> None:
    path = write(tmp_path, "nuoc.txt", "Nguồn nước đã cạn.")
    with Archive.open(tmp_path / "data") as archive:
        archive.add([path])
        assert archive.ask("nguồn nước cạn").hits
        archive.remove("nuoc")
        assert not archive.ask("nguồn nước cạn").hits
        assert archive.add([path]).added == ["nuoc"]


def test_files_of_one_name_do_not_hide_each_other(tmp_path: Path) -> None:
    for folder, answer in (("a", "Nguồn nước đã cạn."), ("b", "Đường ống đã vỡ.")):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder, "bai.txt", answer)
    with Archive.open(tmp_path / "data") as archive:
        assert len(archive.add([tmp_path / "a", tmp_path / "b"]).added) == 2
        assert len(archive.interviews()) == 2


def test_a_bad_file_never_stops_the_others(tmp_path: Path) -> None:
    write(tmp_path, "nuoc.txt", "Nguồn nước đã cạn.")
    (tmp_path / "hong.docx").write_bytes(b"this is no Word file")
    (tmp_path / "rong.txt").write_bytes(b"")
    with Archive.open(tmp_path / "data") as archive:
        report = archive.add([tmp_path, tmp_path / "khong-co"])
        assert report.added == ["nuoc"]
        assert len(report.failures) == 3


def test_another_process_s_build_is_seen(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "data") as reader, Archive.open(tmp_path / "data") as writer:
        writer.add([write(tmp_path, "nuoc.txt", "Nguồn nước đã cạn.")])
        assert reader.ask("nguồn nước cạn").hits
        writer.add([write(tmp_path, "duong.txt", "Con đường lên bản đã sạt lở.", "Đường lên bản")])
        assert "sạt lở" in reader.ask("con đường sạt lở").hits[0].text
        writer.remove("duong")
        assert all("sạt lở" not in hit.text for hit in reader.ask("con đường sạt lở").hits)


@in_a_file
def test_a_tampered_text_is_never_quoted(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "data") as archive:
        archive.add([write(tmp_path, "nuoc.txt", "Nguồn nước đã cạn từ tháng ba.")])
    with sqlite3.connect(tmp_path / "data" / DATABASE) as database:
        database.execute("UPDATE interviews SET text = replace(text, 'tháng ba', 'tháng tư')")
    with Archive.open(tmp_path / "data") as archive:
        with pytest.raises(QuotationError):
            archive.ask("nguồn nước bản Thử cạn từ tháng mấy")
        assert archive.stats()["audit"]


@pytest.mark.parametrize(
    "answer",
    [
        unicodedata.normalize("NFD", "Nguồn nước đã cạn từ tháng ba, bà con rất lo."),
        "Nguồn nước &amp; điện <b>đã cạn</b> *rồi* _nhé_ $$x$$ 😀👩‍👩‍👧 <script>alert(1)</script>",
        "Bảng:\n| xã | hộ |\n|---|---|\n| Thử | 12 |\n\n1. Một\n2. Hai",
    ],
)
def test_hostile_and_odd_text_is_quoted_exactly(tmp_path: Path, answer: str) -> None:
    path = write(tmp_path, "nuoc.txt", answer)
    with Archive.open(tmp_path / "data") as archive:
        archive.add([path])
        hits = archive.ask("nước ở bản Thử").hits
        whole = nfc(path.read_text("utf-8"))
        assert hits
        assert all(hit.text in whole for hit in hits)


@in_a_file
def test_a_build_killed_at_any_moment_loses_nothing(tmp_path: Path) -> None:
    rows = [
        {
            "id": f"bai{i}",
            "title": f"Bài {i}",
            "text": ARTICLE.format(answer=f"Giếng số {i} đã cạn từ năm ngoái. " * 20),
        }
        for i in range(1500)
    ]
    source = tmp_path / "bai.jsonl"
    source.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    data = tmp_path / "data"
    command = [sys.executable, "-m", "qa", "build", str(source), "--data", str(data)]
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and child.poll() is None and _count(data) < 100:
        time.sleep(0.02)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    with Archive.open(data) as archive:
        kept = archive.stats()["interviews"]
        assert isinstance(kept, int)
        assert 100 <= kept <= 1500
        assert archive.ask("giếng đã cạn").hits
        report = archive.add([source])
        assert len(report.added) == 1500 - kept
        assert report.unchanged == kept
        assert archive.stats()["vectors"] == archive.stats()["passages"]


def _count(data: Path) -> int:
    try:
        with sqlite3.connect(f"file:{data / DATABASE}?mode=ro", uri=True) as database:
            return int(database.execute("SELECT count(*) FROM interviews").fetchone()[0])
    except sqlite3.Error:
        return 0
