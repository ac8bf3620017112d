"""Times that a question names: "năm 2023", "tháng 5/2023", "từ 2021 đến 2023", "tháng trước", "mới nhất".

A time limits the search only where the question asks when something was said ("nói gì trong năm 2023"); elsewhere it
may be what is spoken of ("kế hoạch năm 2025"), and is no more than preferred.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from qa.text import Span, fold, nfc


@dataclass(frozen=True, slots=True)
class Period:
    """A time in a question: where its words stand, first and last day (ISO), and whether it says when was spoken."""

    span: Span
    since: str
    until: str
    of_speech: bool


_MONTHS = frozenset(range(1, 13))

_MOST_DAYS = 36_000
"""Days that "in the last …" reaches back at the most: about a century."""

_YEAR = r"((?:19|20)\d\d)"
_MONTH_YEAR = rf"(\d{{1,2}}) ?[/.\-] ?{_YEAR}|(\d{{1,2}}) nam {_YEAR}"
_BETWEEN = re.compile(
    rf"\b(?:trong )?(?:giai doan |tu |trong khoang )(?:nam |thang )?(?:(\d{{1,2}})[/.]|)"
    rf"{_YEAR} ?(?:-|–|den|toi|cho den|den het)(?: nam| thang)? ?(?:(\d{{1,2}})[/.]|){_YEAR}"
)
_MONTH = re.compile(rf"\b(?:trong |vao |hoi )?thang (?:{_MONTH_YEAR})")
_QUARTER = re.compile(rf"\b(?:trong |vao )?quy (iv|i{{1,3}}|[1-4])(?: ?/ ?| nam ){_YEAR}")
_SINGLE = re.compile(rf"\b(?:trong |vao |hoi )?nam {_YEAR}\b")
_OPEN = re.compile(
    rf"\b(tu sau|tu|ke tu|sau|truoc)(?: nam)? {_YEAR}(?: den nay| tro lai day| tro di)?\b(?! ?(?:-|–|den|toi))"
)
_RELATIVE = re.compile(
    r"\b(?:trong |vao |hoi )?(hom nay|hom qua|tuan nay|tuan truoc|tuan qua|thang nay|thang truoc|thang qua|nam nay"
    r"|nam ngoai|nam truoc|nam qua|(\d{1,2}) (ngay|tuan|thang|nam) (?:qua|gan day|gan nhat))\b"
)
_NEWEST = re.compile(r"\b(?:moi nhat|gan day nhat|gan nhat|moi day|gan day)\b")
_SAYING = (
    r"(?:noi|phat bieu|tra loi(?: phong van| bao chi| bao| chat van)?|phong van|chia se|tuyen bo|cho biet|trao doi"
    r"|len tieng|khang dinh|nhan dinh|binh luan)"
)
_SAID_BEFORE = re.compile(
    rf"\b{_SAYING}(?: (?:gi|nhung gi|ra sao|the nao|voi bao chi|bao chi|voi bao|cua \w+(?: \w+){{0,4}}))?"
    r"(?: (?:trong|vao|hoi|tu))?\s*$"
)
_SAID_AFTER = re.compile(rf"^\s*,?\s*(?:\w+ ){{0,8}}?{_SAYING}(?: (?:gi|nhung gi|ra sao|the nao))\b")
_SAID_FIRST = re.compile(
    r"^\W*(?:cac |nhung |bai |buoi |cuoc )?(?:phong van|phat bieu|tra loi bao chi)(?: (?!ve\b)\w+){0,6}\s*$"
)
# What follows the time of speech; "cho biết năm 2019 tỉnh giao …" goes on with what was said.
_CLOSED = re.compile(r"\s*(?:$|[,;?.!]|(?:ve|voi|lien quan|xung quanh|tai|tren|cua|ra sao|the nao)\b)")


def period_in(question: str, today: date) -> Period | None:
    """Finds the time that a question names, if it names one; `today` is what "tháng trước" is reckoned from."""
    question = nfc(question)
    folded = fold(question)
    if len(folded) != len(question):
        return None
    for pattern, days in (
        (_BETWEEN, _between),
        (_QUARTER, _quarter),
        (_MONTH, _month),
        (_OPEN, _open),
        (_SINGLE, _year),
    ):
        if (found := pattern.search(folded)) and (ends := days(found)):
            return _period(folded, found, *ends)
    found = _RELATIVE.search(folded)
    return _period(folded, found, *_relative(found, today)) if found else None


def newest_in(question: str) -> Span | None:
    """Finds where a question asks for what is newest."""
    folded = fold(nfc(question))
    found = _NEWEST.search(folded)
    return Span(*found.span()) if found and len(folded) == len(nfc(question)) else None


def _period(folded: str, found: re.Match[str], since: date, until: date) -> Period:
    before, after = folded[: found.start()], folded[found.end() :]
    spoken = _CLOSED.match(after) and (_SAID_BEFORE.search(before) or _SAID_FIRST.match(before))
    if not spoken and not before.strip(" ,"):
        spoken = _SAID_AFTER.match(after)
    return Period(Span(*found.span()), since.isoformat(), until.isoformat(), spoken is not None)


def _last(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _between(found: re.Match[str]) -> tuple[date, date] | None:
    low_month, low, high_month, high = found.groups()
    first, last = int(low_month or 1), int(high_month or 12)
    if not _MONTHS.issuperset((first, last)):
        return None
    ends = date(int(low), first, 1), _last(int(high), last)
    return ends if ends[0] <= ends[1] else None


def _quarter(found: re.Match[str]) -> tuple[date, date]:
    number = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(found[1]) or int(found[1])
    return date(int(found[2]), 3 * number - 2, 1), _last(int(found[2]), 3 * number)


def _month(found: re.Match[str]) -> tuple[date, date] | None:
    month, year = found[1] or found[3], int(found[2] or found[4])
    return (date(year, int(month), 1), _last(year, int(month))) if int(month) in _MONTHS else None


def _year(found: re.Match[str]) -> tuple[date, date]:
    return date(int(found[1]), 1, 1), date(int(found[1]), 12, 31)


def _open(found: re.Match[str]) -> tuple[date, date]:
    year = int(found[2])
    if found[1] == "truoc":
        return date(1900, 1, 1), date(year - 1, 12, 31)
    return date(year + ("sau" in found[1]), 1, 1), date(9999, 12, 31)


def _relative(found: re.Match[str], today: date) -> tuple[date, date]:
    words = found[1]
    if found[2]:
        days = {"ngay": 1, "tuan": 7, "thang": 30.4, "nam": 365.25}[found[3]]
        return today - timedelta(days=min(int(int(found[2]) * days), _MOST_DAYS)), today
    unit, _, which = words.partition(" ")
    if unit == "hom":
        day = today - timedelta(days=which == "qua")
        return day, day
    if unit == "tuan":
        monday = today - timedelta(days=today.weekday() + 7 * (which != "nay"))
        return monday, monday + timedelta(days=6)
    if unit == "thang":
        first = today.replace(day=1)
        first = first if which == "nay" else (first - timedelta(days=1)).replace(day=1)
        return first, _last(first.year, first.month)
    year = today.year - (which != "nay")
    return date(year, 1, 1), date(year, 12, 31)
