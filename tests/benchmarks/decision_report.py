"""The figures of a decision on held-out questions: by label, by style, by kind, by why a near question is near."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from qa.evaluation.measure import calibration_error, mean_with_interval, reliability, reliability_lines
from tests.benchmarks.questions import Label, Size

if TYPE_CHECKING:
    from tests.benchmarks.decision import Sample

Judged = Sequence[tuple["Sample", float, float]]


def report(judged: Judged, answer: float, related: float, shown: int) -> Iterator[str]:
    """Yields the figures, line by line; `judged` are held-out confidences and
    how surely each hit is on the subject, in brackets 95 % bootstrap intervals."""
    yield f"thresholds: answer {answer:.3f}, related {related:.3f}"
    for form in ("accented", "unaccented"):
        for size in Size:
            part = [(s, c, on) for s, c, on in judged if s.form == form and s.size is size]
            yield f"{form}, archive of {size.value}"
            for label in Label:
                yield from _lines(f"  {label.value}", [p for p in part if p[0].label is label], answer, related)
            found = [p for p in part if p[0].label is Label.ANSWERABLE and p[0].rank]
            yield from _lines(f"  answerable, the right turn among the first {shown}", found, answer, related)
    part = [(s, c, on) for s, c, on in judged if s.form == "accented" and s.size is Size.ALL]
    found = [p for p in part if p[0].label is Label.ANSWERABLE and p[0].rank]
    near = [p for p in part if p[0].label is Label.NEAR]
    yield "as typed, archive of all, answerable and among the first, by style"
    yield from _by(found, lambda s: s.question.type, answer, related)
    yield "by kind"
    yield from _by(found, lambda s: s.evidence.kind.value, answer, related)
    yield "near, by why"
    yield from _by(near, lambda s: s.question.type, answer, related)
    yield "near, by kind"
    yield from _by(near, lambda s: s.evidence.kind.value, answer, related)
    yield from _others(part, near, found, answer, related)


def _others(part: Judged, near: Judged, found: Judged, answer: float, related: float) -> Iterator[str]:
    talk = [p for p in part if p[0].label is Label.FOLLOW_UP and p[0].rank]
    yield from _lines("  follow-ups, the right turn among the first", talk, answer, related)
    follow = [s for s, _, _ in part if s.label is Label.FOLLOW_UP]
    if follow:
        yield f"follow-ups (n={len(follow)}): the right turn among the first {_cell([s.rank > 0 for s in follow])}"
    marked = [s.marked for s, _, _ in part if s.label is Label.ANSWERABLE and s.rank == 1]
    yield f"a marked sentence overlaps the labelled one (n={len(marked)}): {_cell(marked)}"
    every = [s.rank > 0 for s, _, _ in part if s.label is Label.ANSWERABLE]
    yield f"answerable, the right turn among the first (n={len(every)}): {_cell(every)}"
    right = [c for _, c, _ in found]
    wrong = [c for _, c, _ in near]
    area = sum((a > b) + 0.5 * (a == b) for a in right for b in wrong) / max(1, len(right) * len(wrong))
    yield f"area under the curve, answerable among the first against near: {area:.3f}"
    bins = reliability([(c, s.label is Label.ANSWERABLE) for s, c, _ in (*found, *near)])
    yield f"calibration error, answerable among the first and near: {calibration_error(bins):.3f}"
    yield from (f"    {line}" for line in reliability_lines(bins))
    yield "threshold, near answered, answerable among the first answered"
    for step in range(1, 20):
        at = step / 20
        shares = [sum(c >= at for c in values) / max(1, len(values)) for values in (wrong, right)]
        yield f"    {at:.2f}  {shares[0]:.3f}  {shares[1]:.3f}"


def _by(judged: Judged, key: Callable[[Sample], str], answer: float, related: float) -> Iterator[str]:
    for name in sorted({key(sample) for sample, _, _ in judged}):
        yield from _lines(f"  {name}", [pair for pair in judged if key(pair[0]) == name], answer, related)


def _lines(name: str, judged: Judged, answer: float, related: float) -> Iterator[str]:
    if judged:
        answered = [c >= answer for _, c, _ in judged]
        refused = [c < answer and on < related for _, c, on in judged]
        shares = f"answered {_cell(answered)}  refused {_cell(refused)}"
        yield f"{name:28} n={len(judged):<4} {shares}  related {1 - (sum(answered) + sum(refused)) / len(judged):.3f}"


def _cell(values: Sequence[bool]) -> str:
    mean, low, high = mean_with_interval([float(value) for value in values])
    return f"{mean:.3f} [{low:.3f}, {high:.3f}]"
