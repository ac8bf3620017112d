"""Who says a quotation, as the sentences around it tell: "ông X cho biết: “…”", "“…”, bà Y nói."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from qa.names.labels import POSTS, RANKS, SURNAMES, UPPER, any_of
from qa.names.people import full_names, plain_name
from qa.quote.marks import SPEECH_VERB, Marked, Marking, paragraphs
from qa.text import Span
from qa.vietnamese import ABBREVIATIONS

_HE = r"[Ôô]ng|[Aa]nh|[Nn]gài|[Tt]hầy"
_SHE = r"[Bb]à|[Cc]hị|[Cc]ô"
_CALLED = re.compile(
    rf"(?<!\w)(?P<title>{_HE}|{_SHE}|[Vv]ị|{any_of(POSTS, RANKS)})"
    rf"(?:\s+(?P<name>[{UPPER}]\w+(?:\s+[{UPPER}]\w+)*)|\s+(?:này|ấy|ta))?(?!\w)"
)
_POST = re.compile(any_of(POSTS, RANKS))
_OFFICE = re.compile(rf"(?:\s+(?:[{UPPER}]\w*|y|tế|tỉnh|huyện|xã|thành|phố|phường|quận|và|-))+(?!\w)")
_SENTENCE_START = re.compile(r"[.!?…]['\"”»)]?\s+")
_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)|\n")
_BEFORE_OTHERS = re.compile(r"(?<!\w)(?:với|cùng|gặp|hỏi|của|cho|về|và|nghe)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_ANNOUNCED = re.compile(r"(?::|,|(?<!\w)(?:rằng|là|theo))\s*$")
_ACCORDING = re.compile(r"(?<!\w)[Tt]heo(?!\w)")
_GOES_ON = re.compile(r"\s*(?:[,–—-]\s*)?(?=\w)")
_APPOSED = re.compile(r",\s*(?:\w+\s+){1,3}$|,\s*(?:\w+\s+){1,3}(?=\S)")
_TITLE_BEFORE = re.compile(rf"(?<!\w)(?:{any_of(POSTS, RANKS)})\s+$")
_CREDITED = re.compile(r"\s*[,–—-]")
_LEADING = 2
"""Words that may lead to a quotation without telling of anybody or anything else: "Và", "Nhưng rồi"."""

_NEAR = 260
"""Characters before and after a quotation in which its speaker is looked for."""


# Bounds of what patterns look at, set by hand.
_LONGEST_WORD = 12
"""Characters of the longest Vietnamese word, with a blank."""

_LONGEST_TITLE = 30
"""Characters of the longest title before a name."""

_NAME_WITHIN = 80
"""Characters after a quotation's comma within which the name must stand that it is credited to."""

_FULL_NAME = 3
"""Words of most full names: a longer one may begin with the end of a place."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is said to speak: `name` where the article gives one, and the `words` of the article for it.

    `sure`: the words name the speaker; a pronoun, or a quotation that goes on with the one before, does not.
    """

    name: str | None
    words: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    title: str
    name: str | None


@dataclass(slots=True)
class _Cast:
    """The people of an article as far as it has been read."""

    names: list[str]
    women: set[str]
    men: set[str]
    spoken: list[Speaker] = field(default_factory=list)


def speakers(text: str, quotations: Sequence[Marked]) -> list[Speaker | None]:
    """Names the speaker of each quotation, in order; None where the article names nobody."""
    names = list(dict.fromkeys(plain_name(span.of(text)) for span in _full_names(text)))
    cast = _Cast(names, _called(text, _SHE), _called(text, _HE))
    lines = paragraphs(text)
    found: list[Speaker | None] = []
    for number, one in enumerate(quotations):
        speaker = _speaker(text, number, quotations, lines, cast)
        if speaker is None and number and _carries_on(text, quotations[number - 1], one, lines):
            speaker = found[-1] and replace(found[-1], sure=False)
        cast.spoken += [speaker] if speaker else []
        found.append(speaker)
    return found


_FAMILIES = frozenset(SURNAMES.split("|"))
_CAPITAL_BEFORE = re.compile(rf"[{UPPER}]\w*\s$")


def _full_names(text: str) -> list[Span]:
    """The full names in a text; of "Cửa Trầm Lương Hạ Uyên" the person's, without the end of the place."""
    found = []
    for span in full_names(text):
        words = span.of(text).split(" ")
        after_place = _CAPITAL_BEFORE.search(text, max(0, span.start - _LONGEST_WORD), span.start)
        if after_place and len(words) > _FULL_NAME and words[1] in _FAMILIES:
            span = Span(span.start + len(words[0]) + 1, span.end)
        found.append(span)
    return found


def _called(text: str, pronouns: str) -> set[str]:
    pattern = re.compile(rf"(?<!\w)(?:{pronouns})\s+([{UPPER}]\w+(?:\s+[{UPPER}]\w+)*)")
    return {m[1].split()[-1] for m in pattern.finditer(text)}


def _speaker(
    text: str, number: int, quotations: Sequence[Marked], lines: Sequence[Span], cast: _Cast
) -> Speaker | None:
    one = quotations[number]
    if one.label is not None:
        names = [plain_name(span.of(one.label)) for span in full_names(one.label)]
        return Speaker(names[-1], one.label) if names else _resolved(one.label, Span(0, len(one.label)), cast)
    before = _before(text, number, quotations, lines)
    after = _after(text, number, quotations)
    lead = before.of(text)
    announced = _ANNOUNCED.search(lead) is not None and _tells(lead)
    if announced:
        return _subject(text, before, cast) or _subject(text, after, cast)
    # "“…”, tiền vệ Nghiêm Xuân Tú trêu.": a name right after the comma speaks, whatever the verb.
    named_after = _CREDITED.match(after.of(text)) is not None and bool(full_names(after.of(text)[:_NAME_WITHIN]))
    told = _subject(text, after, cast) if named_after or _tells(after.of(text)) else None
    return told or (_subject(text, before, cast) if _tells(lead) else None)


def _tells(words: str) -> bool:
    return bool(SPEECH_VERB.search(words) or _ACCORDING.search(words) or words.rstrip().endswith(":"))


def _line_of(lines: Sequence[Span], place: int) -> int:
    return next((i for i, line in enumerate(lines) if line.start <= place < line.end), 0)


def _before(text: str, number: int, quotations: Sequence[Marked], lines: Sequence[Span]) -> Span:
    """What of its sentence stands before a quotation; the paragraph before, where that ends with a colon."""
    outside = quotations[number].outside
    at = _line_of(lines, outside.start)
    start, end = lines[at].start, outside.start
    if not text[start:end].strip() and at and text[lines[at - 1].end - 1] == ":":
        start, end = lines[at - 1].start, lines[at - 1].end
    if number:
        start = max(start, min(quotations[number - 1].outside.end, end))
    start = max(start, end - _NEAR)
    for stop in _SENTENCE_START.finditer(text, start, end):
        start = stop.end() if text[stop.end() : stop.end() + 1].isupper() and not _title_stop(text, stop) else start
    return Span(start, end)


def _title_stop(text: str, stop: re.Match[str]) -> bool:
    """Whether the full stop belongs to a title: "TS. Nguyễn Văn A"."""
    return _SHORT_TITLE.search(text, max(0, stop.start() - _LONGEST_SHORT), stop.start()) is not None


_SHORT_TITLE = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ABBREVIATIONS))})$")
_LONGEST_SHORT = max(map(len, ABBREVIATIONS))


def _after(text: str, number: int, quotations: Sequence[Marked]) -> Span:
    """What of its sentence follows a quotation; nothing where a new sentence begins that leads to the next one."""
    outside = quotations[number].outside
    start = outside.end
    if quotations[number].marking is Marking.DASH:
        return Span(quotations[number].span.end, outside.end)
    stop = _SENTENCE_END.search(text, start + 1, min(len(text), start + _NEAR))
    end = stop.end() if stop else min(len(text), start + _NEAR)
    following = quotations[number + 1].outside.start if number + 1 < len(quotations) else len(text)
    if text[start : start + 1] == "\n" or not _GOES_ON.match(text, start, end):
        return Span(start, start)
    # "“…”. Bà Y nói thêm: “…”" leads to the next; so does ":" before it.
    if following <= end and text[start:following].rstrip().endswith(":"):
        return Span(start, start)
    return Span(start, min(end, following) if following > start else start)


def _subject(text: str, area: Span, cast: _Cast) -> Speaker | None:
    """The person who speaks in a stretch of narration: before the verb, and not the one that is spoken to."""
    words = area.of(text)
    found = _mentions(words)
    if not found:
        return None
    verb = SPEECH_VERB.search(words, found[0].end)
    before = [m for m in found if verb is None or m.start < verb.start()]
    free = [m for m in before if not _BEFORE_OTHERS.search(words, 0, m.start)] or before or found
    free = [m for n, m in enumerate(free) if not (n and free[0].name and _in_apposition(words, free[0], m, verb))]
    named = [m for m in free if m.name] or free
    best = named[-1]
    return _resolved(words, Span(best.start, best.end), cast, best)


def _in_apposition(words: str, first: _Mention, mention: _Mention, verb: re.Match[str] | None) -> bool:
    """Whether somebody is named only to tell who the first one is: "chị X, vợ anh Y, nói"."""
    rest = words[mention.end : verb.start() if verb else len(words)]
    return _APPOSED.match(words, first.end, mention.start) is not None and "," in rest


def _mentions(words: str) -> list[_Mention]:
    """The people named or called in a stretch, in order; a full name with its title counts once."""
    full = _full_names(words)
    found = [_Mention(s.start, s.end, _title_before(words, s.start), plain_name(s.of(words))) for s in full]
    for call in _CALLED.finditer(words):
        inside = [s for s in full if s.start < call.end() and call.start() < s.end]
        if not inside:
            # "Bộ trưởng Trạch" is called by a name, "Bộ trưởng Bộ Y tế" by an office.
            called = re.fullmatch(f"{_HE}|{_SHE}", call["title"]) or _alone(words, call)
            name = call["name"] if called else None
            found.append(_Mention(call.start(), call.end(), call["title"], name))
    return sorted(found, key=lambda m: m.start)


def _title_before(words: str, start: int) -> str:
    title = _TITLE_BEFORE.search(words, max(0, start - _LONGEST_TITLE), start)
    return title.group().strip() if title else ""


def _alone(words: str, call: re.Match[str]) -> bool:
    """Whether a post is followed by one word with a capital, and that by no more of an office."""
    if not call["name"] or " " in call["name"]:
        return False
    return re.match(r"\s*(?:[,.:;”\"]|$)|\s+" + SPEECH_VERB.pattern, words[call.end() :]) is not None


def _resolved(words: str, place: Span, cast: _Cast, mention: _Mention | None = None) -> Speaker | None:
    """The full name behind a mention: itself, the one that ends so, or the last speaker of that sex."""
    said = " ".join(place.of(words).split())
    call = mention or next(iter(_mentions(words)), None)
    if call is None:
        return Speaker(None, said)
    if call.name and call.name in cast.names:
        return Speaker(call.name, f"{call.title} {said}".strip() if call.title not in said else said)
    if call.name:
        same = [n for n in cast.names if n.split()[-len(call.name.split()) :] == call.name.split()]
        if len(same) == 1:
            return Speaker(same[0], said)
        return Speaker(None if _POST.fullmatch(call.title) else f"{call.title} {call.name}".strip(), said)
    if _POST.fullmatch(call.title) and (office := _OFFICE.match(words, call.end)):
        said = " ".join(words[call.start : office.end()].split())
    for earlier in reversed(cast.spoken):
        fits = earlier.name is not None and _may_be(call.title, earlier.name, cast)
        if fits and (not _POST.fullmatch(call.title) or call.title in earlier.words):
            return replace(earlier, sure=False)
    return Speaker(None, said)


def _may_be(title: str, name: str, cast: _Cast) -> bool:
    given = name.split()[-1]
    if re.fullmatch(_HE, title):
        return given not in cast.women or given in cast.men
    if re.fullmatch(_SHE, title):
        return given not in cast.men or given in cast.women
    return True


def _carries_on(text: str, before: Marked, one: Marked, lines: Sequence[Span]) -> bool:
    """Whether a quotation without a speaker goes on with the one before it: nobody else comes between."""
    between = text[before.outside.end : one.outside.start]
    here, there = _line_of(lines, before.outside.end - 1), _line_of(lines, one.outside.start)
    if here == there:
        # "“…”, ông X nói. “…”" goes on; "Trên băng rôn có ghi “…”" tells of something else.
        leading = _SENTENCE_START.split(between)[-1]
        return not full_names(between) and len(between) < _NEAR and len(leading.split()) <= _LEADING
    # The next paragraph is a quotation from its beginning, and hardly anything else.
    return there == here + 1 and one.outside.start == lines[there].start and 2 * len(one.span) > len(lines[there])
