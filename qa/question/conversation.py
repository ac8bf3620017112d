"""Follow-up questions without a language model: a question with no subject of its own leans on the one before it.

A question that leans is searched for its own words first; the question before weighs a little, and so do the
interview and the turn that answered it. Earlier answers are never evidence: only the user's questions are kept, and
what they find is looked up anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from qa.names.labels import UPPER
from qa.question.asked import asked_one
from qa.text import fold, has_accents, nfc, tokens

REMEMBERED = 8
"""How many earlier questions are looked at, when each leans on the one before it: the topic is that of the first."""

TOPIC_WEIGHT = 0.3
"""How much the question before weighs beside one that leans on it (chosen on the follow-ups of the dev interviews); as
much as the question itself where that has no word of its own ("Vì sao?")."""


class Leaning(Enum):
    """How surely a question leans on the one before it: by a word that says so, by being short, or not at all."""

    SAID = "said"
    SHORT = "short"
    NONE = "none"


SAME_INTERVIEW = {Leaning.SAID: 0.5, Leaning.SHORT: 0.25}
"""What it is worth to stand in the interview that answered the question before (tests/benchmarks/followups.py)."""

SAME_TURN = {Leaning.SAID: -0.08, Leaning.SHORT: 0.13}
"""What it is worth, beside that, to be the turn that did: "Còn kinh phí?" asks for another, "Bao nhiêu?" for this."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the question before was, and the place that answered it: its interview and utterance id.

    `root` is the question with which the topic began, where that one leaned on another itself.
    """

    question: str
    interview: str
    turn: int
    root: str = ""

    @property
    def topic(self) -> str:
        """What is spoken of, in the user's words."""
        return f"{self.root} {self.question}".strip()


_OPENING = re.compile(
    r"(?:(?:và |nhưng )?(?:thế|vậy)(?! (?:giới|hệ|mạnh|kỷ|kỉ|chấp|lực|nào là|vận|trận|năng|chủ))"
    r"|(?:và |nhưng |thế |vậy )?(?:còn|riêng)(?! (?:tư|lẻ|rẽ))|ngoài ra|nhưng)\b"
)
_BARE_OPENING = re.compile(
    r"(?:(?:va |nhung )?(?:the|vay)"
    r"(?: con| thi| rieng|$| (?:ong|ba|ho|no|co|sao|khi|luc|sang|nam|sap|viec|bao|ai|dau)\b)"
    r"|con (?!nguoi|duong|so |em |trai|gai|cai)[a-z ]+(?: thi\b| sao$| the nao$)|rieng |ngoai ra|cu the)"
)
_POINTING = re.compile(
    r"\b(?:ông|bà|anh|chị|cô|chú|bác|vị|ngài|người|nhóm|bên) (?:ấy|này|đó|kia|ta)\b"
    r"|\bhọ (?!hàng|tên|tộc|nhà|và tên)|\bhọ$|(?<!dòng )\bnó\b|\bấy\b"
    r"|(?<!trong )(?<!do )(?<!theo )(?<!nào )(?<!ai )(?<!gì )(?<!đâu )\bđó\b(?! là)"
    r"|\b(?:việc|điều|vấn đề|chuyện|nơi|lúc|khi|hình thức|cách|dự án|chương trình|chính sách|kết quả|quy định) này\b"
    r"|\b(?:nói|nêu|kể|như|các \w+|những \w+|kết quả|ý kiến) trên\b|\bnhư (?:vậy|thế)\b"
    r"|\bở đây\b|\bhai bên\b|\bcả hai\b"
)
_BARE_POINTING = re.compile(
    r"\b(?:ong|ba|anh|chi|co|vi) ay\b|\b(?:viec|dieu|van de|chuyen|noi|luc|khi|tren|o) do\b"
    r"|\bho (?:co|se|da|dang|lam|con|phai|muon)\b|\b(?:viec|dieu|van de|chuyen) nay\b|\bnhu (?:vay|the)\b"
)
_SAYING = (
    "có|còn|cho|nghĩ|nói|thấy|bảo|muốn|sẽ|đã|đang|kỳ vọng|mong|nhận|khuyên|lo|giải|bình|trả|làm|dự|kể|đánh|đề|kiến|"
    "khẳng|cảm|chia|gửi|đồng|lý|phản|hứa|trông|hy|tin|vẫn|phải|gặp"
)
_ADDRESSED = re.compile(rf"\b(?:[Ôô]ng|[Bb]à) (?:{_SAYING})\b|(?:[Tt]heo|[Tt]hưa|với|của) (?:ông|bà)\s*(?:[,?]|$)")
_NAMING = re.compile(rf"(?:(?<=\w )|(?<=, )|(?<=[“\"(]))[{UPPER}][\w&.-]*(?: [{UPPER}][\w&.-]*)*|(?<=\w )\d[\d/.,]*")
_ASKING = frozenset(
    """ai bao bằng bị bởi bảo các cách cái có còn cần của cho chưa cứ cùng dạng do đã đang đâu để đến được đi gì
    hay hãy hiện hơn khi không là làm lắm lên loại lại lúc mà mấy một muốn mới nào này nay nếu nên ngày nghĩ
    nhiêu nhiều như nhưng những nói nữa ở phải qua quá ra rằng rất rồi sao sau sắp sẽ so tại tới theo thế thì
    thật thêm thứ tháng năm từ trên trong trước và vào vẫn vậy về vì việc với vừa xong xin""".split()  # noqa: SIM905
)

_BARE_ASKING = frozenset(fold(" ".join(_ASKING)).split())

FEW = {True: 4, False: 2}
"""A question with at most this many words of its own, and no name or number, may lean without saying so; fewer are
told from words of asking where it is typed without accents (False)."""


SUBJECT = 2
"""Syllables of its own, beside whose words it asks for, that are a subject: "nói gì về du lịch"."""


def leaning_of(question: str) -> Leaning:
    """Tells whether a question has no subject of its own."""
    question = nfc(question).strip()
    words = " ".join(tokens(question))
    opening, pointing = (_OPENING, _POINTING) if has_accents(question) else (_BARE_OPENING, _BARE_POINTING)
    if opening.match(words) or pointing.search(words) or _addresses(question):
        return Leaning.SAID
    if _names_its_subject(question):
        return Leaning.NONE
    asks = question.endswith("?") or bool(set(fold(words).split()) & _INTERROGATIVE)
    return (
        Leaning.SHORT
        if asks and own_words(question) <= FEW[has_accents(question)] and not own_names(question)
        else Leaning.NONE
    )


def own_words(question: str) -> int:
    """Tells how many syllables of a question say what it is about."""
    asking = _ASKING if has_accents(question) else _BARE_ASKING
    return len(set(tokens(question)) - asking)


def own_names(question: str) -> tuple[str, ...]:
    """Returns the names and numbers that a question prints after its first word."""
    return tuple(found.group().strip(".,") for found in _NAMING.finditer(nfc(question)))


def _names_its_subject(question: str) -> bool:
    """Whether a question says whose words on what it asks for."""
    asked = asked_one(question)
    if asked is None:
        return False
    return own_words(f"{question[: asked.span.start]} {question[asked.span.end :]}") >= SUBJECT


_INTERROGATIVE = frozenset("gi nao sao khong may dau bao".split())  # noqa: SIM905


def _addresses(question: str) -> bool:
    """Whether someone whom the question has not named is spoken of as "ông" or "bà" alone."""
    found = _ADDRESSED.search(question)
    return found is not None and not own_names(question[: found.start()] + " ")
