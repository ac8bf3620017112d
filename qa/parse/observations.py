"""What is seen of each segment of an article: the observations that the fitted chain weighs.

Structure comes before vocabulary: most observations tell of marks, place, length and neighbours, and lists of words
only help. An observation is a name; that it stands there is all that the chain knows of it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from qa.names.labels import (
    ANSWER_OPENING,
    BOILERPLATE,
    BYLINE,
    INTERROGATIVE,
    SOURCE_LINE,
    UPPER,
    is_credit,
    may_hold,
    own_voice,
)
from qa.parse.ending import CLOSERS, THANKS_FIRST
from qa.parse.nearest import step
from qa.parse.segment import Segment
from qa.parse.surroundings import Surroundings
from qa.parse.units import Type, Voice
from qa.text import fold

# How words and places are counted, set by hand: the chain's weights are fitted to these observations, so that a change
# needs them fitted anew (`python -m tests.benchmarks.chain` judges them by cross-validation).
_SIZES = (12, 25, 45, 70, 110, 170, 260, 400)
_LABEL_SIZES = (5, 15, 30, 60)
_HEAD = 400
_FIRST = 4
"""Segments at the top that a headline's question may be about."""
_FEWEST_SHARED = 4
"""Words that a line shorter than them would have to share with the headline to be like it."""
_SHOUTED, _EARLY, _TAIL, _AT_ENDS = 80, 30, 200, 40
"""Characters: at the beginning, of capitals; where "tôi" comes early; at the end, for words of asking; at both ends,
for the first and last words."""
_SOURCE_SIZE = 70
"""Characters of the longest line that names a source."""
_FEW_WORDS = 14
_OPENING = 30
"""How many characters of two segments are the same where one is printed twice: a pull quote may be cut short."""
_SHARED_WITH_TITLE = 0.7
_WORD = re.compile(r"\w+")
_VERB = re.compile(r"\b(?:là|có|được|đã|đang|sẽ|phải|cần|không|bị|làm|cho|nói|thấy|biết|nên|thì|mà|vẫn|rất)\b")

_CALLINGS = frozenset(("ông", "Ông", "bà", "Bà", "anh", "Anh", "chị", "Chị", "thầy", "Thầy"))
_PICTURED = (
    *("trong", "tại", "bên", "cùng", "phát biểu", "trao", "kiểm tra", "thăm", "làm việc", "chụp", "hình ảnh"),
    "minh họa",
)
_ANNOUNCING = (
    *("phỏng vấn", "trao đổi", "trò chuyện", "đối thoại", "trả lời", "cuộc gặp", "chia sẻ với", "nói chuyện"),
    *("giao lưu", "bàn tròn", "phóng viên"),
)
_INTRODUCING = ("nội dung", "giới thiệu", "dưới đây", "sau đây", "cuộc trò chuyện", "cuộc trao đổi", "trân trọng")

_SAID: tuple[tuple[str, Collection[str], re.Pattern[str]], ...] = (
    ("we", ("ta", "Ta"), re.compile(r"(?:[Cc]húng ta|[Tt]a)\b")),
    ("thưa", ("hưa",), re.compile(r"[Tt]hưa\s")),
    ("called", _CALLINGS, re.compile(rf"\b(?:{'|'.join(sorted(_CALLINGS))})\b(?!\s+[{UPPER}])")),
    ("named", (), re.compile(rf"(?<=[\w,] )[{UPPER}]\w{{1,20}} [{UPPER}]\w")),
    ("? inside", ("?",), re.compile(r"\?")),
    ("thanks", ("ơn",), re.compile(r"(?:[Cc]ảm|[Cc]ám)\s+ơn")),
    ("byline", ("(", ":", "ực", "ỰC", "ựC", "Ực"), BYLINE),
    ("pointed", ("(",), re.compile(r"\((?:[^()]{0,12}(?:phải|trái|giữa|áo)[^()]{0,20}|[ảẢ]nh[^()]*)\)")),
    ("pictured", _PICTURED, re.compile(rf"(?:{'|'.join(_PICTURED)})\b")),
    ("day", (), re.compile(r"\d(?:\s?[/.-]\s?\d|:\d\d|(?<=ngày \d)|(?<=tháng \d))")),
    ("announces", (*_ANNOUNCING, "PV"), re.compile(rf"{'|'.join(_ANNOUNCING)}|\bPV\b")),
    ("introduces", _INTRODUCING, re.compile("|".join(_INTRODUCING))),
)
"""What may stand anywhere in a segment's words, with letters of which one must (in a set: syllables), as the search is
dear. Their order stands fast, since the chain adds its weights up in it."""

_OPENS = (
    ("thưa first", re.compile(r"Thưa\s")),
    ("thanks first", THANKS_FIRST),
    ("answer opening", ANSWER_OPENING),
    ("furniture", BOILERPLATE),
    ("credit first", re.compile(r"Ảnh|ẢNH")),
    ("begins quoted", re.compile(r"[\"“‘]")),
    ("begins small", re.compile(rf"[^\W\d_{UPPER}]")),
    ("begins digit", re.compile(r"\d")),
    ("begins bracket", re.compile(r"[(\[]")),
    ("all in brackets", re.compile(r"\([^()]*\)\.?$|\[[^\[\]]*\]$")),
)
"""What a segment's words may begin with."""

_WEB = re.compile(r"https?:|www\.|\.(?:vn|com|net)\b|@|\|")
_WEB_HINTS = ("http", "www.", ".vn", ".com", ".net", "@", "|")
_ASKING_HINTS = (
    *("nào", "sao", "gì", "không", "chưa", "chăng", "phải", "liệu", "giờ", "nhiêu", "lâu", "đâu", "những", "biết"),
    *("sẻ", "rõ", "nhỉ"),
)


def observe(text: str, segments: Sequence[Segment], title: str = "") -> list[list[str]]:
    """Returns the observations of each segment, in order; `title` is the headline if it is known."""
    around = Surroundings(text, segments)
    known = _named_before(text, segments, title)
    headline = _words(title)
    asked = title.rstrip(" \"'”’").endswith("?")
    seen: set[str] = set()
    found = []
    for n, segment in enumerate(segments):
        words = segment.content.of(text)
        own = own_voice(words, _HEAD)
        names = [*_shape(segment, words), *_wording(segment.span.of(text), words, own), *around.of(n)]
        if headline and len(words) < 2 * len(title) and _like_title(_words(words), headline):
            names.append("as title")
        familiar = bool(known) and bool(_PERSON.search(words)) and not known.isdisjoint(_named(words))
        if familiar:
            names.append("names somebody known")
        names.append(_stance(segment, words, familiar, own is not None))
        if asked and n < _FIRST:
            names.append("title asks")
        opening = words.lstrip("\"“‘'")[:_OPENING]
        if opening in seen:
            names += ["printed twice", f"printed twice quoted {opening != words[:_OPENING]}"]
        if len(opening) == _OPENING:
            seen.add(opening)
        found.append(names)
    return found


def _stance(segment: Segment, words: str, familiar: bool, own: bool) -> str:
    """Where in its line the segment stands, how it ends, and of whom it tells, seen together."""
    end = words.rstrip(CLOSERS)[-1:]
    stop = "asks" if end == "?" else "stop" if end in ".!…" and end else "colon" if end == ":" else "open"
    return f"J {segment.opens:d}{segment.closes:d} {stop} known {familiar:d} own {own:d}"


_PERSON = re.compile(rf"(?<!\w)[{UPPER}]\w{{1,20}} [{UPPER}]\w")
_NAME = re.compile(rf"(?<!\w)(?:[{UPPER}]\w{{1,20}} ){{1,6}}[{UPPER}]\w{{1,20}}")
_TOP = 8


def _named(words: str) -> set[str]:
    """The last two words of each name, or of what looks like one."""
    return {" ".join(name.split()[-2:]) for name in _NAME.findall(words)}


def _named_before(text: str, segments: Sequence[Segment], title: str) -> set[str]:
    """Who is named in the headline, at the top, and in labels: whoever is asked does not name himself."""
    top = [segment.span.of(text) for segment in segments[:_TOP] if "?" not in segment.span.of(text)]
    labels = [segment.label for segment in segments if segment.label and segment.voice is Voice.PERSON]
    return set().union(*map(_named, [title, *top, *labels]))


def _like_title(words: set[str], headline: set[str]) -> bool:
    return len(words) > 2 and len(words & headline) >= _SHARED_WITH_TITLE * max(len(words), _FEWEST_SHARED)


def _words(said: str) -> set[str]:
    return set(_WORD.findall(fold(said)))


def _shape(segment: Segment, words: str) -> Iterator[str]:
    """What marks, label, type and length of a segment show."""
    yield f"size {step(len(words), _SIZES)}"
    end = words.rstrip(CLOSERS)[-1:]
    yield "ends " + (end if end and end in ".!?…:;," else "open")
    if words[-1:] in ('"', "”", "’"):
        yield "ends quoted"
    yield "sign " + (segment.sign.value or "none")
    if segment.type is not Type.PLAIN:
        yield "type " + segment.type.value
    if words[:_SHOUTED].isupper():
        yield "capitals"
    tokens = words.split(maxsplit=_FEW_WORDS)
    if len(tokens) <= _FEW_WORDS:
        yield f"names {4 * sum(token[:1].isupper() for token in tokens) // max(1, len(tokens))}"
        if not _VERB.search(words):
            yield "no verb"
    if segment.label is None:
        yield "label none"
        return
    yield f"label {segment.voice or 'other'}"
    yield f"label size {step(len(segment.label), _LABEL_SIZES)}"
    yield "label ends in name" if segment.label.split()[-1][:1].isupper() else "label ends small"
    if not words:
        yield "label alone"


def _wording(printed: str, words: str, own: re.Match[str] | None) -> Iterator[str]:
    """What the words of a segment show; `own` is where they say "tôi"."""
    if own:
        yield "I" if own.start() > _EARLY else "I first"
    syllables = _WORD.findall(words)
    for name, hints, pattern in _SAID:
        may = not hints.isdisjoint(syllables) if isinstance(hints, frozenset) else not hints or may_hold(words, hints)
        if may and pattern.search(words):
            yield name
    for name, pattern in _OPENS:
        if pattern.match(words):
            yield name
    if is_credit(printed):
        yield "credit"
    if may_hold(printed, _WEB_HINTS) and _WEB.search(printed):
        yield "web"
    tail = words[-_TAIL:].lower()
    if may_hold(tail, _ASKING_HINTS) and INTERROGATIVE.search(tail):
        yield "interrogative"
    if len(words) < _SOURCE_SIZE and SOURCE_LINE.match(words):
        yield "source"
    if syllables:
        yield "w1 " + syllables[0].lower()
    if last := _WORD.findall(words[-_AT_ENDS:]):
        yield "z1 " + last[-1].lower()
