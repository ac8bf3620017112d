"""Claims made from real turns, each with the verdict that it deserves. Seeded; holds no text of its own."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.quote.check import Place, Verdict
from qa.text import fold, sentences
from tests.benchmarks.quote_edits import ALTERATIONS, FORMS, TextEdit


@dataclass(frozen=True, slots=True)
class Case:
    """A claim, who is claimed to have said it, the verdict it deserves, and how it was made."""

    claim: str
    speaker: str | None
    verdict: Verdict
    edit: str


# --- cutting -------------------------------------------------------------------------------------------------


def a_slice(text: str, rng: random.Random, least: int = 3, most: int = 300) -> str:
    """A stretch of whole words (as white space parts them) of a text."""
    words = list(re.finditer(r"\S+", text))
    size = min(len(words), max(least, int(rng.lognormvariate(2.9, 0.8))), most)
    start = rng.randrange(len(words) - size + 1)
    return text[words[start].start() : words[start + size - 1].end()]


def a_sentence(text: str, rng: random.Random, least: int = 7) -> str | None:
    """A whole sentence of at least `least` words, without its full stop half of the time."""
    long = [s.of(text) for s in sentences(text) if len(s.of(text).split()) >= least]
    if not long:
        return None
    chosen = rng.choice(long)
    return chosen.rstrip(".") if rng.random() < 0.5 else chosen


def joint(text: str, rng: random.Random) -> str | None:
    """The beginning of one sentence and the end of a later one, at least eight words between them left out."""
    spans = [s for s in sentences(text) if len(s.of(text).split()) >= 9]
    if len(spans) < 2:
        return None
    a, b = sorted(rng.sample(range(len(spans)), 2))
    first, second = spans[a].of(text).split(), spans[b].of(text).split()
    head = first[: rng.randrange(5, len(first) - 1)]
    tail = second[-rng.randrange(5, len(second) - 2) :]
    if len(text[spans[a].start : spans[b].end].split()) - len(head) - len(tail) < 8:
        return None
    head[-1] = head[-1].rstrip(".,;:")
    return " ".join(head + tail)


def dropped_middle(text: str, rng: random.Random) -> str | None:
    """One sentence with a clause between two commas left out."""
    long = [s.of(text) for s in sentences(text) if s.of(text).count(",") >= 2]
    rng.shuffle(long)
    for sentence in long:
        commas = [m.start() for m in re.finditer(",(?= )", sentence)]
        for a in commas:
            for b in (c for c in commas if c > a):
                left_out = sentence[a:b].split()
                ends = len(sentence[:a].split()), len(sentence[b:].split())
                if 5 <= len(left_out) <= 25 and min(ends) >= 5 and not re.match(r", (nếu|khi|trừ|với)", sentence[a:]):
                    return sentence[:a] + sentence[b:]
    return None


# --- cases ---------------------------------------------------------------------------------------------------


def cases(speeches: Sequence[Place], absent: Sequence[str], number: int, seed: int = 5) -> Iterator[Case]:
    """`number` cases of each verdict (altered: three times as many) from the speeches; `absent` is not in them."""
    rng = random.Random(seed)
    officials = [s for s in speeches if not s.is_reporter and len(s.text.split()) >= 25]
    everything = compact(" ".join(s.text for s in speeches))
    yield from _verbatim(officials, number, rng)
    yield from _edited(officials, FORMS, Verdict.NEAR, number, rng, everything)
    yield from _edited(officials, ALTERATIONS, Verdict.ALTERED, 3 * number, rng, everything)
    yield from _stitched(officials, number, rng, everything)
    yield from _wrong_speaker(speeches, number, rng)
    for _ in range(number):
        claim = a_sentence(rng.choice(absent), rng, 9)
        if claim and compact(claim) not in everything:
            yield Case(claim, rng.choice([None, rng.choice(officials).speaker]), Verdict.ABSENT, "other text")


def compact(text: str) -> str:
    """The folded letters and digits of `text` alone."""
    return re.sub(r"[\W_]+", "", fold(text))


def _claimed(speech: Place, rng: random.Random) -> str | None:
    name = speech.speaker or ""
    return rng.choice([None, name, f"Ông {name.split()[-1]}", f"Bộ trưởng {name}"]) if name else None


def _verbatim(officials: Sequence[Place], number: int, rng: random.Random) -> Iterator[Case]:
    for _ in range(number):
        speech = rng.choice(officials)
        claim = a_slice(speech.text, rng) if rng.random() < 0.7 else a_sentence(speech.text, rng)
        if claim and re.search(r"\w", claim):
            quoted = rng.choice(["{}", "“{}”", '"{}"', " {}\n"]).format(claim)
            yield Case(quoted, _claimed(speech, rng), Verdict.VERBATIM, "slice")


def _edited(
    officials: Sequence[Place],
    edits: dict[str, TextEdit],
    verdict: Verdict,
    number: int,
    rng: random.Random,
    everything: str,
) -> Iterator[Case]:
    for name, edit in edits.items():
        made = tries = 0
        while made < -(-number // len(edits)) and tries < 4000:
            tries += 1
            speech = rng.choice(officials)
            text = a_sentence(speech.text, rng)
            claim = edit(text, rng) if text else None
            if not claim or claim == text or (verdict is Verdict.ALTERED and _unchanged(claim, everything, name)):
                continue
            made += 1
            yield Case(claim, _claimed(speech, rng), verdict, name)


def _unchanged(claim: str, everything: str, name: str) -> bool:
    """Whether the edited words stand in print all the same (accents and marks aside, where these were edited)."""
    return name not in ("accent", "decimal mark", "percent sign") and compact(claim) in everything


def _stitched(officials: Sequence[Place], number: int, rng: random.Random, everything: str) -> Iterator[Case]:
    for how, name in ((joint, "two sentences"), (dropped_middle, "clause left out")):
        made = tries = 0
        while made < number // 2 and tries < 20 * number:
            tries += 1
            speech = rng.choice(officials)
            claim = how(speech.text, rng)
            if claim and compact(claim) not in everything:
                made += 1
                yield Case(claim, _claimed(speech, rng), Verdict.STITCHED, name)


def _wrong_speaker(speeches: Sequence[Place], number: int, rng: random.Random) -> Iterator[Case]:
    officials = [s for s in speeches if not s.is_reporter and s.speaker and len(s.text.split()) >= 25]
    reporters = [s for s in speeches if s.is_reporter and len(s.text.split()) >= 12]
    for n in range(number):
        speech = rng.choice(reporters if n % 3 == 0 else officials)
        claim = a_sentence(speech.text, rng) or speech.text
        other = rng.choice(officials).speaker or ""
        if other.split()[-1] != (speech.speaker or "").split()[-1] and not _said_by(claim, other, speeches):
            yield Case(claim, other, Verdict.WRONG_SPEAKER, "reporter" if speech.is_reporter else "official")


def _said_by(claim: str, name: str, speeches: Sequence[Place]) -> bool:
    return any(s.speaker == name and compact(claim) in compact(s.text) for s in speeches)
