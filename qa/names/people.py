"""Full names in newspaper text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from functools import lru_cache

from qa.names.labels import (
    CALLINGS,
    DEGREES,
    LOWER,
    POSTS,
    RANKS,
    SENTENCE_STARTERS,
    SURNAMES,
    TITLE,
    UPPER,
    any_of,
)
from qa.text import Span, fold, occurrences
from qa.vietnamese import SYLLABLE

# How Vietnamese names and titles are built; none of these is fitted.
_LONGEST_NAME = 5
"""Words of the longest Vietnamese name."""

_LONGEST_FOREIGN = 4
"""Words of the longest name without a family name."""

_WHOLE = 4
"""Words from which on a run is a whole name without its first one, where that is no family name's."""

_SHORTEST_FOREIGN = 4
"""Letters of the shortest word whose shape tells that it is foreign: "Ban" and "Lee" might be syllables."""

_LONGEST_TITLE = 20
"""Characters before a foreign name in which the title must end that tells it."""

_LONGEST_PLACE = 14
"""Characters of the longest kind of place ("quảng trường"), with the blanks around it."""

_HEAD = 90
"""Characters before a name without a family name in which a title or post must stand."""

# Places and bodies whose first word is a family name too.
_PLACES_WORDS = (
    "Hà Nội|Hà Tĩnh|Hà Giang|Hà Nam|Hà Tây|Hà Lan|Hồ Chí|Thái Bình|Thái Nguyên|Thái Lan|Cao Bằng|"
    "Lâm Đồng|An Giang|Sơn La|Đồng Nai|Đồng Tháp|Lai Châu|Hồ Gươm|Hồ Tây|Đồng Tâm|Hồng Kông|"
    "Hàn Quốc|Châu Âu|Châu Á|Thạch Thất|Từ Liêm|Ninh Bình|Ninh Thuận|Mai Châu|Hoàng Mai|Hoàng Sa|"
    "Hồng Hà|Bùi Chu|Mã Lai|Thạch Hà|La Mã|Văn Lang|Ma Cao|Thái Sơn|Mai Linh|Kim Liên|Âu Lạc|"
    "Cao Lãnh|Chu Lai|Tô Lịch|Lý Sơn|Phú Quốc|Thái Hà|Kim Bảng|Thạch Thành|Đồng Hới|Đồng Xoài|"
    "Lương Sơn|Vân Đồn|Cam Ranh|Mạc Tư|Hàn Thuyên|Diệp Lục|Triệu Sơn|Triệu Phong|Hà Đông|Hà Thành|"
    "Nông Cống|Kim Ngân"
)
_PLACES_SET = frozenset(_PLACES_WORDS.split("|"))
_OFFICES_WORDS = (
    "Phó|Ảnh|Cục trưởng|Vụ trưởng|Viện trưởng|Giám đốc|Chủ tịch|Chủ nhiệm|Bí thư|Tổng giám|"
    "Tổng biên|Tổng cục|Tổng thư|Tổng bí|Tổng công|Đại biểu|Đại diện|Đại tá|Đại tướng|Đại học|"
    "Thứ trưởng|Thủ tướng|Bộ trưởng|Trưởng ban|Trưởng phòng|Trưởng khoa|Trưởng đoàn|Ủy viên|Ủy ban|"
    "Phóng viên|Hiệu trưởng|Thành viên|PV|Trưởng Ban|Nhà văn"
)
_OFFICES_SET = frozenset(_OFFICES_WORDS.split("|"))
_SURNAMES = frozenset(SURNAMES.split("|"))
_STARTERS = frozenset(word for word in SENTENCE_STARTERS.split("|") if " " not in word)
_CALLED = frozenset(word for group in (CALLINGS, DEGREES, RANKS) for word in group.split("|"))

_RUN = re.compile(rf"[{UPPER}][\w'’]*(?:[ \xa0]+[{UPPER}][\w'’]*)*")
_DOUBLE = re.compile(rf"-[{UPPER}][{LOWER}]+(?=[\s,.:;)]|$)")
_WORD = re.compile(r"\S+")
_CALLED_BEFORE = re.compile(
    r"(?:^|[^\w])(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Gg]iáo sư|[Tt]iến s[ĩỹ]|[Tt]hạc s[ĩỹ]|[Ll]uật sư|[Bb]ác s[ĩỹ]|"
    r"[Đđ]ạo diễn|[Cc]a s[ĩỹ]|[Nn]hạc s[ĩỹ]|[Dd]iễn viên|[Nn]ghệ sĩ|[Đđ]ại sứ|[Nn]hà (?:báo|văn|thơ|nghiên cứu)|"
    r"[Hh]uấn luyện viên|[Cc]huyên gia|[TtPpG]*S\.?)[ \xa0]+$"
)
_PLACES_BEFORE = (
    "tỉnh|huyện|xã|phường|thành phố|quận|thị xã|thị trấn|bản|thôn|sông|núi|đường|phố|chùa|công ty|tập đoàn|biển|hồ|cầu|"
    "đảo|vùng|cửa|cổng|đền|đình|lăng|quảng trường"
)
_PLACE_BEFORE = re.compile(rf"(?:^|\s)(?:{_PLACES_BEFORE}|(?<!thị )trường)\s+$")
_PLACE_NOUNS = frozenset(word.capitalize() for word in _PLACES_BEFORE.split("|"))


def follows_place(area: str, at: int) -> bool:
    """Tells whether the word before `at` is a kind of place: "tỉnh", "đường", "cửa"."""
    return _PLACE_BEFORE.search(area, max(0, at - _LONGEST_PLACE), at) is not None


def full_names(area: str) -> list[Span]:
    """Finds where full names stand in `area`: a family name and given names, or a title and a foreign name."""
    found: list[Span] = []
    for run in _RUN.finditer(area):
        if run.group().isalpha():
            continue  # a name has two words
        if run.start() and (area[run.start() - 1].isalnum() or area[run.start() - 1] == "_"):
            continue
        words = [(m.group(), run.start() + m.start(), run.start() + m.end()) for m in _WORD.finditer(run.group())]
        if follows_place(area, run.start()):
            words = words[2:]  # "tỉnh Đồng Nai Võ Văn Chánh": the place first
        found.extend(_in_run(area, words))
    return found


def _in_run(area: str, words: list[tuple[str, int, int]]) -> list[Span]:
    found: list[Span] = []
    at = 0
    while at + 1 < len(words):
        end = _name_end(area, words, at)
        if at and end - at >= _WHOLE and words[at + 1][0] in _SURNAMES and words[at - 1][0] not in _CALLED:
            at += 1  # "cảng Nam Triệu Đặng Ngọc Oanh": what stands before the name goes on into it
        if end - at >= 2 and not (at and end - at == 2 and end < len(words) and words[at - 1][0] not in _CALLED):
            found.append(Span(words[at][1], words[end - 1][2]))
            at = end
        else:
            at += 1
    return found or (_foreign(area, words) if words else [])


def _name_end(area: str, words: list[tuple[str, int, int]], at: int) -> int:
    """The index after the last word of the name that begins at `at`; `at` itself if none does."""
    first = words[at][0]
    if at and ((words[at - 1][0] in ("Tập", "Công", "Quân") and first == "Đoàn") or words[at - 1][0] in _PLACE_NOUNS):
        return at
    shouted = len(first) > 1 and first.isupper()
    if (first.capitalize() if shouted else first) not in _SURNAMES or f"{first} {words[at + 1][0]}" in _PLACES_SET:
        return at
    end = at + 1
    while end < len(words) and end < at + _LONGEST_NAME:
        word, _, stop = words[end]
        following = _WORD.match(area, stop + 1)
        pair = f"{word} {following.group()}" if following else word
        former = word == "Nguyên" and following is not None and following.group()[:1].isupper()
        if (
            former
            or word in _OFFICES_SET
            or pair.rstrip(",.") in _OFFICES_SET
            or (word.isupper() and len(word) > 1) != shouted
        ):
            break
        if word in _STARTERS and end > at + 1 and following and following.group()[:1].islower():
            break
        end += 1
    return end


def _foreign(area: str, words: list[tuple[str, int, int]]) -> list[Span]:
    """A name without a Vietnamese family name, known by the title before it: "Giáo sư Alexander Vuving"."""
    first = 1 if words[0][0] in _CALLED else 0
    rest = words[first : first + _LONGEST_FOREIGN]
    if not first and not _CALLED_BEFORE.search(area, max(0, words[0][1] - _LONGEST_TITLE), words[0][1]):
        return []
    if len(rest) < 2 and not (rest and words[0][0] in ("HLV", "Bầu")):
        return []
    if (
        [word for word, _, _ in rest] == ["Việt", "Nam"]
        or any(word in _STARTERS or word in _OFFICES_SET for word, _, _ in rest)
        or rest[0][0].isupper()
    ):
        return []
    joined = _DOUBLE.match(area, rest[-1][2])
    named = _without_titles(area, Span(rest[0][1], joined.end() if joined else rest[-1][2]))
    return [named] if len(named) and named.of(area) not in _COUNTRIES_SET else []


def named_again(words: str, known: Collection[str]) -> list[Span]:
    """Finds where known names stand in the words, each whole, one after another: where two begin, the longer."""
    places = (place for name in known for place in occurrences(name, words) if _is_whole(words, place))
    found: list[Span] = []
    for place in sorted(places, key=lambda place: (place.start, -place.end)):
        if not found or place.start >= found[-1].end:
            found.append(place)
    return found


def _is_whole(words: str, place: Span) -> bool:
    return not (_LETTER.match(words, place.end) or (place.start and _LETTER.match(words, place.start - 1)))


_LETTER = re.compile(r"\w")


def plain_name(name: str) -> str:
    """Returns `name` on one line, its capitals those of a name: "TRẦN DU LỊCH" → "Trần Du Lịch"."""
    words = name.split()
    return " ".join(word.capitalize() if len(word) > 1 and word.isupper() else word for word in words)


def name_of_label(label: str) -> str | None:
    """Returns the full name in a speaker's label, if it prints one: "Bộ trưởng Trần Tuấn Anh" → "Trần Tuấn Anh"."""
    names = full_names(label)
    head = re.split(r"\s*(?:,|\(|\s[-–]\s)", label)[0]
    inside = [name for name in names if name.end <= len(head)] or names[:1]
    return plain_name(inside[-1].of(label)) if inside else None


_TITLES_FIRST = re.compile(rf"(?:{TITLE}(?!\w)[\s.,\-]*)*", re.IGNORECASE)


def untitled(label: str) -> str:
    """Returns a label without the titles that it begins with: "TS. Trần Du Lịch" → "Trần Du Lịch"."""
    return _TITLES_FIRST.sub("", label, count=1)


def is_surnamed(label: str) -> bool:
    """Tells whether `label` is a full name and nothing else."""
    words = label.split()
    named = 2 <= len(words) <= _LONGEST_NAME and words[0].capitalize() in _SURNAMES
    return named and all(word[0].isupper() for word in words)


# --- names without a family name: foreigners', artists', those of other peoples ---

_COUNTRIES = (
    "Hoa Kỳ|Mỹ|Anh|Pháp|Đức|Nga|Nhật Bản|Nhật|Trung Quốc|Hàn Quốc|Triều Tiên|Ấn Độ|Thái Lan|Lào|Campuchia|Úc|"
    "Việt Nam|New Zealand|Australia|Canada|Singapore|Malaysia|Indonesia|Philippines|Myanmar|Liên Xô|Ukraine|Israel|"
    "Thụy Điển|Thụy Sĩ|Na Uy|Hà Lan|Đan Mạch|Phần Lan|Bỉ|Áo|Italia|Italy|Ý|Tây Ban Nha|Cuba|Brazil|Argentina|EU"
)
_COUNTRIES_SET = frozenset(_COUNTRIES.split("|"))
_COUNTRY = re.compile(rf"(?:{_COUNTRIES})[ \xa0]+")
_CALLED_HERE = re.compile(rf"(?<![\w-])(?:{any_of(CALLINGS, DEGREES, RANKS)})\.?[ \xa0]+$")
_POST_HERE = re.compile(rf"(?<![\w-]){any_of(POSTS)}[\w \xa0,&-]{{0,60}}[ \xa0]$")
_POST_AFTER = re.compile(rf",?\s+(?:\(|[-–]\s*)?(?:nguyên\s+|cựu\s+|tân\s+)?{any_of(POSTS)}\b")
_POST_OF_ANOTHER = re.compile(rf",\s+(?:nguyên\s+|cựu\s+)?{any_of(POSTS)}[\w \xa0,&-]{{0,60}}[ \xa0]")
"""What stands between somebody's name and the body of the post: "Hạ Vũ Lam, Giám đốc điều hành Economica Vietnam"."""
_LONGEST_CALLING = 24


@lru_cache(maxsize=1 << 14)
def is_foreign(word: str) -> bool:
    """Tells whether `word` has not the shape of a Vietnamese syllable: "Todd", "Kiatisuk"."""
    return len(word) >= _SHORTEST_FOREIGN and word.isalpha() and SYLLABLE.fullmatch(fold(word)) is None


def called_names(area: str, known: Sequence[Span] | None = None) -> list[Span]:
    """Finds where names without a family name stand, known by the title before them or the post around them.

    A title tells two words and more ("Hoa hậu Ngọc Hân", "đồng chí Hạng A Lềnh") and one foreign word ("HLV
    Kiatisuk"); a post tells foreign names of two words alone ("Bộ trưởng Todd McClay"): offices look like names too.
    `known` are the full names of `area`, where they were found before.
    """
    known = full_names(area) if known is None else known
    ends = sorted(name.end for name in known)
    starts = sorted(name.start for name in known)
    found: list[Span] = []
    for run in _RUN.finditer(area):
        if run.group().isalpha() and not is_foreign(run.group()):
            continue  # a word alone, most often a sentence's first
        place = _without_titles(area, Span(run.start(), run.end()))
        ended = bisect_right(ends, place.start)
        # As many names begin before the place's end as end before its start: none shares a character with it.
        apart = len(place) > 0 and bisect_left(starts, place.end) == ended
        if not apart or not _names_somebody(area, place):
            continue
        if not ended or not _POST_OF_ANOTHER.fullmatch(area, ends[ended - 1], place.start):
            found.append(place)
    return found


def _without_titles(area: str, run: Span) -> Span:
    """`run` without the titles and the country that it begins with: "Ông Hatsushiba", "New Zealand Todd McClay"."""
    start = run.start
    for word in _WORD.finditer(area, run.start, run.end):
        if word.group() not in _CALLED:
            break
        start = min(run.end, word.end() + 1)
    country = _COUNTRY.match(area, start, run.end)
    return Span(country.end() if country else start, run.end)


def _names_somebody(area: str, place: Span) -> bool:
    words = place.of(area).split()
    foreign = is_foreign(words[-1]) and not words[-1].isupper()
    if len(words) == 1 and not foreign:
        return False
    if len(words) > _LONGEST_FOREIGN or any(word in _OFFICES_SET for word in words) or words[0] in _STARTERS:
        return False
    if " ".join(words[:2]) in _PLACES_SET or " ".join(words) in _COUNTRIES_SET:
        return False
    head = area[max(0, place.start - _HEAD) : place.start]
    if _CALLED_HERE.search(head, max(0, len(head) - _LONGEST_CALLING)):
        return len(words) > 1 or foreign
    posted = _POST_HERE.search(head) is not None or _POST_AFTER.match(area, place.end) is not None
    return foreign and len(words) > 1 and posted
