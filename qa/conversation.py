"""Follow-up questions without a language model: a question with no subject of its own takes the previous one's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.text import fold, nfc, tokens

# Openings and pronouns by which a question leans on the one before it, folded.
_OPENING = re.compile(r"(?:the|vay|con|the con|vay con|the thi|vay thi|rieng|nhung|ngoai ra|cu the|tai sao|vi sao)\b")
_PRONOUN = re.compile(r"\b(?:ong|ba|anh|chi|vi|viec|dieu|van de|chuyen|noi|luc|khi) (?:ay|nay|do)\b")

SHORT = 9
"""A question of at most this many syllables that opens like a follow-up is one."""


def understood(question: str, history: Sequence[str]) -> str:
    """The question as it is to be searched: with the previous question before it if it can't stand alone.

    `history` are the user's earlier questions, oldest first; earlier answers are never evidence.
    """
    question = nfc(question).strip()
    if not history or not follows_up(question):
        return question
    return f"{nfc(history[-1]).strip()} {question}"


def follows_up(question: str) -> bool:
    """Whether a question leans on the one before it."""
    folded = " ".join(tokens(fold(question)))
    if _PRONOUN.search(folded):
        return True
    return bool(_OPENING.match(folded)) and len(folded.split()) <= SHORT
