"""Full names in newspaper text, and the posts that are printed with them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.labels import CALLINGS, DEGREES, LOWER, POSTS, RANKS, SENTENCE_STARTERS, SURNAMES, UPPER, any_of
from qa.text import Span, fold

# --- names ---

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
    "Phó|Nguyên|Ảnh|Cục trưởng|Vụ trưởng|Viện trưởng|Giám đốc|Chủ tịch|Chủ nhiệm|Bí thư|Tổng giám|"
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
        if word in _OFFICES_SET or pair.rstrip(",.") in _OFFICES_SET or (word.isupper() and len(word) > 1) != shouted:
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
    if any(word in _STARTERS or word in _OFFICES_SET for word, _, _ in rest) or rest[0][0].isupper():
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


# --- people with posts ---


@dataclass(frozen=True, slots=True)
class Mention:
    """A full name in the text, the post printed with it, and how strongly it is named as the one who is asked.

    `woman` is what "ông" or "bà" before the name says; None where neither is printed.
    """

    name: str
    position: str | None
    weight: float
    woman: bool | None = None


_POST = rf"(?:[Nn]guyên\s+|[Qq]uyền\s+|[Cc]ựu\s+)?{any_of(POSTS, RANKS)}"
_POST_HEAD = re.compile(rf"(?<![\w]){_POST}(?![\w])")
_STOP_VERB = re.compile(
    r"\s+(?:về|cho\s+rằng|cho\s+biết|cho\s+hay|đã|đang|để|xung\s+quanh|trả\s+lời|khẳng\s+định|nhấn\s+mạnh|nhận\s+định|chia\s+sẻ|có|"
    r"nói|trong\s+(?:cuộc|thời|buổi|bối|chuyến)|nhân|trước|sau|sẽ|là|liên\s+quan|tại\s+(?:buổi|cuộc|hội|phiên)|bên\s+lề|đánh\s+giá|trao\s+đổi|"
    r"phát\s+biểu|thì|được|như|trên\s+cơ\s+sở|kiểm\s+tra|tin\s+rằng|cũng|vừa\s+(?:có|qua|trả|mới)|khi|bày\s+tỏ|thông\s+tin\s+(?:về|với|cho)|nêu|đưa\s+ra|kỳ\s+vọng|theo|xoay\s+quanh|chung\s+quanh|một\s+số|những|"
    r"cảnh\s+báo|phân\s+tích|giải\s+thích|lý\s+giải|qua|và\s+(?:ông|bà)|người|hiện\s+(?:nay|đang|là)|cùng)(?![\w])"
)
_STOP_ALONE = re.compile(
    r"\s+(?:cho\s+rằng|cho\s+biết|đã|đang|(?:xung|chung|xoay)\s+quanh|một\s+số|trả\s+lời|khẳng\s+định|nhấn\s+mạnh|nhận\s+định|chia\s+sẻ|nói|trao\s+đổi|phát\s+biểu|"
    r"tại\s+(?:buổi|cuộc|hội|phiên)|bên\s+lề|trong\s+(?:cuộc|buổi|chuyến)|kiểm\s+tra|giới\s+thiệu|chủ\s+trì|chụp|cùng)(?![\w])"
)
_ASKED_BEFORE = re.compile(
    r"(?:[Pp]hỏng\s+vấn|(?:[Tt]rao\s+đổi|[Tt]rò\s+chuyện|gặp\s+gỡ|gặp|nói\s+chuyện)(?:\s+\w+){0,3}\s+(?:với|cùng)|(?:ý\s+kiến|nhận\s+định|chia\s+sẻ|quan\s+điểm)\s+của|"
    r"[Tt]heo|cuộc\s+\w+\s+\w+\s+với)\s+[^.;:?!]{0,150}$"
)
_ASKED_AFTER = re.compile(
    r"^[^.;?!]{0,160}?(?:cho\s+rằng|khẳng\s+định|chia\s+sẻ|trả\s+lời|cho\s+biết|nhấn\s+mạnh|trao\s+đổi|nhận\s+định|đã\s+có\s+(?:cuộc|buổi)|đưa\s+ra|làm\s+rõ)"
)
_AMONG = re.compile(r"[Pp]hỏng\s+vấn|[Tt]rao\s+đổi|[Tt]heo\s|\s(?:với|cùng)\s")
_AFTER_NAME = re.compile(r"(?:\s*\((?:[Ảả]nh|ảnh[^()]*|bên\s+\w+|trái|phải)\))?(?P<sign>\s*,\s*|\s+[-–]\s+|\s*\()")
_NEXT_CLAUSE = re.compile(
    rf"\s*,\s+(?=chống\b)|\s*(?:,|\s[-–]|;|\skiêm)\s*(?={_POST}\b|(?:Bộ|Ủy\s+ban|Sở|Ban|Ngân\s+hàng|Cục|Vụ|Tổng\s+cục|Đài|Báo|Tạp\s+chí|Hội|Liên\s+đoàn|Mặt\s+trận|Tập\s+đoàn|Khoa|Thành\s+ủy|Tỉnh\s+ủy|Trung\s+ương|Quân\s+chủng|Bệnh\s+viện|Văn\s+phòng|Hà\s+Nội|Việt\s+Nam|Tổng\s+công\s+ty|Công\s+ty|Trung\s+tâm|Viện|Đại\s+học|Trường|Học\s+viện|Hiệp\s+hội|UBND|HĐND|Quốc\s+hội|thuộc|tỉnh|TP|đại\s+diện|nguyên|kiêm|người\s+phát\s+ngôn)\b)"
)


def mentions(text: str, spans: Sequence[Span]) -> list[Mention]:
    """The full names in `spans` of `text`, with posts and weights, in the order printed."""
    found = []
    for span in spans:
        area = text[span.start : span.end]
        for name in full_names(area):
            found.append(_mention(area, name.start, name.end, plain_name(name.of(area))))
    return found


_CALLED_AS = re.compile(r"\b([Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô)\s+$")


def _mention(area: str, start: int, end: int, name: str) -> Mention:
    before, after = area[max(0, start - 170) : start], area[end : end + 260]
    weight = 1.0
    if _ASKED_BEFORE.search(before):
        weight += 4
    if re.match(r"\s*\([ảẢ]nh", after):
        weight += 4
    if _ASKED_AFTER.match(after):
        weight += 3
    alone = len(area) <= 220 and start < 60 and not _AMONG.search(area, 0, start) and not re.search(r"[.!?]\s", area)
    position = _join(_post_before(before), _post_after(after, alone))
    if position:
        weight += 1
    called = _CALLED_AS.search(before)
    woman = (called[1].lower() in ("bà", "chị", "cô")) if called else (True if " Thị " in name else None)
    return Mention(name, position, weight, woman)


_DEGREES_AT_END = re.compile(rf",?\s*\(?(?:{any_of(DEGREES)}\.?\s*,?\s*|ĐBQH\)\s*|(?<!\w)(?:ông|bà)\s+)+$")


def _post_before(before: str) -> str | None:
    """The post that ends where the name begins: "Bộ trưởng Bộ Công Thương" Trần Tuấn Anh."""
    clause = re.split(r"[.;:?!\n\"“”]\s|[.;:?!\n]$|\s[-–]\s(?!Người\s+phát\s+ngôn)", before)[-1]
    if re.search(r"(?:\bông|\bbà|\banh|\bchị)\s*$", clause, re.IGNORECASE):
        return None
    clause = _DEGREES_AT_END.sub("", clause)
    heads = list(_POST_HEAD.finditer(clause))
    if not heads:
        return None
    head = heads[-1]
    for earlier in reversed(heads[:-1]):
        between = clause[earlier.end() : head.start()]
        if re.fullmatch(
            r"\s*(?:,\s*|kiêm\s+|\s)?|[\w\s]{0,60}(?:,\s*|\s[-–]\s)|[\w\s]{0,50}\s", between
        ) and not re.search(r"\b(?:của|với|và|cho|phỏng|trao|do|theo)\b", between):
            head = earlier
        else:
            break
    post = clause[head.start() :].strip(" ,")
    if _STOP_VERB.search(" " + post) or post.count(",") > 2:
        return None
    return post or None


def _post_after(after: str, alone: bool) -> str | None:
    """The post that follows the name: Hoàng Trung Dũng, "Ủy viên Trung ương Đảng, Bí thư Tỉnh ủy Hà Tĩnh".

    `alone`: name and post stand on a line of their own, where "về" and "sau" belong to an office's name.
    """
    match = _AFTER_NAME.match(after)
    if match is None:
        return None
    rest = after[match.end() :]
    if match["sign"].strip() == "(":
        inner = re.match(r"[^()]{3,160}(?:\([^()]*\)[^()]{0,60})?(?=\))", rest)
        if inner is None or re.match(r"(?i)ảnh|sinh|trái|phải|bên|thứ|giữa|áo|đứng|\d", inner.group()):
            return None
        return inner.group().strip() if _POST_HEAD.match(inner.group()) else f"({inner.group().strip()})"
    lower = rest[:1].islower()
    starts = _POST_HEAD.match(rest) or re.match(
        r"(?:nguyên|đại\s+diện|chuyên\s+gia|người|giảng|thành\s+viên|đoàn|HLV|tác\s+giả|Bộ|Viện|Trung\s+tâm)\b", rest
    )
    if not starts or (lower and not starts):
        return None
    end = 0
    while True:
        piece = re.match(
            r"[^.,;:?!\n(\"“”]*(?:\([^()\n]{0,80}\)[^.,;:?!\n(\"“”]*)?(?:(?<=TP)\.\s?[^.,;:?!\n(]*)?", rest[end:]
        )
        stop = (_STOP_ALONE if alone else _STOP_VERB).search(rest[end : end + (piece.end() if piece else 0)])
        if stop:
            end += stop.start()
            break
        end += piece.end() if piece else 0
        following = _NEXT_CLAUSE.match(rest, end)
        if following is None:
            break
        end = following.end()
    post = re.split(r"\s[-–]\s*$", rest[:end].strip(" ,-–"))[0]
    if post.count("(") > post.count(")"):
        post = post[: post.rfind("(")].rstrip()
    return post or None


def _join(first: str | None, second: str | None) -> str | None:
    if not first or not second:
        return first or second
    if fold(second) in fold(first) or fold(first) in fold(second):
        return max(first, second, key=len)
    return f"{first} {second}" if second.startswith("(") else f"{first}, {second}"
