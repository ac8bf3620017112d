"""Roles of an article's units: where the talk begins and ends, who speaks in it, what stands around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.interview import Role, Rule
from qa.names.labels import ADDRESS
from qa.parse.answers import broken_answer, line_answer
from qa.parse.around import after, aside, front_answers, furniture, headlines, is_name_line
from qa.parse.debris import shed_captions
from qa.parse.doubts import (
    after_thanks,
    after_told,
    after_unsure,
    captions_at_end,
    lone_quotations,
    long_questions,
    unthanked_end,
)
from qa.parse.piece import Piece, Step, take
from qa.parse.units import Mark, Unit, Voice, asks, voice_of
from qa.parse.unmarked import part_unmarked
from qa.parse.voices import Scheme, both_sided, leaning, name_reporters, probabilities, read_scheme

_SAYS = re.compile(
    r"(?:cho biết|chia sẻ|trao đổi|nói|khẳng định|trả lời|phỏng vấn|nội dung|cuộc trò chuyện|dưới đây|sau đây)[^.?!]{0,80}:\W*$"
)


_THANKED: tuple[Step, ...] = (
    long_questions,
    after_unsure,
    lone_quotations,
    after_told,
    after_thanks,
    captions_at_end,
)
"""What is looked at again in the talk once each unit has its role."""
_UNTHANKED = (long_questions, unthanked_end, *_THANKED[1:])
"""The same where nobody says thanks at its end."""


def read_roles(text: str, units: Sequence[Unit], title: str = "") -> list[Piece]:
    """Every unit with its role, in order; without questions or answers where the article is no interview.

    `title` may hold the first question, if the text opens with the answer to it.
    """
    units = [piece for unit in name_reporters(text, units) for piece in shed_captions(text, unit)]
    units = part_unmarked(text, units)
    looks = [furniture(text, unit) for unit in units]
    talk = [n for n, role in enumerate(looks) if role is None]
    leans = {n: leaning(text, units[n].content) if _undecided(units[n]) else 0.0 for n in talk}
    scheme = read_scheme([(units[n], leans[n]) for n in talk])
    score_of = {n: _score(units[n], scheme, leans[n]) for n in talk}
    start = _start(text, units, score_of, scheme, _asks_in_headline(title))
    if start is None:
        return [aside(text, unit, role, before=True) for unit, role in zip(units, looks, strict=True)]
    talk = [n for n in talk if n >= start]
    first = 0.95 if score_of[start] > 0 else 0.05
    shared = both_sided([(units[n], leans[n]) for n in talk])
    changes = [units[n].mark in shared and units[n].label is None for n in talk]
    asked = dict(zip(talk, probabilities([score_of[n] for n in talk], first, changes), strict=True))
    end = _end(text, units, looks, asked, score_of, start, scheme)
    pieces = [aside(text, unit, role, before=True) for unit, role in zip(units[:start], looks, strict=False)]
    pieces = front_answers(text, headlines(text, pieces), units, end)
    thanked = any(look is Role.CLOSING for look in looks[end : end + 1])
    pieces += take(_THANKED if thanked else _UNTHANKED, text, _talk(text, units, looks, asked, start, end))
    pieces += after(text, units, looks, end)
    return pieces


def _undecided(unit: Unit) -> bool:
    # A label tells who speaks; only a journalist's may be either.
    return unit.label is None or unit.label.lower().startswith("nhà báo")


def _score(unit: Unit, scheme: Scheme, lean: float) -> float:
    said = scheme.of(unit)
    return said + unit.hint + (lean if abs(said) < 8 else 0.0)


def _asks_in_headline(title: str) -> bool:
    label, colon, _ = title.partition(":")
    labelled = bool(colon) and voice_of(label.strip()) is Voice.REPORTER
    return labelled or (title.rstrip(" \"'”’").endswith("?") and ADDRESS.search(title) is not None)


def _start(
    text: str, units: Sequence[Unit], scores: dict[int, float], scheme: Scheme, asked_before: bool
) -> int | None:
    """The first unit of the talk: the first question, or an answer whose question is not printed here."""
    labelled = any(unit.voice is Voice.REPORTER for unit in units)
    for n, unit in enumerate(units):
        if n not in scores:
            continue
        if unit.voice is not None:
            early = unit.voice is Voice.PERSON and labelled and not asked_before
            if unit.voice is Voice.REPORTER or (not early and len(unit.content) > 40 and _speech(text, unit)):
                return n
            continue
        marked = unit.mark is not Mark.NONE and scheme.marks.get(unit.mark, 0.0) > -1
        bare = asks(text, unit.content) and leaning(text, unit.content) > 1.5
        if scores[n] > 1.0 and (marked or bare) and _answer_follows(units, scores, n):
            return n
        if unit.mark is not Mark.NONE and scheme.of(unit) < 0 and n and _SAYS.search(units[n - 1].span.of(text)[-160:]):
            return n
    return None


def _speech(text: str, unit: Unit) -> bool:
    # A headline or a pull quote names a speaker too; what is said under a label is a paragraph of its own.
    return unit.content.of(text)[-1:] in ".!?…/" or len(unit.content) > 150


def _answer_follows(units: Sequence[Unit], scores: dict[int, float], n: int) -> bool:
    ahead = [m for m in range(n + 1, min(n + 6, len(units))) if m in scores]
    return any(scores[m] < 1.0 for m in ahead[:3])


def _end(
    text: str,
    units: Sequence[Unit],
    looks: Sequence[Role | None],
    asked: dict[int, float],
    scores: dict[int, float],
    start: int,
    scheme: Scheme,
) -> int:
    """The index after the last unit of the talk (thanks are not part of it)."""
    last = start
    for n in range(start, len(units)):
        sure = units[n].voice is not None or (n in asked and asked[n] > 0.6 and scores[n] > 1.0)
        if n in asked and sure and (asked[n] > 0.5 or units[n].label):
            last = n
    closing = next((n for n in range(last, len(units)) if looks[n] is Role.CLOSING), None)
    if closing is not None:
        return closing
    closings = [n for n in range(start, last) if looks[n] is Role.CLOSING]
    later = range(closings[-1], len(units)) if closings else range(0)
    if closings and not any(
        n in asked and asked[n] > 0.6 and scores[n] > 1.0 and _answer_follows(units, scores, n) for n in later
    ):
        return closings[-1]
    end = last + 1
    while end < len(units) and not _ends_talk(text, units, looks, end):
        end += 1
    return end


def _ends_talk(text: str, units: Sequence[Unit], looks: Sequence[Role | None], n: int) -> bool:
    if looks[n] is Role.BOILERPLATE:
        return True
    return looks[n] is Role.BYLINE or (is_name_line(text, units[n]) and n >= len(units) - 4)


_BY_LABEL = {
    Voice.REPORTER: Rule.REPORTER_LABEL,
    Voice.PERSON: Rule.PERSON_LABEL,
    Voice.ANSWER: Rule.ANSWER_LABEL,
}


def _talk(
    text: str,
    units: Sequence[Unit],
    looks: Sequence[Role | None],
    asked: dict[int, float],
    start: int,
    end: int,
) -> list[Piece]:
    found: list[Piece] = []
    for n in range(start, end):
        unit, role = units[n], looks[n]
        if role is not None:
            found.append(Piece(unit, role, 0.9, Rule.THANKS if role is Role.CLOSING else Rule.LOOKS))
            continue
        probability = asked[n]
        rule = _BY_LABEL[unit.voice] if unit.voice else Rule.MARK
        if probability >= 0.5:
            found.append(Piece(unit, Role.QUESTION, probability, rule))
        elif unit.inline:
            found.extend(broken_answer(text, unit, 1 - probability, rule))
        else:
            found.append(line_answer(text, units, n, 1 - probability, rule))
    return found
