"""The list of interviews as an Atom feed (RFC 4287): what came, newest first, for a feed reader."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree

from qa import wording
from qa.render.address import interview_address
from qa.render.review_export import plain
from qa.search.listing import Line
from qa.wording import page as wording_page

MEDIA_TYPE = "application/atom+xml; charset=utf-8"

MOST_ENTRIES = 100
"""Interviews in a feed."""

_ATOM = "http://www.w3.org/2005/Atom"
_NEVER = "1970-01-01T00:00:00Z"


def atom(lines: Sequence[Line], title: str, here: str, page: str, base: str) -> bytes:
    """Writes the feed of some interviews, those that came last first.

    `here` is the feed's own whole address, `page` that of the list that it follows, `base` what interviews' begin with.
    """
    ElementTree.register_namespace("", _ATOM)
    shown = sorted(lines, key=lambda line: line.added, reverse=True)[:MOST_ENTRIES]
    feed = ElementTree.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "vi"})
    _put(feed, "id", here)
    _put(feed, "title", title)
    _put(feed, "updated", max((_time(line.changed) for line in shown), default=_NEVER))
    _put(_put(feed, "author"), "name", title)
    _put(feed, "link", rel="self", type="application/atom+xml", href=here)
    _put(feed, "link", rel="alternate", type="text/html", href=page)
    for line in shown:
        _entry(feed, line, base)
    return bytes(ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True))


def _entry(feed: ElementTree.Element, line: Line, base: str) -> None:
    one, entry = line.summary, _put(feed, "entry")
    address = base + interview_address(one.id)
    _put(entry, "id", address)
    _put(entry, "title", one.title or wording_page.UNTITLED)
    _put(entry, "updated", _time(line.changed))
    _put(entry, "published", _time(line.added))
    _put(entry, "link", rel="alternate", type="text/html", href=address)
    for name in one.speakers:
        _put(_put(entry, "author"), "name", name)
    facts = (", ".join(one.speakers), one.outlet, wording.day(one.date), wording_page.turns(one.turns), one.note)
    _put(entry, "summary", " · ".join(fact for fact in facts if fact))


def _put(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
    made = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}", {key: plain(one) for key, one in attributes.items()})
    made.text = plain(text) or None
    return made


def _time(stored: str) -> str:
    return f"{stored.replace(' ', 'T')}Z" if stored else _NEVER
