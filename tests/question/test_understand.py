"""Questions over the demonstration archive: what they are taken for, and that each clue can be taken away."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import TypeVar

import pytest

from qa.answer.answer import Answer
from qa.archive import Archive, Filters
from qa.question.clues import AbbreviationClue, Clue, PeriodClue, SpeakerClue, SpellingClue

TODAY = date(2026, 11, 27)


C = TypeVar("C", bound=Clue)


def only(answer: Answer, kind: type[C]) -> C:
    """The one clue of a kind."""
    (clue,) = found(answer, kind)
    return clue


def found(answer: Answer, kind: type[C]) -> list[C]:
    assert answer.reading is not None
    return [clue for clue in answer.reading.clues if isinstance(clue, kind)]


def test_a_post_prefers_the_person_and_hides_nobody(demo: Archive) -> None:
    question = "Trưởng Ban Tổ chức Tỉnh ủy Cửa Trầm nói gì về luân chuyển cán bộ?"
    answer = demo.ask(question, k=20, today=TODAY)
    clue = only(answer, SpeakerClue)
    assert clue.speakers == ("Lương Hạ Uyên",)
    assert answer.hits[0].speaker == "Lương Hạ Uyên"
    assert {hit.speaker for hit in answer.hits} > {"Lương Hạ Uyên"}
    assert answer.hits[0].why is not None
    assert [boost.reason.value for boost in answer.hits[0].why.boosts] == ["speaker"]
    without = demo.ask(question, k=20, today=TODAY, without=[clue.key])
    assert not found(without, SpeakerClue)
    assert without.hits[0].score < answer.hits[0].score


@pytest.mark.parametrize(
    ("question", "printed", "asks"),
    [
        ("UBND thành phố nói gì?", "Ủy ban nhân dân thành phố đã họp.", "ủy ban nhân dân thành phố nói gì?"),
        ("Ủy ban nhân dân thành phố nói gì?", "UBND thành phố đã họp.", "UBND thành phố nói gì?"),
        ("UBND thành phố nói gì?", "UBND, tức ủy ban nhân dân, đã họp.", "UBND thành phố nói gì?"),
        ("UBND thành phố nói gì?", "Thành phố đã họp.", "UBND thành phố nói gì?"),
    ],
)
def test_words_are_judged_in_the_form_that_is_printed(demo: Archive, question: str, printed: str, asks: str) -> None:
    reading = demo.ask(question, today=TODAY).reading
    assert reading is not None
    assert reading.as_printed([printed]) == asks


def test_what_the_user_has_set_is_left_alone(demo: Archive) -> None:
    filters = Filters(speaker="Lương Hạ Uyên", since="2020-01-01")
    answer = demo.ask("Lương Hạ Uyên nói gì năm 2023?", filters=filters, today=TODAY)
    assert not found(answer, SpeakerClue)
    assert not found(answer, PeriodClue)


def test_a_year_of_speech_filters_and_can_be_taken_away(demo: Archive) -> None:
    question = "Các ông bà nói gì trong năm 2024 về luân chuyển cán bộ?"
    answer = demo.ask(question, k=20, today=TODAY)
    clue = only(answer, PeriodClue)
    assert clue.strict
    assert answer.hits
    assert {(hit.date or "2024")[:4] for hit in answer.hits} == {"2024"}
    free = demo.ask(question, k=20, today=TODAY, without=[clue.key])
    assert {(hit.date or "2024")[:4] for hit in free.hits} > {"2024"}


def test_a_year_of_content_hides_nothing(demo: Archive) -> None:
    question = "Kế hoạch luân chuyển cán bộ năm 2025 ra sao?"
    answer = demo.ask(question, k=50, today=TODAY)
    clue = only(answer, PeriodClue)
    assert not clue.strict
    assert answer.reading is not None
    assert answer.reading.filters == Filters()


@pytest.mark.parametrize("decomposed", [False, True])
@pytest.mark.parametrize(
    "typed",
    ["Vì sao không luân chuyển cán bộ chuyên môn sâu?", "vi sao khong luan chuyen can bo chuyen mon sau",
     "vì sao không luân chuyen can bộ chuyen môn sâu", "vif sao khoong luaan chuyeenr casn booj chuyeen moon saau"],
)  # fmt: skip
def test_however_it_is_typed_the_same_is_found_and_marked(demo: Archive, decomposed: bool, typed: str) -> None:
    best = demo.ask("Vì sao không luân chuyển cán bộ chuyên môn sâu?").hits[0]
    hit = demo.ask(unicodedata.normalize("NFD", typed) if decomposed else typed, today=TODAY).hits[0]
    assert hit.turn == best.turn
    assert hit.highlights
    assert set(hit.highlights) & set(best.highlights)


def test_a_misspelling_is_read_right_and_can_be_undone(demo: Archive) -> None:
    question = "Vì sao không luân truyển cán bộ?"
    answer = demo.ask(question, today=TODAY)
    clue = only(answer, SpellingClue)
    assert clue.words == "truyển"
    assert (clue.question, clue.changed) == ("Vì sao không luân chuyển cán bộ?", "chuyển")
    assert answer.understood == clue.question
    undone = demo.ask(question, today=TODAY, without=[clue.key])
    assert undone.understood is None


def test_an_abbreviation_finds_the_full_words(demo: Archive) -> None:
    full = demo.ask("Giải phóng mặt bằng đường vành đai vướng gì?").hits[0]
    short = demo.ask("GPMB đường vành đai vướng gì?", today=TODAY)
    assert short.hits[0].turn == full.turn
    assert only(short, AbbreviationClue).full == "giải phóng mặt bằng"


def test_keys_are_stable_and_strange_ones_change_nothing(demo: Archive) -> None:
    question = "Lương Hạ Uyên nói gì về luân chuyển cán bộ?"
    answer = demo.ask(question, today=TODAY)
    again = demo.ask(question, today=TODAY, without=["speaker:ai đó", ""])
    assert again.reading is not None
    assert answer.reading is not None
    assert again.reading.clues == answer.reading.clues
