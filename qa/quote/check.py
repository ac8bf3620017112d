"""Was this really said? One verdict for a claimed quotation, by rules over an exact alignment of words.

Likeness only finds candidates. What may be called `verbatim` or `near` is decided by comparing every word and
every character between the words with the printed ones.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from qa.interview import REPORTER, Interview
from qa.names.speakers import same_speaker
from qa.quote.candidates import Candidates
from qa.quote.context import warning
from qa.quote.differences import Difference, DifferenceKind
from qa.quote.form import QUOTES
from qa.quote.judge import Judgement, Verdict, aligned, fragments, in_a_row, joined, with_omissions
from qa.quote.words import Words
from qa.text import Span, nfc

__all__ = ["Difference", "DifferenceKind", "QuoteCheck", "QuoteIndex", "Speech", "Verdict", "speeches", "unquoted"]

_COMPARED = 60
"""Utterances that hold a claim's letters in a row and are compared with it, the claimed speaker's first."""

_ALIGNED = 24
"""Utterances that a claim is aligned with where none holds it in a row."""

_ONE_WORD = 5000
"""Utterances that are looked through for a claim of a single word."""

_ALTERED = 0.5
"""Support (see Judgement) from which an utterance is what the claim altered or was stitched from."""

_SCANNED = 8
"""Letters from which a claim without a candidate is looked for in all of the archive, whatever its spacing."""


@dataclass(frozen=True, slots=True)
class Speech:
    """Words that one person said in print: `text` is `span` of the interview's text.

    `labels` are the posts and other names that the article gives the speaker; None: nobody is named.
    """

    interview: str
    span: Span
    speaker: str | None
    text: str
    is_reporter: bool = False
    labels: tuple[str, ...] = ()


def speeches(interview: Interview) -> Iterator[Speech]:
    """Lists everything that is said in an interview: each printed question and each answer."""
    labels = {p.name: tuple(filter(None, (p.position, *p.labels))) for p in interview.people}
    for turn in interview.turns:
        if turn.question is not None:
            text = turn.question.of(interview.text)
            yield Speech(interview.source.id, turn.question, REPORTER, text, is_reporter=True)
        for said in turn.answers:
            text = said.span.of(interview.text)
            yield Speech(interview.source.id, said.span, said.speaker, text, labels=labels.get(said.speaker or "", ()))


@dataclass(frozen=True, slots=True)
class QuoteCheck:
    """The verdict on a claim and what it rests on.

    `speech` is the utterance found (for `absent`: the nearest one, which supports nothing) and `matched` the
    printed words in the interview's text. `warning` holds the words of the printed sentence that turn what was
    cut out of it. `omission`: the claim marks openly that words were left out.
    """

    claim: str
    verdict: Verdict
    differences: tuple[Difference, ...] = ()
    speech: Speech | None = None
    matched: Span | None = None
    warning: str | None = None
    omission: bool = False


@dataclass(frozen=True, slots=True)
class _Finding:
    """A judgement and the number of the utterance that it is about."""

    number: int
    judged: Judgement


@dataclass(frozen=True, slots=True)
class Claimed:
    """Who is claimed to have spoken: the name as given, and the appearances that it is known to mean.

    Where there are any, they alone decide: a name given with a post means one of several namesakes.
    """

    name: str
    people: frozenset[tuple[str, str]] = frozenset()

    def is_speaker_of(self, speech: Speech) -> bool:
        """Tells whether the words are this speaker's."""
        if self.people:
            return (speech.interview, speech.speaker) in self.people
        return speech.speaker is not None and same_speaker(self.name, speech.speaker, speech.labels)


class QuoteIndex:
    """Everything that was said in the archive, ready for `check`. May be shared by threads."""

    def __init__(self, utterances: Iterable[Speech]) -> None:
        self._speeches = tuple(utterances)
        self._candidates = Candidates([speech.text for speech in self._speeches])
        self._words = lru_cache(maxsize=2048)(self._words_of)
        self._in_interview: dict[str, list[int]] = defaultdict(list)
        for number, speech in enumerate(self._speeches):
            self._in_interview[speech.interview].append(number)

    def __len__(self) -> int:
        return len(self._speeches)

    def check(self, claim: str, speaker: str | None = None, people: Collection[tuple[str, str]] = ()) -> QuoteCheck:
        """Checks whether an official (the one named `speaker`, where given) said these words.

        `people` are the appearances (interview, printed name) that `speaker` is known to mean.
        """
        who = Claimed(speaker.strip(), frozenset(people)) if speaker and speaker.strip() else None
        text = unquoted(nfc(claim))
        words = Words(text)
        if not len(words):
            return QuoteCheck(claim, Verdict.ABSENT)
        holding = self._candidates.holding([text]) if len(words) > 1 else self._candidates.scan(text, _ONE_WORD)
        found = self._in_a_row(words, who, holding)
        return (
            self._supported(claim, who, found)
            or self._supported(claim, who, self._with_omissions(text, who))
            or self._explained(claim, words, who, found)
        )

    # --- the words are there ------------------------------------------------------------------------------------

    def _in_a_row(self, words: Words, who: Claimed | None, numbers: Iterable[int]) -> list[_Finding]:
        holding = [n for n in numbers if self._candidates.contains(n, words.text)]
        found = []
        for number in self._likeliest(words.text, who, holding):
            judged = in_a_row(words, self._words(number))
            if judged is not None:
                found.append(_Finding(number, judged))
                if judged.verdict is Verdict.VERBATIM and not self._distance(number, who):
                    break
        return found

    def _likeliest(self, text: str, who: Claimed | None, holding: Sequence[int]) -> list[int]:
        """Those to compare of the utterances that hold a claim: the claimed speaker's first, then the literal ones."""
        if len(holding) <= _COMPARED:
            return sorted(holding, key=lambda n: self._distance(n, who))
        literal = re.compile(rf"(?<!\w){re.escape(text)}(?!\w)")
        order = {n: (self._distance(n, who), not literal.search(self._speeches[n].text)) for n in holding}
        return sorted(holding, key=order.__getitem__)[:_COMPARED]

    def _with_omissions(self, text: str, who: Claimed | None) -> list[_Finding]:
        parts = fragments(text)
        if len(parts) < 2:
            return []
        holding = self._candidates.holding([part.text for part in parts])
        found = []
        for number in sorted(holding, key=lambda n: self._distance(n, who))[:_COMPARED]:
            judged = with_omissions(parts, self._words(number))
            if judged is not None:
                found.append(_Finding(number, judged))
        return found

    def _supported(self, claim: str, who: Claimed | None, found: Sequence[_Finding]) -> QuoteCheck | None:
        """The check where the words are there as claimed: verbatim, near, wrong_speaker, or turned by an omission."""
        there = [f for f in found if f.judged.verdict is not Verdict.ALTERED]
        if not there:
            return None
        best = min(there, key=lambda f: (self._distance(f.number, who), *f.judged.severity))
        distance = self._distance(best.number, who)
        if not distance or best.judged.verdict is Verdict.STITCHED:
            return self._check(claim, best.judged.verdict, best, who)
        return self._check(claim, Verdict.WRONG_SPEAKER, best, who)

    def _distance(self, number: int, who: Claimed | None) -> int:
        """0 where the utterance is the claimed speaker's (any official's, where none is claimed), more elsewhere."""
        speech = self._speeches[number]
        if speech.is_reporter:
            return 2
        if who is None:
            return 0
        return 0 if speech.speaker and who.is_speaker_of(speech) else 1

    # --- the words are not there --------------------------------------------------------------------------------

    def _explained(self, claim: str, words: Words, who: Claimed | None, found: Sequence[_Finding]) -> QuoteCheck:
        """The check where the words as claimed are not there: altered, stitched, or absent; form at the least."""
        numbers = self._candidates.alike(words.text, _ALIGNED)
        tried = [*found, *self._aligned(words, numbers)]
        supported = self._supported(claim, who, [f for f in tried if f.judged.verdict in _AS_PRINTED])
        if supported is not None:
            return supported
        best = min(tried, key=lambda f: self._rank(f, who), default=None)
        if (best is None or best.judged.support < _ALTERED) and len(words.compact) >= _SCANNED:
            spaced = self._in_a_row(words, who, self._candidates.scan(words.text, _COMPARED))
            supported = self._supported(claim, who, spaced)
            if supported is not None:
                return supported
        if best is None:
            return QuoteCheck(claim, Verdict.ABSENT)
        if best.judged.verdict is Verdict.STITCHED and not best.judged.changed and best.judged.support >= _ALTERED:
            return self._check(claim, Verdict.STITCHED, best, who)
        pieces = self._joined(words, best, numbers)
        if pieces is not None:
            return self._check(claim, Verdict.STITCHED, pieces, who)
        verdict = Verdict.ALTERED if best.judged.support >= _ALTERED else Verdict.ABSENT
        return self._check(claim, verdict, best, who)

    def _aligned(self, words: Words, numbers: Sequence[int]) -> list[_Finding]:
        found = []
        for number in numbers:
            printed = self._words(number)
            judged = in_a_row(words, printed) or aligned(words, printed)
            if judged is not None:
                found.append(_Finding(number, judged))
        return found

    def _rank(self, found: _Finding, who: Claimed | None) -> tuple[float, int, int]:
        """Lower is better: what explains most of the claim, then who said it, then the fewest differences."""
        judged = found.judged
        return -judged.support, self._distance(found.number, who), len(judged.differences)

    def _joined(self, words: Words, best: _Finding, numbers: Sequence[int]) -> _Finding | None:
        """A stitched judgement where the claim is made up of stretches of several answers."""
        if best.judged.changed < 4:
            return None
        neighbours = self._in_interview[self._speeches[best.number].interview]
        for pool, shortest in ((neighbours, 4), (numbers, 6)):
            officials = [n for n in pool if not self._speeches[n].is_reporter]
            if joined(words, [self._words(n) for n in officials], shortest):
                judged = replace(best.judged, verdict=Verdict.STITCHED, differences=())
                return _Finding(best.number, judged)
        return None

    # --- the result ---------------------------------------------------------------------------------------------

    def _check(self, claim: str, verdict: Verdict, found: _Finding, who: Claimed | None) -> QuoteCheck:
        speech, judged = self._speeches[found.number], found.judged
        words = self._words(found.number)
        differences = judged.differences
        if self._distance(found.number, who) and verdict is not Verdict.ABSENT:
            named = Difference(DifferenceKind.SPEAKER, who.name if who else "", speech.speaker or "")
            differences = (named, *differences)
        area = words.span(judged.printed)
        cut = warning(words, judged.printed) if verdict in _WARNED else None
        return QuoteCheck(
            claim,
            verdict,
            () if verdict is Verdict.ABSENT else differences,
            speech,
            Span(speech.span.start + area.start, speech.span.start + area.end),
            cut,
            judged.omission,
        )

    def _words_of(self, number: int) -> Words:
        return Words(self._speeches[number].text)


_AS_PRINTED = frozenset({Verdict.VERBATIM, Verdict.NEAR})
_WARNED = frozenset({Verdict.VERBATIM, Verdict.NEAR, Verdict.WRONG_SPEAKER})


def unquoted(claim: str) -> str:
    """Strips the white space and the quotation marks around the whole of a claim."""
    text = claim.strip()
    while len(text) > 1 and text[0] in QUOTES and text[-1] in QUOTES:
        inner = text[1:-1]
        if any(c in QUOTES for c in inner) and inner.count("“") < inner.count("”"):
            break
        text = inner.strip()
    return text
