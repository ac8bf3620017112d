"""Letters and pages saved in one file are read as the article that they hold; old Word files are refused by name."""

from __future__ import annotations

from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest

from qa.article.account import Container
from qa.article.find import find_sources
from qa.article.read import Article, ArticleFailure, read_articles
from qa.wording import article as wording_article

TALK = "PV: Bao giờ xong?\nÔng Lò Văn Ví Dụ: Tháng 9, chậm nhất là tháng 10."
PAGE = (
    "<html><head><title>Kè Nà Thử</title></head><body><article><h1>Kè Nà Thử</h1>"
    + "".join(f"<p>{line}</p>" for line in TALK.split("\n"))
    + "</article></body></html>"
)


def only(path: Path) -> Article | ArticleFailure:
    (found,) = read_articles(path)
    return found


def test_a_letter_of_text_has_its_subject_for_headline(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"], message["Date"] = "Kè Nà Thử", "Mon, 12 Aug 2024 23:30:00 +0000"
    message.set_content(TALK)
    file = tmp_path / "thu.eml"
    file.write_bytes(message.as_bytes())
    article = only(file)
    assert isinstance(article, Article)
    assert (article.source.title, article.source.date) == ("Kè Nà Thử", "2024-08-13")
    assert article.text.strip() == TALK


def test_a_letter_with_a_page_is_read_as_the_page(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"] = "Chuyển tiếp"
    message.set_content("Xem bản HTML.")
    message.add_alternative(PAGE, subtype="html", charset="utf-8")
    file = tmp_path / "thu.eml"
    file.write_bytes(message.as_bytes())
    article = only(file)
    assert isinstance(article, Article)
    assert article.source.title == "Kè Nà Thử"
    assert TALK.split("\n")[1] in article.text


def test_a_page_saved_in_one_file(tmp_path: Path) -> None:
    head = "Snapshot-Content-Location: https://vidu.example/a\r\nSubject: Trang\r\nMIME-Version: 1.0\r\n"
    part = "Content-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    file = tmp_path / "trang.mhtml"
    kind = 'Content-Type: multipart/related; type="text/html"; boundary="x"\r\n\r\n'
    file.write_bytes(f"{head}{kind}--x\r\n{part}{PAGE}\r\n--x--\r\n".encode())
    article = only(file)
    assert isinstance(article, Article)
    assert (article.source.title, article.source.date) == ("Kè Nà Thử", None)
    assert "chậm nhất là tháng 10" in article.text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{\\rtf1 a}", wording_article.RTF),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), wording_article.OLD_DOC),
        (b"%PDF-1.7 broken", wording_article.PDF),
    ],
)
def test_files_are_known_by_their_content(tmp_path: Path, content: bytes, reason: str) -> None:
    file = tmp_path / "bai.docx"
    file.write_bytes(content)
    found = only(file)
    assert isinstance(found, ArticleFailure)
    assert found.reason == reason


READER = """<html><head><title>Kè Nà Thử</title></head><body>
<div class="toolbar-container"><ul class="toolbar reader-toolbar"><li><button>Đóng</button></li>
<li class="dropdown-popup">Kiểu chữ</li></ul></div>
<div class="container"><div class="header reader-header"><a class="domain reader-domain" href="https://vidu.example/ke">
vidu.example</a><h1 class="reader-title">Kè Nà Thử</h1><div class="credits reader-credits">Minh Anh</div>
<div class="meta-data"><div class="reader-estimated-time">2 phút đọc</div></div></div><hr>
<div class="content"><div class="moz-reader-content reader-show-element"><div id="readability-page-1" class="page">
{}</div></div></div></div></body></html>"""


def test_a_page_saved_whole_by_a_browser(tmp_path: Path) -> None:
    folder = tmp_path / "Kè Nà Thử_files"
    folder.mkdir()
    (folder / "saved_resource.html").write_text("<html><body><p>Quảng cáo</p></body></html>", "utf-8")
    (tmp_path / "Kè Nà Thử.html").write_text(f"<!-- saved from url=(0022)https://vidu.example/a -->\n{PAGE}", "utf-8")
    (found,) = find_sources([tmp_path])
    assert isinstance(found, Path)
    article = only(found)
    assert isinstance(article, Article)
    assert (article.source.title, article.source.url) == ("Kè Nà Thử", "https://vidu.example/a")


def test_a_page_saved_in_one_file_tells_where_it_came_from(tmp_path: Path) -> None:
    message = MIMEMultipart("related", type="text/html")
    message["Subject"] = "=?utf-8?Q?Tr=C3=ACnh_duy=E1=BB=87t?="
    message["Snapshot-Content-Location"] = "https://vidu.example/a"
    for markup in (PAGE, "<html><body><p>Quảng cáo trong khung</p></body></html>"):
        message.attach(MIMEText(markup, "html", "utf-8"))
    file = tmp_path / "trang.mhtml"
    file.write_bytes(message.as_bytes())
    article = only(file)
    assert isinstance(article, Article)
    assert (article.source.title, article.source.url) == ("Kè Nà Thử", "https://vidu.example/a")
    assert article.account.container is Container.SAVED
    assert "Quảng cáo" not in article.text


def test_a_page_saved_in_the_reading_view(tmp_path: Path) -> None:
    file = tmp_path / "doc.html"
    file.write_text(READER.format("".join(f"<p>{line}</p>" for line in TALK.split("\n"))), "utf-8")
    article = only(file)
    assert isinstance(article, Article)
    source = article.source
    assert (source.title, source.url, source.authors) == ("Kè Nà Thử", "https://vidu.example/ke", ("Minh Anh",))
    assert "Kiểu chữ" not in article.text
    assert article.text.endswith(TALK.split("\n")[1])
