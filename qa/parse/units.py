"""Units: the pieces of an article's text that are read as one, with their marks and labels."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from enum import StrEnum

from qa.interview import Doubt
from qa.names.labels import (
    ANSWER_WORD,
    LOWER,
    OUTLET_LABEL,
    REPORTER_LABEL,
    THANKS_CORE,
    TITLE,
    UPPER,
)
from qa.names.people import is_surnamed
from qa.text import Span, strip_span
from qa.vietnamese import ABBREVIATIONS


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
    doubt: Doubt | None = None
    hint: float = 0.0


LABEL_LIMIT = 140
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
_SHORT = "|".join(map(re.escape, ABBREVIATIONS))
_NO_LABEL = re.compile(rf"(?<!\w)(?!(?:{_SHORT})\.)\w*[{LOWER}]{{2}}\.\s|[!?…]\s|\b[ẢảẢ]nh\b|\bVideo\b|\bClip\b")
_REPORTED = re.compile(
    r"\s(?:nói|đồng\s+tình|cho\s+rằng|bày\s+tỏ|bình\s+luận|viết|chia\s+sẻ|kể|nhận\s+xét|cho\s+biết|cho\s+hay|khẳng\s+định|"
    r"quan\s+điểm|yêu\s+cầu|đề\s+nghị|phản\s+ánh)$"
)
_SPEECH_VERB = re.compile(r"\s+(?:trả\s+lời|đáp)$", re.IGNORECASE)


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
