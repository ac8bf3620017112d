"""What a page says of its own words reaches the reading: captions and boxes are no speech, announced items are."""

from __future__ import annotations

import pytest

from qa.article.html import read_html
from qa.interview import Interview, Role, Source
from qa.parse import parse

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
