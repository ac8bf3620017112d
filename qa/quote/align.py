"""Alignment of a claim with one utterance: the runs of words they share, chained so that they explain the claim best.

A run is a contiguous stretch of equal (folded) words. The chain may jump over printed words, which is how an
omission shows, and at a cost back, which is how a swap shows. Between runs rapidfuzz gives the edits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from qa.quote.words import Words

MAX_RUNS = 160
"""Runs that are chained at the most, the longest first: chaining takes their square."""

_JUMP = 0.12
_JUMP_LIMIT = 3.0
_BACK = 3.5
_SKIP = 0.25


@dataclass(frozen=True, slots=True)
class Run:
    """`size` equal words from word `i` of the claim and word `j` of the print."""

    i: int
    j: int
    size: int


@dataclass(frozen=True, slots=True)
class Edit:
    """Claim words [i, i_end) stand where the print has [j, j_end); `same`: they are equal but for their form."""

    same: bool
    i: int
    i_end: int
    j: int
    j_end: int


def runs(claim: Words, printed: Words) -> list[Run]:
    """The maximal shared runs: all of two words and more, and single words that are rare in the utterance."""
    claimed, shown = _keys(claim, printed)
    places: dict[str, list[int]] = defaultdict(list)
    wanted = set(claimed)
    for j, word in enumerate(shown):
        if word in wanted:
            places[word].append(j)
    open_runs: dict[int, Run] = {}
    found: list[Run] = []
    for i, word in enumerate(claimed):
        going: dict[int, Run] = {}
        for j in places.get(word, ()):
            before = open_runs.pop(j - i, None)
            going[j - i] = Run(before.i, before.j, before.size + 1) if before else Run(i, j, 1)
        found += open_runs.values()
        open_runs = going
    found += open_runs.values()
    kept = [run for run in found if run.size > 1 or len(places[claimed[run.i]]) <= 3]
    if len(kept) > MAX_RUNS:
        kept = sorted(kept, key=lambda run: -run.size)[:MAX_RUNS]
    return sorted(kept, key=lambda run: (run.i, run.j))


def _keys(claim: Words, printed: Words) -> tuple[list[str], list[str]]:
    """What the words of both are compared by: without accents only where the claim was typed without."""
    if 3 * sum(claim.typed_bare) > len(claim):
        return claim.folded, printed.folded
    return claim.accented, printed.accented


def chain(found: list[Run]) -> tuple[Run, ...]:
    """The runs, trimmed so that none overlap in the claim, that explain most of the claim for the fewest jumps."""
    best: list[float] = []
    before: list[int] = []
    trimmed: list[int] = []
    for b, run in enumerate(found):
        score, link, cut = _worth(run.size), -1, 0
        for a in range(b):
            last = found[a]
            overlap = max(0, last.i + last.size - run.i)
            if last.j < run.j:  # a word said twice is found once
                overlap = max(overlap, last.j + last.size - run.j)
            if overlap >= run.size or last.i >= run.i:
                continue
            reached = best[a] + _worth(run.size - overlap) - _cost(last, run, overlap)
            if reached > score:
                score, link, cut = reached, a, overlap
        best.append(score)
        before.append(link)
        trimmed.append(cut)
    if not best:
        return ()
    at = max(range(len(best)), key=best.__getitem__)
    path: list[Run] = []
    while at >= 0:
        run, cut = found[at], trimmed[at]
        path.append(Run(run.i + cut, run.j + cut, run.size - cut))
        at = before[at]
    return tuple(reversed(path))


def _worth(size: int) -> float:
    return size - 0.4


def _cost(last: Run, run: Run, overlap: int) -> float:
    skipped = run.i + overlap - (last.i + last.size)
    jumped = run.j + overlap - (last.j + last.size)
    if jumped < 0:
        return _BACK + _SKIP * skipped
    return _SKIP * skipped + min(_JUMP_LIMIT, _JUMP * abs(jumped - skipped))


def edits(claim: Words, printed: Words, path: tuple[Run, ...]) -> list[Edit]:
    """The whole claim as equal stretches and edits, in its order; printed words skipped between runs are edits too."""
    if not path:
        return []
    found = list(_before(claim, printed, path[0]))
    for k, run in enumerate(path):
        found.append(Edit(True, run.i, run.i + run.size, run.j, run.j + run.size))
        if k + 1 < len(path):
            found += _between(claim, printed, run, path[k + 1])
    found += _after(claim, printed, path[-1])
    return _joined(_whole_numbers(claim, printed, _joined(found)))


def _between(claim: Words, printed: Words, run: Run, following: Run) -> Iterator[Edit]:
    i, j = run.i + run.size, run.j + run.size
    if following.j < j:  # a jump back: what the claim has in between has no place of its own
        yield Edit(False, i, following.i, j, j)
        return
    yield from _inner(claim, printed, i, following.i, j, following.j)


def _inner(claim: Words, printed: Words, i: int, i_end: int, j: int, j_end: int) -> Iterator[Edit]:
    """The edits between two stretches that begin and end with a difference."""
    if i == i_end and j == j_end:
        return
    if i == i_end or j == j_end or j_end - j > 4 * (i_end - i) + 8:
        yield Edit(False, i, i_end, j, j_end)
        return
    claimed, shown = _keys(claim, printed)
    for op in Levenshtein.opcodes(claimed[i:i_end], shown[j:j_end]):
        area = (i + op.src_start, i + op.src_end, j + op.dest_start, j + op.dest_end)
        yield Edit(op.tag == "equal" or _only_spaced(claim, printed, *area), *area)


def _only_spaced(claim: Words, printed: Words, i: int, i_end: int, j: int, j_end: int) -> bool:
    """Whether a replaced stretch has the same letters, cut into words another way."""
    claimed, shown = _keys(claim, printed)
    return i < i_end and i_end - i != j_end - j and "".join(claimed[i:i_end]) == "".join(shown[j:j_end])


def _before(claim: Words, printed: Words, run: Run) -> Iterator[Edit]:
    if run.i == 0:
        return
    start = run.j
    while start > 0 and run.j - start < run.i + 2 and not sentence_border(printed, start):
        start -= 1
    if not (start == 0 or sentence_border(printed, start)):
        start = max(start, run.j - run.i)
    yield from _inner(claim, printed, 0, run.i, start, run.j)


def _after(claim: Words, printed: Words, run: Run) -> Iterator[Edit]:
    i, j = run.i + run.size, run.j + run.size
    left = len(claim) - i
    if not left:
        return
    end = j
    while end < len(printed) and end - j < left + 2 and (end == j or not sentence_border(printed, end)):
        end += 1
    if not (end == len(printed) or sentence_border(printed, end)):
        end = min(end, j + left)
    yield from _inner(claim, printed, i, len(claim), j, end)


def sentence_border(words: Words, i: int) -> bool:
    """Whether a sentence ends between word i - 1 and word i."""
    gap = words.gap(i)
    return "\n" in gap or (any(c in ".!?…" for c in gap) and gap[-1:].isspace())


def _joined(found: list[Edit]) -> list[Edit]:
    """Neighbouring edits as one: a word replaced and its neighbour dropped are one change."""
    joined: list[Edit] = []
    for edit in found:
        if edit.i == edit.i_end and edit.j == edit.j_end:
            continue
        last = joined[-1] if joined else None
        if last and last.same == edit.same and last.i_end == edit.i and last.j_end == edit.j:
            joined[-1] = Edit(edit.same, last.i, edit.i_end, last.j, edit.j_end)
        else:
            joined.append(edit)
    return joined


def _whole_numbers(claim: Words, printed: Words, found: Sequence[Edit]) -> list[Edit]:
    """The edits grown so that none begins or ends inside a number: "1,5" for "2,5", not "1" for "2"."""
    grown = list(found)
    for k in range(len(grown) - 1):
        left, right = grown[k], grown[k + 1]
        if left.same == right.same or left.j_end != right.j:
            continue
        step = 1 if right.same else -1
        while _in_number(claim, left.i_end) or _in_number(printed, left.j_end):
            room = right if right.same else left
            if room.i == room.i_end:
                break
            left = replace(left, i_end=left.i_end + step, j_end=left.j_end + step)
            right = replace(right, i=right.i + step, j=right.j + step)
        grown[k], grown[k + 1] = left, right
    return grown


def _in_number(words: Words, i: int) -> bool:
    """Whether word i - 1 and word i are parts of one number or date."""
    return (
        0 < i < len(words)
        and words.gap(i) in (".", ",", "/", "-", "–")
        and words[i - 1].isdecimal()
        and words[i].isdecimal()
    )
