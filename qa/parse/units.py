"""An article's text in units: printed lines, and the pieces of lines whose breaks were lost."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from enum import StrEnum

from qa.labels import (
    ANSWER_WORD,
    LOWER,
    OUTLET_LABEL,
    REPORTER_LABEL,
    THANKS_CORE,
    TITLE,
    UPPER,
)
from qa.people import is_surnamed
from qa.text import Span, strip_span


class Mark(StrEnum):
    """The sign that a unit opens with; what it stands for is decided for each article anew."""

    NONE = ""
    BOLD = "**"
    BOLD_ITALIC = "***"
    ITALIC = "_"
    DASH = "-"
    STAR = "*"
    PLUS = "+"
    DOT = "."
    BULLET = "•"


class Voice(StrEnum):
    """Whom a label names."""

    REPORTER = "reporter"
    PERSON = "person"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Unit:
    """A line, or a piece of one, as printed: `span` with its mark and label, `content` without them.

    `inline` is True for a piece that was cut out of a longer line; `doubt` names a reason not to serve it;
    `hint` is what its place told, as log-odds of a question.
    """

    span: Span
    content: Span
    mark: Mark = Mark.NONE
    label: str | None = None
    voice: Voice | None = None
    inline: bool = False
    doubt: str = ""
    hint: float = 0.0


LABEL_LIMIT = 140
_COLLAPSED = 600

_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]*\S[^\n\r\u2028\u2029\x0b\x0c\x85]*")
_MARK = re.compile(
    rf"(?P<bullet>[-–—‒―⁃•▪●◦■+]|\.(?=[\s{UPPER}])|\*(?=\s))\s*(?P<stars>[*_]{{0,3}})|(?P<only>[*_]{{1,3}})\s*(?P<inner>[-–—+](?=\s))?"
)
_BULLETS = {"+": Mark.PLUS, ".": Mark.DOT, "*": Mark.STAR, "•": Mark.BULLET, "▪": Mark.BULLET, "●": Mark.BULLET}
_NAME = rf"(?:[{UPPER}][\w.'’]*)"
_NAMED_END = re.compile(rf"[{UPPER}][\w.'’]*\)?$")
_TITLED = re.compile(rf"{TITLE}(?=[\s.,\-–/]|$)")
_SECOND_TITLE = re.compile(rf"\s*[-–/,]\s*{TITLE}(?=\s)")
_TAIL = re.compile(r"\s*(?:\(|,|\s[-–]\s)")
_PICTURED = re.compile(r"\([ảẢ]nh[^()]{0,12}\)")
_NO_LABEL = re.compile(rf"[{LOWER}]{{2,}}\.\s|[!?…]\s|\b[ẢảẢ]nh\b|\bVideo\b|\bClip\b")
_REPORTED = re.compile(
    r"\s(?:nói|đồng\s+tình|cho\s+rằng|bày\s+tỏ|bình\s+luận|viết|chia\s+sẻ|kể|nhận\s+xét|cho\s+biết|cho\s+hay|khẳng\s+định|"
    r"quan\s+điểm|yêu\s+cầu|đề\s+nghị|phản\s+ánh)$"
)
_SPEECH_VERB = re.compile(r"\s+(?:trả\s+lời|đáp)$", re.IGNORECASE)
_ABBREVIATED = re.compile(
    r"(?:^|[\s(.,*])(?:TP|Tp|TX|GS|PGS|TS|ThS|Th\.S|BS|LS|KTS|KS|NSND|NSƯT|Mr|Mrs|Ms|Dr|P|Q|[" + UPPER + r"])\.\s*$"
)
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
    known = _known_labels(text)
    units: list[Unit] = []
    for line in _LINE.finditer(text):
        span = strip_span(text, Span(line.start(), line.end()))
        if not len(span):
            continue
        pieces = _cut(text, span, known)
        units.extend(read_unit(text, piece, inline=len(pieces) > 1) for piece in pieces)
    return units


def read_unit(text: str, span: Span, inline: bool = False) -> Unit:
    """`span` as one unit: its mark, its label if it has one, and what is left."""
    mark, start, closing = _read_mark(text, span)
    end = span.end
    label, voice, after = _read_label(text, start, span.end)
    if label is None and closing and text[start:end].rstrip().endswith(closing):
        end = span.end - (len(text[start:end]) - len(text[start:end].rstrip("*_ \t\xa0")))
    elif label is None and closing:
        mark = Mark.NONE if mark in (Mark.BOLD, Mark.BOLD_ITALIC, Mark.ITALIC) else mark
    if label is not None:
        start = after
        bare = text[start : span.end].rstrip("*_ \t\xa0")
        wrapped = closing and "*" not in bare and len(bare) < span.end - start
        if mark in (Mark.BOLD, Mark.BOLD_ITALIC, Mark.ITALIC) and not wrapped:
            mark = Mark.NONE
        end = start + len(bare)
        inner = re.match(r"[\s*_\xa0]*(?:[-–—]\s)?[\s*_]*", text[start:end])
        start += inner.end() if inner else 0
    content = strip_span(text, Span(min(start, end), end))
    return Unit(span, content, mark, label, voice, inline)


def _read_mark(text: str, span: Span) -> tuple[Mark, int, str]:
    """The mark at the start of `span`, where what follows it begins, and the Markdown that should close it."""
    match = _MARK.match(text, span.start, span.end)
    if match is None or match.end() >= span.end:
        return Mark.NONE, span.start, ""
    if bullet := match["bullet"]:
        return _BULLETS.get(bullet, Mark.DASH), match.end(), match["stars"] or ""
    stars = match["only"]
    if match["inner"]:
        return Mark.DASH, match.end(), stars
    mark = {1: Mark.ITALIC, 2: Mark.BOLD}.get(len(stars), Mark.BOLD_ITALIC)
    return mark, match.end(), stars


def _read_label(text: str, start: int, end: int) -> tuple[str | None, Voice | None, int]:
    """The label that `text` opens with at `start`, whom it names, and where the words after it begin."""
    colon = text.find(":", start, min(end, start + LABEL_LIMIT))
    while colon >= 0:
        label = text[start:colon].strip("*_ \t\xa0-–")
        voice = voice_of(label)
        if voice is not None:
            after = colon + 1
            while after < end and text[after] in "*_ \t\xa0":
                after += 1
            return label, voice, after
        if text[start:colon].count("(") == text[start:colon].count(")"):
            break
        colon = text.find(":", colon + 1, min(end, start + LABEL_LIMIT))
    return None, None, start


def voice_of(label: str) -> Voice | None:
    """Whom `label` (without its colon) names; None if it is no label."""
    if not 1 < len(label) <= LABEL_LIMIT or not (label[0].isupper() or label[:2].lower() == "pv"):
        return None
    if _NO_LABEL.search(_PICTURED.sub("", label)):
        return None
    if REPORTER_LABEL.fullmatch(label) and not _person_like(label) and not _REPORTED.search(label):
        return Voice.REPORTER
    if OUTLET_LABEL.fullmatch(label):
        return Voice.REPORTER
    if ANSWER_WORD.fullmatch(label):
        return Voice.ANSWER
    return Voice.PERSON if is_person_label(_SPEECH_VERB.sub("", label)) else None


def _person_like(label: str) -> bool:
    # "Nhà báo Nguyễn Uyển" may be the one who answers; the article as a whole decides.
    return label.lower().startswith("nhà báo ")


def is_person_label(label: str) -> bool:
    """Whether `label` reads as a person: a title or a family name, capitals at its end, perhaps a post after."""
    titled = _TITLED.match(label)
    if titled and titled.end() == len(label):
        return True
    while titled and (more := _SECOND_TITLE.match(label, titled.end())):
        titled = more  # "Nhà văn - nhà báo Hạ Vũ"
    if titled and len(label) <= LABEL_LIMIT and _full_name_last(label):
        return True
    cut = _TAIL.search(label, titled.end() if titled else 0)
    named = label[: cut.start()] if cut and cut.start() > 3 else label
    if len(named) > 90 or re.search(rf"[.?!]\s+[{LOWER}]|[?!]", named):
        return False
    if titled:
        return bool(_NAMED_END.search(named)) and named != titled.group()
    return is_surnamed(named)


def _full_name_last(label: str) -> bool:
    """Whether posts and offices lead up to a full name: "Chuyên gia tài chính – ngân hàng TS. Hạ Vũ Lam"."""
    last = label.split()[-4:]
    return any(is_surnamed(" ".join(last[n:])) for n in range(len(last) - 1)) and not re.search(
        rf"[.?!]\s+[{LOWER}]", label
    )


# --- cutting lines whose breaks were lost ---


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


def _known_labels(text: str) -> frozenset[str]:
    """Labels that stand at the start of a line or of a sentence somewhere, names of persons only."""
    found: dict[str, int] = {}
    for match in re.finditer(r":(?!//)", text):
        at = _label_before(text, match.start(), text.rfind("\n", 0, match.start()) + 1)
        if at is not None and len(at[1]) <= 60 and voice_of(at[1]) is Voice.PERSON:
            found[at[1]] = found.get(at[1], 0) + 1
    return frozenset(label for label, count in found.items() if count >= 1)


def _cut(text: str, line: Span, known: frozenset[str]) -> list[Span]:
    """`line` cut before the labels, marks and thanks that stand inside it."""
    starts = {line.start}
    for match in re.finditer(r":(?!//)", text[line.start : line.end]):
        colon = line.start + match.start()
        at = _label_before(text, colon, line.start)
        if at is not None:
            starts.add(_with_mark(text, at[0], line.start))
        else:
            starts.update(
                _with_mark(text, colon - len(label), line.start)
                for label in known
                if text.endswith(label, line.start, colon)
                and _FREE.search(text[max(line.start, colon - len(label) - 24) : colon - len(label)])
            )
    if len(line) >= _COLLAPSED or _ASKED_CUT.search(text, line.start, line.end):
        cuts = [match.end() for match in _DASH_CUT.finditer(text, line.start, line.end)]
        if len(cuts) >= 2 or len(starts) > 2:
            starts.update(cuts)
    if _CREDITED.search(text, line.start, line.end):
        starts.update(match.end() for match in _DASH_AFTER_CREDIT.finditer(text, line.start, line.end))
    if text.find("(", line.start, line.end) >= 0:
        starts.update(match.end() for match in _AFTER_CREDIT.finditer(text, line.start, line.end))
    if text.find("m ơn", line.start, line.end) >= 0:
        starts.update(match.end() for match in _THANKS_CUT.finditer(text, line.start, line.end))
        starts.update(match.end() for match in _AFTER_THANKS.finditer(text, line.start, line.end))
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


def split_at(text: str, unit: Unit, places: list[int]) -> list[Unit]:
    """`unit` cut at `places` (offsets of `text`); the first piece keeps mark and label."""
    bounds = [unit.span.start, *sorted(p for p in places if unit.content.start < p < unit.content.end), unit.span.end]
    pieces = []
    for n, (a, b) in enumerate(itertools.pairwise(bounds)):
        span = strip_span(text, Span(a, b))
        if not len(span):
            continue
        start = unit.content.start if n == 0 else span.start
        content = strip_span(text, Span(start, max(start, min(span.end, unit.content.end))))
        first = unit if n == 0 else replace(unit, mark=Mark.NONE, label=None, voice=None)
        pieces.append(replace(first, span=span, content=content, inline=True))
    return pieces


_OWN_THANKS = re.compile(r"(?:Tôi|Chúng tôi|Trước|Rất|Thay mặt|Qua|Nhân)\b")


def is_thanks(text: str, unit: Unit) -> bool:
    """Whether the unit is the thanks that close an interview."""
    words = text[unit.content.start : min(unit.content.end, unit.content.start + 400)]
    if len(unit.content) > 400:
        return False
    found = THANKS_CORE.search(words)
    return found is not None and found.start() < 45 and not _OWN_THANKS.match(words)


_CLOSERS = "*_ \t\xa0)]."


def asks(text: str, span: Span) -> bool:
    """Whether the words of `span` end with a question mark, closing marks aside."""
    end = span.end
    while end > span.start and text[end - 1] in _CLOSERS:
        end -= 1
    return end > span.start and text[end - 1] == "?"
