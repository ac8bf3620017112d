"""Every quotation of an article with the speaker that the article names, ready to be checked one by one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from qa.bounds import LONGEST_CLAIM
from qa.quote.attribution import speakers
from qa.quote.marks import Marked, Marking, marked_quotations
from qa.quote.words import Words
from qa.text import Span, nfc

__all__ = ["Marking", "Quotation", "Unchecked", "quotations_in"]

SHORTEST = 3
"""Words of the shortest quotation that can be checked: fewer stand in every archive, whoever said them."""

_LONGEST_NAME = 15
"""Words of the longest quotation that may be a name: of a project, a book, a slogan."""

_NAMED_WITHIN = 30
"""Characters before a quotation in which the noun must stand that it is the name of."""

_LONGEST_PRONOUN = 4
"""Characters of an article's words for a speaker that add nothing to the name: "ông", "thầy"."""

_NAMED = re.compile(
    r"(?<!\w)(?:đề\s+án|chương\s+trình|dự\s+án|cuộc\s+thi|phong\s+trào|cuốn|sách|bài\s+báo|bài\s+viết|bài|tác\s+phẩm|"
    r"phim|chuyên\s+đề|hội\s+thảo|hội\s+nghị|tọa\s+đàm|toạ\s+đàm|nghị\s+quyết|nghị\s+định|mô\s+hình|chủ\s+đề|khẩu\s+hiệu|"
    r"danh\s+hiệu|giải(?:\s+thưởng)?|cụm\s+từ|khái\s+niệm|mang\s+tên|tên|gọi\s+là|nhan\s+đề|tiêu\s+đề|tựa\s+đề|"
    r"chiến\s+dịch|chuyên\s+mục|triển\s+lãm|ca\s+khúc|bài\s+hát)(?:\s+là)?\s*:?\s*$",
    re.IGNORECASE,
)


class Unchecked(StrEnum):
    """Why a quotation is listed without a verdict."""

    SHORT = "short"
    LONG = "long"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that an article quotes: `text` is exactly `span` of the article's NFC text.

    `speaker` is the name to check by (None: the article names nobody), `attributed` the article's own words for
    the speaker; `sure`: these name the speaker. `unchecked`: why no verdict can be given.
    """

    span: Span
    text: str
    marking: Marking
    speaker: str | None = None
    attributed: str | None = None
    unchecked: Unchecked | None = None
    sure: bool = True

    @property
    def said_by(self) -> str | None:
        """Who is said to speak, for a reader: the name, and the article's words where they add to it."""
        if self.speaker and self.attributed and self.speaker not in self.attributed:
            return f"{self.speaker} ({self.attributed})" if len(self.attributed) > _LONGEST_PRONOUN else self.speaker
        return self.speaker or self.attributed


def quotations_in(text: str) -> tuple[Quotation, ...]:
    """Finds every quotation of an article in print order, in whatever marks: “…”, "…", «…», ‘…’, a dash, a label."""
    text = nfc(text)
    marked = marked_quotations(text)
    found = []
    for one, speaker in zip(marked, speakers(text, marked), strict=True):
        found.append(
            Quotation(
                one.span,
                one.span.of(text),
                one.marking,
                speaker=speaker.name if speaker else None,
                attributed=speaker.words if speaker else None,
                unchecked=_unchecked(text, one),
                sure=speaker is None or speaker.sure,
            )
        )
    return tuple(found)


def _unchecked(text: str, one: Marked) -> Unchecked | None:
    if len(one.span.of(text)) > LONGEST_CLAIM:
        return Unchecked.LONG
    words = Words(one.span.of(text))
    if len(words) < SHORTEST:
        return Unchecked.SHORT
    if one.marking is not Marking.MARKS or len(words) > _LONGEST_NAME:
        return None
    named = _NAMED.search(text, max(0, one.outside.start - _NAMED_WITHIN), one.outside.start)
    return Unchecked.NAME if named else None
