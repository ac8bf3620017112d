"""A whole article checked quotation by quotation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from qa.answer.answer import Citation
from qa.bounds import AS_SENT, LONGEST_ARTICLE
from qa.errors import QuestionError
from qa.quote.article import Quotation, quotations_in
from qa.quote.check import DifferenceKind, QuoteCheck, Verdict
from qa.quote.comparison import whole_sentences
from qa.quote.printed import Part
from qa.quote.result import TURNING
from qa.quote.said import Voice
from qa.text import Span, nfc
from qa.wording import check as wording_check
from qa.wording import versions as wording_versions

MAX_QUOTATIONS = 300
"""Quotations of one article that are checked; the rest are listed without a verdict."""

Check = Callable[[str, str | None], tuple[QuoteCheck, Citation | None]]
"""`Archive.check`: a claim and its speaker to a verdict and its citation."""

Progress = Callable[[int, int], None]
"""Told how many quotations of how many are done."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A check with the citation of the place that decided it, and whose words the claim is said to be."""

    check: QuoteCheck
    citation: Citation | None
    speaker: str | None = None

    @property
    def name(self) -> str:
        """The verdict in a few words; where the words are printed, but may not be used as they are, that."""
        if self.check.verdict in (Verdict.VERBATIM, Verdict.NEAR) and self.check.warnings:
            named = wording_check.CAUTION_NAMES.get(self.check.warnings[0].caution.value)
            if named:
                return named
        if self.check.verdict is Verdict.VERBATIM and self.check.omission:
            return wording_check.OMITTED_NAME
        if self.check.printed_elsewise:
            return wording_check.PRINTED_ELSEWISE_NAME
        if self.check.former:
            return wording_versions.CLAIM_NAME
        return wording_check.VERDICT_NAMES[self.check.verdict.value]

    @property
    def sentence(self) -> str:
        """The verdict in a sentence."""
        if self.check.verdict is Verdict.VERBATIM and self.check.omission:
            return wording_check.OMITTED
        if self.check.former:
            return wording_versions.CLAIM
        said = self.check.said_by
        if (
            self.check.verdict is Verdict.VERBATIM
            and said
            and (said.part is not Part.ANSWER or said.within is not None)
        ):
            return wording_check.VERBATIM_ELSEWHERE
        if self.check.printed_elsewise and self.check.said_by:
            return wording_check.printed_elsewise(wording_check.PART_NAMES[self.check.said_by.part.value])
        return wording_check.VERDICT_SENTENCES[self.check.verdict.value]

    @property
    def by_reporter(self) -> bool:
        """Whether the printed words are a reporter's."""
        return self.check.place is not None and self.check.place.is_reporter

    @property
    def misattributed(self) -> bool:
        """Whether the printed words are another person's than the claimed speaker's."""
        return any(one.kind is DifferenceKind.SPEAKER for one in self.check.differences)

    def correct(self) -> Citation | None:
        """Cites what may be quoted: the printed words, with whole sentences where the claim changed them.

        None where nothing may: the archive has no such words, or they are the reporter's, the paper's own, held for
        review, another's whom the speaker quotes, or were corrected in print.
        """
        check, citation = self.check, self.citation
        if citation is None or check.matched is None or check.verdict is Verdict.ABSENT or self.by_reporter:
            return None
        if check.rectified:
            return None
        said = check.said_by
        if said is None or said.part is Part.HELD or said.voice is Voice.SEVERAL or said.within is not None:
            return None
        as_said = check.verdict in (Verdict.VERBATIM, Verdict.NEAR, Verdict.WRONG_SPEAKER) and not check.warning
        # Of the paper's own sentence only the quoted words are the speaker's.
        within = as_said or said.part is not Part.ANSWER
        if said.part is not Part.ANSWER and any(one.caution in TURNING for one in check.warnings):
            return None
        span = check.matched if within else whole_sentences(check) or check.matched
        words = Span(span.start - citation.span.start, span.end - citation.span.start).of(citation.text)
        return replace(citation, span=span, text=words, highlights=())


@dataclass(frozen=True, slots=True)
class Draft:
    """An article that is to be checked: its NFC text and its quotations, which are spans of it."""

    title: str
    text: str
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A quotation of an article with its check; `skipped` says why there is none: an `Unchecked`, or "left_out"."""

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
        """Tells how often each verdict was given; verdicts that were not are left out."""
        given = Counter(item.checked.check.verdict for item in self.items if item.checked)
        return {verdict: given[verdict] for verdict in Verdict if given[verdict]}


def draft_of(text: str, title: str = "") -> Draft:
    """Returns the article as it was pasted or read; QuestionError if it is empty or too long."""
    if len(text) > AS_SENT * LONGEST_ARTICLE:
        raise QuestionError(wording_check.article_too_long(LONGEST_ARTICLE))
    # Half of a surrogate pair, which JSON can bring, could not be written out again.
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = nfc(text).replace("\r\n", "\n").replace("\r", "\n")
    if not any(c.isalnum() for c in text):
        raise QuestionError(wording_check.EMPTY_ARTICLE)
    if len(text) > LONGEST_ARTICLE:
        raise QuestionError(wording_check.article_too_long(LONGEST_ARTICLE))
    return Draft(title, text, quotations_in(text))


def reviewed(quotations: Sequence[Quotation], check: Check) -> Iterator[Reviewed]:
    """Checks quotations one by one as they are done."""
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
    """Checks every quotation of an article; `progress` is told after every quotation."""
    items = []
    for item in reviewed(draft.quotations, check):
        items.append(item)
        if progress:
            progress(len(items), len(draft.quotations))
    return Review(draft.title, tuple(items))
