"""Each kind of question has a test of what states an answer to it."""

import pytest

from qa.answer.stated import states
from qa.question.expected import expected_of
from qa.question.kinds import QuestionKind, kind_of


@pytest.mark.parametrize(
    ("question", "stating", "silent"),
    [
        ("Tỉnh chi bao nhiêu tỷ đồng?", "Tỉnh chi 12 tỷ đồng.", "Tỉnh chi rất nhiều."),
        ("Khi nào cầu xong?", "Cầu sẽ xong vào cuối năm sau.", "Cầu sẽ sớm xong."),
        ("Vì sao thiếu nước?", "Nguyên nhân là mất rừng.", "Bản thiếu nước đã lâu."),
        ("Tổ gồm những ai?", "Tổ có trưởng bản, y tá, thầy giáo và hai người dân.", "Tổ do dân bầu."),
        ("Ai xây cầu?", "Cầu do Công ty Bến Mơ xây.", "Cầu do dân góp tiền xây."),
        ("Bể đặt ở đâu?", "Bể đặt ở bản Nậm Thín.", "Bể đặt trên cao."),
        ("Thông tư nào quy định?", "Đó là Thông tư 12.", "Đã có quy định."),
    ],
)
def test_what_states_and_what_is_silent(question: str, stating: str, silent: str) -> None:
    kind, expected = kind_of(question), expected_of(question)
    assert states(stating, kind, expected)
    assert not states(silent, kind, expected)


@pytest.mark.parametrize("kind", [QuestionKind.TOPIC, QuestionKind.SIDE, QuestionKind.WAY, QuestionKind.THING])
def test_any_sentence_will_do_where_nothing_of_a_kind_is_asked_for(kind: QuestionKind) -> None:
    assert states("Tỉnh đã làm.", kind, None)
