"""What stands around a quotation in print, and whether leaving it out turns the meaning."""

from __future__ import annotations

import re

from qa.quote.differences import CONDITIONS, NEGATIONS, lowered
from qa.quote.words import Words
from qa.text import Span, sentences

_SHOWN = 40
"""Words of the sentence that a warning shows on each side at the most."""

_CONTRASTS = frozenset({"nhưng", "song", "tuy nhiên", "ngược lại", "chứ không", "mà không", "trừ khi", "miễn là"})
_NO_CONDITIONS = frozenset({"phải chăng", "kể cả", "trường hợp", "lỡ"})
CONDITIONAL = CONDITIONS - _NO_CONDITIONS | {"trước khi", "sau khi", "chừng nào", "nếu không"}
"""The phrases that make a sentence depend on something, wherever in it they stand."""

OPENING_CONDITIONAL = CONDITIONAL | {"khi"}
"""The phrases that do so at the beginning of a clause; "khi" elsewhere may belong to "đôi khi", "khi đó"."""

_DOUBTS = frozenset({"liệu", "giả sử", "chưa chắc", "không chắc", "tin đồn", "khó", "tránh", "thiếu"})
# "hàng không", "không gian": the syllable is part of a word that denies nothing.
_AFTER_NO = frozenset({"gian", "khí", "quân", "trung", "phận", "tưởng", "lưu"})
_BEFORE_MINUS = frozenset({"khấu", "loại", "bù", "diệt"})  # words of their own, no "except"
_UNITS = frozenset(
    [
        "tỷ",
        "tỉ",
        "triệu",
        "nghìn",
        "ngàn",
        "trăm",
        "phần",
        "đồng",
        "usd",
        "ha",
        "km",
        "tấn",
        "m",
        "kg",
        "lít",
        "tháng",
        "năm",
        "ngày",
        "giờ",
    ]
)


def warning(printed: Words, quoted: range) -> str | None:
    """Returns the rest of the printed sentence where it turns what was cut out of it, None where it doesn't.

    The words before the cut with a negation or a condition, the words after it with a condition, a "but" or
    a denial; the two sides are joined by "[…]".
    """
    first, last = quoted.start, quoted.stop
    start, end = _sentence_around(printed, first, last)
    shown: list[str] = []
    if start < first and _turned_before(printed, start, first):
        shown.append(printed.raw(range(max(start, first - _SHOWN), first)))
    if last < end and _turned_after(printed, last, end):
        shown.append(printed.raw(range(last, min(end, last + _SHOWN))))
    return " […] ".join(" ".join(words.split()) for words in shown) or None


def _sentence_around(printed: Words, first: int, last: int) -> tuple[int, int]:
    """The words of the sentences that the quotation begins and ends in."""
    area = printed.span(range(first, last))
    spans = [span for span in sentences(printed.text) if span.overlaps(area)] or [area]
    whole = Span(spans[0].start, spans[-1].end)
    start, end = first, last
    while start > 0 and printed.spans[start - 1][0] >= whole.start:
        start -= 1
    while end < len(printed) and printed.spans[end][1] <= whole.end:
        end += 1
    return start, end


def _turned_before(printed: Words, start: int, first: int) -> bool:
    close = max(start, first - 3)
    while any(any(c in ",;:" for c in printed.gap(i)) for i in range(close + 1, first + 1)):
        close += 1
    # A condition holds for the whole sentence, a negation only for the words right after it.
    return (
        holds(printed, range(close, first), _DOUBTS)
        or denies(printed, range(close, first))
        or holds(printed, range(start, first), CONDITIONAL)
        or _cut_number(printed, first)
    )


def _turned_after(printed: Words, last: int, end: int) -> bool:
    stop = min(end, last + 4)
    opening = last
    while opening < stop and not (opening > last and re.search(r"[,;:.]", printed.gap(opening))):
        opening += 1
    unit = printed[last - 1].isdecimal() and printed[last].lower() in _UNITS and not printed.gap(last).strip(" %")
    return (
        unit
        or printed.gap(last).strip().startswith("%")
        or denies(printed, range(last, opening))
        or holds(printed, range(last, opening), _CONTRASTS | OPENING_CONDITIONAL)
        or holds(printed, range(last, end), CONDITIONAL)
    )


def _cut_number(printed: Words, first: int) -> bool:
    return printed[first - 1].isdecimal() and printed[first].lower() in _UNITS


def denies(words: Words, area: range) -> bool:
    """Tells whether a negation stands among the words, other than inside a word like "hàng không"."""
    for i in area:
        word = words[i].lower()
        if word in NEGATIONS:
            inside = (i > 0 and words[i - 1].lower() == "hàng") or (
                i + 1 < len(words) and words[i + 1].lower() in _AFTER_NO and not words.gap(i + 1).strip()
            )
            if not inside:
                return True
    return False


def holds(words: Words, area: range, phrases: frozenset[str]) -> bool:
    """Tells whether one of the phrases (of one to four words) stands among the words."""
    there = lowered(words, area)
    return any(
        " ".join(there[i : i + n]) in phrases
        for i in range(len(there))
        if not (there[i] == "trừ" and i and there[i - 1] in _BEFORE_MINUS)
        for n in (1, 2, 3, 4)
    )


def left_out_turns(printed: Words, left_out: range) -> bool:
    """Tells whether leaving out some words turns what stands around them.

    They do if what is left out of the sentences at both ends holds a negation or a condition, or if a whole
    sentence between them takes something back. Sentences that stand for themselves may go.
    """
    if not left_out:
        return False
    area = printed.span(left_out)
    at = left_out.start
    for span in sentences(printed.text):
        if not span.overlaps(area):
            continue
        end = at
        while end < left_out.stop and printed.spans[end][1] <= span.end:
            end += 1
        whole = area.contains(span)
        sentence, opening = range(at, end), range(at, min(end, at + 2))
        turned = denies(printed, sentence) or holds(printed, sentence, OPENING_CONDITIONAL)
        if turned and (not whole or holds(printed, opening, _CONTRASTS | OPENING_CONDITIONAL)):
            return True
        at = end
    return False
