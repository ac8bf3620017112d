"""Who is named in a text, with the posts that are printed with the name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.names.labels import DEGREES, LOWER, POSTS, RANKS, TITLE, UPPER, any_of
from qa.names.people import full_names, plain_name
from qa.text import Span, fold


@dataclass(frozen=True, slots=True)
class Mention:
    """A full name in a text, the post printed with it, and what is told of the person there.

    `asked`: somebody talks with the person ("phỏng vấn", "trao đổi với" before the name); `told`: the person says
    something ("cho biết" after it); `quoted`: a quotation follows; `pictured`: so does "(ảnh)"; `related`: the
    name stands for somebody else's case or kin. `woman` is what "ông" or "bà" before the name says; None where
    neither is printed.
    """

    name: str
    position: str | None
    asked: bool = False
    told: bool = False
    quoted: bool = False
    pictured: bool = False
    related: bool = False
    woman: bool | None = None


# Bounds in characters, set by hand: wider than any post that the labelled interviews print.
_AHEAD, _BEHIND = 170, 260
"""Before and after a name: there a post of the person is looked for."""

_CAPTION, _OPENING = 220, 60
"""A text of at most so many, that names somebody within its first ones, may be all about that person."""

_POST = rf"(?!chủ\s+(?:đề|trương|yếu|động|quan)\b)(?:[Nn]guyên\s+|[Qq]uyền\s+|[Cc]ựu\s+)?{any_of(POSTS, RANKS)}"
_POST_HEAD = re.compile(rf"(?<![\w]){_POST}(?![\w])")
_STOP_VERB = re.compile(
    r"(?:(?<![ỦU][yỷ] ban)\s+về|(?<!đốc)(?<!phòng)(?<!gia)\s+phân\s+tích)(?![\w])|"
    r"\s+(?:cho\s+rằng|cho\s+biết|cho\s+hay|đã|đang|để|xung\s+quanh|(?:các\s+)?nội\s+dung|từ\s+ngày|kiêm\s+nhiệm|trả\s+lời|khẳng\s+định|nhấn\s+mạnh|nhận\s+định|chia\s+sẻ|có|"
    r"nói|trong\s+(?:cuộc|thời|buổi|bối|chuyến)|nhân(?=\s+(?:dịp|kỷ|ngày|chuyến))|trước|sau|sẽ|là|liên\s+quan|tại\s+(?:buổi|cuộc|hội|phiên)|bên\s+lề|đánh\s+giá|trao|(?:sáng|chiều|tối|ngày|hôm|tháng|năm)\s+\d+|"
    r"phát\s+biểu|thì|được|như|trên\s+cơ\s+sở|kiểm\s+tra|tin\s+rằng|cũng|vừa\s+(?:có|qua|trả|mới)|khi|bày\s+tỏ|thông\s+tin\s+(?:về|với|cho)|nêu|đưa\s+ra|kỳ\s+vọng|theo|xoay\s+quanh|chung\s+quanh|một\s+số|những|"
    r"cảnh\s+báo|giải\s+thích|lý\s+giải|qua|và\s+(?:ông|bà|là)|người(?!\s+(?:phát\s+ngôn|sáng\s+lập|đứng\s+đầu))|hiện\s+(?:nay|đang|là)|cùng)(?![\w])"
)
_STOP_ALONE = re.compile(
    r"\s+(?:cho\s+rằng|cho\s+biết|cho\s+hay|đã|đang|(?:xung|chung|xoay)\s+quanh|một\s+số|trả\s+lời|khẳng\s+định|nhấn\s+mạnh|nhận\s+định|chia\s+sẻ|nói|trao\s+đổi|phát\s+biểu|"
    r"tại\s+(?:buổi|cuộc|hội|phiên)|bên\s+lề|trong\s+(?:cuộc|buổi|chuyến)|kiểm\s+tra|giới\s+thiệu|chủ\s+trì|chụp|cùng|trao|thăm|dự(?!\s+án)|gặp|trong\s+(?:hội|lễ|phiên|buổi))(?![\w])"
)
_ASKED_BEFORE = re.compile(
    r"(?:[Pp]hỏng\s+vấn|(?:[Tt]rao\s+đổi|[Tt]rò\s+chuyện|gặp\s+gỡ|gặp|nói\s+chuyện)(?:\s+\w+){0,3}\s+(?:với|cùng)|(?:ý\s+kiến|nhận\s+định|chia\s+sẻ|quan\s+điểm)\s+của|"
    r"[Tt]heo|cuộc\s+\w+\s+\w+\s+với)\s+[^.;:?!]{0,150}$"
)
_RELATED_BEFORE = re.compile(
    r"\b(?:bào\s+chữa\s+cho|vụ(?:\s+án)?|vợ|chồng|mẹ|cha|bố|con(?:\s+gái|\s+trai)?)\s+(?:của\s+)?(?:ông\s+|bà\s+|anh\s+|chị\s+)?$"
)
_ASKED_AFTER = re.compile(
    r"^[^.;?!]{0,160}?(?:cho\s+rằng|khẳng\s+định|chia\s+sẻ|trả\s+lời|cho\s+biết|nhấn\s+mạnh|trao\s+đổi|nhận\s+định|đã\s+có\s+(?:cuộc|buổi)|đưa\s+ra|làm\s+rõ)"
)
_QUOTED_AFTER = re.compile(r"\s*:\s*[“\"]")
_AMONG = re.compile(r"[Pp]hỏng\s+vấn|[Tt]rao\s+đổi|[Tt]heo\s|\s(?:với|cùng)\s")
_AFTER_NAME = re.compile(
    r"(?:\s*\((?:[Ảả]nh|ảnh[^()]*|bên\s+\w+|trái|phải)\))?(?:,\s+\d\d\s+tuổi(?=,))?"
    rf"(?P<sign>\s*,\s*|\s+(?:--|[-–])\s*|[-–]\s+|\s*\(|\s+là\s+(?:một\s+)?(?:trong\s+(?:các|những)\s+)?(?={_POST}\b))"
)
_NEXT_CLAUSE = re.compile(
    rf"\s*,\s+(?=chống\b)|\s*(?:,|\s[-–]|;|\skiêm)\s*(?={_POST}\b|(?:Bộ|Ủy\s+ban|Sở|Ban|Ngân\s+hàng|Cục|Vụ|Tổng\s+cục|Đài|Báo|Tạp\s+chí|Hội|Liên\s+đoàn|Mặt\s+trận|Tập\s+đoàn|Khoa|Thành\s+ủy|Tỉnh\s+ủy|Trung\s+ương|Quân\s+chủng|Bệnh\s+viện|Văn\s+phòng|Phòng|Tham\s+tán|Thương\s+vụ|Q\.|P\.|Cơ\s+quan|Quỹ|Câu\s+lạc\s+bộ|Chi\s+cục|Đoàn|Tòa\s+án|Viện\s+kiểm\s+sát|Nhà\s+xuất\s+bản|Nhà\s+hát|Huyện\s+ủy|Quận\s+ủy|Chính\s+phủ|Chương\s+trình|Thanh\s+(?:niên|Thiếu)|Thiếu\s+niên|Thể\s+thao|Công\s+nghệ|Ngân\s+sách|Giáo\s+dục|Hà\s+Nội|Việt\s+Nam|Tổng\s+công\s+ty|Công\s+ty|Trung\s+tâm|Viện|Đại\s+học|Trường|Học\s+viện|Hiệp\s+hội|UBND|HĐND|Quốc\s+hội|thuộc|tỉnh|TP|đại\s+diện|nguyên|kiêm|người\s+phát\s+ngôn)\b)"
)


def mentions(text: str, spans: Sequence[Span]) -> list[Mention]:
    """Finds the full names in `spans` of `text`, with posts, in the order printed."""
    areas = [span.of(text) for span in spans]
    return [mention_at(area, name) for area in areas for name in full_names(area)]


_CALLED_AS = re.compile(r"\b([Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô)\s+$")


def mention_at(area: str, place: Span) -> Mention:
    """Returns what `area` tells of the person whose name stands at `place`."""
    start, name = place.start, plain_name(place.of(area))
    before, after = area[max(0, start - _AHEAD) : start], area[place.end : place.end + _BEHIND]
    related = _RELATED_BEFORE.search(before) is not None
    short = len(area) <= _CAPTION and start < _OPENING
    alone = short and not _AMONG.search(area, 0, start) and not re.search(r"[.!?]\s", area)
    called = _CALLED_AS.search(before)
    return Mention(
        name,
        _join(_post_before(before), _post_after(after, alone)),
        asked=_ASKED_BEFORE.search(before) is not None and not related,
        told=_ASKED_AFTER.match(after) is not None,
        quoted=_QUOTED_AFTER.match(after) is not None,
        pictured=_PICTURED_AFTER.match(after) is not None,
        related=related,
        woman=(called[1].lower() in ("bà", "chị", "cô")) if called else (True if " Thị " in name else None),
    )


_PICTURED_AFTER = re.compile(r"\s*\([ảẢ]nh")


# "hỏi ông X" tells no post; "Thứ trưởng Bộ NNPTNT ông X" does.
_SPOKEN_OF = re.compile(rf"(?:^|(?<![{UPPER}\w])[^{UPPER}\s]\S*\s+)(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|ÔNG|BÀ)\s*$")

_DEGREES_AT_END = re.compile(
    rf",?\s*\(?(?<!\w)(?:{any_of(DEGREES)}(?:\.\s*|\s*,\s*|\s*-\s*|\s+)|ĐBQH\)\s*|(?<!\w)(?:ông|bà)\s+)+$"
)


def _post_before(before: str) -> str | None:
    """The post that ends where the name begins: "Bộ trưởng Bộ Công Thương" Trần Tuấn Anh."""
    if _SPOKEN_OF.search(before):
        return None
    before = _DEGREES_AT_END.sub("", before)
    clause = re.split(r"[.;:?!\n\"“”]\s|[.;:?!\n]$|\s[-–]\s(?!Người\s+phát\s+ngôn)", before)[-1]
    heads = list(_POST_HEAD.finditer(clause))
    if not heads:
        return None
    head = heads[-1]
    for earlier in reversed(heads[:-1]):
        between = clause[earlier.end() : head.start()]
        if re.fullmatch(
            r"\s*(?:,\s*|kiêm\s+|\s)?|\s*[-–]\s*|[\w\s]{0,60}(?:,\s*|\s[-–]\s)|[\w\s]{0,50}\s", between
        ) and not re.search(r"\d|\b(?:của|với|và|cho|phỏng|trao|do|theo|sáng|chiều|ngày|hôm)\b", between):
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
        if inner is None or re.match(r"(?i)ảnh|sinh|trái|phải|bên|bìa|ngoài|từ|thứ|giữa|áo|đứng|\d", inner.group()):
            return None
        told = inner.group().strip() if _POST_HEAD.match(inner.group()) else f"({inner.group().strip()})"
        more = _post_after(rest[inner.end() + 1 :], alone) if rest[inner.end() + 1 :].startswith(", ") else None
        return f"{told}, {more}" if more else told
    lower = rest[:1].islower()
    starts = _POST_HEAD.match(rest) or re.match(
        r"(?:nguyên|đại\s+diện|chuyên\s+gia|người\s+(?:phát|sáng|đứng|phụ|dẫn)|giảng|"
        r"thành\s+viên|đoàn|HLV|tác\s+giả|Bộ|Viện|Trung\s+tâm)\b",
        rest,
    )
    if not starts or (lower and not starts):
        return None
    end = 0
    while True:
        piece = re.match(
            r"(?:[^.,;:?!\n(\"“”]|\.(?=\w))*(?:\([^()\n]{0,80}\)[^.,;:?!\n(\"“”]*)?(?:(?<=TP)\.\s?[^.,;:?!\n(]*)?",
            rest[end:],
        )
        stop = _stop(rest, end, end + (piece.end() if piece else 0), _STOP_ALONE if alone else _STOP_VERB)
        if stop is not None:
            end = stop
            break
        end += piece.end() if piece else 0
        following = _NEXT_CLAUSE.match(rest, end)
        if following is None:
            break
        end = following.end()
    return _trim(rest[:end].strip(" ,-–"))


def _stop(rest: str, start: int, end: int, verbs: re.Pattern[str]) -> int | None:
    """Where the post ends before something that is told; "chuyên gia về tim mạch" goes on."""
    stops = (stop.start() for stop in verbs.finditer(rest, start, end))
    return next((at for at in stops if not (_ABOUT.match(rest, at) and _EXPERT.search(rest, 0, at))), None)


_EXPERT = re.compile(r"(?i:chuyên\s+gia|cố\s+vấn|ủy\s+ban|uỷ\s+ban)\b[^,.;()]*$")
_ABOUT = re.compile(r"\s+về\s+(?!vấn|việc|những|các|một|cuộc|nội|chủ|câu|sự|thực|tình)")


_DANGLING = re.compile(r"\s+(?:và|của|với|tại|ở|[Tt]heo|[-–]+)$")
_CALLED_AT_END = re.compile(rf"(?:\s+[-–]\s+|\s*,\s*|\s+)(?P<titles>(?:{TITLE}[\s.,\-]*){{0,4}})$")
_NEW_SENTENCE = re.compile(rf"\s(?=(?:Theo|Mời|Trong|Khi|Tại|Sau|Trước|Nhân|Ông|Bà|Đây|Ngày|Chiều|Sáng)\s+[{LOWER}])")
_PICTURED = re.compile(r"\s*\([ảẢ]nh[^()]*\)")


def _trim(post: str) -> str | None:
    """`post` without the next person of a list, the next sentence, or a bracket that is never closed."""
    for name in full_names(post):
        called = _CALLED_AT_END.search(post, 0, name.start)
        if called and (called["titles"] or len(name.of(post).split()) > 2):
            post = post[: called.start()]
            break
    if sentence := _NEW_SENTENCE.search(post):
        post = post[: sentence.start()]
    post = _PICTURED.sub("", post)
    if post.count("(") > post.count(")"):
        post = post[: post.rfind("(")]
    return _DANGLING.sub("", post.rstrip(" ,-–")) or None


def _join(first: str | None, second: str | None) -> str | None:
    if not first or not second:
        return first or second
    if fold(second) in fold(first) or fold(first) in fold(second):
        return max(first, second, key=len)
    return f"{first} {second}" if second.startswith("(") else f"{first}, {second}"
