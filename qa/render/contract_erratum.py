"""The contract of errata: what papers published about words that they had printed."""

from __future__ import annotations

# Python 3.11's own TypedDict can't be read by pydantic, which describes the API.
from typing_extensions import TypedDict

from qa.quote.result import Says


class Erratum(TypedDict):
    """On `day` a paper published that `right` should stand for the printed words `wrong`; "" where they are taken back.

    `start` and `end` are offsets in the interview's text, which stays as it was printed.
    """

    interview: str
    start: int
    end: int
    day: str
    wrong: str
    right: str
    note: str


class ErratumOfClaim(Erratum):
    """An erratum on the words of a claim, and which words the claim has: the wrong ones, the right ones, or neither."""

    claim: Says


class Rectified(TypedDict):
    """Printed words, and the errata on them."""

    errata: list[Erratum]
