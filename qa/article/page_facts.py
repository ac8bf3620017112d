"""What a page states of its article beside the words: headline, paper, day, address, authors; nothing is guessed."""

from __future__ import annotations

import re
from typing import Any

from qa.article.body import key
from qa.article.facts import Facts, author_names, iso_date, one_line, web_address
from qa.article.json_ld import json_ld, stated_names, strings

_SITE = re.compile(r"\S+\.(?:vn|com|net|org|info|tv)", re.IGNORECASE)
_PUBLISHED = (
    "article:published_time",
    "datePublished",
    "pubdate",
    "publish-date",
    "parsely-pub-date",
    "DC.date.issued",
)
_AUTHOR = (
    "//*[@itemprop='author']//*[@itemprop='name'] | //*[@itemprop='author'][not(*) and not(@content)]"
    " | //*[contains(concat(' ', @class, ' '), ' reader-credits ')]"
)
_ELSEWHERE = re.compile(
    r"modif|updat|cap-?nhat|sua-?doi|clock|dong-?ho|today|hom-?nay|current|comment|binh-?luan|relat|lien-?quan|"
    r"most|sidebar|widget|list-?news|box-?tin"
)
"""What boxes call themselves in which a day is not the article's: of a change, a clock, a comment, another article."""

_SAVED_FROM = re.compile(r"\s*saved from url=\(\d+\)(\S+)\s*")
"""The remark that browsers put at the top of a page that they save."""


def page_facts(tree: Any) -> Facts:
    """Returns the facts that the page states; empty where it states nothing."""
    about = _about(tree)
    outlet = _first(_meta(tree, "og:site_name")) or _first(stated_names(about.get("publisher")))
    days = [*strings(about.get("datePublished")), *_meta(tree, *_PUBLISHED)]
    addresses = [*tree.xpath("//link[@rel='canonical']/@href"), *_meta(tree, "og:url")]
    addresses += [*strings(about.get("url")), *strings(_main_page(about)), *_saved_from(tree)]
    return Facts(
        title=_title(tree, about, outlet),
        outlet=outlet,
        date=next((day for day in map(iso_date, days) if day), None) or _time_element(tree),
        url=next((url for url in map(web_address, addresses) if url), None),
        authors=_authors(tree, about, outlet),
    )


def _about(tree: Any) -> dict[str, Any]:
    """What JSON-LD states of this article: a page may describe those that it links to, too."""
    found = [*json_ld(tree)]
    headings = [h1.text_content() for h1 in tree.xpath("//h1")]
    printed = {key(one_line(text)) for text in (*_meta(tree, "og:title"), title_tag(tree), *headings)}
    own = [thing for thing in found if any(key(title) in printed for title in strings(thing.get("headline")))]
    if own or len(found) != 1:
        return own[0] if own else {}
    # The only one is the page's own if its headline stands anywhere on the page, or if it has none.
    named = [key(title) for title in strings(found[0].get("headline"))]
    words = f" {key(' '.join(tree.xpath('//text()[not(parent::script or parent::style)]')))} "
    return found[0] if not named or any(f" {title} " in words for title in named) else {}


def _saved_from(tree: Any) -> list[str]:
    """Where a page was saved from: what the browser that saved it, or its reading view, says."""
    remarks = (_SAVED_FROM.fullmatch(str(remark.text or "")) for remark in tree.getroottree().xpath("//comment()"))
    reader = tree.xpath("//a[contains(concat(' ', @class, ' '), ' reader-domain ')]/@href")
    return [*(found[1] for found in remarks if found), *reader]


def _main_page(about: dict[str, Any]) -> object:
    page = about.get("mainEntityOfPage")
    return page.get("@id") if isinstance(page, dict) else page


def _title(tree: Any, about: dict[str, Any], outlet: str | None) -> str:
    """The headline: og:title, JSON-LD's, the page's one h1, or <title>, without the outlet that sites append."""
    heading = one_heading(tree)
    stated = [*_meta(tree, "og:title"), *strings(about.get("headline"))]
    title = _first(stated) or heading or title_tag(tree)
    if heading and key(title).startswith(key(heading) + " ") and len(key(heading).split()) > 2:
        return heading
    parts = re.fullmatch(r"(.+)\s[-–—|]\s(.+)", title)
    if parts and (key(parts[2]) == key(outlet or "") or _SITE.fullmatch(parts[2])):
        return parts[1]
    return title


def one_heading(tree: Any) -> str:
    """Returns the one <h1> of the page; empty where it has none or several."""
    headings = [one_line(h1.text_content()) for h1 in tree.xpath("//h1")]
    headings = [text for text in headings if text]
    return headings[0] if len(headings) == 1 else ""


def title_tag(tree: Any) -> str:
    """Returns the <title> of the page; empty where it has none."""
    return _first([title.text_content() for title in tree.xpath("//head/title")]) or ""


def _authors(tree: Any, about: dict[str, Any], outlet: str | None) -> tuple[str, ...]:
    """The authors named; a site that names itself or an address says nothing."""
    stated = [*stated_names(about.get("author"))] or _meta(tree, "author", "article:author")
    stated = stated or [name.text_content() for name in tree.xpath(_AUTHOR)]
    stated = [name for name in stated if "://" not in name and "@" not in name]
    named = (name for name in author_names(stated) if not _SITE.fullmatch(name))
    return tuple(name for name in named if key(name) != key(outlet or ""))


def _time_element(tree: Any) -> str | None:
    """The day of <time>: the one marked as published, or the only day that the page's <time>s name."""
    times = [time for time in tree.xpath("//time[@datetime]") if not _elsewhere(time)]
    published = [time for time in times if time.get("itemprop") == "datePublished" or "pubdate" in time.attrib]
    days = {iso_date(time.get("datetime")) for time in published or times} - {None}
    return days.pop() if len(days) == 1 else None


def _elsewhere(time: Any) -> bool:
    """Whether the time is another's than the article's, as the boxes around it tell."""
    around = [time, *time.iterancestors()]
    if any(one.tag in ("nav", "footer", "aside") or _ELSEWHERE.search(_label(one)) for one in around):
        return True
    tags = [one.tag for one in around]
    return "header" in tags and not {"article", "main"} & set(tags)


def _label(element: Any) -> str:
    return " ".join(element.get(name, "") for name in ("class", "id", "itemprop")).lower()


def _meta(tree: Any, *names: str) -> list[str]:
    """The contents of the <meta> elements with one of these names, in the order of `names`."""
    return [
        value
        for name in names
        for value in tree.xpath("//meta[@property=$name or @name=$name or @itemprop=$name]/@content", name=name)
        if value.strip()
    ]


def _first(values: list[str]) -> str | None:
    return next((text for text in map(one_line, values) if text), None)
