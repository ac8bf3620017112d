"""Full names in newspaper text."""

from __future__ import annotations

import re

from qa.names.labels import CALLINGS, DEGREES, LOWER, RANKS, SENTENCE_STARTERS, SURNAMES, UPPER
from qa.text import Span

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
_SPACED = re.compile(r"\s")
_WORD = re.compile(r"\S+")
_CALLED_BEFORE = re.compile(
    r"(?:^|[^\w])(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Gg]iáo sư|[Tt]iến s[ĩỹ]|[Tt]hạc s[ĩỹ]|[Ll]uật sư|[Bb]ác s[ĩỹ]|"
    r"[Đđ]ạo diễn|[Cc]a s[ĩỹ]|[Nn]hạc s[ĩỹ]|[Dd]iễn viên|[Nn]ghệ sĩ|[Đđ]ại sứ|[Nn]hà (?:báo|văn|thơ|nghiên cứu)|"
    r"[Hh]uấn luyện viên|[Cc]huyên gia|[TtPpG]*S\.?)[ \xa0]+$"
)
_PLACE_BEFORE = re.compile(
    r"(?:^|\s)(?:tỉnh|huyện|xã|phường|thành phố|quận|thị xã|thị trấn|bản|thôn|sông|núi|đường|phố|(?<!thị )trường|"
    r"chùa|công ty|tập đoàn|biển|hồ|cầu|đảo|vùng)\s+$"
)


def full_names(area: str) -> list[Span]:
    """Where full names stand in `area`: a family name and given names, or a title and a foreign name."""
    found: list[Span] = []
    for run in _RUN.finditer(area):
        if run.start() and (area[run.start() - 1].isalnum() or area[run.start() - 1] == "_"):
            continue
        if not _SPACED.search(run.group()):
            continue  # a name has two words
        words = [(m.group(), run.start() + m.start(), run.start() + m.end()) for m in _WORD.finditer(run.group())]
        if _PLACE_BEFORE.search(area, max(0, run.start() - 14), run.start()):
            words = words[2:]  # "tỉnh Đồng Nai Võ Văn Chánh": the place first
        found.extend(_in_run(area, words))
    return found


def _in_run(area: str, words: list[tuple[str, int, int]]) -> list[Span]:
    found: list[Span] = []
    at = 0
    while at + 1 < len(words):
        end = _name_end(area, words, at)
        if end - at >= 2:
            found.append(Span(words[at][1], words[end - 1][2]))
            at = end
        else:
            at += 1
    return found or (_foreign(area, words) if words else [])


def _name_end(area: str, words: list[tuple[str, int, int]], at: int) -> int:
    """The index after the last word of the name that begins at `at`; `at` itself if none does."""
    first = words[at][0]
    if at and words[at - 1][0] in ("Tập", "Công", "Quân") and first == "Đoàn":
        return at
    shouted = len(first) > 1 and first.isupper()
    if (first.capitalize() if shouted else first) not in _SURNAMES or f"{first} {words[at + 1][0]}" in _PLACES_SET:
        return at
    end = at + 1
    while end < len(words) and end < at + 5:
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
    rest = words[first : first + 4]
    if not first and not _CALLED_BEFORE.search(area, max(0, words[0][1] - 20), words[0][1]):
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
    return [Span(rest[0][1], joined.end() if joined else rest[-1][2])]


def plain_name(name: str) -> str:
    """`name` on one line, its capitals those of a name: "TRẦN DU LỊCH" → "Trần Du Lịch"."""
    words = name.split()
    return " ".join(word.capitalize() if len(word) > 1 and word.isupper() else word for word in words)


def name_of_label(label: str) -> str | None:
    """The full name in a speaker's label, if it prints one: "Bộ trưởng Trần Tuấn Anh" → "Trần Tuấn Anh"."""
    names = full_names(label)
    head = re.split(r"\s*(?:,|\(|\s[-–]\s)", label)[0]
    inside = [name for name in names if name.end <= len(head)] or names[:1]
    return plain_name(inside[-1].of(label)) if inside else None


def is_surnamed(label: str) -> bool:
    """Whether `label` is a full name and nothing else."""
    words = label.split()
    return 2 <= len(words) <= 5 and words[0].capitalize() in _SURNAMES and all(word[0].isupper() for word in words)
