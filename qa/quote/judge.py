"""One claim against one utterance: which verdict the words themselves allow, whoever said them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from qa.quote.align import Edit, Run, chain, edits, runs, sentence_border
from qa.quote.context import CONDITIONAL, holds, left_out_turns
from qa.quote.differences import FORM, Difference, DifferenceKind, classify
from qa.quote.form import edge_differences, stretch_differences
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
    """What an utterance says to a claim: a verdict, what differs, and which printed words first..last it rests on.

    `support` (0..1) is the share of the claim's words that it explains, less one word for each further stretch.
    `omission`: the claim marks honestly that words were left out. `changed` counts claimed words without support.
    """

    verdict: Verdict
    differences: tuple[Difference, ...]
    first: int
    last: int
    support: float
    omission: bool = False
    changed: int = 0


def _verdict_of(differences: Sequence[Difference]) -> Verdict:
    if not differences:
        return Verdict.VERBATIM
    return Verdict.NEAR if all(d.kind in FORM for d in differences) else Verdict.ALTERED


def _ordered(differences: Sequence[Difference]) -> tuple[Difference, ...]:
    """The differences of words first, those of form after them; each in the order of the claim."""
    return tuple(sorted(differences, key=lambda d: d.kind in FORM))


# --- in a row ------------------------------------------------------------------------------------------------


def in_a_row(claim: Words, printed: Words) -> Judgement | None:
    """The judgement where the claim's letters and digits all stand in a row in the print, None where they don't."""
    best: Judgement | None = None
    start = 0
    while (found := printed.find(claim.compact, start)) is not None:
        first, last = found
        differences = stretch_differences(claim, 0, len(claim), printed, first, last)
        edges, cut = edge_differences(claim, 0, len(claim), printed, first, last)
        differences += edges
        verdict = _verdict_of(differences)
        judged = Judgement(verdict, _ordered(differences), first, last, 1.0, cut)
        if best is None or _severity(judged) < _severity(best):
            best = judged
        if not differences:
            break
        start = first + 1
    return best


_ORDER = {Verdict.VERBATIM: 0, Verdict.NEAR: 1, Verdict.STITCHED: 2, Verdict.ALTERED: 3}


def _severity(judged: Judgement) -> tuple[int, int]:
    return _ORDER[judged.verdict], len(judged.differences)


# --- honest omissions ----------------------------------------------------------------------------------------

_MARK = re.compile(r"\[\s*(?:\.{2,}|…)\s*\]|\(\s*(?:\.{2,}|…)\s*\)|\.{3,}|…")


_PART = 2


def fragments(claim: str) -> list[Words]:
    """The parts of a claim between its marks of omission; fewer than two where it marks none."""
    parts = [Words(part.strip()) for part in _MARK.split(claim)]
    return [part for part in parts if len(part)]


def with_omissions(parts: Sequence[Words], printed: Words) -> Judgement | None:
    """The judgement where all parts stand in the print in their order, None where they don't.

    A part of one word is none: words picked one by one could be made to say anything.
    """
    if any(len(part) < _PART for part in parts):
        return None
    differences: list[Difference] = []
    turned = False
    start = first = last = 0
    for n, part in enumerate(parts):
        found = printed.find(part.compact, start)
        if found is None:
            return None
        if n and left_out_turns(printed, last, found[0]):
            turned = True
            differences.append(Difference(DifferenceKind.OMISSION, "", printed.raw(last, found[0])))
        differences += stretch_differences(part, 0, len(part), printed, *found)
        edges, _ = edge_differences(part, 0, len(part), printed, *found)
        differences += [d for d in edges if d.kind not in FORM]
        first, last = (found[0] if n == 0 else first), found[1]
        start = last
    verdict = Verdict.STITCHED if turned else _verdict_of(differences)
    return Judgement(verdict, _ordered(differences), first, last, 1.0, not turned)


# --- aligned -------------------------------------------------------------------------------------------------

_CLAUSE_MARK = re.compile(r"[,;:.!?…–—()]|\s-\s|\n")
_LONG = 9
_SHORT = 4
_MOVED = 5


def aligned(claim: Words, printed: Words) -> Judgement | None:
    """The judgement of the best alignment: altered, or stitched where real stretches only skip printed words.

    `near` where it finds no difference of words; None where nothing is shared.
    """
    path = chain(runs(claim, printed))
    if not path:
        return None
    found = edits(claim, printed, path)
    same = [edit for edit in found if edit.same]
    if not same:
        return None
    words: list[Difference] = []
    form: list[Difference] = []
    omitted: list[Difference] = []
    for edit in found:
        if edit.same:
            form += stretch_differences(claim, edit.i, edit.i_end, printed, edit.j, edit.j_end)
        elif _is_omission(printed, edit):
            omitted.append(Difference(DifferenceKind.OMISSION, "", printed.raw(edit.j, edit.j_end)))
        else:
            words.append(_changed(claim, printed, edit))
    moved = _moved(claim, printed, path)
    form += _edges(claim, printed, same)
    words += [d for d in form if d.kind not in FORM]
    if moved and (words or omitted or min(run.size for run in path) < _MOVED):
        words += moved
    elif moved:
        omitted += moved
    verdict = Verdict.ALTERED if words else Verdict.STITCHED if omitted else _verdict_of(form)
    shown = words + omitted + [d for d in form if d.kind in FORM]
    changed = sum(edit.i_end - edit.i for edit in found if not edit.same)
    first, last = min(edit.j for edit in same), max(edit.j_end for edit in same)
    support = max(0.0, 1 - (changed + len(same) - 1) / len(claim))
    return Judgement(verdict, tuple(shown), first, last, support, changed=changed)


def _edges(claim: Words, printed: Words, same: Sequence[Edit]) -> list[Difference]:
    """What differs right outside the claim's first and last word, where these were found."""
    start, end = same[0], same[-1]
    found: list[Difference] = []
    if start.i == 0:
        found += edge_differences(claim, 0, start.i_end if start is not end else 0, printed, start.j, start.j_end)[0]
    if end.i_end == len(claim):
        found += edge_differences(claim, 1, len(claim), printed, end.j, end.j_end)[0]
    return found


def _is_omission(printed: Words, edit: Edit) -> bool:
    """Whether only printed words are missing, as many as a joint hides, and no condition was taken away."""
    size = edit.j_end - edit.j
    if edit.i != edit.i_end or size < _SHORT:
        return False
    borders = [j in (0, len(printed)) or sentence_border(printed, j) for j in range(edit.j, edit.j_end + 1)]
    if any(borders[1:-1]) or (borders[0] and borders[-1]):
        return True
    return not _drops_condition(printed, edit) and (size >= _LONG or _is_clause(printed, edit.j, edit.j_end))


def _drops_condition(printed: Words, edit: Edit) -> bool:
    opening = min(edit.j + 3, edit.j_end)
    return holds(printed, edit.j, opening, CONDITIONAL - {"khi"}) or printed[edit.j].lower() == "khi"


def _is_clause(printed: Words, start: int, end: int) -> bool:
    """Whether punctuation sets the words off on a side; of "của báo, của đài" either "của" may be the missing one."""
    first, last = start, end
    while first > 0 and printed.folded[first - 1] == printed.folded[last - 1]:
        first, last = first - 1, last - 1
    while True:
        if any(_CLAUSE_MARK.search(printed.gap(j)) for j in (first, last) if 0 < j < len(printed)):
            return True
        if last >= len(printed) or first > end or printed.folded[first] != printed.folded[last]:
            return False
        first, last = first + 1, last + 1


def _changed(claim: Words, printed: Words, edit: Edit) -> Difference:
    here, there = (edit.i, edit.i_end), (edit.j, edit.j_end)
    kind = classify(claim, here, printed, there)
    if edit.i == edit.i_end and edit.j_end - edit.j >= _SHORT and _drops_condition(printed, edit):
        kind = DifferenceKind.CONDITION
    return Difference(kind, claim.raw(*here), printed.raw(*there))


def _moved(claim: Words, printed: Words, path: Sequence[Run]) -> list[Difference]:
    """The stretches that the claim puts after words which they stand before in print."""
    return [
        Difference(
            DifferenceKind.ACTOR,
            claim.raw(last.i, run.i + run.size),
            printed.raw(run.j, last.j + last.size),
        )
        for last, run in pairwise(path)
        if run.j < last.j + last.size
    ]


# --- joined from several utterances --------------------------------------------------------------------------


def joined(claim: Words, prints: Sequence[Words], shortest: int) -> list[tuple[int, Run]]:
    """The utterances that the claim is joined from, by number, each with its stretch; empty where it is not.

    All words of the claim are covered by two or three stretches of at least `shortest` words of their own, from
    different utterances, and none is only a name: what replaces a word is no joint.
    """
    reach: dict[int, tuple[int, int, Run]] = {}
    for number, printed in enumerate(prints):
        for run in runs(claim, printed):
            for i in range(run.i, run.i + run.size):
                if run.i + run.size > (reach[i][0] if i in reach else 0):
                    reach[i] = (run.i + run.size, number, run)
    at = 0
    pieces: list[tuple[int, Run]] = []
    while at < len(claim):
        if at not in reach:
            return []
        end, number, run = reach[at]
        if sum(claim[i].islower() for i in range(at, end)) < shortest:
            return []
        pieces.append((number, Run(at, run.j + at - run.i, end - at)))
        at = end
    return pieces if 2 <= len(pieces) <= 3 and len({number for number, _ in pieces}) == len(pieces) else []
