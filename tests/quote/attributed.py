"""How often the speaker of a quotation is named as our own invented articles do: `measured`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from qa.quote.article import quotations_in

SET = Path(__file__).with_name("attributed.txt")


def articles() -> list[tuple[str, list[str]]]:
    """The articles, each with the speakers of its quotations in print order."""
    text = SET.read_text("utf-8").split("\n\n", 1)[1]
    found = []
    for part in text.split("\n===\n"):
        lines = part.strip().splitlines()
        speakers = [line.removeprefix("> ") for line in lines if line.startswith("> ")]
        found.append(("\n".join(line for line in lines if not line.startswith("> ")).strip(), speakers))
    return found


def measured() -> tuple[Counter[str], list[tuple[str, str | None, str]]]:
    """How many speakers are named right, wrong, or not at all, and those that are not right."""
    counts: Counter[str] = Counter()
    missed = []
    for text, speakers in articles():
        found = quotations_in(text)
        assert len(found) == len(speakers), text[:40]
        for one, speaker in zip(found, speakers, strict=True):
            named = None if speaker.startswith(("(", "-")) else speaker
            kind = "right" if one.speaker == named else "unnamed" if one.speaker is None else "wrong"
            # Wrong where it matters: another name that is taken for sure.
            kind += " and sure" * (kind == "wrong" and one.sure)
            counts[kind] += 1
            missed += [(speaker, one.speaker, one.text)] * (kind != "right")
    return counts, missed
