"""What an article says of itself in its own text: headline, lead, outlet, authors, date; None where unsure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from qa.interview import Block, Role
from qa.names.labels import AUTHOR_LINE, KNOWN_OUTLET, SOURCE_LINE, UPPER
from qa.text import Span


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
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December",
    "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember",
)
_MONTH_OF = {name.lower(): n for names in _MONTHS for n, name in enumerate(names.split("|"), 1)}
_MONTH = rf"(?:{'|'.join(_MONTHS)})"
_YEAR = r"(?P<y>(?:19|20)\d{2})(?![\d/])"
_DAY = re.compile(
    r"(?<![\d/.-])(?P<d>\d{1,2})(?:\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?|\s+tháng\s+(?P<n>\d{1,2})(?:\s+năm\s+|[/,]\s*))"
    + _YEAR
)
_FOREIGN_DAY = re.compile(
    rf"(?:[A-Z][a-z]+,\s+)?(?:(?P<a>{_MONTH})\s+(?P<d>\d{{1,2}}),|(?P<e>\d{{1,2}})\.?\s+(?P<b>{_MONTH}))\s+{_YEAR}"
)
_CLOCK = r"\d{1,2}\s?[:hg]\s?\d{2}(?::\d{2})?(?:\s?[AP]\.?M\b\.?)?"
_WEEKDAY = r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật|\bT[2-7]|\bCN)"
_GAP = r"[\s,|–—•·-]*"
# What stands just before the day of publication, and just after it.
_BEFORE_DAY = re.compile(
    rf"(?P<weekday>{_WEEKDAY}{_GAP})?(?P<clock>{_CLOCK}{_GAP})?(?P<weekday2>{_WEEKDAY}{_GAP})?"
    r"(?P<label>\b(?:ngày\s+đăng|đăng|đăng\s+lúc|xuất\s+bản(?:\s+lúc)?)\s*:?\s*)?(?:ngày\s+)?$",
    re.IGNORECASE,
)
_AFTER_DAY = re.compile(rf"{_GAP}{_CLOCK}", re.IGNORECASE)
# In prose a day is told of something else: the line has to be parted from what else stands in it.
_PARTED = re.compile(r"(?:^|[-–—|•·)])\s*$")
_CHANGED = re.compile(rf"\b(?:cập\s+nhật|sửa)[^\d]*(?:{_CLOCK}[^\d]*)?$", re.IGNORECASE)
_ALONE = re.compile(rf"\W*(?:ngày\b)?\W*(?:{_CLOCK})?\W*(?:GMT\W*7)?\W*", re.IGNORECASE)
# A clock with AM or PM belongs to the American order, month first: which number is the day is then a guess.
_AMERICAN = re.compile(r"\d\s?[AP]\.?M\b", re.IGNORECASE)
_AUTHOR = re.compile(rf"[{UPPER}][\w.]*(?:\s+[{UPPER}][\w.]*){{0,3}}")
# A piece of a broken line is no headline.
_OPENS = re.compile(rf"[\"“‘'(]?[{UPPER}\d]")
_ROLE_OF_AUTHOR = re.compile(r"\((?:thực\s+hiện|ghi|lược\s+ghi)\)|\bthực\s+hiện\b", re.IGNORECASE)


def article_facts(text: str, blocks: Sequence[Block]) -> ArticleFacts:
    """Returns the facts that `text`, read as `blocks`, prints about its article."""
    leads = [block for block in blocks if block.role is Role.LEAD]
    return ArticleFacts(
        title=_title(text, blocks),
        lead=leads[0].span.of(text).splitlines()[0].strip() if leads else None,
        outlet=_outlet(text, blocks),
        authors=_authors(text, blocks),
        date=_date(text, blocks),
    )


_HEAD_LINES = 3
"""Lines that a headline has at the most, with what stands above it."""

_SHORTEST_HEADLINE = (20, 4)
"""A headline has more than so many characters, or so many words that are not all in capitals: else it is a section's
name (by hand; `python -m tests.benchmarks.chain` counts the headlines that are found)."""

_BELOW_HEADLINE = (Role.LEAD, Role.NARRATION, Role.QUESTION, Role.ANSWER)


def _title(text: str, blocks: Sequence[Block]) -> str | None:
    """The headline: the last heading before the lead; a section label above it is shorter."""
    above = list(takewhile(lambda block: block.role not in _BELOW_HEADLINE, blocks))
    lines: dict[str, Role] = {}
    for block in above:
        for line in (printed.strip("*_# ") for printed in _printed_lines(text, block.span)):
            if line and (line not in lines or block.role is Role.HEADING):
                lines[line] = block.role
    # At the very top a headline looks like what stands around it.
    alike = (Role.BOILERPLATE, Role.CAPTION) if len(lines) <= 2 else ()
    top = [line for line, role in lines.items() if role is Role.HEADING or role in alike]
    if not top or len(top) > _HEAD_LINES or len(above) >= len(blocks):
        return None
    letters, words = _SHORTEST_HEADLINE
    long = len(top[-1]) > letters or (len(top[-1].split()) >= words and not top[-1].isupper())
    return top[-1] if long and _OPENS.match(top[-1]) and not top[-1].endswith((".", ":", ",", ";")) else None


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
                return str(match["a"] or match["b"]).rstrip(" .,")
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
    """The day of publication that a line above the talk states, or a byline below it."""
    talk = next((n for n, block in enumerate(blocks) if block.role in (Role.QUESTION, Role.ANSWER)), len(blocks))
    for n, block in enumerate(blocks):
        if n >= talk and block.role is not Role.BYLINE:
            continue
        told = block.role in (Role.LEAD, Role.NARRATION)
        for line in _printed_lines(text, block.span):
            if day := _foreign_day(line) or _day_of(line, told, text):
                return day
    return None


_LONG_LINE = 300


def _printed_lines(text: str, span: Span) -> list[str]:
    """The whole lines that a block stands on, the block alone where a line is no line but a text without breaks."""
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    end = end if end >= 0 else len(text)
    if end - start > _LONG_LINE and text.find("\n", start, end) < 0:
        return span.of(text).splitlines()
    lines = text[start:end].splitlines()
    return lines if max(map(len, lines), default=0) <= _LONG_LINE else span.of(text).splitlines()


def _foreign_day(line: str) -> str | None:
    """The day of a line that is nothing but a date in English or German."""
    match = _FOREIGN_DAY.fullmatch(line.strip())
    if match is None:
        return None
    return _iso(match["y"], _MONTH_OF[(match["a"] or match["b"]).lower()], int(match["d"] or match["e"]))


def _day_of(line: str, only: bool, text: str) -> str | None:
    """The day of publication that a line states; `only` where nothing else may stand in it."""
    for match in _DAY.finditer(line):
        before = line[: match.start()]
        if _states(before, line[match.end() :], only) and not _CHANGED.search(before):
            if match["m"] and _AMERICAN.search(line) and not _weekday(before):
                return _american(match, text)
            return _iso(match["y"], int(match["m"] or match["n"]), int(match["d"]))
    return None


def _states(before: str, after: str, only: bool) -> bool:
    """Whether a day between these words is stated as that of the article, not told in a sentence."""
    if _ALONE.fullmatch(before) and _ALONE.fullmatch(after):
        return True
    head = _BEFORE_DAY.search(before)
    weekday, label = _weekday(before), bool(head and head["label"])
    clock = bool((head and head["clock"]) or _AFTER_DAY.match(after))
    rest = before[: head.start()] if head else before
    parted = _PARTED.search(rest) or _AUTHOR.fullmatch(rest.strip(" ,")) or label
    return bool(parted) and ((weekday and clock) if only else (weekday or clock or label))


def _weekday(before: str) -> bool:
    head = _BEFORE_DAY.search(before)
    return bool(head and (head["weekday"] or head["weekday2"]))


_DECEMBER = 12


def _american(match: re.Match[str], text: str) -> str | None:
    """The day that a line with AM or PM states, if a number over 12, or the same day told elsewhere, proves which."""
    first, second = int(match["d"]), int(match["m"])
    if first > _DECEMBER or first == second:
        return _iso(match["y"], second, first)
    if second > _DECEMBER:
        return _iso(match["y"], first, second)
    told = [
        (int(other["d"]), int(other["m"] or other["n"]))
        for other in _DAY.finditer(text)
        if other["y"] == match["y"] and other.group() != match.group()
    ]
    proved = {(day, month) for day, month in told if {day, month} == {first, second}}
    return _iso(match["y"], *reversed(*proved)) if len(proved) == 1 else None


def _iso(year: str, month: int, day: int) -> str | None:
    try:
        return date(int(year), month, day).isoformat()
    except ValueError:
        return None
