"""Captions and headings that stick to an answer where a page's line breaks were lost."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from qa.interview import Doubt, Role
from qa.names.labels import BYLINE, CREDIT, FIRST_PERSON, LOST_BREAK, LOWER, TITLE, UPPER
from qa.parse.telling import tells
from qa.parse.units import Unit, Voice, asks, split_at
from qa.text import Span, sentences


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a broken line: its words as a unit, its role, and why it must not be served, if so."""

    unit: Unit
    role: Role
    doubt: Doubt | None = None


NAME_LINE = re.compile(
    rf"\W*(?:[{UPPER}][\w.'’]*)(?:[\s\-–/,&.]+(?:[{UPPER}][\w.'’]*|và)){{0,9}}(?:\s*[\-–/]\s*[\w.]+)?(?:\s*[*_]*\([^()]{{2,60}}\))?\W*"
)
"""A line of names, perhaps with what they did in brackets: a byline, or the caption of a portrait."""

NAMED_ONLY = re.compile(rf"{TITLE}(?:[\s,.\-–]+[\w&]+){{0,14}}?(?:\s+[{UPPER}][\w.]+){{2,5}}\.?")
"""A sentence that is nothing but titles, offices and a name: the caption of a portrait."""

_STOPS = '.!?…"”’):;*'
_CAPTION_LIMIT = 130
_QUESTION_LIMIT = 600
_LINK = re.compile(rf"\[[{UPPER}][^\[\]]{{14,150}}\]\s*")
POINTED = re.compile(
    r"\((?:bìa\s+|đứng\s+|thứ\s+\w+\s+(?:từ\s+)?|ngoài\s+cùng\s+)?(?:phải|trái|giữa|áo\s+\w+)[^()]{0,20}\)"
)
_SHOUTED_CREDIT = re.compile(rf"\W*[ẢảA]nh\s*:\s*(?:[{UPPER}.\-]+\s+){{1,4}}(?=[{UPPER}][{LOWER}]+\s+[{LOWER}])")


_Kind = tuple[int, Role, Doubt | None]
"""Where a part begins, its role, and why it is in doubt, if it is."""


def part_debris(text: str, unit: Unit) -> list[Part]:
    """The parts of `unit`, an answer: its sentences, parted where a caption or a heading stands among them."""
    parts = sentences(text, unit.content)
    if not parts:
        return [Part(unit, Role.ANSWER)]
    kinds: list[_Kind] = []
    for n, part in enumerate(parts):
        if kinds and kinds[-1][2] in (Doubt.PULL_QUOTE, Doubt.PAPER):
            break
        if _stuck(kinds) and tells(part.of(text)):
            kinds.append((part.start, Role.ANSWER, Doubt.PAPER))
            continue
        kinds.extend(_read(text, parts, n, unit.label is not None))
    return _join(text, unit, kinds)


_GOES_ON = re.compile(
    r"(?:Tuy|Thứ|Ngoài|Đó|Đây|Vì|Bên|Cuối|Do|Nhất|Nhưng|Và|Song|Cùng|Hơn|Bởi|Như|Điều|Nếu|Khi|Để|Trong|Cải|Sau|Trước|Hiện|Còn|Đồng|Đặc|Cần|Thậm|"
    r"Một|Đến|Theo|Từ|Đối|Riêng|Thực|Cụ|Mặt|Không|Có|Việc|Về|Với|\d|[+\-–•])"
)


def could_be_caption(words: str, limit: int) -> bool:
    return len(words) <= limit and ". " not in words and not FIRST_PERSON.search(words) and not _GOES_ON.match(words)


_MAYBE_CREDIT = re.compile("Ảnh|ảnh|ẢNH|Clip|Video|họa|guồn")


def find_credit(words: str) -> re.Match[str] | None:
    """The first photo's credit in `words`, if one is there."""
    # Plain searches come first: they are many times faster, and few sentences pass them.
    return CREDIT.search(words) if _MAYBE_CREDIT.search(words) else None


_CREDIT_NAME = re.compile(
    rf"Ảnh(?:\s+minh\s+họa)?\s*[:.]?\s+(?:[{UPPER}][\w./+\-]*\s+){{1,4}}?(?=[{UPPER}][{LOWER}]+,?\s+[{LOWER}])"
)


def shed_captions(text: str, unit: Unit) -> list[Unit]:
    """`unit` with the captions cut off that stick to the question it ends with, before or behind it."""
    if asks(text, unit.content) and unit.voice is not Voice.REPORTER:
        credits = list(_CREDIT_NAME.finditer(text, unit.content.start, unit.content.end))
        if credits and unit.content.end - credits[-1].end() < _QUESTION_LIMIT:
            return split_at(text, unit, [credits[-1].end()])
    return _shed_behind(text, unit)


def _shed_behind(text: str, unit: Unit) -> list[Unit]:
    if not unit.inline or "?" not in unit.content.of(text) or asks(text, unit.content):
        return [unit]
    parts = sentences(text, unit.content)
    last = len(parts) - 1
    if last < 1:
        return [unit]
    credited = find_credit(parts[last].of(text))
    bare = parts[last].of(text)[-1:] not in _STOPS and len(parts[last]) <= _CAPTION_LIMIT
    first = last - 1 if credited and credited.start() <= 2 and last > 1 else last
    asked = asks(text, Span(unit.content.start, parts[first - 1].end))
    if not asked or not (credited or bare) or parts[last].end - parts[first].start > 2 * _CAPTION_LIMIT:
        return [unit]
    return split_at(text, unit, [parts[first].start])


def _read(text: str, parts: list[Span], n: int, labelled: bool) -> list[_Kind]:
    """Where the parts of one sentence begin, with role and doubt; `labelled`: a name opens the answer.

    After a lost line break a question may begin, unless names tell who speaks.
    """
    part = parts[n]
    words = part.of(text)
    if find_credit(words):
        return _credited(text, part)
    if n + 1 < len(parts) and _bare_credit(text, parts[n + 1]) and not FIRST_PERSON.search(words):
        return [(part.start, Role.CAPTION, Doubt.CAPTION)]
    if linked := _LINK.match(words):
        link = (part.start, Role.BOILERPLATE, Doubt.LINK)
        return [link] if linked.end() == len(words) else [link, (part.start + linked.end(), Role.ANSWER, None)]
    opens = labelled and n == 0
    if n + 2 < len(parts) and _bare_credit(text, parts[n + 2]) and not opens and could_be_caption(words, 170):
        return [(part.start, Role.ANSWER, Doubt.CAPTION)]
    if lost := LOST_BREAK.search(words):
        caption = lost.start() < _CAPTION_LIMIT and not FIRST_PERSON.search(words[: lost.start()])
        goes_on = caption and labelled and n + 1 < len(parts) and not tells(words[lost.end() :])
        return [
            (part.start, Role.CAPTION if caption else Role.ANSWER, Doubt.LOST_BREAK),
            (part.start + lost.end(), Role.ANSWER, None if goes_on else Doubt.LOST_BREAK),
        ]
    if n == len(parts) - 1 and len(words) <= 90 and BYLINE.search(words):
        return [(part.start, Role.BYLINE, Doubt.BYLINE)]
    if POINTED.search(words):
        return [(part.start, Role.CAPTION, Doubt.WHO_STANDS_WHERE)]
    if n and words[0] in '"“' and _quoted_to_the_end(text, parts, n):
        return [(part.start, Role.NARRATION, Doubt.PULL_QUOTE)]
    if n and n == len(parts) - 1 and len(words) <= 60 and _signed(words):
        return [(part.start, Role.BYLINE, Doubt.NAMES_AT_END)]
    if n == len(parts) - 1 and (words[-1:] not in _STOPS or _quoted_end(words)):
        return [(part.start, Role.BYLINE if _signed(words) else Role.HEADING, Doubt.NO_STOP)]
    if n and len(words) <= 90 and NAMED_ONLY.fullmatch(words):
        return [(part.start, Role.CAPTION, Doubt.NAME_ALONE)]
    return [(part.start, Role.ANSWER, None)]


def _signed(words: str) -> bool:
    """Whether the words are nothing but an author's name, perhaps with what that person did."""
    return NAME_LINE.fullmatch(words) is not None and words[-1] not in ".!?…" and " " in words.strip()


def _quoted_end(words: str) -> bool:
    """Whether the words are short and end with a quotation but without a stop, as a headline may."""
    return len(words) <= 90 and words[-1] in '"”’' and words.rstrip('"”’')[-1:] not in ".!?…,;"


def _stuck(kinds: list[_Kind]) -> bool:
    """Whether a heading or a caption stands before: what reports somebody's words after it is the paper's."""
    return any(role is not Role.ANSWER for _, role, _ in kinds)


def _quoted_to_the_end(text: str, parts: list[Span], n: int) -> bool:
    """Whether the quotation that opens sentence `n` closes one of the last two sentences."""
    rest = text[parts[n].start : parts[-1].end]
    ends = [place for place in (rest.find("”", 1), rest.find('"', 1)) if place > 0]
    closing = max(rest.rfind("”"), rest.rfind('"'))
    return bool(ends) and min(ends) > 60 and len(rest) - closing < 90


def _bare_credit(text: str, part: Span) -> bool:
    found = find_credit(part.of(text))
    return found is not None and found.start() <= 2


def _credited(text: str, part: Span) -> list[_Kind]:
    words = part.of(text)
    credit = find_credit(words)
    assert credit is not None
    closed = words.find(")", credit.end()) if "(" in credit.group() else -1
    if 0 < closed < len(words) - 1:
        return [(part.start, Role.CAPTION, Doubt.CREDIT), (part.start + closed + 1, Role.ANSWER, Doubt.AFTER_CREDIT)]
    lost = _SHOUTED_CREDIT.match(words, credit.start()) or LOST_BREAK.search(words, credit.end())
    if lost is None:
        return [(part.start, Role.CAPTION, Doubt.CREDIT)]
    return [(part.start, Role.CAPTION, Doubt.CREDIT), (part.start + lost.end(), Role.ANSWER, Doubt.AFTER_CREDIT)]


def _join(text: str, unit: Unit, kinds: list[_Kind]) -> list[Part]:
    """Neighbours of one kind made one part."""
    kept: list[_Kind] = []
    for kind in kinds:
        if not kept or (kept[-1][1], kept[-1][2]) != (kind[1], kind[2]):
            kept.append(kind)
    pieces = split_at(text, unit, [start for start, _, _ in kept[1:]])
    if len(pieces) != len(kept):
        return [Part(replace(unit), Role.ANSWER, Doubt.UNPARTED)]
    return [Part(piece, role, doubt) for piece, (_, role, doubt) in zip(pieces, kept, strict=True)]
