"""What kind of thing a question asks for ("bao nhiêu tỷ đồng", "khi nào"), and whether a sentence states one.

The nearest wrong answer is the turn that speaks of the very subject and never states the figure that is asked
for: no measure of likeness tells it from the right one, the missing figure does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from qa.text import artificial, fold, has_accents, tokens


class AnswerType(StrEnum):
    """The kinds that can be looked for in a sentence."""

    NUMBER = "number"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Expected:
    """The kind of answer, and for a number the folded word that the question counts ("nguoi"), where it names one."""

    type: AnswerType
    unit: str = ""


def _both(pattern: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The pattern for questions with accents and for those without."""
    return re.compile(pattern), re.compile(fold(pattern))


_HOW_LONG = _both(r"\bbao lâu\b")
_COUNT = _both(r"\bbao nhiêu(?: (\w+))?")
_RANK = _both(r"\b(?:thứ|hạng|số) mấy\b")
# "Đã bao giờ", "có khi nào" and "bao giờ chưa" ask whether, "không bao giờ" asks nothing.
_TIME = _both(
    r"\b(?:(?<!có )khi nào|(?<!có )(?<!đã )(?<!chưa )(?<!không )(?<!chẳng )bao giờ(?! chưa)"
    r"|(?:năm|ngày|tháng|quý|lúc|mốc) nào|thời (?:điểm|gian) nào|hồi nào|năm mấy|tháng mấy)\b"
)
# "Mấy" counts where nothing else is asked: "Mấy tiệm thẩm mỹ phải làm gì?" asks of some, not of how many.
_ELSE = _both(r"\b(?:gì|sao|nào|đâu|ai)\b|\b(?:không|ko|chưa|chứ)(?: ạ)?$|\b(?:à|ư|hả)$")
# Without accents "may" is many words: only before what is commonly counted.
_FEW = (
    re.compile(r"\bmấy (\w+)"),
    re.compile(r"\bmay (nam|thang|ngay|gio|phut|nguoi|vu|lan|dot|phan|loai|tinh|nuoc|xa|huyen|du|doanh|bai)\b"),
)

# What follows "bao nhiêu" without being counted.
_NOT_COUNTED = frozenset(
    "là thì ở đạt so cho theo để vì trong từ và mới hơn trên sau trước khi với được tại một mỗi nhờ do".split()  # noqa: SIM905
)

_MONEY = ("dong", "ty", "ti", "trieu", "nghin", "ngan", "usd", "do", "euro", "dola")
_SPAN = ("nam", "thang", "ngay", "tuan", "gio", "phut", "quy", "buoi")
_AREA = ("ha", "hecta", "hec", "m2", "km2", "met")
_UNITS: dict[str, tuple[str, ...]] = {
    "phan": ("%", "phan"),
    "tien": _MONEY,
    "kinh": _MONEY,
    "von": _MONEY,
    "ngan": _MONEY,
    "ty": ("ty", "ti", "nghin", "ngan"),
    "ti": ("ty", "ti", "nghin", "ngan"),
    "lau": _SPAN,
    "thoi": _SPAN,
    "ha": _AREA,
    "hecta": _AREA,
    "met": ("m", "met", "m2", "km"),
    "kilomet": ("km", "kilomet", "cay"),
    "km": ("km", "kilomet", "cay"),
}
"""What may stand behind the number, by the word that asks: "bao nhiêu tiền" is answered in đồng."""

_NUMBER_WORDS = frozenset("mot hai ba bon nam sau bay tam chin muoi chuc tram nghin ngan nua vai".split())  # noqa: SIM905
_PIECE = re.compile(r"%|\d+(?:[.,/]\d+)*|[^\W\d_]\w*")
_DATED = re.compile(
    r"\b(?:ngay|thang|quy|nam|the ky|nhiem ky|giai doan|khoa) (?:\d|toi|sau|nay|truoc|ngoai|mot|hai|ba|xx|xi|xv|i)|"
    r"\b\d{1,2}/\d{1,4}\b|\b(?:19|20)\d\d\b|\b(?:cuoi|dau|giua) (?:nam|thang|quy|tuan|nhiem ky)|"
    r"\b(?:hom (?:nay|qua)|ngay mai|tuan (?:nay|toi|sau|truoc)|sap toi|thoi gian toi)\b"
)

NEAR_UNIT = 4
"""Words after a number in which its unit is looked for: "24.000 lượt cán bộ, giảng viên"."""


def asked_words(question: str) -> str:
    """Returns the syllables of a question in small letters, without punctuation; artificial intelligence is no "ai"."""
    return " ".join(tokens(artificial(question)))


def expected_of(question: str) -> Expected | None:
    """Tells the kind of answer that a question asks for, accents or not; None where any words will do."""
    bare = not has_accents(question)
    asked = asked_words(question)
    if _HOW_LONG[bare].search(asked):
        return Expected(AnswerType.NUMBER, "lau")
    if counted := _COUNT[bare].search(asked):
        unit = counted[1] or ""
        plain = unit in _NOT_COUNTED or (bare and unit in _NOT_COUNTED_BARE)
        return Expected(AnswerType.NUMBER, "" if plain else fold(unit))
    if _RANK[bare].search(asked):
        return Expected(AnswerType.NUMBER)
    if _TIME[bare].search(asked):
        return Expected(AnswerType.TIME)
    few = None if _ELSE[bare].search(asked) else _FEW[bare].search(asked)
    return Expected(AnswerType.NUMBER, fold(few[1])) if few else None


# "thi" may be "thì" or "thí (sinh)", "tai" may be "tại" or "tài (khoản)": only what is hardly a noun.
_NOT_COUNTED_BARE = frozenset("la o so cho theo de vi trong moi hon tren sau truoc khi voi mot nho do".split())  # noqa: SIM905


def states_expected(sentence: str, expected: Expected) -> bool:
    """Tells whether a sentence states something of the expected kind."""
    folded = fold(sentence)
    if expected.type is AnswerType.TIME:
        return bool(_DATED.search(folded))
    pieces = _PIECE.findall(folded)
    units = _UNITS.get(expected.unit, (expected.unit,)) if expected.unit else ()
    for place, piece in enumerate(pieces):
        digits = piece[0].isdigit()
        if not digits and (piece not in _NUMBER_WORDS or not units):
            continue
        if not units or any(unit in pieces[place + 1 : place + 1 + NEAR_UNIT] for unit in units):
            return True
    return False


_OF_ASKING = frozenset("bao nhieu may nao khi gio lau thoi diem hoi luc moc".split())  # noqa: SIM905


def asking_words(expected: Expected | None) -> frozenset[str]:
    """Returns the folded words of a question that say in what it is to be answered; they are no subject."""
    if expected is None:
        return frozenset()
    if expected.type is AnswerType.TIME:
        return _OF_ASKING | {"nam", "thang", "ngay", "quy", "qui", "gian"}
    if expected.unit == "phan":
        return _OF_ASKING | {"phan", "tram"}
    return _OF_ASKING | set(_MONEY) if expected.unit in _MONEY else _OF_ASKING
