"""What readers said and missed: like questions as one line, and labelled questions as a set that `evaluate` reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from qa.errors import NotFoundError
from qa.interview import Interview
from qa.store.inbox import Case, Word
from qa.store.store import Store
from qa.store.writing import moved_to
from qa.text import Span, folded_search_tokens

ALIKE = 0.75
"""Share of the words of two questions that are common to both (Jaccard), from which they count as one."""

ASKED = "asked"
"""The type of a labelled question that a reader asked."""


@dataclass(frozen=True, slots=True)
class Line:
    """Rows of one kind about one quotation whose questions are alike, the newest first."""

    words: tuple[Word, ...]

    @property
    def newest(self) -> Word:
        """The row that stands for all."""
        return self.words[0]

    @property
    def keys(self) -> str:
        """The keys of all rows, by spaces."""
        return " ".join(word.key for word in self.words)

    @property
    def notes(self) -> tuple[str, ...]:
        """What readers wrote, each once."""
        return tuple(dict.fromkeys(word.note for word in self.words if word.note))


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Puts rows of one kind, state and turn together whose questions are nearly the same words, accents or not.

    Most rows first, then the newest. Numbers must be the same: two years are two questions.
    """
    groups: list[tuple[frozenset[str], list[Word]]] = []
    by_word: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for word in words:
        tokens = frozenset(folded_search_tokens(word.question))
        about = (word.kind, word.state, word.turn)
        near = {number for token in tokens for number in by_word[*about, token]}
        found = next((number for number in sorted(near) if _alike(tokens, groups[number][0])), None)
        if found is not None:
            groups[found][1].append(word)
            continue
        for token in tokens:
            by_word[*about, token].append(len(groups))
        groups.append((tokens, [word]))
    return sorted((Line(tuple(rows)) for _, rows in groups), key=lambda line: len(line.words), reverse=True)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    numbers = {token for token in one if token.isdecimal()} ^ {token for token in other if token.isdecimal()}
    return not numbers and len(one & other) >= ALIKE * len(one | other)


def labelled_set(store: Store, cases: Sequence[Case]) -> list[dict[str, Any]]:
    """Returns cases as a labelled set: the interviews that answer, with their questions, and those without answer.

    Where no case has an answer, the newest interview carries the others: a set needs a text to ask about.
    """
    rows: dict[str, dict[str, Any]] = {}
    for case in cases:
        key, _, offset = moved_to(store, case.turn).rpartition(".")
        if key and offset.isdecimal():
            try:
                interview = store.interview(key)
            except NotFoundError:
                continue
            _label(rows.setdefault(key, _row(interview)), interview, case.question, int(offset))
    without = [{"q": case.question} for case in cases if not case.turn]
    if without and not rows:
        for summary in store.summaries()[:1]:
            rows[summary.id] = _row(store.interview(summary.id))
    for row in [*rows.values()][:1]:
        row["unanswerable"] = without
    return [*rows.values()]


def _row(interview: Interview) -> dict[str, Any]:
    source = interview.source
    blocks = [
        {"start": b.span.start, "end": b.span.end, "role": b.role.value, "speaker": b.speaker} for b in interview.blocks
    ]
    facts = {"url": source.url, "outlet": source.outlet, "authors": list(source.authors)}
    lists: dict[str, list[Any]] = {name: [] for name in ("queries", "unanswerable", "quotes", "followups")}
    return {"id": source.id, "title": source.title, "text": interview.text, **facts, "blocks": blocks, **lists}


def _label(row: dict[str, Any], interview: Interview, question: str, offset: int) -> None:
    """Adds a question that the block around an offset answers."""
    place = Span(offset, offset + 1)
    found = next((number for number, one in enumerate(interview.blocks) if one.span.overlaps(place)), None)
    if found is not None:
        row["queries"].append({"q": question, "type": ASKED, "answer_block": found})
