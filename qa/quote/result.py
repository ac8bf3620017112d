"""What a check says of a claim: two verdicts, of the words and of who says them, and one that sums them up."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from qa.interview import Erratum, Source
from qa.quote.differences import Difference
from qa.quote.judge import Verdict
from qa.quote.printed import Place
from qa.quote.said import Fit, SaidBy
from qa.text import Span


class Caution(StrEnum):
    """Why words that are printed may not be used as they are; the gravest first. The values are what JSON says."""

    RECTIFIED = "rectified"
    DENIED = "denied"
    DOUBTED = "doubted"
    ASKED = "asked"
    CONDITIONAL = "conditional"
    REPORTED = "reported"
    CUT = "cut"
    QUOTED = "quoted"
    SPEAKER_UNKNOWN = "speaker_unknown"
    SHORT = "short"
    COMMON = "common"


TURNING = (
    Caution.DENIED, Caution.DOUBTED, Caution.ASKED, Caution.CONDITIONAL, Caution.REPORTED, Caution.CUT,
)  # fmt: skip
"""The cautions that quote words of the printed sentence which turn what was cut out of it."""


@dataclass(frozen=True, slots=True)
class Warned:
    """One caution with the printed words that give rise to it, where there are any."""

    caution: Caution
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place where the words of a claim are printed: verbatim or near, by whom; its source once it is known."""

    place: Place
    matched: Span | None
    words: Verdict
    said_by: SaidBy
    source: Source | None = None


class Says(StrEnum):
    """What a claim has of an erratum: the words as printed, the right ones, or neither."""

    WRONG = "wrong"
    RIGHT = "right"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Rectified:
    """An erratum on the words of a claim, and which of its words the claim has."""

    erratum: Erratum
    says: Says


@dataclass(frozen=True, slots=True)
class Former:
    """A place where words stood in an earlier version of an article: its number, and until when it stood (UTC)."""

    number: int
    until: str
    at: Occurrence


@dataclass(frozen=True, slots=True)
class QuoteCheck:
    """The verdict on a claim and what it rests on.

    `words` judges the words alone, `said_by` tells who says them at `place`, and `verdict` sums both up: words that are
    no speech are ABSENT, with the place where they are printed. For a claim whose words are ABSENT, `place` is the
    nearest one, which supports nothing. `matched` are the printed words in the interview's text. `left_out` are
    printed words that the claim leaves out openly. `places` are all where the words stand, `more` how many further.
    `rectified` are the errata that papers published on these words; `former` are where words that no present text
    prints stood before.
    """

    claim: str
    verdict: Verdict
    differences: tuple[Difference, ...] = ()
    place: Place | None = None
    matched: Span | None = None
    words: Verdict = Verdict.ABSENT
    said_by: SaidBy | None = None
    fit: Fit | None = None
    warnings: tuple[Warned, ...] = ()
    omission: bool = False
    left_out: tuple[str, ...] = ()
    places: tuple[Occurrence, ...] = ()
    more: int = 0
    rectified: tuple[Rectified, ...] = ()
    former: tuple[Former, ...] = ()

    @property
    def printed_elsewise(self) -> bool:
        """Whether the words are printed, but as nobody's speech."""
        return self.verdict is Verdict.ABSENT and self.words is not Verdict.ABSENT

    @property
    def warning(self) -> str | None:
        """The gravest caution: the printed words that turn the claim, or the name of another caution."""
        if not self.warnings:
            return None
        first = self.warnings[0]
        return first.words if first.caution in TURNING else first.caution.value
