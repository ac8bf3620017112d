"""What some articles print, folded for finding and laid out in columns: in memory, or mapped from files.

Derived: it finds where words may stand. What a place is, and what it prints, is read out of the archive again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, fields
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from qa.quote.folding import Ids, Keys, folded, packed
from qa.quote.postings import Postings, write_postings
from qa.quote.printed import Part, Place

_CHUNK = 2_000_000
"""Characters that are folded at a time."""

_PARTS = tuple(Part)

Article = tuple[str, Sequence[Place]]
"""An article's id and its places, in order."""


@dataclass(frozen=True, slots=True)
class Folds:
    """Texts as they are found: their folded letters one after another, where each one's begin, words and pairs."""

    letters: bytes
    starts: Ids
    pairs: Postings
    words: Postings

    @classmethod
    def of(cls, texts: Sequence[str]) -> Folds:
        """Folds some texts."""
        chunks = [_Chunk(texts[first:last], first) for first, last in _cut(map(len, texts))]
        starts = _sums([size for chunk in chunks for size in chunk.sizes.tolist()])
        pairs, words = (Postings.of([getattr(chunk, name) for chunk in chunks]) for name in ("pairs", "alone"))
        return cls(b"".join(chunk.letters for chunk in chunks), starts, pairs, words)


@dataclass(frozen=True, slots=True)
class Columns:
    """Places in columns: the first of each article (one more: the end), parts, speakers, where each text begins."""

    firsts: Ids
    parts: npt.NDArray[np.uint8]
    speakers: npt.NDArray[np.int32]
    offsets: Ids


@dataclass(frozen=True, slots=True)
class Lot:
    """Articles by their ids, in order; their places by number; `names` are the speakers', `texts` UTF-8 in a row."""

    articles: Sequence[str]
    columns: Columns
    names: Sequence[str]
    texts: bytes | mmap
    folds: Folds

    @classmethod
    def of(cls, articles: Iterable[Article]) -> Lot:
        """Lays some articles out in memory."""
        laid, texts = _Laid(), list[str]()
        for _, places in laid.chunks(articles):
            texts += [place.text for place in places]
        return cls(laid.articles, laid.columns(), [*laid.names], "".join(texts).encode(), Folds.of(texts))

    @classmethod
    def open(cls, folder: Path) -> Lot:
        """Opens what `write_lot` wrote."""
        known = json.loads((folder / "known.json").read_text("utf-8"))
        columns = Columns(*(_array(folder, one.name) for one in fields(Columns)))
        postings = (Postings.open(folder / name) for name in ("pairs", "words"))
        folds = Folds((folder / "letters").read_bytes(), _array(folder, "starts"), *postings)
        with (folder / "texts").open("rb") as file:
            texts = mmap(file.fileno(), 0, access=ACCESS_READ) if columns.offsets[-1] else b""
        return cls(known["articles"], columns, known["names"], texts, folds)

    def text(self, number: int) -> str:
        """Returns the text of a place."""
        start, end = self.columns.offsets[number : number + 2].tolist()
        return self.texts[start:end].decode()

    def part(self, number: int) -> Part:
        """Returns what a place is."""
        return _PARTS[int(self.columns.parts[number])]

    def speaker(self, number: int) -> str | None:
        """Returns who speaks at a place, as far as the article tells."""
        code = int(self.columns.speakers[number])
        return None if code < 0 else self.names[code]


def write_lot(folder: Path, articles: Iterable[Article]) -> None:
    """Lays articles out in a new folder, some at a time."""
    folder.mkdir()
    laid, starts, keys = _Laid(), [np.zeros(1, np.int64)], dict[str, list[Keys]](pairs=[], alone=[])
    with ExitStack() as files:
        texts, letters = (files.enter_context((folder / name).open("wb")) for name in ("texts", "letters"))
        for first, places in laid.chunks(articles):
            chunk = _Chunk([place.text for place in places], first)
            texts.write("".join(place.text for place in places).encode())
            letters.write(chunk.letters)
            starts.append(starts[-1][-1] + np.cumsum(chunk.sizes))
            for name, kept in keys.items():
                kept.append(_spilled(folder / f"{name}-{len(kept)}.npy", getattr(chunk, name)))
    for name, kind in (("pairs", "pairs"), ("words", "alone")):
        write_postings(folder / name, keys.pop(kind))
        for path in folder.glob(f"{kind}-*.npy"):
            path.unlink()
    columns = laid.columns()
    np.save(folder / "starts.npy", np.concatenate(starts))
    for one in fields(Columns):
        np.save(folder / f"{one.name}.npy", getattr(columns, one.name))
    known = {"articles": laid.articles, "names": [*laid.names]}
    (folder / "known.json").write_text(json.dumps(known, ensure_ascii=False), "utf-8")


class _Laid:
    """The columns of articles that are gone through once."""

    def __init__(self) -> None:
        self.articles: list[str] = []
        self.names: dict[str, int] = {}
        self._firsts, self._sizes = [0], list[int]()
        self._parts, self._speakers = bytearray(), list[int]()

    def chunks(self, articles: Iterable[Article]) -> Iterator[tuple[int, list[Place]]]:
        """Goes through the places of articles, some at a time, with the number of the first of them."""
        held, characters = list[Place](), 0
        for article, places in articles:
            self._lay(article, places)
            held += places
            characters += sum(len(place.text) + 1 for place in places)
            if characters >= _CHUNK:
                yield self._firsts[-1] - len(held), held
                held, characters = [], 0
        if held:
            yield self._firsts[-1] - len(held), held

    def _lay(self, article: str, places: Sequence[Place]) -> None:
        self.articles.append(article)
        self._firsts.append(self._firsts[-1] + len(places))
        self._sizes += [len(place.text.encode()) for place in places]
        self._parts += bytes(_PARTS.index(place.part) for place in places)
        self._speakers += [
            -1 if place.speaker is None else self.names.setdefault(place.speaker, len(self.names)) for place in places
        ]

    def columns(self) -> Columns:
        """Returns the columns of what was gone through."""
        parts, speakers = np.frombuffer(bytes(self._parts), np.uint8), np.array(self._speakers, np.int32)
        return Columns(np.array(self._firsts, np.int64), parts, speakers, _sums(self._sizes))


class _Chunk:
    """Some texts folded; `first` is the number of the first one."""

    def __init__(self, texts: Sequence[str], first: int) -> None:
        made = folded(texts)
        self.letters = made.letters.tobytes()
        self.sizes = np.bincount(made.owners, minlength=len(texts))
        self.pairs, self.alone = (packed(*hashes, first) for hashes in (made.pairs(), made.alone()))


def _cut(lengths: Iterable[int]) -> Iterator[tuple[int, int]]:
    first = last = size = 0
    for last, length in enumerate(lengths, 1):
        size += length + 1
        if size >= _CHUNK:
            yield first, last
            first, size = last, 0
    if first < last:
        yield first, last


def _sums(sizes: Sequence[int]) -> Ids:
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64)))


def _array(folder: Path, name: str) -> Any:
    return np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r"))


def _spilled(path: Path, keys: Keys) -> Keys:
    """The same numbers, mapped from a file."""
    np.save(path, keys)
    return np.asarray(np.load(path, mmap_mode="r"))
