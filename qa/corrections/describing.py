"""The facts of an article as an editor describes it: headline, outlet, day, authors, address, note. Its text stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from qa.article.facts import author_names, one_line, printed_date, web_address
from qa.bounds import LONGEST_LINE
from qa.corrections.correction import FACTS, Action, Decision, Fact
from qa.errors import CorrectionError
from qa.interview import Source
from qa.wording import describing as wording_describing
from qa.wording import edit as wording_edit


def describe(source: Source, typed: Mapping[str, str]) -> Decision:
    """Decides on the facts that were typed otherwise than they stand; `typed` has all FACTS, authors by commas.

    CorrectionError for a day or an address that is none, for what is too long, and where nothing has changed.
    """
    told = [(name, _read(name, typed[name])) for name in FACTS]
    facts = tuple((name, value) for name, value in told if value != getattr(source, name))
    if not facts:
        raise CorrectionError(wording_describing.NO_CHANGE)
    return Decision(Action.DESCRIBE, facts=facts)


def _read(name: str, typed: str) -> str | tuple[str, ...] | None:
    words = one_line(typed)
    if len(words) > LONGEST_LINE:
        raise CorrectionError(wording_edit.too_long(LONGEST_LINE))
    if name == "title":
        return words
    if name == "authors":
        return author_names([words])
    read = {"date": printed_date, "url": web_address}.get(name)
    value = read(words) if read and words else words or None
    if words and value is None:
        raise CorrectionError(wording_describing.NO_DAY if name == "date" else wording_describing.NO_ADDRESS)
    return value


def described(source: Source, facts: Iterable[Fact]) -> Source:
    """Returns an article's facts with these in their places."""
    changed: dict[str, Any] = dict(facts)
    return replace(source, **changed)
