"""Times in questions: what is read, and whether it says when something was said or what it was about."""

from datetime import date

import pytest

from qa.question.periods import newest_in, period_in

TODAY = date(2026, 3, 11)  # a Wednesday


@pytest.mark.parametrize(
    ("question", "words", "since", "until", "of_speech"),
    [
        ("Ông Thử nói gì trong năm 2023?", "trong năm 2023", "2023-01-01", "2023-12-31", True),
        ("Ông Thử nói gì năm 2023 về nước sạch?", "năm 2023", "2023-01-01", "2023-12-31", True),
        ("phat bieu nam 2023 ve nuoc sach", "nam 2023", "2023-01-01", "2023-12-31", True),
        ("Phỏng vấn tháng 5/2023 của ông Thử", "tháng 5/2023", "2023-05-01", "2023-05-31", True),
        ("Năm 2023, ông Thử nói gì về nước sạch?", "Năm 2023", "2023-01-01", "2023-12-31", True),
        ("Ông Thử phát biểu từ 2021 đến 2023 ra sao?", "từ 2021 đến 2023", "2021-01-01", "2023-12-31", True),
        ("Ông Thử cho biết năm 2019 tỉnh giao chỉ tiêu gì?", "năm 2019", "2019-01-01", "2019-12-31", False),
        ("Tỉnh có kế hoạch gì cho năm 2025?", "năm 2025", "2025-01-01", "2025-12-31", False),
        ("Ông Thử nói gì về kế hoạch năm 2025?", "năm 2025", "2025-01-01", "2025-12-31", False),
        ("Giai đoạn 2021-2025 làm bao nhiêu cầu?", "Giai đoạn 2021-2025", "2021-01-01", "2025-12-31", False),
        ("Quý II/2024 giải ngân bao nhiêu?", "Quý II/2024", "2024-04-01", "2024-06-30", False),
        ("Thu ngân sách tháng 2 năm 2024", "tháng 2 năm 2024", "2024-02-01", "2024-02-29", False),
        ("Trước năm 2020 đường dài bao nhiêu?", "Trước năm 2020", "1900-01-01", "2019-12-31", False),
        ("Từ năm 2020 đến nay có gì mới?", "Từ năm 2020 đến nay", "2020-01-01", "9999-12-31", False),
        ("Ông Thử nói gì tháng trước?", "tháng trước", "2026-02-01", "2026-02-28", True),
        ("Tuần trước ông Thử phát biểu gì?", "Tuần trước", "2026-03-02", "2026-03-08", True),
        ("Hôm qua bà Mẫu nói gì?", "Hôm qua", "2026-03-10", "2026-03-10", True),
        ("Năm ngoái thu được bao nhiêu?", "Năm ngoái", "2025-01-01", "2025-12-31", False),
    ],
)
def test_what_time_is_named(question: str, words: str, since: str, until: str, of_speech: bool) -> None:
    found = period_in(question, TODAY)
    assert found is not None
    assert (found.span.of(question), found.since, found.until, found.of_speech) == (words, since, until, of_speech)


@pytest.mark.parametrize(
    "question", ["Có bao nhiêu xã?", "Có 2023 hộ nghèo không?", "Nghị quyết 18 là gì?", "tháng 13/2024"]
)
def test_numbers_are_no_times(question: str) -> None:
    assert period_in(question, TODAY) is None


def test_the_newest_is_asked_for() -> None:
    span = newest_in("Phát biểu mới nhất của ông Thử")
    assert span is not None
    assert span.of("Phát biểu mới nhất của ông Thử") == "mới nhất"
    assert newest_in("Trường mới xây ở đâu?") is None
