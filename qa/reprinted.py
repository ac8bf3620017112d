"""Where else an answer is printed: in hits that say the same words, and in the other prints of its interview."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answer.alike import as_printed, same_answer
from qa.answer.answer import Place
from qa.indexes import Moment
from qa.store.prints import prints_of
from qa.store.store import StoredUtterance


def places_beside(now: Moment, utterance: StoredUtterance, again: Sequence[StoredUtterance]) -> tuple[Place, ...]:
    """Returns the places of `again`, which say the words of an utterance, and of the same answer in other prints.

    Where a place prints other words, it has them: each checked against its hash.
    """
    words = now.store.words(utterance, now.interview(utterance.interview).text)
    known = {one.interview for one in again}
    others = (_same(now, words, key) for key in prints_of(now.store, utterance.interview) if key not in known)
    return tuple(_place(now, words, one) for one in (*again, *filter(None, others)))


def _same(now: Moment, words: str, interview: str) -> StoredUtterance | None:
    """The utterance of another print that is the same answer."""
    said, text = now.store.utterances_of(interview), now.interview(interview).text
    number = same_answer(words, [one.span.of(text) for one in said])
    return None if number is None else said[number]


def _place(now: Moment, words: str, one: StoredUtterance) -> Place:
    found = now.interview(one.interview)
    printed, source = now.store.words(one, found.text), found.source
    differs = None if as_printed(words, printed) else printed
    return Place(one.interview, one.turn, source.title, source.outlet, source.date, differs)
