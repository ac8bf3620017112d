"""Everybody whom an article names, and what speaks for each that he or she is the one who is asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from qa.interview import Role
from qa.names.labels import DEGREES, LOWER, POSTS, RANKS, TITLE, UPPER, any_of, own_voice
from qa.names.mentions import Mention, mention_at
from qa.names.people import called_names, follows_place, full_names, name_of_label, named_again, plain_name
from qa.parse.piece import Piece
from qa.text import Span, fold, sentences


class Place(StrEnum):
    """Where in an article somebody is named."""

    TITLE = "title"
    BEFORE = "before"
    CAPTION = "caption"
    INSIDE = "caption inside the talk"
    ASIDE = "aside"
    QUESTION = "question"
    ANSWER = "answer"
    THANKS = "thanks"
    AFTER = "after"
    BYLINE = "byline"
    LABEL = "label"


_BEFORE, _OFTEN = 60, 3
"""Characters before a name that are looked at; times from which more tell no more. The weights are fitted to both."""

_QUOTED = re.compile(r"[\"“][^\"“”]*[\"”]")
_AROUND = frozenset({Place.TITLE, Place.BEFORE, Place.CAPTION, Place.INSIDE, Place.AFTER})


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the article, or its headline, on one line, with the place that it takes there."""

    place: Place
    words: str


@dataclass(frozen=True, slots=True)
class Named:
    """One time that somebody is named."""

    place: Place
    mention: Mention
    first: bool
    """Whether nobody else is named before in the same stretch."""
    before: str
    """The words just before the name."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whom the article names, under the fullest form of the name, each time that it does."""

    name: str
    seen: tuple[Named, ...]

    @property
    def given(self) -> str:
        """What a Vietnamese is called by: the last word of the name."""
        return self.name.split()[-1]

    @property
    def titles(self) -> str:
        """The posts printed with the name, and the titles just before it."""
        told = [named for named in self.seen if named.place is not Place.ANSWER]
        titles = filter(None, (_TITLED.search(named.before) for named in told))
        return " | ".join([*(n.mention.position or "" for n in told), *(title.group() for title in titles)])


# --- the article in stretches ---

_OF_THE_TALK = {Role.QUESTION: Place.QUESTION, Role.ANSWER: Place.ANSWER, Role.CLOSING: Place.THANKS}


def stretches_of(text: str, title: str, pieces: Sequence[Piece]) -> list[Stretch]:
    """Returns the article in stretches: what stands around the talk, and the talk itself without its labels."""
    talk = [n for n, p in enumerate(pieces) if p.role in (Role.QUESTION, Role.ANSWER) and not p.opines]
    first, last = (talk[0], talk[-1]) if talk else (len(pieces), len(pieces))
    found = [Stretch(Place.TITLE, _one_line(title))]
    for n, piece in enumerate(pieces):
        if piece.opines:
            continue
        labelled = piece.unit.label and (n > first or piece.role in _OF_THE_TALK)
        words = (piece.unit.content if labelled else piece.unit.span).of(text)
        found.append(Stretch(_place(piece.role, n < first, n > last), _one_line(words)))
        if piece.unit.label and piece.role is Role.ANSWER:
            found.append(Stretch(Place.LABEL, _one_line(piece.unit.label)))
    return found


def _one_line(words: str) -> str:
    """`words` without line breaks, which part names and posts; and the Icelandic letter typed for "Đ" as this."""
    return " ".join(words.replace("\u00d0", "Đ").replace("\u00f0", "đ").split())


def _place(role: Role, before: bool, after: bool) -> Place:
    if role in _OF_THE_TALK:
        return _OF_THE_TALK[role]
    if role is Role.BYLINE:
        return Place.BYLINE
    if role is Role.CAPTION:
        return Place.CAPTION if before or after else Place.INSIDE
    return Place.BEFORE if before else Place.AFTER if after else Place.ASIDE


# --- who is named ---


def candidates_of(stretches: Sequence[Stretch]) -> list[Candidate]:
    """Lists everybody whom the article names, in the order printed."""
    places = [_places(stretch) for stretch in stretches]
    known = {plain_name(span.of(s.words)) for s, spans in zip(stretches, places, strict=True) for span in spans}
    again = [named_again(stretch.words, known) for stretch in stretches]
    seen: dict[str, list[Named]] = {}
    for stretch, spans, more in zip(stretches, places, again, strict=True):
        for named in _named_in(stretch, _with_known(spans, more)):
            seen.setdefault(named.mention.name, []).append(named)
    merged: dict[str, list[Named]] = {}
    folded = {name: fold(name) for name in seen}
    for name, times in seen.items():
        merged.setdefault(_fullest(name, seen, folded), []).extend(times)
    located = {
        plain_name(place.of(stretch.words))
        for stretch, more in zip(stretches, again, strict=True)
        for place in more
        if follows_place(stretch.words, place.start)
    }
    # "Đồng Mây" is nobody where "tỉnh Đồng Mây" is printed, too.
    return [
        Candidate(name, tuple(times)) for name, times in merged.items() if len(name.split()) > 2 or name not in located
    ]


def _places(stretch: Stretch) -> list[Span]:
    """Where a stretch names somebody by a full name, or after a title."""
    full = full_names(stretch.words)
    if stretch.place is not Place.LABEL:
        return [*full, *called_names(stretch.words, full)]
    name = name_of_label(stretch.words)
    at = stretch.words.lower().find(name.lower()) if name else -1
    return [Span(at, at + len(name))] if name and at >= 0 else called_names(stretch.words, full)[:1]


def _with_known(spans: Sequence[Span], again: Sequence[Span]) -> list[Span]:
    """`spans`, and where those are named again who are known from elsewhere."""
    taken = {at for span in spans for at in range(span.start, span.end)}
    return sorted([*spans, *(place for place in again if taken.isdisjoint(range(place.start, place.end)))])


def _named_in(stretch: Stretch, places: Sequence[Span]) -> Iterator[Named]:
    words = stretch.words
    for n, place in enumerate(places):
        before = words[max(0, place.start - _BEFORE) : place.start]
        credited = stretch.place in _AROUND and _CREDITED.search(before)
        yield Named(Place.BYLINE if credited else stretch.place, mention_at(words, place), n == 0, before)


# Who took the pictures, and the like.
_CREDITED = re.compile(
    r"(?:[ẢảA]nh|ẢNH|Video|Clip|Nguồn|Đồ\s+họa|Thiết\s+kế|Thực\s+hiện|Bài|Ghi)\s*[:.]\s*(?:[\w./]+\s*[-–/,]\s*)?$"
)


def _fullest(name: str, seen: Mapping[str, list[Named]], folded: Mapping[str, str]) -> str:
    """The one name, as often printed, that `name` is the end of, or an accent apart from; itself if there is none."""
    same = [other for other in seen if folded[other] == folded[name]]
    longer = [other for other in seen if other != name and folded[other].endswith(" " + folded[name])]
    if len({folded[other] for other in longer}) == 1:
        return longer[0]
    return max(same, key=lambda other: len(seen[other]))


# --- what speaks for each ---

_SPOKEN_TO = re.compile(
    rf"\b(?:[Tt]hưa|[Xx]in|[Mm]ời|[Hh]ỏi|[Cc](?:ảm|ám)\s+ơn|[Cc]hào|[Cc]òn)\s+(?:{TITLE}[\s.,\-–]*)*$"
)
_TITLED = re.compile(rf"(?<!\w){TITLE}[.,]?\s+$")
_PRESS = re.compile(r"(?:[Nn]hà\s+báo|[Pp]hóng\s+viên|\bPV\b|\bMC\b|[Bb]iên\s+tập\s+viên|\bBTV\b)\s+$")
_REPORTING = re.compile(r"(?:[Pp]hóng\s+viên|\bPV\b|\bdo)\s+$")
_ADDRESS = re.compile(
    rf"\b(?:[Tt]hưa|[Tt]heo|[Xx]in|[Cc](?:ảm|ám)\s+ơn|[Vv]ậy|,)\s+(?:ngài\s+)?(?P<title>{any_of(POSTS, RANKS, DEGREES, 'ông|anh|bà|chị')})(?!\w)"
)
_MEN, _WOMEN = frozenset({"ong", "anh"}), frozenset({"ba", "chi"})


def evidence_of(stretches: Sequence[Stretch], candidates: Sequence[Candidate]) -> list[dict[str, float]]:
    """Returns what speaks for each of `candidates`, by name of the evidence; each value lies in 0..1."""
    addressed = Counter(
        fold(match["title"])
        for stretch in stretches
        if stretch.place in (Place.QUESTION, Place.THANKS)
        for match in _ADDRESS.finditer(stretch.words)
    )
    around = " \n ".join(stretch.words for stretch in stretches if stretch.place in _AROUND)
    answers = " \n ".join(stretch.words for stretch in stretches if stretch.place is Place.ANSWER)
    return [_evidence(one, candidates, addressed, around, answers) for one in candidates]


def _evidence(
    one: Candidate, candidates: Sequence[Candidate], addressed: Counter[str], around: str, answers: str
) -> dict[str, float]:
    outside = [named for named in one.seen if named.place in _AROUND]
    others = [named for other in candidates if other is not one for named in other.seen if named.place in _AROUND]
    told = [named.mention for named in one.seen if named.place is not Place.ANSWER]
    return {
        **_where(one, outside, others),
        **{flag: float(any(getattr(mention, flag) for mention in told)) for flag in _FLAGS},
        "asked_alone": float(_any(outside, "asked") and not _any(others, "asked")),
        "told_alone": float(_any(outside, "told") and not _any(others, "told")),
        "post": float(any(mention.position for mention in told)),
        "titled": float(any(_TITLED.search(named.before) for named in one.seen)),
        "press": float(any(_PRESS.search(named.before) for named in one.seen)),
        "three_words": float(len(one.name.split()) > 2),
        "called": min(_OFTEN, _called(one.given, around)) / _OFTEN,
        "spoken_of": min(_OFTEN, _called(one.given, answers) + _count(one, Place.ANSWER)) / _OFTEN,
        "share": len(outside) / max(1, len(outside) + len(others)),
        **_fit(one, told, addressed),
    }


_FLAGS = ("asked", "told", "quoted", "pictured", "related")


def told_of(one: Candidate, stretches: Sequence[Stretch]) -> bool:
    """Tells whether an answer in the first person speaks of the candidate as of somebody else: "Tôi gặp anh Hạ Vũ"."""
    other = rf"\b(?:anh|chị|ông|bà|cô|chú|bác|em)\s+{re.escape(one.name)}\b"
    answers = (stretch.words for stretch in stretches if stretch.place is Place.ANSWER)
    parts = (part.of(words) for words in answers if one.name in words for part in sentences(words))
    return any(own_voice(words) and re.search(other, _QUOTED.sub("", words)) for words in parts)


def _any(seen: Sequence[Named], flag: str) -> bool:
    return any(getattr(named.mention, flag) for named in seen)


def _count(one: Candidate, place: Place) -> int:
    return sum(named.place is place for named in one.seen)


def _where(one: Candidate, outside: Sequence[Named], others: Sequence[Named]) -> dict[str, float]:
    """Where the candidate is named."""
    questions = [named for named in one.seen if named.place is Place.QUESTION]
    spoken_to = sum(_SPOKEN_TO.search(named.before) is not None for named in questions)
    bylines = _count(one, Place.BYLINE)
    return {
        **{f"in_{place}": float(_count(one, place) > 0) for place in Place if place not in (Place.ANSWER, Place.LABEL)},
        "headline_says": float(any(named.place is Place.TITLE and named.mention.quoted for named in one.seen)),
        "first_before": float(any(named.place is Place.BEFORE and named.first for named in one.seen)),
        "spoken_to": float(spoken_to > 0),
        "third_in_questions": float(len(questions) > spoken_to),
        "only": float(bool(outside) and not others),
        "writes": float(bylines > 0 or any(_REPORTING.search(named.before) for named in one.seen)),
    }


def _called(given: str, words: str) -> int:
    """How often a person is called for short: "ông Lam"."""
    count, end = 0, 0
    while (start := words.find(" " + given, end) + 1) > 0:
        end = start + len(given)
        count += bool(_ALONE.match(words, end) and _TITLED.search(words, max(0, start - _TITLE_LIMIT), start))
    return count


_ALONE = re.compile(rf"(?!\w)(?!\s+[{UPPER}][{LOWER}])")
_TITLE_LIMIT = 24


def _fit(one: Candidate, told: Sequence[Mention], addressed: Counter[str]) -> dict[str, float]:
    """Whether the reporter's forms of address fit what is printed with the name."""
    men, women = (sum(addressed[word] for word in words) for words in (_MEN, _WOMEN))
    woman = women > men if max(men, women) >= 2 * min(men, women) + 1 else None
    sexes = {mention.woman for mention in told} - {None}
    titles = {title for title in addressed if title not in _MEN | _WOMEN}
    printed = fold(one.titles)
    fits = any(title in printed and re.search(rf"(?<!\w){re.escape(title)}(?!\w)", printed) for title in titles)
    return {
        "sex_fits": float(woman is not None and sexes == {woman}),
        "sex_differs": float(woman is not None and bool(sexes) and woman not in sexes),
        "title_fits": float(fits),
        "title_differs": float(bool(titles) and not fits),
    }
