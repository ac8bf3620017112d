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
_INLINE = frozenset(("em", "i", "span", "small", "font"))
_PICTURES = (
    "descendant-or-self::img | descendant-or-self::picture | descendant-or-self::video | descendant-or-self::iframe"
)
_LONGEST_AUTHOR = 120


def kind_of(element: Any, tag: str, label: str) -> MarkKind | None:
    """What the block `element` says that its words are; `label` is its class, id and role in lower case."""
    if tag == "figcaption" or (tag not in ("figure", "table", "body") and _is_caption(element, tag, label)):
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
    """Whom the quotation's own <cite>, <footer> or signature names, as printed."""
    named = element.xpath(
        "descendant::cite | descendant::footer | descendant::figcaption | descendant::*[@class='author']"
    )
    text = one_line(named[-1].text_content()) if named else ""
    return text.strip("—–- ") or None if len(text) <= _LONGEST_AUTHOR else None


def _is_caption(element: Any, tag: str, label: str) -> bool:
    if _CAPTION.search(label):
        return True
    if tag in _CELLS:
        return _in_picture_table(element)
    return tag in ("p", "div") and _under_picture(element)


def _in_picture_table(cell: Any) -> bool:
    """Whether the cell stands in a table that shows a picture and calls itself one, or has one more cell only."""
    table = next(cell.iterancestors("table"), None)
    if table is None or not table.xpath(_PICTURES) or cell.xpath(_PICTURES):
        return False
    cells = [one for one in table.iter("td", "th") if one.text_content().strip()]
    return bool(_PICTURE.search((table.get("class") or "").lower())) or len(cells) == 1


def _under_picture(element: Any) -> bool:
    """Whether a paragraph all in italics follows a picture: a caption told by its place and its letters alone."""
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
