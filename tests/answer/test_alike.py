"""The same words are one group, whatever lost a sentence; other words on the same subject are another."""

from qa.answer.alike import groups_of

FIRST = " ".join(f"Câu thứ {n} nói về bể nước số {n} của bản trên núi." for n in range(12))


def test_reprints_are_one_group_and_other_words_another() -> None:
    shorter = FIRST.rsplit(".", 2)[0] + "."
    other = "Tổ dùng nước do dân bầu, thu tiền nước và sửa bể lọc khi hỏng."
    assert groups_of([FIRST, other, shorter, FIRST.upper(), "Vâng.", "Vâng."]) == ((0, 2, 3), (1,), (4, 5))


def test_nothing_has_no_groups() -> None:
    assert groups_of([]) == ()
    assert groups_of(["Vâng.", "Đúng vậy."]) == ((0,), (1,))
