"""Questions that no mark parts from the words around them, in lines whose breaks were lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from qa.interview import Doubt
from qa.names.labels import ADDRESS, ANSWER_OPENING, OWN_VOICE, UPPER
from qa.parse.units import Mark, Unit, Voice, asks, read_unit, split_at
from qa.parse.voices import asks_somebody, leaning
from qa.text import Span, sentences


def part_unmarked(text: str, units: Sequence[Unit]) -> list[Unit]:
    """The units, with unmarked questions cut off the pieces of broken lines in which they hide.

    Where answers alone are marked, each piece ends with the next question; where questions alone are marked,
    each begins with one. Sentences that could belong to either side are set apart with a doubt.
    """
    marked = [unit for unit in units if unit.inline and (unit.mark is not Mark.NONE or unit.label)]
    by_sign: dict[str, list[Unit]] = {}
    for unit in marked:
        by_sign.setdefault(_sign(unit), []).append(unit)
    before_names = Counter(_sign(a) for a, b in pairwise(units) if b.voice is Voice.PERSON and a.label is None)
    ends = {
        sign
        for sign, group in by_sign.items()
        if before_names[sign] < 0.5 * len(group) and _ends_with_next_question(text, group)
    }
    heads = {sign for sign, group in by_sign.items() if sign not in ends and _begins_with_question(text, group)}
    if any(unit.voice is Voice.REPORTER for unit in units) and len([u for u in units if u.voice is Voice.PERSON]) > 1:
        ends -= {"label"}
    found: list[Unit] = []
    for n, unit in enumerate(units):
        following = units[n + 1] if n + 1 < len(units) else None
        named_next = following is not None and following.voice is Voice.PERSON and unit.voice is Voice.PERSON
        before_answer = following is not None and (_sign(following) in ends or following.voice is Voice.PERSON)
        if (
            unit.inline
            and unit.voice is not Voice.REPORTER
            and before_answer
            and asks(text, unit.content)
            and (_sign(unit) in ends or unit.mark.value in ends or _sign(unit) == "" or named_next)
        ):
            found.extend(_cut_tail(text, unit))
        elif unit.inline and _sign(unit) in heads:
            found.extend(_cut_head(text, unit))
        elif unit.inline and unit.voice is not Voice.REPORTER and (place := _dash_inside(text, unit)) is not None:
            found.extend(split_at(text, unit, [place]))
            found[-1] = read_unit(text, found[-1].span, inline=True)
        elif n and _answers_the_line_before(text, units[n - 1], unit):
            found.extend(_cut_tail(text, unit) if unit.inline else [replace(unit, hint=-2.5)])
        else:
            found.append(unit)
    return [piece for unit in found for piece in _part_bare(text, unit)]


def _answers_the_line_before(text: str, before: Unit, unit: Unit) -> bool:
    """Whether a long unit that ends with a question opens with the mark of the question before it: an answer."""
    if unit.mark not in (Mark.DASH, Mark.PLUS, Mark.STAR, Mark.DOT) or unit.label or before.label:
        return False
    if before.mark is not unit.mark or not asks(text, before.content) or not asks(text, unit.content):
        return False
    words = unit.content.of(text)
    own = OWN_VOICE.search(words[:200]) or ANSWER_OPENING.match(words)
    return len(sentences(text, unit.content)) > (2 if own else 3)


_BARE_FROM = 700
_BARE_SHORT = 150


def _part_bare(text: str, unit: Unit) -> list[Unit]:
    """`unit` cut at the questions that stand in it without any mark, if there are several; all of it is in doubt."""
    if len(unit.content) < _BARE_SHORT or unit.voice is Voice.REPORTER or "?" not in unit.content.of(text):
        return [unit]
    parts = sentences(text, unit.content)
    asking = [n for n, part in enumerate(parts) if asks_somebody(text, part)]
    unsigned = unit.inline and unit.mark is Mark.NONE and unit.label is None
    answered = unsigned and bool(OWN_VOICE.search(parts[0].of(text))) and asking == [len(parts) - 1] and len(parts) > 2
    if not answered and (len(asking) < 2 or len(unit.content) < _BARE_FROM):
        return [unit]
    pieces = split_at(text, unit, [parts[m].start for n in asking for m in (n, n + 1) if m < len(parts)])
    places = {parts[n].start for n in asking}
    return [
        replace(piece, hint=5.0) if piece.span.start in places else replace(piece, hint=-6.0, doubt=Doubt.UNMARKED)
        for piece in pieces
    ]


INNER_DASH = re.compile(rf"\s(?<=[\w)”\"'’]\s)[-–—]\s(?=[{UPPER}\"“])")


def _dash_inside(text: str, unit: Unit) -> int | None:
    """Where a question begins that a heading without a stop joined to the answer before it, if one does."""
    if not asks(text, unit.content):
        return None
    parts = sentences(text, unit.content)
    bare = unit.mark is Mark.NONE and unit.label is None
    for part in reversed(parts[-4:]):
        for match in reversed(list(INNER_DASH.finditer(text, part.start, part.end))):
            if match.start() - part.start < 130 and (bare or part.start > unit.content.start):
                return match.start() + 1
    return None


def _sign(unit: Unit) -> str:
    if unit.voice is Voice.REPORTER:
        return "reporter"
    return "label" if unit.label else unit.mark.value


def _ends_with_next_question(text: str, group: Sequence[Unit]) -> bool:
    before_last = group[:-1]
    if _sign(group[0]) == "reporter" or not before_last:
        return False
    asking = [unit for unit in before_last if asks(text, unit.content)]
    long = [unit for unit in asking if len(sentences(text, unit.content)) > 1]
    return (
        len(asking) >= 0.7 * len(before_last)
        and len(long) >= 0.5 * len(before_last)
        and not asks(text, group[-1].content)
    )


def _begins_with_question(text: str, group: Sequence[Unit]) -> bool:
    if _sign(group[0]) in ("reporter", "label"):
        return False
    hits = 0
    for unit in group:
        place = text.find("?", unit.content.start, unit.content.start + 700)
        hits += (
            place >= 0 and unit.content.end - place > 80 and leaning(text, Span(unit.content.start, place + 1)) > 1.5
        )
    return hits >= 2 and hits >= 0.6 * len(group)


_OPENS_QUESTION = re.compile(
    r"(?:Thưa|Vậy|Vâng|Nhưng\s+(?:tại|vì|nếu|liệu|thưa)|Xin\s+(?:ông|bà|hỏi|được|cho)|Theo\s+(?:ông|bà)|Có\s+ý\s+kiến|Nhiều\s+(?:ý\s+kiến|người)\s+cho)\b"
)
_ASKS = re.compile(r"\b(?:tại sao|vì sao|như thế nào|thế nào|ra sao|gì)\b", re.IGNORECASE)


def _opens_question(words: str) -> bool:
    return bool(_OPENS_QUESTION.match(words) and _ASKS.search(words))


def _cut_tail(text: str, unit: Unit) -> list[Unit]:
    """`unit` as an answer, sentences in doubt, and the question at its end."""
    parts = sentences(text, unit.content)
    first = len(parts) - 1
    while first > 1 and (
        (asks(text, parts[first - 1]) and leaning(text, parts[first - 1]) > 1)
        or _opens_question(parts[first - 1].of(text))
    ):
        first -= 1
    doubtful = first
    signed = unit.mark is not Mark.NONE or unit.label is not None  # then at least one sentence is the answer's
    while doubtful > signed and first - doubtful < 2 and not _own(parts[doubtful - 1].of(text)):
        doubtful -= 1
    pieces = split_at(text, unit, [parts[doubtful].start, parts[first].start])
    if doubtful < first and len(pieces) > 1:
        pieces[-2] = replace(pieces[-2], doubt=Doubt.QUESTION_NEAR, hint=-6.0)
    if len(pieces) > 1:
        pieces[-1] = replace(pieces[-1], hint=5.0)
    return pieces


def _own(words: str) -> bool:
    """Whether only the one who answers can say this sentence: in the first person, and to nobody."""
    own = OWN_VOICE.search(words)
    return own is not None and not INNER_DASH.search(words) and (own.start() == 0 or not ADDRESS.search(words))


def _cut_head(text: str, unit: Unit) -> list[Unit]:
    """`unit` as the question at its start and the answer that follows it, the first sentence of it in doubt."""
    parts = sentences(text, unit.content)
    last = next((n for n, part in enumerate(parts) if asks(text, part)), None)
    if last is None or last + 1 >= len(parts):
        return [unit]
    while last + 2 < len(parts) and asks(text, parts[last + 1]) and leaning(text, parts[last + 1]) > 1:
        last += 1
    return split_at(text, unit, [parts[last + 1].start])
