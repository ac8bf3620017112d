"""Uploads that explode: decoded apart, within limits, ended when nobody waits."""

from __future__ import annotations

import asyncio
import io
import os
import time
import zipfile
from pathlib import Path

import pytest
from starlette.requests import ClientDisconnect
from starlette.types import Message

from qa.article.package import MOST_ATTRIBUTES, MOST_MARKUP, MOST_TAGS
from qa.errors import ArticleError
from qa.web import decoding
from qa.web.decoding import decoded
from tests.coroutines import completed

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RELATIONSHIPS = "http://schemas.openxmlformats.org"
NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


async def nobody_goes() -> Message:
    await asyncio.Event().wait()
    raise AssertionError


def read(body: bytes, name: str) -> tuple[str, str]:
    return completed(decoded(body, name, nobody_goes))


def word_file(text: str, main: str = "word/document.xml") -> bytes:
    """A Word file whose main part is called `main` and holds `text` as markup."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="png" ContentType="image/png"/>'
            f'<Override PartName="/{main}" ContentType="{MAIN}"/></Types>',
        )
        parts.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{RELATIONSHIPS}/package/2006/relationships"><Relationship Id="r1" '
            f'Type="{RELATIONSHIPS}/officeDocument/2006/relationships/officeDocument" Target="{main}"/>'
            "</Relationships>",
        )
        parts.writestr(main, f'<w:document xmlns:w="{NAMESPACE}"><w:body>{text}</w:body></w:document>')
    return packed.getvalue()


def paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def test_articles_are_read() -> None:
    assert read("title: Tít\n\nÔng An nói: “Một hai ba”.".encode(), "bài.txt") == ("Tít", "Ông An nói: “Một hai ba”.")
    assert "một hai" in read("<html><body><p>một hai ba bốn năm</p></body></html>".encode(), "/x/a.HTML")[1]
    assert "một hai" in read(word_file(paragraph("một hai")), "a.docx")[1]


@pytest.mark.parametrize("name", ["a.exe", "a.jsonl", "a", "", "../../etc/passwd", "-m.txt\0"])
def test_other_files_are_refused(name: str) -> None:
    with pytest.raises(ArticleError):
        read(b"", name)


@pytest.mark.parametrize("main", ["word/document.xml", "word/media/tranh.png", "x"])
def test_markup_is_bounded_whatever_its_part_is_called(main: str) -> None:
    for text in (" " * (MOST_MARKUP + 1), "<w:p/>" * (MOST_TAGS + 1)):
        with pytest.raises(ArticleError, match="quá nhiều"):
            read(word_file(text, main), "a.docx")


def test_pages_of_nothing_but_tags_are_refused() -> None:
    with pytest.raises(ArticleError, match="quá nhiều"):
        read(b"<br>" * (MOST_TAGS + 1), "a.html")
    names = [b"a%d" % n for n in range(MOST_ATTRIBUTES + 1)]
    for inside in (b"=1 ".join(names), b"/".join(names), b" ".join(names), b'x=">"' + b"/".join(names)):
        with pytest.raises(ArticleError, match="quá nhiều"):
            read(b"<p " + inside + b">a</p>", "a.html")


def test_a_picture_inside_a_page_is_no_crowd_of_attributes() -> None:
    picture = b"/9j/" * MOST_ATTRIBUTES
    page = b'<p>m\xe1\xbb\x99t hai ba b\xe1\xbb\x91n n\xc4\x83m <img src="data:image/jpeg;base64,' + picture + b'"></p>'
    assert "một hai ba" in read(page, "a.html")[1]


def test_what_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "SECONDS", 0.01)
    with pytest.raises(ArticleError, match="quá nhiều"):
        read(b"a", "a.txt")
    assert not children()


def test_a_client_that_goes_ends_the_decoding() -> None:
    async def gone() -> Message:
        return {"type": "http.disconnect"}

    started = time.monotonic()
    with pytest.raises(ClientDisconnect):
        completed(decoded(b"<p>" * 400_000, "a.html", gone))
    assert not children()
    assert time.monotonic() - started < 10


def children() -> list[str]:
    """Processes of ours that decode."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            told = status.read_text()
            command = status.with_name("cmdline").read_text()
        except OSError:
            continue
        if f"PPid:\t{os.getpid()}\n" in told and "qa.article.confined" in command:
            found.append(command)
    return found
