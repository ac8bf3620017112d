"""The contract of checks: a claim's verdict, its differences and places, and the report on an article."""

from __future__ import annotations

from typing import NotRequired

# Python 3.11's own TypedDict can't be read by pydantic, which describes the API.
from typing_extensions import TypedDict

from qa.quote.differences import DifferenceKind
from qa.quote.judge import Verdict
from qa.quote.marks import Marking
from qa.quote.printed import Part
from qa.quote.result import Caution
from qa.quote.said import Voice
from qa.render.contract import Hit, Namesakes
from qa.render.contract_erratum import ErratumOfClaim, Former


class Difference(TypedDict):
    """Words of a claim beside those that were printed; `equal_value`: both write one number, in digits and in words."""

    kind: DifferenceKind
    claimed: str
    printed: str
    equal_value: NotRequired[bool]


class SaidBy(TypedDict):
    """Whose words they are as printed: whose voice, in which part of the article, under which name.

    For a quotation `printed` are the article's words for the speaker, `within` is whose answer quotes it (null: the
    paper quotes it).
    """

    voice: Voice
    part: Part
    name: str | None
    printed: str | None
    within: str | None


class Warned(TypedDict):
    """Why printed words may not be used as they are, and the printed words that give rise to it, if any do."""

    kind: Caution
    words: str | None


class Occurrence(TypedDict):
    """One place where the words of a claim are printed, `words` verbatim or near; null offsets: in the headline."""

    interview: str
    start: int | None
    end: int | None
    words: Verdict
    said_by: SaidBy
    title: str | None
    outlet: str | None
    date: str | None
    permalink: str


class Check(Namesakes):
    """The verdict on a claimed quotation and the place that decided it; `matched` are offsets like a hit's.

    `verdict` sums up two: `words` judges the words alone, `said_by` tells who says them there. Words that are printed,
    but are no speech, are absent, with `matched`. `warning` is the gravest of `warnings`: the printed words that turn
    the claim, else the kind. `left_out` are printed words that the claim leaves out openly. `places` are all where the
    words stand, the newest first, `more` counts further ones. `errata` are what papers published about them since;
    `former` is where words that no present text prints stood in an earlier version.
    """

    claim: str
    verdict: Verdict
    differences: list[Difference]
    words: Verdict
    said_by: SaidBy | None
    warning: str | None
    warnings: list[Warned]
    omission: bool
    left_out: list[str]
    matched: list[int] | None
    citation: Hit | None
    places: list[Occurrence]
    more: int
    errata: list[ErratumOfClaim]
    former: list[Former]


class Place(TypedDict):
    """Where a quotation stands in an article; `skipped` says why it was not checked, `attributed` whose it is there."""

    start: int
    end: int
    marking: Marking
    speaker: str | None
    attributed: str | None
    skipped: str | None


class CheckedQuotation(Place, Check):
    """A quotation of an article with its check."""


class UncheckedQuotation(Place):
    """A quotation of an article that was not checked."""

    claim: str
    verdict: None
    differences: list[Difference]
    citation: None


class Report(TypedDict):
    """Every quotation of an article with its verdict."""

    title: str | None
    quotations: int
    checked: int
    counts: dict[Verdict, int]
    results: list[CheckedQuotation | UncheckedQuotation]


ReviewedQuotation = CheckedQuotation | UncheckedQuotation
"""A quotation of a report, with a verdict or with the reason for none."""
