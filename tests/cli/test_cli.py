"""The command line keeps its contract: exit statuses, JSON fields, one line on stderr."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from qa.cli.main import _parser, main
from tests.conftest import DEMO

QUESTION = "Vì sao tỉnh Cửa Trầm không luân chuyển cán bộ chuyên môn sâu?"
HIT = {
    "interview", "turn", "start", "end", "text", "sha256", "highlights", "speaker", "position", "question", "title",
    "outlet", "date", "url", "permalink", "score", "dense", "lexical",
}  # fmt: skip


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    status = main([str(a) for a in arguments])
    out, err = capsys.readouterr()
    return status, out, err


def test_ask_prints_the_contract(capsys: pytest.CaptureFixture[str], demo_folder: Path) -> None:
    status, out, _ = run(capsys, "ask", QUESTION, "--json", "-k", 3, "--data", demo_folder)
    answer = json.loads(out)
    assert status == 0
    assert {"question", "state", "confidence", "hits"} <= answer.keys()
    assert len(answer["hits"]) == 3
    assert all(hit.keys() >= HIT for hit in answer["hits"])
    assert answer["hits"][0]["permalink"] == f"/l/{answer['hits'][0]['turn']}"


def test_ask_shows_the_words_and_the_citation(capsys: pytest.CaptureFixture[str], demo_folder: Path) -> None:
    status, out, _ = run(capsys, "ask", QUESTION, "--data", demo_folder)
    assert status == 0
    assert "14 nhóm vị trí" in out
    assert "Lương Hạ Uyên" in out
    assert "\033" not in out


def test_nothing_found_is_status_1(capsys: pytest.CaptureFixture[str], demo_folder: Path) -> None:
    status, out, _ = run(capsys, "ask", "Nước?", "--since", "2090-01-01", "--json", "--data", demo_folder)
    assert status == 1
    assert json.loads(out)["state"] == "none"


def test_batch_answers_line_by_line(capsys: pytest.CaptureFixture[str], demo_folder: Path, tmp_path: Path) -> None:
    rows: list[Any] = [
        {"id": "a", "q": QUESTION},
        {"id": "b", "q": "Vì sao?", "history": [QUESTION]},
        {"id": "c"},
        "x",
    ]
    path = tmp_path / "questions.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows) + "{broken\n", "utf-8")
    status, out, err = run(capsys, "ask", "--batch", path, "--data", demo_folder)
    results = [json.loads(line) for line in out.splitlines()]
    assert status == 2
    assert [result["id"] for result in results] == ["a", "b", "c", 4, 5]
    assert results[0]["hits"]
    assert results[1]["understood"] == f"{QUESTION} Vì sao?"
    assert all("error" in result for result in results[2:])
    assert len(err.splitlines()) == 3


def test_check_judges(capsys: pytest.CaptureFixture[str], demo_folder: Path, demo: Any) -> None:
    words = demo.ask(QUESTION).hits[0].text
    status, out, _ = run(capsys, "check", words, "--json", "--data", demo_folder)
    result = json.loads(out)
    assert (status, result["verdict"]) == (0, "verbatim")
    assert result["citation"].keys() >= HIT
    status, out, _ = run(capsys, "check", "Con mèo của giám đốc biết bay qua sông", "--json", "--data", demo_folder)
    assert (status, json.loads(out)["verdict"]) == (1, "absent")


def test_check_reads_a_whole_article(capsys: pytest.CaptureFixture[str], demo_folder: Path, tmp_path: Path) -> None:
    article = tmp_path / "bai.txt"
    said = "Luân chuyển là một cách đào tạo"
    article.write_text(f"Bà Lương Hạ Uyên nói: “{said}”. Bà thêm: “Con mèo biết bay qua sông lớn”.", "utf-8")
    status, out, _ = run(capsys, "check", "--file", article, "--json", "--data", demo_folder)
    report = json.loads(out)
    assert (status, [r["verdict"] for r in report["results"]]) == (1, ["verbatim", "absent"])
    one = json.loads(run(capsys, "check", said, "--speaker", "Lương Hạ Uyên", "--json", "--data", demo_folder)[1])
    assert one.items() <= report["results"][0].items()
    status, out, _ = run(capsys, "check", "--file", article, "--data", demo_folder)
    assert "Đúng nguyên văn" in out
    for form in ("docx", "csv", "json"):
        path = tmp_path / f"out.{form}"
        assert run(capsys, "check", "--file", article, "--out", path, "--data", demo_folder)[0] == 1
        assert path.stat().st_size > 300
    article.write_text(f"Bà Lương Hạ Uyên nói: “{said}”.", "utf-8")
    assert run(capsys, "check", "--file", article, "--data", demo_folder)[0] == 0


def test_parse_prints_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    path = sorted(DEMO.glob("*.txt"))[0]
    status, out, _ = run(capsys, "parse", path, "--json")
    parsed = json.loads(out)
    assert status == 0
    assert {
        "id",
        "title",
        "text",
        "blocks",
        "turns",
        "interviewees",
        "outlet",
        "authors",
        "date",
    } <= parsed.keys()
    assert {"start", "end", "role", "speaker", "confidence", "served"} <= parsed["blocks"][0].keys()
    status, out, _ = run(capsys, "parse", path)
    assert parsed["interviewees"][0]["name"] in out


def test_build_stats_and_remove(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    article = sorted(DEMO.glob("*.txt"))[0]
    assert run(capsys, "build", article, "--data", tmp_path)[0] == 0
    status, out, _ = run(capsys, "stats", "--json", "--data", tmp_path)
    assert (status, json.loads(out)["interviews"]) == (0, 1)
    assert run(capsys, "remove", article.stem, "--data", tmp_path)[0] == 0
    assert run(capsys, "remove", article.stem, "--data", tmp_path)[0] == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask", "Nước?", "--data", "{tmp}/none"],
        ["ask", "--data", "{demo}"],
        ["ask", "  ", "--data", "{demo}"],
        ["ask", "Nước?", "--since", "hôm qua", "--data", "{demo}"],
        ["ask", "Nước?", "-k", "0", "--data", "{demo}"],
        ["ask", "Nước?", "-k", "nhiều", "--data", "{demo}"],
        ["ask", "--batch", "{tmp}/none.jsonl", "--data", "{demo}"],
        ["check", "", "--data", "{demo}"],
        ["check", "--data", "{demo}"],
        ["check", "a b c", "--file", "{tmp}/none.txt", "--data", "{demo}"],
        ["check", "--file", "{tmp}/none.txt", "--data", "{demo}"],
        ["check", "a b c", "--out", "{tmp}/x.csv", "--data", "{demo}"],
        ["check", "--file", "{tmp}/none.txt", "--out", "{tmp}/x.exe", "--data", "{demo}"],
        ["parse", "{tmp}/none.txt"],
        ["build", "{tmp}/none", "--data", "{tmp}/data"],
        ["build", "{tmp}", "--data", "{tmp}/data", "--encoder", "{tmp}/none"],
        ["evaluate", "{tmp}/none.json"],
        ["no-such-verb"],
        ["ask", "--batch", "{demo}/archive.sqlite3", "--data", "{demo}"],
        ["corrections", "import", "{demo}/archive.sqlite3", "--data", "{demo}"],
        ["corrections", "import", "{tmp}/none.jsonl", "--data", "{demo}"],
        ["corrections", "export", "{tmp}", "--data", "{demo}"],
        ["ask", "Nước?", "--since", "2024", "--until", "2023", "--data", "{demo}"],
        ["ask", "Nước?", "--no-such-option", "--data", "{demo}"],
        [],
    ],
)
def test_bad_input_is_one_line_and_status_2(
    capsys: pytest.CaptureFixture[str], demo_folder: Path, tmp_path: Path, arguments: list[str]
) -> None:
    status, out, err = run(capsys, *[a.format(tmp=tmp_path, demo=demo_folder) for a in arguments])
    assert status == 2
    assert [line.startswith("Lỗi: ") for line in err.splitlines()] == [True]
    assert "Traceback" not in out + err
    assert not re.search(r"Errno|argument|required|invalid|can't decode", err)
    for wrong in (a for a in arguments if a.endswith(("archive.sqlite3", ".json", ".jsonl"))):
        assert wrong.format(tmp=tmp_path, demo=demo_folder) in err


def test_evaluate_measures_a_labelled_set(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = (
        "PV: Thưa ông, vì sao bản Thử thiếu nước?\n\nÔng Lê Văn Thử: Nguồn nước đã cạn.\n\n"
        "PV: Bao giờ có đường lên bản?\n\nÔng Lê Văn Thử: Chúng tôi chưa dám hứa.\n\nPV: Xin cảm ơn ông!"
    )
    start = text.index("Ông Lê")
    blocks = [{"role": "question", "start": 0, "end": 40}, {"role": "answer", "start": start, "end": start + 38}]
    words = "Nguồn nước đã cạn."
    row = {
        "id": "a", "title": "Nước", "text": text, "blocks": blocks,
        "queries": [
            {"q": "vì sao bản Thử thiếu nước", "type": "named", "answer_block": 1, "span": [start, start + 38]}
        ],
        "unanswerable": [{"q": "Ai nấu phở ngon nhất Pa-ri?"}],
        "quotes": [{"claim": words, "verdict": "verbatim", "speaker_claimed": "Lê Văn Thử"}],
        "followups": [],
    }  # fmt: skip
    path = tmp_path / "labelled.json"
    path.write_text(json.dumps([row]), "utf-8")
    status, out, _ = run(capsys, "evaluate", path, "--json")
    figures = json.loads(out)
    assert status == 0
    assert figures["questions"]["as-typed"]["all"]["top-1"][0] == 1.0
    assert figures["no_answer"]["false_answers"][0] == 0.0
    assert figures["quotes"]["right"] == 1.0
    status, out, _ = run(capsys, "evaluate", path)
    assert "không dấu" in out


def test_ask_explains_where_it_is_asked_to(
    capsys: pytest.CaptureFixture[str], demo_folder: Path, tmp_path: Path
) -> None:
    _, out, _ = run(capsys, "ask", QUESTION, "--explain", "--data", demo_folder)
    assert "khi tìm theo từ" in out
    _, out, _ = run(capsys, "ask", QUESTION, "--data", demo_folder)
    assert "khi tìm theo từ" not in out
    _, out, _ = run(capsys, "ask", QUESTION, "--explain", "--json", "--data", demo_folder)
    assert json.loads(out)["hits"][0]["why"]["said"]
    path = tmp_path / "questions.jsonl"
    rows = [{"id": 1, "q": "Vì sao?", "history": [QUESTION], "without": ["follow-up:vi sao?"]}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    _, out, _ = run(capsys, "ask", "--batch", path, "--data", demo_folder)
    assert json.loads(out)["clues"] == []


def test_days_are_read_as_vietnamese_write_them(capsys: pytest.CaptureFixture[str], demo_folder: Path) -> None:
    asked = ["ask", QUESTION, "--json", "--data", demo_folder]
    _, written, _ = run(capsys, *asked, "--since", "05/09/2024", "--until", "2024")
    _, iso, _ = run(capsys, *asked, "--since", "2024-09-05", "--until", "2024-12-31")
    assert json.loads(written)["hits"]
    assert json.loads(written) == json.loads(iso)


def test_what_the_archive_has_nothing_of_is_said(capsys: pytest.CaptureFixture[str], demo_folder: Path) -> None:
    _, _, err = run(
        capsys, "ask", QUESTION, "--speaker", "Trần Không Ai", "--outlet", "Báo Không Có", "--data", demo_folder
    )
    assert "Trần Không Ai" in err
    assert "Báo Không Có" in err
    _, _, err = run(capsys, "check", "Luân chuyển", "--speaker", "Trần Không Ai", "--data", demo_folder)
    assert "Trần Không Ai" in err


def test_a_build_with_a_failed_file_is_status_1_and_names_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "bai").mkdir()
    (tmp_path / "bai" / "hong.docx").write_bytes(b"this is no Word file")
    (tmp_path / "bai" / "anh.png").write_bytes(b"x")
    shutil.copy(sorted(DEMO.glob("*.txt"))[0], tmp_path / "bai")
    status, _, err = run(capsys, "build", tmp_path / "bai", "--data", tmp_path / "data")
    assert status == 1
    assert str(tmp_path / "bai" / "hong.docx") in err
    assert str(tmp_path / "bai" / "anh.png") in err


def test_every_verb_and_option_says_what_it_is_for() -> None:
    verbs = _parser()._subparsers._group_actions[0]  # type: ignore[union-attr]
    for name, verb in verbs.choices.items():  # type: ignore[union-attr]
        silent = [action.dest for action in verb._actions if not action.help]
        assert silent == [], name


def test_outside_its_environment_it_says_how_to_call_it() -> None:
    bare = [sys.executable, "-S", "-m", "qa", "ask", QUESTION]  # without the packages that are installed
    done = subprocess.run(bare, cwd=DEMO.parents[1], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 2
    assert ".venv/bin/python -m qa" in done.stderr
    assert done.stderr.count("\n") == 1
