"""The lines that segments stand on, and the quotations that run through them."""

from __future__ import annotations

from collections.abc import Sequence

from qa.parse.segment import Segment


def line_bounds(segments: Sequence[Segment]) -> tuple[list[int], list[int]]:
    """Returns for each segment the index of the first of its line, and that of the one after its last."""
    starts = list(range(len(segments)))
    for n in range(1, len(segments)):
        if segments[n].line == segments[n - 1].line:
            starts[n] = starts[n - 1]
    ends = [n + 1 for n in range(len(segments))]
    for n in range(len(segments) - 2, -1, -1):
        if segments[n].line == segments[n + 1].line:
            ends[n] = ends[n + 1]
    return starts, ends


def inside_quotations(text: str, segments: Sequence[Segment]) -> list[bool]:
    """Tells whether a quotation that began earlier in the same line is still open where the segment begins."""
    found = []
    depth, line = 0, -1
    for segment in segments:
        if segment.line != line:
            depth, line = 0, segment.line
        found.append(depth > 0)
        words = segment.span.of(text)
        depth += words.count("“") - words.count("”")
        straight = words.count('"') % 2
        depth = max(0, depth + (straight if depth == 0 else -straight))
    return found
