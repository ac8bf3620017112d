"""An article's text read as an interview: blocks with roles, turns with speakers, and what is in doubt.

How an article is read, in the order of the files:

1. `segments.py` cuts the text into the sentences of its printed lines, each with its sign, type and label.
2. `observations.py` and `surroundings.py` note what is seen of each: its words, its place, and what the article
   itself shows of the label, sign and type that it opens with (do such lines ask? do they take turns?).
3. `chain.py` weighs the observations of each segment and its neighbours with weights fitted on interviews that were
   read by hand, and gives every segment a role and the probability of each role.
4. `genre.py` tells from these whether the article is an interview at all.
5. `roles.py` joins segments that are read alike into pieces, and holds back answers that are not sure enough.
6. `boxes.py` sets other people's boxed opinions apart; `cast.py` finds who is asked; each answer gets its speaker.
7. `blocks.py` and `turns.py` make of it what readers see, and `facts.py` reads outlet, authors and date.

`parse` never fails and never edits: whatever the text, the blocks cover each of its characters that is not
white space, in order. What it is not sure of is not served (see `Block.served`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.interview import REPORTER, Doubt, Interview, Mark, Role, Rule, Source
from qa.names.labels import OWN_VOICE
from qa.parse.blocks import read_blocks
from qa.parse.boxes import mark_boxes
from qa.parse.cast import Cast, read_cast
from qa.parse.facts import ArticleFacts, article_facts
from qa.parse.genre import INTERVIEW_FROM, genre_signs, interview_chance
from qa.parse.piece import Piece
from qa.parse.roles import pieces_of, read_roles
from qa.parse.telling import hold_back_mentions
from qa.parse.turns import turns_of
from qa.parse.units import Voice
from qa.text import Span, nfc, sentences

__all__ = ["ArticleFacts", "article_facts", "is_interview", "parse"]


def parse(text: str, source: Source, marks: Sequence[Mark] = ()) -> Interview:
    """`text` (NFC is made of it) as an interview; without turns if the article is none.

    The facts that `source` lacks are taken from the text where they are printed. `marks` are what the file says
    of its text by its own structure.
    """
    text = nfc(text)
    segments, readings = read_roles(text, nfc(source.title), marks)
    pieces = pieces_of(text, segments, readings)
    if interview_chance(genre_signs(text, segments, readings)) < INTERVIEW_FROM:
        pieces = [_as_article(piece) for piece in pieces]
    pieces = mark_boxes(text, pieces)
    cast = _cast(text, source.title, pieces)
    pieces = hold_back_mentions(text, _voices(pieces, cast))
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
    return Interview(known, text, blocks, turns, people)


def is_interview(interview: Interview) -> bool:
    """Whether the article is an interview: somebody asks and somebody answers, served or in doubt."""
    return any(block.role is Role.ANSWER for block in interview.blocks)


def _as_article(piece: Piece) -> Piece:
    if piece.role in (Role.QUESTION, Role.ANSWER, Role.CLOSING):
        return replace(piece, role=Role.NARRATION, rule=Rule.NO_INTERVIEW, doubt=None)
    return piece


# --- speakers ---


def _cast(text: str, title: str, pieces: Sequence[Piece]) -> Cast:
    named = [p for p in pieces if p.unit.voice is Voice.PERSON and (p.role is Role.ANSWER or p.opines)]
    boxed = {p.unit.label for p in named if p.opines}
    labels = [p.unit.label or "" for p in named if p.unit.label not in boxed]
    opinions = [p.unit.label or "" for p in named if p.unit.label in boxed]
    spoken = [n for n, p in enumerate(pieces) if p.role is Role.QUESTION] or [len(pieces)]
    context: list[Span] = []
    beside: list[Span] = []
    for n, piece in enumerate(pieces):
        early = n < spoken[0]
        if (piece.role in _SILENT and not piece.opines) or (early and piece.role is Role.ANSWER and piece.doubt):
            (context if early or (n > spoken[-1] and piece.role is Role.LEAD) else beside).append(piece.unit.span)
    if spoken[0] < len(pieces) and pieces[spoken[0]].unit.inline:
        context.append(pieces[spoken[0]].unit.span)  # the introduction may hang on the first question
    asked = " ".join(p.unit.content.of(text) for p in pieces if p.role in (Role.QUESTION, Role.CLOSING))
    cast = read_cast(text, title, context, beside, labels, opinions, _speaks_to_a_woman(asked))
    if cast.only and not labels and _spoken_of(text, pieces, cast.only):
        return replace(cast, only=None, people=tuple(p for p in cast.people if p.name != cast.only))
    return cast


_QUOTED = re.compile(r"[\"“][^\"“”]*[\"”]")


def _spoken_of(text: str, pieces: Sequence[Piece], name: str) -> bool:
    """Whether answers in the first person speak of `name` as of somebody else: "Tôi gặp anh Hạ Vũ"."""
    other = re.compile(rf"\b(?:anh|chị|ông|bà|cô|chú|bác|em)\s+{re.escape(name)}\b")
    for piece in pieces:
        if piece.role is Role.ANSWER and name in piece.unit.content.of(text):
            for part in sentences(text, piece.unit.content):
                words = part.of(text)
                if OWN_VOICE.search(words) and other.search(_QUOTED.sub("", words)):
                    return True
    return False


_TO_A_WOMAN = re.compile(
    r"\b(?:[Tt]hưa|[Tt]heo|[Xx]in|[Cc](?:ảm|ám) ơn)\s+(?:bà|chị)\b|\b[Bb]à\s+(?:có|đánh giá|nghĩ|cho|nhận)\b"
)
_TO_A_MAN = re.compile(
    r"\b(?:[Tt]hưa|[Tt]heo|[Xx]in|[Cc](?:ảm|ám) ơn)\s+(?:ông|anh)\b|\b[Ôô]ng\s+(?:có|đánh giá|nghĩ|cho|nhận)\b"
)


def _speaks_to_a_woman(asked: str) -> bool | None:
    """Whether the reporter says "bà" or "chị" to the one who is asked; None where that is not plain."""
    women, men = len(_TO_A_WOMAN.findall(asked)), len(_TO_A_MAN.findall(asked))
    return women > men if max(women, men) >= 2 * min(women, men) + 1 else None


_SILENT = (Role.LEAD, Role.NARRATION, Role.CAPTION, Role.HEADING, Role.BOILERPLATE)


def _voices(pieces: Sequence[Piece], cast: Cast) -> list[Piece]:
    """Each piece with its speaker."""
    labelled = [p for p in pieces if p.role is Role.ANSWER and p.unit.voice is Voice.PERSON and not p.opines]
    several = len({cast.by_label.get(p.unit.label or "") for p in labelled}) > 1
    usual = None if several else cast.only
    found: list[Piece] = []
    current = cast.only
    for piece in pieces:
        speaker = None
        if piece.role is Role.QUESTION:
            current, speaker = usual, REPORTER
        elif piece.unit.voice is Voice.PERSON and piece.role in (Role.ANSWER, Role.HEADING):
            current = cast.by_label.get(piece.unit.label or "")
            speaker = current if piece.role is Role.ANSWER else None
        elif piece.role is Role.ANSWER:
            current = speaker = usual if piece.doubt is Doubt.AFTER_OPINION else current
        elif piece.role is Role.BYLINE:
            current = usual
        found.append(replace(piece, speaker=speaker))
    return found
