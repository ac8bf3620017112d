"""What a page or a Word file says of its words by its structure is kept as marks, and its words are never changed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from qa.article.docx import read_docx
from qa.article.html import read_html
from qa.article.lines import Content
from qa.interview import MarkKind

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
QUESTION = "<p>PV: Thưa ông, vì sao tuyến kè của huyện chậm tới mười bốn tháng so với kế hoạch?</p>"
ANSWER = "<p>Ông Lò Văn Ví Dụ: Cát lấp không đủ, và chúng tôi mất sáu tháng để chọn lại nhà thầu phụ.</p>"
CAPTION = "Đoạn kè sạt ở bản Nà Thử, nơi 61 hộ phải di dời trong mùa lũ năm ngoái."


def page(inner: str, head: str = "") -> Content:
    filler = (QUESTION + ANSWER) * 3
    return read_html(
        f"<html><head>{head}</head><body><article>{QUESTION}{ANSWER}{inner}{filler}</article></body></html>"
    )


def marked(content: Content, kind: MarkKind) -> list[str]:
    return [content.text[mark.start : mark.end] for mark in content.marks if mark.kind is kind]


@pytest.mark.parametrize(
    "markup",
    [
        "<figure><img src='a.jpg'><figcaption>{}</figcaption></figure>",
        "<table class='picture'><tr><td><img src='a.jpg'></td></tr><tr><td>{}</td></tr></table>",
        "<div type='Photo'><div><img src='a.jpg'></div><div class='PhotoCMS_Caption'><p>{}</p></div></div>",
        "<div class='wp-caption'><img src='a.jpg'><p class='wp-caption-text'>{}</p></div>",
        "<p><img src='a.jpg'></p><p><em>{}</em></p>",
    ],
)
def test_captions(markup: str) -> None:
    assert CAPTION in marked(page(markup.format(CAPTION)), MarkKind.CAPTION)


def test_boxes_lists_headings_and_adverts() -> None:
    found = page(
        "<div class='box-info'><h4>Tuyến kè</h4><p>Khởi công năm 2021.</p></div>"
        "<aside><p>Lý lịch của ông.</p></aside><ul><li>Cát;</li><li>Tiền.</li></ul>"
        "<div class='quang-cao'><p>Mua cát giá rẻ hôm nay</p></div>"
    )
    assert [box.split("\n")[-1] for box in marked(found, MarkKind.BOX)] == ["Khởi công năm 2021.", "Lý lịch của ông."]
    assert marked(found, MarkKind.LIST) == ["Cát;", "Tiền."]
    assert marked(found, MarkKind.HEADING) == ["**Tuyến kè**"]
    assert marked(found, MarkKind.ADVERT) == ["Mua cát giá rẻ hôm nay"]


def test_a_box_that_holds_the_article_is_none() -> None:
    found = read_html(f"<html><body><div class='box-content'>{(QUESTION + ANSWER) * 4}</div></body></html>")
    assert not marked(found, MarkKind.BOX)


def test_quotations_and_whose_they_are() -> None:
    found = page(
        "<blockquote><p>Không ai ngủ yên.</p><cite>— Bà Mạc Thị Thử</cite></blockquote><p>Cụ hỏi <q>bao giờ</q>.</p>"
    )
    assert [(mark.who, found.text[mark.start : mark.end]) for mark in found.marks if mark.kind is MarkKind.QUOTE] == [
        ("Bà Mạc Thị Thử", "Không ai ngủ yên.\n\n— Bà Mạc Thị Thử"),
        (None, "“bao giờ”"),
    ]


def test_bold_and_italic_parts_of_a_line() -> None:
    found = page("<p><b>PV:</b> Còn <i>tiền</i>&nbsp;thì sao?</p>")
    assert "PV:" in marked(found, MarkKind.BOLD)
    assert marked(found, MarkKind.ITALIC) == ["tiền"]


def test_offsets_hold_in_nfc() -> None:
    found = page("<p>Tiê\u0309n ngu\u031bo\u031b\u0300i <i>đu\u031bo\u031b\u0300ng</i></p>")
    assert marked(found, MarkKind.ITALIC) == ["đường"]


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("38<sup>1</sup> tỷ", "38¹ tỷ"),
        ("10<sup>6</sup> m<sup>3</sup>", "10⁶ m³"),
        ("2<sup>1/2</sup> năm", "2½ năm"),
        ("CO<sub>2</sub>", "CO₂"),
        ("thứ 4<sup>th</sup>", "thứ 4th"),
        ("<del>412</del> <ins>398</ins> tỷ", "398 tỷ"),
        ("61<strike>%</strike> <s>bỏ</s> hộ", "61 hộ"),
        ("đủ<span class='tip'>Bấm xem</span>, vì", "đủ, vì"),
        ("đủ<span CLASS='tip' STYLE='DISPLAY:NONE'>Bấm xem</span>, vì", "đủ, vì"),
        ("đủ<span aria-hidden='true'>★</span>, vì", "đủ, vì"),
        ("đủ<button>Chia sẻ</button>, vì", "đủ, vì"),
    ],
)
def test_words_as_a_browser_shows_them(markup: str, shown: str) -> None:
    style = "<style>/* x */ @media print {.in{display:none}} .tip, p.x{ display : none }</style>"
    assert shown in page(f"<p>Ông Lò Văn Ví Dụ: {markup}</p>", style).text


def test_what_the_page_folds_out_is_read() -> None:
    fold = (
        "<h3><button aria-expanded='false' aria-controls='b1'>PV: Bao giờ xong?</button></h3>"
        "<div id='b1' style='display:none'><p>Ông Lò Văn Ví Dụ: Tháng 9.</p></div>"
        "<div class='in'><p>Ông nói thêm.</p></div>"
    )
    text = page(fold, "<style>@media print {.in{display:none}}</style>").text
    assert all(words in text for words in ("PV: Bao giờ xong?", "Tháng 9.", "Ông nói thêm."))


def test_a_page_whose_words_stand_in_json_ld_alone() -> None:
    body = "PV: Bao giờ xong?\\nÔng Lò Văn Ví Dụ: Tháng 9, chậm nhất là tháng 10."
    stated = f'//<![CDATA[\n{{"@type":"NewsArticle","headline":"Kè Nà Thử","articleBody":"{body}"}}\n//]]>'
    script = f"<script type='application/ld+json; charset=utf-8'>{stated}</script>"
    found = read_html(f"<html><head><title>Kè Nà Thử</title>{script}</head><body><div id='root'></div></body></html>")
    assert found.text.endswith("Ông Lò Văn Ví Dụ: Tháng 9, chậm nhất là tháng 10.")


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for xml in paragraphs:
        document.element.body.append(parse_xml(f"<w:p {W}>{xml}</w:p>"))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("xml", "shown"),
    [
        ("<w:moveFrom w:id='1' w:author='a'><w:r><w:t>cũ</w:t></w:r></w:moveFrom><w:r><w:t>mới</w:t></w:r>", "mới"),
        ("<w:r><w:rPr><w:strike/></w:rPr><w:t>412</w:t></w:r><w:r><w:t>398 tỷ</w:t></w:r>", "398 tỷ"),
        ("<w:r><w:t>cao </w:t><w:sym w:font='Symbol' w:char='F0B3'/><w:t> 3 m</w:t></w:r>", "cao ≥ 3 m"),
        ("<w:r><w:t>cao </w:t><w:sym w:font='Lạ' w:char='F0B3'/></w:r>", "cao \ufffd"),
        ("<w:r><w:t>38</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>1</w:t></w:r>", "38¹"),
        ("<w:r><w:rPr><w:rFonts w:ascii='.VnTime'/></w:rPr><w:t>N­íc s¹ch</w:t></w:r>", "Nước sạch"),
    ],
)
def test_word_files_are_read_as_the_final_text(xml: str, shown: str) -> None:
    assert read_docx(word(xml)).text.strip() == shown


def test_word_styles_and_text_boxes_are_marks() -> None:
    document = docx.Document()
    document.add_paragraph("Chú thích của ảnh", style="Caption")
    document.add_paragraph("Việc một", style="List Bullet")
    document.add_heading("Phần đầu")
    out = io.BytesIO()
    document.save(out)
    found = read_docx(out.getvalue())
    assert [text.strip("*") for text in marked(found, MarkKind.CAPTION)] == ["Chú thích của ảnh"]
    assert marked(found, MarkKind.LIST) == ["Việc một"]
    assert [text.strip("*") for text in marked(found, MarkKind.HEADING)] == ["Phần đầu"]


def test_the_strict_form_of_word_files_is_read(tmp_path: Path) -> None:
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word("<w:r><w:t>Nước sạch</w:t></w:r>"))) as parts,
        zipfile.ZipFile(out, "w") as new,
    ):
        for part in parts.infolist():
            new.writestr(part, parts.read(part).replace(usual, strict))
    assert read_docx(out.getvalue()).text.strip() == "Nước sạch"


@pytest.mark.parametrize("strict", [False, True])
def test_the_main_part_of_a_word_file_may_have_any_name(strict: bool) -> None:
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word("<w:r><w:t>Nước sạch</w:t></w:r>"))) as parts,
        zipfile.ZipFile(out, "w") as new,
    ):
        for part in parts.infolist():
            content = parts.read(part).replace(b"word/document.xml", b"word/bai.xml")
            content = content.replace(usual, b"http://purl.oclc.org/ooxml/wordprocessingml/main") if strict else content
            new.writestr(part.filename.replace("document.xml", "bai.xml"), content)
    assert read_docx(out.getvalue()).text.strip() == "Nước sạch"
