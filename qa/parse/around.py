"""What stands around the talk: headings, captions, bylines, leads, other people's opinions, the page's foot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.interview import Doubt, Role, Rule
from qa.names.labels import BOILERPLATE, BYLINE
from qa.names.mentions import mentions
from qa.names.people import full_names, name_of_label
from qa.parse.answers import broken_answer
from qa.parse.debris import NAME_LINE, NAMED_ONLY, find_credit
from qa.parse.piece import Piece
from qa.parse.telling import tells
from qa.parse.units import Mark, Unit, Voice, asks, is_thanks
from qa.text import sentences

_DEBRIS = re.compile(r"^[^\n]{0,80}[\"”]\)$")


_SPEAKS = re.compile(r"\b(?:[Cc]húng t(?:ôi|a)|[Tt]ôi)\b")
QUOTED = re.compile(r"[\"“][^\"“”]*[\"”]")


def furniture(text: str, unit: Unit) -> Role | None:
    """The role of a unit that is no part of the talk by its own looks, else None."""
    words = unit.content.of(text)
    if unit.voice is Voice.REPORTER:
        return Role.CLOSING if is_thanks(text, unit) and not asks(text, unit.content) else None
    if unit.label is None and (not words or (words[-1] == ")" and _DEBRIS.match(words))):
        return Role.CAPTION
    if BOILERPLATE.match(words):
        return Role.BOILERPLATE
    if len(words) <= 400 and find_credit(words) and unit.label is None and _all_caption(unit, words):
        return Role.CAPTION
    if is_thanks(text, unit) and not asks(text, unit.content) and unit.voice is None:
        return Role.CLOSING
    if unit.label is None and len(words) <= 100 and BYLINE.search(words) and not asks(text, unit.content):
        return Role.BYLINE
    return None


def _all_caption(unit: Unit, words: str) -> bool:
    # A piece of a broken line may be an answer to which a caption stuck.
    return not unit.inline or (unit.mark is Mark.NONE and len(words) <= 160)


def is_name_line(text: str, unit: Unit) -> bool:
    words = unit.content.of(text)
    return unit.label is None and len(words) <= 90 and NAME_LINE.fullmatch(words) is not None


def aside(text: str, unit: Unit, role: Role | None, before: bool) -> Piece:
    """A unit outside the talk."""
    words = unit.content.of(text)
    bare = words.rstrip('”"’»')[-1:] not in ".…:!?"
    if role is not None and role is not Role.CLOSING:
        return Piece(unit, role, rule=Rule.LOOKS)
    if unit.mark in (Mark.BOLD, Mark.BOLD_ITALIC) and len(words) <= 150:
        return Piece(unit, Role.HEADING, 0.8, Rule.BOLD_LINE)
    if len(words) <= 150 and bare and not before:
        return Piece(unit, Role.BYLINE if is_name_line(text, unit) else Role.HEADING, 0.7, Rule.SHORT_LINE)
    if before and len(words) <= 150 and bare:
        return Piece(unit, Role.CAPTION, 0.6, Rule.SHORT_LINE)
    return Piece(unit, Role.LEAD if before else Role.NARRATION, 0.7, Rule.OUTSIDE)


_HEADLINE_LIMIT = 170


def headlines(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces before the talk, with section label and headline at the very top made headings.

    A line that only names somebody, with a post, is the caption of a portrait.
    """
    found = list(pieces)
    for n, piece in enumerate(found[:3]):
        words = piece.unit.content.of(text)
        if (
            piece.unit.inline
            or len(words) > _HEADLINE_LIMIT
            or words[-1:] in ".…:;,"
            or find_credit(words)
            or NAMED_ONLY.fullmatch(words)
        ):
            break
        if piece.role not in (Role.CAPTION, Role.HEADING, Role.LEAD) or n + 1 == len(found):
            break
        named = [mention for mention in mentions(text, [piece.unit.content]) if mention.position]
        if piece.unit.mark is Mark.NONE and not (
            named and len(words) < len(named[0].name + (named[0].position or "")) + 25
        ):
            found[n] = replace(piece, role=Role.HEADING, rule=Rule.TOP_LINE)
    return found


def front_answers(text: str, pieces: list[Piece], units: Sequence[Unit], end: int) -> list[Piece]:
    """The pieces before the first question, with words of the interviewee among them held back as doubtful.

    Some papers print the lead last and leave the first question out; then the article opens with an answer.
    """
    bold = units[len(pieces)].mark in (Mark.BOLD, Mark.BOLD_ITALIC)
    lead_last = bold and any(len(unit.content) > 80 for unit in units[end + 1 :])
    found: list[Piece] = []
    began = False
    for piece in pieces:
        plain = QUOTED.sub("", piece.unit.content.of(text))
        began = began or bool(piece.unit.mark is Mark.NONE and _SPEAKS.search(plain))
        if lead_last and began and piece.role is Role.LEAD:
            piece = Piece(piece.unit, Role.ANSWER, 0.5, Rule.FIRST_PERSON, Doubt.NO_QUESTION)
        found.append(piece)
    return found


def after(text: str, units: Sequence[Unit], looks: Sequence[Role | None], end: int) -> list[Piece]:
    """The pieces after the talk: thanks, other people's opinions, byline, a lead printed last, the page's foot."""
    found: list[Piece] = []
    opinion: Unit | None = None
    signed = False
    for n in range(end, len(units)):
        unit, role = units[n], looks[n]
        words = unit.content.of(text)
        if role is Role.CLOSING:
            found.append(Piece(unit, Role.CLOSING, rule=Rule.THANKS))
            opinion = None
        elif role is None and unit.voice is Voice.PERSON and not signed:
            opinion = unit
            piece = _opinion(text, units, n)
            inline = unit.inline and piece.role is Role.ANSWER
            found.extend(_broken_opinion(text, units, n, piece) if inline else [piece])
        elif role is Role.BYLINE or (role is None and is_name_line(text, unit)):
            found.append(Piece(unit, Role.BYLINE, 0.9, Rule.BYLINE))
            signed, opinion = n + 1 >= len(units) or not _opinion_ahead(units, n), None
        elif role is not None:
            found.append(aside(text, unit, role, before=False))
        elif signed and len(words) > 60:
            found.append(Piece(unit, Role.LEAD, 0.8, Rule.LEAD_LAST))
        elif opinion is not None and unit.mark not in (Mark.BOLD, Mark.BOLD_ITALIC):
            piece = Piece(unit, Role.ANSWER, 0.92, Rule.OPINION)
            found.extend(_broken_opinion(text, units, n, piece) if unit.inline else [piece])
        elif opinion is not None:
            found.append(Piece(unit, Role.HEADING, 0.8, Rule.BOLD_LINE))
            opinion = None if full_names(words.partition(":")[0]) and ":" in words else opinion  # whose is unsure
        else:
            found.append(aside(text, unit, role, before=False))
    return found


def _broken_opinion(text: str, units: Sequence[Unit], n: int, piece: Piece) -> list[Piece]:
    """An opinion on a line whose breaks were lost; it is in doubt where it is not plain that somebody says it all.

    It is plain under a full name with a post, in words that report nobody else's, up to the next such name or to
    the byline.
    """
    unit = units[n]
    parts = broken_answer(text, unit, piece.confidence, piece.rule)
    told = any(tells(part.of(text)) for part in sentences(text, unit.content))
    plain = unit.label is not None and name_of_label(unit.label) is not None and not told
    ends = n + 1 == len(units) or units[n + 1].voice is Voice.PERSON or len(units[n + 1].content) < _SHORT
    said = parts[:-1] if parts[-1].role in (Role.BYLINE, Role.HEADING) else parts
    if plain and ends and all(part.role is Role.ANSWER and not part.doubt for part in said):
        return parts
    return [replace(part, doubt=part.doubt or Doubt.BROKEN_OPINION) for part in parts]


_SHORT = 60


def _opinion_ahead(units: Sequence[Unit], n: int) -> bool:
    return any(unit.voice is Voice.PERSON for unit in units[n + 1 : n + 4])


def _opinion(text: str, units: Sequence[Unit], n: int) -> Piece:
    """The line that names who gives an opinion: a heading, or the opening of the opinion itself."""
    unit = units[n]
    following = units[n + 1] if n + 1 < len(units) else None
    titled = following is not None and following.mark in (Mark.BOLD, Mark.BOLD_ITALIC) and not len(unit.content)
    if titled or (0 < len(unit.content) < 160 and unit.content.of(text)[-1:] not in ".!…" and following is not None):
        return Piece(unit, Role.HEADING, 0.9, Rule.OPINION_HEADING)
    return Piece(unit, Role.ANSWER, 0.92, Rule.OPINION)
