"""The cast of one interview: who is asked, and who stands behind each label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.interview import Person
from qa.names.labels import LOWER, TITLE, UPPER
from qa.names.mentions import Mention, mentions
from qa.names.people import name_of_label, plain_name
from qa.text import Span, fold

_BESIDE = 0.3
"""What a name in a caption within the talk weighs."""


@dataclass(frozen=True, slots=True)
class Cast:
    """The interviewees of one article, and who stands behind each label."""

    people: tuple[Person, ...]
    by_label: dict[str, str]
    only: str | None
    """The one person an unlabelled answer can belong to; None where that is not certain."""


def read_cast(
    text: str,
    title: str,
    context: Sequence[Span],
    beside: Sequence[Span],
    labels: Sequence[str],
    opinions: Sequence[str],
    woman: bool | None = None,
) -> Cast:
    """The interviewees: those whom `labels` name, or whom the words around the talk name as the one asked.

    `context` are the spans before and after the talk, `beside` the captions and headings within it, which often
    show other people; `opinions` are labels of boxed opinions of other people; `woman` says how the reporter
    turns to the one who is asked, if that is plain.
    """
    known = mentions(text, context)
    known += [replace(mention, weight=mention.weight + 1) for mention in mentions(title, [Span(0, len(title))])]
    known += [replace(mention, weight=mention.weight * _BESIDE) for mention in mentions(text, beside)]
    by_label: dict[str, str] = {}
    names: dict[str, list[str]] = {}
    distinct = dict.fromkeys(labels)
    for label in distinct:
        name = _named(label, known, list(names))
        if name is not None:
            by_label[label] = name
            names.setdefault(name, []).append(label)
    unlike = {m.name for m in known if None not in (woman, m.woman) and m.woman != woman}
    main = _most_named([mention for mention in known if mention.name not in unlike], woman)
    for label in distinct:
        if label not in by_label:
            name = (next(iter(names)) if len(names) == 1 else None) or main
            if name is not None:
                by_label[label] = name
                names.setdefault(name, []).append(label)
    main = main or (None if names or known_well(known) else name_in_headline(title, text))
    if not names and main is not None:
        names[main] = []
    only = next(iter(names), None)
    for label in dict.fromkeys(opinions):
        name = _named(label, known, list(names))
        if name is not None:
            by_label[label] = name
            names.setdefault(name, []).append(label)
    people = tuple(Person(name, _position(text, name, known, own), tuple(own)) for name, own in names.items())
    return Cast(people, by_label, only)


_SPEAKS = (
    r"(?:nói|kể|chia\s+sẻ|tiết\s+lộ|lần\s+đầu|trải\s+lòng|tâm\s+sự|thừa\s+nhận|lên\s+tiếng|giải\s+thích|trả\s+lời|"
    r"bật\s+mí|bày\s+tỏ|trò\s+chuyện|cho\s+biết|cho\s+rằng|khẳng\s+định)\b"
)
_HEADLINE_NAME = re.compile(
    rf"\W*(?:{TITLE}\s+)?(?P<name>[{UPPER}][{LOWER}]*(?:\s+[{UPPER}][{LOWER}]*){{1,3}})(?=\s*:\s|\s+{_SPEAKS})"
)


def name_in_headline(title: str, text: str) -> str | None:
    """The name with which the headline begins, as its speaker's, if the article too speaks of a person so named."""
    found = _HEADLINE_NAME.match(title)
    if found is None:
        return None
    name = re.escape(found["name"])
    if text.count(found["name"]) < 2 or re.search(rf"(?:tại|ở|đến|từ|tỉnh|phố|huyện|xã|nước|vùng)\s+{name}", text):
        return None
    person = re.search(rf"(?:{TITLE}|[Nn]am|[Nn]ữ|[Dd]anh\s+ca|[Hh]ài)\s+{name}|{name}\s+{_SPEAKS}", text)
    return found["name"] if person else None


def known_well(known: Sequence[Mention]) -> bool:
    """Whether somebody is named as the one who is asked, even if it is not plain who of several."""
    return any(mention.weight >= _LEAST_WEIGHT + 1 for mention in known)


_LEAST_WEIGHT = 3.0
_LEAST_LEAD = 1.3
_LEAST_ALONE = 2.0


def _most_named(known: Sequence[Mention], woman: bool | None) -> str | None:
    """The one who is named as the one asked, by far more than anybody else; None if that is not plain."""
    weights: dict[str, float] = {}
    strongest = max((mention.weight for mention in known), default=0.0)
    if strongest < _LEAST_ALONE and not any(mention.woman is woman for mention in known if woman is not None):
        return None  # named in passing only, however often
    spelled: dict[str, str] = {}
    for mention in known:  # one person, now and then without an accent
        name = spelled.setdefault(fold(mention.name), mention.name)
        weights[name] = weights.get(name, 0.0) + mention.weight
    ordered = sorted(weights, key=lambda name: -weights[name])
    if len(ordered) == 1:
        return ordered[0] if weights[ordered[0]] >= _LEAST_ALONE else None
    plain = ordered and weights[ordered[0]] >= max(_LEAST_WEIGHT, _LEAST_LEAD * weights[ordered[1]])
    return ordered[0] if plain else None


_NAME_AT_END = re.compile(rf"(?<!\S)[{UPPER}][\w'’-]*(?:\s+[{UPPER}][\w'’-]*){{0,3}}$")
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
            last = _NAME_AT_END.search(_TITLES.sub("", head))
            own = plain_name(last.group()) if last else None
    return own


def _position(text: str, name: str, known: Sequence[Mention], labels: Sequence[str]) -> str | None:
    """The fullest post printed with `name`."""
    posts = [mention.position for mention in known if mention.name == name and mention.position]
    for label in labels:
        posts += [m.position for m in mentions(label, [Span(0, len(label))]) if m.name == name and m.position]
    return _with_body(max(posts, key=len), text) if posts else None


_OFFICE = re.compile(rf"(?:hoa|hòng|rung\s+tâm|iện|ục|ụ|an|ộ\s+môn)\s+[{UPPER}][^,()]*$")
_BODY = r"\s*\(((?:Học\s+viện|Đại\s+học|ĐH|Trường|Bộ|Tổng\s+cục|Viện|Sở|Ngân\s+hàng|Tập\s+đoàn)\s[^()]{2,60})\)"


def _with_body(post: str, text: str) -> str:
    """`post` with the body that its office belongs to, where the article prints that in brackets elsewhere."""
    office = _OFFICE.search(post)
    body = re.search(re.escape(office.group()) + _BODY, text) if office else None
    return f"{post} ({body[1]})" if body else post
