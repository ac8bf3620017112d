"""Judges one claim against one utterance: which verdict the words themselves allow, whoever said them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from qa.quote.align import Opcode, chain, opcodes, runs, sentence_border
from qa.quote.context import CONDITIONAL, OPENING_CONDITIONAL, holds, left_out_turns
from qa.quote.differences import FORM, Difference, DifferenceKind, classify
from qa.quote.form import ELLIPSIS, edge_differences, stretch_differences
from qa.quote.pairs import printed_nowhere
from qa.quote.words import Words


class Verdict(StrEnum):
    """What can be said of a claimed quotation."""

    VERBATIM = "verbatim"
    NEAR = "near"
    ALTERED = "altered"
    STITCHED = "stitched"
    WRONG_SPEAKER = "wrong_speaker"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an utterance says to a claim: a verdict, what differs, and which `printed` words it rests on.

    `support` (0..1) is the share of the claim's words that it explains, less one word for each further stretch.
    `omission`: the claim marks honestly that words were left out; `left_out` are these, and stage directions that it
    leaves out. `changed` counts claimed words without support.
    """

    verdict: Verdict
    differences: tuple[Difference, ...]
    printed: range
    support: float
    omission: bool = False
    changed: int = 0
    left_out: tuple[str, ...] = ()

    @property
    def severity(self) -> tuple[int, int]:
        """How much the claim differs; the least of several judgements decides."""
        return _SEVERITY[self.verdict], len(self.differences)


_OPENING = 3
"""Words at the beginning of what is left out, in which a condition must stand to open it."""

_JOINED = 3
"""Prints from which a claim is joined at the most: of more, anything could be."""

_SEVERITY = {Verdict.VERBATIM: 0, Verdict.NEAR: 1, Verdict.STITCHED: 2, Verdict.ALTERED: 3}


def _verdict_of(differences: Sequence[Difference]) -> Verdict:
    if not differences:
        return Verdict.VERBATIM
    return Verdict.NEAR if all(d.kind in FORM for d in differences) else Verdict.ALTERED


def _ordered(differences: Sequence[Difference]) -> tuple[Difference, ...]:
    """The differences of words first, those of form after them; each in the order of the claim."""
    return tuple(sorted(differences, key=lambda d: d.kind in FORM))


# --- in a row ------------------------------------------------------------------------------------------------


def in_a_row(claim: Words, printed: Words) -> Judgement | None:
    """Judges the place where the claim's letters and digits all stand in a row in the print; None without one."""
    best: Judgement | None = None
    start = 0
    while (found := printed.find(claim.compact, start)) is not None:
        whole = Opcode(True, range(len(claim)), found)
        edges, cut = edge_differences(claim, printed, whole)
        differences = stretch_differences(claim, printed, whole) + edges
        judged = Judgement(_verdict_of(differences), _ordered(differences), found, 1.0, cut)
        if best is None or judged.severity < best.severity:
            best = judged
        if not differences:
            break
        start = found.start + 1
    return best


# --- honest omissions ----------------------------------------------------------------------------------------

_PART = 2
"""Words of the shortest part between two marks: words picked one by one could be made to say anything."""


def fragments(claim: str) -> list[Words]:
    """Cuts a claim at its marks of omission; fewer than two parts where it marks none."""
    parts = [Words(part.strip()) for part in ELLIPSIS.split(claim)]
    return [part for part in parts if len(part)]


def with_omissions(parts: Sequence[Words], printed: Words) -> Judgement | None:
    """Judges the place where all parts stand in the print in their order; None without one."""
    if any(len(part) < _PART for part in parts):
        return None
    differences: list[Difference] = []
    turned = False
    places: list[range] = []
    for part in parts:
        place = printed.find(part.compact, places[-1].stop if places else 0)
        if place is None:
            return None
        skipped = range(places[-1].stop, place.start) if places else range(0)
        if left_out_turns(printed, skipped):
            turned = True
            differences.append(Difference(DifferenceKind.OMISSION, "", printed.raw(skipped)))
        whole = Opcode(True, range(len(part)), place)
        differences += stretch_differences(part, printed, whole)
        differences += [d for d in edge_differences(part, printed, whole)[0] if d.kind not in FORM]
        places.append(place)
    verdict = Verdict.STITCHED if turned else _verdict_of(differences)
    area = range(places[0].start, places[-1].stop)
    left_out = tuple(printed.raw(range(a.stop, b.start)) for a, b in pairwise(places) if b.start > a.stop)
    return Judgement(verdict, _ordered(differences), area, 1.0, not turned, left_out=left_out)


# --- aligned -------------------------------------------------------------------------------------------------

_CLAUSE_MARK = re.compile(r"[,;:.!?…–—()]|\s-\s|\n")

# Set by hand on the altered and stitched claims of the labelled interviews.
_LONG = 9
"""Printed words that are missing as one piece, as a joint hides them, wherever they stand."""

_SHORT = 4
"""Printed words that are missing so where punctuation sets them off; fewer are words that were dropped."""

_MOVED = 5
"""Words of the shortest stretch that is moved as a piece; less is words exchanged."""


def aligned(claim: Words, printed: Words) -> Judgement | None:
    """Judges the best alignment: altered, or stitched where real stretches only skip printed words.

    `near` where it finds no difference of words; None where nothing is shared.
    """
    path = chain(runs(claim, printed))
    found = opcodes(claim, printed, path)
    equal = [op for op in found if op.equal]
    if not equal:
        return None
    form = [d for op in equal for d in stretch_differences(claim, printed, op)] + _edges(claim, printed, equal)
    directions = [op for op in found if not op.equal and is_stage_direction(printed, op)]
    edited = [op for op in found if not op.equal and op not in directions]
    omitted = [
        Difference(DifferenceKind.OMISSION, "", printed.raw(op.printed)) for op in edited if _is_omission(printed, op)
    ]
    rewritten = [(op, _changed(claim, printed, op)) for op in edited if not _is_omission(printed, op)]
    words = [difference for _, difference in rewritten]
    equal_value = sum(len(op.claimed) for op, difference in rewritten if difference.equal_value)
    words += [d for d in form if d.kind not in FORM]
    moved = _moved(claim, printed, path)
    if moved and (words or omitted or min(len(run.claimed) for run in path) < _MOVED):
        words += moved
    else:
        omitted += moved
    verdict = Verdict.ALTERED if words else Verdict.STITCHED if omitted else _verdict_of(form)
    shown = words + omitted + [d for d in form if d.kind in FORM]
    changed = sum(len(op.claimed) for op in edited) - equal_value
    area = range(min(op.printed.start for op in equal), max(op.printed.stop for op in equal))
    support = max(0.0, 1 - (changed + len(equal) - 1 - len(directions)) / len(claim))
    left_out = tuple(printed.raw(op.printed) for op in directions)
    return Judgement(verdict, tuple(shown), area, support, changed=changed, left_out=left_out)


_DIRECTION = re.compile(
    r"(?<!\w)(?:cười|vỗ tay|im lặng|lặng (?:đi|người|im)|ngừng|dừng|thở dài|trầm ngâm|lắc đầu|gật đầu|"
    r"xúc động|khóc|nghẹn|ngập ngừng|suy nghĩ|nhìn|chỉ tay|chỉ vào|nhăn|mỉm|nháy|đập bàn|giơ tay|rót|uống|hắng giọng)"
    r"(?!\w)"
)


def is_stage_direction(printed: Words, edit: Opcode) -> bool:
    """Tells whether a claim leaves out nothing but what the paper tells in brackets: "(cười buồn)", "[vỗ tay]"."""
    area = edit.printed
    if edit.claimed or not area or not re.search(r"[(\[]\s*$", printed.gap(area.start)):
        return False
    closed = re.match(r"\s*[.…!]?\s*[)\]]", printed.gap(area.stop)) is not None
    return closed and _DIRECTION.search(printed.raw(area).lower()) is not None


def _edges(claim: Words, printed: Words, equal: Sequence[Opcode]) -> list[Difference]:
    """What differs right outside the claim's first and last word, where these were found."""
    start, end = equal[0], equal[-1]
    found: list[Difference] = []
    if start.claimed.start == 0:
        stop = start.claimed.stop if start is not end else 0
        found += edge_differences(claim, printed, Opcode(True, range(stop), start.printed))[0]
    if end.claimed.stop == len(claim):
        found += edge_differences(claim, printed, Opcode(True, range(1, len(claim)), end.printed))[0]
    return found


def _is_omission(printed: Words, edit: Opcode) -> bool:
    """Whether only printed words are missing, as many as a joint hides, and no condition was taken away."""
    if edit.claimed or len(edit.printed) < _SHORT:
        return False
    start, stop = edit.printed.start, edit.printed.stop
    borders = [j in (0, len(printed)) or sentence_border(printed, j) for j in range(start, stop + 1)]
    if any(borders[1:-1]) or (borders[0] and borders[-1]):
        return True
    return not _drops_condition(printed, edit) and (len(edit.printed) >= _LONG or _is_clause(printed, edit.printed))


def _drops_condition(printed: Words, edit: Opcode) -> bool:
    first, opening = edit.printed[:1], edit.printed[:_OPENING]
    return holds(printed, first, OPENING_CONDITIONAL) or holds(printed, opening, CONDITIONAL)


def _is_clause(printed: Words, area: range) -> bool:
    """Whether punctuation sets the words off on a side; of "của báo, của đài" either "của" may be the missing one."""
    first, last = area.start, area.stop
    while first > 0 and printed.folded[first - 1] == printed.folded[last - 1]:
        first, last = first - 1, last - 1
    while True:
        if any(_CLAUSE_MARK.search(printed.gap(j)) for j in (first, last) if 0 < j < len(printed)):
            return True
        if last >= len(printed) or first > area.stop or printed.folded[first] != printed.folded[last]:
            return False
        first, last = first + 1, last + 1


def _changed(claim: Words, printed: Words, edit: Opcode) -> Difference:
    kind = classify(claim, edit.claimed, printed, edit.printed)
    if not edit.claimed and len(edit.printed) >= _SHORT and _drops_condition(printed, edit):
        kind = DifferenceKind.CONDITION
    return Difference(kind, claim.raw(edit.claimed), printed.raw(edit.printed))


def _moved(claim: Words, printed: Words, path: Sequence[Opcode]) -> list[Difference]:
    """The stretches that the claim puts after words which they stand before in print."""
    return [
        Difference(
            DifferenceKind.ACTOR,
            claim.raw(range(last.claimed.start, run.claimed.stop)),
            printed.raw(range(run.printed.start, last.printed.stop)),
        )
        for last, run in pairwise(path)
        if run.printed.start < last.printed.stop
    ]


# --- joined from several utterances --------------------------------------------------------------------------


def joined(claim: Words, prints: Sequence[Words], shortest: int) -> bool:
    """Tells whether the claim is joined from stretches of two or three of the prints.

    They cover all its words, each with at least `shortest` words of its own that are no names: what replaces a
    word is no joint.
    """
    if printed_nowhere(claim, prints) > 2:
        return False  # more than the joints of three stretches
    reach: dict[int, tuple[int, int]] = {}  # from a word of the claim to where its longest run ends, and whose it is
    for number, printed in enumerate(prints):
        for run in runs(claim, printed):
            for i in run.claimed:
                if run.claimed.stop > reach.get(i, (0, 0))[0]:
                    reach[i] = run.claimed.stop, number
    at = 0
    owners: list[int] = []
    while at < len(claim):
        end, number = reach.get(at, (at, 0))
        if sum(claim[i].islower() for i in range(at, end)) < shortest:
            return False
        owners.append(number)
        at = end
    return 2 <= len(owners) <= _JOINED and len(set(owners)) == len(owners)
