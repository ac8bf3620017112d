"""The list of interviews: found by words of headline, people and paper without accents, limited, ordered, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from qa.store.prints import reprints
from qa.store.store import InterviewSummary
from qa.text import fold

YEAR = len("2024")
MONTH = len("2024-05")
"""Characters of an ISO day that tell its year, and its month."""


OFFERED = 300
"""Names that are offered to choose from: all of a large archive are a page of a megabyte. Any other can be typed."""


class Order(StrEnum):
    """How the list is ordered; the values stand in addresses."""

    NEWEST = "moi"
    OLDEST = "cu"
    HEADLINE = "ten"
    ADDED = "them"


@dataclass(frozen=True, slots=True)
class Line:
    """An interview of the list; `added` and `changed` are UTC, "YYYY-MM-DD hh:mm:ss", `folded` what words find.

    `prints` are the same interview in other papers or files.
    """

    summary: InterviewSummary
    added: str
    changed: str
    folded: str
    prints: tuple[InterviewSummary, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which interviews, and in which order; "" limits nothing."""

    words: str = ""
    speaker: str = ""
    outlet: str = ""
    year: str = ""
    order: Order = Order.NEWEST


def line_of(summary: InterviewSummary, added: str, changed: str, prints: Sequence[InterviewSummary] = ()) -> Line:
    """Makes a line of the list ready to be found."""
    words = " ".join([summary.title, *summary.speakers, summary.outlet or "", summary.note or ""])
    return Line(summary, added, changed, fold(words), tuple(prints))


def chosen(lines: Iterable[Line], wanted: Wanted) -> list[Line]:
    """Returns the lines that hold every word, of this speaker, paper and year, in order."""
    words = fold(wanted.words).split()
    speaker, outlet = fold(wanted.speaker), fold(wanted.outlet)
    found = [
        line
        for line in lines
        if all(word in line.folded for word in words)
        and (not speaker or any(fold(name) == speaker for name in line.summary.speakers))
        and (not outlet or fold(line.summary.outlet or "") == outlet)
        and (not wanted.year or (line.summary.date or "").startswith(wanted.year))
    ]
    return _ordered(found, wanted.order)


def once(lines: Sequence[Line], prints: Mapping[str, Sequence[str]]) -> list[Line]:
    """Leaves out the lines whose interview another of the lines stands for (`qa.store.prints.reprints`)."""
    again = reprints(prints, {line.summary.id for line in lines})
    return [line for line in lines if line.summary.id not in again]


def _ordered(lines: list[Line], order: Order) -> list[Line]:
    if order is Order.HEADLINE:
        return sorted(lines, key=lambda line: fold(line.summary.title))
    if order is Order.ADDED:
        return sorted(lines, key=lambda line: line.added, reverse=True)
    dated = [line for line in lines if line.summary.date]
    dated.sort(key=lambda line: line.summary.date or "", reverse=order is Order.NEWEST)
    return dated + [line for line in lines if not line.summary.date]


def by_month(lines: Iterable[Line]) -> list[tuple[str, int]]:
    """Counts the interviews of each month ("2024-05") from the first to the last, empty ones among them."""
    counts = Counter(line.summary.date[:MONTH] for line in lines if line.summary.date and _is_month(line.summary.date))
    if not counts:
        return []
    months = [min(counts)]
    while months[-1] < max(counts):
        year, month = map(int, months[-1].split("-"))
        months.append(f"{year + month // 12}-{month % 12 + 1:02}")
    return [(month, counts[month]) for month in months]


def _is_month(date: str) -> bool:
    year, _, month = date[:MONTH].partition("-")
    return year.isdecimal() and month.isdecimal() and len(year) == YEAR and 0 < int(month) < len("123456789012") + 1


def years(lines: Sequence[Line]) -> list[str]:
    """Lists the years of the interviews, the newest first."""
    found = {(line.summary.date or "")[:YEAR] for line in lines}
    return sorted((year for year in found if year.isdecimal() and len(year) == YEAR), reverse=True)


def speakers(lines: Iterable[Line]) -> list[str]:
    """Lists who answers in the most interviews, at most OFFERED of them, in the order of their names."""
    counts = Counter(name for line in lines for name in line.summary.speakers)
    return sorted((name for name, _ in counts.most_common(OFFERED)), key=fold)


def outlets(lines: Iterable[Line]) -> list[str]:
    """Lists the papers of the interviews, in the order of their names."""
    return sorted({line.summary.outlet for line in lines if line.summary.outlet}, key=fold)
