"""Whether a message of the chat is a quotation to check, not a question to search: rules, no language model."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.names.labels import TITLE
from qa.quote.words import Words
from qa.text import nfc

SHORTEST = 3
"""Words of the shortest quotation that is checked; fewer ("tinh gọn") are a term in a question."""

_PAIRS = ("“”", "„“", '""', "«»", "‘’", "''", "„”", "””")
_QUOTED = "|".join(
    rf"{re.escape(pair[0])}(?P<q{i}>[^{re.escape(pair)}]{{2,}}(?:{re.escape(pair[0])}[^{re.escape(pair)}]*"
    rf"{re.escape(pair[1])}[^{re.escape(pair)}]*)*){re.escape(pair[1])}(?!\w)"
    if pair[0] != pair[1]
    else rf"(?<!\w){re.escape(pair[0])}(?P<q{i}>[^{re.escape(pair[0])}]{{2,}}){re.escape(pair[1])}(?!\w)"
    for i, pair in enumerate(_PAIRS)
)
_QUOTATION = re.compile(_QUOTED, re.DOTALL)
_SAYS = (
    r"(?:nói(?:\s+(?:rằng|là|câu|như\s+vậy|thế|lời))?|phát\s+biểu(?:\s+(?:rằng|là|câu))?|khẳng\s+định(?:\s+rằng)?|"
    r"cho\s+(?:rằng|biết|hay)|tuyên\s+bố(?:\s+rằng)?|nhấn\s+mạnh(?:\s+rằng)?|trả\s+lời(?:\s+(?:rằng|là))?|"
    r"hứa(?:\s+rằng)?|cam\s+kết(?:\s+rằng)?|chia\s+sẻ(?:\s+rằng)?|thừa\s+nhận(?:\s+rằng)?|viết(?:\s+rằng)?)"
)
_BEFORE = re.compile(
    rf"(?:có\s+(?:phải|đúng|thật)(?:\s+là)?\s+|phải\s+chăng\s+|liệu\s+|kiểm\s+tra(?:\s+(?:xem|giúp|lại))*\s*:?\s*)?"
    rf"(?P<who>[^“”\"«»?:]{{0,80}}?)\s*(?:(?:có|đã|từng|đã\s+từng|có\s+từng|vừa|thực\s+sự|thật\s+sự|có\s+phải)\s+)*{_SAYS}\s*:?\s*",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s*(?:,?\s*(?:có\s+)?(?:không|chưa|phải\s+không|đúng\s+không|có\s+đúng\s+không|có\s+phải\s+không|à|hả|"
    r"phải\s+chăng|đúng\s+chứ|có\s+thật\s+không))?\s*[?.!…]*\s*",
    re.IGNORECASE,
)
_SAID_BY_WHOM = re.compile(
    rf"\s*[,–—-]?\s*(?:(?:có\s+phải|phải\s+chăng|là)\s+)?(?:lời\s+(?:của\s+)?)?(?P<who>[^“”\"«»?:]{{2,80}}?)\s*"
    rf"(?:(?:có|đã|từng|có\s+từng|đã\s+từng)\s+)*{_SAYS}"
    r"(?:\s+(?:như\s+vậy|vậy|như\s+thế|thế|câu\s+này|câu\s+đó|điều\s+(?:này|đó)|lời\s+(?:này|đó)))?\s*(?:phải\s+không|đúng\s+không|không|chưa|à)?\s*[?.!]*\s*",
    re.IGNORECASE,
)
_CREDIT = re.compile(r"\s*[-–—(]+\s*(?P<who>[^\n“”\"«»?:()]{2,100}?)\s*[).]*\s*")
_LABELLED = re.compile(rf"\s*(?P<who>{TITLE}\s+[^\n“”\"«»?:.]{{2,80}}?)\s*:\s*")
_ASKED_WHO = re.compile(r"\s*(?:là\s+)?(?:ai|người\s+nào|(?:vị|quan\s+chức)\s+nào|đồng\s+chí\s+nào)\s*", re.IGNORECASE)
_CHECK_THIS = re.compile(
    r"\s*(?:(?:hãy\s+|xin\s+)?kiểm\s+(?:tra|chứng)(?:\s+(?:giúp|hộ|câu|lời|trích\s+dẫn|này|xem|lại|câu\s+này))*|câu|lời|trích\s+dẫn)\s*:?\s*",
    re.IGNORECASE,
)
_PRESENT = re.compile(r"\s*(?:có\s+)?(?:đúng|thật|chính\s+xác|nguyên\s+văn)[^“”\"«»]{0,40}[?.]*\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Claim:
    """Words that somebody is said to have said, and who (None: nobody is named)."""

    words: str
    speaker: str | None = None


def claim_in(message: str) -> Claim | None:
    """Finds the quotation that a message asks to check; None where the message is a question to search.

    A quotation alone in quotation marks, with its speaker after a dash at the most, or asked about: "ông X có nói
    “…” không?", "“…”, bà Y nói vậy phải không?". A question that only mentions a term in quotation marks is none.
    """
    message = nfc(message).strip()
    # The longest quotation in the message: what is quoted inside it belongs to it.
    found = max(_QUOTATION.finditer(message), key=lambda m: len(m.group()), default=None)
    if found is None:
        return None
    words = next(group for group in found.groups() if group is not None).strip()
    if len(Words(words)) < SHORTEST:
        return None
    before, after = message[: found.start()], message[found.end() :]
    for speaker in _readings(before, after):
        who = _person(speaker)
        return Claim(words, who)
    return None


def _readings(before: str, after: str) -> list[str]:
    """Who is named by what stands around the quotation, "" for nobody; no entry where that asks something else."""
    asked = _BEFORE.fullmatch(before) or _LABELLED.fullmatch(before)
    if asked and _AFTER.fullmatch(after):
        return [asked["who"]]
    if not before.strip() or _CHECK_THIS.fullmatch(before):
        if _AFTER.fullmatch(after) or _PRESENT.fullmatch(after):
            return [""]
        credited = _SAID_BY_WHOM.fullmatch(after) or _CREDIT.fullmatch(after)
        return [credited["who"]] if credited else []
    return []


def _person(who: str) -> str | None:
    """The speaker as named; None for "who" itself and for nothing."""
    who = re.sub(r"^(?:có\s+phải|phải\s+chăng|liệu|theo)\s+", "", who.strip(" ,–—-"), flags=re.IGNORECASE)
    who = re.sub(r"\s+(?:có|đã|từng|rằng)$", "", who, flags=re.IGNORECASE).strip(" ,")
    return None if not who or _ASKED_WHO.fullmatch(who) else who
