"""Where a page's article is, and its words as a browser would show them.

trafilatura finds the place. Its own text is not used: it drops or merges short answers, repeated paragraphs,
captions and tables. The whole of the place is rendered here instead, together with anything outside of it
that trafilatura took for the article; only menus, share bars and boxes of links to other pages are left out.
"""

from __future__ import annotations

import copy
import logging
import re
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from qa.article.account import LeftOut, Why, gathered
from qa.article.lines import joined, normalised
from qa.article.render import Line, render
from qa.interview import Mark, MarkKind
from qa.text import fold

# How many following words make two passages the same: rare enough in another text, robust to a changed comma.
_RUN = 5
_DEEPEST = 400
"""Elements within each other from which on a page is refused: readers of HTML recurse."""
# The least part of a page's words outside of links that can be its article.
_TRUSTED = 0.1
_ENOUGH, _WIDER, _WIDER_NAMED = 0.95, 1.2, 2
"""The share of what trafilatura took that the article's box holds; how much more a box around it may hold."""

_LINKS, _LINKS_ONLY, _SAME = 0.5, 0.9, 0.6
"""Shares of letters in links that make a box one of links; of words that make a line one that was extracted."""

_MOST_MARKED = 0.5
"""The share of an article's letters above which boxes of a kind are the article, whatever they call themselves."""

_SMALL_KINDS = (MarkKind.HEADING, MarkKind.LIST)
_CHROME = re.compile(
    r"relat|lien-?quan|share|chia-?se|social|breadcrumb|\btags?\b|topic|comment|binh-?luan|banner|advert|quang-?cao|"
    r"\bads?\b|newsletter|subscribe|most|recommend|suggest|xem-?them|read-?more|toolbar|menu|navbar|pagination|"
    r"list-?news|tin-|box-?tin|zone|widget|follow|copyright"
)
_COMMENTS = re.compile(r"comment|binh-?luan|y-?kien-?ban-?doc")
_FRAME_TAGS = ("footer", "nav", "aside", "header")
_LIST_TAGS = ("ul", "ol", "div", "section", "article", "aside", "table", "td")


def key(text: str) -> str:
    """Returns `text` reduced to its words without accents, to compare what is printed in two places."""
    return " ".join(re.findall(r"\w+", fold(text)))


class Body(NamedTuple):
    """A page's article: its words in paragraphs, its marks, and what of the page is no part of it."""

    text: str
    marks: tuple[Mark, ...]
    left_out: tuple[LeftOut, ...]


def body_text(tree: Any, titles: Iterable[str]) -> Body:
    """Returns the page's article from its headline (one of `titles`) to its end."""
    page = _Page(tree, {key(title) for title in titles})
    chosen, left_out = page.article()
    gaps = ("\n" * line.gap if number else "" for number, line in enumerate(chosen))
    text, marks, starts = joined([(gap, line.printed) for gap, line in zip(gaps, chosen, strict=True)])
    return Body(*normalised(text, (*marks, *page.regions(chosen, starts))), gathered((*page.unseen, *left_out)))


@dataclass(frozen=True, slots=True)
class _Sum:
    """What the lines in a box come to, in letters; `lines` counts them and `first` is the first of them."""

    first: int = sys.maxsize
    lines: int = 0
    letters: int = 0
    linked: int = 0
    taken: int = 0

    def __add__(self, other: _Sum) -> _Sum:
        return _Sum(
            min(self.first, other.first),
            self.lines + other.lines,
            self.letters + other.letters,
            self.linked + other.linked,
            self.taken + other.taken,
        )


class _Page:
    """The lines of a page, and which of them are the article."""

    def __init__(self, tree: Any, titles: set[str]) -> None:
        runs = _extracted_runs(tree)
        self.boxes, self.lines, self.unseen = render(tree)
        self.keys = [key(line.text) for line in self.lines]
        self.is_title = [bool(words) and words in titles for words in self.keys]
        self.taken = [
            not title and line.linked < len(line.text) / 2 and _shares(words, runs)
            for line, words, title in zip(self.lines, self.keys, self.is_title, strict=True)
        ]
        self.sums = self._sums([True] * len(self.lines))
        if self.sums[0].taken < _TRUSTED * (self.sums[0].letters - self.sums[0].linked):
            # A teaser or a footer was taken for the article: better the whole page than the wrong part of it.
            self.taken = [False] * len(self.lines)
            self.sums = self._sums([True] * len(self.lines))

    def article(self) -> tuple[list[Line], list[LeftOut]]:
        """Parts the page's lines into the article's, in their order, and the others with why they are none."""
        place = self._place()
        chrome = self._chrome(place)
        place = self._widened(place, chrome)
        inside = [self._is_in(line.box, place) for line in self.lines]
        start = self._headline(inside)
        first = inside.index(True) if True in inside else 0
        known = {words for words, within in zip(self.keys, inside, strict=True) if within}
        chosen, left_out = [], []
        for number, line in enumerate(self.lines):
            why = chrome[line.box]
            stray = self.taken[number] and self.keys[number] not in known
            # Section names and menus above the headline go; date, lead and byline below it stay.
            below = start is not None and start <= number < first
            printed = below or (inside[number] and (start is None or start <= number))
            if why is None and (stray or printed):
                chosen.append(line)
            else:
                left_out.append(LeftOut(why or (Why.ABOVE if inside[number] else Why.OUTSIDE), line.text))
        return chosen, left_out

    def regions(self, chosen: Sequence[Line], starts: Sequence[int]) -> Iterator[Mark]:
        """Returns what boxes say of the `chosen` lines, which begin at `starts`.

        A kind of box that most of the article stands in is the site's way of setting it, and says nothing.
        """
        spans: dict[int, tuple[int, int]] = {}
        letters: Counter[MarkKind] = Counter()
        kinds: list[frozenset[MarkKind]] = []
        for box in self.boxes:
            around = kinds[box.parent] if box.parent >= 0 else frozenset()
            kinds.append(around | {box.kind} if box.kind else around)
        for line, start in zip(chosen, starts, strict=True):
            if not kinds[line.box]:
                continue
            for number in self._around(line.box):
                first, last = spans.get(number, (start, 0))
                spans[number] = (first, max(last, start + len(line.text)))
            for kind in kinds[line.box]:
                letters[kind] += len(line.text)
        most = _MOST_MARKED * sum(len(line.text) for line in chosen)
        for number, (start, end) in spans.items():
            own = self.boxes[number].kind
            if own is not None and (own in _SMALL_KINDS or letters[own] <= most):
                yield Mark(start, end, own, self.boxes[number].who)

    def _sums(self, counted: list[bool]) -> list[_Sum]:
        sums = [_Sum() for _ in self.boxes]
        for number, line in enumerate(self.lines):
            if counted[number]:
                letters = len(line.text)
                taken = letters if self.taken[number] else 0
                sums[line.box] += _Sum(number, 1, letters, min(line.linked, letters), taken)
        for number in range(len(sums) - 1, 0, -1):  # a box stands after the box around it
            sums[self.boxes[number].parent] += sums[number]
        return sums

    def _is_in(self, box: int, outer: int) -> bool:
        return outer <= box < self.boxes[outer].end

    def _around(self, box: int) -> list[int]:
        """`box` and the boxes around it, outwards."""
        found = []
        while box >= 0:
            found.append(box)
            box = self.boxes[box].parent
        return found

    def _place(self) -> int:
        """The innermost box with nearly all that trafilatura took, or the one marked as the article's."""
        inner: dict[int, list[int]] = {}
        for number, box in enumerate(self.boxes):
            inner.setdefault(box.parent, []).append(number)
        place, enough = 0, _ENOUGH * self.sums[0].taken
        while enough and (heaviest := next((b for b in inner.get(place, []) if self.sums[b].taken >= enough), None)):
            place = heaviest
        if bodies := [n for n, box in enumerate(self.boxes) if box.is_body and self.sums[n].letters]:
            body = max(bodies, key=lambda number: self.sums[number].letters)
            place = place if self._is_in(body, place) and enough else body
        return place

    def _chrome(self, place: int) -> list[Why | None]:
        """For each box, what it is (or lies in) of a menu, a share bar, a list of other articles, comments."""
        keep = set(self._around(place))
        words = [number for number, taken in enumerate(self.taken) if taken] or [sys.maxsize]
        chrome: list[Why | None] = [None] * len(self.boxes)
        for number, box in enumerate(self.boxes):
            chrome[number] = chrome[box.parent] if box.parent >= 0 else None
            if chrome[number] is None and number not in keep:
                chrome[number] = self._chrome_of(number, self._is_in(number, place), words)
        return chrome

    def _chrome_of(self, number: int, inside: bool, words: list[int]) -> Why | None:
        """Between the `words` of the article only a box of links that calls itself one goes."""
        box, total, page = self.boxes[number], self.sums[number], self.sums[0]
        most_of_page = 2 * (total.letters - total.linked) > page.letters - page.linked
        if not total.lines or most_of_page:
            return None
        if _COMMENTS.search(box.label) and total.taken == self._taken_from(total.first, words):
            return Why.COMMENTS  # nothing but it follows
        if total.taken:
            return None
        if box.tag == "nav" or (box.tag in _FRAME_TAGS and not inside):
            return Why.MENU
        if total.linked >= _LINKS * total.letters and _CHROME.search(box.label):
            return Why.LINKS
        links_only = total.lines >= 2 and total.linked >= _LINKS_ONLY * total.letters
        return Why.LINKS if links_only and box.tag in _LIST_TAGS and not words[0] < total.first < words[-1] else None

    def _taken_from(self, first: int, words: list[int]) -> int:
        """The letters of the taken lines (`words`) from line `first` on."""
        return sum(
            len(self.lines[number].text) for number in words[bisect_left(words, first) :] if number < sys.maxsize
        )

    def _widened(self, place: int, chrome: Sequence[Why | None]) -> int:
        """`place`, or a box around it that adds little: bylines often stand beside the body."""
        kept = self._sums([chrome[line.box] is None for line in self.lines])
        letters = kept[place].letters
        if self.boxes[place].tag == "body" or not letters:
            return place
        widest = place
        for box in self._around(place):
            named = self.boxes[box].tag == "article" or self.boxes[box].is_body
            if self.boxes[box].tag in ("body", "html"):
                break
            if kept[box].letters <= (_WIDER_NAMED if named else _WIDER) * letters:
                widest = box
        return widest

    def _headline(self, inside: list[bool]) -> int | None:
        """The line that prints the headline: the last above the article's words, in <h1> if one is."""
        words = next((n for n, taken in enumerate(self.taken) if taken and inside[n]), None)
        above = [n for n, title in enumerate(self.is_title) if title and (words is None or n < words)]
        in_heading = [n for n in above if self.boxes[self.lines[n].box].tag == "h1"]
        # Where nothing tells the article's words, the first keeps more of the page.
        return (min if words is None else max)(in_heading or above, default=None)


def _extracted_runs(tree: Any) -> set[tuple[str, ...]]:
    """The runs of words in what trafilatura takes for the article; empty if it finds none."""
    from trafilatura import bare_extraction

    # Its remarks are not for the user's screen.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    if len(tree.xpath(f"//*[count(ancestor::*) > {_DEEPEST}][1]")):
        return set()  # a tree so deep is no newspaper's, and trafilatura recurses
    try:
        found = bare_extraction(
            copy.deepcopy(tree), fast=True, include_comments=False, include_tables=True, with_metadata=False
        )
    except Exception:  # whatever a strange page breaks in it, the page still renders
        return set()
    body = getattr(found, "body", None)
    return _runs(key(" ".join(body.itertext()))) if body is not None else set()


def _runs(words: str) -> set[tuple[str, ...]]:
    parts = words.split()
    return {tuple(parts[n : n + _RUN]) for n in range(len(parts) - _RUN + 1)}


def _shares(words: str, extracted: set[tuple[str, ...]]) -> bool:
    """Whether a line of enough words is, for the greater part, in what was extracted."""
    runs = _runs(words)
    return len(runs & extracted) > _SAME * len(runs) if runs else False
