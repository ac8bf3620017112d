"""How a question is opened politely ("cho tôi hỏi", "tôi muốn biết về"): words that ask, and say nothing of what."""

from __future__ import annotations

import re

from qa.text import Span, fold

_OPENING = re.compile(
    r"(?:(?:ad|admin|ban|kho|anh|chi) oi,? )?(?:(?:xin|vui long|lam on|hay|nho|ban) )*"
    r"(?:cho (?:(?:toi|minh|em) )?(?:hoi|biet)|xin hoi|hoi rang"
    r"|(?:toi|minh|em) (?:dang )?(?:muon|can) (?:duoc )?(?:biet|hoi|tim hieu))"
    r"(?: (?:ve|la|rang|them|xem|chut))*[,:]? +"
)


def politely_opened(question: str) -> list[Span]:
    """Finds the polite opening of a question; nothing where there is none, or where nothing else is asked."""
    folded = fold(question)
    found = _OPENING.match(folded) if len(folded) == len(question) else None
    return [Span(*found.span())] if found and folded[found.end() :].strip(" ?.!") else []
