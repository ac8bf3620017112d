"""The list of an archive's interviews, kept ready to be searched until something in the archive changes."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qa.archive import Archive
from qa.search.listing import Line, line_of, outlets, speakers, years
from qa.store.dates import dates
from qa.store.prints import all_prints


@dataclass(frozen=True, slots=True)
class Listed:
    """All lines, newest first, which interviews are prints of one another (`qa.store.prints.all_prints`), and the
    papers, years and speakers to choose from.
    """

    lines: tuple[Line, ...] = ()
    prints: Mapping[str, Sequence[str]] = field(default_factory=dict)
    choices: tuple[Sequence[str], Sequence[str], Sequence[str]] = ((), (), ())


class Listing:
    """The interviews of an archive as lines of a list; may be shared by threads."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._lock = threading.Lock()
        self._made: tuple[str, Listed] = ("", Listed())

    def now(self) -> Listed:
        """Returns the list as it stands now."""
        store = self._archive.store
        with self._lock, store.reading():
            ((prints,),) = store.rows("SELECT count(*) FROM prints")  # noted later of what came before they were
            version = f"{store.content_version()} {prints}"  # never that of an empty list
            if self._made[0] != version:
                self._made = (version, self._read())
            return self._made[1]

    def _read(self) -> Listed:
        times, prints = dates(self._archive.store), all_prints(self._archive.store)
        known = {one.id: one for one in self._archive.interviews()}
        lines = [
            line_of(one, *times.get(key, ("", "")), [known[other] for other in prints.get(key, ()) if other in known])
            for key, one in known.items()
        ]
        return Listed(tuple(lines), prints, (outlets(lines), years(lines), speakers(lines)))
