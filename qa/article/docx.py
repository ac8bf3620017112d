"""Word files: every paragraph and table cell in the order of the document, one line each."""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from qa import wording
from qa.article.facts import Facts, author_names, one_line
from qa.article.lines import Run, marked
from qa.errors import ArticleError
from qa.text import nfc

# A small file can unpack to fill the memory; no interview comes near this.
_UNPACKED_LIMIT = 200 * 1024 * 1024
# What programs write into a file's properties when no person does.
_DEFAULT_TITLES = frozenset({"", "word document", "document", "document1", "untitled"})
_DEFAULT_AUTHORS = frozenset(
    {"", "python-docx", "microsoft office user", "microsoft", "windows user", "user", "admin"}
    | {"administrator", "pc", "home", "dell", "hp", "asus", "lenovo", "acer", "apache poi"}
)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011"}


def read_docx(data: bytes) -> tuple[Facts, str]:
    """The facts in the file's properties and its text in NFC; ArticleError if `data` is no Word file."""
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > _UNPACKED_LIMIT:
                raise ArticleError(wording.ARTICLE_DOCX)
        document = docx.Document(io.BytesIO(data))
        properties = document.core_properties
        title, author = properties.title or "", properties.author or ""
        lines = _lines(document)
    except ArticleError:
        raise
    except Exception as error:  # zipfile, lxml and python-docx raise a dozen kinds on a damaged file
        raise ArticleError(wording.ARTICLE_DOCX) from error
    title = "" if title.strip().lower() in _DEFAULT_TITLES else one_line(title)
    authors = () if author.strip().lower() in _DEFAULT_AUTHORS else author_names([author])
    return Facts(title=title, authors=authors), nfc("\n".join(lines))


def _lines(document: Any) -> list[str]:
    """One entry a paragraph.

    The XML itself is walked: python-docx's own lists leave out content controls, tracked insertions and
    nested tables, and repeat merged cells.
    """
    styles = {style.get(f"{_W}styleId"): style for style in document.styles.element.iter(f"{_W}style")}
    runs: dict[Any, list[Run]] = defaultdict(list)
    order = []
    for node in document.element.body.iter(f"{_W}p", f"{_W}r"):
        if any(above.tag == _FALLBACK for above in node.iterancestors()):
            continue  # an older drawing of a text box whose words were just read
        if node.tag == f"{_W}p":
            order.append(node)
        elif (owner := next(node.iterancestors(f"{_W}p"), None)) is not None:
            runs[owner].append(_run(node, owner, styles))
    return [_paragraph(runs[node]) for node in order]


def _paragraph(runs: list[Run]) -> str:
    """A paragraph's text; each line of it that is all bold is marked by itself."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *rest = run.text.split("\n")
        lines[-1].append(Run(first, run.bold, run.italic))
        lines.extend([Run(piece, run.bold, run.italic)] for piece in rest)
    return "\n".join(marked("".join(run.text for run in line).strip(" \t"), line) for line in lines)


def _run(node: Any, owner: Any, styles: dict[str, Any]) -> Run:
    own = node.find(f"{_W}rPr")
    if _toggle(own, "vanish"):
        return Run("")
    named = [_style_id(own, "rStyle"), _style_id(owner.find(f"{_W}pPr"), "pStyle")]
    properties = [own, *(found for name in named for found in _inherited(name, styles))]
    bold, italic = (
        next((stated for each in properties if (stated := _toggle(each, name)) is not None), False)
        for name in ("b", "i")
    )
    pieces = [child.text or "" if child.tag == f"{_W}t" else _BREAKS.get(child.tag, "") for child in node]
    return Run("".join(pieces), bold, italic)


def _toggle(properties: Any, name: str) -> bool | None:
    """Whether run properties switch `name` on or off; None if they say nothing."""
    found = properties.find(f"{_W}{name}") if properties is not None else None
    return None if found is None else found.get(f"{_W}val") not in ("0", "false", "off")


def _style_id(properties: Any, name: str) -> str | None:
    found = properties.find(f"{_W}{name}") if properties is not None else None
    return None if found is None else found.get(f"{_W}val")


def _inherited(style_id: str | None, styles: dict[str, Any]) -> Iterator[Any]:
    """The run properties of a style and of the styles that it is based on, nearest first."""
    for _ in range(20):  # a damaged file can base a style on itself
        style = styles.get(style_id) if style_id else None
        if style is None:
            return
        yield style.find(f"{_W}rPr")
        style_id = _style_id(style, "basedOn")
