"""Whose words are asked for, by name, by post, by body; and whose they are not."""

import pytest

from qa.question.asked import asked_one, asked_speaker


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


@pytest.mark.parametrize(
    ("question", "who", "speaker", "labels", "told"),
    [
        ("Bộ trưởng Nội vụ nói gì về luân chuyển?", "Bộ trưởng Nội vụ", "Lương Hạ Uyên", "Trưởng Ban Tổ chức", -1.0),
        ("Giám đốc Sở Y tế nói gì về trạm xá?", "Giám đốc Sở Y tế", "Vi Mây Hương", "Giám đốc Sở Y tế Đồng Mây", 1.0),
        ("Ông ấy nói gì về rác?", "Ông ấy", "Vi Mây Hương", "Giám đốc", 0.0),
        ("Còn các xã khác thì bà ấy nghĩ gì?", "bà ấy", "Vi Mây Hương", "Giám đốc", 0.0),
        ("Theo ông Hương thì sao?", "ông Hương", "Vi Mây Hương", "", 1.0),
        ("Quan điểm của Chủ tịch huyện về rác?", "Chủ tịch huyện", "Lò Tiệp", "Phó Bí thư huyện", -1.0),
        ("Vợ ông Lò Khánh Tiệp nói gì về rác?", "Vợ ông Lò Khánh Tiệp", "Lò Khánh Tiệp", "Chủ tịch", -1.0),
        ("Đại diện nhà thầu trả lời thế nào về tiến độ?", "Đại diện nhà thầu", "Lò Khánh Tiệp", "Chủ tịch", -1.0),
        ("Bà Vi Mây Hương nói gì về trạm xá?", "Bà Vi Mây Hương", "", "", 0.0),
    ],
)
def test_a_speaker_is_the_one_asked_for_or_another(
    question: str, who: str, speaker: str, labels: str, told: float
) -> None:
    asked = asked_one(question)
    assert asked is not None
    assert asked.span.of(question) == asked.who == who
    assert asked.is_speaker(speaker, labels) == told


@pytest.mark.parametrize(
    "question",
    [
        "Vì sao thiếu nước?",
        "Theo Nghị quyết 98 thì sao?",
        "Khảo sát cho thấy gì?",
        "Người đốt rẫy bị đánh giá ra sao?",
        "Bị chê, bà Lương Hạ Uyên phản ứng ra sao?",
    ],
)
def test_nobodys_words_are_asked_for(question: str) -> None:
    assert asked_one(question) is None
