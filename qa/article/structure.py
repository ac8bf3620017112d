"""What the elements of a page say of their words: captions, boxes, quotations and their authors, advertising."""

from __future__ import annotations

import re
from typing import Any

from qa.article.facts import one_line
from qa.interview import MarkKind

_CAPTION = re.compile(
    r"caption|chu-?thich|image-?desc|img-?desc|photo-?desc|photo-?note|image-?note|credit|\bphotonote\b|avatar-?desc"
)
_ADVERT = re.compile(r"\bads?\b|\badv\b|advert|quang-?cao|sponsor|\bqc\b|banner|promo")
_BOX = re.compile(
    r"\b(?:info|side|pull|fact|note|profile|text|hop|grey|gray)?-?box(?:-\w+)*\b|hop-?thong-?tin|info-?panel|sidebar|"
    r"\bfacts?\b|\bprofile\b|tieu-?su|ly-?lich|callout|\bnotice\b|\bnote\b"
)
_PULLED = re.compile(r"pull-?quote|\bquote\b|block-?quote|trich-?dan")
_PICTURE = re.compile(r"picture|image|photo|\bimg\b|\banh\b|gallery|slideshow|video")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_CELLS = frozenset(("td", "th"))
_PICTURES = (
    "descendant-or-self::img | descendant-or-self::picture | descendant-or-self::video | descendant-or-self::iframe"
)
_LONGEST_AUTHOR = 120
"""Characters of a quotation's signature, with a post; more is no name."""


class PictureTables:
    """The tables of a page that show a picture with its caption; each is looked at once, however many cells it has."""

    def __init__(self) -> None:
        self._shown: dict[Any, bool] = {}

    def caption(self, cell: Any) -> bool:
        """Tells whether the cell stands in such a table, beside the picture."""
        table = next(cell.iterancestors("table"), None)
        if table is None:
            return False
        if table not in self._shown:
            self._shown[table] = _shows_picture(table)
        return self._shown[table] and not cell.xpath(_PICTURES)


def _shows_picture(table: Any) -> bool:
    """Whether the table shows a picture, and calls itself one or has one cell of words only."""
    if not table.xpath(_PICTURES):
        return False
    cells = [one for one in table.iter("td", "th") if one.text_content().strip()]
    return bool(_PICTURE.search((table.get("class") or "").lower())) or len(cells) == 1


def kind_of(element: Any, tag: str, label: str, tables: PictureTables) -> MarkKind | None:
    """Returns what the block `element` says that its words are; `label` is its class, id and role in lower case."""
    if tag == "figcaption" or (tag not in ("figure", "table", "body") and _is_caption(element, tag, label, tables)):
        return MarkKind.CAPTION
    if tag == "blockquote" or (tag in ("div", "p", "section", "aside") and _PULLED.search(label)):
        return MarkKind.QUOTE
    if tag in _HEADINGS:
        return MarkKind.HEADING
    if tag in ("div", "section", "ins") and _ADVERT.search(label):
        return MarkKind.ADVERT
    if tag == "aside" or (tag in ("div", "section", "table", "td", "fieldset") and _BOX.search(label)):
        return MarkKind.BOX
    if tag in ("li", "dd"):
        return MarkKind.LIST
    return MarkKind.TABLE if tag in _CELLS else None


def author_of(element: Any) -> str | None:
    """Returns whom the quotation's own <cite>, <footer> or signature names, as printed."""
    named = element.xpath(
        "descendant::cite | descendant::footer | descendant::figcaption | descendant::*[@class='author']"
    )
    text = one_line(named[-1].text_content()) if named else ""
    return text.strip("—–- ") or None if len(text) <= _LONGEST_AUTHOR else None


def _is_caption(element: Any, tag: str, label: str, tables: PictureTables) -> bool:
    if _CAPTION.search(label):
        return True
    if tag in _CELLS:
        return tables.caption(element)
    return tag in ("p", "div") and _under_picture(element)


def _under_picture(element: Any) -> bool:
    """Whether a paragraph all in italics follows a picture: a caption told by its place and its letters alone."""
    if not any(child.tag in ("em", "i") for child in element):
        return False  # told by the children alone: the words of a nest of boxes would be gone through at each level
    words = element.text_content().strip()
    children = [child for child in element if child.text_content().strip()]
    if not words or len(children) != 1 or children[0].tag not in ("em", "i"):
        return False
    if one_line(children[0].text_content()) != one_line(words):
        return False
    if element.xpath(_PICTURES):
        return True
    before = element.getprevious()
    return before is not None and not before.text_content().strip() and bool(before.xpath(_PICTURES))
