"""Follow-ups take the question before; a question that stands alone is left as it is."""

import pytest

from qa.conversation import understood

FIRST = "Tỉnh gặp khó khăn gì khi luân chuyển cán bộ?"


@pytest.mark.parametrize(
    "question",
    [
        "Thế còn kinh phí thì sao?",
        "Ông ấy đề nghị gì với Trung ương?",
        "Vì sao?",
        "the con kinh phi thi sao",
        "Còn giáo viên?",
    ],
)
def test_a_question_that_leans_takes_the_one_before(question: str) -> None:
    assert understood(question, [FIRST]) == f"{FIRST} {question}"
    assert understood(question, []) == question


@pytest.mark.parametrize(
    "question",
    [
        "Bao giờ xây xong cầu Bến Mơ?",
        "Vì sao Sở Y tế tỉnh Bến Mơ chưa tuyển đủ bác sĩ cho các trạm y tế xã vùng cao?",
    ],
)
def test_a_question_with_its_own_subject_stands_alone(question: str) -> None:
    assert understood(question, [FIRST]) == question
