"""How much of a Word file may be parsed: a small file can unpack to fill the memory; no interview comes near these."""

from __future__ import annotations

import zipfile
from xml.etree.ElementTree import fromstring

from qa.errors import ArticleError
from qa.wording import article as wording_article

MOST_UNPACKED = 200 * 1024 * 1024
"""Bytes of all parts together."""

MOST_MARKUP = 32 * 1024 * 1024
"""Bytes of the parts that may be parsed: a tree of them takes many times as much memory."""

MOST_ATTRIBUTES = 10_000
"""Attributes of one tag: libxml2 compares each with all before it (a second for so many). What looks like a tag may be
a script, whose words are counted too."""

MOST_TAGS = 500_000
"""Tags of one article, Word file or page; a long newspaper page has some ten thousand."""

_CONTENT_TYPES = "[Content_Types].xml"
_LONGEST_CONTENT_TYPES = 1024 * 1024
"""Bytes of the part that tells what a package holds; Word's own is a few thousand."""
_NEVER_PARSED = ("image/", "audio/", "video/", "font/", "application/x-font", "application/vnd.ms-fontobject")


def refuse_much(parts: zipfile.ZipFile) -> None:
    """Raises ArticleError for a package of more than the bounds.

    A part's name says nothing: whatever a relationship leads to is parsed by the type that the package declares, so all
    parts count but those declared as pictures and the like.
    """
    if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
        raise ArticleError(wording_article.TOO_MUCH)
    markup = _markup(parts)
    if sum(part.file_size for part in markup) > MOST_MARKUP:
        raise ArticleError(wording_article.TOO_MUCH)
    if sum(parts.read(part).count(b"<") for part in markup) > MOST_TAGS:
        raise ArticleError(wording_article.TOO_MUCH)


def _markup(parts: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    types = parts.getinfo(_CONTENT_TYPES)
    if types.file_size > _LONGEST_CONTENT_TYPES:
        raise ArticleError(wording_article.TOO_MUCH)
    stated = [(one.attrib, one.get("ContentType", "")) for one in fromstring(parts.read(types))]
    by_end = {at["Extension"].lower(): kind for at, kind in stated if "Extension" in at}
    by_name = {at["PartName"].lstrip("/"): kind for at, kind in stated if "PartName" in at}

    def kind(name: str) -> str:
        return by_name.get(name, by_end.get(name.rpartition(".")[2].lower(), ""))

    return [part for part in parts.infolist() if not kind(part.filename).startswith(_NEVER_PARSED)]
