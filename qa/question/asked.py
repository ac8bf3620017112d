"""Whose words a question asks for: "Theo ông X …", "Đại diện VTV trả lời thế nào …", "quan điểm của Chủ tịch Y …"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.names.labels import CALLINGS, DEGREES, POSTS, PRONOUNS, RANKS, UPPER
from qa.names.people import full_names
from qa.names.speakers import same_speaker
from qa.text import Span, fold, folded_search_tokens, nfc

HIS, OTHERS = 0.5, 0.25
"""The share of the words for whoever is asked that a speaker's name and posts must hold to be the one, and below which
it is another: "Giám đốc Công an Hà Nội" shares half with "Bí thư Thành ủy Hà Nội" (read off the labelled questions)."""

_SAYS = (
    r"cho (?:biết|rằng|hay|là)|nói|trả lời|đánh giá|nhận (?:định|xét)|đề (?:nghị|xuất)|kiến nghị|khẳng định|dự báo|"
    r"chia sẻ|bình luận|giải thích|lý giải|nêu|khuyên|hướng dẫn|phát biểu|chê|khen|ví|kể|thừa nhận|cam kết|hứa|mong|"
    r"muốn|nghĩ|bày tỏ|cảnh báo|tiết lộ|lo ngại|khai|lên tiếng|giải trình|tuyên bố|nhấn mạnh"
)
_WHAT = r"(?:rõ |thêm )?(?:những )?(?:gì|thế nào|như thế nào|ra sao|sao)\b"
_SAYS_AFTER = re.compile(rf"\s*,?\s*(?:(?:đã|có|từng|cũng|lại|sẽ|vừa)\s+)?(?:{_SAYS})\b", re.IGNORECASE)
_OPENING = (
    r"(?:(?:và|nhưng|vậy|thế|xin|cho|tôi|hỏi|biết|vì sao|tại sao|sao|bao giờ|khi nào|có phải|có đúng|liệu|rằng|là)\s+)*"
)
_SUBJECT = re.compile(
    rf"(?:^|[,;:?]\s*|\.\s+){_OPENING}(?P<who>(?:[^,;:?.“”\"]|\.(?=\w)){{2,80}}?)\s+"
    rf"(?:(?:đã|có|từng|cũng|lại|sẽ|vừa)\s+)?(?:{_SAYS})\b(?P<what>\s+{_WHAT})?",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"(?:^|\W)(?:theo(?: lời| ý)?|(?:lời|ý kiến|quan điểm|nhận (?:định|xét)|đánh giá|chia sẻ|góc nhìn)(?: của)?)\s+"
    r"(?P<who>(?:[^,;:?.“”\"]|\.(?=\w)){2,80}?)\s*(?:$|[,;:?.]|\s(?:thì|về|việc|có|là|cho|bao|mỗi|ai|cần|nên|đã|sẽ)\b)",
    re.IGNORECASE,
)


def _one_of(*groups: str) -> str:
    words = {word for group in groups for word in group.split("|")}
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + r")\b"


_TITLED = re.compile(_one_of(PRONOUNS, DEGREES, RANKS, POSTS, CALLINGS), re.IGNORECASE)
_HEAD = re.compile(_one_of(RANKS, POSTS), re.IGNORECASE)
_CALLED = re.compile(rf"{_one_of(PRONOUNS, DEGREES, CALLINGS)}\s+(?-i:[{UPPER}]\w*(?:\s+[{UPPER}]\w*)*)", re.IGNORECASE)
_KIN = re.compile(r"(?:vợ|chồng|mẹ|bố|cha|con|bạn|người yêu|gia đình|thân nhân|họ hàng)\b", re.IGNORECASE)
_PASSIVE = re.compile(r"\s(?:bị|được)$", re.IGNORECASE)
_ENDS = re.compile(r"\s+(?:có|bị|được|đã|phải|lấy|khi|lại)\b.*$")
_EMPTY = frozenset("ong ba anh chi co chu bac thay ngai cac nhung ho ai gi sao the nao nguoi cua dai dien".split())  # noqa: SIM905


_AFTER_THEME = re.compile(r"^.*\sthì\s", re.IGNORECASE)
"""What is spoken of first: "Còn các đội khác thì ông ấy nghĩ gì?"."""

_POINTED = re.compile(
    r"\b(?:(?:ông|bà|anh|chị|cô|chú|bác|thầy|vị|ngài) (?:ấy|này|ta)|(?:ong|ba|anh|chi|co|thay) ay)\b", re.IGNORECASE
)


def pointed_at(question: str) -> Span | None:
    """Finds the words that point at a person who was spoken of before ("ông ấy")."""
    found = _POINTED.search(nfc(question))
    return Span(*found.span()) if found else None


@dataclass(frozen=True, slots=True)
class Asked:
    """The words (`span`) for the one whose words are asked for; `name`: the full name in them, "" for none.

    `surely`: their words themselves are asked for ("nói gì", "theo …"), not something that they did.
    """

    span: Span
    who: str
    name: str
    surely: bool

    def is_speaker(self, speaker: str, labels: str) -> float:
        """Says whether a speaker, by name or printed labels, is the one asked for: 1, another: -1, unsure: 0."""
        if not speaker:
            return 0.0
        if self.name or _KIN.match(self.who):
            return 1.0 if same_speaker(self.name, speaker) and not _KIN.match(self.who) else -1.0
        if same_speaker(self.who, speaker):
            return 1.0
        head = _HEAD.match(self.who)
        if head and not set(folded_search_tokens(head[0])) <= set(folded_search_tokens(labels)):
            return -1.0 if self.surely else 0.0
        words = [word for word in folded_search_tokens(self.who) if word not in _EMPTY]
        if pointed_at(self.who) == Span(0, len(self.who)):
            return 0.0
        there = set(folded_search_tokens(f"{speaker} {labels}"))
        if not words:
            return 0.0
        share = sum(word in there for word in words) / len(words)
        if share >= HIS:
            return 1.0
        return -1.0 if share < OTHERS and self.surely else 0.0


def asked_one(question: str) -> Asked | None:
    """Finds the one whose words a question asks for, by name, post or body; None where nobody's are."""
    question = nfc(question)
    subject, source = _SUBJECT.search(question), _SOURCE.search(question)
    if subject and _PASSIVE.search(subject["who"]):
        subject = None
    found = subject if subject and (subject["what"] or not source) else source
    if not found:
        return None
    who = _AFTER_THEME.sub("", _ENDS.sub("", found["who"]))
    called = _CALLED.match(who)
    who = called[0] if called else who
    if fold(who) in _EMPTY:
        return None
    titled = _TITLED.match(who) is not None
    names = [span.of(who) for span in full_names(who)]
    surely = found is source or bool(found["what"])
    if not (titled or names or (found is subject and found["what"])):
        return None
    start = question.index(who, found.start("who"))
    return Asked(Span(start, start + len(who)), who, names[-1] if names else "", surely)


def asked_speaker(question: str) -> str | None:
    """Finds the full name of the one whose words are asked for; None where no one is named in full."""
    question = nfc(question)
    # "Theo" has the capital of its place, and would be taken for a name's beginning.
    for span in full_names(re.sub(r"^Theo\b", "theo", question)):
        if _SAYS_AFTER.match(question, span.end):
            return span.of(question)
    found = asked_one(question)
    return found.name or None if found and found.surely else None
