"""The inbox: like questions are one line, and cases are a labelled set that the real command measures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.archive import Archive
from qa.cli.main import main
from qa.inbox import labelled_set, lines_of
from qa.store.inbox import Case, Kind, State, Word, cases, counts_of, handle, keep_case, new_counts, words_in
from qa.store.missed import Missed, keep_missed
from tests.store.test_withdrawn import article

pytestmark = pytest.mark.usefixtures("back_end")

WORDS = "Cầu Mây bị bỏ vì lũ cuốn trôi hai trụ chính, và vì xã chưa có tiền sửa."


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    article(tmp_path / "bai", "cau", "cây cầu Mây", WORDS)
    article(tmp_path / "bai", "duong", "con đường Sim", "Đường Sim bị bỏ vì sạt lở ba năm liền.")
    with Archive.open(tmp_path / "data") as archive:
        archive.add([tmp_path / "bai"])
        yield archive


def word(key: str, question: str, kind: Kind = Kind.NONE, turn: str = "") -> Word:
    return Word(key, "2024-05-01 20:00:00", kind, question, turn, "", "", "3", State.NEW, "", "")


def grouped(*words: Word) -> list[str]:
    return [line.keys for line in lines_of(words)]


def test_like_questions_are_one_line() -> None:
    assert grouped(
        word("m9", "Bao giờ xã Thử có nước sạch"),
        word("m8", "Vé tàu bao nhiêu?"),
        word("m7", "bao gio xa thu co nuoc sach?"),
        word("m6", "Bao giờ thì xã Thử có nước sạch?"),
    ) == ["m9 m7 m6", "m8"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (word("m2", "Thu ngân sách năm 2023 là bao nhiêu?"), word("m1", "Thu ngân sách năm 2024 là bao nhiêu?")),
        (word("m2", "Vé tàu bao nhiêu?"), word("m1", "Vé tàu bao nhiêu?", Kind.RELATED)),
        (word("f2", "Vì sao?", Kind.WRONG, "a.1"), word("f1", "Vì sao?", Kind.WRONG, "b.1")),
    ],
)
def test_what_is_not_the_same_stays_apart(one: Word, other: Word) -> None:
    assert len(grouped(one, other)) == 2


def test_rows_are_handled_by_somebody_and_counted(archive: Archive) -> None:
    store = archive.store
    for question in ("Một?", "Hai?"):
        keep_missed(store, Missed(question, "none", version="3"))
    assert new_counts(store) == (0, 2)
    assert handle(store, ["m1", "m99", "x1", "m"], State.DONE, "an") == 1
    assert counts_of(store) == {State.NEW: 1, State.SEEN: 0, State.DONE: 1}
    (done,) = words_in(store, [State.DONE], 10)
    assert (done.question, done.by, bool(done.handled)) == ("Một?", "an", True)
    assert store.rows("SELECT target, detail FROM audit WHERE event = 'inbox'") == [("done", '{"entries": 1}')]


def test_cases_are_a_set_that_evaluate_measures(
    archive: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    turn = archive.citations_of("cau")[0].turn
    for case in (
        Case("Vì sao cầu Mây bị bỏ?", turn),
        Case("Vì sao cầu Mây bị bỏ?", turn),
        Case("Giá vàng ra sao?", ""),
    ):
        keep_case(archive.store, case, "an")
    made = labelled_set(archive.store, cases(archive.store))
    (row,) = made
    block = row["blocks"][row["queries"][0]["answer_block"]]
    assert row["text"][block["start"] : block["end"]].endswith(WORDS)
    assert [one["q"] for one in row["unanswerable"]] == ["Giá vàng ra sao?"]
    path = tmp_path / "bo-do.json"
    path.write_text(json.dumps(made, ensure_ascii=False), "utf-8")
    assert main(["evaluate", str(path), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["questions"]["as-typed"]["asked"]["n"] == 1
    assert figures["questions"]["as-typed"]["asked"]["top-1"][0] == 1.0
    assert sum(figures["no_answer"]["states"]["unanswerable"].values()) == 1
    assert main(["evaluate", str(path)]) == 0


def test_a_set_without_an_answer_has_a_text_to_ask_about(archive: Archive) -> None:
    (row,) = labelled_set(archive.store, [Case("Giá vàng ra sao?", "")])
    assert (row["queries"], row["unanswerable"]) == ([], [{"q": "Giá vàng ra sao?"}])
    assert row["text"]


def test_cases_of_an_interview_go_with_it(archive: Archive) -> None:
    keep_case(archive.store, Case("Vì sao?", archive.citations_of("cau")[0].turn), "an")
    archive.remove("cau")
    assert cases(archive.store) == []
