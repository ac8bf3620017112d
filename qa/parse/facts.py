"""What an article says of itself in its own text: headline, lead, outlet, authors, date; None where unsure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.interview import Block, Role
from qa.labels import AUTHOR_LINE, KNOWN_OUTLET, SOURCE_LINE, UPPER


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """What is printed in the text about the article; None or empty where nothing certain is."""

    title: str | None = None
    lead: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    date: str | None = None


_NAMED = rf"(?:[Nn]hật\s+báo|[Bb]áo(?:\s+điện\s+tử)?|[Tt]ạp\s+chí|[Tt]hời\s+báo|[Đđ]ài)(?:\s+[{UPPER}][\w.]*){{1,5}}"
# A name that goes on in small letters ("Báo Quân đội nhân dân") can't be told from the sentence around it, unless known.
_ASKING = re.compile(
    rf"(?:(?:[Pp]hóng\s+viên|\bPV|(?:trao\s+đổi|chia\s+sẻ|trò\s+chuyện)\s+(?:nhanh\s+)?(?:với|cùng)|[Tt]rả\s+lời\s+phỏng\s+vấn)"
    rf"\s+(?:của\s+)?(?:phóng\s+viên\s+|PV\s+)?(?P<a>{KNOWN_OUTLET}|{_NAMED})"
    rf"|(?P<b>{KNOWN_OUTLET}|{_NAMED})\s+(?:đã\s+|vừa\s+)?(?:có\s+(?:cuộc|buổi)\s+)?(?:phỏng\s+vấn|trao\s+đổi|trò\s+chuyện|trân\s+trọng))"
    rf"(?=[\s.,:;)]*(?P<next>\S*))"
)
_SENTENCE_WORDS = frozenset(
    [
        "về",
        "đã",
        "có",
        "cho",
        "nhân",
        "để",
        "xung",
        "trong",
        "bên",
        "tại",
        "vừa",
        "phỏng",
        "trao",
        "trò",
        "với",
        "cùng",
        "xin",
        "trân",
        "sau",
        "trước",
        "là",
        "và",
        "khi",
        "theo",
        "ông",
        "bà",
        "cuộc",
    ]
)
_DATE = re.compile(
    r"(?:[Tt]hứ\s+\w+|[Cc]hủ\s+[Nn]hật)[,\s]*(?:ngày\s+)?(?P<d>\d{1,2})[/-](?P<m>\d{1,2})[/-](?P<y>(?:19|20)\d{2})"
    r"|(?P<d2>\d{1,2})[/-](?P<m2>\d{1,2})[/-](?P<y2>(?:19|20)\d{2})\s*[|,-]?\s*\d{1,2}[:h]\d{2}"
)
_AUTHOR = re.compile(rf"[{UPPER}][\w.]*(?:\s+[{UPPER}][\w.]*){{0,3}}")
_ROLE_OF_AUTHOR = re.compile(r"\((?:thực\s+hiện|ghi|lược\s+ghi)\)|\bthực\s+hiện\b", re.IGNORECASE)


def article_facts(text: str, blocks: Sequence[Block]) -> ArticleFacts:
    """The facts that `text`, read as `blocks`, prints about its article."""
    leads = [block for block in blocks if block.role is Role.LEAD]
    return ArticleFacts(
        title=_title(text, blocks),
        lead=leads[0].span.of(text).splitlines()[0].strip() if leads else None,
        outlet=_outlet(text, blocks),
        authors=_authors(text, blocks),
        date=_date(text, blocks),
    )


def _title(text: str, blocks: Sequence[Block]) -> str | None:
    """The headline: the last heading before the lead; a section label above it is shorter."""
    top: list[str] = []
    for block in blocks:
        if block.role is not Role.HEADING:
            break
        top += [line.strip("*_# ") for line in block.span.of(text).splitlines() if line.strip()]
    return top[-1] if top and len(top) <= 3 and len(top[-1]) > 20 and len(top) < len(blocks) else None


def _lines(text: str, blocks: Sequence[Block], *roles: Role) -> Iterator[str]:
    for block in blocks:
        if block.role in roles:
            yield from block.span.of(text).splitlines()


def _outlet(text: str, blocks: Sequence[Block]) -> str | None:
    for line in _lines(text, blocks, Role.BYLINE, Role.BOILERPLATE):
        if (match := SOURCE_LINE.match(line)) and "nguồn" in line.lower():
            return match["outlet"].strip(" .*_")
    for line in _lines(text, blocks, Role.LEAD, Role.NARRATION):
        for match in _ASKING.finditer(line):
            known = re.fullmatch(KNOWN_OUTLET, match["a"] or match["b"])
            if match["b"] or known or not match["next"][:1].islower() or match["next"] in _SENTENCE_WORDS:
                return str(match["a"] or match["b"])
    return None


def _authors(text: str, blocks: Sequence[Block]) -> tuple[str, ...]:
    """The names of the bylines, in order: "Tác giả: A - B", "A (thực hiện)", or names alone on the last lines."""
    found: list[str] = []
    for line in _lines(text, blocks, Role.BYLINE):
        plain = line.strip("*_ \t\xa0")
        match = AUTHOR_LINE.match(plain)
        names = match["names"] if match else re.sub(r"[*_]*\([^()]*\)[*_]*", "", _ROLE_OF_AUTHOR.sub("", plain))
        parts = [part.strip(" .*_") for part in re.split(r"\s*[-–/&,;]\s*|\s+và\s+", names)]
        if match or all(part and _AUTHOR.fullmatch(part) for part in parts[:1]):
            found += [part for part in parts if _AUTHOR.fullmatch(part) and not re.search(KNOWN_OUTLET, part)]
    return tuple(dict.fromkeys(found))


def _date(text: str, blocks: Sequence[Block]) -> str | None:
    for line in _lines(text, blocks, Role.HEADING, Role.BYLINE, Role.BOILERPLATE, Role.CAPTION):
        if match := _DATE.search(line):
            day, month, year = (int(match[key] or match[key + "2"]) for key in ("d", "m", "y"))
            return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else None
    return None
