"""Text as safe HTML: every character of an article goes through `escaped` before it meets a tag."""

from __future__ import annotations

import html
from collections.abc import Iterable

from qa.text import Span

# Line breaks and tabs as references: Markdown never sees a blank line inside a card (it would read the rest
# as Markdown), Gradio's dedenting finds nothing to expand, and the browser still gets the character itself.
_BREAKS = {ord(char): f"&#{ord(char)};" for char in "\n\r\t\u2028\u2029"}


def escaped(text: str) -> str:
    """`text` as HTML on one line; the browser's textContent of it is `text` again."""
    return html.escape(text, quote=True).translate(_BREAKS)


def marked(text: str, within: Span, marks: Iterable[Span]) -> str:
    """The HTML of `within` with what lies in `marks` in <mark>; overlapping marks become one."""
    pieces: list[str] = []
    place = within.start
    for mark in sorted(marks):
        start, end = max(mark.start, place), min(mark.end, within.end)
        if start >= end:
            continue
        pieces += [escaped(text[place:start]), "<mark>", escaped(text[start:end]), "</mark>"]
        place = end
    return "".join([*pieces, escaped(text[place : within.end])])
