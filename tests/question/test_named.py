"""Names of a question: what the archive must hold, and whose words are asked for."""

import re
from collections.abc import Callable
from itertools import product

import pytest

from qa.answer.asking import checked
from qa.archive import Archive
from qa.indexes import Indexes
from qa.names.labels import UPPER
from qa.question.abbreviations import bundled_abbreviations
from qa.question.named import Knows, names_in, shouts, unknown_names
from qa.question.reader import Questions
from tests.conftest import DEMO


def test_people_places_bodies_and_years_in_order() -> None:
    question = "Theo ông Lương Hạ Uyên, năm 2024 HTX Bến Mơ vay của Cửa Trầm bao nhiêu?"
    assert names_in(question) == ("Lương Hạ Uyên", "2024", "HTX", "Bến Mơ", "Cửa Trầm")


def test_common_words_with_a_capital_are_no_names() -> None:
    assert names_in("Chính phủ và Hiệp hội nói gì về Đề án, Thông tư?") == ()
    assert names_in("Vì sao thiếu nước?") == ()
    assert names_in("hoa binh la gi") == ()


class Counts:
    """Two syllables that are one word, and others that never met."""

    def bond(self, first: str, second: str) -> float:
        return 500.0 if (first.lower(), second) in (("đất", "đai"), ("y", "tế")) else 0.0


def knows(*phrases: str) -> Knows:
    return lambda words: " ".join(words) in phrases


def test_what_the_archive_lacks_is_said_as_typed() -> None:
    assert unknown_names("Ở Cửa Trầm và Bến Mơ thì sao?", knows("cua tram"), Counts()) == ("Bến Mơ",)
    assert unknown_names("Ở Cửa Trầm thì sao?", knows("cua tram"), Counts()) == ()


def test_parts_of_a_run_will_do_but_never_of_a_person() -> None:
    assert unknown_names("Thuyền trên Sông Lam Thượng ra sao?", knows("lam thuong"), Counts()) == ()
    assert unknown_names("Ông Nguyễn Văn Giang nói gì?", knows("van giang", "nguyen van"), Counts()) == (
        "Nguyễn Văn Giang",
    )


def test_an_acronym_a_lone_word_and_common_words_are_never_lacking() -> None:
    for question in ("Khu CNC có gì?", "Cơn bão Yagi ra sao?", "Luật Đất đai và Sở Y tế thì sao?", "Internet có gì?"):
        assert unknown_names(question, knows(), Counts()) == (), question


@pytest.mark.parametrize("question", ["BẾN MƠ NÓI GÌ VỀ NƯỚC SẠCH?", "Bến Mơ Nói Gì Về Nước Sạch Ở Bài Ngự?"])
def test_capitals_everywhere_tell_no_names(question: str) -> None:
    assert shouts(question)
    assert names_in(question) == ()
    assert not shouts("Bến Mơ nói gì về Nước Sạch?")


def demo_names() -> list[str]:
    """Every run of capitalised words of the demonstration archive's files, below their headers."""
    texts = [path.read_text("utf-8").partition("\n\n")[2] for path in sorted(DEMO.glob("*.txt"))]
    return sorted({run for text in texts for run in RUN.findall(text)})


RUN = re.compile(rf"(?<![\w.])[{UPPER}]\w*(?: [{UPPER}]\w*)*")
FORMS: dict[str, Callable[[str], str]] = {
    "as printed": str,
    "capitals": str.upper,
    "title case": str.title,
    "eth for đ": lambda text: text.replace("Đ", "Ð").replace("đ", "ð"),
    "zero-width characters": lambda text: "\u200b".join(text),
    "small letters": str.lower,
}
ASKED = ("{} thì sao?", "Vì sao {} lại như vậy?", "Ông ấy nói gì về {}?", "Có gì mới ở {} không?", "{}")


def questions_of(archive: Archive) -> Questions:
    with Indexes(archive.store, None, bundled_abbreviations()).searching() as now:
        return now.questions


@pytest.mark.parametrize("form", FORMS)
def test_no_name_of_the_demonstration_is_asked_for_in_vain(demo: Archive, form: str) -> None:
    questions = questions_of(demo)
    found = demo_names()
    assert len(found) > 200
    assert {"UBND", "GPMB", "Báo Sức Sống Miền Thượng"} <= set(found)
    asked = [checked(FORMS[form](frame.format(name))) for name, frame in product(found, ASKED)]
    assert [one for one in asked if questions.unknown_names(one)] == []


def test_what_nobody_ever_printed_is_still_lacking(demo: Archive) -> None:
    questions = questions_of(demo)
    asked = "Ông Phạm Nhật Hạc nói gì về cầu Rạch Miễu và kế hoạch năm 1987?"
    assert questions.unknown_names(asked) == ("Phạm Nhật Hạc", "Rạch Miễu", "1987")
