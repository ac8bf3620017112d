"""What a question names: people, places, bodies and years that an archive must know to answer it.

Only a full name, two or more words with capitals, and a year can be asked for in vain. An acronym may stand for words
that are printed in full, a single word with a capital may be half of a common one, and where words of asking have
capitals too ("NÓI GÌ VỀ", "Nói Gì Về") capitals say nothing at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from qa.names.people import full_names
from qa.text import Span, fold, nfc, tokens
from qa.vietnamese import SYLLABLE

Knows = Callable[[Sequence[str]], bool]
"""Whether the archive holds these folded syllables, in this order."""

BONDED = 10.0
"""How many times oftener than by chance two syllables stand side by side where they are one word: common words have
12 ("nội vụ") to 1,300, words that merely met 0 to 9 (read off the counts of news)."""


_PARTED = 3
"""Words of the shortest run that may be a name with a common word beside it, or two names."""


class Bonds(Protocol):
    """How words hold together in Vietnamese."""

    def bond(self, first: str, second: str) -> float:
        """Tells how many times oftener than by chance two written syllables stand side by side."""


_WORD = re.compile(r"\w[\w&]*")
_YEAR = re.compile(r"(?<![\d./-])(?:19|20)\d\d(?![\d.%])")

# Words with a capital that name nobody and no place: titles, offices, and what opens a question.
_TITLES = frozenset(
    """ong ba anh chi co chu bac thay ngai gs pgs ts ths tskh bs ls kts hlv giao su tien si sy thac luat bac bo truong
    thu chu tich bi thu pho giam doc cuc vu vien tong dai bieu quoc hoi uy ban nha bao thu tuong theo vi tai sao the
    khi trong tu neu con va nhung voi ve tren duoi hien cac mot hai ba nam thang ngay dip tet cho bao ai dau gi hay
    xin thua nguyen cuu tp dn""".split()  # noqa: SIM905
)
# Words that only ask: where they have capitals inside a question, so has everything.
_ASKING = frozenset(
    """nói gì về có không là của cho được với như thế nào vì sao bao nhiêu khi ra theo những các và hay hoặc bị
    thì""".split()  # noqa: SIM905
)


def shouts(question: str) -> bool:
    """Tells whether a question is typed in capitals or Title Case, so that its capitals tell no names."""
    words = [match.group() for match in _WORD.finditer(nfc(question))][1:]
    asking = [word[0].isupper() for word in words if word.lower() in _ASKING]
    return sum(asking) * 2 > len(asking)


def names_in(question: str) -> tuple[str, ...]:
    """Lists the people, places and bodies that a question writes with capitals, and its years, in order.

    A question in small letters, or all in capitals, names only years: nothing tells "hòa bình" the peace from "Hòa
    Bình" the place.
    """
    question = nfc(question)
    found = [(year.start(), year.group()) for year in _YEAR.finditer(question)]
    if not shouts(question):
        people = _people(question)
        found += [(span.start, span.of(question)) for span in (*people, *_runs(question, people))]
    return tuple(dict.fromkeys(name for _, name in sorted(found)))


def _people(question: str) -> list[Span]:
    # "Theo" has the capital of its place, and would be taken for a name's beginning.
    return full_names(re.sub(r"^Theo\b", "theo", question))


def _runs(question: str, people: Sequence[Span]) -> Iterator[Span]:
    """Runs of capitalised words outside the people's names; an acronym ("VCCI") is a name of its own."""
    run: list[Span] = []
    for match in _WORD.finditer(question):
        word, span = match.group(), Span(match.start(), match.end())
        named = word[0].isupper() and not any(person.overlaps(span) for person in people)
        acronym = named and len(word) > 1 and word.isupper()
        joined = bool(run) and question[run[-1].end : span.start] == " "
        if run and (not named or acronym or not joined):
            yield from _name(question, run)
            run = []
        if acronym:
            yield from _name(question, [span])
        elif named:
            run.append(span)
    yield from _name(question, run)


def _name(question: str, run: list[Span]) -> Iterator[Span]:
    while run and fold(run[0].of(question)) in _TITLES:
        run = run[1:]
    if not run or (len(run) == 1 and _is_common(run[0].of(question))):
        return
    yield Span(run[0].start, run[-1].end)


def _is_common(word: str) -> bool:
    """Whether one capitalised word may be half of a common one: "Chính" of "Chính phủ", "Du" of "Du lịch"."""
    acronym = len(word) > 1 and word.isupper()
    return not acronym and (len(word) == 1 or bool(SYLLABLE.fullmatch(fold(word))))


def unknown_names(question: str, knows: Knows, language: Bonds) -> tuple[str, ...]:
    """Lists the names of a question that the archive nowhere holds, as typed."""
    question = nfc(question)
    people = {span.of(question) for span in _people(question)}
    return tuple(
        name
        for name in names_in(question)
        if _can_lack(question, name, name in people, language) and not _known(name, knows, whole=name in people)
    )


def _can_lack(question: str, name: str, person: bool, language: Bonds) -> bool:
    """Whether an archive without a name can't answer: a person, a year, or words that are a name for sure."""
    words = name.split()
    if person or _YEAR.fullmatch(name):
        return True
    if len(words) < 2:
        return False
    after = re.match(r" ([^\W\d_]+)", question[question.index(name) + len(name) :])
    # "Luật Đất đai", "Sở Y tế": the last capital begins a common word, and the name is one of common words.
    return not (after and after[1].islower() and language.bond(words[-1], after[1]) >= BONDED)


def _known(name: str, knows: Knows, whole: bool) -> bool:
    words = fold(" ".join(tokens(name))).split()
    if not words or knows(words):
        return True
    if whole or len(words) < _PARTED:
        return False
    # The first or the last word of a run may belong to a common noun beside it ("Sông Lam", "Cục Hải quan"),
    # and two names may stand side by side.
    trimmed = (words[1:], words[:-1], words[1:-1])
    parts = ((words[:cut], words[cut:]) for cut in range(2, len(words) - 1))
    return any(len(rest) > 1 and knows(rest) for rest in trimmed) or any(knows(a) and knows(b) for a, b in parts)
