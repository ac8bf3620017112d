"""How long what somebody sends may be: one place for the numbers, and the look at them that comes before any other.

All count characters as they are sent; a text spelt with separate accents has up to four where NFC has one.
"""

from __future__ import annotations

from qa import wording
from qa.errors import QuestionError

LONGEST_QUESTION = 1000
"""Characters (NFC) of a question; an operator's QA_MAX_QUESTION is at most this."""

LONGEST_CLAIM = 20_000
"""Characters (NFC) of a claim that is checked."""

LONGEST_ARTICLE = 200_000
"""Characters (NFC) of an article whose quotations are checked."""

LONGEST_NAME = 400
"""Of a speaker with posts, of a paper, of a file."""

LONGEST_DAY = 40
"""Of a day, in whatever form."""

LONGEST_KEY = 600
"""Of an interview's id, a permalink's key, a person's key."""

LONGEST_LINE = 1000
"""Of a reason, a note, a title, a look."""

LONGEST_WORDS = 2000
"""Characters (NFC) of words that a paper corrected in print, and of those that it put in their place."""

MOST_EARLIER = 50
"""Earlier questions of a conversation, and clues that it is asked without."""

AS_SENT = 4
"""Characters sent for one of NFC, at the most: ộ as o, two accents, and one to spare."""


def bounded(text: str | None, most: int) -> None:
    """Raises QuestionError for a text of more than `most` characters."""
    if text is not None and len(text) > most:
        raise QuestionError(wording.too_long(most))
