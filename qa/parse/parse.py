"""An article in, an interview out: what each file of the room does, put together.

`parse` never fails and never edits: whatever the text, the blocks cover each of its characters that is not
white space, in order. What it is not sure of is not served (see `Block.served`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.interview import Interview, Mark, Role, Rule, Source
from qa.parse.blocks import read_blocks
from qa.parse.boxes import mark_boxes
from qa.parse.cast import read_cast
from qa.parse.facts import article_facts
from qa.parse.genre import INTERVIEW_FROM, genre_signs, interview_chance
from qa.parse.piece import Piece
from qa.parse.roles import pieces_of, read_roles
from qa.parse.telling import hold_back_mentions
from qa.parse.turns import turns_of
from qa.text import ETH, nfc


def parse(text: str, source: Source, marks: Sequence[Mark] = ()) -> Interview:
    """Reads `text` (NFC is made of it) as an interview; without turns if the article is none.

    The facts that `source` lacks are taken from the text where they are printed. `marks` are what the file says
    of its text by its own structure.
    """
    printed, title = nfc(text), nfc(source.title).translate(ETH)
    text = printed.translate(ETH)  # a text with eth for Đ is read as one with Đ, and stays as it is printed
    segments, readings = read_roles(text, title, marks)
    pieces = pieces_of(text, segments, readings)
    if interview_chance(genre_signs(text, segments, readings)) < INTERVIEW_FROM:
        pieces = [_as_article(piece) for piece in pieces]
    pieces = mark_boxes(text, pieces)
    cast = read_cast(text, title, pieces)
    pieces = hold_back_mentions(text, cast.pieces)
    blocks = read_blocks(text, pieces)
    turns = turns_of(text, blocks)
    facts = article_facts(text, blocks)
    known = replace(
        source,
        title=source.title or facts.title or "",
        outlet=source.outlet or facts.outlet,
        date=source.date or facts.date,
        authors=source.authors or facts.authors,
    )
    people = cast.people if any(block.role is Role.ANSWER for block in blocks) else ()
    return Interview(known, printed, blocks, turns, people, tuple(marks))


def is_interview(interview: Interview) -> bool:
    """Tells whether the article is an interview: somebody asks and somebody answers, served or in doubt."""
    return any(block.role is Role.ANSWER for block in interview.blocks)


def _as_article(piece: Piece) -> Piece:
    if piece.role in (Role.QUESTION, Role.ANSWER, Role.CLOSING):
        return replace(piece, role=Role.NARRATION, rule=Rule.NO_INTERVIEW, doubt=None)
    return piece
