"""A page's elements as printed lines: emoji and no-break spaces are kept, scripts and hidden parts not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from qa.article.account import LeftOut, Why
from qa.article.hidden import STRUCK_TAGS, hidden_elements
from qa.article.lines import Printed, Run, lowered, printed, raised
from qa.article.structure import PictureTables, author_of, kind_of
from qa.interview import MarkKind

# fmt: off
# <head> is not among them: libxml2 leaves the words of a page without <body> in it.
_UNPRINTED = (
    "title", "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "audio", "video",
    "canvas", "input", "select", "textarea", "datalist", "map",
)
_PARAGRAPHS = frozenset((
    "html", "body", "main", "article", "section", "aside", "header", "footer", "nav", "div", "p", "h1", "h2",
    "h3", "h4", "h5", "h6", "blockquote", "figure", "figcaption", "form", "fieldset", "pre", "table",
    "caption", "ul", "ol", "dl", "menu", "details", "summary", "dialog", "address", "center", "hr", "hgroup",
))
# fmt: on
_ROWS = frozenset(("li", "tr", "td", "th", "dt", "dd", "legend"))
_BOLD = frozenset(("b", "strong", "h2", "h3", "h4", "h5", "h6"))
_WEIGHT = re.compile(r"font-weight\s*:\s*(?:(bold|bolder|[6-9]00)|normal|lighter|[1-5]00)", re.IGNORECASE)
_SLANT = re.compile(r"font-style\s*:\s*(?:(italic|oblique)|normal)", re.IGNORECASE)
_FOLDS = ("aria-expanded", "aria-controls", "data-toggle", "data-bs-toggle")
_QUOTES = ("“", "”")
_PREFORMATTED = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)


@dataclass(slots=True)
class Box:
    """A block element: the box around it, what it calls itself and its words, the first box that stands after it."""

    parent: int
    tag: str
    label: str
    is_body: bool
    kind: MarkKind | None = None
    who: str | None = None
    end: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: the innermost box around it, the line breaks before it, its letters in links."""

    printed: Printed
    box: int
    gap: int
    linked: int

    @property
    def text(self) -> str:
        """The line's letters."""
        return self.printed.text


class _Style(NamedTuple):
    bold: bool = False
    italic: bool = False
    linked: bool = False
    preformatted: bool = False
    quoted: bool = False
    letters: Callable[[str], str] = str


class Rendered(NamedTuple):
    """A page's boxes and lines in the order of the page, and the words of what it hides or of its buttons."""

    boxes: list[Box]
    lines: list[Line]
    left_out: list[LeftOut]


def render(tree: Any) -> Rendered:
    """Returns the page as it is printed; `tree` loses what isn't."""
    import lxml.etree

    left_out = [*_dropped(tree, hidden_elements(tree), Why.HIDDEN), *_dropped(tree, _bare_buttons(tree), Why.BUTTON)]
    lxml.etree.strip_elements(tree, *_UNPRINTED, lxml.etree.Comment, lxml.etree.PI, with_tail=False)
    press = _Press()
    for event, element in lxml.etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            press.open(element)
        else:
            press.close(element)
    press.end_line(0)
    return Rendered(press.boxes, press.lines, left_out)


def _dropped(tree: Any, elements: Iterable[Any], why: Why) -> Iterator[LeftOut]:
    """Takes elements out of the tree, and tells their words."""
    for element in elements:
        if element.getparent() is not None and element.getroottree().getroot() is tree:
            struck = element.tag in STRUCK_TAGS
            text = "" if element.tag in _UNPRINTED else str(element.text_content())
            element.drop_tree()
            yield LeftOut(Why.STRUCK if struck else why, text)


def _bare_buttons(tree: Any) -> list[Any]:
    """The buttons that do something; one in a heading, or that folds out a part of the page, is that part's head."""
    heads = (
        "ancestor::h1|ancestor::h2|ancestor::h3|ancestor::h4|ancestor::h5|ancestor::h6|ancestor::summary|ancestor::dt"
    )
    return [one for one in tree.xpath("//button") if not (one.xpath(heads) or set(_FOLDS) & set(one.attrib))]


@dataclass(slots=True)
class _Press:
    """Sets lines while the page is walked, without recursion: no depth of elements can exhaust the stack."""

    boxes: list[Box] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    _runs: list[Run] = field(default_factory=list)
    _styles: list[_Style] = field(default_factory=lambda: [_Style()])
    _tables: PictureTables = field(default_factory=PictureTables)
    _box: int = -1
    _gap: int = 0

    def open(self, element: Any) -> None:
        tag = str(element.tag)
        self._styles.append(_style(element, tag, self._styles[-1]))
        gap = _gap(tag)
        if gap or self._box < 0:
            self.end_line(gap)
            names = " ".join(element.get(name, "") for name in ("class", "id", "type", "role", "data-role"))
            is_body = "articleBody" in element.get("itemprop", "").split()
            kind = None if is_body else kind_of(element, tag, names.lower(), self._tables)
            who = author_of(element) if kind is MarkKind.QUOTE else None
            self.boxes.append(Box(self._box, tag, names.lower(), is_body, kind, who))
            self._box = len(self.boxes) - 1
        elif tag == "br":
            # An empty line of breaks parts paragraphs, as a blank line does.
            self.end_line(1 if any(run.text.strip() for run in self._runs) else 2)
        if tag == "q":
            self._set(_QUOTES[0])
        self._set(element.text)

    def close(self, element: Any) -> None:
        gap = _gap(str(element.tag))
        if element.tag == "q":
            self._set(_QUOTES[1])
        if gap:
            self.end_line(gap)
            self.boxes[self._box].end = len(self.boxes)
            self._box = self.boxes[self._box].parent
        self._styles.pop()
        self._set(element.tail)

    def _set(self, text: str | None) -> None:
        if not text:
            return
        style = self._styles[-1]
        pieces = text.split("\n") if style.preformatted else [text]
        for number, piece in enumerate(pieces):
            if number:
                self.end_line(1)
            self._runs.append(Run(style.letters(piece), style.bold, style.italic, style.linked, style.quoted))

    def end_line(self, gap: int) -> None:
        line = printed(self._runs)
        if line.text.strip():
            linked = sum(len(run.text.strip()) for run in self._runs if run.linked)
            self.lines.append(Line(line, self._box, self._gap, linked))
            self._gap = gap
        else:
            self._gap = max(self._gap, gap)
        self._runs.clear()


def _gap(tag: str) -> int:
    return 2 if tag in _PARAGRAPHS else 1 if tag in _ROWS else 0


def _style(element: Any, tag: str, around: _Style) -> _Style:
    css = element.get("style", "")
    weight, slant = _WEIGHT.search(css), _SLANT.search(css)
    href = element.get("href", "").strip().lower() if tag == "a" else ""
    return _Style(
        bold=weight[1] is not None if weight else around.bold or tag in _BOLD,
        italic=slant[1] is not None if slant else around.italic or tag in ("i", "em"),
        linked=around.linked or (bool(href) and not href.startswith(("#", "javascript:"))),
        preformatted=around.preformatted or tag == "pre" or bool(_PREFORMATTED.search(css)),
        quoted=around.quoted or tag == "q",
        letters=raised if tag == "sup" else lowered if tag == "sub" else around.letters,
    )
