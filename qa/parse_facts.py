"""What an article says of itself in its own text: headline, lead, outlet, authors, date; None where unsure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.interview import Block, Role
from qa.labels import AUTHOR_LINE, SOURCE_LINE, UPPER


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """What is printed in the text about the article; None or empty where nothing certain is."""

    title: str | None = None
    lead: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    date: str | None = None


_OUTLET = re.compile(
    rf"(?:[Pp]hóng\s+viên|PV)\s+(?P<outlet>(?:[Bb]áo|[Tt]ạp\s+chí|[Tt]hời\s+báo|[Đđ]ài)?\s*[{UPPER}][\w.]*(?:\s+[{UPPER}][\w.]*){{0,4}})"
)
_DATE = re.compile(
    r"(?:(?:[Tt]hứ\s+\w+|[Cc]hủ\s+[Nn]hật|[Nn]gày)[,\s]*(?:ngày\s+)?)(?P<d>\d{1,2})[/-](?P<m>\d{1,2})[/-](?P<y>(?:19|20)\d{2})"
    r"|^\W*(?P<d2>\d{1,2})[/-](?P<m2>\d{1,2})[/-](?P<y2>(?:19|20)\d{2})(?:\s*[|,-]?\s*\d{1,2}[:h]\d{2})"
)


def article_facts(text: str, blocks: Sequence[Block]) -> ArticleFacts:
    """The facts that `text`, read as `blocks`, prints about its article."""
    front = [block for block in blocks if block.role in (Role.HEADING, Role.LEAD, Role.NARRATION)]
    return ArticleFacts(
        title=_title(text, blocks),
        lead=next((block.span.of(text) for block in front if block.role is Role.LEAD), None),
        outlet=_outlet(text, blocks),
        authors=_authors(text, blocks),
        date=_date(text, blocks),
    )


def _title(text: str, blocks: Sequence[Block]) -> str | None:
    headings = []
    for block in blocks:
        if block.role is not Role.HEADING:
            break
        headings.append(block.span.of(text).strip("*_ "))
    return headings[-1] if headings and len(headings[-1]) > 25 else None


def _outlet(text: str, blocks: Sequence[Block]) -> str | None:
    for block in reversed(blocks):
        if block.role in (Role.BYLINE, Role.BOILERPLATE):
            for line in block.span.of(text).splitlines():
                if (match := SOURCE_LINE.match(line)) and re.search(r"(?i)nguồn", line):
                    return re.sub(r"^(?i:báo)\s+(?=[A-Z]{3,}$)", "", match["outlet"].strip(" .*"))
    for block in blocks:
        if block.role in (Role.LEAD, Role.NARRATION) and (match := _OUTLET.search(block.span.of(text))):
            return match["outlet"].strip()
    return None


def _authors(text: str, blocks: Sequence[Block]) -> tuple[str, ...]:
    for block in reversed(blocks):
        if block.role is Role.BYLINE:
            for line in block.span.of(text).splitlines():
                if match := AUTHOR_LINE.match(line):
                    return tuple(
                        n for n in (p.strip(" .*") for p in re.split(r"\s[-–]\s|[,;&]|\bvà\b", match["names"])) if n
                    )
    return ()


def _date(text: str, blocks: Sequence[Block]) -> str | None:
    for block in blocks:
        if block.role in (Role.HEADING, Role.BYLINE, Role.BOILERPLATE):
            if match := _DATE.search(block.span.of(text)):
                d, m, y = (int(match[a] or match[a + "2"]) for a in ("d", "m", "y"))
                return f"{y:04d}-{m:02d}-{d:02d}" if 1 <= m <= 12 and 1 <= d <= 31 else None
    return None
