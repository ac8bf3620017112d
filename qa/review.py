"""A whole article checked quotation by quotation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from qa import wording_check
from qa.answer import Citation
from qa.errors import QuestionError
from qa.quote import QuoteCheck, Verdict
from qa.quote.article import Quotation, quotations_in
from qa.text import nfc
from qa.verdict import Checked

MAX_ARTICLE = 200_000
"""Characters of the longest article that is checked."""

MAX_QUOTATIONS = 300
"""Quotations of one article that are checked; the rest are listed without a verdict."""

Check = Callable[[str, str | None], tuple[QuoteCheck, Citation | None]]
"""`Archive.check`: a claim and its speaker to a verdict and its citation."""

Progress = Callable[[int, int], None]
"""Told how many quotations of how many are done."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An article that is to be checked: its NFC text and its quotations, which are spans of it."""

    title: str
    text: str
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A quotation of an article with its check; `skipped` says why there is none ("short", "name", "left_out")."""

    quotation: Quotation
    checked: Checked | None
    skipped: str | None = None

    @property
    def is_problem(self) -> bool:
        """Whether somebody has to look: not word for word, or cut where the meaning turns."""
        check = self.checked.check if self.checked else None
        return check is not None and (check.verdict not in (Verdict.VERBATIM, Verdict.NEAR) or bool(check.warning))


@dataclass(frozen=True, slots=True)
class Review:
    """The report on an article: every quotation in print order."""

    title: str
    items: tuple[Reviewed, ...]

    @property
    def checked(self) -> int:
        """How many quotations have a verdict."""
        return sum(item.checked is not None for item in self.items)

    def counts(self) -> dict[Verdict, int]:
        """How often each verdict was given; verdicts that were not are left out."""
        given = Counter(item.checked.check.verdict for item in self.items if item.checked)
        return {verdict: given[verdict] for verdict in Verdict if given[verdict]}


def draft_of(text: str, title: str = "") -> Draft:
    """The article as it was pasted or read; QuestionError if it is empty or too long."""
    # Half of a surrogate pair, which JSON can bring, could not be written out again.
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = nfc(text).replace("\r\n", "\n").replace("\r", "\n")
    if not any(c.isalnum() for c in text):
        raise QuestionError(wording_check.EMPTY_ARTICLE)
    if len(text) > MAX_ARTICLE:
        raise QuestionError(wording_check.article_too_long(MAX_ARTICLE))
    return Draft(title, text, quotations_in(text))


def reviewed(quotations: Sequence[Quotation], check: Check) -> Iterator[Reviewed]:
    """Each quotation with its verdict, one by one as they are done."""
    done = 0
    for quotation in quotations:
        if quotation.unchecked is not None:
            yield Reviewed(quotation, None, quotation.unchecked.value)
        elif done >= MAX_QUOTATIONS:
            yield Reviewed(quotation, None, "left_out")
        else:
            done += 1
            result, citation = check(quotation.text, quotation.speaker)
            yield Reviewed(quotation, Checked(result, citation, quotation.speaker))


def review(draft: Draft, check: Check, progress: Progress | None = None) -> Review:
    """The report on an article; `progress` is told after every quotation."""
    items = []
    for item in reviewed(draft.quotations, check):
        items.append(item)
        if progress:
            progress(len(items), len(draft.quotations))
    return Review(draft.title, tuple(items))
