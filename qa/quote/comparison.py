"""A claim and the printed words beside each other, piece by piece, so that a reader sees what differs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.quote.check import QuoteCheck, unquoted
from qa.text import Span, nfc, sentences

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of claim and print that are equal (`same`), or that stand in each other's place ("" for nothing).

    The `claimed` of all pieces in a row are the claim, the `printed` the printed words, white space included.
    """

    same: bool
    claimed: str
    printed: str


def compared(claimed: str, printed: str) -> tuple[Piece, ...]:
    """Cuts two texts into pieces side by side, equal where words and marks are, whatever the white space."""
    from rapidfuzz.distance import Levenshtein

    left, right = list(_TOKEN.finditer(claimed)), list(_TOKEN.finditer(printed))
    found: list[Piece] = []
    at = shown = 0
    for edit in Levenshtein.opcodes([m.group() for m in left], [m.group() for m in right]):
        i_end, j_end = edit.src_end, edit.dest_end
        # The white space before a token goes with it; what follows the last token goes with that.
        i_stop = left[i_end - 1].end() if i_end and i_end < len(left) else (len(claimed) if i_end else 0)
        j_stop = right[j_end - 1].end() if j_end and j_end < len(right) else (len(printed) if j_end else 0)
        found.append(Piece(edit.tag == "equal", claimed[at:i_stop], printed[shown:j_stop]))
        at, shown = i_stop, j_stop
    found.append(Piece(True, claimed[at:], printed[shown:]))  # white space where one side has nothing else
    return _merged(found)


def _merged(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Neighbours of one kind as one, so that a changed phrase is shown as a phrase."""
    merged: list[Piece] = []
    for piece in pieces:
        if merged and merged[-1].same == piece.same:
            last = merged.pop()
            piece = Piece(piece.same, last.claimed + piece.claimed, last.printed + piece.printed)
        if piece.claimed or piece.printed:
            merged.append(piece)
    return tuple(merged)


def beside(check: QuoteCheck) -> tuple[Piece, ...]:
    """Puts the checked claim beside the printed words that decided it; nothing where there are none."""
    area = _matched(check)
    if check.place is None or area is None:
        return ()
    claim, printed = unquoted(nfc(check.claim)), area.of(check.place.text)
    # The matched words end with a word; a mark that both go on with is no difference.
    after = check.place.text[area.end :]
    tail = 0
    while tail < len(after) and not after[tail].isspace() and claim.endswith(after[: tail + 1]):
        tail += 1
    return compared(claim, printed + after[:tail])


def printed_words(check: QuoteCheck) -> str:
    """Returns the printed words that the claim was matched with, character for character; "" where there are none."""
    area = _matched(check)
    return area.of(check.place.text) if check.place and area else ""


def _matched(check: QuoteCheck) -> Span | None:
    """The matched words in the place's text: the whole of a title that stands outside of the article's text."""
    if check.place is None or check.place.span is None:
        return Span(0, len(check.place.text)) if check.place else None
    start = check.place.span.start
    return check.matched and Span(check.matched.start - start, check.matched.end - start)


def whole_sentences(check: QuoteCheck) -> Span | None:
    """Finds the printed sentences that the matched words stand in: offsets in the interview's text."""
    inside = _matched(check)
    if check.place is None or inside is None:
        return None
    around = [span for span in sentences(check.place.text) if span.overlaps(inside)] or [inside]
    return check.place.within(Span(min(around[0].start, inside.start), max(around[-1].end, inside.end)))
