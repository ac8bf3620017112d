"""Labelled questions of several hands over interviews, read into one form, and archives of several sizes to ask."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from qa.archive import Archive
from qa.text import Span, nfc

THIRDS = 3
"""Parts of the interviews, each of which one archive of "some" lacks."""

FACTS = ("id", "title", "text", "url", "outlet", "authors", "date")


class Label(StrEnum):
    """What is true of a question asked of an archive."""

    ANSWERABLE = "answerable"
    PRINTED = "printed"
    NEAR = "near"
    RELATED = "related"
    FOLLOW_UP = "follow-up"
    STRAY = "stray follow-up"
    FAR = "far"


class Size(StrEnum):
    """How many interviews an archive holds: all and further sources, two thirds, or the question's own alone."""

    ALL = "all"
    SOME = "some"
    ONE = "one"


@dataclass(frozen=True, slots=True)
class Question:
    """A labelled question; `type` is its style, or why it is near; `answer` where it is answered, None where nowhere.

    `history` are the questions asked before it. A stray follow-up is asked after a question on another interview.
    """

    text: str
    label: Label
    type: str
    answer: Span | None = None
    history: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Labelled:
    """One interview's facts (a source record) and its questions; `set` names the file that labelled it."""

    set: str
    record: dict[str, Any]
    questions: tuple[Question, ...]

    @property
    def id(self) -> str:
        """The interview's id."""
        return str(self.record["id"])


def read_sets(paths: Sequence[Path], texts: Path | None) -> tuple[list[Labelled], list[dict[str, Any]]]:
    """Reads labelled sets, and the further interviews of `texts` (.jsonl), which has those that sets name by id too."""
    lines = texts.read_text("utf-8").splitlines() if texts else []
    known = {row["id"]: row for row in map(json.loads, lines)}
    found = []
    for path in paths:
        for row in json.loads(path.read_text("utf-8")):
            source = row if "text" in row else known.pop(row["id"])
            found.append(Labelled(path.stem, _record(source), tuple(_questions(row, nfc(source["text"])))))
    return _with_strays(found), [_record(row) for row in known.values()]


def _with_strays(sets: Sequence[Labelled]) -> list[Labelled]:
    """The sets with each interview's follow-ups asked after the first question of the interview before it, too."""
    found = []
    for number, row in enumerate(sets):
        before = next(q for q in sets[number - 1].questions if q.label is Label.FOLLOW_UP)
        strays = [
            replace(q, label=Label.STRAY, answer=None, history=before.history) for q in row.questions if q.history
        ]
        found.append(replace(row, questions=(*row.questions, *strays)))
    return found


def _record(row: dict[str, Any]) -> dict[str, Any]:
    return {"title": ""} | {name: row[name] for name in FACTS if row.get(name)}


def _questions(row: dict[str, Any], text: str) -> Iterator[Question]:
    for query in row["queries"]:
        yield Question(query["q"], Label.ANSWERABLE, query["type"], _place(query, row, text))
    for query in row["unanswerable"]:
        yield Question(query["q"], Label.NEAR, query["why"] if " " not in query["why"] else "told in words")
    for query in row.get("related", ()):
        yield Question(query["q"], Label.RELATED, "related", _place(query, row, text))
    for pair in row["followups"]:
        yield Question(pair["second"], Label.FOLLOW_UP, "second", _place(pair, row, text), (pair["first"],))


def _place(label: dict[str, Any], row: dict[str, Any], text: str) -> Span:
    if label.get("span"):
        return Span(*label["span"])
    if "answer_span" in label and "answer_block" not in label:
        start = text.index(nfc(label["answer_span"]))
        return Span(start, start + len(nfc(label["answer_span"])))
    block = row["blocks"][label["answer_block"]]
    return Span(block["start"], block["end"])


Asked = tuple[int, bool]
"""An interview's number, and whether the archive holds it."""


def archives(
    sets: Sequence[Labelled], others: Sequence[dict[str, Any]], folder: Path
) -> Iterator[tuple[Size, Archive, list[Asked]]]:
    """Opens archives of several sizes in `folder`, built unless they are there, with whose questions to ask of each."""
    numbers = range(len(sets))
    records = [row.record for row in sets]
    with _archive(folder / "all", [*records, *others]) as archive:
        yield Size.ALL, archive, [(number, True) for number in numbers]
    for part in range(THIRDS):
        held = [record for number, record in enumerate(records) if number % THIRDS != part]
        with _archive(folder / f"some-{part}", [*held, *(others if part else ())]) as archive:
            yield Size.SOME, archive, [(number, number % THIRDS != part) for number in numbers]
    for number in numbers:
        with _archive(folder / f"one-{number}", [records[number]]) as archive:
            yield Size.ONE, archive, [(number, True), ((number + 7) % len(sets), False)]


@contextmanager
def _archive(place: Path, records: Sequence[dict[str, Any]]) -> Iterator[Archive]:
    place.mkdir(parents=True, exist_ok=True)
    source = place / "interviews.jsonl"
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    with Archive.open(place / "archive") as archive:
        if not source.exists() or source.read_text("utf-8") != lines:
            source.write_text(lines, "utf-8")
            archive.add([source])
        archive.read_on()
        yield archive
