"""Words that tell of somebody: how a paper reports what was said, and speakers who would name themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.interview import Doubt, Role
from qa.names.labels import FIRST_PERSON, TITLE, UPPER, may_hold
from qa.parse.piece import Piece
from qa.parse.units import split_at
from qa.text import Span, sentences

_HEAD, _END, _OPENING = 160, 120, 60
"""Characters at both ends of words in which it is told who said them, and in which speakers say "tôi" (by hand)."""

_SAYING = (
    *("nêu rõ", "nói", "cho biết", "cho rằng", "chia sẻ", "khẳng định", "nhấn mạnh", "tâm niệm", "kể", "bày tỏ"),
    *("cho hay", "nhận định", "trả lời", "tâm sự", "giải thích", "phân tích"),
)
_VERBS = f"(?:{'|'.join(_SAYING).replace('nói', 'nói(?! chung| riêng)')})"
_TOLD = re.compile(
    rf"(?<!\w)(?<!hư )(?<!heo )(?<!mà )(?<!khi )(?<!do ){TITLE}"
    rf"(?:(?:\s+[{UPPER}]\w*){{1,5}}(?:,[^.!?]{{0,90}}?)?)?\s+(?:cũng\s+|đã\s+|còn\s+)?{_VERBS}\b"
)
_TOLD_AT_END = re.compile(rf"[”\"’]\s*[,\-–.]?\s*{TITLE}?(?:\s*[{UPPER}]\w*){{0,5}}\s+{_VERBS}[^.]{{0,40}}\.?$")


def told_at_end(words: str) -> bool:
    """Tells whether the words end with a quotation and who said it."""
    return may_hold(words[-_END:], _SAYING) and _TOLD_AT_END.search(words[-_END:]) is not None


def tells(words: str) -> bool:
    """Tells whether the words report what somebody said, as a reporter's sentence does."""
    head = words[:_HEAD]
    if FIRST_PERSON.search(words[:_OPENING]):
        return False
    return (may_hold(head, _SAYING) and _TOLD.search(head) is not None) or told_at_end(words)


def hold_back_mentions(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """Returns the pieces, with sentences in which speakers would name themselves held back. Relies on speakers.

    Nobody speaks of himself by his full name: such a sentence is a caption or the paper's own, and so are bare
    lines after it that say neither "tôi" nor "chúng tôi".
    """
    found: list[Piece] = []
    about = False
    for piece in pieces:
        words = piece.unit.content.of(text)
        if piece.role is not Role.ANSWER or piece.unit.label is not None:
            about = about and piece.role is Role.CAPTION
        if piece.role is not Role.ANSWER or piece.doubt or not piece.speaker:
            found.append(piece)
        elif piece.speaker not in words:
            about = about and not FIRST_PERSON.search(words)
            found.append(replace(piece, doubt=Doubt.NAMES_SPEAKER) if about else piece)
        else:
            parts = sentences(text, piece.unit.content)
            held = {n for n, part in enumerate(parts) if _names(text, part, piece.speaker)}
            about = not piece.unit.inline and piece.unit.label is None and 0 in held and not FIRST_PERSON.search(words)
            held = set(range(len(parts))) if about else held
            found.extend(_hold(text, piece, parts, held, Doubt.NAMES_SPEAKER))
    return found


def _names(text: str, part: Span, speaker: str) -> bool:
    words = part.of(text)
    if speaker not in words:
        return False
    if not FIRST_PERSON.search(words) or told_at_end(words):
        return True
    return bool(re.search(rf"{TITLE}\s+{re.escape(speaker)}", words))


def _hold(text: str, piece: Piece, parts: Sequence[Span], held: set[int], doubt: Doubt) -> list[Piece]:
    """`piece` cut so that the sentences `held` carry `doubt`."""
    changes = [n for n in range(1, len(parts)) if (n in held) != (n - 1 in held)]
    starts = {parts[n].start for n in held}
    units = split_at(text, piece.unit, [parts[n].start for n in changes])
    return [replace(piece, unit=unit, doubt=doubt if unit.content.start in starts else piece.doubt) for unit in units]
