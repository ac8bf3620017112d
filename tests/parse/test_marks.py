"""What a page says of its own words reaches the reading: captions and boxes are no speech, announced items are."""

from __future__ import annotations

import pytest

from qa.article.html import read_html
from qa.interview import Interview, Role, Source
from qa.parse.parse import parse

QUESTIONS = (
    "vì sao tuyến kè chậm mười bốn tháng?",
    "bao giờ thì 214 hộ dân được về nhà mới?",
    "nếu lũ về sớm thì sao?",
)
ANSWERS = (
    "Cát lấp không đủ, nhà thầu phụ bỏ về, và chúng tôi mất sáu tháng để chọn lại.",
    "Chậm nhất là tháng 9 năm nay. Tỉnh đã ứng 38 tỷ đồng để làm khu tái định cư trước.",
    "Thì phải di dời tạm 61 hộ ở đoạn xung yếu. Phương án đã có, xuồng đã giao cho ấp.",
)


def read(inner: str) -> Interview:
    """The interview of a page, with `inner` after its first answer."""
    turns = [
        f"<p>PV: Thưa ông, {question}</p><p>Ông Lò Văn Ví Dụ: {answer}</p>"
        for question, answer in zip(QUESTIONS, ANSWERS, strict=True)
    ]
    lead = "<p>Ông Lò Văn Ví Dụ, Chủ tịch huyện Mường Thử, trao đổi với phóng viên về tuyến kè.</p>"
    content = read_html(
        f"<html><body><article><h1>Kè</h1>{lead}{turns[0]}{inner}{''.join(turns[1:])}</article></body></html>"
    )
    return parse(content.text, Source("ke", "Kè"), content.marks)


def roles_of(interview: Interview, words: str) -> list[tuple[Role, bool]]:
    at = interview.text.index(words)
    return [(block.role, block.served) for block in interview.blocks if block.span.start <= at < block.span.end]


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        (
            "<figure><img src='a'><figcaption>{}</figcaption></figure>",
            "Tôi đi thăm đoạn kè sạt, nơi 61 hộ phải di dời.",
        ),
        ("<div class='box-info'><p>{}</p></div>", "Tôi khởi công năm 2021, dài 6 km."),
        ("<aside><p>{}</p></aside>", "Ông sinh năm 1970, quê ở bản Nà Thử, vào ngành năm 1992."),
        ("<div class='quang-cao'><p>{}</p></div>", "Chúng tôi bán cát rẻ nhất vùng."),
    ],
)
def test_what_the_page_sets_apart_is_no_speech(markup: str, words: str) -> None:
    ((role, _),) = roles_of(read(markup.format(words)), words)
    assert role not in (Role.ANSWER, Role.QUESTION)


def test_items_belong_to_the_answer_that_announces_them() -> None:
    found = read(
        "<p>PV: Tỉnh sẽ làm gì, thưa ông?</p><p>Ông Lò Văn Ví Dụ: Tỉnh sẽ làm các việc sau:</p>"
        "<ul><li>Mở lại mỏ cát</li><li>Thay nhà thầu phụ</li><li>Ứng thêm 12 tỷ đồng</li></ul>"
    )
    assert roles_of(found, "Ứng thêm 12 tỷ đồng") == [(Role.ANSWER, True)]


def test_a_list_goes_on_with_the_answer_before_it() -> None:
    found = read("<p>Nói gọn là chuẩn bị kém.</p><ol><li>Đo lại</li><li>Chọn lại nhà thầu</li></ol>")
    assert [role for role, _ in roles_of(found, "Chọn lại nhà thầu")] == [Role.ANSWER]


def test_what_another_is_quoted_with_is_not_served_and_parts_nothing() -> None:
    plain = [block.span.of(read("").text) for block in read("").blocks]
    found = read("<blockquote><p>Không ai được ngủ yên.</p><cite>Bà Mạc Thị Thử, trưởng bản</cite></blockquote>")
    assert roles_of(found, "Không ai được ngủ yên.") == [(Role.NARRATION, True)]
    assert {block.span.of(found.text) for block in found.blocks} >= set(plain)


def test_a_quotation_within_a_sentence_does_not_part_it() -> None:
    found = read("<p>Có cụ già hỏi tôi <q>bao giờ xong</q>, tôi trả lời <q>tháng 9</q>, rồi cụ cười.</p>")
    assert any("trả lời “tháng 9”, rồi cụ cười." in block.span.of(found.text) for block in found.blocks)


def test_what_a_box_interrupts_goes_on_behind_it() -> None:
    box = "<div class='box-info'><h4>Tuyến kè</h4><p>Khởi công năm 2021, dài 6 km.</p></div>"
    more = "<p>Chúng tôi cũng nhận lỗi, vì hồ sơ khảo sát làm vội.</p>"
    alone, boxed = read(more), read(box + more)
    assert roles_of(boxed, "Tuyến kè") == [(Role.HEADING, True)]
    assert roles_of(boxed, "Chúng tôi cũng nhận lỗi") == roles_of(alone, "Chúng tôi cũng nhận lỗi")


def test_a_table_of_questions_and_answers_is_talk() -> None:
    rows = "".join(
        f"<tr><td><b>PV: Thưa ông, {question}</b></td></tr><tr><td>Ông Lò Văn Ví Dụ: {answer}</td></tr>"
        for question, answer in zip(QUESTIONS, ANSWERS, strict=True)
    )
    content = read_html(f"<html><body><article><h1>Kè</h1><table>{rows}</table></article></body></html>")
    found = parse(content.text, Source("ke", "Kè"), content.marks)
    assert [len(turn.answers) for turn in found.turns] == [1, 1, 1]
