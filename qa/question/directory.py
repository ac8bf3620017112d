"""Who speaks in an archive, under which posts, and in which papers: for finding them in a question.

"Bí thư Hà Tĩnh" names the person whose printed post is "Bí thư Tỉnh ủy Hà Tĩnh"; "ông Dũng" names the speakers who are
called so, as long as they are few.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from qa.names.bodies import starts_with_kind
from qa.names.labels import CALLINGS, DEGREES, POSTS, PRONOUNS, RANKS
from qa.remembered import remembered
from qa.text import Span, canonical_tones, fold, has_accents, nfc

FEW = 3
"""A name or post that more speakers share says nothing of one of them."""

LONGEST_NAME = 6
"""Syllables of the longest name or post that is looked for."""

_LONGEST_HEAD = 4
"""Syllables of the longest post by itself: "pho tong giam doc"."""

_WORD = re.compile(r"[^\W_]+(?:[&.][^\W_]+)*")
_CLAUSE = re.compile(r"\s*(?:[,;()]|\s[-–]\s|\bkiêm\b)\s*")
_BEFORE_POST = re.compile(r"^(?:nguyên|quyền|cựu)\s+", re.IGNORECASE)
_NO_HEADS = "truong|chu|vien|quan ly|thanh vien|dai dien|phu trach|trung tam|bi thu tinh uy|bi thu thanh uy"
"""Posts that stand for nobody by themselves, or hold the body that they head."""
_HEADS = frozenset(fold(post) for post in f"{POSTS}|{RANKS}".split("|")) - frozenset(_NO_HEADS.split("|"))
_GENERIC = tuple(
    tuple(words.split())
    for words in (  # noqa: SIM905
        "uy ban nhan dan|tinh uy|thanh uy|huyen uy|quan uy|thi uy|dang uy|thanh pho|tong cuc|ubnd|tinh|tp|bo|so|cuc|vu"
        "|huyen|quan|cua|nuoc|ban"
    ).split("|")
)
"""Words that say only what kind of body is named after them."""

_TITLES = frozenset(fold(word) for word in f"{PRONOUNS}|{DEGREES}|{RANKS}|{POSTS}|{CALLINGS}".split("|"))

Syllables = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """Whom the words of a question at `span` name: speakers as the archive prints them, in order."""

    span: Span
    speakers: tuple[str, ...]


class Directory:
    """The speakers of an archive with the posts printed for them, and its papers; made anew when it changes."""

    def __init__(self, posts: Iterable[tuple[str, str | None]], outlets: Iterable[str] = ()) -> None:
        self._names: dict[Syllables, set[str]] = defaultdict(set)
        self._ends: dict[Syllables, set[str]] = defaultdict(set)
        self._posts: dict[Syllables, dict[Syllables, set[str]]] = defaultdict(lambda: defaultdict(set))
        for name, position in set(posts):
            self._add(name, position)
        self._outlets = {_outlet_words(outlet): outlet for outlet in sorted(outlets)}

    def _add(self, name: str, position: str | None) -> None:
        words = _folded(name)
        if len(words) > 1:
            self._names[words].add(name)
            for length in (1, 2):
                if length < len(words):
                    self._ends[words[-length:]].add(name)
        for head, content in _posts_in(position or ""):
            self._posts[head][content].add(name)

    def speakers_in(self, question: str) -> tuple[Named, ...]:
        """Finds the speakers that a question names, by full name, by title and last name, or by post; in its order."""
        words = [(match.group(), match.span()) for match in _WORD.finditer(nfc(question))]
        folded = [fold(word) for word, _ in words]
        found: list[Named] = []
        at = 0
        while at < len(words):
            length, speakers = self._at(question, [w for w, _ in words], folded, at)
            if length:
                found.append(Named(Span(words[at][1][0], words[at + length - 1][1][1]), tuple(sorted(speakers))))
            at += length or 1
        return tuple(found)

    def _at(self, question: str, words: list[str], folded: list[str], at: int) -> tuple[int, set[str]]:
        """How many words from `at` name someone, and whom; 0 for none."""
        for length in range(min(LONGEST_NAME, len(words) - at), 1, -1):
            named = self._names.get(tuple(folded[at : at + length]), set())
            if speakers := _as_written(" ".join(words[at : at + length]), named):
                return length, speakers
        title = _longest(_TITLES, folded, at)
        if title and not starts_with_kind(" ".join(folded[at + title :])):  # "Giám đốc Công ty …" is no Mr Công
            for length in (2, 1):
                called = " ".join(words[at + title : at + title + length])
                after = words[at + title + length : at + title + length + 1]
                if len(called.split()) == length and called[0].isupper() and not (after and after[0][0].isupper()):
                    speakers = _as_written(called, self._ends.get(_folded(called), set()))
                    if 0 < len(speakers) <= FEW:
                        return title + length, speakers
        head = _longest(_HEADS, folded, at)
        return self._by_post(folded, at, head) if head else (0, set())

    def _by_post(self, folded: list[str], at: int, head: int) -> tuple[int, set[str]]:
        posts = self._posts.get(tuple(folded[at : at + head]))
        if not posts:
            return 0, set()
        skipped = _generic(folded, at + head)
        for length in range(min(LONGEST_NAME, len(folded) - at - head - skipped), 0, -1):
            start = at + head + skipped
            content = _content(tuple(folded[start : start + length]))
            speakers = posts.get(content, set())
            if not speakers and length > 1:
                longer = (named for other, named in posts.items() if other[: len(content)] == content)
                speakers = set().union(*islice(longer, FEW + 1))
            if 0 < len(speakers) <= FEW:
                return head + skipped + length, speakers
        return 0, set()

    def outlet_in(self, question: str) -> tuple[Span, str] | None:
        """Finds the paper that a question names after "trên", "báo" and the like, and where."""
        for match in _ON_PAPER.finditer(nfc(question)):
            rest = _outlet_words(question[match.end() :])
            for length in range(min(LONGEST_NAME, len(rest)), 0, -1):
                outlet = self._outlets.get(rest[:length])
                if outlet:
                    return Span(match.start(), _end_of(question, match.end(), length)), outlet
        return None


_PAPER = r"(?:(?:báo|bao|tạp chí|tap chi|đài|dai)\s+|(?=(?:nhật|nhat|thời|thoi|tuần|tuan)\s+(?:báo|bao)\b))"
_ON_PAPER = re.compile(
    rf"\b(?:(?:(?:trên|tren|với|voi|của|cua)\s+(?:tờ\s+|to\s+)?|^){_PAPER}|(?:trên|tren|phỏng vấn)\s+)", re.IGNORECASE
)


def _outlet_words(outlet: str) -> Syllables:
    words = tuple(re.findall(r"[^\W_]+", fold(nfc(outlet))))
    if words[:2] == ("tap", "chi"):
        return words[2:]
    return words[1:] if words[:1] in (("bao",), ("dai",)) and len(words) > 1 else words


def _end_of(text: str, start: int, count: int) -> int:
    found = list(islice(re.finditer(r"[^\W_]+", text[start:]), count + 2))
    skip = len(found) - len(_outlet_words(" ".join(m.group() for m in found)))
    return start + found[min(count + skip, len(found)) - 1].end()


def _folded(text: str) -> Syllables:
    return tuple(_WORD.findall(fold(nfc(text)).replace("uỷ", "uy")))


def _as_written(words: str, names: Iterable[str]) -> set[str]:
    """Those of the names that the words can stand for: accents count where both sides have them."""
    if not has_accents(words):
        return set(names)
    said = canonical_tones(nfc(words).lower())
    return {n for n in names if not has_accents(n) or canonical_tones(nfc(n).lower()).endswith(said)}


def _longest(known: frozenset[str], folded: Sequence[str], at: int) -> int:
    most = min(_LONGEST_HEAD, len(folded) - at)
    return next((n for n in range(most, 0, -1) if " ".join(folded[at : at + n]) in known), 0)


@remembered(1 << 14)
def _posts_in(position: str) -> tuple[tuple[Syllables, Syllables], ...]:
    """The posts that a printed one is made of, each as its head and what that is of; kept: many hold the same."""
    clauses = (_post(_folded(_BEFORE_POST.sub("", clause.strip()))) for clause in _CLAUSE.split(position))
    return tuple((head, content) for head, content in clauses if head and content)


def _post(words: Syllables) -> tuple[Syllables, Syllables]:
    """A printed post as its head and what it is the head of: ("bi", "thu"), ("ha", "tinh")."""
    head = _longest(_HEADS, words, 0)
    return words[:head], _content(words[head + _generic(words, head) :])


def _generic(words: Sequence[str], at: int) -> int:
    """How many words from `at` say only what kind of body follows."""
    start = at
    while at < len(words):
        step = next((len(g) for g in _GENERIC if tuple(words[at : at + len(g)]) == g), 0)
        if not step or at + step >= len(words):
            break
        at += step
    return at - start


def _content(words: Syllables) -> Syllables:
    """A body's name without "tỉnh" or "thành phố" inside; in "Hà Tĩnh" the syllable belongs to the name."""
    kept: list[str] = []
    at = 0
    while at < len(words):
        if words[at : at + 2] == ("thanh", "pho"):
            at += 2
        elif words[at] in ("tinh", "tp") and kept and kept[-1] != "ha" and at + 1 < len(words):
            at += 1
        else:
            kept.append(words[at])
            at += 1
    return tuple(kept)
