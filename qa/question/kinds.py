"""What kind of question is asked: the first rule that fits says so, each by the words that it looks for.

Each kind has its own test of what answers it (qa/answer/stated.py): a number is answered by a number, a reason by a
sentence that gives one; a subject by any words on it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from qa.question.expected import asked_words, expected_of
from qa.text import fold, has_accents


class QuestionKind(StrEnum):
    """The kinds of question."""

    NUMBER = "number"
    TIME = "time"
    REASON = "reason"
    PERSON = "person"
    PLACE = "place"
    LIST = "list"
    NAME = "name"
    SIDE = "side"
    WAY = "way"
    THING = "thing"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind, and the words of a question (in small letters, without punctuation) that show it.

    `bare` are the words where they are typed without accents; only those that are hardly anything else there.
    """

    kind: QuestionKind
    written: re.Pattern[str]
    bare: re.Pattern[str] | None

    def fits(self, asked: str, accented: bool) -> bool:
        """Tells whether the words show the kind."""
        pattern = self.written if accented else self.bare
        return pattern is not None and pattern.search(asked) is not None


def _rule(kind: QuestionKind, written: str, bare: str | None = "same") -> Rule:
    folded = fold(written) if bare == "same" else bare
    return Rule(kind, re.compile(written), re.compile(folded) if folded else None)


_PLACES = "tỉnh|thành phố|huyện|xã|địa phương|nước|quốc gia|nơi|chỗ|đường|khu vực|vùng|khu|sân|trường"
_SAYS = "nói|nghĩ|nhận xét|phát biểu|chia sẻ|bình luận|kể|trả lời|phản ứng|nhận định|khai|giải thích|lý giải|đánh giá"
_VIEWS = "ý kiến|quan điểm|suy nghĩ|cảm nghĩ|đánh giá|nhận xét"
_ANY = "gì|thế nào|ra sao|như thế nào|sao"

RULES = (
    _rule(
        QuestionKind.NUMBER,
        r"\bbao xa\b|(?<!\bđến )(?<!\btới )\bmức nào\b|\bmấy$",
        r"\bbao xa\b|(?<!\bden )(?<!\btoi )\bmuc nao\b",
    ),
    _rule(
        QuestionKind.REASON,
        r"\b(?:vì|tại|do|bởi) (?:sao|đâu)\b|^sao\b|\bsao (?:lại|mà)\b|\b(?:nguyên nhân|căn nguyên|lý do|lí do)\b",
    ),
    _rule(
        QuestionKind.LIST,
        r"\bgồm (?:có |những )?(?:gì|ai|những|các)|\b(?:danh sách|liệt kê|kể tên|tên (?:các|những|\d+))\b"
        r"|\b(?:những|các|hai|ba|bốn|năm|\d+) (?:\w+ ){1,6}nào\b|\bnhững ai\b"
        r"|\b\d+ (?:\w+ ){1,8}(?:là|tên) (?:những )?gì\b",
    ),
    _rule(QuestionKind.PLACE, rf"\b(?:ở|tại|về|đến|tới|từ|đi|nằm) đâu\b|\b(?:{_PLACES}) nào\b"),
    _rule(
        QuestionKind.PERSON,
        r"(?<!\bbất cứ )(?<!\bkhông )\bai\b(?! cũng)"
        r"|\b(?:người|vị|ông|bà|cơ quan|đơn vị|bên|doanh nghiệp|công ty) nào\b",
        r"\b(?:do ai|ai (?:da|se|la|dang|bi|duoc|noi|phai)|nguoi nao)\b",
    ),
    _rule(
        QuestionKind.SIDE,
        r"\b(?:có|đã|được|còn|nên|phải|cần|đúng)\b.*\b(?:không|ko|chưa|chăng)\b|^(?:liệu|có (?:phải|nên|đúng))\b"
        r"|\b(?:không|chưa|chứ|chăng|à|ư|hả)(?: ạ| vậy| nhỉ| thưa \w+)*$|\bhay (?:là )?\w",
    ),
    _rule(
        QuestionKind.TOPIC,
        rf"\b(?:{_SAYS})(?: \w+)? (?:{_ANY})\b|\b(?:{_VIEWS})(?: \w+)? (?:của|về)\b|^(?:quan điểm|ý kiến|suy nghĩ)\b",
    ),
    _rule(
        QuestionKind.WAY,
        r"\b(?:thế nào|như thế nào|ra sao|bằng cách nào|kiểu gì|làm sao|cách nào|(?:đến|tới) mức nào)\b",
    ),
    _rule(QuestionKind.NAME, r"\bnào\b|\btên (?:là )?gì\b"),
    _rule(QuestionKind.THING, r"\b(?:gì|sao)\b", r"\b(?:la gi|gi|sao)\b"),
)
"""From the surest to the least sure; what fits none is a bare subject."""


def kind_of(question: str) -> QuestionKind:
    """Recognises the kind of a question, typed with or without accents; a bare noun phrase is a topic."""
    if expected := expected_of(question):
        return QuestionKind(expected.type.value)
    asked, accented = asked_words(question), has_accents(question)
    return next((rule.kind for rule in RULES if rule.fits(asked, accented)), QuestionKind.TOPIC)
