"""Long lists in pages: which entries are shown, and the way to the pages before and after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from qa.render.html import Content, Html, tag
from qa.wording import page as wording_page

PAGE_SIZE = 100
"""Entries on one page of a list."""

Entry = TypeVar("Entry")


def paged(
    entries: Sequence[Entry], page: int, address: Callable[[int], str], size: int = PAGE_SIZE
) -> tuple[Sequence[Entry], Content]:
    """Picks the entries of one page (from 1, the nearest that there is), and links to those beside it.

    `address` says where a page stands; `size` is how many entries are on one.
    """
    pages = max(1, -(-len(entries) // size))
    page = min(max(page, 1), pages)
    steps = [(page - 1, wording_page.NEWER), (page + 1, wording_page.OLDER)]
    links = [tag("a", name, href=address(to)) for to, name in steps if 1 <= to <= pages]
    where = links and tag("nav.pages", tag("span", wording_page.page_of(page, pages)), " ", Html(" ").join(links))
    return entries[(page - 1) * size : page * size], where
