"""Whether an article is an interview: a logistic model of what the chain read in it and how it announces itself."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

from qa.interview import Role
from qa.names.labels import ADDRESS, ADDRESS_FIRST, own_voice
from qa.odds import probability
from qa.parse.chain import Reading
from qa.parse.segment import Segment
from qa.parse.units import Voice

# What the signs are made of, set by hand; the weights are fitted to them, so a change needs them fitted anew.
_TOP = 4000
"""Characters from the top in which an article announces a talk."""

_ANSWER_UNIT = 100
"""Characters by which the length of answers is counted."""

_LIKELY = 0.5
"""Confidence from which the chain's word for thanks is taken."""

_FEW_LINES = 5
"""An article of no more lines has lost its line breaks."""

_ANNOUNCED = re.compile(
    r"(?<!\w)(?:[Pp]hỏng vấn|[Tt]rao đổi (?:\w+ ){0,3}(?:với|cùng)|[Tt]rò chuyện (?:\w+ ){0,3}(?:với|cùng)|[Tt]rả lời|"
    r"[Pp]hóng viên|\bPV\b|[Bb]ạn đọc|[Đđ]ộc giả|cuộc (?:trò chuyện|trao đổi|gặp)|[Đđ]ối thoại)"
)


def genre_signs(text: str, segments: Sequence[Segment], readings: Sequence[Reading]) -> dict[str, float]:
    """Returns what speaks for an interview, each between 0 and about 3, from the chain's readings of the segments."""
    told = list(zip(segments, readings, strict=True))
    questions = [s for s, r in told if r.role is Role.QUESTION and r.begins]
    asked = [s for s, r in told if r.role is Role.QUESTION]
    answers = [(s, r) for s, r in told if r.role is Role.ANSWER]
    spoken = [r.confidence for _, r in told if r.role in (Role.QUESTION, Role.ANSWER)]
    pairs = sum((a.role, b.role) == (Role.QUESTION, Role.ANSWER) for a, b in pairwise(readings))
    words = sum(len(s.span) for s in segments)
    speech = sum(len(s.span) for s, _ in answers)
    addressing = sum(_addresses(s.content.of(text)) for s in asked)
    labelled = sum(s.voice is Voice.REPORTER for s in questions)
    named = sum(s.voice in (Voice.PERSON, Voice.ANSWER) for s, _ in answers)
    asking = sum(s.content.of(text).rstrip('*_ ”"').endswith("?") for s in asked)
    quoted = sum(s.content.of(text)[:1] in ("“", '"') for s, _ in answers)
    own = sum(own_voice(s.content.of(text)) is not None for s, _ in answers)
    return {
        "pairs": math.log1p(pairs),
        "labelled": math.log1p(labelled),
        "named": math.log1p(named),
        "addressing": math.log1p(addressing),
        "sure": sum(spoken) / len(spoken) if spoken else 0.0,
        "least sure question": min((r.confidence for s, r in told if r.role is Role.QUESTION), default=0.0),
        "share": speech / max(1, words),
        "long answers": math.log1p(speech / max(1, pairs) / _ANSWER_UNIT),
        "own voice": own / max(1, len(answers)),
        "question size": math.log1p(sum(len(s.span) for s in asked) / max(1, len(questions))),
        "asking": asking / max(1, len(asked)),
        "quoted": quoted / max(1, len(answers)),
        "both named": math.log1p(min(labelled, named)),
        "thanked": float(any(r.role is Role.CLOSING and r.confidence > _LIKELY for r in readings)),
        "announced": float(_ANNOUNCED.search(text, 0, _TOP) is not None),
        "lines": float(len({s.line for s in segments}) > _FEW_LINES),
    }


def _addresses(words: str) -> bool:
    return bool(ADDRESS_FIRST.match(words) or ADDRESS.search(words))


_PLAIN = ("labelled", "announced", "thanked")
_SMALL_TALK = math.log1p(0.5)
"""Answers of fifty characters on average, as "long answers" counts them."""


def interview_chance(signs: dict[str, float]) -> float:
    """Returns the probability (0..1) that an article with these signs is an interview."""
    if max(signs[name] for name in _PLAIN) == 0 and signs["long answers"] < _SMALL_TALK:
        return 0.0  # talk in a story
    weights = fitted_weights()
    total = weights["bias"] + sum(weights[name] * value for name, value in signs.items())
    return probability(total)


INTERVIEW_FROM = 0.3
"""The chance from which an article is taken for an interview: by cross-validation few are refused then, and few taken."""


@cache
def fitted_weights() -> dict[str, float]:
    """Returns the weights that ship with the program, one for each sign and "bias"."""
    return dict(json.loads(files("qa.parse").joinpath("genre.json").read_text("utf-8")))
