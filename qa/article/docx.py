"""Word files: every paragraph and table cell in the order of the document, one line each."""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from qa.article.account import Account, Container, LeftOut, Why, gathered
from qa.article.alphabets import Reading, by_font, letters_of, reading_of
from qa.article.facts import Facts, author_names, one_line
from qa.article.lines import Content, Printed, Run, joined, lowered, normalised, printed, raised
from qa.article.package import refuse_much
from qa.article.symbols import symbol
from qa.errors import ArticleError
from qa.interview import Mark, MarkKind
from qa.text import nfc
from qa.wording import article as wording_article

# What programs write into a file's properties when no person does.
_DEFAULT_TITLES = frozenset({"", "word document", "document", "document1", "untitled"})
_DEFAULT_AUTHORS = frozenset(
    {"", "python-docx", "microsoft office user", "microsoft", "windows user", "user", "admin"}
    | {"administrator", "pc", "home", "dell", "hp", "asus", "lenovo", "acer", "apache poi"}
)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# The strict form of the format names the same things by other addresses.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
# What stands where something was taken away: the old place of moved words, and deleted ones.
_GONE = (f"{_W}moveFrom", f"{_W}del")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOTE_PARTS = ("footnotes.xml", "endnotes.xml")
_HEAD_PART = re.compile(r"/(?:header|footer)\d*\.xml$")
_STYLE_KINDS = (
    ("caption", MarkKind.CAPTION),
    ("heading", MarkKind.HEADING),
    ("title", MarkKind.HEADING),
    ("quote", MarkKind.QUOTE),
    ("intense quote", MarkKind.QUOTE),
    ("list", MarkKind.LIST),
)
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011"}


def read_docx(data: bytes) -> Content:
    """Reads the facts in the file's properties, its text in NFC, its marks; ArticleError if `data` is no Word file.

    The text is the final one: tracked moves and insertions at their new place, deleted and struck words left out.
    """
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            refuse_much(parts)
        usual = _transitional(data)
        document = docx.Document(io.BytesIO(usual))
        properties = document.core_properties
        title, author = properties.title or "", properties.author or ""
        text, marks, look = _body(document)
    except ArticleError:
        raise
    except Exception as error:  # zipfile, lxml and python-docx raise a dozen kinds on a damaged file
        raise ArticleError(wording_article.DOCX) from error
    title = "" if title.strip().lower() in _DEFAULT_TITLES else one_line(title)
    authors = () if author.strip().lower() in _DEFAULT_AUTHORS else author_names([author])
    container = Container.WORD if usual is data else Container.STRICT_WORD
    account = Account(container, letters_of(look.reading), gathered(look.left_out))
    return Content(Facts(title=title, authors=authors), text, marks, account)


def _transitional(data: bytes) -> bytes:
    """The file with the addresses of the usual form, where a part of it, whatever its name, has the strict ones."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        markup = {name: parts.read(name) for name in parts.namelist() if name.endswith((".xml", ".rels"))}
        if not any(strict in content for content in markup.values() for strict, _ in _STRICT):
            return data
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as changed:
            for name in parts.namelist():
                content = markup[name] if name in markup else parts.read(name)
                for strict, usual in _STRICT if name in markup else ():
                    content = content.replace(strict, usual)
                changed.writestr(name, content)
        return out.getvalue()


@dataclass(frozen=True, slots=True)
class _Look:
    """The document's styles by their ids, how its letters are to be read, and what was left out so far."""

    styles: dict[str, Any]
    reading: Reading = nfc
    left_out: list[LeftOut] = field(default_factory=list)


def _body(document: Any) -> tuple[str, tuple[Mark, ...], _Look]:
    """The document's text and marks, its footnotes after it, and how it was looked at.

    The XML itself is walked: python-docx's own lists leave out content controls, tracked insertions and
    nested tables, and repeat merged cells.
    """
    styles = {style.get(f"{_W}styleId"): style for style in document.styles.element.iter(f"{_W}style")}
    reading = reading_of("\n".join(line.text for line, _ in _lines(document.element.body, _Look(styles))))
    look = _Look(styles, reading)
    lines = [*_lines(document.element.body, look), *_notes(document, look)]
    text, marks, starts = joined([("\n" if n else "", line) for n, (line, _) in enumerate(lines)])
    kinds = [
        Mark(at, at + len(line.text), kind)
        for at, (line, kind) in zip(starts, lines, strict=True)
        if kind and line.text
    ]
    look.left_out.extend(_heads(document, _Look(styles, reading)))
    return *normalised(text, (*marks, *kinds)), look


def _heads(document: Any, look: _Look) -> Iterator[LeftOut]:
    """What the document prints at the head and foot of its pages."""
    import lxml.etree

    for part in document.part.package.iter_parts():
        if _HEAD_PART.search(str(part.partname)):
            for line, _ in _lines(lxml.etree.fromstring(part.blob), look):
                yield LeftOut(Why.PAGE_HEAD, line.text)


def _lines(root: Any, look: _Look) -> list[tuple[Printed, MarkKind | None]]:
    """The lines of each paragraph, with what the paragraph says that they are."""
    runs: dict[Any, list[Run]] = defaultdict(list)
    order = []
    for node in root.iter(f"{_W}p", f"{_W}r"):
        if any(above.tag == _FALLBACK for above in node.iterancestors()):
            continue  # an older drawing of a text box whose words were just read
        if node.tag == f"{_W}p":
            order.append(node)
        elif (owner := next(node.iterancestors(f"{_W}p"), None)) is not None:
            runs[owner].append(_run(node, owner, look))
    return [(line, _kind(node, look.styles)) for node in order for line in _paragraph(runs[node])]


def _notes(document: Any, look: _Look) -> list[tuple[Printed, MarkKind | None]]:
    """Footnotes and endnotes, each a line of its own: no part of what was said, but printed."""
    import lxml.etree

    found = [part for part in document.part.package.iter_parts() if str(part.partname).endswith(_NOTE_PARTS)]
    notes = [note for part in found for note in lxml.etree.fromstring(part.blob) if note.get(f"{_W}type") is None]
    lines = [line for note in notes for line, _ in _lines(note, look) if line.text.strip()]
    return [(line, MarkKind.BOX) for line in lines]


def _kind(paragraph: Any, styles: dict[str, Any]) -> MarkKind | None:
    """What a paragraph's place or style says of it; its style by the built-in name, which no language changes."""
    above = [node.tag for node in paragraph.iterancestors()]
    if f"{_W}txbxContent" in above:
        return MarkKind.BOX
    properties = paragraph.find(f"{_W}pPr")
    style = styles.get(_style_id(properties, "pStyle") or "")
    name = (_style_id(style, "name") or "").lower()
    for begins, kind in _STYLE_KINDS:
        if name.startswith(begins):
            return kind
    if properties is not None and properties.find(f"{_W}numPr") is not None:
        return MarkKind.LIST
    return MarkKind.TABLE if f"{_W}tc" in above else None


def _paragraph(runs: list[Run]) -> list[Printed]:
    """A paragraph's lines; each that is all bold is marked by itself."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *rest = run.text.split("\n")
        lines[-1].append(Run(first, run.bold, run.italic))
        lines.extend([Run(piece, run.bold, run.italic)] for piece in rest)
    return [printed(line, squeeze=False) for line in lines]


def _run(node: Any, owner: Any, look: _Look) -> Run:
    own = node.find(f"{_W}rPr")
    named = [_style_id(own, "rStyle"), _style_id(owner.find(f"{_W}pPr"), "pStyle")]
    properties = [own, *(found for name in named for found in _inherited(name, look.styles))]
    font = _font(properties)
    text = look.reading(by_font("".join(_piece(child, font) for child in node), font))
    if (why := _unprinted(node, properties)) is not None:
        look.left_out.append(LeftOut(why, text))
        return Run("")
    height = next((stated for each in properties if (stated := _style_id(each, "vertAlign"))), None)
    text = raised(text) if height == "superscript" else lowered(text) if height == "subscript" else text
    return Run(text, bool(_first(properties, "b")), bool(_first(properties, "i")))


def _unprinted(node: Any, properties: list[Any]) -> Why | None:
    """Why the run's words are no part of the final text; None where they are."""
    if _gone(node):
        return Why.DELETED
    if _first(properties, "vanish"):
        return Why.HIDDEN
    return Why.STRUCK if _first(properties, "strike") or _first(properties, "dstrike") else None


def _piece(child: Any, font: str) -> str:
    if child.tag == f"{_W}sym":
        return symbol(child.get(f"{_W}char", ""), child.get(f"{_W}font", ""))
    if child.tag in (f"{_W}t", f"{_W}delText"):
        return "".join(symbol(f"{ord(c):x}", font) if "\uf000" <= c <= "\uf0ff" else c for c in child.text or "")
    return _BREAKS.get(child.tag, "")


def _gone(node: Any) -> bool:
    """Whether the run stands where words were moved from, or in a tracked deletion."""
    return any(above.tag in _GONE for above in node.iterancestors())


def _first(properties: list[Any], name: str) -> bool | None:
    return next((stated for each in properties if (stated := _toggle(each, name)) is not None), None)


def _font(properties: list[Any]) -> str:
    fonts = (each.find(f"{_W}rFonts") for each in properties if each is not None)
    named = (font.get(f"{_W}{name}") for font in fonts if font is not None for name in ("ascii", "hAnsi"))
    return next((name for name in named if name), "")


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
