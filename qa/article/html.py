"""Saved newspaper pages: what their metadata states, and the article's words as a browser shows them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from qa.article.account import Account, Container, Encoding
from qa.article.alphabets import letters_of, reading_of, restored
from qa.article.body import body_text, key
from qa.article.facts import Facts, author_names, iso_date, one_line, web_address
from qa.article.lines import Content
from qa.article.package import MOST_TAGS
from qa.errors import ArticleError
from qa.text import nfc
from qa.wording import article as wording_article

_SITE = re.compile(r"\S+\.(?:vn|com|net|org|info|tv)", re.IGNORECASE)
_WRAPPING = re.compile(
    r"^\s*(?://|/\*)?\s*(?:<!\[CDATA\[|<!--)(?:\s*\*/)?|(?://|/\*)?\s*(?:\]\]>|-->)(?:\s*\*/)?\s*;?\s*$"
)
_MORE, _HEAD = 3, 6
"""How many times longer than the page's own text JSON-LD's must be to stand for it; words that tell a line."""

_ARTICLE_TYPES = ("Article", "BlogPosting")
_PUBLISHED = (
    "article:published_time",
    "datePublished",
    "pubdate",
    "publish-date",
    "parsely-pub-date",
    "DC.date.issued",
)
_MICRODATA_AUTHOR = "//*[@itemprop='author']//*[@itemprop='name'] | //*[@itemprop='author'][not(*) and not(@content)]"


def read_html(markup: str) -> Content:
    """The page's facts and the article's text in NFC, headline included where it is printed on the page, and its marks.

    Nothing is fetched and no fact is guessed. Raises ArticleError if the page can't be read at all.
    """
    tree = _tree(markup)
    facts = _facts(tree)
    titles = [title for title in (facts.title, _one_heading(tree), _title_tag(tree)) if title]
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

    bodies = [text for thing in _json_ld(tree) for text in _strings(thing.get("articleBody"))]
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


def _tree(markup: str) -> Any:
    import lxml.etree
    import lxml.html

    if markup.count("<") > MOST_TAGS:
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


def _facts(tree: Any) -> Facts:
    about = _about(tree)
    outlet = _first(_meta(tree, "og:site_name")) or _first(_names(about.get("publisher")))
    days = [*_strings(about.get("datePublished")), *_meta(tree, *_PUBLISHED)]
    addresses = [*tree.xpath("//link[@rel='canonical']/@href"), *_meta(tree, "og:url")]
    addresses += [*_strings(about.get("url")), *_strings(_main_page(about))]
    return Facts(
        title=_title(tree, about, outlet),
        outlet=outlet,
        date=next((day for day in map(iso_date, days) if day), None) or _time_element(tree),
        url=next((url for url in map(web_address, addresses) if url), None),
        authors=_authors(tree, about, outlet),
    )


def _about(tree: Any) -> dict[str, Any]:
    """What JSON-LD states of this article: a page may describe those that it links to, too."""
    found = [*_json_ld(tree)]
    headings = [h1.text_content() for h1 in tree.xpath("//h1")]
    printed = {key(one_line(text)) for text in (*_meta(tree, "og:title"), _title_tag(tree), *headings)}
    own = [thing for thing in found if any(key(title) in printed for title in _strings(thing.get("headline")))]
    named = {key(title) for thing in found for title in _strings(thing.get("headline"))}
    # One without a headline can only be the page's own; one with another page's headline never is.
    return next(iter(own or (found if len(found) == 1 and not named else [])), {})


def _main_page(about: dict[str, Any]) -> object:
    page = about.get("mainEntityOfPage")
    return page.get("@id") if isinstance(page, dict) else page


def _title(tree: Any, about: dict[str, Any], outlet: str | None) -> str:
    """The headline: og:title, JSON-LD's, the page's one h1, or <title>, without the outlet that sites append."""
    heading = _one_heading(tree)
    stated = [*_meta(tree, "og:title"), *_strings(about.get("headline"))]
    title = _first(stated) or heading or _title_tag(tree)
    if heading and key(title).startswith(key(heading) + " ") and len(key(heading).split()) > 2:
        return heading
    parts = re.fullmatch(r"(.+)\s[-–—|]\s(.+)", title)
    if parts and (key(parts[2]) == key(outlet or "") or _SITE.fullmatch(parts[2])):
        return parts[1]
    return title


def _one_heading(tree: Any) -> str:
    headings = [one_line(h1.text_content()) for h1 in tree.xpath("//h1")]
    headings = [text for text in headings if text]
    return headings[0] if len(headings) == 1 else ""


def _title_tag(tree: Any) -> str:
    return _first([title.text_content() for title in tree.xpath("//head/title")]) or ""


def _authors(tree: Any, about: dict[str, Any], outlet: str | None) -> tuple[str, ...]:
    """The authors named; a site that names itself or an address says nothing."""
    stated = [*_names(about.get("author"))] or _meta(tree, "author", "article:author")
    stated = stated or [name.text_content() for name in tree.xpath(_MICRODATA_AUTHOR)]
    stated = [name for name in stated if "://" not in name and "@" not in name]
    names = (name for name in author_names(stated) if not _SITE.fullmatch(name))
    return tuple(name for name in names if key(name) != key(outlet or ""))


def _time_element(tree: Any) -> str | None:
    """The day of <time>: the one marked as published, or the only day that the page's <time>s name."""
    published = tree.xpath("//time[@itemprop='datePublished' or @pubdate]/@datetime")
    days = {iso_date(value) for value in published or tree.xpath("//time/@datetime")} - {None}
    return days.pop() if len(days) == 1 else None


def _meta(tree: Any, *names: str) -> list[str]:
    """The contents of the <meta> elements with one of these names, in the order of `names`."""
    return [
        value
        for name in names
        for value in tree.xpath("//meta[@property=$name or @name=$name or @itemprop=$name]/@content", name=name)
        if value.strip()
    ]


def _json_ld(tree: Any) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD that describe an article, with the things that they name by "@id"."""
    things: list[dict[str, Any]] = []
    for script in tree.xpath("//script[starts-with(normalize-space(@type), 'application/ld+json')]/text()"):
        try:
            stated = json.loads(_WRAPPING.sub("", script), strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in stated if isinstance(stated, list) else [stated]:
            graph = thing.get("@graph") if isinstance(thing, dict) else None
            things += [item for item in (graph if isinstance(graph, list) else [thing]) if isinstance(item, dict)]
    known = {item["@id"]: item for item in things if isinstance(item.get("@id"), str) and "name" in item}
    for item in things:
        if any(kind.endswith(_ARTICLE_TYPES) for kind in _strings(item.get("@type"))):
            yield {name: _resolved(value, known) for name, value in item.items()}


def _resolved(value: object, known: dict[str, dict[str, Any]]) -> object:
    """`value`, with what it only refers to in its place."""
    if isinstance(value, list):
        return [_resolved(item, known) for item in value]
    reference = value.get("@id") if isinstance(value, dict) and "name" not in value else None
    return known.get(reference, value) if isinstance(reference, str) else value


def _strings(value: object) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, str) and item.strip()]


def _names(value: object) -> list[str]:
    """The names in JSON-LD's many ways to name someone: a string, an object with a name, a list of either."""
    items = value if isinstance(value, list) else [value]
    stated = [item.get("name") if isinstance(item, dict) else item for item in items]
    return [name for item in stated for name in _strings(item)]


def _first(values: list[str]) -> str | None:
    return next((text for text in map(one_line, values) if text), None)
