"""Where the words of errata stand in a text today. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from qa.corrections.anchor import find, sha256_of
from qa.errata.entry import Entry, in_force
from qa.interview import Erratum
from qa.text import Span, nfc


@dataclass(frozen=True, slots=True)
class Placed:
    """The errata of an interview at their place in a text, and the entries whose words stand there no more."""

    errata: tuple[Erratum, ...] = ()
    lost: tuple[Entry, ...] = ()


def placed(text: str, entries: Iterable[Entry]) -> Placed:
    """Finds the words of each entry in force in a text of its interview."""
    errata, lost = [], []
    held = in_force(entries)
    digest = sha256_of(text) if held else ""
    for entry in held:
        said = entry.published
        span = find(text, said.anchor, entry.text_sha256 == digest) if said else None
        if said is None or span is None:
            lost.append(entry)
        else:
            at = (entry.interview, entry.version, span, said.anchor.words)
            errata.append(Erratum(*at, said.right, said.day, said.note))
    return Placed(tuple(sorted(errata, key=lambda one: one.span)), tuple(lost))


def standing(text: str, words: str) -> list[Span]:
    """Finds all places of words in a text, in order; between them any white space stands for any other."""
    parts = nfc(words).split()
    if not parts:
        return []
    return [Span(*found.span()) for found in re.finditer(r"\s+".join(map(re.escape, parts)), text)]


def touching(errata: Iterable[Erratum], span: Span) -> tuple[Erratum, ...]:
    """Returns those of some errata of one interview that are about words of a span."""
    return tuple(one for one in errata if one.span.overlaps(span))
