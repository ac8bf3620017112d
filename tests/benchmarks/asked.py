"""The labelled questions of all hands (dev.json, questions2.json, questions3.json), asked of one archive."""

from __future__ import annotations

import json
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa.archive import Archive
from qa.store.store import StoredUtterance
from qa.text import Span, fold, nfc

SETS = ("dev", "questions2", "questions3")

FOLDS = 10
"""Parts of the interviews; no question is judged by weights that saw one of its interview."""

TWIN = 40
"""Characters from which the same words printed in another interview are right too."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A labelled question; `span` is where its interview's text answers it."""

    set: str
    type: str
    interview: str
    question: str
    span: Span

    @property
    def fold(self) -> int:
        """The part of the interviews that it belongs to, the same at every run."""
        return zlib.crc32(self.interview.encode()) % FOLDS


@contextmanager
def labelled_archive(data: Path, folder: Path | None = None, encoder: str | None = None) -> Iterator[Archive]:
    """An archive of all labelled and unlabelled interviews, all of them read closely; `folder` keeps it."""
    with tempfile.TemporaryDirectory() as made:
        place = folder or Path(made)
        place.mkdir(parents=True, exist_ok=True)
        with Archive.open(place / "archive", encoder) as archive:
            archive.add(sources(data, place))
            archive.read_on()
            yield archive


def sources(data: Path, folder: Path) -> list[Path]:
    """The files of an archive of all labelled and unlabelled interviews; nothing of the labels is in them."""
    made = folder / "labelled.jsonl"
    keys = ("id", "title", "text", "url", "outlet", "authors")
    with made.open("w", encoding="utf-8") as out:
        for row in _rows(data, "dev"):
            kept = {"title": ""} | {key: row[key] for key in keys if row.get(key)}
            out.write(json.dumps(kept, ensure_ascii=False) + "\n")
    return [made, data / "interviews/unlabelled.jsonl"]


def asked(data: Path, archive: Archive) -> list[Asked]:
    """All answerable questions of the three sets, over an archive of `sources`."""
    return [one for name in SETS for row in _rows(data, name) for one in _of(name, row, archive)]


def _of(name: str, row: dict[str, Any], archive: Archive) -> Iterator[Asked]:
    text = archive.interview(row["id"]).text
    for query in row["queries"]:
        if name == "dev":
            block = row["blocks"][query["answer_block"]]
            span = Span(*(query.get("span") or (block["start"], block["end"])))
        else:
            answer = nfc(query["answer_span"])
            start = text.find(answer)
            if start < 0:
                continue
            span = Span(start, start + len(answer))
        yield Asked(name, query["type"], row["id"], query["q"], span)


def _rows(data: Path, name: str) -> list[dict[str, Any]]:
    return list(json.loads((data / f"interviews/{name}.json").read_text("utf-8")))


class Right:
    """Judges whether an utterance of an archive is a right answer."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._words = {one.id: fold(self._text(one)) for one in archive.store.utterances()}
        self._there = archive.store.utterances()

    def ids(self, one: Asked) -> frozenset[int]:
        """The utterances that hold most of the labelled words (or lie mostly in them), and twins printed elsewhere."""
        words = fold(one.span.of(self._archive.interview(one.interview).text))
        return frozenset(
            said.id
            for said in self._there
            if (said.interview == one.interview and _common(said.span, one.span))
            or (len(words) > TWIN and words in self._words[said.id])
        )

    def _text(self, said: StoredUtterance) -> str:
        return said.span.of(self._archive.interview(said.interview).text)


def _common(one: Span, other: Span) -> bool:
    return 2 * (min(one.end, other.end) - max(one.start, other.start)) > min(len(one), len(other))
