"""Messages that ask the archive about itself, or greet it: rules, each by the words that it looks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from qa.text import fold, nfc


class AsideKind(StrEnum):
    """What such a message wants: a friendly word, interviews or their count, the newest, people, some side by side, or
    whatever a person said.
    """

    TALK = "talk"
    THANKS = "thanks"
    INTERVIEWS = "interviews"
    NEWEST = "newest"
    PEOPLE = "people"
    COMPARE = "compare"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Aside:
    """What is wanted; on which `topic` ("": none), and for COMPARE and PERSON of which `people`, as typed.

    `newest`: of interviews on a topic the newest come first; `within`: the time and paper that they are of.
    """

    kind: AsideKind
    topic: str = ""
    people: tuple[str, ...] = ()
    newest: bool = False
    within: str = ""


_TALK = re.compile(
    r"(?:xin chao|chao|hello|hi|alo|hey)(?: (?:ban|ad|anh|chi|em|moi nguoi|kho))?"
    r"|(?:ban|day|trang nay|cong cu nay|kho nay) (?:la ai|la gi|(?:co the )?lam (?:duoc )?(?:nhung )?gi)"
    r"|(?:ban|trang nay|cong cu nay|kho nay) dung (?:de lam gi|the nao)"
    r"|(?:huong dan|tro giup|giup (?:toi|voi|minh))(?: su dung)?"
    r"|(?:(?:hay|nho|ban) )*giup (?:toi|minh|em) (?:viet|soan|dich|ke|tinh|lam) .+"
    r"|(?:(?:hay|nho|ban) )*(?:viet|soan|dich|ke|tinh|lam) (?:giup|cho|ho) (?:toi|minh|em)(?: .+)?"
    r"|(?:hay|nho ban|ban hay) (?:viet|soan|dich) .+"
)
"""A greeting, a question about the page, or something to be done that no page of quotations can do."""
_THANKS = re.compile(r"(?:xin )?(?:cam on|thank(?:s| you)|tam biet|bye|ok|duoc roi)(?: (?:ban|ad|nhieu|nhe|nha|rat))*")
_ABOUT = r"(?:noi |viet |ban )?(?:ve|lien quan (?:den|toi)?|den chu de|chu de)"
_ITEMS = r"(?:bai(?: phong van| bao| viet)?|cuoc phong van|phong van)"
_SOME = r"(?:nhung |cac |tat ca (?:cac )?|(?:tong (?:so|cong) )?(?:la )?(?:bao nhieu |may ))"
_INTERVIEWS = re.compile(
    rf"(?:trong )?(?:kho(?: nay)? )?(?:hien )?(?:co )?{_SOME}?{_ITEMS}"
    rf"(?: nao)?(?: {_ABOUT} (?P<topic>.+?))?(?: (?:trong kho|o day|khong))?"
    rf"|(?:(?:hay|ban|giup (?:toi|minh|em)) )*(?:danh sach|liet ke|tim(?: kiem)?(?: giup (?:toi|minh|em))?)"
    rf" (?:cac |nhung )?{_ITEMS}(?: {_ABOUT} (?P<topic2>.+))?"
    rf"|(?:trong )?kho(?: nay)? (?:hien )?(?:co|noi) (?:nhung )?gi(?: {_ABOUT} (?P<topic3>.+))?"
)
_LATEST = rf"(?:nhung |cac )?{_ITEMS} (?:moi|gan) (?:nhat|day) {_ABOUT} (?P<topic>.+?)(?: trong kho)?"
_NEWEST = re.compile(
    rf"{_LATEST}|(?:trong )?(?:kho(?: nay)? )?(?:vua )?(?:co )?(?:(?:nhung |cac )?{_ITEMS} )?(?:nao )?"
    r"(?:moi (?:nhat|day|dang|them)|gi moi)(?: (?:la )?(?:bai )?(?:nao|gi))?(?: trong kho)?"
)
_PEOPLE = re.compile(
    r"(?:nhung |co nhung )?(?:ai|nguoi nao)(?: (?:da|tung|da tung))*"
    rf" (?:tra loi(?: phong van)?|noi|phat bieu|len tieng|duoc phong van) {_ABOUT} (?P<topic>.+)"
    r"|(?:(?:trong )?kho(?: nay)? )?(?:co )?(?:loi (?:cua )?)?(?:nhung |cac )(?:ai|nguoi nao)"
    r"(?: (?:da|tung))*(?: (?:tra loi(?: phong van)?|len tieng|duoc phong van))?(?: (?:trong kho|o day))?"
)
_COMPARE = re.compile(
    r"so sanh (?:(?:cac )?(?:y kien|quan diem|phat bieu|loi|cau tra loi)(?: cua)? )?(?P<people>.+?)"
    r" (?:ve|trong viec|quanh) (?P<topic>.+)"
)
_PERSON = re.compile(
    r"(?:(?:moi|gan) (?:nhat|day),? )?(?P<who>.{2,80}?)"
    r" (?:(?:(?:da|co|tung|vua|moi) )*(?:noi|tra loi|phat bieu|chia se) (?:nhung |cac )?(?:dieu )?gi(?: vay| the)?"
    r"|(?:(?:da|co|tung|vua|moi) )*(?:tra loi|noi(?: chuyen)? voi)(?: phong van)?(?: cua| voi)?"
    r" (?:nhung |cac |to )?bao (?:nao|gi)"
    r"|la ai|(?:(?:dang|hien) )*(?:giu|lam) chuc(?: vu)? gi|ten(?: la)? gi)(?: (?:trong kho|o day))?"
    r"|ai (?:(?:dang|hien) )*(?:la|giu chuc|lam) (?P<who2>.{2,80})"
)
_AND = re.compile(r"\s*(?:,| va | voi |;)\s*")


def aside_of(message: str) -> Aside | None:
    """Reads a message that greets or asks what the archive holds; None for every other."""
    text = " ".join(nfc(message).split()).strip(" .!?…")
    folded = fold(text)
    if len(folded) != len(text):
        return None
    if _TALK.fullmatch(folded):
        return Aside(AsideKind.TALK)
    if _THANKS.fullmatch(folded):
        return Aside(AsideKind.THANKS)
    if found := _NEWEST.fullmatch(folded):
        topic = text[slice(*found.span("topic"))] if found["topic"] else ""
        return Aside(AsideKind.INTERVIEWS, topic, newest=True) if topic else Aside(AsideKind.NEWEST)
    for kind, pattern in ((AsideKind.INTERVIEWS, _INTERVIEWS), (AsideKind.PEOPLE, _PEOPLE)):
        if found := pattern.fullmatch(folded):
            name = next((name for name, words in found.groupdict().items() if words), None)
            return Aside(kind, text[slice(*found.span(name))] if name else "")
    if found := _COMPARE.fullmatch(folded):
        people, start = text[slice(*found.span("people"))], 0
        named = []
        for cut in [*_AND.finditer(fold(people)), None]:
            named.append(people[start : cut.start() if cut else len(people)])
            start = cut.end() if cut else start
        return Aside(AsideKind.COMPARE, text[slice(*found.span("topic"))], tuple(named))
    if found := _PERSON.fullmatch(folded):
        return Aside(AsideKind.PERSON, people=(text[slice(*found.span("who" if found["who"] else "who2"))],))
    return None
