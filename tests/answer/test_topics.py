"""Of the demonstration archive, "what does X say of Y" is answered where X was asked about Y, by X's own words."""

from qa.answer.answer import State
from qa.archive import Archive

ASKED = (
    ("Bà Hồ Diệp Sa nói gì về nạn chặt chém?", "Hồ Diệp Sa"),
    ("Bà Hồ Diệp Sa nói gì về thu phí vào khu phố cổ?", "Hồ Diệp Sa"),
    ("Bà Hồ Diệp Sa nói gì về lao động ngành du lịch?", "Hồ Diệp Sa"),
    ("Ông Lò Khánh Tiệp nói gì về thu tiền nước?", "Lò Khánh Tiệp"),
    ("Ông Lò Khánh Tiệp nói gì về mất rừng đầu nguồn?", "Lò Khánh Tiệp"),
    ("Ông Kiều Trọng Lữ nói gì về phân loại rác?", "Kiều Trọng Lữ"),
    ("Ông Kiều Trọng Lữ nói gì về công nghệ đốt của nhà máy Đồng Sim?", "Kiều Trọng Lữ"),
    ("Bà Mạc Thu Giao nói gì về giám sát của HĐND?", "Mạc Thu Giao"),
    ("Bà Mạc Thu Giao nói gì về giải ngân vốn đầu tư công?", "Mạc Thu Giao"),
    ("Bà Vi Mây Hương nói gì về máy siêu âm ở trạm y tế?", "Vi Mây Hương"),
    ("Bà Vi Mây Hương nói gì về y tế thôn bản?", "Vi Mây Hương"),
    ("Ông Bùi Sĩ Lãng nói gì về nước thải ao nuôi?", "Bùi Sĩ Lãng"),
    ("Ông Bùi Sĩ Lãng nói gì về kháng sinh trong nuôi tôm?", "Bùi Sĩ Lãng"),
    ("Ông Đoàn Khắc Miên nói gì về cán bộ nữ luân chuyển?", "Đoàn Khắc Miên"),
    ("Ông Cù Hữu Triết nói gì về cưỡng chế?", "Cù Hữu Triết"),
    ("Bộ trưởng Phùng Bá Đoan nói gì về nhà ở cho thuê?", "Phùng Bá Đoan"),
)


def test_they_are_answered_by_the_one_asked(demo: Archive) -> None:
    answers = [(demo.ask(question), speaker) for question, speaker in ASKED]
    assert [answer.hits[0].speaker for answer, _ in answers] == [speaker for _, speaker in ASKED]
    assert [answer.question for answer, _ in answers if answer.state is not State.ANSWER] == []
