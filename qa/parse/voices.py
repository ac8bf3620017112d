"""Who speaks in each unit: the reporter or the one who is asked, with a probability.

An article's marks (bold, dash, star, labels) mean what its own questions show them to mean; the units of the
talk are then read as a chain in which questions and answers take turns.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.names.labels import ADDRESS, ADDRESS_FIRST, ANSWER_OPENING, FIRST_PERSON, INTERROGATIVE, OWN_VOICE
from qa.parse.units import Mark, Unit, Voice, asks
from qa.text import Span, fold

SURE = 8.0
"""Log-odds that only a label gives."""


def leaning(text: str, span: Span) -> float:
    """Log-odds that the words of `span`, without their mark, are a question: above 0 a reporter's."""
    words = text[span.start : span.end]
    head, tail = words[:500], words[-350:]
    asking = asks(text, span)
    score = 2.2 if asking else -1.4
    addressed = len(ADDRESS.findall(head if len(words) <= 500 else head + "\n" + tail))
    addressed += ADDRESS_FIRST.match(words) is not None
    score += min(3.0, 1.5 * addressed)
    if asking or addressed:
        score += 0.8 if INTERROGATIVE.search(tail.lower()) else -0.3
    if ANSWER_OPENING.match(words):
        score -= 0.6 if asking else 1.5
    score -= min(2.5, 0.8 * len(FIRST_PERSON.findall(words[:1200])))
    return score - min(4.0, max(0.0, (len(words) - 350) / 250))


@dataclass(frozen=True, slots=True)
class Scheme:
    """What the marks and labels of one article stand for, as log-odds of a question."""

    marks: dict[Mark, float]
    labels: dict[str, float]

    def of(self, unit: Unit) -> float:
        """What mark and label say about `unit`."""
        if unit.voice is Voice.REPORTER:
            return SURE
        if unit.label is not None:
            return self.labels.get(fold(unit.label), -SURE)
        return self.marks.get(unit.mark, 0.0)


def read_scheme(units: Sequence[tuple[Unit, float]]) -> Scheme:
    """The meaning of the marks, by a vote of the units that carry them; each unit comes with its leaning."""
    by_mark: dict[Mark, list[float]] = {}
    by_label: dict[str, list[float]] = {}
    for unit, lean in units:
        if unit.label is None:
            by_mark.setdefault(unit.mark, []).append(lean)
        elif unit.voice is Voice.PERSON:
            by_label.setdefault(fold(unit.label), []).append(lean)
    labels = {
        label: SURE if sum(lean > 1 for lean in leans) > 0.7 * len(leans) and label.startswith("nha bao") else -SURE
        for label, leans in by_label.items()
    }
    marks = {mark: _vote(mark, leans) for mark, leans in by_mark.items()}
    asking = any(marks[mark] > 0.8 and len(by_mark[mark]) > 1 for mark in marks if mark is not Mark.NONE)
    if asking or any(unit.voice is Voice.REPORTER for unit, _ in units):
        # Where questions are marked, a bare line goes on answering, the surer the more of them there are.
        sure = any(marks[mark] > 0.8 and len(by_mark[mark]) > 2 for mark in marks if mark is not Mark.NONE)
        marks[Mark.NONE] = marks.get(Mark.NONE, 0.0) - (3.0 if sure else 2.0)
    return Scheme(marks, labels)


_PRESS = re.compile(r"(?:nhà\s+báo|mc|btv|biên\s+tập\s+viên|người\s+dẫn\b.*?|host)\s", re.IGNORECASE)


def name_reporters(text: str, units: Sequence[Unit]) -> list[Unit]:
    """The units, with those under a person's name made the reporter's where that person asks and another answers.

    Some papers print the reporter's own name for a label: "Nhà báo Hạ Vũ: …?".
    """
    spoken: dict[str, list[Unit]] = {}
    for unit in units:
        if unit.label is not None and unit.voice is Voice.PERSON and len(unit.content):
            spoken.setdefault(fold(unit.label), []).append(unit)
    if len(spoken) < 2 or any(unit.voice is Voice.REPORTER for unit in units):
        return list(units)
    asking = {label for label, said in spoken.items() if _asks_mostly(text, label, said)}
    if len(asking) == len(spoken):
        return list(units)
    return [
        replace(unit, voice=Voice.REPORTER) if unit.label is not None and fold(unit.label) in asking else unit
        for unit in units
    ]


def _asks_mostly(text: str, label: str, said: Sequence[Unit]) -> bool:
    questions = sum(asks(text, unit.content) or "?" in unit.content.of(text)[-80:] for unit in said)
    needed = 0.34 if _PRESS.match(label + " ") else 0.6
    return questions >= max(1.0 if needed < 0.5 else 2.0, needed * len(said))


def _vote(mark: Mark, leans: Sequence[float]) -> float:
    asking = sum(lean > 0.5 for lean in leans)
    share = (asking + 0.5) / (len(leans) + 1.0)
    weight = 1.6 if mark is not Mark.NONE else 1.0
    return max(-4.0, min(4.0, weight * math.log(share / (1 - share))))


_TURN = {(True, True): 0.12, (True, False): 0.88, (False, True): 0.45, (False, False): 0.55}
"""How likely a question (True) or an answer (False) is followed by either."""


_CHANGE = {(True, True): 0.06, (True, False): 0.94, (False, True): 0.65, (False, False): 0.35}
"""The same for a unit that opens with a mark which both sides carry: it hands the word over."""


def both_sided(units: Sequence[tuple[Unit, float]]) -> frozenset[Mark]:
    """The marks that open questions and answers alike; each unit comes with its leaning."""
    found = set()
    for mark in (Mark.DASH, Mark.PLUS, Mark.STAR, Mark.DOT):
        leans = [lean for unit, lean in units if unit.mark is mark and unit.label is None]
        asking, telling = sum(lean > 1 for lean in leans), sum(lean < -0.5 for lean in leans)
        if min(asking, telling) >= 3 and max(asking, telling) <= 1.6 * min(asking, telling):
            found.add(mark)
    return frozenset(found)


def probabilities(scores: Sequence[float], first: float = 0.9, changes: Sequence[bool] = ()) -> list[float]:
    """P(question) of each unit from its own log-odds and its neighbours, by the forward-backward sums.

    `changes` tells of each unit whether it opens with a mark that both sides carry.
    """
    turns = [_CHANGE if change else _TURN for change in changes] or [_TURN] * len(scores)
    likely = [1 / (1 + math.exp(-max(-30.0, min(30.0, score)))) for score in scores]
    forward: list[tuple[float, float]] = []
    previous = (first, 1 - first)
    for n, p in enumerate(likely):
        if n:
            asked, answered = previous
            turn = turns[n]
            previous = (
                asked * turn[True, True] + answered * turn[False, True],
                asked * turn[True, False] + answered * turn[False, False],
            )
        raw = (previous[0] * p, previous[1] * (1 - p))
        total = sum(raw) or 1.0
        previous = (raw[0] / total, raw[1] / total)
        forward.append(previous)
    found: list[float] = []
    after = (1.0, 1.0)
    for n in range(len(likely) - 1, -1, -1):
        asked, answered = forward[n][0] * after[0], forward[n][1] * after[1]
        found.append(asked / ((asked + answered) or 1.0))
        p = likely[n]
        ahead = (p * after[0], (1 - p) * after[1])
        turn = turns[n]
        after = (
            turn[True, True] * ahead[0] + turn[True, False] * ahead[1],
            turn[False, True] * ahead[0] + turn[False, False] * ahead[1],
        )
        scale = max(after) or 1.0
        after = (after[0] / scale, after[1] / scale)
    return found[::-1]


def asks_somebody(text: str, part: Span) -> bool:
    """Whether the sentence is a question put to somebody who is spoken to."""
    words = part.of(text)
    if not asks(text, part) or (OWN_VOICE.search(words) and not _TURNS_TO.search(words)):
        return False
    return bool(ADDRESS.search(words) or ADDRESS_FIRST.match(words))


_TURNS_TO = re.compile(
    r"\b(?:[Tt]hưa|[Tt]heo|[Xx]in)\s+(?:ông|bà|anh|chị|thầy|ngài|Bộ\s+trưởng|Thứ\s+trưởng|đồng\s+chí)\b"
)
