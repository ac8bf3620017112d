"""Files that interviews came from and that stand no more: told by a build, never taken for withdrawn by themselves.

A folder that is empty or gone may be a disk that is not there: what came from it is told apart, and stays.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from qa.interview import Source
from qa.store.database import Database
from qa.store.incoming import stands
from qa.store.withdrawn import is_withdrawn, withdrawal_of


@dataclass(frozen=True, slots=True)
class Gone:
    """A file that stands no more, and the interviews that came from it.

    `sure`: another file that was read still stands beside it, so its folder is there.
    """

    path: str
    interviews: tuple[str, ...]
    sure: bool


def gone_files(database: Database, folders: Iterable[str]) -> list[Gone]:
    """Finds the files in some folders (as their paths are stored) that interviews came from and that stand no more."""
    found: dict[str, list[str]] = {}
    for folder in folders:
        inside = f"{folder.rstrip('/')}/"
        rows = database.rows(
            "SELECT path, interview FROM sources WHERE substr(path, 1, ?) = ? ORDER BY path, interview",
            *(len(inside), inside),
        )
        for path, interview in rows:
            found.setdefault(path, []).append(interview)
    missing = [path for path in found if not stands(path)]
    beside = Counter(os.path.dirname(path) for path in found)
    beside.subtract(os.path.dirname(path) for path in missing)
    return [Gone(path, tuple(dict.fromkeys(found[path])), beside[os.path.dirname(path)] > 0) for path in missing]


_SAME_LINES = 1 / 3
"""Share of the lines of the shorter of two texts that both have, where one is the other changed (by hand)."""

_LINE = 40
"""Characters from which a line tells a text from others."""


def succeeded(database: Database, source: Source, text: str) -> Source:
    """Returns what is known of an article, under the id of the one interview of the same address that it is now.

    It is where that one's file stands no more and its text is in good part the same; else the source as it is.
    """
    if source.url is None or database.rows("SELECT 1 FROM sources WHERE interview = ?", source.id):
        return source
    rows = database.rows(
        "SELECT i.id, i.text, s.path FROM interviews i JOIN sources s ON s.interview = i.id WHERE i.url = ?", source.url
    )
    if len(rows) != 1 or stands(rows[0][2]) or not _alike(rows[0][1], text):
        return source
    return replace(source, id=rows[0][0])


def _alike(one: str, other: str) -> bool:
    lines, others = (
        {" ".join(line.split()) for line in text.split("\n") if len(line) >= _LINE} for text in (one, other)
    )
    return bool(lines and others) and len(lines & others) >= _SAME_LINES * min(len(lines), len(others))


def is_left_out(database: Database, interview: str, path: str, digest: str) -> bool:
    """Tells whether an article is withdrawn: this very one wherever it lies, or what now stands in its place."""
    if is_withdrawn(database, digest):
        return True
    found = withdrawal_of(database, interview)
    return found is not None and (found.path == path or not stands(found.path))


def folders_of(paths: Iterable[Path]) -> list[str]:
    """Returns those of some paths that are folders and there, as the paths of sources are stored."""
    return [file_key(path) for path in paths if path.is_dir()]


def file_key(path: Path) -> str:
    """Returns a file's path as it is stored; bytes that are no UTF-8 are spelled out, since SQLite holds none."""
    return os.fsencode(path.resolve()).decode("utf-8", "backslashreplace")
