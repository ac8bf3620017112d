"""What stands around a quotation in print, and whether leaving it out turns the meaning. Open `turns` first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.quote.cues import CUES, Scope, Turn
from qa.quote.differences import lowered
from qa.quote.lexicon import LEXICON
from qa.quote.turning import LIKELY, fitted_weights
from qa.quote.words import Words
from qa.text import canonical_tones, sentences

_SHOWN = 40
"""Words of the sentence that a warning shows on each side at the most."""

_TOUCHING = 2
"""Words that may stand between a negation and what it denies: "không thể nào [làm được]"."""

_CONDITIONED = 12
"""Words that may stand between a quotation and a condition that follows it."""

_CONTRASTS = frozenset({"nhưng", "song", "tuy nhiên", "ngược lại", "chứ không", "mà không", "trừ khi", "miễn là"})
_NO_CONDITIONS = frozenset({"phải chăng", "kể cả", "trường hợp", "lỡ"})
CONDITIONAL = LEXICON["condition"] - _NO_CONDITIONS | {"trước khi", "sau khi", "chừng nào", "nếu không"}
"""The phrases that make a sentence depend on something, wherever in it they stand."""

OPENING_CONDITIONAL = CONDITIONAL | {"khi"}
"""The phrases that do so at the beginning of a clause; "khi" elsewhere may belong to "đôi khi", "khi đó"."""

# "hàng không", "không gian": the syllable is part of a word that denies nothing.
_AFTER_NO = frozenset({"gian", "khí", "quân", "trung", "phận", "tưởng", "lưu"})
_BEFORE_MINUS = frozenset({"khấu", "loại", "bù", "diệt"})  # words of their own, no "except"
_UNITS = frozenset(
    "tỷ tỉ triệu nghìn ngàn trăm phần đồng usd ha km tấn m kg lít tháng năm ngày giờ".split()  # noqa: SIM905
)

# --- a clause and the sentence around it ---


@dataclass(frozen=True, slots=True)
class Turned:
    """What the sentence around a quotation does to it (None: it cuts a number), and the printed words that do."""

    turn: Turn | None
    words: str


@dataclass(frozen=True, slots=True)
class _Around:
    """The printed words around a quotation, as text: of its sentences before and after it, and the next sentence."""

    quoted: str
    before: str
    after: str
    following: str


_BESIDE = 20
"""Characters shown on each side of a number that a quotation cuts."""

_MARK_OR_WORD = re.compile(r"\w+|[^\w\s]|\n")
_COMPLEMENT = re.compile(r"(?:^|.* )(?:là|rằng|chuyện|việc|thông tin|ý kiến|:|“|\")(?P<rest>(?: .*)?)$")
_BREAK = re.compile(
    r"[;.!?]|(?<!\w)(?:nhưng|song|tuy nhiên|trái lại|ngược lại|mà|, chứ|, còn|vì|bởi|do đó|vì vậy|vì thế|cho nên"
    r"|(?:tôi|chúng tôi) (?:trả lời|nói|khẳng định|cho rằng|đáp))(?!\w)"
)
_CONJUNCTION = re.compile(r"(?<!\w)(?:vì|do|bởi|nên|mà|nhưng|thì|là|để|và|hoặc|như|còn|với)(?!\w)|[^\w\s]")


def turns(printed: Words, quoted: range) -> Iterator[Turned]:
    """Lists what turns words that are cut out of their sentence: each turn once, with the printed words that do it."""
    around = _around(printed, quoted)
    if _cuts_number(printed, quoted):
        yield Turned(None, _shown(around.before[-_BESIDE:] + around.quoted + around.after[:_BESIDE]))
    seen = _by_cue(around)
    for turn in Turn:
        if words_of := seen.get(turn):
            yield Turned(turn, " […] ".join(words_of))
    if not seen and fitted_weights().probability(*around_plain(printed, quoted)) >= LIKELY:
        yield Turned(None, _shown(_beside(around)))


def turned_by_cue(printed: Words, quoted: range) -> bool:
    """Tells whether a cue of the table turns the words."""
    return bool(_by_cue(_around(printed, quoted)))


def around_plain(printed: Words, quoted: range) -> tuple[str, str, str]:
    """Returns the plain words before and after the quoted ones in their sentence, and those of the next sentence."""
    around = _around(printed, quoted)
    return _plain(around.before), _plain(around.after), _plain(around.following)


def _by_cue(around: _Around) -> dict[Turn, list[str]]:
    """The printed words by which cues turn the quotation, by their turns."""
    seen: dict[Turn, list[str]] = {}
    before, after = _plain(around.before), _plain(around.after)
    for cue in CUES:
        words = _turning(cue.scope, cue.pattern, before, after, around)
        if words and words not in seen.get(cue.turn, ()):
            seen.setdefault(cue.turn, []).append(words)
    if after.rstrip(" ”\"'»)").endswith("?") and not _BREAK.search(after.rstrip(" ”\"'»)?")):
        seen.setdefault(Turn.ASKED, [_shown(f"{around.before} […] {around.after}" if before else around.after)])
    return seen


def _beside(around: _Around) -> str:
    """What a reader must see beside the quotation: the rest of its sentence, else the next one."""
    rest = [side for side in (around.before, around.after) if re.search(r"\w", side)]
    return " […] ".join(rest) or around.following


def _around(printed: Words, quoted: range) -> _Around:
    text, area = printed.text, printed.span(quoted)
    spans = sentences(text)
    touched = [n for n, span in enumerate(spans) if span.overlaps(area)]
    first, last = (touched[0], touched[-1]) if touched else (0, 0)
    start, end = (min(spans[first].start, area.start), max(spans[last].end, area.end)) if spans else (0, len(text))
    following = spans[last + 1].of(text) if last + 1 < len(spans) else ""
    return _Around(area.of(text), text[start : area.start], text[area.end : end], following)


def _turning(scope: Scope, cue: re.Pattern[str], before: str, after: str, around: _Around) -> str | None:
    """The printed words that hold a cue in whose scope the quotation stands; None where there are none."""
    if scope is Scope.SENTENCE:
        led = any(not _BREAK.search(before[found.end() :]) for found in cue.finditer(before))
        ahead = cue.search(after)
        sides = [around.before] * led + [around.after] * (ahead is not None and _near(after[: ahead.start()]))
        return _shown(" […] ".join(sides)) if sides else None
    if scope is Scope.FOLLOWED:
        opening = re.sub(r"^(?:[,:–”\"»)-] )+", "", after + " ")
        return _shown(around.after) if cue.match(opening) and not re.match(r"[.;]", after) else None
    if scope is Scope.REFERS:
        return _referring(cue, after, around)
    for found in cue.finditer(before):
        rest = before[found.end() :].strip()
        if _governs(rest) if scope is Scope.EMBEDS else _touches(rest):
            return _shown(around.before)
    return None


def _governs(rest: str) -> bool:
    """Whether a cue governs what comes after `rest`: a complement that it introduces, with no turn in between."""
    if _BREAK.search(rest):
        return False
    complement = _COMPLEMENT.match(rest)
    if complement:
        inside = complement["rest"]
        return "," not in inside or re.search(r", (?:và|hay|hoặc|cũng)(?!\w)[^,]*$", inside) is not None
    return len(rest.split()) <= _TOUCHING + 1 and not re.search(r"[^\w\s]", rest)


def _near(between: str) -> bool:
    """Whether a condition that follows is the quotation's own: no other clause stands between."""
    return not _BREAK.search(between) and between.count(",") <= 1 and len(between.split()) <= _CONDITIONED


def _touches(rest: str) -> bool:
    return len(rest.split()) <= _TOUCHING and not _CONJUNCTION.search(rest)


def _referring(cue: re.Pattern[str], after: str, around: _Around) -> str | None:
    """What of the sentence, after a mark, or the next sentence takes up the quotation and turns it."""
    clause = re.match(r"[,;:–-] (?P<words>.*)", after)
    if clause and cue.match(clause["words"] + " "):
        return _shown(around.after)
    if not re.search(r"\w", after) and cue.match(_plain(around.following) + " "):
        return _shown(around.following)
    return None


def _plain(text: str) -> str:
    """Words in lower case and marks, parted by single blanks; a line break is a full stop."""
    return " ".join("." if m == "\n" else m for m in _MARK_OR_WORD.findall(canonical_tones(text.lower())))


def _shown(text: str) -> str:
    """The words of a warning: white space once, at most so many of them."""
    words = text.strip(" \n,;:.").split()
    return " ".join(words if len(words) <= 2 * _SHOWN else [*words[:_SHOWN], "[…]", *words[-_SHOWN:]])


def _cuts_number(printed: Words, quoted: range) -> bool:
    """Whether a number and its unit stand on two sides of a border of the quotation."""
    first, last = quoted.start, quoted.stop
    before = first > 0 and printed[first - 1].isdecimal() and printed[first].lower() in _UNITS
    if before and not printed.gap(first).strip(" %"):
        return True
    if last >= len(printed) or not printed[last - 1].isdecimal():
        return False
    gap = printed.gap(last).strip()
    return gap.startswith("%") or (printed[last].lower() in _UNITS and not gap)


# --- what an omission leaves out ---


def denies(words: Words, area: range) -> bool:
    """Tells whether a negation stands among the words, other than inside a word like "hàng không"."""
    for i in area:
        word = words[i].lower()
        if word in LEXICON["negation"]:
            inside = (i > 0 and words[i - 1].lower() == "hàng") or (
                i + 1 < len(words) and words[i + 1].lower() in _AFTER_NO and not words.gap(i + 1).strip()
            )
            if not inside:
                return True
    return False


def holds(words: Words, area: range, phrases: frozenset[str]) -> bool:
    """Tells whether one of the phrases (of one to four words) stands among the words."""
    there = lowered(words, area)
    return any(
        " ".join(there[i : i + n]) in phrases
        for i in range(len(there))
        if not (there[i] == "trừ" and i and there[i - 1] in _BEFORE_MINUS)
        for n in (1, 2, 3, 4)
    )


def left_out_turns(printed: Words, left_out: range) -> bool:
    """Tells whether leaving out some words turns what stands around them.

    They do if what is left out of the sentences at both ends holds a negation or a condition, or if a whole
    sentence between them takes something back. Sentences that stand for themselves may go.
    """
    if not left_out:
        return False
    area = printed.span(left_out)
    at = left_out.start
    for span in sentences(printed.text):
        if not span.overlaps(area):
            continue
        end = at
        while end < left_out.stop and printed.spans[end][1] <= span.end:
            end += 1
        whole = area.contains(span)
        sentence, opening = range(at, end), range(at, min(end, at + 2))
        turned = denies(printed, sentence) or holds(printed, sentence, OPENING_CONDITIONAL)
        if turned and (not whole or holds(printed, opening, _CONTRASTS | OPENING_CONDITIONAL)):
            return True
        at = end
    return False
