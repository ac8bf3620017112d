"""An article's text in segments: the sentences of its printed lines, each with the sign and the label it opens with."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.interview import Mark, MarkKind
from qa.names.labels import LOST_BREAK, LOWER, UPPER
from qa.parse.segment import Segment, Sign
from qa.parse.typeface import in_italics, spread_type, typed
from qa.parse.units import Type, Voice, voice_of
from qa.text import Span, strip_span
from qa.vietnamese import ABBREVIATIONS

# Bounds in characters, set by hand: of what a pattern looks at, or of what is taken for what it is called.
LABEL_LIMIT = 120
_COLON_WITHIN = 4  # the end of a line: a colon, blanks, stars
_LONGEST_ABBREVIATION = 8
_LONGEST_BRACKET = 160
_LONGEST_WORD = 12
_SHORT_LABEL = 60
_BREAK = re.compile(r"[\n\r\u2028\u2029\x0b\x0c\x85]+")
_OPENER = rf"[*_]{{0,3}}[\"“‘'(\[…]{{0,3}}[*_]{{0,3}}[{UPPER}\d]"
_SIGNED = rf"(?:[-–—―‒⁃+*•▪●◦■]\s{{0,3}}|\.\s{{1,3}})[*_]{{0,3}}[\"“‘'(…]{{0,2}}[{UPPER}\d]"
_CUT = re.compile(
    r"(?:(?=\s)|(?<=[?!….\"”]))"  # where any of them can: most places of a text are inside a word
    rf"(?:(?<=[.!?…:;\"”’)\]*_»/])\s+(?={_OPENER}|{_SIGNED}|\.\.\.)"  # after a stop
    rf"|\s+(?=[+•▪●]\s{{0,3}}[{UPPER}\"“])|\s{{2,}}(?=[^\s{LOWER}])"  # before a bullet; a gap
    rf"|(?<=[?!…\"”.])(?=[-–+]\s{{0,2}}[{UPPER}])|(?<=[{LOWER}][?!.…])(?=[{UPPER}][{LOWER}]))"  # glued
)
_SHORT = "|".join(map(re.escape, ABBREVIATIONS))
_ABBREVIATED = re.compile(rf"(?:^|[\s(\"“.,*–-])(?:{_SHORT}|PV|[{UPPER}])\.$")
_BOLD = "**"
_WORDS = re.compile(r"[\s*_]*(?:[-–—]\s*)?[*_]*")
_MARK = re.compile(
    rf"(?P<stars>[*_]{{0,3}})(?P<sign>[-–—―‒⁃+*•▪●◦■](?=[\s{UPPER}\"“‘'(*…\d])|\.(?=[\s{UPPER}])|)\s*(?P<inner>[*_]{{0,3}})\s*"
)
_SIGNS = {
    "+": Sign.PLUS,
    ".": Sign.DOT,
    "*": Sign.STAR,
    "•": Sign.BULLET,
    "▪": Sign.BULLET,
    "●": Sign.BULLET,
    "": Sign.NONE,
}
_NO_LABEL = re.compile(rf"(?<!\w)(?!(?:{_SHORT})\.)\w*[{LOWER}]{{2}}[.…]\s|[!?;]\s|https?$|\d$")


def read_segments(text: str, marks: Sequence[Mark] = ()) -> list[Segment]:
    """Reads the segments of `text` in order; together they cover all that is not white space.

    `marks` are what the file says of its own structure: they part segments, and tell of bold and italic type.
    """
    lines = _lines(text)
    parting = (mark for mark in marks if mark.kind in _PARTING and _fills_lines(text, mark))
    edges = sorted({edge for mark in parting for edge in (mark.start, mark.end)})
    cuts = [_cut(text, line, edges) for line in lines]
    known = _known_labels(text, [span for spans in cuts for span in spans])
    found: list[Segment] = []
    for number, spans in enumerate(cuts):
        pieces = [piece for span in spans for piece in _before_labels(text, span, known)]
        found.extend(_line_segments(text, pieces, number))
    found = spread_type(text, found)
    return [typed(segment, marks) for segment in found] if marks else found


_PARTING = (MarkKind.CAPTION, MarkKind.HEADING, MarkKind.ADVERT, MarkKind.BOX, MarkKind.TABLE, MarkKind.QUOTE)


def _fills_lines(text: str, mark: Mark) -> bool:
    """Whether the mark begins and ends a line: a quotation within a line is part of its sentence."""
    before, after = text.rfind("\n", 0, mark.start) + 1, text.find("\n", mark.end)
    return not (text[before : mark.start].strip() or text[mark.end : after if after >= 0 else None].strip())


def _lines(text: str) -> list[Span]:
    """The printed lines; one that goes on in small letters after an open end is joined to the one before."""
    found: list[Span] = []
    start = 0
    for match in [*_BREAK.finditer(text), None]:
        end = match.start() if match else len(text)
        line = strip_span(text, Span(start, end))
        start = match.end() if match else end
        if not len(line):
            continue
        if found and (_wraps(text, found[-1], line) or _lone_label(text, found[-1])):
            found[-1] = Span(found[-1].start, line.end)
        else:
            found.append(line)
    return found


def _wraps(text: str, line: Span, following: Span) -> bool:
    """Whether `following` goes on in small letters where `line` ends without a stop, right below it."""
    goes_on = text[following.start].islower() and text[line.end - 1] not in '.!?…:;"”*_|)'
    return goes_on and text.count("\n", line.end, following.start) == 1


def _lone_label(text: str, line: Span) -> bool:
    """Whether the line is a speaker's label alone, whose words stand below it."""
    if len(line) > LABEL_LIMIT or ":" not in text[line.end - _COLON_WITHIN : line.end]:
        return False
    found = label_at(text, opening_at(text, line.start), line.end)
    return found is not None and not text[found[1] + 1 : line.end].strip(" *_") and voice_of(found[0]) is not None


def _cut(text: str, line: Span, edges: Sequence[int]) -> list[Span]:
    starts = [line.start, *edges[bisect_right(edges, line.start) : bisect_left(edges, line.end)]]
    last = line.start
    for match in _CUT.finditer(text, line.start, line.end):
        if match.start() > last and _ends(text, last, match):
            starts.append(last := match.end())
    if "Ảnh" in text[line.start : line.end] or len(starts) > 1:
        starts.extend(match.end() for match in LOST_BREAK.finditer(text, line.start, line.end))
    ordered = sorted(set(starts))
    spans = [strip_span(text, Span(a, b)) for a, b in zip(ordered, [*ordered[1:], line.end], strict=True)]
    return _without_bare(text, [span for span in spans if len(span)])


def _without_bare(text: str, spans: list[Span]) -> list[Span]:
    """`spans`, those without a letter or digit joined to the one after them (the last one to the one before)."""
    found: list[Span] = []
    start: int | None = None
    for span in spans:
        if not any(char.isalnum() for char in span.of(text)):
            start = span.start if start is None else start
            continue
        found.append(Span(span.start if start is None else start, span.end))
        start = None
    if start is not None:
        found[-1:] = [Span(found[-1].start, spans[-1].end)] if found else [Span(start, spans[-1].end)]
    return found


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether what begins at `start` ends at `match`."""
    at = match.start()
    while at > start + 1 and text[at - 1] in "*_":
        at -= 1
    before = text[at - 1]
    if before == ".":
        return not _ABBREVIATED.search(text[max(start, at - _LONGEST_ABBREVIATION) : at])
    signed = _SIGN_AHEAD.match(text, match.end()) is not None
    if before == ":":
        words = text[opening_at(text, start) : at - 1].strip(" \t\xa0*_")
        return not _label_like(words) or (signed and voice_of(words) is None)
    if signed:
        return True
    if before in '"”’»':
        return text[at - 2 : at - 1] in (".", "!", "?", "…")
    if before in ")]":
        bracket = _BRACKET.search(text, max(start, at - _LONGEST_BRACKET), at)
        return bracket is not None and (
            bracket.start() <= start + 1 or _CLOSING_BRACKET.match(bracket.group()) is not None
        )
    return before not in ";/"


_SIGN_AHEAD = re.compile(rf"(?=[-–—+•▪●*]){_SIGNED}")
_BRACKET = re.compile(r"\([^()\n]{0,80}\)$|\[[^\[\]\n]{0,150}\]$")
_CLOSING_BRACKET = re.compile(r"\((?:[ảẢ]nh|[Nn]gu|[Tt]hực|[Gg]hi|[Tt]heo|[Vv]ideo|.*[.!?…]\)$)")


def opening_at(text: str, start: int = 0) -> int:
    """Finds where the words or the label begin that stand at `start`, behind their sign and stars."""
    mark = _MARK.match(text, start)
    return mark.end() if mark else start


def _label_like(words: str) -> bool:
    words = words.strip(" \t\xa0*_-–—+•.")
    return 1 < len(words) <= LABEL_LIMIT and words[:1].isupper() and not _NO_LABEL.search(words)


def label_at(text: str, start: int, end: int) -> tuple[str, int] | None:
    """Returns the words before the first colon after `start`, if they may be a label, and where the colon stands."""
    colon = text.find(":", start, min(end, start + LABEL_LIMIT))
    if colon < 0 or text.startswith("//", colon + 1):
        return None
    label = text[start:colon].strip("*_ \t\xa0")
    if label.count("(") != label.count(")"):
        return None
    if text[colon - 1 : colon].isdigit() and text[colon + 1 : colon + 2].isdigit():
        return None
    return (label, colon) if _label_like(label) or label[:2].lower() == "pv" else None


def _known_labels(text: str, spans: list[Span]) -> tuple[str, ...]:
    """The labels that open several segments, or are a reporter's: they may stand inside a broken line, too."""
    seen: Counter[str] = Counter()
    for span in spans:
        if opening := label_at(text, opening_at(text, span.start), span.end):
            seen[opening[0]] += 1
    found = []
    for label, count in seen.most_common(_MOST_LABELS):
        voice = voice_of(label) if len(label) <= _SHORT_LABEL else None
        if voice is Voice.REPORTER or (voice and count > 1):
            found.append(label)
    return tuple(found)


_MARK_BEHIND = re.compile(r"(?:[-–—+*•.]\s{0,2})[*_]{0,3}$|[*_]{1,3}$")
_MOST_LABELS = 40
# "chia sẻ với PV:" and "nói về LS Dũ:" speak of somebody; they hand the word to nobody.
_MENTIONED = re.compile(r"\b(?:của|với|cho|hỏi|từ|là|gặp|cùng|và|các|nhiều|về|bởi)\s+$")


def _before_labels(text: str, span: Span, known: tuple[str, ...]) -> list[Span]:
    if not known or text.find(":", span.start, span.end) < 0:
        return [span]
    starts = {span.start}
    for label in known:
        at = text.find(label + ":", span.start + 1, span.end)
        while at > 0:
            ahead = text[max(span.start, at - _LONGEST_WORD) : at]
            if ahead[-1:] in " \xa0*-–" and not _MENTIONED.search(ahead):
                mark = _MARK_BEHIND.search(ahead)
                starts.add(at - (len(ahead) - mark.start() if mark else 0))
            at = text.find(label + ":", at + 1, span.end)
    ordered = sorted(starts)
    pieces = [strip_span(text, Span(a, b)) for a, b in zip(ordered, [*ordered[1:], span.end], strict=True)]
    return _without_bare(text, [piece for piece in pieces if len(piece)])


def _line_segments(text: str, pieces: Sequence[Span], line: int) -> Iterator[Segment]:
    """The segments at `pieces`, which make up one line; type that one opens goes on until another closes it."""
    bold = False
    italic = in_italics(text, Span(pieces[0].start, pieces[-1].end))
    for n, piece in enumerate(pieces):
        segment = _segment(text, piece, line, n == 0, n + 1 == len(pieces))
        yield replace(segment, type=Type.BOLD if bold else Type.ITALIC) if bold or italic else segment
        if text.count(_BOLD, piece.start, piece.end) % 2:
            bold = not bold


def _segment(text: str, span: Span, line: int, opens: bool, closes: bool) -> Segment:
    mark = _MARK.match(text, span.start, span.end)
    stars = (mark["stars"] or mark["inner"]) if mark else ""
    sign = _SIGNS.get(mark["sign"], Sign.DASH) if mark else Sign.NONE
    start = mark.end() if mark else span.start
    found = label_at(text, start, span.end)
    label = found[0] if found else None
    if found:
        start = found[1] + 1
        start = _WORDS.match(text, start, span.end).end()  # type: ignore[union-attr]
    end = span.end
    while end > start and text[end - 1] in "*_ \t\xa0":
        end -= 1
    content = strip_span(text, Span(min(start, end), end))
    type_ = _type(text, span, stars, found[1] if found else None)
    return Segment(span, content, line, opens, closes, sign, type_, label, voice_of(label) if label else None)


def _type(text: str, span: Span, stars: str, colon: int | None) -> Type:
    """The type that the stars before a segment's words set them in; those around its label alone do not count."""
    if stars in (_BOLD, "***"):
        behind = text[colon + 1 : span.end].lstrip() if colon is not None else ""
        label_alone = behind.startswith(_BOLD) or (colon is not None and text.endswith(_BOLD, span.start, colon))
        return Type.PLAIN if label_alone else Type.BOLD
    return Type.ITALIC if stars in ("*", "_") and text[span.end - 1] in "*_" else Type.PLAIN
