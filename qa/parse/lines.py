"""An article's text in units: printed lines, and the pieces of lines whose breaks were lost."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.names.labels import LOWER, UPPER
from qa.parse.units import LABEL_LIMIT, Mark, Unit, Voice, read_unit, voice_of
from qa.text import Span, strip_span
from qa.vietnamese import ABBREVIATIONS

_COLLAPSED = 600
_COLON = re.compile(r":(?!//)")
_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]*\S[^\n\r\u2028\u2029\x0b\x0c\x85]*")
_ABBREVIATED = re.compile(rf"(?:^|[\s(.,*])(?:{'|'.join(map(re.escape, ABBREVIATIONS))}|[{UPPER}])\.\s*$")
_LABEL_START = re.compile(r"[.?!…\"”’)»:;*]\s+|\s[+•]\s+|\s{2,}|\*{2,3}|\n")
_REPORTER_TAIL = re.compile(
    r"(?:(?:[-–—+*•.]\s{0,2})?\*{0,3}(?:Phóng\s+viên|PHÓNG\s+VIÊN|P\s?[./]?V)(?:\s+[A-ZĐ][\w.]*){0,3}(?:\s*\([^()\n]{1,40}\))?\s*)$"
)
_DASH_CUT = re.compile(
    rf"\s(?:(?<=[.?!…:\"”’)\]»*]\s)\s*|\s+)(?=(?:[-–—+*•⁃]\s{{0,3}}|\.\s{{0,2}})\**[{UPPER}\"“‘'\d(…])|\s{{2,}}(?=[^\s{LOWER}])"
)
_ASKED_CUT = re.compile(r"\?\s+[-–—+*•]\s")
_THANKS_CUT = re.compile(
    r"\s(?<=[.?!…\"”’)]\s)\s*(?=(?:[-–—+*•.]\s{0,2}|PV\s*:\s*)?\**(?:Vâng,?\s|Dạ,?\s|Một lần nữa,?\s)?(?:[Xx]in\s+|[Tt]rân\s+trọng\s+|[Cc]hân\s+thành\s+|[Rr]ất\s+){0,3}"
    r"(?:[Cc]ảm|[Cc]ám)\s+ơn\s)"
)
_CREDITED = re.compile(r"Ảnh|Video|Clip|Đồ\s")
_DASH_AFTER_CREDIT = re.compile(
    rf"(?:Ảnh|Video|Clip|Đồ\s+họa)\s*:?\s*(?:[{UPPER}][\w./+]*\s+){{1,4}}(?=[-–—+*]\s+[{UPPER}][{LOWER}]*,?\s+[{LOWER}])"
)
_AFTER_CREDIT = re.compile(r"\((?:[Ảả]nh|[Nn]guồn\s*:)[^()\n]{0,60}\)\s+(?=\S)")
_AFTER_THANKS = re.compile(
    r"(?:^|(?<=[.?!…:\"”’)]\s)|(?<=[-*+]\s)|(?<=\*\*)|(?<=\n))(?:Vâng,?\s)?(?:[Xx]in\s+|[Tt]rân\s+trọng\s+|[Cc]hân\s+thành\s+){0,3}"
    r"(?:[Cc]ảm|[Cc]ám)\s+ơn\s[^.!?\n]{2,160}(?:[!.](?:/\.)?|\./\.)[*_]*\s+(?!Xin|Kính|Chúc|Và|Tôi|Chúng)(?=\S)",
    re.MULTILINE,
)
# "chia sẻ với PV:" and "nói về LS Dũ:" speak of somebody; they hand the word to nobody.
_MENTIONED = re.compile(r"\b(?:của|với|cho|hỏi|từ|là|gặp|cùng|và|các|nhiều|về)\s+$")
_FREE = re.compile(rf"(?:[^\w\s,;]|\s|(?:^|\s)[{UPPER}\d]\S*)\s$")


def read_units(text: str) -> list[Unit]:
    """The units of `text` in order; together they cover all that is not white space."""
    lines = [strip_span(text, Span(line.start(), line.end())) for line in _LINE.finditer(text)]
    labels = [_labels(text, line) for line in lines]
    known = frozenset(
        label for of_line in labels for _, label in of_line.values() if len(label) <= 60 and _of_person(label)
    )
    units: list[Unit] = []
    for line, of_line in zip(lines, labels, strict=True):
        pieces = _cut(text, line, of_line, known)
        units.extend(read_unit(text, piece, inline=len(pieces) > 1) for piece in pieces)
    return _with_long_bold(text, _with_lone_labels(units))


_STARS = re.compile(r"\*{1,3}")
_BOLD = {1: Mark.ITALIC, 2: Mark.BOLD, 3: Mark.BOLD_ITALIC}
_BOLD_LINES = 4


def _with_long_bold(text: str, units: list[Unit]) -> list[Unit]:
    """The units, with the lines made one through which Markdown's bold or italic type runs without a break."""
    found: list[Unit] = []
    n = 0
    while n < len(units):
        last = _bold_end(text, units, n)
        found.append(units[n] if last is None else _bold_unit(text, units[n], units[last]))
        n = n + 1 if last is None else last + 1
    return found


def _bold_end(text: str, units: list[Unit], n: int) -> int | None:
    """The index of the line that closes the type that line `n` opens and does not close; None if it is no such line."""
    span = units[n].span
    stars = _STARS.match(text, span.start, span.end)
    if (
        stars is None
        or units[n].inline
        or text.startswith(" ", stars.end())
        or _STARS.search(text, stars.end(), span.end)
    ):
        return None
    for m in range(n + 1, min(n + 1 + _BOLD_LINES, len(units))):
        line = units[m].span.of(text)
        if (
            units[m].label is None
            and line.endswith(stars.group())
            and line.index("*") == len(line) - len(stars.group())
        ):
            return m
        if "*" in line or units[m].label is not None:
            return None
    return None


def _bold_unit(text: str, first: Unit, last: Unit) -> Unit:
    stars = _STARS.match(text, first.span.start)
    assert stars is not None
    end = last.span.end - len(stars.group())
    content = strip_span(text, Span(min(first.content.start, end), end))
    return replace(first, span=Span(first.span.start, last.span.end), content=content, mark=_BOLD[len(stars.group())])


def _with_lone_labels(units: list[Unit]) -> list[Unit]:
    """The units, with "PV:" or "Trả lời:" on a line of its own joined to the words below it."""
    found: list[Unit] = []
    for unit in units:
        above = found[-1] if found else None
        if (
            above is not None
            and above.voice in (Voice.REPORTER, Voice.ANSWER)
            and not len(above.content)
            and unit.label is None
        ):
            span = Span(above.span.start, unit.span.end)
            found[-1] = replace(unit, span=span, label=above.label, voice=above.voice)
        else:
            found.append(unit)
    return found


def _labels(text: str, line: Span) -> dict[int, tuple[int, str]]:
    """The labels in `line` by the places of their colons: where they begin, and their words."""
    found: dict[int, tuple[int, str]] = {}
    for match in _COLON.finditer(text, line.start, line.end):
        at = _label_before(text, match.start(), line.start)
        if at is not None:
            found[match.start()] = at
    return found


def _of_person(label: str) -> bool:
    return voice_of(label) is Voice.PERSON


def _label_before(text: str, colon: int, floor: int) -> tuple[int, str] | None:
    """Where the label that ends at `colon` begins, and the label; None if there is none."""
    window_start = max(floor, colon - LABEL_LIMIT)
    window = text[window_start:colon]
    reporter = _REPORTER_TAIL.search(window)
    at_word = reporter and (reporter.start() == 0 or window[reporter.start() - 1].isspace())
    if reporter and at_word and not _MENTIONED.search(window[: reporter.start()]):
        return window_start + reporter.start(), window[reporter.start() :].strip("*_-–—+•. \xa0")
    for at in [*sorted((m.end() for m in _LABEL_START.finditer(window)), reverse=True), 0]:
        if at and _ABBREVIATED.search(window[:at]):
            continue
        candidate = window[at:]
        if at == 0 and window_start != floor:
            return None
        label = candidate.strip("*_ \t\xa0").lstrip("-–—+•. ")
        if label and voice_of(label) is not None:
            return window_start + at, label
        if "(" not in window[:at] or ")" not in candidate:
            return None
    return None


def _cut(text: str, line: Span, labels: dict[int, tuple[int, str]], known: frozenset[str]) -> list[Span]:
    """`line` cut before its labels, `known` ones without a stop before them, and the marks and thanks inside it."""
    starts = {line.start, *(_with_mark(text, at, line.start) for at, _ in labels.values())}
    for match in _COLON.finditer(text, line.start, line.end):
        colon = match.start()
        if colon not in labels:
            starts.update(
                _with_mark(text, colon - len(label), line.start)
                for label in known
                if text.endswith(label, line.start, colon)
                and _FREE.search(text[max(line.start, colon - len(label) - 24) : colon - len(label)])
            )
    if len(line) >= _COLLAPSED or len(starts) > 2 or _ASKED_CUT.search(text, line.start, line.end):
        cuts = [match.end() for match in _DASH_CUT.finditer(text, line.start, line.end)]
        if len(cuts) >= 2 or len(starts) > 2:
            starts.update(cuts)
    if _CREDITED.search(text, line.start, line.end):
        starts.update(match.end() for match in _DASH_AFTER_CREDIT.finditer(text, line.start, line.end))
    if text.find("(", line.start, line.end) >= 0:
        starts.update(match.end() for match in _AFTER_CREDIT.finditer(text, line.start, line.end))
    thanks = text.find("m ơn", line.start, line.end)
    if thanks >= 0:
        near = max(line.start, thanks - 100)
        starts.update(match.end() for match in _THANKS_CUT.finditer(text, near, line.end))
        starts.update(match.end() for match in _AFTER_THANKS.finditer(text, near, line.end))
    ordered = _without_bare_marks(text, sorted(starts))
    spans = [strip_span(text, Span(a, b)) for a, b in zip(ordered, [*ordered[1:], line.end], strict=True)]
    return [span for span in spans if len(span)]


def _without_bare_marks(text: str, starts: list[int]) -> list[int]:
    """`starts` without those that would leave a piece of nothing but a mark before them."""
    kept: list[int] = []
    for start in starts:
        if not kept or any(char.isalnum() for char in text[kept[-1] : start]):
            kept.append(start)
    return kept


_MARK_BEFORE = re.compile(r"(?:^|\s)([-–—+*•]|\.)\s{0,2}\**$")


def _with_mark(text: str, start: int, floor: int) -> int:
    """`start`, or the place of the mark that stands just before it."""
    window = text[max(floor, start - 8) : start]
    match = _MARK_BEFORE.search(window)
    return start - (len(window) - match.start(1)) if match else start
