"""What somebody was shown, shown again: the words come from the stored text, and only where their hash still holds."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from enum import StrEnum

from qa.errata.placed import touching
from qa.errata.stored import errata_of
from qa.errors import NotFoundError, WithdrawnError
from qa.interview import Erratum, Interview
from qa.revisions import revisions
from qa.store.audit import Shown
from qa.store.audited import Noted, noted_one, shown_by
from qa.store.store import Store, turn_key
from qa.store.versions import former_interview, versions_of
from qa.store.writing import moved_to
from qa.text import Span
from qa.wording import audit as wording_audit


class Fate(StrEnum):
    """What became of words that were shown: where they stood, elsewhere, in an earlier version, gone, or taken out."""

    SAME = "same"
    MOVED = "moved"
    FORMER = "former"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Again:
    """One quotation shown again; `text` is exactly the words that were shown, None where they can't be had.

    `turn` is the key of the words today. Speaker, title, outlet and date are as they are read and stored today;
    `served`: the words are served as speech today. `errata` are what the paper has published about them.
    """

    shown: Shown
    fate: Fate
    text: str | None = None
    turn: str = ""
    speaker: str | None = None
    title: str = ""
    outlet: str | None = None
    date: str | None = None
    served: bool = False
    errata: tuple[Erratum, ...] = ()


@dataclass(frozen=True, slots=True)
class Replay:
    """An entry of the audit with what was shown then, and the versions that would answer now."""

    entry: Noted
    shown: tuple[Again, ...]
    facts: dict[str, str]


def replay(store: Store, number: int) -> Replay:
    """Shows an entry again, all of one moment; NotFoundError if there is no entry of this number."""
    with store.reading():
        entry = noted_one(store, number)
        if entry is None:
            raise NotFoundError(wording_audit.no_such_entry(number))
        return Replay(entry, tuple(_again(store, one) for one in shown_by(store, number)), revisions(store))


def _again(store: Store, shown: Shown) -> Again:
    try:
        interview = store.interview(shown.interview)
    except WithdrawnError:
        return Again(shown, Fate.WITHDRAWN)
    except NotFoundError:
        return Again(shown, Fate.GONE)
    source, text = interview.source, interview.text
    fate, span = _found(store, text, shown)
    if span is None and (former := _former(store, shown)) is not None:
        fate, span, interview, text = Fate.FORMER, shown.span, former, former.text
    head = Again(shown, fate, title=source.title, outlet=source.outlet, date=source.date)
    if span is None:
        return head
    said = [one for turn in interview.turns for one in turn.answers if one.span.overlaps(span)]
    return replace(
        head,
        text=span.of(text),
        turn=turn_key(source.id, span.start),
        speaker=said[0].speaker if said else None,
        served=fate is not Fate.FORMER and any(one.span.contains(span) for one in said),
        errata=touching(errata_of(store, source.id, text).errata, span),
    )


def _former(store: Store, shown: Shown) -> Interview | None:
    """The latest earlier version that has the words that were shown."""
    numbers = [one.number for one in reversed(versions_of(store, shown.interview))]
    texts = (former_interview(store, shown.interview, number) for number in numbers)
    return next((one for one in texts if _holds(one.text, shown.span, shown.sha256)), None)


def _found(store: Store, text: str, shown: Shown) -> tuple[Fate, Span | None]:
    """Where the words that were shown stand in a text today: their hash decides."""
    if _holds(text, shown.span, shown.sha256):
        return Fate.SAME, shown.span
    offset = moved_to(store, turn_key(shown.interview, shown.span.start)).rpartition(".")[2]
    moved = Span(int(offset), int(offset) + len(shown.span))
    return (Fate.MOVED, moved) if _holds(text, moved, shown.sha256) else (Fate.CHANGED, None)


def _holds(text: str, span: Span, sha256: str) -> bool:
    return span.end <= len(text) and hashlib.sha256(span.of(text).encode()).hexdigest() == sha256
