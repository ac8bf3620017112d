"""Roles of an article's units: the talk, and what is printed before, between and after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.interview import Role
from qa.labels import ADDRESS, ADDRESS_FIRST, BOILERPLATE, BYLINE, CREDIT, FIRST_PERSON, LOWER, TITLE, UPPER
from qa.parse_debris import part_debris
from qa.parse_units import Mark, Unit, Voice, is_thanks, split_at
from qa.parse_voices import Scheme, asks, leaning, part_unmarked, probabilities, read_scheme
from qa.text import Span, sentences

SERVED_FROM = 0.9
"""Confidence from which a block is served without review."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A unit with its role; `doubt` names why it must not be served, if anything does."""

    unit: Unit
    role: Role
    confidence: float = 1.0
    rule: str = ""
    doubt: str = ""


_NAME_LINE = re.compile(
    rf"\W*(?:[{UPPER}][\w.'’]*)(?:[\s\-–/,&.]+(?:[{UPPER}][\w.'’]*|và)){{0,9}}(?:\s*[\-–/]\s*[\w.]+)?(?:\s*[*_]*\([^()]{{2,60}}\))?\W*"
)
_SAYS = re.compile(
    r"(?:cho biết|chia sẻ|trao đổi|nói|khẳng định|trả lời|phỏng vấn|nội dung|cuộc trò chuyện|dưới đây|sau đây)[^.?!]{0,80}:\W*$"
)
_DEBRIS = re.compile(r"^[^\n]{0,80}[\"”]\)$")
_OF_OTHERS = re.compile(rf"^{TITLE}\s+(?:[{UPPER}]|[{LOWER}]+\s)|\b(?:[Ôô]ng|[Bb]à)\b")
_GOES_ON = re.compile(
    r"(?:Tuy|Thứ|Ngoài|Đó|Đây|Vì|Bên|Cuối|Do|Nhất|Nhưng|Và|Song|Cùng|Hơn|Bởi|Như|Điều|Nếu|Khi|Để|Trong|Cải|Sau|Trước|Hiện|Còn|Đồng|Đặc|Cần|Thậm|"
    r"Một|Đến|Theo|Từ|Đối|Riêng|Thực|Cụ|Mặt|Không|Có|Việc|Về|Với|\d|[+\-–•])"
)
_VERBS = "nêu rõ|nói|cho biết|cho rằng|chia sẻ|khẳng định|nhấn mạnh|tâm niệm|kể|bày tỏ|cho hay|nhận định|trả lời|tâm sự|giải thích|phân tích"
_SAID = re.compile(_VERBS)
_TOLD = re.compile(rf"(?<!hư )(?<!heo )(?<!mà )(?<!khi )(?<!do ){TITLE}(?:\s+[{UPPER}]\w*){{0,5}}\s+(?:cũng\s+|đã\s+|còn\s+)?(?:{_VERBS})\b")
_TOLD_AT_END = re.compile(rf"[”\"’]\s*[,\-–.]?\s*{TITLE}?(?:\s*[{UPPER}]\w*){{0,5}}\s+(?:{_VERBS})[^.]{{0,40}}\.?$")
_QUOTED = re.compile(r"[\"“][^\"“”]*[\"”]")


def read_roles(text: str, units: Sequence[Unit]) -> list[Piece]:
    """Every unit with its role, in order; without questions or answers where the article is no interview."""
    units = part_unmarked(text, units)
    furniture = [_furniture(text, unit) for unit in units]
    talk = [n for n, role in enumerate(furniture) if role is None]
    leans = {n: leaning(text, units[n].content) for n in talk}
    scheme = read_scheme([(units[n], leans[n]) for n in talk])
    score_of = {n: _score(units[n], scheme, leans[n]) for n in talk}
    start = _start(text, units, score_of, scheme)
    if start is None:
        return [_aside(text, unit, role, before=True) for unit, role in zip(units, furniture, strict=True)]
    talk = [n for n in talk if n >= start]
    first = 0.95 if score_of[start] > 0 else 0.05
    asked = dict(zip(talk, probabilities([score_of[n] for n in talk], first), strict=True))
    end = _end(text, units, furniture, asked, score_of, start, scheme)
    pieces = [_aside(text, unit, role, before=True) for unit, role in zip(units[:start], furniture, strict=False)]
    pieces = _front_answers(text, pieces, units, end)
    pieces += _captions_at_end(text, _long_questions(_talk(text, units, furniture, asked, start, end)))
    pieces += _after(text, units, furniture, end)
    return pieces


def _score(unit: Unit, scheme: Scheme, lean: float) -> float:
    said = scheme.of(unit)
    return said + unit.hint + (lean if abs(said) < 8 else 0.0)


def _furniture(text: str, unit: Unit) -> Role | None:
    """The role of a unit that is no part of the talk by its own looks, else None."""
    words = unit.content.of(text)
    if unit.voice is Voice.REPORTER:
        return Role.CLOSING if is_thanks(text, unit) and not asks(text, unit.content) else None
    if unit.label is None and (not words or _DEBRIS.match(words)):
        return Role.CAPTION
    if BOILERPLATE.match(words):
        return Role.BOILERPLATE
    if len(words) <= 400 and CREDIT.search(words) and unit.label is None and _all_caption(unit, words):
        return Role.CAPTION
    if is_thanks(text, unit) and not asks(text, unit.content) and unit.voice is None:
        return Role.CLOSING
    if unit.label is None and len(words) <= 100 and BYLINE.search(words) and not asks(text, unit.content):
        return Role.BYLINE
    return None


def _all_caption(unit: Unit, words: str) -> bool:
    # A piece of a broken line may be an answer to which a caption stuck.
    return not unit.inline or (unit.mark is Mark.NONE and len(words) <= 160)


# --- where the talk begins and ends ---


def _start(text: str, units: Sequence[Unit], scores: dict[int, float], scheme: Scheme) -> int | None:
    """The first unit of the talk: the first question, or an answer whose question is not printed."""
    for n, unit in enumerate(units):
        if n not in scores:
            continue
        if unit.voice is not None:
            early = unit.voice is Voice.PERSON and any(other.voice is Voice.REPORTER for other in units)
            if unit.voice is Voice.REPORTER or (not early and len(unit.content) > 40 and _speech(text, unit)):
                return n
            continue
        marked = unit.mark is not Mark.NONE and scheme.marks.get(unit.mark, 0.0) > -1
        bare = asks(text, unit.content) and leaning(text, unit.content) > 1.5
        if scores[n] > 1.0 and (marked or bare) and _answer_follows(units, scores, n):
            return n
        if unit.mark is not Mark.NONE and scheme.of(unit) < 0 and n and _SAYS.search(units[n - 1].span.of(text)[-160:]):
            return n
    return None


def _speech(text: str, unit: Unit) -> bool:
    # A headline or a pull quote names a speaker too; what is said under a label is a paragraph of its own.
    return unit.content.of(text)[-1:] in ".!?…/" or len(unit.content) > 150


def _answer_follows(units: Sequence[Unit], scores: dict[int, float], n: int) -> bool:
    ahead = [m for m in range(n + 1, min(n + 6, len(units))) if m in scores]
    return any(scores[m] < 1.0 for m in ahead[:3])


def _end(
    text: str,
    units: Sequence[Unit],
    furniture: Sequence[Role | None],
    asked: dict[int, float],
    scores: dict[int, float],
    start: int,
    scheme: Scheme,
) -> int:
    """The index after the last unit of the talk (thanks are not part of it)."""
    last = start
    for n in range(start, len(units)):
        sure = units[n].voice is not None or (n in asked and asked[n] > 0.6 and scores[n] > 1.0)
        if n in asked and sure and (asked[n] > 0.5 or units[n].label):
            last = n
    closing = next((n for n in range(last, len(units)) if furniture[n] is Role.CLOSING), None)
    if closing is not None:
        return closing
    closings = [n for n in range(start, last) if furniture[n] is Role.CLOSING]
    later = range(closings[-1], len(units)) if closings else range(0)
    if closings and not any(
        n in asked and asked[n] > 0.6 and scores[n] > 1.0 and _answer_follows(units, scores, n) for n in later
    ):
        return closings[-1]
    end = last + 1
    while end < len(units) and not _ends_talk(text, units, furniture, end):
        end += 1
    return end


def _ends_talk(text: str, units: Sequence[Unit], furniture: Sequence[Role | None], n: int) -> bool:
    if furniture[n] is Role.BOILERPLATE:
        return True
    return furniture[n] is Role.BYLINE or (_is_name_line(text, units[n]) and n >= len(units) - 4)


def _is_name_line(text: str, unit: Unit) -> bool:
    words = unit.content.of(text)
    return unit.label is None and len(words) <= 90 and _NAME_LINE.fullmatch(words) is not None


# --- what stands around the talk ---


def _aside(text: str, unit: Unit, role: Role | None, before: bool) -> Piece:
    """A unit outside the talk."""
    words = unit.content.of(text)
    if role is not None and role is not Role.CLOSING:
        return Piece(unit, role, rule=f"looks:{role}")
    if unit.mark in (Mark.BOLD, Mark.BOLD_ITALIC) and len(words) <= 150:
        return Piece(unit, Role.HEADING, 0.8, "bold line")
    if len(words) <= 150 and words[-1:] not in '.…:!?”"' and not before:
        return Piece(unit, Role.BYLINE if _is_name_line(text, unit) else Role.HEADING, 0.7, "short line")
    if len(words) <= 40 and words[-1:] not in ".…:!?" and unit.span.start < 60:
        return Piece(unit, Role.HEADING, 0.7, "short line at the top")
    if before and len(words) <= 150 and words[-1:] not in '.…:!?”"':
        return Piece(unit, Role.CAPTION, 0.6, "short line")
    return Piece(unit, Role.LEAD if before else Role.NARRATION, 0.7, "outside the talk")


def _front_answers(text: str, pieces: list[Piece], units: Sequence[Unit], end: int) -> list[Piece]:
    """The pieces before the first question, with words of the interviewee among them held back as doubtful.

    Some papers print the lead last and leave the first question out; then the article opens with an answer.
    """
    lead_last = any(len(unit.content) > 80 for unit in units[end + 1 :])
    found = []
    for piece in pieces:
        plain = _QUOTED.sub("", piece.unit.content.of(text))
        speaks = piece.role is Role.LEAD and FIRST_PERSON.search(plain) and piece.unit.mark is Mark.NONE
        if lead_last and piece.role is Role.LEAD and (speaks or (found and found[-1].role is Role.ANSWER)):
            piece = Piece(piece.unit, Role.ANSWER, 0.5, "first person before the first question", "no question before")
        found.append(piece)
    return found


def _after(text: str, units: Sequence[Unit], furniture: Sequence[Role | None], end: int) -> list[Piece]:
    """The pieces after the talk: thanks, other people's opinions, byline, a lead printed last, the page's foot."""
    found: list[Piece] = []
    opinion: Unit | None = None
    signed = False
    for n in range(end, len(units)):
        unit, role = units[n], furniture[n]
        words = unit.content.of(text)
        if role is Role.CLOSING:
            found.append(Piece(unit, Role.CLOSING, rule="thanks"))
            opinion = None
        elif role is None and unit.voice is Voice.PERSON and not signed:
            opinion = unit
            piece = _opinion(text, units, n)
            inline = unit.inline and piece.role is Role.ANSWER
            found.extend(_broken_answer(text, unit, piece.confidence, piece.rule) if inline else [piece])
        elif role is Role.BYLINE or (role is None and _is_name_line(text, unit)):
            found.append(Piece(unit, Role.BYLINE, 0.9, "byline"))
            signed, opinion = n + 1 >= len(units) or not _opinion_ahead(units, n), None
        elif role is not None:
            found.append(_aside(text, unit, role, before=False))
        elif signed and len(words) > 60:
            found.append(Piece(unit, Role.LEAD, 0.8, "lead printed last"))
        elif opinion is not None and unit.mark not in (Mark.BOLD, Mark.BOLD_ITALIC):
            found.append(Piece(unit, Role.ANSWER, 0.92, "opinion under a name"))
        elif opinion is not None:
            found.append(Piece(unit, Role.HEADING, 0.8, "bold line"))
        else:
            found.append(_aside(text, unit, role, before=False))
    return found


def _opinion_ahead(units: Sequence[Unit], n: int) -> bool:
    return any(unit.voice is Voice.PERSON for unit in units[n + 1 : n + 4])


def _opinion(text: str, units: Sequence[Unit], n: int) -> Piece:
    """The line that names who gives an opinion: a heading, or the opening of the opinion itself."""
    unit = units[n]
    following = units[n + 1] if n + 1 < len(units) else None
    titled = following is not None and following.mark in (Mark.BOLD, Mark.BOLD_ITALIC) and not len(unit.content)
    if titled or (0 < len(unit.content) < 160 and unit.content.of(text)[-1:] not in ".!…" and following is not None):
        return Piece(unit, Role.HEADING, 0.9, "name over an opinion")
    return Piece(unit, Role.ANSWER, 0.92, "opinion under a name")


# --- the talk itself ---


def _talk(
    text: str,
    units: Sequence[Unit],
    furniture: Sequence[Role | None],
    asked: dict[int, float],
    start: int,
    end: int,
) -> list[Piece]:
    found: list[Piece] = []
    for n in range(start, end):
        unit, role = units[n], furniture[n]
        if role is not None:
            found.append(Piece(unit, role, 0.9, "thanks" if role is Role.CLOSING else f"looks:{role}"))
            continue
        probability = asked[n]
        rule = f"label {unit.voice}" if unit.voice else f"mark {unit.mark.value or 'none'}"
        if probability >= 0.5:
            found.append(Piece(unit, Role.QUESTION, probability, rule))
        elif unit.inline:
            found.extend(_broken_answer(text, unit, 1 - probability, rule))
        else:
            found.append(_answer(text, units, n, 1 - probability, rule))
    return found


def _long_questions(pieces: list[Piece]) -> list[Piece]:
    """The pieces, with bare paragraphs between a question and an answer that has its sign given to the question.

    Where answers open with a label or a mark, what stands before that sign is not yet the answer.
    """
    signs = [_signed_answer(pieces, n) for n, piece in enumerate(pieces) if piece.role is Role.QUESTION]
    if sum(sign is not None for sign in signs) < max(2, 0.6 * len(signs)):
        return pieces
    found = list(pieces)
    for n, piece in enumerate(pieces):
        if piece.role is not Role.QUESTION:
            continue
        answer = _signed_answer(pieces, n)
        ahead = range(n + 1, answer if answer is not None else min(n + 2, len(pieces)))
        for m in ahead:
            if found[m].role is Role.ANSWER and answer is not None:
                found[m] = Piece(found[m].unit, Role.QUESTION, 0.8, "before the answer's sign")
            elif found[m].role is Role.ANSWER and not _signed(found[m]):
                found[m] = replace(found[m], doubt="answer without its sign")
    return found


def _signed(piece: Piece) -> bool:
    return piece.unit.label is not None or piece.unit.mark not in (Mark.NONE, Mark.BOLD, Mark.BOLD_ITALIC, Mark.ITALIC)


def _signed_answer(pieces: Sequence[Piece], n: int) -> int | None:
    """The index of the next answer that opens with a sign, if it comes before the next question."""
    for m in range(n + 1, min(n + 8, len(pieces))):
        if pieces[m].role is Role.QUESTION:
            return None
        if pieces[m].role is Role.ANSWER and _signed(pieces[m]):
            return m
    return None


def _answer(text: str, units: Sequence[Unit], n: int, confidence: float, rule: str) -> Piece:
    """A whole line of an answer, or the heading or caption that only looks like one."""
    unit = units[n]
    words = unit.content.of(text)
    opening = unit.label is not None or unit.mark not in (Mark.NONE, Mark.BOLD, Mark.BOLD_ITALIC)
    if not opening and len(words) <= 160 and words[-1:] not in '.…:;,!?”")':
        return Piece(unit, Role.HEADING if unit.mark is not Mark.NONE else Role.CAPTION, 0.8, "short line")
    if unit.mark in (Mark.BOLD, Mark.BOLD_ITALIC) and unit.label is None:
        return Piece(unit, Role.HEADING, 0.6, "bold line")
    piece = Piece(unit, Role.ANSWER, confidence, rule, unit.doubt)
    if not opening and (_tells(words)):
        return replace(piece, doubt="tells what somebody said")
    if not opening and _could_be_caption(words, 170) and _OF_OTHERS.search(words):
        return replace(piece, doubt="may be a caption")
    return piece


def _tells(words: str) -> bool:
    """Whether the words report what somebody said, as a reporter's sentence does."""
    head, tail = words[:160], words[-120:]
    return bool(_SAID.search(head) and _TOLD.search(head) or _SAID.search(tail) and _TOLD_AT_END.search(tail))


def _could_be_caption(words: str, limit: int) -> bool:
    return len(words) <= limit and ". " not in words and not FIRST_PERSON.search(words) and not _GOES_ON.match(words)


def _captions_at_end(text: str, pieces: list[Piece]) -> list[Piece]:
    """The pieces, with a short last paragraph of an answer held back: it may be the caption of a picture."""
    found = list(pieces)
    for n in range(1, len(pieces)):
        piece = pieces[n]
        last = n + 1 == len(pieces) or pieces[n + 1].role in (Role.QUESTION, Role.CLOSING, Role.HEADING)
        if not last or piece.role is not Role.ANSWER or pieces[n - 1].role is not Role.ANSWER:
            continue
        if not _signed(piece) and not piece.doubt and _could_be_caption(piece.unit.content.of(text), 110):
            found[n] = replace(piece, doubt="may be a caption")
    return found


def _broken_answer(text: str, unit: Unit, confidence: float, rule: str) -> list[Piece]:
    """A piece of a line whose breaks were lost: an answer, with the captions and headings that stuck to it."""
    words = unit.content.of(text)
    unsure = "" if unit.label or "?" not in words or FIRST_PERSON.search(words) else "may be a question with a caption"
    return [
        Piece(part.unit, part.role, confidence if part.role is Role.ANSWER else 0.6, rule, part.doubt or unit.doubt or unsure)
        for part in part_debris(text, unit)
    ]


def hold_back_questions(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, with sentences of an answer that sound like a reporter's question held back.

    Where a mark is missing a question may hide in an answer; it and the two sentences before it are in doubt.
    """
    found: list[Piece] = []
    for piece in pieces:
        content = piece.unit.content
        if piece.role is not Role.ANSWER or piece.doubt or "?" not in content.of(text):
            found.append(piece)
            continue
        parts = sentences(text, content)
        asking = [n for n, part in enumerate(parts) if _asks_somebody(text, part)]
        if not asking:
            found.append(piece)
            continue
        held = {m for n in asking for m in range(max(0, n - 2), n + 1)}
        found.extend(_hold(text, piece, parts, held, "a question inside"))
    return found


def _asks_somebody(text: str, part: Span) -> bool:
    words = part.of(text)
    return asks(text, part) and bool(ADDRESS.search(words) or ADDRESS_FIRST.match(words)) and not FIRST_PERSON.search(words)


def hold_back_mentions(text: str, voiced: Sequence[tuple[Piece, str | None]]) -> list[tuple[Piece, str | None]]:
    """The pieces with their speakers; sentences in which speakers would name themselves are held back.

    Nobody speaks of himself by his full name: such a sentence is a caption or the paper's own.
    """
    found: list[tuple[Piece, str | None]] = []
    for piece, speaker in voiced:
        content = piece.unit.content
        if piece.role is not Role.ANSWER or piece.doubt or not speaker or speaker not in content.of(text):
            found.append((piece, speaker))
            continue
        parts = sentences(text, content)
        held = {n for n, part in enumerate(parts) if speaker in part.of(text) and not FIRST_PERSON.search(part.of(text))}
        found.extend((part, speaker) for part in _hold(text, piece, parts, held, "names the speaker"))
    return found


def _hold(text: str, piece: Piece, parts: Sequence[Span], held: set[int], doubt: str) -> list[Piece]:
    """`piece` cut so that the sentences `held` carry `doubt`."""
    changes = [n for n in range(1, len(parts)) if (n in held) != (n - 1 in held)]
    starts = {parts[n].start for n in held}
    units = split_at(text, piece.unit, [parts[n].start for n in changes])
    return [replace(piece, unit=unit, doubt=doubt if unit.content.start in starts else piece.doubt) for unit in units]
