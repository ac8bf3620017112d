"""Where the quotations of an article stand: between quotation marks, after a dash, after a speaker's label."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from qa.names.labels import REPORTER_LABEL, TITLE
from qa.names.people import full_names
from qa.text import Span, strip_span


class Marking(StrEnum):
    """What shows that words are a quotation."""

    MARKS = "marks"
    DASH = "dash"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class Marked:
    """A quotation in an article: `span` its words without the marks, `outside` with them and what labels them.

    `label` is the speaker's label before the words, where there is one.
    """

    span: Span
    outside: Span
    marking: Marking
    label: str | None = None


_OPEN = {"“": "”", "„": "“”", "‟": "”", "«": "»", "‹": "›", "‘": "’", "″": "″", '"': '"', "'": "'", "”": "”"}
_SINGLE = "‘’'"
_LINE = re.compile(r"[^\n]+")
_CURLY = re.compile(r"[“”]")
_LOOKAHEAD = 6000
"""Characters in which the end of a quotation is looked for beyond its paragraph."""

_DASH = re.compile(r"\s*[-–—−]\s*(?=\S)")
_LABEL = re.compile(rf"\s*(?:[-–—]\s*)?(?P<label>(?:{TITLE}\b)?[^:\n.!?“”\"«»]{{2,90}}?)\s*:\s+(?=\S)")
_ASKED = re.compile(r"(?i)\s*[-–—]?\s*(?:hỏi|câu hỏi|h|đáp)\s*:")


def paragraphs(text: str) -> list[Span]:
    """Returns the lines of a text that hold anything, without the white space around them."""
    found = (strip_span(text, Span(*m.span())) for m in _LINE.finditer(text))
    return [span for span in found if len(span)]


def marked_quotations(text: str) -> list[Marked]:
    """Finds every quotation of `text` (NFC) in print order; what is quoted inside a quotation belongs to it."""
    lines = paragraphs(text)
    found = list(_by_label(text, lines))
    found += [m for m in _by_dash(text, lines) if not _covered(m, found)]
    found += [m for m in _by_marks(text, lines) if not _covered(m, found)]
    return sorted(found, key=lambda m: m.span)


def _covered(one: Marked, others: list[Marked]) -> bool:
    return any(one.span.overlaps(other.span) for other in others)


# --- quotation marks ---


def _by_marks(text: str, lines: list[Span]) -> Iterator[Marked]:
    reached = 0
    for line in lines:
        if line.end <= reached:
            continue
        for outside in _pairs(text, Span(max(line.start, reached), line.end)):
            closed = outside.end > outside.start + 1 and text[outside.end - 1] in _OPEN[text[outside.start]] + '"”'
            span = strip_span(text, Span(outside.start + 1, outside.end - closed))
            if any(c.isalnum() for c in span.of(text)):
                yield Marked(span, outside, Marking.MARKS)
            reached = max(reached, outside.end)


def _pairs(text: str, line: Span) -> Iterator[Span]:
    """The outermost quotations of a paragraph with their marks; one left open ends where it is closed, or here."""
    opened: list[int] = []
    for i in range(line.start, line.end):
        char = text[i]
        if opened and _closes(text, i, text[opened[-1]], line):
            start = opened.pop()
            if not opened:
                yield Span(start, i + 1)
        elif char in _OPEN and _opens(text, i, line, bool(opened)):
            opened.append(i)
    first = opened[0] if opened else line.end
    if opened and (text[first] in "“„«" or (text[first] == '"' and first == line.start)):
        yield Span(first, _end_beyond(text, line.end) if text[first] in "“„" else line.end)


def _closes(text: str, i: int, opening: str, line: Span) -> bool:
    char, following = text[i], text[i + 1 : i + 2] if i + 1 < line.end else ""
    if char not in _OPEN[opening]:
        # “…": closed by another mark than it was opened with, and no right one follows.
        sloppy = opening in "“„" and char == '"' and not following.isalnum() and not text[i - 1].isspace()
        return sloppy and "”" not in text[i : line.end]
    if char in "'\"" and char == opening and i and text[i - 1].isspace() and following.isalnum():
        return False  # a mark inside the quotation that opens another one
    return char not in _SINGLE or not following.isalnum()


def _opens(text: str, i: int, line: Span, inside: bool) -> bool:
    before, following = text[i - 1] if i > line.start else " ", text[i + 1 : i + 2]
    if text[i] in "“„«‹":
        return True
    free = not before.isalnum() and before not in ".,!?%" and not following.isspace() and following != ""
    return free and not (inside and text[i] == "”")


def _end_beyond(text: str, end: int) -> int:
    """Where a quotation that its paragraph leaves open ends: after the next closing mark, if none opens before it."""
    mark = _CURLY.search(text, end, end + _LOOKAHEAD)
    return mark.end() if mark and mark.group() == "”" else end


# --- dashes and labels ---


def _by_dash(text: str, lines: list[Span]) -> Iterator[Marked]:
    """Lines of a dialogue: those after a paragraph that announces or asks, and those that name their speaker."""
    in_dialogue = False
    for number, line in enumerate(lines):
        dash = _DASH.match(text, line.start, line.end)
        if dash is None:
            in_dialogue = text[line.end - 1] in ":?" and not REPORTER_LABEL.match(line.of(text))
            continue
        span = Span(dash.end(), line.end)
        told = _TOLD.search(text, span.start, span.end)
        asks = text[line.end - 1] == "?" and number + 1 < len(lines)
        if (told or in_dialogue) and not asks and text[span.start] not in '“"«„':
            end = told.start() if told else span.end
            yield Marked(strip_span(text, Span(span.start, end)), line, Marking.DASH)
        in_dialogue = in_dialogue or asks


def _by_label(text: str, lines: list[Span]) -> Iterator[Marked]:
    """Answers of a printed interview: the paragraph after a person's label, and those that go on after it."""
    reporter_seen = any(_is_reporter(line.of(text)) for line in lines)
    label: str | None = None
    for line in lines:
        words = line.of(text)
        match = _LABEL.match(text, line.start, line.end)
        if _is_reporter(words):
            label = None
        elif match and _names_person(match["label"]):
            label = match["label"].strip(" -–—")
            if text[match.end()] not in '“"«„':
                yield Marked(Span(match.end(), line.end), line, Marking.LABEL, label)
            elif not reporter_seen:
                label = None
        elif label and reporter_seen and words[-1] in '.!?…:;”"' and not words.endswith("?"):
            yield Marked(line, line, Marking.LABEL, label)
        elif words.endswith("?") or not reporter_seen:
            label = None


def _is_reporter(words: str) -> bool:
    return bool(REPORTER_LABEL.match(words) or _ASKED.match(words))


def _names_person(label: str) -> bool:
    """Whether a label names a person and says nothing more ("Ông Nam cho biết" announces, and is no label)."""
    if SPEECH_VERB.search(label):
        return False
    return bool(full_names(label)) or re.fullmatch(rf"\s*[-–—]?\s*{TITLE}\s+\w+(?:\s+\w+)?", label) is not None


SPEECH_VERB = re.compile(
    r"(?<!\w)(?:cho\s+(?:biết|hay|rằng|là)|nói(?:\s+(?:rằng|thêm|về))?|khẳng\s+định|nhấn\s+mạnh|chia\s+sẻ|phát\s+biểu|"
    r"trả\s+lời|bày\s+tỏ|nêu(?:\s+rõ)?|đánh\s+giá|giải\s+thích|lý\s+giải|lí\s+giải|thông\s+tin|phân\s+tích|nhận\s+định|"
    r"nhận\s+xét|đề\s+nghị|kiến\s+nghị|yêu\s+cầu|cam\s+kết|thừa\s+nhận|phản\s+ánh|tâm\s+sự|kể|cảnh\s+báo|lưu\s+ý|"
    r"chỉ\s+rõ|quả\s+quyết|tuyên\s+bố|đặt\s+vấn\s+đề|trao\s+đổi|bộc\s+bạch|kết\s+luận|dẫn\s+chứng|bổ\s+sung|đáp|viết|"
    r"tiếp\s+lời|nhắc(?:\s+lại)?|đề\s+xuất|chỉ\s+đạo|quán\s+triệt|hứa|nhắn\s+nhủ|thông\s+báo|hỏi|xác\s+nhận|than|"
    r"trình\s+bày|phản\s+hồi|góp\s+lời|khuyên|động\s+viên|đồng\s+tình|nghẹn\s+ngào|thở\s+dài|quan\s+niệm|tin\s+rằng|nghĩ|hy\s+vọng|kỳ\s+vọng|băn\s+khoăn|trăn\s+trở|cho)(?!\w)"
)
"""The verbs by which a newspaper says that somebody speaks."""

_TOLD = re.compile(
    rf"[,.!?…]?\s*(?:[,–—-])\s*(?:theo\s+)?{TITLE}(?:\s+\w+){{0,6}}?\s+{SPEECH_VERB.pattern}[^.!?]{{0,60}}\.?\s*$"
)
