"""Captions and headings that stick to an answer where a page's line breaks were lost."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from qa.interview import Role
from qa.labels import BYLINE, CREDIT, FIRST_PERSON, LOST_BREAK, LOWER, TITLE, UPPER
from qa.parse.telling import OWN_WORDS, tells
from qa.parse.units import Unit, split_at
from qa.text import Span, sentences


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a broken line: its words as a unit, its role, and why it must not be served, if so."""

    unit: Unit
    role: Role
    doubt: str = ""


NAME_LINE = re.compile(
    rf"\W*(?:[{UPPER}][\w.'’]*)(?:[\s\-–/,&.]+(?:[{UPPER}][\w.'’]*|và)){{0,9}}(?:\s*[\-–/]\s*[\w.]+)?(?:\s*[*_]*\([^()]{{2,60}}\))?\W*"
)
"""A line of names, perhaps with what they did in brackets: a byline, or the caption of a portrait."""

NAMED_ONLY = re.compile(rf"{TITLE}(?:[\s,.\-–]+[\w&]+){{0,14}}?(?:\s+[{UPPER}][\w.]+){{2,5}}\.?")
"""A sentence that is nothing but titles, offices and a name: the caption of a portrait."""

_STOPS = '.!?…"”’):;*'
_PULLED = "may be a pull quote"
POINTED = re.compile(
    r"\((?:bìa\s+|đứng\s+|thứ\s+\w+\s+(?:từ\s+)?|ngoài\s+cùng\s+)?(?:phải|trái|giữa|áo\s+\w+)[^()]{0,20}\)"
)
_SHOUTED_CREDIT = re.compile(rf"\W*[ẢảA]nh\s*:\s*(?:[{UPPER}.\-]+\s+){{1,4}}(?=[{UPPER}][{LOWER}]+\s+[{LOWER}])")


def part_debris(text: str, unit: Unit) -> list[Part]:
    """The parts of `unit`, an answer: its sentences, parted where a caption or a heading stands among them."""
    parts = sentences(text, unit.content)
    if not parts:
        return [Part(unit, Role.ANSWER)]
    kinds: list[tuple[int, Role, str]] = []
    for n, part in enumerate(parts):
        if kinds and kinds[-1][2] in (_PULLED, OWN_WORDS):
            break
        if _stuck(kinds) and tells(part.of(text)):
            kinds.append((part.start, Role.ANSWER, OWN_WORDS))
            continue
        kinds.extend(_read(text, parts, n, part))
    return _join(text, unit, kinds)


def _read(text: str, parts: list[Span], n: int, part: Span) -> list[tuple[int, Role, str]]:
    """Where the parts of one sentence begin, with role and doubt."""
    words = part.of(text)
    if CREDIT.search(words):
        return _credited(text, part)
    if n + 1 < len(parts) and _bare_credit(text, parts[n + 1]) and not FIRST_PERSON.search(words):
        return [(part.start, Role.CAPTION, "caption")]
    if n + 2 < len(parts) and _bare_credit(text, parts[n + 2]) and not FIRST_PERSON.search(words):
        return [(part.start, Role.ANSWER, "may be a caption")]
    if lost := LOST_BREAK.search(words):
        caption = lost.start() < 130 and not FIRST_PERSON.search(words[: lost.start()])
        return [
            (part.start, Role.CAPTION if caption else Role.ANSWER, "lost line break"),
            (part.start + lost.end(), Role.ANSWER, "lost line break"),
        ]
    if n == len(parts) - 1 and len(words) <= 90 and BYLINE.search(words):
        return [(part.start, Role.BYLINE, "byline")]
    if POINTED.search(words):
        return [(part.start, Role.CAPTION, "who stands where")]
    if n and words[0] in '"“' and _quoted_to_the_end(text, parts, n):
        return [(part.start, Role.NARRATION, _PULLED)]
    if n == len(parts) - 1 and words[-1:] not in _STOPS:
        signed = len(words) <= 60 and NAME_LINE.fullmatch(words)
        return [(part.start, Role.BYLINE if signed else Role.HEADING, "no stop at the end")]
    if n and len(words) <= 90 and NAMED_ONLY.fullmatch(words):
        return [(part.start, Role.CAPTION, "a name alone")]
    return [(part.start, Role.ANSWER, "")]


def _stuck(kinds: list[tuple[int, Role, str]]) -> bool:
    """Whether a heading or a caption stands before: what reports somebody's words after it is the paper's."""
    return any(role is not Role.ANSWER for _, role, _ in kinds)


def _quoted_to_the_end(text: str, parts: list[Span], n: int) -> bool:
    """Whether the quotation that opens sentence `n` closes one of the last two sentences."""
    rest = text[parts[n].start : parts[-1].end]
    ends = [place for place in (rest.find("”", 1), rest.find('"', 1)) if place > 0]
    closing = max(rest.rfind("”"), rest.rfind('"'))
    return bool(ends) and min(ends) > 60 and len(rest) - closing < 90


def _bare_credit(text: str, part: Span) -> bool:
    found = CREDIT.search(part.of(text))
    return found is not None and found.start() <= 2


def _credited(text: str, part: Span) -> list[tuple[int, Role, str]]:
    words = part.of(text)
    credit = CREDIT.search(words)
    assert credit is not None
    closed = words.find(")", credit.end()) if "(" in credit.group() else -1
    if 0 < closed < len(words) - 1:
        return [(part.start, Role.CAPTION, "credit"), (part.start + closed + 1, Role.ANSWER, "after a credit")]
    lost = _SHOUTED_CREDIT.match(words, credit.start()) or LOST_BREAK.search(words, credit.end())
    if lost is None:
        return [(part.start, Role.CAPTION, "credit")]
    return [(part.start, Role.CAPTION, "credit"), (part.start + lost.end(), Role.ANSWER, "after a credit")]


def _join(text: str, unit: Unit, kinds: list[tuple[int, Role, str]]) -> list[Part]:
    """Neighbours of one kind made one part."""
    kept: list[tuple[int, Role, str]] = []
    for kind in kinds:
        if not kept or (kept[-1][1], kept[-1][2]) != (kind[1], kind[2]):
            kept.append(kind)
    pieces = split_at(text, unit, [start for start, _, _ in kept[1:]])
    if len(pieces) != len(kept):
        return [Part(replace(unit), Role.ANSWER, "could not be parted")]
    return [Part(piece, role, doubt) for piece, (_, role, doubt) in zip(pieces, kept, strict=True)]
