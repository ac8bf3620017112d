"""Units: runs of segments that are read as one, and the grammar of the labels that they open with."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from enum import StrEnum

from qa.names.labels import (
    ANSWER_WORD,
    LOWER,
    OUTLET_LABEL,
    REPORTER_LABEL,
    TITLE,
    UPPER,
)
from qa.names.people import is_surnamed
from qa.text import Span, strip_span
from qa.vietnamese import ABBREVIATIONS


class Voice(StrEnum):
    """Whom a label names."""

    REPORTER = "reporter"
    PERSON = "person"
    ANSWER = "answer"


class Type(StrEnum):
    """The type that words are set in, as Markdown or the file's own marks tell."""

    PLAIN = ""
    ITALIC = "italic"
    BOLD = "bold"


@dataclass(frozen=True, slots=True)
class Unit:
    """A line, or a part of one, that is read as one: `span` as printed, `content` without sign, label and stars.

    `label` is the printed label without its colon, `voice` whom it names as far as its words tell. `inline` is True
    for a part of a longer line.
    """

    span: Span
    content: Span
    label: str | None = None
    voice: Voice | None = None
    inline: bool = False
    type: Type = Type.PLAIN


# Bounds of what a label may be, set by hand.
LABEL_LIMIT = 140
_SHORTEST_NAME, _LONGEST_NAME = 3, 90
"""Characters of a name before a bracket, comma or dash, and of one with its posts."""
_NAME_WORDS = 4
"""Words at a label's end among which a full name is looked for."""
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
_INITIALS = re.compile(rf"[{UPPER}](?:\.\s?[{UPPER}]){{1,4}}\.?")
_SPEECH_VERB = re.compile(r"\s+(?:trả\s+lời|đáp)$", re.IGNORECASE)


def voice_of(label: str) -> Voice | None:
    """Returns whom `label` (without its colon) names; None if it is no label."""
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
    """Tells whether `label` reads as a person: a title or a family name, capitals at its end, perhaps a post after."""
    titled = _TITLED.match(label)
    if (titled and titled.end() == len(label)) or _INITIALS.fullmatch(label):
        return True
    while titled and (more := _SECOND_TITLE.match(label, titled.end())):
        titled = more  # "Nhà văn - nhà báo Hạ Vũ"
    if titled and len(label) <= LABEL_LIMIT and _full_name_last(label):
        return True
    cut = _TAIL.search(label, titled.end() if titled else 0)
    named = label[: cut.start()] if cut and cut.start() > _SHORTEST_NAME else label
    if len(named) > _LONGEST_NAME or re.search(rf"[.?!]\s+[{LOWER}]|[?!]", named):
        return False
    if titled:
        return bool(_NAMED_END.search(named)) and named != titled.group()
    return is_surnamed(named)


def _full_name_last(label: str) -> bool:
    """Whether posts and offices lead up to a full name: "Chuyên gia tài chính – ngân hàng TS. Hạ Vũ Lam"."""
    last = label.split()[-_NAME_WORDS:]
    return any(is_surnamed(" ".join(last[n:])) for n in range(len(last) - 1)) and not re.search(
        rf"[.?!]\s+[{LOWER}]", label
    )


def split_at(text: str, unit: Unit, places: list[int]) -> list[Unit]:
    """Returns `unit` cut at `places` (offsets of `text`); the first piece keeps its label."""
    bounds = [unit.span.start, *sorted(p for p in places if unit.content.start < p < unit.content.end), unit.span.end]
    pieces = []
    for n, (a, b) in enumerate(itertools.pairwise(bounds)):
        span = strip_span(text, Span(a, b))
        if not len(span):
            continue
        start = unit.content.start if n == 0 else span.start
        content = strip_span(text, Span(start, max(start, min(span.end, unit.content.end))))
        first = unit if n == 0 else replace(unit, label=None, voice=None)
        pieces.append(replace(first, span=span, content=content, inline=True))
    return pieces
