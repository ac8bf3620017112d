"""An article's text read as an interview: blocks with roles, turns with speakers, and what is in doubt.

How an article is read, in the order of the files:

1. `segments.py` cuts the text into the sentences of its printed lines, each with its sign, type and label.
2. `observations.py` and `surroundings.py` note what is seen of each: its words, its place, and what the article
   itself shows of the label, sign and type that it opens with (do such lines ask? do they take turns?).
3. `chain.py` weighs the observations of each segment and its neighbours with weights fitted on interviews that were
   read by hand, and gives every segment a role and the probability of each role.
4. `genre.py` tells from these whether the article is an interview at all.
5. `roles.py` joins segments that are read alike into pieces, and holds back answers that are not sure enough.
6. `boxes.py` sets other people's boxed opinions apart; `persons.py` gathers everybody named and what speaks for each;
   `cast.py` decides who is asked and whom labels mean; each answer gets its speaker, or nobody.
7. `blocks.py` and `turns.py` make of it what readers see, and `facts.py` reads outlet, authors and date.

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
from qa.parse.facts import ArticleFacts, article_facts
from qa.parse.genre import INTERVIEW_FROM, genre_signs, interview_chance
from qa.parse.piece import Piece
from qa.parse.roles import pieces_of, read_roles
from qa.parse.telling import hold_back_mentions
from qa.parse.turns import turns_of
from qa.text import nfc

__all__ = ["ArticleFacts", "article_facts", "is_interview", "parse"]


def parse(text: str, source: Source, marks: Sequence[Mark] = ()) -> Interview:
    """Reads `text` (NFC is made of it) as an interview; without turns if the article is none.

    The facts that `source` lacks are taken from the text where they are printed. `marks` are what the file says
    of its text by its own structure.
    """
    text = nfc(text)
    segments, readings = read_roles(text, nfc(source.title), marks)
    pieces = pieces_of(text, segments, readings)
    if interview_chance(genre_signs(text, segments, readings)) < INTERVIEW_FROM:
        pieces = [_as_article(piece) for piece in pieces]
    pieces = mark_boxes(text, pieces)
    cast = read_cast(text, nfc(source.title), pieces)
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
    return Interview(known, text, blocks, turns, people, tuple(marks))


def is_interview(interview: Interview) -> bool:
    """Tells whether the article is an interview: somebody asks and somebody answers, served or in doubt."""
    return any(block.role is Role.ANSWER for block in interview.blocks)


def _as_article(piece: Piece) -> Piece:
    if piece.role in (Role.QUESTION, Role.ANSWER, Role.CLOSING):
        return replace(piece, role=Role.NARRATION, rule=Rule.NO_INTERVIEW, doubt=None)
    return piece
