"""The routes of the list of interviews: the page that finds and orders them, and its Atom feed."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, FastAPI, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from qa.access import Role
from qa.archive import Archive
from qa.config import Settings
from qa.corrections.stored import waiting_interviews
from qa.render.feed import MEDIA_TYPE, atom
from qa.render.html import Html, tag
from qa.render.listing import FEED, LIST, Shown, listing_html, query_of
from qa.render.withdrawn import WITHDRAWN
from qa.search.listing import Order, Wanted, by_month, chosen, once
from qa.web.access.visiting import role_here
from qa.web.document import reader_document
from qa.web.fields import Day, Name, Number, Theme, page_number
from qa.web.listed import Listing
from qa.wording import page as wording_page
from qa.wording import taking as wording_taking

SEEN = "qa_seen"
"""The cookie that keeps when the list was looked at: the visit before this one, and this one, in seconds of Unix."""

VISIT = 30 * 60
"""Seconds after which another look is another visit."""

_KEPT = 366 * 24 * 3600
_TIMES = re.compile(r"(\d{1,11})-(\d{1,11})")


class Asked:
    """Which list an address asks for, and in which state its interviews shall be."""

    def __init__(
        self,
        tim: Name = "",
        nguoi: Name = "",
        bao: Name = "",
        nam: Number = "",
        order: Annotated[Day, Query(alias="thu-tu")] = "",
        state: Annotated[Day, Query(alias="trang-thai")] = "",
    ) -> None:
        how = Order(order) if order in set(Order) else Order.NEWEST
        self.wanted = Wanted(tim.strip(), nguoi.strip(), bao.strip(), nam.strip(), how)
        self.state = state if state in wording_taking.STATES and role_here() >= Role.EDITOR else ""


def add_listing(app: FastAPI, archive: Archive, settings: Settings) -> None:
    """Adds /phong-van and /phong-van.atom."""
    listing = Listing(archive)
    _add_page(app, archive, settings, listing)
    _add_feed(app, settings, listing)


def _add_page(app: FastAPI, archive: Archive, settings: Settings, listing: Listing) -> None:
    root = settings.root_path

    @app.get(LIST, include_in_schema=False)
    def interviews(
        request: Request, asked: Annotated[Asked, Depends()], trang: Number = "1", theme: Theme = ""
    ) -> Response:
        if asked.state == "rut":
            return RedirectResponse(f"{root}{WITHDRAWN}", 303)
        listed = listing.now()
        every, lines = listed.lines, chosen(listed.lines, asked.wanted)
        if asked.state == "cho":
            waits = {one.id for one in waiting_interviews(archive.store) if one.blocks}
            lines = [line for line in lines if line.summary.id in waits]
        before, this = _visits(request.cookies.get(SEEN, ""), now())
        shown = Shown(asked.wanted, asked.state, *listed.choices, _moment(before), role_here() >= Role.EDITOR)
        rows, months = once(lines, listed.prints), by_month(lines)
        content = listing_html(rows, len(lines), len(every), months, page_number(trang), shown, root)
        feed = _feed_link(query_of(asked.wanted), root)
        document = reader_document(wording_page.NAV_INTERVIEWS, content, settings, theme, LIST, feed)
        answer = HTMLResponse(document)
        answer.set_cookie(SEEN, f"{before}-{this}", _KEPT, path=root or "/", httponly=True, samesite="lax")
        return answer


def _feed_link(query: str, root: str) -> Html:
    return tag(
        "link",
        rel="alternate",
        type="application/atom+xml",
        title=wording_taking.FEED_HINT,
        href=f"{root}{FEED}{'?' if query else ''}{query}",
    )


def _add_feed(app: FastAPI, settings: Settings, listing: Listing) -> None:
    root = settings.root_path

    @app.get(FEED, include_in_schema=False)
    def feed(request: Request, asked: Annotated[Asked, Depends()]) -> Response:
        base = f"{request.url.scheme}://{request.headers.get('host', '')}{root}"
        query = query_of(asked.wanted)
        here, page = (f"{base}{path}{'?' if query else ''}{query}" for path in (FEED, LIST))
        lines = chosen(listing.now().lines, asked.wanted)
        return Response(atom(lines, settings.title, here, page, base), media_type=MEDIA_TYPE)


def now() -> int:
    """Tells the time in seconds of Unix."""
    return int(time.time())


def _visits(cookie: str, now: int) -> tuple[int, int]:
    """When the visitor looked before this visit (0: never), and when this visit began."""
    kept = _TIMES.fullmatch(cookie)
    before, this = (int(kept[1]), int(kept[2])) if kept else (0, 0)
    if this > now or before > this:
        return 0, now
    return (before, this) if now - this < VISIT else (this, now)


def _moment(seconds: int) -> str:
    """A time as the store keeps them; "" for none."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S") if seconds else ""
