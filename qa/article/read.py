"""Article files → Articles: .txt, .html, .mhtml, .eml, .docx, .pdf, .jsonl; text complete, facts never guessed.

A .txt file may begin with a header: lines of `key: value` with the keys title, outlet, date (2024-05-17 or
17/05/2024), url, authors (commas between), note and id, in any order and any case, then a blank line:

    title: Nước sạch về bản
    outlet: Báo Ví Dụ
    date: 2024-05-17

    PV: Thưa ông, ...

It is a header only if every line before the first blank one is such a line, so an article that begins with
"PV: ..." has none. The header is not part of the text.

A .jsonl file holds one article a line: {"id", "title", "text", "url"?, "date"?, "outlet"?, "authors"?,
"note"?}; `authors` is a list or one string with commas. Offsets refer to NFC(text).
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qa.article.account import PLAIN, Account, Container
from qa.article.docx import read_docx
from qa.article.encoding import decode
from qa.article.facts import Facts, author_names, checked_id, one_line, printed_date, slug, web_address
from qa.article.html import read_html
from qa.article.json import read_record
from qa.article.lines import Content, written_in
from qa.article.mail import read_mail
from qa.article.pdf import read_pdf
from qa.errors import ArticleError
from qa.interview import Mark, Source
from qa.wording import article as wording_article

__all__ = [
    "SUFFIXES",
    "Article",
    "ArticleFailure",
    "read_articles",
    "read_content",
    "read_record_line",
    "read_stored",
    "slug",
]

SUFFIXES = (".txt", ".html", ".htm", ".mhtml", ".mht", ".eml", ".docx", ".pdf", ".jsonl")
# What a file is by its first bytes, whatever it is called; both are refused by their name.
_OLD = ((b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", wording_article.OLD_DOC), (b"{\\rtf", wording_article.RTF))
LIMIT = 20 * 1024 * 1024
"""The most bytes that one article may have."""

_HEADER_KEYS = ("title", "outlet", "date", "url", "authors", "note", "id")
_HEADER_LINE = re.compile(rf"({'|'.join(_HEADER_KEYS)})[ \t]*:(.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Article:
    """One article as printed: its text complete and in NFC, and `raw`, the bytes that it came from.

    Lines end with "\\n", save in a .jsonl record, whose text is only brought to NFC; its `raw` is its line.
    `marks` say what the container tells of the text: captions, boxes, quotations; plain text has none. `account` tells
    how it was read, and what of the file is no part of the text.
    """

    source: Source
    text: str
    raw: bytes
    path: str
    marks: tuple[Mark, ...] = ()
    account: Account = PLAIN

    @property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of `raw`."""
        return hashlib.sha256(self.raw).hexdigest()


@dataclass(frozen=True, slots=True)
class ArticleFailure:
    """A file, or a line of one ("tin.jsonl:12"), that could not be read, and why, in Vietnamese."""

    name: str
    reason: str


def read_articles(path: Path) -> Iterator[Article | ArticleFailure]:
    """Reads the articles in the file at `path`, in order, and a failure in the place of each that can't be read."""
    try:
        if path.exists() and not path.is_file():  # a folder, or a pipe that would never end
            raise ArticleError(wording_article.SUFFIX)
        if path.suffix.lower() == ".jsonl":
            yield from _read_jsonl(path)
        else:
            yield _read_file(path)
    except ArticleError as error:
        yield ArticleFailure(str(path), str(error))
    except OSError as error:
        yield ArticleFailure(str(path), refusal(error))


def refusal(error: OSError) -> str:
    """Tells why the system refused a file, in Vietnamese."""
    if isinstance(error, FileNotFoundError):
        return wording_article.MISSING
    if isinstance(error, PermissionError):
        return wording_article.FORBIDDEN
    return wording_article.UNREADABLE.format(reason=error.strerror or type(error).__name__)


def _read_file(path: Path) -> Article:
    with path.open("rb") as file:
        return read_content(file.read(LIMIT + 1), path)


def read_content(raw: bytes, path: Path) -> Article:
    """Reads the article in the bytes of a file of any kind but .jsonl; its name alone is used of `path`.

    ArticleError if it can't be read.
    """
    _refuse_large(raw)
    for begins, reason in _OLD:
        if raw.startswith(begins):
            raise ArticleError(reason)
    suffix = ".pdf" if raw.startswith(b"%PDF-") else path.suffix.lower()
    if suffix not in _READERS:
        raise ArticleError(wording_article.SUFFIX)
    return _article(_READERS[suffix](raw), raw, path)


def read_record_line(line: bytes, path: Path) -> Article:
    """Reads the article in a line of a .jsonl file; ArticleError if it can't be read."""
    _refuse_large(line)
    return _article(Content(*read_record(line), account=Account(Container.RECORD)), line.rstrip(b"\r\n"), path)


def read_stored(raw: bytes, path: Path) -> Article:
    """Reads the article in bytes that were kept of it: those of a file, or of a line ("tin.jsonl:12")."""
    return read_record_line(raw, path) if path.suffix.startswith(".jsonl") else read_content(raw, path)


def _read_text(raw: bytes) -> Content:
    text, encoding = decode(raw)
    return Content(*_split_header(text), account=Account(Container.TEXT, encoding))


def _read_page(raw: bytes) -> Content:
    text, encoding = decode(raw, html=True)
    return written_in(read_html(text), encoding)


_READERS = {
    ".txt": _read_text,
    ".html": _read_page,
    ".htm": _read_page,
    ".mhtml": read_mail,
    ".mht": read_mail,
    ".eml": read_mail,
    ".docx": read_docx,
    ".pdf": read_pdf,
}


def _file_id(path: Path) -> str:
    """The file's name as an id; for a name without Latin letters its hash, which does not change either."""
    return slug(path.stem) or "bai-" + hashlib.sha256(os.fsencode(path.stem)).hexdigest()[:12]


def _refuse_large(raw: bytes) -> None:
    if len(raw) > LIMIT:
        raise ArticleError(wording_article.TOO_LARGE.format(megabytes=LIMIT // (1024 * 1024)))


def _split_header(text: str) -> tuple[Facts, str]:
    """The facts in the header of a .txt file and the text after it; the whole text if there is no header."""
    values: dict[str, str] = {}
    position = 0
    while True:
        end = text.find("\n", position)
        line = text[position : end if end >= 0 else len(text)]
        position = end + 1 if end >= 0 else len(text)
        if not line.strip():
            break
        match = _HEADER_LINE.fullmatch(line)
        if match is None:
            return Facts(), text
        name = match[1].lower()
        if name in values:
            raise ArticleError(wording_article.HEADER_TWICE.format(key=name))
        values[name] = one_line(match[2])
        if end < 0:
            break
    return (_header_facts(values), text[position:]) if values else (Facts(), text)


def _header_facts(values: dict[str, str]) -> Facts:
    day = values.get("date") or None
    if day and printed_date(day) is None:
        raise ArticleError(wording_article.HEADER_DATE.format(value=day))
    return Facts(
        title=values.get("title", ""),
        outlet=values.get("outlet") or None,
        date=printed_date(day) if day else None,
        url=web_address(values.get("url")),
        authors=author_names([values.get("authors", "")]),
        note=values.get("note") or None,
        id=checked_id(values["id"]) if values.get("id") else None,
    )


def _read_jsonl(path: Path) -> Iterator[Article | ArticleFailure]:
    seen: dict[str, int] = {}
    for number, line in _lines(path):
        if not line.strip():
            continue
        try:
            article = read_record_line(line, path)
            if (first := seen.setdefault(article.source.id, number)) != number:
                raise ArticleError(wording_article.ID_TWICE.format(id=article.source.id, line=first))
            yield article
        except ArticleError as error:
            yield ArticleFailure(f"{path}:{number}", str(error))


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The numbered lines of a file; of a line over the limit only so much that it is seen to be over."""
    with path.open("rb") as file:
        number = 0
        while line := file.readline(LIMIT + 1):
            number += 1
            rest = line
            while len(rest) > LIMIT and not rest.endswith(b"\n"):
                rest = file.readline(LIMIT + 1)
            yield number, line


def _article(content: Content, raw: bytes, path: Path) -> Article:
    facts, text, marks, account = content
    if not text.strip():
        raise ArticleError(wording_article.EMPTY)
    source = Source(
        id=facts.id or _file_id(path),
        title=facts.title,
        outlet=facts.outlet,
        date=facts.date,
        url=facts.url,
        authors=facts.authors,
        note=facts.note,
    )
    return Article(source, text, raw, str(path), marks, account)
