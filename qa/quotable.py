"""What a stored archive prints, laid out so that words are found in it: read out of the store, written, opened."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qa.interview import Interview
from qa.store.store import Store

if TYPE_CHECKING:
    from qa.quote.lot import Lot
    from qa.quote.printed import Place

_READ = "read.json"


@dataclass(frozen=True, slots=True)
class Reading:
    """How an interview is read, as far as that can be told without reading it: another reading has other turns.

    `last_turn` is a row's id, never used again; None where the interview holds no turn.
    """

    interview: str
    title: str
    last_turn: int | None


@dataclass(frozen=True, slots=True)
class Laid:
    """What interviews print, in the order of their ids, with how each was read; all of them at a content version."""

    version: str
    readings: tuple[Reading, ...]
    lot: Lot


def readings(store: Store) -> list[Reading]:
    """Returns how all interviews are read, in the order of their ids."""
    turns = "LEFT JOIN turns t ON t.interview = i.id GROUP BY i.id ORDER BY i.id"
    return [Reading(*row) for row in store.rows(f"SELECT i.id, i.title, max(t.id) FROM interviews i {turns}")]


def laid_out(version: str, some: Iterable[Reading], interview: Callable[[str], Interview]) -> Laid:
    """Lays out in memory what interviews print."""
    from qa.quote.lot import Lot

    kept = tuple(some)
    return Laid(version, kept, Lot.of((one.interview, _places(interview(one.interview))) for one in kept))


def write_quotable(store: Store, folder: Path, told: Callable[[], None]) -> None:
    """Writes what the archive prints into a new folder; `told` is called once an interview."""
    from qa.quote.lot import write_lot

    kept = readings(store)

    def articles() -> Iterator[tuple[str, tuple[Place, ...]]]:
        for one in kept:
            told()
            yield one.interview, _places(store.interview(one.interview))

    write_lot(folder, articles())
    known = store.content_version(), [astuple(one) for one in kept]
    (folder / _READ).write_text(json.dumps(known, ensure_ascii=False), "utf-8")


def open_quotable(folder: Path) -> Laid:
    """Opens what `write_quotable` wrote."""
    from qa.quote.lot import Lot

    version, kept = json.loads((folder / _READ).read_text("utf-8"))
    return Laid(version, tuple(Reading(*one) for one in kept), Lot.open(folder))


def _places(interview: Interview) -> tuple[Place, ...]:
    from qa.quote.printed import places

    return tuple(places(interview))
