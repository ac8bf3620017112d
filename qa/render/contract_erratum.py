"""The contract of what has become of printed words since: errata that papers published, versions that changed."""

from __future__ import annotations

from typing import NotRequired

# Python 3.11's own TypedDict can't be read by pydantic, which describes the API.
from typing_extensions import TypedDict

from qa.quote.judge import Verdict
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


class Version(TypedDict):
    """An earlier version of an interview: its number, counted from 1, and until when it stood (UTC)."""

    number: int
    until: str


class Former(Version):
    """Words of a claim in an earlier version of an interview, which no present text prints."""

    interview: str
    start: int | None
    end: int | None
    words: Verdict
    speaker: str | None
    title: str | None
    outlet: str | None
    date: str | None
    permalink: str


class Differing(TypedDict):
    """Another print of some words: its own `text`, where it differs from them."""

    text: NotRequired[str]


class Rectified(TypedDict):
    """Printed words, the errata on them, and the earlier version that has them where the present text has not."""

    errata: list[Erratum]
    former: NotRequired[Version]
