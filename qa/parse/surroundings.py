"""What an article shows of the place of each segment, and of the label, sign and type that it opens with.

Labels are induced: what recurs at the head of lines and takes turns with another is a label whatever its words are.
What a sign or a type stands for is told by the lines that carry it: whether they ask, address, or say "tôi".
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate

from qa.names.labels import ADDRESS, ADDRESS_FIRST, is_credit, own_voice
from qa.parse.ending import CLOSERS, Ending
from qa.parse.lines import inside_quotations, line_bounds
from qa.parse.nearest import after, latest, nearest, step
from qa.parse.segment import Segment, Sign
from qa.parse.telling import tells
from qa.text import fold

# How places are counted, set by hand: the chain's weights are fitted to these observations.
_DISTANCES = (0, 1, 2, 3, 5, 8, 12, 20)
_QUESTIONS_AWAY = (0, 1, 2, 3, 5, 8, 14)
_LINE_SIZES = (1, 2, 4, 8, 16)
_LINE_CHARS = (40, 80, 130, 200, 300, 450, 700)
_COUNTS = (1, 2, 4, 8, 16)
_BEHIND = (0, 1, 2, 4, 8)
_SHARES = (0.05, 0.35, 0.65, 0.9)
_SIGHT = 40
_FEW_LINES, _IN_LINE, _LABELS = 3, 3, 4
"""Lines, places in a line and labels from which on more of them are counted as so many."""
_LAST_LABEL = 6
"""How many segments are counted to a last label."""


def ends_asking(words: str) -> bool:
    """Tells whether the words end with a question mark, closing marks aside."""
    return words.rstrip(CLOSERS + ".").endswith("?")


class Surroundings:
    """The segments of one article in their places, and what its labels and signs show."""

    def __init__(self, text: str, segments: Sequence[Segment]) -> None:
        self._segments = segments
        contents = [segment.content.of(text) for segment in segments]
        self._asks = [ends_asking(words) for words in contents]
        self._owns = [own_voice(words) is not None for words in contents]
        self._opens_to = [ADDRESS_FIRST.match(words) is not None for words in contents]
        self._addresses = [
            first or ADDRESS.search(words) is not None for first, words in zip(self._opens_to, contents, strict=True)
        ]
        self._asked_before, self._asked_after = nearest(self._asks)
        self._quoted = inside_quotations(text, segments)
        self._starts, self._ends = line_bounds(segments)
        chars = [0, *accumulate(map(len, contents))]
        self._line_chars = [
            step(chars[after] - chars[first], _LINE_CHARS)
            for first, after in zip(self._starts, self._ends, strict=True)
        ]
        self._own_lines = {segment.line for segment, own in zip(segments, self._owns, strict=True) if own}
        self._addressing = {segment.line for segment, spoken in zip(segments, self._addresses, strict=True) if spoken}
        self._few_lines = segments[-1].line < _FEW_LINES if segments else True
        self._labels = self._recurring_labels()
        self._signs = [self._sign(n) for n in range(len(segments))]
        self._label_shows = self._shown_by_labels()
        self._sign_shows = self._shown_by_signs()
        self._last_labels = latest([bool(label) for label in self._labels])
        self._next_labels = after([bool(label) for label in self._labels])
        self._heads = [self._opens_part(n) for n in range(len(segments))]
        self._part_starts = latest(self._heads)
        self._credited = [is_credit(segment.span.of(text)) for segment in segments]
        self._credits = min(2, sum(self._credited))
        self._asking_look, self._asking_shown = self._look_that_asks()
        self._first_label = next((n for n, label in enumerate(self._labels) if label), None)
        self._tells = [tells(words) for words in contents]
        self._telling = {segment.line for segment, told in zip(segments, self._tells, strict=True) if told}
        self._ending = Ending(contents, [bool(label) for label in self._labels])

    def of(self, n: int) -> Iterator[str]:
        """Yields the observations of the place of segment `n`, of its label and sign, and of the last ones before it."""
        yield from self._place(n)
        yield from self._line(n)
        if self._tells[n]:
            yield "tells"
        if self._addresses[n]:
            yield "address first" if self._opens_to[n] else "address"
        if self._labels[n]:
            shown = self._label_shows[self._labels[n]]
            yield from shown
            yield f"{self._segments[n].voice or 'other'} {shown[0]}"
        elif self._segments[n].label is not None:
            yield "L once"
        if self._signs[n]:
            yield from self._sign_shows[self._signs[n]]
        yield from self._under(n)
        yield f"D {self._part_look(n) == self._asking_look} {self._asking_shown}"
        alone = self._segments[n].opens and self._segments[n].closes
        yield f"D credits {self._credits} own {self._credited[n]} alone {alone}"

    # --- the whole ---

    def _look_that_asks(self) -> tuple[str, str]:
        """What opens most of the article's questions (a label, a sign, a type), and how plainly it does."""
        parts = [n for n, head in enumerate(self._heads) if head]
        stops = [*parts[1:], len(self._segments)][: len(parts)]
        asking = [n for n, stop in zip(parts, stops, strict=True) if self._asks_at_end(n, stop)]
        looks = Counter(self._part_look(n) for n in asking)
        if not looks:
            return "", "nothing"
        look, count = looks.most_common(1)[0]
        all_of_it = sum(self._part_look(n) == look for n in parts)
        plain = "plain" if look == "plain" else "marked"
        shares = f"cover {step(count / len(asking), _SHARES)} asks {step(count / all_of_it, _SHARES)}"
        return look, f"{plain} {shares} n {step(count, _COUNTS)}"

    def _part_look(self, n: int) -> str:
        """The label, the sign or the type that the segment's part opens with."""
        head = self._part_starts[n]
        if head is None:
            return "before"
        return self._labels[head] or self._signs[head] or "plain"

    # --- places ---

    def _place(self, n: int) -> Iterator[str]:
        count = len(self._segments)
        yield f"from top {step(n, _DISTANCES)}"
        yield f"from end {step(count - 1 - n, _DISTANCES)}"
        yield f"tenth {10 * n // count}"
        before, after = self._asked_before[n], self._asked_after[n]
        yield "no ? before" if before is None else f"since ? {step(n - before, _QUESTIONS_AWAY)}"
        yield "no ? after" if after is None else f"until ? {step(after - n, _QUESTIONS_AWAY)}"
        if self._quoted[n]:
            yield "inside quotation"
            if not self._quoted[n - 1]:
                yield "second of quotation"
        elif n + 1 < count and self._quoted[n + 1]:
            yield "quotation goes on"
        if self._few_lines:
            yield "few lines"
        yield from self._ending.of(n)

    def _line(self, n: int) -> Iterator[str]:
        """What the segment's line shows, and the lines before and after it."""
        segment, first, after = self._segments[n], self._starts[n], self._ends[n]
        if segment.opens:
            yield "opens line"
        if segment.closes:
            yield "closes line"
        if segment.opens and segment.closes:
            yield "line of one"
        yield f"line size {step(after - first, _LINE_SIZES)}"
        yield f"line chars {self._line_chars[n]} of {min(after - first, _IN_LINE)}"
        yield f"in line {min(n - first, _IN_LINE)}"
        if self._asks[after - 1]:
            yield "line asks"
        if segment.line in self._own_lines:
            yield "line I"
        if segment.line in self._addressing:
            yield "line address"
        if segment.line in self._telling:
            yield "line tells"
        if after < len(self._segments):
            yield f"next line asks {self._asks[self._ends[after] - 1]} {self._look(after)}"
            yield f"next line chars {self._line_chars[after]}"
        if first:
            yield f"line above asks {self._asks[first - 1]} {self._look(self._starts[first - 1])}"
            yield f"line above chars {self._line_chars[first - 1]}"

    def _look(self, n: int) -> str:
        return self._segments[n].type.value or self._segments[n].sign.value

    # --- parts: what stands from one label, sign or change of type to the next ---

    def _opens_part(self, n: int) -> bool:
        segment = self._segments[n]
        if self._labels[n] or segment.sign is not Sign.NONE:
            return True
        return bool(n) and segment.opens and segment.type is not self._segments[n - 1].type

    def _asks_at_end(self, start: int, stop: int) -> bool:
        return any(self._asks[max(start, stop - 2) : stop])

    # --- labels and signs ---

    def _recurring_labels(self) -> list[str]:
        """For each segment its label, folded, if that recurs or names a speaker; else an empty string."""
        keys = [fold(segment.label).strip(" *-.") if segment.label else "" for segment in self._segments]
        counts: dict[str, int] = defaultdict(int)
        for key in keys:
            counts[key] += 1
        return [key if key and (counts[key] > 1 or self._segments[n].voice) else "" for n, key in enumerate(keys)]

    def _sign(self, n: int) -> str:
        """The sign and type of a segment that opens a line or has a sign, but no label."""
        segment = self._segments[n]
        if self._labels[n] or not (segment.opens or segment.sign is not Sign.NONE):
            return ""
        return f"{segment.sign.value}{segment.type.value}" or "plain"

    def _shown_by_labels(self) -> dict[str, list[str]]:
        heads = [n for n, label in enumerate(self._labels) if label]
        groups = _grouped(self._labels, heads)
        found = {}
        for label, places in groups.items():
            stops = [
                heads[at + 1] if at + 1 < len(heads) else min(len(self._labels), n + _LAST_LABEL) for at, n in places
            ]
            asked = sum(any(self._asks[max(n, stop - 2) : stop]) for (_, n), stop in zip(places, stops, strict=True))
            length = sum(stop - n for (_, n), stop in zip(places, stops, strict=True)) // len(places)
            turns = sum(at + 1 < len(heads) and self._labels[heads[at + 1]] != label for at, _ in places)
            count, asks, alternates = step(len(places), _COUNTS), _share(asked, places), _share(turns, places)
            found[label] = [
                f"L asks {asks}",
                f"L count {count}",
                f"L length {step(length, _BEHIND[1:])}",
                f"L alternates {alternates}",
                f"L of {min(len(groups), _LABELS)}",
                f"L count {count} asks {asks} alternates {alternates}",
            ]
        return found

    def _shown_by_signs(self) -> dict[str, list[str]]:
        heads = [n for n in range(len(self._signs)) if self._signs[n] or self._labels[n]]
        found = {}
        for sign, places in _grouped(self._signs, heads).items():
            stops = [heads[at + 1] if at + 1 < len(heads) else len(self._signs) for at, _ in places]
            asks = _share(
                sum(any(self._asks[max(n, e - 2) : e]) for (_, n), e in zip(places, stops, strict=True)), places
            )
            addresses = _share(sum(self._addresses[n] for _, n in places), places)
            turns = sum(stop < len(self._signs) and self._signs[stop] != sign for stop in stops)
            found[sign] = [
                f"S asks {asks}",
                f"S count {step(len(places), _COUNTS)}",
                f"S addresses {addresses}",
                f"S own {_share(sum(self._owns[n] for _, n in places), places)}",
                f"S alternates {_share(turns, places)}",
                f"S share {_share(len(places), heads)}",
                f"S {sign[:1]} asks {asks}",
                f"S many {len(places) > 2} asks {asks} addresses {addresses}",
            ]
        return found

    def _under(self, n: int) -> Iterator[str]:
        """What the last label before segment `n`, or its own, shows, and how far away it is."""
        label = self._near(self._last_labels, n)
        if label is not None:
            near = step(n - label, _BEHIND)
            voice, asks = self._segments[label].voice or "other", self._label_shows[self._labels[label]][0]
            yield from (f"under {voice}", f"under {voice} {near}", f"under {asks}", f"under {asks} {near}")
            yield f"under same line {self._segments[label].line == self._segments[n].line}"
        elif self._first_label is not None:
            yield "before labels" if n < self._first_label else "far from labels"
        else:
            yield "no labels"
        yield from self._between(n, label)

    def _between(self, n: int, label: int | None) -> Iterator[str]:
        """Whose label comes next, and between whose two labels the segment stands."""
        after = self._next_labels[n]
        ahead = "nobody" if after is None else self._kind(after)
        yield f"next label {ahead}"
        yield f"between {'nobody' if label is None else self._kind(label)} and {ahead}"

    def _kind(self, n: int) -> str:
        return f"{self._segments[n].voice or 'other'} {self._label_shows[self._labels[n]][0]}"

    def _near(self, last: Sequence[int | None], n: int) -> int | None:
        found = last[n]
        return found if found is not None and n - found < _SIGHT else None


def _grouped(keys: Sequence[str], heads: Sequence[int]) -> dict[str, list[tuple[int, int]]]:
    """For each key its places: where it stands among `heads`, and the segment that it opens."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for at, n in enumerate(heads):
        if keys[n]:
            found[keys[n]].append((at, n))
    return found


def _share(count: int, places: Sequence[object]) -> int:
    return step(count / len(places), _SHARES)
