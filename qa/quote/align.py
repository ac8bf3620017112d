"""Aligns a claim with one utterance: the runs of words they share, chained so that they explain the claim best.

A stretch of words is a `range` of their numbers. A run is a stretch of equal (folded) words. The chain may jump over
printed words, which is how an omission shows, and at a cost back, which is how a swap shows. Between runs rapidfuzz
gives the edits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from qa.quote.pairs import keys
from qa.quote.words import Words

MAX_RUNS = 160
"""Runs that are chained at the most, the longest first: chaining takes their square."""

# Costs of a chain in words explained, set by hand on the altered and stitched claims of the labelled interviews; the
# generated claims of tests/benchmarks/quotes judge them.
_START = 0.4
"""Cost of every run: one long run explains more than two halves of it."""

_SKIP = 0.25
"""Cost of a claimed word between two runs."""

_JUMP = 0.12
"""Cost of a printed word that a chain jumps over, beyond those that claimed words stand in place of."""

_JUMP_LIMIT = 3.0
"""Highest cost of a jump forwards, however far."""

_BACK = 3.5
"""Cost of a jump backwards."""


_RARE = 3
"""Places in an utterance up to which a single shared word is a run: one that stands everywhere joins nothing."""

_INSERTED = (4, 8)
"""Printed words between two runs are left out as a whole where they are more than so many times the claimed ones, and
some more: word by word they would pair by chance."""


@dataclass(frozen=True, slots=True)
class Opcode:
    """Words `claimed` of a claim beside words `printed` of an utterance; `equal`: they differ in form alone."""

    equal: bool
    claimed: range
    printed: range


def runs(claim: Words, printed: Words) -> list[Opcode]:
    """Finds the maximal shared runs: all of two words and more, and single words that are rare in the utterance."""
    claimed, shown = keys(claim, printed)
    places: dict[str, list[int]] = defaultdict(list)
    wanted = set(claimed)
    for j, word in enumerate(shown):
        if word in wanted:
            places[word].append(j)
    open_runs: dict[int, int] = {}  # from the offset between the two sides to where the run begins in the claim
    found: list[tuple[int, int, int]] = []
    for i, word in enumerate(claimed):
        going = {j - i: open_runs.pop(j - i, i) for j in places.get(word, ())}
        found += [(start, start + offset, i - start) for offset, start in open_runs.items()]
        open_runs = going
    found += [(start, start + offset, len(claimed) - start) for offset, start in open_runs.items()]
    kept = [run for run in found if run[2] > 1 or len(places[claimed[run[0]]]) <= _RARE]
    if len(kept) > MAX_RUNS:
        kept = sorted(kept, key=lambda run: -run[2])[:MAX_RUNS]
    return [Opcode(True, range(i, i + size), range(j, j + size)) for i, j, size in sorted(kept)]


def chain(found: Sequence[Opcode]) -> tuple[Opcode, ...]:
    """Chooses the runs, trimmed so that none overlap in the claim, that explain most of it for the fewest jumps."""
    borders = [(run.claimed.start, run.claimed.stop, run.printed.start, run.printed.stop) for run in found]
    best: list[float] = []
    highest: list[float] = []  # of the scores up to each run
    links: list[tuple[int, int]] = []
    for run in borders:
        score, link, cut = _linked(run, borders, best, highest)
        best.append(score)
        highest.append(max(score, highest[-1]) if highest else score)
        links.append((link, cut))
    return _followed_back(found, best, links)


def _linked(
    run: tuple[int, int, int, int],
    borders: Sequence[tuple[int, int, int, int]],
    best: Sequence[float],
    highest: Sequence[float],
) -> tuple[float, int, int]:
    """The best score of a chain that ends with a run, the run before it there (-1: none), and the words cut off.

    Of equal ones the first run wins. Called for every pair of runs, so it is written out.
    """
    start, stop, shown, _ = run
    alone = stop - start - _START
    score, link, cut = alone, -1, 0
    for a in range(len(best) - 1, -1, -1):
        if highest[a] + alone < score:
            break  # no run up to here can do better
        last_start, last_stop, last_shown, last_end = borders[a]
        if last_start >= start or best[a] + alone < score:
            continue
        overlap = last_stop - start if last_stop > start else 0
        if last_shown < shown and last_end - shown > overlap:  # a word said twice is found once
            overlap = last_end - shown
        if overlap >= stop - start:
            continue
        skipped, jumped = start + overlap - last_stop, shown + overlap - last_end
        cost = _BACK
        if jumped >= 0:
            cost = _JUMP * abs(jumped - skipped)
            cost = _JUMP_LIMIT if cost > _JUMP_LIMIT else cost
        reached = best[a] + (alone - overlap) - (_SKIP * skipped + cost)
        if reached > score or (reached == score and link >= 0):
            score, link, cut = reached, a, overlap
    return score, link, cut


def _followed_back(
    found: Sequence[Opcode], best: Sequence[float], links: Sequence[tuple[int, int]]
) -> tuple[Opcode, ...]:
    """The path that ends at the best score, each run without the words that the one before it has."""
    at = max(range(len(best)), key=best.__getitem__) if best else -1
    path: list[Opcode] = []
    while at >= 0:
        run, (at, cut) = found[at], links[at]
        path.append(Opcode(True, run.claimed[cut:], run.printed[cut:]))
    return tuple(reversed(path))


def opcodes(claim: Words, printed: Words, path: Sequence[Opcode]) -> list[Opcode]:
    """Describes the whole claim, in its order, as equal stretches and edits; printed words skipped are edits too."""
    if not path:
        return []
    found = list(_before(claim, printed, path[0]))
    for k, run in enumerate(path):
        found.append(run)
        if k + 1 < len(path):
            found += _between(claim, printed, run, path[k + 1])
    found += _after(claim, printed, path[-1])
    return _joined(_whole_numbers(claim, printed, _joined(found)))


def _between(claim: Words, printed: Words, run: Opcode, following: Opcode) -> Iterator[Opcode]:
    claimed = range(run.claimed.stop, following.claimed.start)
    start, end = run.printed.stop, following.printed.start
    if end < start:  # a jump back: what the claim has in between has no place of its own
        yield Opcode(False, claimed, range(start, start))
        return
    yield from _inner(claim, printed, claimed, range(start, end))


def _inner(claim: Words, printed: Words, here: range, there: range) -> Iterator[Opcode]:
    """The opcodes between two stretches that begin and end with a difference."""
    if not here and not there:
        return
    times, more = _INSERTED
    if not here or not there or len(there) > times * len(here) + more:
        yield Opcode(False, here, there)
        return
    claimed, shown = keys(claim, printed)
    for op in Levenshtein.opcodes(claimed[here.start : here.stop], shown[there.start : there.stop]):
        left, right = here[op.src_start : op.src_end], there[op.dest_start : op.dest_end]
        yield Opcode(op.tag == "equal" or _only_spaced(claim, printed, left, right), left, right)


def _only_spaced(claim: Words, printed: Words, here: range, there: range) -> bool:
    """Whether a replaced stretch has the same letters, cut into words another way."""
    claimed, shown = keys(claim, printed)
    if not here or len(here) == len(there):
        return False
    return "".join(claimed[here.start : here.stop]) == "".join(shown[there.start : there.stop])


def _before(claim: Words, printed: Words, run: Opcode) -> Iterator[Opcode]:
    left = run.claimed.start
    if not left:
        return
    start, end = run.printed.start, run.printed.start
    while start > 0 and end - start < left + 2 and not sentence_border(printed, start):
        start -= 1
    if not (start == 0 or sentence_border(printed, start)):
        start = max(start, end - left)
    yield from _inner(claim, printed, range(left), range(start, end))


def _after(claim: Words, printed: Words, run: Opcode) -> Iterator[Opcode]:
    start = end = run.printed.stop
    left = len(claim) - run.claimed.stop
    if not left:
        return
    while end < len(printed) and end - start < left + 2 and (end == start or not sentence_border(printed, end)):
        end += 1
    if not (end == len(printed) or sentence_border(printed, end)):
        end = min(end, start + left)
    yield from _inner(claim, printed, range(run.claimed.stop, len(claim)), range(start, end))


def sentence_border(words: Words, i: int) -> bool:
    """Tells whether a sentence ends between word i - 1 and word i."""
    gap = words.gap(i)
    return "\n" in gap or (any(c in ".!?…" for c in gap) and gap[-1:].isspace())


def _joined(found: Sequence[Opcode]) -> list[Opcode]:
    """Neighbouring edits as one: a word replaced and its neighbour dropped are one change."""
    joined: list[Opcode] = []
    for op in found:
        if not op.claimed and not op.printed:
            continue
        last = joined[-1] if joined else None
        touch = last and last.claimed.stop == op.claimed.start and last.printed.stop == op.printed.start
        if last and touch and last.equal == op.equal:
            claimed = range(last.claimed.start, op.claimed.stop)
            joined[-1] = Opcode(op.equal, claimed, range(last.printed.start, op.printed.stop))
        else:
            joined.append(op)
    return joined


def _whole_numbers(claim: Words, printed: Words, found: Sequence[Opcode]) -> list[Opcode]:
    """The edits grown so that none begins or ends inside a number: "1,5" for "2,5", not "1" for "2"."""
    grown = list(found)
    for k in range(len(grown) - 1):
        left, right = grown[k], grown[k + 1]
        if left.equal == right.equal or left.printed.stop != right.printed.start:
            continue
        step = 1 if right.equal else -1
        while _in_number(claim, left.claimed.stop) or _in_number(printed, left.printed.stop):
            if not (right if right.equal else left).claimed:
                break
            left, right = _border_moved(left, right, step)
        grown[k], grown[k + 1] = left, right
    return grown


def _border_moved(left: Opcode, right: Opcode, step: int) -> tuple[Opcode, Opcode]:
    """Two neighbours whose border is moved by `step` words on both sides."""
    claimed, shown = left.claimed.stop + step, left.printed.stop + step
    return (
        Opcode(left.equal, range(left.claimed.start, claimed), range(left.printed.start, shown)),
        Opcode(
            right.equal,
            range(right.claimed.start + step, right.claimed.stop),
            range(right.printed.start + step, right.printed.stop),
        ),
    )


def _in_number(words: Words, i: int) -> bool:
    """Whether word i - 1 and word i are parts of one number or date."""
    return (
        0 < i < len(words)
        and words.gap(i) in (".", ",", "/", "-", "–")
        and words[i - 1].isdecimal()
        and words[i].isdecimal()
    )
