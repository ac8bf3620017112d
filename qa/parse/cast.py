"""The cast of one interview: who is asked, who stands behind each label, and so who speaks in each piece."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from qa.interview import REPORTER, Doubt, Person, Role
from qa.names.labels import LOWER, TITLE, UPPER
from qa.names.mentions import mentions
from qa.names.people import name_of_label
from qa.parse.persons import Candidate, Place, Stretch, candidates_of, evidence_of, stretches_of, told_of
from qa.parse.piece import Piece
from qa.parse.units import Voice
from qa.text import Span, fold, occurrences


@dataclass(frozen=True, slots=True)
class Cast:
    """The people who speak in one article, and its pieces with their speakers."""

    people: tuple[Person, ...]
    pieces: tuple[Piece, ...]


LEAST = 0.9
"""The probability from which somebody is named: a wrong name is as bad as nine interviewees left unnamed."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A conditional logistic model of "this one of the article's people is asked", by tests/benchmarks/speakers.py.

    `bias` is against nobody, whose score is 0.
    """

    bias: float
    evidence: Mapping[str, float]

    def probabilities(self, evidences: Sequence[Mapping[str, float]]) -> list[float]:
        """Returns for each person, of whom the evidence speaks, the probability to be the one; the rest is nobody's."""
        scores = [self.bias + sum(self.evidence.get(k, 0.0) * v for k, v in one.items()) for one in evidences]
        most = max(scores, default=0.0)
        powers = [math.exp(score - most) for score in scores]
        return [power / (sum(powers) + math.exp(-most)) for power in powers]


@cache
def fitted_weights() -> Weights:
    """Returns the weights that ship with the program."""
    return Weights(**json.loads(files("qa.parse").joinpath("cast.json").read_text("utf-8")))


def read_cast(text: str, title: str, pieces: Sequence[Piece]) -> Cast:
    """Reads who speaks in each of `pieces`, by labels and by what the article tells; nobody where that is not plain."""
    stretches = stretches_of(text, title, pieces)
    candidates = candidates_of(stretches)
    likely = _likely(stretches, candidates)
    if boxed := _opinions(pieces):
        candidates = candidates_of([*stretches, *boxed])
    known = any(one.name == likely for one in candidates)
    spoken = _Voices(text, candidates, likely if known else None).read(pieces)
    return Cast(_people(text, spoken, candidates), tuple(spoken))


def _opinions(pieces: Sequence[Piece]) -> list[Stretch]:
    labels = [piece.unit.label for piece in pieces if piece.opines and piece.unit.voice is Voice.PERSON]
    return [Stretch(Place.LABEL, label) for label in labels if label]


def _likely(stretches: Sequence[Stretch], candidates: Sequence[Candidate]) -> str | None:
    """The one who is asked, if that is plain; labels aside."""
    chances = fitted_weights().probabilities(evidence_of(stretches, candidates))
    chance, likely = max(zip(chances, candidates, strict=True), key=lambda pair: pair[0], default=(0.0, None))
    return likely.name if likely and chance >= LEAST and not told_of(likely, stretches) else None


# --- whom a label means ---

_TITLES = re.compile(rf"^(?:{TITLE}(?![\w])[\s.,\-–]*)+")
_INITIALS = re.compile(rf"(?:[{UPPER}]\.?\s?){{2,5}}")
_CALLED = re.compile(r"\b(?:ong|ba|anh|chi|co|chu|bac|thay|cu|ngai|dong chi|nguyen)\b\s*")


def whom(label: str, candidates: Sequence[Candidate]) -> tuple[str, ...]:
    """Returns the names of those for whom `label` may stand: by its own name, what it shortens, initials, or a post."""
    words = " ".join(label.split())
    own = name_of_label(words)
    head = re.split(r"\s*(?:,|\(|\s[-–]\s)", words)[0]
    short = fold(own or _TITLES.sub("", head)).strip(" .")
    if short:
        same = [one.name for one in candidates if fold(one.name) == short]
        ends = [one.name for one in candidates if fold(one.name).endswith(" " + short)]
        begins = [one.name for one in candidates if short.endswith(" " + fold(one.name))]
        if found := same[:1] or ends or begins[:1]:
            return tuple(found)
    if _INITIALS.fullmatch(words):
        letters = re.sub(r"[^\w]", "", words)
        return tuple(one.name for one in candidates if _initials(one.name) == letters)
    labelled = [one.name for one in candidates if _label_of(one, words)]
    return tuple(labelled) or _by_post(words, candidates)


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split())


def _label_of(one: Candidate, label: str) -> bool:
    return any(named.place is Place.LABEL and named.mention.name in label for named in one.seen)


def _by_post(label: str, candidates: Sequence[Candidate]) -> tuple[str, ...]:
    """Those with whose names the post is printed that `label` is."""
    post = _CALLED.sub("", fold(label)).strip(" .")
    if not post:
        return ()
    pattern = re.compile(rf"(?<!\w){re.escape(post)}(?!\w)")
    return tuple(one.name for one in candidates if pattern.search(fold(one.titles)))


# --- who speaks ---


class _Voices:
    """Speakers, piece by piece."""

    def __init__(self, text: str, candidates: Sequence[Candidate], likely: str | None) -> None:
        self._text = text
        self._candidates = candidates
        self._likely = likely
        self._whom: dict[str, tuple[str, ...]] = {}

    def read(self, pieces: Sequence[Piece]) -> list[Piece]:
        """Gives each piece its speaker."""
        named = self._named(pieces)
        usual = self._usual(named)
        cast = [one for one in self._candidates if one.name in named or one.name == usual]
        found: list[Piece] = []
        current, asked, boxed = usual, "", False
        for piece in pieces:
            speaker = None
            if piece.role is Role.QUESTION:
                words = piece.unit.content.of(self._text)
                asked = f"{asked} {words}" if found and found[-1].role is Role.QUESTION else words
                current, speaker = usual or self._spoken_to(asked, cast), REPORTER
            elif piece.unit.voice is Voice.PERSON and piece.role in (Role.ANSWER, Role.HEADING):
                labelled = self._labelled(piece.unit.label or "", asked, usual)
                speaker = labelled if piece.role is Role.ANSWER else None
                # Where the article tells of another than its labels, what goes on without one may be either's.
                current, boxed = labelled if usual or self._likely in (None, *named) else None, piece.opines
            elif piece.role is Role.ANSWER:
                after_box = boxed and not piece.opines
                current = speaker = usual if after_box or piece.doubt is Doubt.AFTER_OPINION else current
                boxed = boxed and piece.opines
            elif piece.role is Role.BYLINE:
                current = usual
            found.append(replace(piece, speaker=speaker))
        return found

    def _named(self, pieces: Sequence[Piece]) -> list[str]:
        """Those whom the labels of answers name without any doubt."""
        speaking = (p for p in pieces if p.role is Role.ANSWER and p.unit.voice is Voice.PERSON and not p.opines)
        meant = [self._of(piece.unit.label or "") for piece in speaking]
        return list(dict.fromkeys(names[0] for names in meant if len(names) == 1))

    def _usual(self, named: Sequence[str]) -> str | None:
        """Who gives the answers without a label: the one who has labels, if the article does not tell of another."""
        speakers = {*named, self._likely} - {None}
        return next(iter(speakers)) if len(speakers) == 1 else None

    def _of(self, label: str) -> tuple[str, ...]:
        if label not in self._whom:
            self._whom[label] = whom(label, self._candidates)
        return self._whom[label]

    def _labelled(self, label: str, asked: str, usual: str | None) -> str | None:
        """Who stands behind a label: where several may, the one who was just spoken to, else nobody."""
        names = self._of(label)
        if len(names) == 1:
            return names[0]
        if not names:
            return usual
        return self._spoken_to(asked, [one for one in self._candidates if one.name in names])

    def _spoken_to(self, asked: str, among: Sequence[Candidate]) -> str | None:
        """The only one of `among` whom a question names."""
        named = [one.name for one in among if one.name in asked]
        if not named:
            named = [one.name for one in among if _is_called(one.given, asked)]
        return named[0] if len(named) == 1 else None


_TITLE_AT_END = re.compile(rf"{TITLE}\s+$")
_NAME_ENDS = re.compile(rf"(?!\w|\s+[{UPPER}][{LOWER}])")


def _is_called(given: str, words: str) -> bool:
    """Tells whether somebody is called by a title and a given name alone: "ông Lam"."""
    places = occurrences(given, words)
    return any(_NAME_ENDS.match(words, at.end) and _TITLE_AT_END.search(words, 0, at.start) for at in places)


# --- the people ---


def _people(text: str, pieces: Sequence[Piece], candidates: Sequence[Candidate]) -> tuple[Person, ...]:
    """Those who speak, in the order of their first words, with their posts and labels."""
    labels: dict[str, dict[str, None]] = {}
    for piece in pieces:
        if piece.role is Role.ANSWER and piece.speaker:
            own = labels.setdefault(piece.speaker, {})
            if piece.unit.label and piece.unit.voice is Voice.PERSON:
                own[piece.unit.label] = None
    by_name = {one.name: one for one in candidates}
    return tuple(Person(name, _position(text, by_name[name], tuple(own)), tuple(own)) for name, own in labels.items())


def _position(text: str, one: Candidate, labels: Sequence[str]) -> str | None:
    """The fullest post printed with the name, else the calling ("nhà sử học")."""
    posts = [named.mention.position for named in one.seen]
    for label in labels:
        posts += [m.position for m in mentions(label, [Span(0, len(label))]) if m.name == one.name]
    if told := [post for post in posts if post]:
        return _with_body(max(told, key=len), text)
    callings = Counter(match["calling"] for named in one.seen if (match := _CALLING.search(named.before)))
    return callings.most_common(1)[0][0] if callings else None


_CALLING = re.compile(
    rf"(?<!\w)(?P<calling>(?:[Nn]hà\s+(?!ở|của|ông|bà|anh|chị)[{LOWER}]+|[Nn]ghệ\s+(?:sĩ|sỹ|nhân)|[Cc]huyên\s+gia|[Ll]uật\s+sư|[Bb]ác\s+s[ĩỹ]|[Hh]oa\s+hậu|[Dd]iễn\s+viên|"
    rf"[Cc]a\s+s[ĩỹ]|[Nn]hạc\s+s[ĩỹ]|[Đđ]ạo\s+diễn|[Cc]ầu\s+thủ|[Hh]uấn\s+luyện\s+viên|HLV|VĐV|NSND|NSƯT)(?:\s+[{LOWER}]+){{0,3}})\s+$"
)


_OFFICE = re.compile(rf"(?:hoa|hòng|rung\s+tâm|iện|ục|ụ|an|ộ\s+môn)\s+[{UPPER}][^,()]*$")
_BODY = re.compile(
    r"\s*\(((?:Học\s+viện|Đại\s+học|ĐH|Trường|Bộ|Tổng\s+cục|Viện|Sở|Ngân\s+hàng|Tập\s+đoàn)\s[^()]{2,60})\)"
)


def _with_body(post: str, text: str) -> str:
    """`post` with the body that its office belongs to, where the article prints that in brackets elsewhere."""
    office = _OFFICE.search(post)
    places = occurrences(office.group(), text) if office else ()
    body = next(filter(None, (_BODY.match(text, place.end) for place in places)), None)
    return f"{post} ({body[1]})" if body else post
