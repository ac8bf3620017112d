"""Where two texts differ, paragraph by paragraph and within these word by word. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from qa.render.html import Content, Html, tag
from qa.wording import versions as wording_versions

_COMPARED = 2_000_000
"""Pairs of words up to which two stretches are compared word by word: difflib may take time with their product."""

_WORD = re.compile(r"\s+|\S+")


def differences_html(former: str, later: str) -> Content:
    """Renders the paragraphs in which two texts differ, what is gone and what is new marked; what is alike left out."""
    one, other = _paragraphs(former), _paragraphs(later)
    found = [
        _stretch("\n".join(one[a:b]), "\n".join(other[c:d]))
        for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
        if kind != "equal"
    ]
    if not found:
        return tag("p", wording_versions.NO_DIFFERENCE)
    between = tag("p.left-out", wording_versions.LEFT_OUT)
    return tag("p.hint", wording_versions.DIFFERENCES_HINT), [(between, one) for one in found], between


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _stretch(former: str, later: str) -> Html:
    one, other = _WORD.findall(former), _WORD.findall(later)
    if not one or not other or len(one) * len(other) > _COMPARED:
        return tag("p.compared", _changed(former, later))
    return tag("p.compared", list(_pieces(one, other)))


def _pieces(one: Sequence[str], other: Sequence[str]) -> Iterator[Content]:
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        before, after = "".join(one[a:b]), "".join(other[c:d])
        yield before if kind == "equal" else _changed(before, after)


def _changed(before: str, after: str) -> Content:
    return before.strip() and tag("del", before), " ", after.strip() and tag("ins", after)
