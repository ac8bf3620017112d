"""Who is who in one interview: the interviewees' full names, their posts as printed, and their labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.interview import Person
from qa.labels import DEGREES, LOWER, POSTS, RANKS, TITLE, any_of
from qa.parse_names import full_names, name_of_label, plain_name
from qa.text import Span, fold


@dataclass(frozen=True, slots=True)
class Mention:
    """A full name in the text, the post printed with it, and how strongly it is named as the one who is asked."""

    name: str
    position: str | None
    weight: float


_POST = rf"(?:[Nn]guyên\s+|[Qq]uyền\s+|[Cc]ựu\s+)?{any_of(POSTS, RANKS)}"
_POST_HEAD = re.compile(rf"(?<![\w]){_POST}(?![\w])")
_STOP_VERB = re.compile(
    r"\s+(?:về|cho\s+rằng|cho\s+biết|cho\s+hay|đã|đang|để|xung\s+quanh|trả\s+lời|khẳng\s+định|nhấn\s+mạnh|nhận\s+định|chia\s+sẻ|có|"
    r"nói|trong\s+(?:cuộc|thời|buổi|bối|chuyến)|nhân|trước|sau|sẽ|là|liên\s+quan|tại\s+(?:buổi|cuộc|hội|phiên)|bên\s+lề|đánh\s+giá|trao\s+đổi|"
    r"phát\s+biểu|thì|được|như|trên\s+cơ\s+sở|kiểm\s+tra|tin\s+rằng|cũng|vừa\s+(?:có|qua|trả|mới)|khi|bày\s+tỏ|thông\s+tin\s+(?:về|với|cho)|nêu|đưa\s+ra|kỳ\s+vọng|theo|xoay\s+quanh|"
    r"cảnh\s+báo|phân\s+tích|giải\s+thích|lý\s+giải|qua|và\s+(?:ông|bà)|người|hiện\s+(?:nay|đang|là)|cùng)(?![\w])"
)
_STOP_ALONE = re.compile(
    r"\s+(?:cho\s+rằng|cho\s+biết|đã|đang|xung\s+quanh|trả\s+lời|khẳng\s+định|nhấn\s+mạnh|nhận\s+định|chia\s+sẻ|nói|trao\s+đổi|phát\s+biểu|"
    r"tại\s+(?:buổi|cuộc|hội|phiên)|bên\s+lề|trong\s+(?:cuộc|buổi|chuyến)|kiểm\s+tra|giới\s+thiệu|chủ\s+trì|chụp|cùng)(?![\w])"
)
_ASKED_BEFORE = re.compile(
    r"(?:phỏng\s+vấn|(?:trao\s+đổi|trò\s+chuyện|gặp\s+gỡ|gặp|nói\s+chuyện)(?:\s+\w+){0,3}\s+(?:với|cùng)|(?:ý\s+kiến|nhận\s+định|chia\s+sẻ|quan\s+điểm)\s+của|"
    r"[Tt]heo|cuộc\s+\w+\s+\w+\s+với)\s+[^.;:?!]{0,150}$"
)
_ASKED_AFTER = re.compile(
    r"^[^.;?!]{0,160}?(?:cho\s+rằng|khẳng\s+định|chia\s+sẻ|trả\s+lời|cho\s+biết|nhấn\s+mạnh|trao\s+đổi|nhận\s+định|đã\s+có\s+(?:cuộc|buổi)|đưa\s+ra|làm\s+rõ)"
)
_AFTER_NAME = re.compile(r"(?:\s*\((?:[Ảả]nh|ảnh[^()]*|bên\s+\w+|trái|phải)\))?(?P<sign>\s*,\s*|\s+[-–]\s+|\s*\()")
_NEXT_CLAUSE = re.compile(
    rf"\s*(?:,|\s[-–]|;|\skiêm)\s*(?={_POST}\b|(?:Bộ|Ủy\s+ban|Sở|Ban|Ngân\s+hàng|Cục|Vụ|Tổng\s+cục|Đài|Báo|Tạp\s+chí|Hội|Liên\s+đoàn|Mặt\s+trận|Tập\s+đoàn|Khoa|Thành\s+ủy|Tỉnh\s+ủy|Trung\s+ương|Quân\s+chủng|Bệnh\s+viện|Văn\s+phòng|Hà\s+Nội|Việt\s+Nam|Tổng\s+công\s+ty|Công\s+ty|Trung\s+tâm|Viện|Đại\s+học|Trường|Học\s+viện|Hiệp\s+hội|UBND|HĐND|Quốc\s+hội|thuộc|tỉnh|TP|đại\s+diện|nguyên|kiêm|người\s+phát\s+ngôn)\b)"
)


def mentions(text: str, spans: Sequence[Span]) -> list[Mention]:
    """The full names in `spans` of `text`, with posts and weights, in the order printed."""
    found = []
    for span in spans:
        area = text[span.start : span.end]
        for name in full_names(area):
            found.append(_mention(area, name.start, name.end, plain_name(name.of(area))))
    return found


def _mention(area: str, start: int, end: int, name: str) -> Mention:
    before, after = area[max(0, start - 170) : start], area[end : end + 260]
    weight = 1.0
    if _ASKED_BEFORE.search(before):
        weight += 4
    if re.match(r"\s*\([ảẢ]nh", after):
        weight += 4
    if _ASKED_AFTER.match(after):
        weight += 3
    alone = len(area) <= 220 and not re.search(r"[.!?]\s", area)
    position = _join(_post_before(before), _post_after(after, alone))
    if position:
        weight += 1
    return Mention(name, position, weight)


_DEGREES_AT_END = re.compile(rf",?\s*\(?(?:{any_of(DEGREES)}\.?\s*,?\s*|ĐBQH\)\s*|(?:ông|bà)\s+)+$")


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
        if re.fullmatch(r"\s*(?:,\s*|kiêm\s+|\s)?|[\w\s]{0,60}(?:,\s*|\s[-–]\s)|[\w\s]{0,50}\s", between) and not re.search(
            r"\b(?:của|với|và|cho|phỏng|trao|do|theo)\b", between
        ):
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
    return re.split(r"\s[-–]\s*$", rest[:end].strip(" ,-–"))[0] or None


def _join(first: str | None, second: str | None) -> str | None:
    if not first or not second:
        return first or second
    if fold(second) in fold(first) or fold(first) in fold(second):
        return max(first, second, key=len)
    return f"{first} {second}" if second.startswith("(") else f"{first}, {second}"


# --- the cast of one interview ---


@dataclass(frozen=True, slots=True)
class Cast:
    """The interviewees of one article, and who stands behind each label."""

    people: tuple[Person, ...]
    by_label: dict[str, str]

    @property
    def only(self) -> str | None:
        """The one person an unlabelled answer can belong to; None where that is not certain."""
        return self.people[0].name if self.people else None


def read_cast(text: str, title: str, context: Sequence[Span], labels: Sequence[str], opinions: Sequence[str]) -> Cast:
    """The interviewees: those whom `labels` name, or whom the words around the talk name as the one asked.

    `context` are the spans outside the talk; `opinions` are labels of boxed opinions of other people.
    """
    known = mentions(text, context) + [
        Mention(m.name, m.position, m.weight + 1) for m in mentions(title, [Span(0, len(title))])
    ]
    by_label: dict[str, str] = {}
    names: dict[str, list[str]] = {}
    distinct = dict.fromkeys(labels)
    for label in distinct:
        name = _named(label, known, list(names))
        if name is not None:
            by_label[label] = name
            names.setdefault(name, []).append(label)
    main = _most_named(known, exclude=())
    for label in distinct:
        if label not in by_label:
            name = (next(iter(names)) if len(names) == 1 else None) or main
            if name is not None:
                by_label[label] = name
                names.setdefault(name, []).append(label)
    if not names and main is not None:
        names[main] = []
    for label in dict.fromkeys(opinions):
        name = _named(label, known, list(names))
        if name is not None:
            by_label[label] = name
            names.setdefault(name, []).append(label)
    people = tuple(Person(name, _position(name, known, own), tuple(own)) for name, own in names.items())
    return Cast(people, by_label)


def _most_named(known: Sequence[Mention], exclude: Sequence[str]) -> str | None:
    weights: dict[str, float] = {}
    for mention in known:
        if mention.name not in exclude:
            weights[mention.name] = weights.get(mention.name, 0.0) + mention.weight
    return max(weights, key=lambda name: weights[name]) if weights else None


_TITLES = re.compile(rf"^(?:{TITLE}[\s.,]*)+")


def _named(label: str, known: Sequence[Mention], cast: Sequence[str]) -> str | None:
    """The full name behind `label`: its own, or the one in the article that it shortens."""
    head = re.split(r"\s*(?:,|\(|\s[-–]\s)", label)[0]
    own = name_of_label(label)
    short = fold(own) if own else fold(_TITLES.sub("", head)).strip()
    every = [*cast, *dict.fromkeys(mention.name for mention in known)]
    if short:
        for name in every:
            folded = fold(name)
            if folded == short or folded.endswith(" " + short) or (" " in short and short.endswith(" " + folded)):
                return name
        if own is None and len(short.split()) <= 4 and head[:1].isupper():
            bare = _TITLES.sub("", head).strip()
            own = bare if bare and bare[0].isupper() and not re.search(rf"\s[{LOWER}]", bare) else None
    return own


def _position(name: str, known: Sequence[Mention], labels: Sequence[str]) -> str | None:
    """The fullest post printed with `name`."""
    posts = [mention.position for mention in known if mention.name == name and mention.position]
    for label in labels:
        posts += [m.position for m in mentions(label, [Span(0, len(label))]) if m.name == name and m.position]
    return max(posts, key=len) if posts else None
