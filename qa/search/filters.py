"""What a search is restricted to, and filters as somebody typed them."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from qa import wording
from qa.bounds import LONGEST_DAY, LONGEST_KEY, LONGEST_NAME, bounded
from qa.errors import QuestionError

_DAY = re.compile(r"(?:(?:(\d{1,2})[/.-])?(\d{1,2})[/.-])?(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is restricted to; None restricts nothing. Dates are ISO, both ends included.

    `appearances` are the (interview, printed name) pairs that `speaker` stands for, where somebody looked that up
    among the archive's people: a person's key or label says nothing to `same_speaker`.
    `undated`: interviews without a date pass the dates too (where a question names a time by the way).
    """

    speaker: str | None = None
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    interview: str | None = None
    appearances: frozenset[tuple[str, str]] | None = None
    undated: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing is restricted."""
        return self == NO_FILTERS


NO_FILTERS = Filters()


def filters_from(
    speaker: str | None, outlet: str | None, since: str | None, until: str | None, interview: str | None = None
) -> Filters:
    """Returns the filters as typed, days in any form `read_day` takes; QuestionError for one that can't be read."""
    for text, most in ((speaker, LONGEST_NAME), (outlet, LONGEST_NAME), (interview, LONGEST_KEY)):
        bounded(text, most)
    first, last = read_day(since), read_day(until, last=True)
    if first and last and first > last:
        raise QuestionError(wording.dates_reversed(first, last))
    return Filters(speaker or None, first, last, outlet or None, interview or None)


def read_day(text: str | None, last: bool = False) -> str | None:
    """Reads an ISO date from "5/10/2024", "10/2024", "2024" or ISO itself; None for nothing.

    A month or a year stands for its first day, or its last if `last`. QuestionError for anything else.
    """
    bounded(text, LONGEST_DAY)
    text = (text or "").strip()
    if not text:
        return None
    if iso := _ISO.fullmatch(text):
        year, month, day = iso.groups()
    elif printed := _DAY.fullmatch(text):
        day, month, year = printed.groups()
    else:
        raise QuestionError(wording.bad_date(text))
    try:
        in_year = int(month) if month else (12 if last else 1)
        in_month = int(day) if day else (monthrange(int(year), in_year)[1] if last else 1)
        return date(int(year), in_year, in_month).isoformat()
    except (ValueError, IndexError):
        raise QuestionError(wording.bad_date(text)) from None
