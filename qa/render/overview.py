"""The staff's overview as HTML: numbers, each a link to the page where something can be done about it."""

from __future__ import annotations

from collections.abc import Iterable

from qa.overview import Overview
from qa.render.adding import ADDING
from qa.render.audit import AUDIT
from qa.render.edit_history import WAITING
from qa.render.html import Content, Html, tag
from qa.render.inbox import INBOX
from qa.render.withdrawn import WITHDRAWN
from qa.wording import audit as wording_audit
from qa.wording import number
from qa.wording import overview as wording_overview

Figure = tuple[int | str, str, str]
"""A number, what it counts, and the page that it leads to; "" for none."""


def overview_html(now: Overview, users: int | None, admin: bool, root: str = "") -> Html:
    """Renders how the archive stands; `users` are those who may log in, None where nobody has to."""
    waits: list[Figure] = [
        (now.blocks, wording_overview.BLOCKS, WAITING),
        (now.lost, wording_overview.LOST, f"{WAITING}?loc=xem-lai"),
        (now.arrived, wording_overview.ARRIVED, ADDING),
        (now.coming, wording_overview.COMING, ADDING),
        (now.said, wording_overview.SAID, INBOX),
        (now.missed, wording_overview.MISSED, INBOX),
    ]
    mismatches = f"{AUDIT}?viec=quotation-mismatch" if admin else ""
    failed: list[Figure] = [
        (now.refused, wording_overview.REFUSED, ADDING),
        (now.mismatches, wording_overview.MISMATCHES, mismatches),
    ]
    new: list[Figure] = [
        (now.added, wording_overview.ADDED, "/phong-van?thu-tu=them"),
        (now.changed, wording_overview.CHANGED, "/phong-van"),
    ]
    return tag(
        "div#edit.overview",
        tag("h1", wording_overview.NAME),
        _section(wording_overview.WAITS, waits, root, "waits"),
        _section(wording_overview.FAILED, failed, root, "fails"),
        _section(wording_overview.NEW, new, root),
        _section(wording_overview.ARCHIVE, _archive(now), root),
        admin and _section(wording_overview.ADMIN, _admin(now, users), root),
        tag("h2", wording_overview.VERSIONS),
        tag("dl.told", [(tag("dt", name), tag("dd", value)) for name, value in _versions(now)]),
    )


def _archive(now: Overview) -> list[Figure]:
    return [
        (now.interviews, wording_overview.INTERVIEWS, "/phong-van"),
        (now.reprints, wording_overview.REPRINTS, "/phong-van"),
        (now.withdrawn, wording_overview.WITHDRAWN, WITHDRAWN),
        (wording_overview.progress(now.read.done, now.read.total), wording_overview.READ, ""),
        (wording_overview.size(now.size), wording_overview.SIZE, ""),
        (wording_overview.size(now.free), wording_overview.FREE, ""),
    ]


def _admin(now: Overview, users: int | None) -> list[Figure]:
    noted: Figure = (now.noted, wording_overview.NOTED, AUDIT)
    return [noted] if users is None else [noted, (users, wording_overview.USERS, "")]


def _section(name: str, figures: Iterable[Figure], root: str, colour: str = "") -> Content:
    items = [_figure(*figure, root, colour) for figure in figures]
    return tag("h2", name), tag("ul.figures", items)


def _figure(count: int | str, name: str, to: str, root: str, colour: str) -> Html:
    told = (tag("strong", number(count) if isinstance(count, int) else count), " ", tag("span", name))
    mark = colour if count else ""
    return tag("li", tag("a", told, href=f"{root}{to}") if to else tag("p", told), class_=mark or None)


def _versions(now: Overview) -> list[tuple[str, str]]:
    names = {**wording_audit.FACTS, **wording_overview.RULES}
    return [(names.get(name, name), value or "—") for name, value in now.versions.items()]
