"""What is said to be lacking are words of the question as a reader would name them."""

import pytest

from embeddings.accents import bundled_accents
from qa.answer.evidence import Material, evidence_of
from qa.answer.lacking import lacking_of
from qa.question.kinds import QuestionKind

HEADLINE = "Nhà ở xã hội Bến Mơ: Bãi rác Gò Mối sẽ đóng cửa"
ANSWER = ("Xã có 12 công trình, nước sạch về đến bản.", "Giá nước là việc của người dân và của tỉnh.")


def _phrases(question: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    material = Material(ANSWER, (0.5, 0.4), HEADLINE, "", "Lò Khánh Tiệp", "", "", "2024", 0.5, 0.5)
    bonds = bundled_accents()
    evidence = evidence_of(question, material, lambda word: 1.0, bonds)
    lacking = lacking_of(question, evidence, material, "", bonds)
    assert lacking.kind in QuestionKind
    return lacking.said, lacking.unsaid


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("khi nào đóng cửa bãi rác", ("đóng cửa", "bãi rác"), ()),
        ("Bao giờ bãi rác Gò Mối đóng cửa?", ("bãi rác Gò Mối", "đóng cửa"), ()),
        ("nhà ở xã hội giá bao nhiêu một mét vuông", ("nhà ở xã hội", "giá"), ("mét vuông",)),
        ("Vì sao công trình bỏ hoang?", ("công trình",), ("bỏ hoang",)),
        ("vi sao cong trinh bo hoang", ("cong trinh",), ("bo hoang",)),
        ("bãi rác mùa thấp điểm làm gì", ("bãi rác",), ("mùa thấp điểm",)),
        ("Tiền đền bù bao nhiêu?", (), ("Tiền", "đền bù")),
        ("dân phải khai mấy lần", (), ("khai",)),
        ("công trình tên gì", ("công trình",), ()),
    ],
)  # fmt: skip
def test_phrases_are_whole_words_as_typed(question: str, said: tuple[str, ...], unsaid: tuple[str, ...]) -> None:
    assert _phrases(question) == (said, unsaid)
