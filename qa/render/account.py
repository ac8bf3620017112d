"""How a file was read, for `qa parse`: its kind and letters, what was left out and why, what it marks by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.article.account import Account
from qa.interview import Interview, Mark, MarkKind
from qa.render.contract import Read
from qa.wording import article as wording_article

_SHOWN = 110
"""Letters of left-out words, and of a mark's, that a line shows."""

_COUNTED = (MarkKind.BOLD, MarkKind.ITALIC)
"""Marks that a line only counts."""


def account_json(account: Account, marks: Sequence[Mark]) -> Read:
    """Tells how a file was read, as `parse --json` prints it; offsets are those of the interview's text."""
    return {
        "container": account.container,
        "encoding": account.encoding,
        "left_out": [{"why": one.why, "text": one.text} for one in account.left_out],
        "marks": [{"start": one.start, "end": one.end, "kind": one.kind, "who": one.who} for one in marks],
    }


def account_lines(account: Account, interview: Interview) -> Iterator[str]:
    """Returns the same in sentences, a line each."""
    yield wording_article.file_kind(account.container, account.encoding)
    if account.left_out:
        yield f"{wording_article.LEFT_OUT}:"
    for one in account.left_out:
        yield f"  – {wording_article.WHY_LEFT_OUT[one.why]}: {_short(one.text)}"
    if interview.marks:
        yield f"{wording_article.MARKED}:"
    for kind in MarkKind:
        marks = [mark for mark in interview.marks if mark.kind is kind]
        if not marks:
            continue
        yield f"  – {wording_article.MARKS[kind]} ({len(marks)})" + ("" if kind in _COUNTED else ":")
        for mark in () if kind in _COUNTED else marks:
            whose = f" {wording_article.whose_quotation(mark.who)}" if mark.who else ""
            yield f"      “{_short(interview.text[mark.start : mark.end])}”{whose}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN].rstrip()}…"
