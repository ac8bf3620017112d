"""An article's text read as an interview: blocks with roles, turns with speakers, and what is in doubt.

`parse` never fails and never edits: whatever the text, the blocks cover each of its characters that is not
white space, in order. What it is not sure of is not served (see `Block.served`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from qa.interview import REPORTER, Doubt, Interview, Mark, Role, Rule, Source
from qa.names.labels import ADDRESS, ADDRESS_FIRST, OWN_VOICE
from qa.parse.around import QUOTED
from qa.parse.blocks import read_blocks
from qa.parse.boxes import join_labels, mark_boxes
from qa.parse.cast import Cast, read_cast
from qa.parse.doubts import hold_back_mentions, hold_back_questions
from qa.parse.facts import ArticleFacts, article_facts
from qa.parse.lines import read_units
from qa.parse.piece import Piece, take
from qa.parse.roles import read_roles
from qa.parse.turns import turns_of
from qa.parse.units import Voice, asks
from qa.text import Span, nfc, sentences

__all__ = ["ArticleFacts", "article_facts", "is_interview", "parse"]


def parse(text: str, source: Source, marks: Sequence[Mark] = ()) -> Interview:
    """`text` (NFC is made of it) as an interview; without turns if the article is none.

    The facts that `source` lacks are taken from the text where they are printed. `marks` are what the file says
    of its text by its own structure; no mark is read yet.
    """
    text = nfc(text)
    pieces = read_roles(text, read_units(text), nfc(source.title))
    if not _convinces(text, pieces):
        pieces = [_as_article(piece) for piece in pieces]
    pieces = take((mark_boxes, hold_back_questions), text, pieces)
    cast = _cast(text, source.title, pieces)
    pieces = take((join_labels, hold_back_mentions), text, _voices(pieces, cast))
    if _told_mostly(pieces):
        pieces = [replace(_as_article(piece), speaker=None) for piece in pieces]
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


# --- is it an interview at all? ---

_ANNOUNCED = re.compile(
    r"(?<!\w)(?:[Pp]hỏng vấn|[Tt]rao đổi (?:\w+ ){0,3}(?:với|cùng)|[Tt]rò chuyện (?:\w+ ){0,3}(?:với|cùng)|[Tt]rả lời (?:\w+ ){0,3}(?:báo|phóng|PV|câu hỏi|độc giả)|"
    r"[Pp]hóng viên|\bPV\b|báo chí|[Cc]hia sẻ (?:\w+ ){0,4}với|[Tt]oà soạn|[Tt]òa soạn|[Bb]ạn đọc|cuộc (?:trò chuyện|trao đổi)|đối thoại)"
)
_FORMAL = re.compile(
    r"[Tt]hưa (?:ông|bà|anh|chị|thầy|Bộ trưởng|Thứ trưởng|\w+ tá|\w+ tướng|[Ll]uật sư|[Bb]ác sĩ|[Gg]iáo sư|[Tt]hượng|[Ll]uật|[Đđ]ại biểu|[Đđ]ồng chí|Chủ tịch)"
    r"|(?:[Tt]heo|[Xx]in|[Mm]ong) (?:ông|bà|anh|chị|thầy|Bộ trưởng|Thứ trưởng)\b|\b(?:[Ôô]ng|[Bb]à|Bộ trưởng|Thứ trưởng) (?:có thể|đánh giá|nghĩ|nhận|nói|cho)"
)
_THANKED = re.compile(r"(?:Vâng|Dạ|Một lần nữa)?,?\s*(?:[Xx]in|[Tt]rân trọng|[Cc]hân thành|[Cc]ảm ơn|[Cc]ám ơn)")


_CONVINCING = 2.2


def _convinces(text: str, pieces: Sequence[Piece]) -> bool:
    """Whether the questions and answers found are those of an interview, not of a story or a notice."""
    questions = [piece for piece in pieces if piece.role is Role.QUESTION]
    answers = [piece for piece in pieces if piece.role is Role.ANSWER]
    if not questions or not answers:
        return False
    labelled = sum(piece.unit.voice is Voice.REPORTER and _asking(text, piece) for piece in questions)
    named = sum(piece.unit.voice in (Voice.PERSON, Voice.ANSWER) for piece in answers)
    addressed = sum(_addresses(piece.unit.content.of(text)) for piece in questions)
    thanked = any(piece.role is Role.CLOSING and _THANKED.match(piece.unit.content.of(text)) for piece in pieces)
    asking = sum(asks(text, piece.unit.content) for piece in questions)
    formal = sum(bool(_FORMAL.search(piece.unit.content.of(text))) for piece in questions)
    plain = labelled or thanked or formal >= 2 or _answered_at_length(pieces)
    if not plain and not _ANNOUNCED.search(text, 0, 4000):
        return False
    if not labelled and not named and not thanked and asking < 0.5 * len(questions):
        return False
    told = sum(piece.doubt is Doubt.PAPER for piece in answers)
    if not labelled and not thanked and told >= 0.3 * len(answers):
        return False
    score = 1.5 * min(labelled, 2) + 0.7 * min(named, 3) + 0.8 * min(addressed, 4) + 1.2 * thanked
    score += 0.3 * min(asking, 4)
    if score < _CONVINCING and _ANNOUNCED.search(text, 0, 4000):
        score += 0.5
    return score >= _CONVINCING and len(questions) + len(answers) >= 3


def _told_mostly(pieces: Sequence[Piece]) -> bool:
    """Whether most of what looks like answers is the paper's own report of somebody."""
    answers = [piece for piece in pieces if piece.role is Role.ANSWER]
    told = sum(len(piece.unit.content) for piece in answers if piece.doubt in (Doubt.PAPER, Doubt.NAMES_SPEAKER))
    return told > 0.5 * sum(len(piece.unit.content) for piece in answers)


def _asking(text: str, piece: Piece) -> bool:
    content = piece.unit.content
    return asks(text, content) or _addresses(content.of(text))


def _answered_at_length(pieces: Sequence[Piece]) -> bool:
    """Whether most questions get an answer of some length, as in an interview and unlike talk in a story."""
    talk = [piece for piece in pieces if piece.role in (Role.QUESTION, Role.ANSWER)]
    answers = [
        len(second.unit.content)
        for first, second in pairwise(talk)
        if (first.role, second.role) == (Role.QUESTION, Role.ANSWER)
    ]
    long = sum(length >= 200 for length in answers)
    return long >= 3 and long >= 0.7 * len(answers)


def _addresses(words: str) -> bool:
    return bool(ADDRESS_FIRST.match(words) or ADDRESS.search(words))


def _as_article(piece: Piece) -> Piece:
    if piece.role in (Role.QUESTION, Role.ANSWER, Role.CLOSING):
        return replace(piece, role=Role.NARRATION, confidence=0.7, rule=Rule.NO_INTERVIEW, doubt=None)
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


def _spoken_of(text: str, pieces: Sequence[Piece], name: str) -> bool:
    """Whether answers in the first person speak of `name` as of somebody else: "Tôi gặp anh Hạ Vũ"."""
    other = re.compile(rf"\b(?:anh|chị|ông|bà|cô|chú|bác|em)\s+{re.escape(name)}\b")
    for piece in pieces:
        if piece.role is Role.ANSWER and name in piece.unit.content.of(text):
            for part in sentences(text, piece.unit.content):
                words = part.of(text)
                if OWN_VOICE.search(words) and other.search(QUOTED.sub("", words)):
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
