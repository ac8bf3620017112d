"""Names of a question: what the archive must hold, and whose words are asked for."""

import pytest

from qa.question.named import Knows, asked_speaker, names, unknown_names


def test_people_places_bodies_and_years_in_order() -> None:
    question = "Theo ông Lương Hạ Uyên, năm 2024 HTX Bến Mơ vay của Cửa Trầm bao nhiêu?"
    assert names(question) == ("Lương Hạ Uyên", "2024", "HTX", "Bến Mơ", "Cửa Trầm")


def test_common_words_with_a_capital_are_no_names() -> None:
    assert names("Chính phủ và Hiệp hội nói gì về Đề án, Thông tư?") == ()
    assert names("Vì sao thiếu nước?") == ()
    assert names("hoa binh la gi") == ()


def knows(*phrases: str) -> Knows:
    return lambda words: " ".join(words) in phrases


def test_what_the_archive_lacks_is_said_as_typed() -> None:
    assert unknown_names("Ở Cửa Trầm và Bến Mơ thì sao?", knows("cua tram")) == ("Bến Mơ",)
    assert unknown_names("Ở Cửa Trầm thì sao?", knows("cua tram")) == ()


def test_parts_of_a_run_will_do_but_never_of_a_person() -> None:
    assert unknown_names("Thuyền trên Sông Lam Thượng ra sao?", knows("lam thuong")) == ()
    assert unknown_names("Ông Nguyễn Văn Giang nói gì?", knows("van giang", "nguyen van")) == ("Nguyễn Văn Giang",)


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("Ông Nguyễn Văn Giang nói gì về nhà công vụ?", "Nguyễn Văn Giang"),
        ("Theo Bí thư Lương Hạ Uyên, khó khăn nhất là gì?", "Lương Hạ Uyên"),
        ("Ý kiến của ông Nguyễn Văn Giang về đường mới?", "Nguyễn Văn Giang"),
        ("Ông Nguyễn Văn Giang bị kỷ luật thế nào?", None),
        ("Vì sao thiếu nước?", None),
    ],
)
def test_whose_words_are_asked_for(question: str, speaker: str | None) -> None:
    assert asked_speaker(question) == speaker
