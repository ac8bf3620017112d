"""What is held back: pieces of the talk that may be a question, a caption or the paper's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.interview import Doubt, Role, Rule
from qa.names.labels import ADDRESS, FIRST_PERSON, OWN_VOICE, TITLE
from qa.parse.debris import could_be_caption
from qa.parse.piece import SERVED_FROM, UNSIGNED, Piece
from qa.parse.telling import told_at_end
from qa.parse.units import Mark, Voice, asks, split_at
from qa.parse.unmarked import INNER_DASH
from qa.parse.voices import asks_somebody
from qa.text import Span, sentences

_USUAL = 0.6


def long_questions(_text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, with what stands between a question and the sign of its answer given to the question.

    Where answers open with a name, or with a mark, words before that sign are not yet the answer; if no sign
    comes at all before the next question, they are in doubt. Relies on roles alone.
    """
    questions = [n for n, piece in enumerate(pieces) if piece.role is Role.QUESTION]
    needed = max(2.0, _USUAL * len(questions))
    named = sum(_signed_answer(pieces, n, True) is not None for n in questions) >= needed
    if not named and sum(_signed_answer(pieces, n, False) is not None for n in questions) < needed:
        return list(pieces)
    found = list(pieces)
    for n in questions:
        answer = _signed_answer(pieces, n, named)
        for m in range(n + 1, len(pieces) if answer is None else answer):
            if pieces[m].role is Role.QUESTION or (answer is None and _opens(pieces[m], named)):
                break
            if pieces[m].role is Role.ANSWER and answer is not None:
                found[m] = Piece(pieces[m].unit, Role.QUESTION, 0.8, Rule.BEFORE_SIGN)
            elif pieces[m].role is Role.ANSWER:
                found[m] = replace(pieces[m], doubt=pieces[m].doubt or Doubt.NO_SIGN)
    return found


def _opens(piece: Piece, named: bool) -> bool:
    return piece.unit.voice in (Voice.PERSON, Voice.ANSWER) if named else piece.signed


def _signed_answer(pieces: Sequence[Piece], n: int, named: bool) -> int | None:
    """The index of the next answer that opens with its sign (a name, if `named`) before the next question."""
    for m in range(n + 1, min(n + 8, len(pieces))):
        if pieces[m].role is Role.QUESTION:
            return None
        if pieces[m].role is Role.ANSWER and _opens(pieces[m], named):
            return m
    return None


def after_told(_text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, with what follows the paper's own words held back too, up to the next sign or question.

    Relies on the doubts of the answers' own lines.
    """
    found: list[Piece] = []
    told = False
    for piece in pieces:
        if piece.role is Role.QUESTION or piece.signed:
            told = False
        elif piece.doubt is Doubt.PAPER:
            told = True
        elif told and piece.role is Role.ANSWER and not piece.doubt:
            piece = replace(piece, doubt=Doubt.PAPER)
        found.append(piece)
    return found


def after_unsure(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, with bare words held back that follow words of whom it is not sure whose they are.

    Such are a marked line that is hardly an answer, and a second question right after the first. Relies on confidences, and on roles as
    `long_questions` leaves them.
    """
    found: list[Piece] = []
    unsure = False
    for piece in pieces:
        before = found[-1] if found else None
        if piece.role is Role.QUESTION or piece.unit.label is not None:
            unsure = False
        elif piece.role is Role.ANSWER and piece.unit.mark is not Mark.NONE:
            unsure = piece.confidence < SERVED_FROM
        elif piece.role is Role.ANSWER and before is not None and before.role is Role.QUESTION:
            again = asks(text, before.unit.content) and asks(text, piece.unit.content)
            unsure = again and not OWN_VOICE.search(piece.unit.content.of(text))
        if unsure and piece.role is Role.ANSWER and not piece.doubt:
            piece = replace(piece, doubt=Doubt.AFTER_UNSURE)
        found.append(piece)
    return found


def captions_at_end(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, with a short last paragraph of an answer held back: it may be the caption of a picture.

    Relies on all other doubts of the talk: what is held back already keeps its reason.
    """
    found = list(pieces)
    for n in range(1, len(pieces)):
        piece = pieces[n]
        last = n + 1 == len(pieces) or pieces[n + 1].role in (Role.QUESTION, Role.CLOSING, Role.HEADING)
        if not last or piece.role is not Role.ANSWER or pieces[n - 1].role is Role.QUESTION:
            continue
        if _labelled(pieces, n):
            continue
        if not piece.signed and not piece.doubt and could_be_caption(piece.unit.content.of(text), 110):
            found[n] = replace(piece, doubt=Doubt.CAPTION)
    return found


def unthanked_end(_text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of the talk, without thanks at its end, with all after a heading in the last answer held back.

    Where line breaks were lost and nobody says thanks, the paper's next story may hang on the last answer. Relies on roles alone.
    """
    found = list(pieces)
    last = max((n for n, piece in enumerate(found) if piece.role is Role.QUESTION), default=-1)
    stuck = False
    for n in range(last + 1, len(found)):
        piece = found[n]
        if piece.role in (Role.HEADING, Role.CAPTION) and piece.unit.inline:
            stuck = True
        elif stuck and piece.role is Role.ANSWER and not piece.doubt:
            found[n] = replace(piece, doubt=Doubt.AFTER_HEADING)
    return found


def after_thanks(_text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, with bare words after thanks held back: they answer nothing, a headline more likely.

    Relies on roles alone.
    """
    found: list[Piece] = []
    thanked = False
    for piece in pieces:
        if piece.role is Role.QUESTION or piece.signed:
            thanked = False
        thanked = thanked or piece.role is Role.CLOSING
        if thanked and piece.role is Role.ANSWER and not piece.doubt:
            piece = replace(piece, doubt=Doubt.AFTER_THANKS)
        found.append(piece)
    return found


def lone_quotations(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, with quotations under a name that answer no question held back: they are pulled from the talk.

    Relies on roles alone.
    """
    found: list[Piece] = []
    for piece in pieces:
        quoted = piece.unit.label is not None and piece.unit.content.of(text).startswith(('"', "“"))
        if quoted and piece.role is Role.ANSWER and found and found[-1].role is not Role.QUESTION:
            piece = replace(piece, doubt=piece.doubt or Doubt.PULL_QUOTE)
        found.append(piece)
    return found


def _labelled(pieces: Sequence[Piece], n: int) -> bool:
    """Whether the answer that piece `n` goes on with opens with a name."""
    while n and pieces[n].role is Role.ANSWER and not pieces[n].signed:
        n -= 1
    return pieces[n].unit.label is not None


def hold_back_questions(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, with sentences of an answer that sound like a reporter's question held back.

    Where a mark is missing a question may hide in an answer; it and up to three sentences before it are in doubt.
    Right behind a mark, after another answer, it is the next question, and its answer stands on the same line.
    Relies on the talk's roles and doubts.
    """
    found: list[Piece] = []
    for piece in _parted(text, pieces):
        content = piece.unit.content
        words = content.of(text)
        if piece.role is not Role.ANSWER or piece.doubt or not ("?" in words or INNER_DASH.search(words)):
            found.append(piece)
            continue
        parts = sentences(text, content)
        asking = [n for n, part in enumerate(parts) if asks_somebody(text, part)]
        if piece.unit.inline and parts and asks(text, parts[-1]):
            asking.append(len(parts) - 1)
        asking += [n for n, part in enumerate(parts) if piece.unit.inline and _headed(part.of(text))]
        if not asking:
            found.append(piece)
            continue
        held = {m for n in asking for m in range(_question_start(text, parts, n), n + 1)}
        found.extend(_hold(text, piece, parts, held, Doubt.QUESTION_INSIDE))
    return found


_ANSWER_FROM = 150


def _parted(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, with answers that open with a question behind their mark parted into the question and the rest."""
    found: list[Piece] = []
    answered = False
    for piece in pieces:
        open_to_it = answered and piece.role is Role.ANSWER and piece.doubt in (None, Doubt.AFTER_UNSURE)
        end = _question_end(text, piece) if open_to_it else None
        if end is not None:
            first, rest = split_at(text, piece.unit, [end])
            found.append(Piece(first, Role.QUESTION, 0.9, Rule.ASKS_BEHIND_MARK))
            words = rest.content.of(text)
            sure = len(words) > _ANSWER_FROM or OWN_VOICE.search(words)
            piece = replace(
                piece,
                unit=rest,
                doubt=None if sure else Doubt.AFTER_UNSURE,
                confidence=max(piece.confidence, SERVED_FROM),
            )
        if piece.role in (Role.QUESTION, Role.ANSWER):
            answered = piece.role is Role.ANSWER
        found.append(piece)
    return found


def _question_end(text: str, piece: Piece) -> int | None:
    """Where the words go on after a question to somebody that stands right behind the mark of `piece`."""
    if piece.unit.mark in UNSIGNED or piece.unit.label is not None or "?" not in piece.unit.content.of(text):
        return None
    parts = sentences(text, piece.unit.content)
    for n, part in enumerate(parts[:3]):
        if OWN_VOICE.search(part.of(text)):
            return None
        if asks_somebody(text, part):
            return parts[n + 1].start if n + 1 < len(parts) else None
    return None


def _headed(words: str) -> bool:
    """Whether the words are a headline without a stop, a dash, and a question or words to somebody."""
    dash = INNER_DASH.search(words)
    return dash is not None and (words[-1] == "?" or ADDRESS.search(words, dash.end()) is not None)


def _question_start(text: str, parts: Sequence[Span], n: int) -> int:
    """The first sentence that may belong to the question that sentence `n` ends."""
    first = n
    while first > 0 and n - first < 3 and not OWN_VOICE.search(parts[first - 1].of(text)):
        first -= 1
    return first


def hold_back_mentions(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, with sentences in which speakers would name themselves held back. Relies on speakers.

    Nobody speaks of himself by his full name: such a sentence is a caption or the paper's own, and so are bare
    lines after it that say neither "tôi" nor "chúng tôi".
    """
    found: list[Piece] = []
    about = False
    for piece in pieces:
        words = piece.unit.content.of(text)
        if piece.role is not Role.ANSWER or piece.signed:
            about = about and piece.role is Role.CAPTION
        if piece.role is not Role.ANSWER or piece.doubt or not piece.speaker:
            found.append(piece)
        elif piece.speaker not in words:
            about = about and not FIRST_PERSON.search(words)
            found.append(replace(piece, doubt=Doubt.NAMES_SPEAKER) if about else piece)
        else:
            parts = sentences(text, piece.unit.content)
            held = {n for n, part in enumerate(parts) if _names(text, part, piece.speaker)}
            about = not piece.unit.inline and not piece.signed and 0 in held and not FIRST_PERSON.search(words)
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
