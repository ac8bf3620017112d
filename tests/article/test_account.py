"""What the reader tells of a file: its kind and letters, and each thing that it left out, with the reason."""

from __future__ import annotations

import io
import json
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from qa.article.account import Account, Container, Encoding, LeftOut, Why, gathered
from qa.article.read import read_content
from qa.cli.reading import parse_file
from qa.wording import article as wording_article
from tests.article.test_alphabets import in_tcvn3

TALK = (
    "PV: Thưa ông, bao giờ tuyến kè xong?",
    "Ông Lò Văn Ví Dụ: Tháng 9, chậm nhất là tháng 10, trước khi lũ về bản.",
    "PV: Tiền đã có chưa, thưa ông?",
    "Ông Lò Văn Ví Dụ: Tỉnh đã ứng 38 tỷ đồng, phần còn lại chờ trung ương.",
)
PAGE = """<html><head><title>Kè Nà Thử</title><style>.kin {{display: none}}</style></head><body>
<nav><a href="/a">Thời sự</a> <a href="/b">Kinh tế</a></nav>
<main><article><h1>Kè Nà Thử</h1>{}<p><del>Tháng 8.</del><span class="kin">Mở bản đồ</span></p>
<div class="tin-lien-quan"><ul><li><a href="/c">Thị xã khánh thành cầu</a></li>
<li><a href="/d">Chợ mở lại</a></li></ul></div></article>
<div class="binh-luan"><p>Bạn đọc: tôi thấy chậm quá.</p></div></main><footer><p>Tòa soạn</p></footer></body></html>"""


def page() -> str:
    return PAGE.format("".join(f"<p>{line}</p>" for line in TALK))


def account(raw: bytes, name: str) -> Account:
    return read_content(raw, Path(name)).account


def test_a_page_tells_what_is_no_part_of_the_article() -> None:
    told = account(page().encode(), "ke.html")
    assert (told.container, told.encoding) == (Container.PAGE, Encoding.UTF8)
    found = {one.why: one.text for one in told.left_out}
    assert found[Why.HIDDEN] == "Mở bản đồ"
    assert found[Why.STRUCK] == "Tháng 8."
    assert "Thị xã khánh thành cầu" in found[Why.LINKS]
    assert found[Why.COMMENTS] == "Bạn đọc: tôi thấy chậm quá."
    assert {"Thời sự Kinh tế", "Tòa soạn"} <= {one.text for one in told.left_out if one.why is Why.MENU}


def test_a_word_file_tells_of_struck_and_deleted_words_and_of_its_page_heads() -> None:
    document = docx.Document()
    document.add_paragraph().add_run("Đã bỏ.").font.strike = True
    for line in TALK:
        document.add_paragraph(line)
    document.sections[0].header.paragraphs[0].text = "Báo Ví Dụ, trang 2"
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document.paragraphs[-1]._p.append(parse_xml(f"<w:del {space}><w:r><w:delText>cả năm</w:delText></w:r></w:del>"))
    file = io.BytesIO()
    document.save(file)
    told = account(file.getvalue(), "ke.docx")
    assert told.container is Container.WORD
    assert set(told.left_out) == {
        LeftOut(Why.STRUCK, "Đã bỏ."),
        LeftOut(Why.DELETED, "cả năm"),
        LeftOut(Why.PAGE_HEAD, "Báo Ví Dụ, trang 2"),
    }


def test_a_letter_tells_of_what_is_attached() -> None:
    message = EmailMessage()
    message["Subject"] = "Kè"
    message.set_content("\n".join(TALK))
    message.add_attachment(b"x", maintype="application", subtype="pdf", filename="ban-do.pdf")
    told = account(message.as_bytes(), "thu.eml")
    assert (told.container, told.left_out) == (Container.MAIL, (LeftOut(Why.ATTACHED, "ban-do.pdf"),))


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        ("\n".join(TALK).encode("utf-16"), Encoding.UTF16),
        (in_tcvn3("\n".join(TALK)).encode("latin-1"), Encoding.TCVN3),
        ("\n".join(TALK).encode().decode("latin-1").encode(), Encoding.UTF8_TWICE),
    ],
)
def test_the_letters_that_were_found(raw: bytes, encoding: Encoding) -> None:
    assert account(raw, "ke.txt").encoding is encoding


def test_neighbours_left_out_for_one_reason_are_one() -> None:
    pieces = (LeftOut(Why.MENU, "a\n b"), LeftOut(Why.MENU, "c"), LeftOut(Why.LINKS, " "), LeftOut(Why.HIDDEN, "d"))
    assert gathered(pieces) == (LeftOut(Why.MENU, "a b · c"), LeftOut(Why.HIDDEN, "d"))


def test_everything_that_can_be_told_has_its_words() -> None:
    assert set(wording_article.CONTAINERS) == set(Container)
    assert set(wording_article.ENCODINGS) == set(Encoding)
    assert set(wording_article.WHY_LEFT_OUT) == set(Why)


def test_parse_tells_an_editor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "ke.html"
    file.write_text(page(), "utf-8")
    parse_file(file, as_json=False)
    shown = capsys.readouterr().out
    assert "Tệp: trang HTML; bảng mã: UTF-8" in shown
    assert "– bình luận của bạn đọc: Bạn đọc: tôi thấy chậm quá." in shown
    parse_file(file, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert told["read"]["container"] == "html"
    assert {"why": "hidden", "text": "Mở bản đồ"} in told["read"]["left_out"]
    (mark,) = told["read"]["marks"]
    assert (mark["kind"], told["text"][mark["start"] : mark["end"]]) == ("heading", "Kè Nà Thử")
