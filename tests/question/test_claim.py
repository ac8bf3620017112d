"""Which messages of the chat are quotations to check, and which are questions to search."""

from __future__ import annotations

import time

import pytest

from qa.question.claim import Claim, claim_in

WORDS = "Luân chuyển là một cách đào tạo"


@pytest.mark.parametrize(
    ("message", "speaker"),
    [
        (f"“{WORDS}”", None),
        (f'"{WORDS}"', None),
        (f"«{WORDS}»", None),
        (f"‘{WORDS}’?", None),
        (f"'{WORDS}'", None),
        (f"ông Hoàng Trung Dũng có nói “{WORDS}” không?", "ông Hoàng Trung Dũng"),
        (f"ông Dũng có nói '{WORDS}' không?", "ông Dũng"),
        (f"có phải bà Lương Hạ Uyên từng nói rằng “{WORDS}”?", "bà Lương Hạ Uyên"),
        (f'Có phải bà Uyên nói: "{WORDS}" không', "bà Uyên"),
        (f"Có đúng là bà Uyên đã từng phát biểu “{WORDS}” không?", "bà Uyên"),
        (f"Bộ trưởng Bộ Nội vụ đã nói “{WORDS}” chưa?", "Bộ trưởng Bộ Nội vụ"),
        (f"Ai nói “{WORDS}”?", None),
        (f"“{WORDS}” - Lương Hạ Uyên", "Lương Hạ Uyên"),
        (f"“{WORDS}”, bà Uyên nói vậy phải không?", "bà Uyên"),
        (f"Bà Uyên: “{WORDS}”", "Bà Uyên"),
        (f"Kiểm tra giúp câu: “{WORDS}”", None),
        (f"“{WORDS}” có đúng nguyên văn không?", None),
    ],
)
def test_a_quotation_is_a_claim(message: str, speaker: str | None) -> None:
    assert claim_in(message) == Claim(WORDS, speaker)


def test_what_is_quoted_inside_belongs_to_the_claim() -> None:
    assert claim_in("“Anh nói: “tôi không đi” rồi đi”") == Claim("Anh nói: “tôi không đi” rồi đi")


@pytest.mark.parametrize(
    "message",
    [
        "",
        "Ông Nam nói gì về luân chuyển?",
        "“tinh gọn” là gì?",
        "“tinh gọn”",
        "Vì sao có câu “trên nóng dưới lạnh lắm” trong báo?",
        f"Ông Nam nói “{WORDS}” nghĩa là gì?",
        "Phong trào “ba không hai có bốn được” ra sao?",
        "“một hai ba” và “bốn năm sáu” khác nhau thế nào?",
        f"Câu hỏi: “{WORDS}”",
        f"“{WORDS}",
        "“!!! ???”",
    ],
)
def test_a_question_is_none(message: str) -> None:
    assert claim_in(message) is None


@pytest.mark.parametrize(
    "message", ["“" * 4000, '"x' * 2000, "“a ” " * 900, "có " * 1300 + "“", "ông " * 900 + "“a b c”"]
)
def test_odd_messages_are_read_fast(message: str) -> None:
    started = time.perf_counter()
    claim_in(message)
    assert time.perf_counter() - started < 1
