"""A printed post as the offices in it, for telling people apart; what is shown is always the printed post.

"Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh Sông Lam" holds two offices, each a head ("pho bi thu") in a body.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from qa.names.bodies import body_form, expanded, governs, is_one_body, place_of, starts_with_kind
from qa.names.labels import DEGREES, POSTS, RANKS
from qa.text import fold, nfc

Place = tuple[str, str]

LONGEST = 400
"""Characters of a post that are read: no printed one is longer."""


@dataclass(frozen=True, slots=True)
class Office:
    """One office of a printed post.

    `head` is folded ("giam doc"); `names` are forms of the body it is in, `within` those of the bodies that this
    one belongs to. `place` is where a local body is; `governing`: the body governs that place. `former` where the
    paper says so ("nguyên"). `rank`: 2 heads the body, 1 is a deputy or sits on it, 0 merely works there.
    """

    head: str
    names: frozenset[str]
    within: frozenset[str]
    place: Place | None
    governing: bool
    former: bool
    rank: int


_HEADS = {fold(post) for post in POSTS.split("|")} | {
    "chuyen gia kinh te truong", "kinh te truong", "tham tan cong su", "tham tan", "giam doc dieu hanh", "giam doc so",
    "dong giam doc", "uy vien thuong truc", "tong bien tap", "pho tong bien tap", "truong doan dai bieu quoc hoi",
    "pho doan dai bieu quoc hoi", "pho truong doan dai bieu quoc hoi", "dai bieu quoc hoi",
}  # fmt: skip
_HEADS -= {"trung tam", "vien", "bi thu tinh uy", "bi thu thanh uy", "tong thu", "giam doc so"}
_HEAD = re.compile(rf"(?:{'|'.join(sorted(_HEADS, key=len, reverse=True))})\b")
_WORKS_THERE = frozenset(
    {"chuyen gia", "giang vien", "nghien cuu vien", "thanh vien", "dai dien", "chuyen vien", "quan ly", "chu", "tro ly"}
    | {"thu ky", "dieu phoi vien", "kiem sat vien", "tham phan", "chap hanh vien", "co van", "phu trach", "thu linh"}
)
_DEPUTY_OF_THE_PEOPLE = "dai bieu quoc hoi"
_DEPUTY = re.compile(r"pho\b|thu truong\b|uy vien|dai bieu|\w+ pho\b|quyen pho")
_CALLED = sorted(
    {fold(w).replace(".", " ") for group in (RANKS, DEGREES) for w in group.split("|")}, key=len, reverse=True
)
_BEFORE = re.compile(rf"(?:(?:quyen|ong|ba|{'|'.join(_CALLED)})\b *)+")
_FORMER = re.compile(r"(?:nguyen|cuu)\b *")
_AFTER = re.compile(
    r"(?:thuong truc|phu trach|chuyen trach|cao cap|cap cao|dieu hanh|khoa (?:[ivx]+|\d+)|nhiem ky \w+)\b *"
)
_IMPLIED = {
    "bo truong": "bo", "thu truong": "bo", "tong cuc truong": "tong cuc", "cuc truong": "cuc", "cuc pho": "cuc",
    "vu truong": "vu", "vu pho": "vu", "vien truong": "vien", "vien pho": "vien", "truong ban": "ban",
    "pho ban": "ban", "truong phong": "phong", "pho phong": "phong", "truong khoa": "khoa", "chi cuc truong": "chi cuc",
    "truong bo mon": "bo mon",
}  # fmt: skip
_UNIT = {"chanh van phong": "van phong", "chanh thanh tra": "thanh tra"}
"""Heads of a part of the body that is printed after them."""

_PART_OF = ("của", "thuộc", "trực thuộc", "tại")
_ALONE = {
    "tong bi thu": "tong bi thu dang", "chu tich nuoc": "chu tich nuoc viet nam", "thu tuong": "chinh phu viet nam",
    "chu tich quoc hoi": "quoc hoi viet nam", "tong kiem toan": "kiem toan nha nuoc viet nam",
    "thong doc": "ngan hang nha nuoc viet nam", "tong thanh tra": "thanh tra chinh phu viet nam",
}  # fmt: skip
_SEPARATOR = re.compile(r"([,;()]|\s[-–—]\s|\s+kiêm\s+|\s+(?:trực\s+)?thuộc\s+|\s+của\s+|\s+tại\s+)", re.IGNORECASE)
_SOMEBODY_ELSE = re.compile(r"(?:ông|bà|anh|chị|nhà\s+\w+|theo\s+ông|theo\s+bà|mời|trao\s+đổi)\s", re.IGNORECASE)
_ACRONYM = re.compile(r"[A-ZĐ][A-Za-zĐ&.-]{1,11}")


@dataclass(slots=True)
class _Draft:
    head: str
    former: bool
    names: list[str]
    within: list[str]


@lru_cache(maxsize=1 << 15)
def offices(position: str | None) -> tuple[Office, ...]:
    """Returns the offices in a printed post, in the order printed; none where nothing is printed."""
    drafts: list[_Draft] = []
    for sign, piece in _pieces(position or ""):
        if drafts and _SOMEBODY_ELSE.match(piece):
            break
        _read(drafts, sign, piece)
    for draft, following in pairwise(drafts):
        # "Phó Chủ tịch kiêm Tổng Thư ký Hiệp hội …": one body for both.
        if not draft.names and following.head and draft.head != _DEPUTY_OF_THE_PEOPLE:
            draft.names, draft.within = following.names, following.within
    return tuple(_office(draft) for draft in drafts if draft.head or starts_with_kind(draft.names[0]))


def _pieces(position: str) -> list[tuple[str, str]]:
    """What stands between the separators, each with the separator before it."""
    parts = _SEPARATOR.split(_spelled(nfc(position[:LONGEST])))
    signs = [",", *(part.strip().lower() or "," for part in parts[1::2])]
    return [(sign, piece.strip(" .")) for sign, piece in zip(signs, parts[::2], strict=True) if piece.strip(" .")]


def _spelled(position: str) -> str:
    """The post with hyphens of an office's own name joined: "TN - MT", "Tài nguyên - Môi trường"."""
    return re.sub(r"(?<=TN) [-–] (?=MT)|(?<=GD) [-–] (?=ĐT)", "-", position)


def _read(drafts: list[_Draft], sign: str, piece: str) -> None:
    """Adds one piece to the drafts."""
    if drafts and sign == "(" and _ACRONYM.fullmatch(piece):
        (drafts[-1].within or drafts[-1].names).append(fold(piece))
        return
    words = " ".join(re.findall(r"[a-z0-9]+", fold(expanded(piece))))
    words = _BEFORE.sub("", words, count=1) if _BEFORE.match(words) else words
    was = _FORMER.match(words)
    if was:
        words = words[was.end() :]
    if _HEAD.match(words) and not (drafts and sign in _PART_OF):  # "Hội đồng của Thủ tướng" is no prime minister
        _read_heads(drafts, words, bool(was))
    elif words:
        if not drafts:
            drafts.append(_Draft("", bool(was), [], []))
        _continue(drafts[-1], sign, words)


def _read_heads(drafts: list[_Draft], words: str, former: bool) -> None:
    """Adds the office that a piece begins with, or several: "Bộ trưởng Chủ nhiệm Văn phòng" has no comma."""
    while head := _HEAD.match(words):
        words = words[head.end() :].strip()
        while after := _AFTER.match(words):
            words = words[after.end() :]
        drafts.append(_Draft(head.group(), former, [], []))
        following = _HEAD.match(words)
        if following is None or following.group() in _WORKS_THERE:
            break
    _add_body(drafts[-1], words, drafts[-1].head)


def _add_body(draft: _Draft, rest: str, head: str) -> None:
    """Puts what follows a head: its body, with the kind that the head implies where it is left out."""
    if head in ("dai bieu", _DEPUTY_OF_THE_PEOPLE):
        draft.head = _DEPUTY_OF_THE_PEOPLE
        place = _delegation(rest)
        draft.names += [f"doan dai bieu quoc hoi {place}"] if place else []
        return
    alone = _ALONE.get(head.removeprefix("pho "))
    if alone:
        draft.names.append(alone)
        return
    unit = _UNIT.get(head.removeprefix("pho "))
    if unit and rest and not rest.startswith(unit):
        draft.names.append(body_form(f"{unit} {rest}"))
        draft.within.append(body_form(rest))
        return
    kind = _IMPLIED.get(head.removeprefix("pho "))
    if rest and kind and not starts_with_kind(rest):
        rest = f"{kind} {rest}"
    if rest:
        draft.names.append(body_form(rest))


_DELEGATION = re.compile(r"\b(?:doan|dai bieu|quoc hoi|tinh|thanh pho|khoa [ivx0-9]+|chuyen trach|dac khu)\b")


def _delegation(rest: str) -> str:
    return " ".join(_DELEGATION.sub(" ", rest).split())


def _continue(draft: _Draft, sign: str, words: str) -> None:
    """Adds a piece without a head: a body above the last one, its short name, or more of its name."""
    form = body_form(words)
    inside = sign == "("
    if draft.head == _DEPUTY_OF_THE_PEOPLE:
        if not draft.names and inside and (place := _delegation(words)):
            draft.names.append(f"doan dai bieu quoc hoi {place}")
    elif sign == ")" and draft.names:  # "Hiệp hội doanh nghiệp (DN) nhỏ và vừa"
        draft.names.append(f"{draft.names[0]} {form}")
    elif not draft.names:
        draft.names.append(form)
    elif starts_with_kind(form) or sign in _PART_OF:
        draft.within.append(form)
    elif not inside:
        # "Ủy ban Văn hóa, Giáo dục": the name goes on; both lengths are names that papers print.
        (draft.within or draft.names).append(f"{(draft.within or draft.names)[-1]} {form}")


def _office(draft: _Draft) -> Office:
    place = next((p for p in map(place_of, [*draft.names, *draft.within]) if p), None)
    rank = 0 if draft.head in _WORKS_THERE or not draft.head else 1 if _DEPUTY.match(draft.head) else 2
    return Office(
        draft.head,
        frozenset(filter(None, draft.names)),
        frozenset(filter(None, draft.within)),
        place,
        any(governs(name) for name in draft.names),
        draft.former,
        rank,
    )


def same_body(first: Office, second: Office) -> bool:
    """Tells whether two offices are in one and the same body, beyond doubt."""
    shared = first.names & second.names
    if any(is_one_body(name) for name in shared):
        return _same_place(first.place, second.place)
    return bool(shared) and any(is_one_body(form) for form in first.within & second.within)


def _same_place(first: Place | None, second: Place | None) -> bool:
    return first == second or None in (first, second)
