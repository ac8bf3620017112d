"""Saved newspaper pages: what their metadata states, and the article's words as a browser shows them."""

from __future__ import annotations

import re
from typing import Any

from qa.article.account import Account, Container, Encoding
from qa.article.alphabets import letters_of, reading_of, restored
from qa.article.body import body_text, key
from qa.article.json_ld import json_ld, strings
from qa.article.lines import Content
from qa.article.package import MOST_ATTRIBUTES, MOST_TAGS
from qa.article.page_facts import one_heading, page_facts, title_tag
from qa.errors import ArticleError
from qa.text import nfc
from qa.wording import article as wording_article

_MORE, _HEAD = 3, 6
"""How many times longer than the page's own text JSON-LD's must be to stand for it; words that tell a line."""

_VALUE = re.compile(r"""=\s*(?:"[^"]*"|'[^']*')""")
_BETWEEN = re.compile(r"[\s/]+")
"""What parts the attributes of a tag."""


def read_html(markup: str) -> Content:
    """Reads the page's facts, the article's text in NFC (headline included where the page prints it), and its marks.

    Nothing is fetched and no fact is guessed. Raises ArticleError if the page can't be read at all.
    """
    tree = _tree(markup)
    facts = page_facts(tree)
    titles = [title for title in (facts.title, one_heading(tree), title_tag(tree)) if title]
    stated = _stated_body(tree)
    text, marks, left_out = body_text(tree, titles)
    container, letters = Container.PAGE, Encoding.UTF8
    # A page that a program sets when it is opened prints nothing of the article: its words stand in JSON-LD alone.
    if len(stated) > _MORE * len(text) and not _printed(stated, text):
        text, marks = restored("\n".join(part for part in (facts.title, stated) if part)), ()
        container = Container.STATED
    elif (reading := reading_of(text)) is not nfc:  # garbled by character references, which `decode` can't see
        text, marks, letters = nfc(reading(text)), (), letters_of(reading)
    return Content(facts, text, marks, Account(container, letters, left_out))


def _stated_body(tree: Any) -> str:
    """The article's words in the page's JSON-LD, without markup; empty where it states none."""
    import lxml.html

    bodies = [text for thing in json_ld(tree) for text in strings(thing.get("articleBody"))]
    body = max(bodies, key=len, default="")
    if re.search(r"<(?:p|br|div)\b", body, re.IGNORECASE):
        breaks = re.sub(r"<(?:br|/p|/div)\b[^>]*>", "\n", body, flags=re.IGNORECASE)
        body = lxml.html.fromstring(f"<div>{breaks}</div>").text_content()
    return body.strip()


def _printed(stated: str, text: str) -> bool:
    """Whether the page prints what its JSON-LD states, by the first words of its lines."""
    printed = key(text)
    heads = [" ".join(key(line).split()[:_HEAD]) for line in stated.splitlines() if line.strip()]
    return sum(head in printed for head in heads) > len(heads) / 2


def _crowded(tag: str) -> bool:
    """Whether a tag has more attributes than can be compared in time, whatever parts them: blanks or slashes."""
    names = _VALUE.sub("=", tag).partition(">")[0]
    return max(names.count("="), len(_BETWEEN.findall(names))) > MOST_ATTRIBUTES


def _tree(markup: str) -> Any:
    import lxml.etree
    import lxml.html

    if markup.count("<") > MOST_TAGS or any(map(_crowded, markup.split("<"))):
        raise ArticleError(wording_article.TOO_MUCH)
    # Without huge_tree libxml2 silently drops what lies deeper than 255 elements. What it allows is bounded all the
    # same: bytes by the reader of the file, tags above, levels below; a page's own entities are not expanded.
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        tree = lxml.html.document_fromstring(markup.encode("utf-8"), parser=parser)
    except (lxml.etree.LxmlError, ValueError) as error:
        reason = wording_article.HTML if markup.strip() else wording_article.EMPTY
        raise ArticleError(reason) from error
    if parser.error_log.filter_types(lxml.etree.ErrorTypes.ERR_RESOURCE_LIMIT):
        raise ArticleError(wording_article.HTML)  # beyond a limit (2,048 levels) the rest of the page is missing
    return tree
