"""Whether a sentence states what a question asks for: a test of its own for each kind of question.

The nearest wrong answer is the turn that speaks of the very subject and never states what is asked for: no measure of
likeness tells it from the right one, what is missing does.
"""

from __future__ import annotations

import re

from qa.names.labels import UPPER
from qa.question.expected import Expected, states_expected
from qa.question.kinds import QuestionKind
from qa.text import fold

LISTED = 3
"""Things named in a row that make a list."""

SHORT = 8
"""Words of the longest thing in a list."""

_GIVES_REASON = re.compile(
    r"\b(?:vi|do|boi|nguyen nhan|ly do|li do|tai|nho|xuat phat|cho nen|nen|dan den|can cu|bat nguon|khien)\b"
)
_BETWEEN = re.compile(r",|;| và | hoặc | hay |/")
_NAME = re.compile(rf"(?<=[\w,;:“\"(] )[{UPPER}]\w*|\b[A-ZĐ]{{2,}}\b|“[^”]+”|\d")


def states(sentence: str, kind: QuestionKind, expected: Expected | None) -> bool:
    """Says whether a sentence states something of the kind that is asked for; any will do for a subject or a side."""
    match kind:
        case QuestionKind.NUMBER | QuestionKind.TIME:
            return states_expected(sentence, expected) if expected else any(map(str.isdigit, sentence))
        case QuestionKind.REASON:
            return _GIVES_REASON.search(fold(sentence)) is not None
        case QuestionKind.LIST:
            return sum(0 < len(part.split()) <= SHORT for part in _BETWEEN.split(sentence)) >= LISTED
        case QuestionKind.PERSON | QuestionKind.NAME | QuestionKind.PLACE:
            return _NAME.search(sentence) is not None
        case _:
            return True
