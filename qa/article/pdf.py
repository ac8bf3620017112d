"""Text PDFs: the words of each page in its order, page heads left out, printed lines joined to paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from qa.article.account import Account, Container, LeftOut, Why, gathered
from qa.article.alphabets import restored
from qa.article.facts import Facts, one_line
from qa.article.lines import Content
from qa.errors import ArticleError
from qa.wording import article as wording_article

MOST_PAGES = 200
"""Pages of the longest file that is read."""

FULL = 0.8
"""Share of a page's widest lines from which on a line without a full stop goes on in the next one."""

REPEATED = 0.5
"""Share of the pages on which a line at the edge of the page makes it a page head."""

_EDGE, _HEAD = 2, 80
"""Lines at the top and the bottom of a page that may be its head, and the characters of the longest one."""

_WIDEST = 0.9
"""The quantile of a page's widths that counts as its widest: a picture's line may stick out."""

_UNFILLED = 0.95
"""Share of the widest width below which a full stop ends the paragraph."""

_ENDS = re.compile(r"[.?!…:;”\"»)\]]\s*$")
_BEGINS = re.compile(r"[-–—•+*]\s|\d{1,2}[.)]\s|[^:]{1,60}:\s")
_NUMBER = re.compile(r"\d+")


def read_pdf(data: bytes) -> Content:
    """Reads the file's title and its text in NFC; ArticleError if it is locked, damaged, too long or only pictures."""
    pages = _pages(data)
    heads = _heads(pages)
    text = "\n".join(_paragraphs(_without(page, heads)) for page in pages)
    if not any(c.isalpha() for c in text):
        raise ArticleError(wording_article.SCANNED)
    edges = dict.fromkeys(line for page in pages for line in page if _shape(line) in heads)
    account = Account(Container.PDF, left_out=gathered(LeftOut(Why.PAGE_HEAD, line) for line in edges))
    return Content(Facts(), restored(re.sub(r"\n{3,}", "\n\n", text).strip("\n")), account=account)


def _pages(data: bytes) -> list[list[str]]:
    """The printed lines of each page."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            if len(document) > MOST_PAGES:
                raise ArticleError(wording_article.PDF_LONG.format(pages=MOST_PAGES))
            return [[line for line in map(one_line, _words(page).splitlines()) if line] for page in document]
    except pypdfium2.PdfiumError as error:
        raise ArticleError(wording_article.PDF) from error


def _words(page: Any) -> str:
    return str(page.get_textpage().get_text_range())


def _heads(pages: list[list[str]]) -> set[str]:
    """The shapes of lines that stand at the top or the bottom of most pages: the paper's name, the page's number."""
    if len(pages) < 2:
        return set()
    edges = Counter(shape for page in pages for shape in {*map(_shape, page[:_EDGE] + page[-_EDGE:])})
    return {shape for shape, count in edges.items() if count > max(1, REPEATED * len(pages)) and len(shape) <= _HEAD}


def _without(page: list[str], heads: set[str]) -> list[str]:
    edges = {*range(_EDGE), *range(len(page) - _EDGE, len(page))}
    return [line for number, line in enumerate(page) if number not in edges or _shape(line) not in heads]


def _shape(line: str) -> str:
    return _NUMBER.sub("0", line)


def _paragraphs(lines: list[str]) -> str:
    """The lines, those that a full line before them goes on in joined to it."""
    widths = sorted(len(line) for line in lines if line)
    full = FULL * widths[int(_WIDEST * (len(widths) - 1))] if widths else 0
    out: list[str] = []
    goes_on = False
    for line in lines:
        if out and line and goes_on and not _BEGINS.match(line):
            glue = "" if re.search(r"\w-$", out[-1]) else " "
            out[-1] = f"{out[-1]}{glue}{line}"
        else:
            out.append(line)
        ended = _ENDS.search(line) and len(line) < full / FULL * _UNFILLED
        goes_on = bool(line) and len(line) >= full and not ended
    return "\n".join(out)
