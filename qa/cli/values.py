"""What the command line takes and prints: dates, filters, folders, JSON."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from qa import wording
from qa.errors import SettingsError

if TYPE_CHECKING:
    from qa.archive import Archive
    from qa.question.abbreviations import Abbreviations
    from qa.search.filters import Filters

_OBEYED = re.compile(r"[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def in_colour(stream: TextIO) -> bool:
    """Tells whether to write in colour: to a terminal that shows it, unless NO_COLOR says not to."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def dump(value: object) -> str:
    """Returns a value as one line of JSON."""
    # The same JSON, but for what a terminal would obey: C1 controls and changes of direction stand as escapes.
    dumped = json.dumps(value, ensure_ascii=False)
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", dumped)


@contextmanager
def lines_of(path: Path) -> Iterator[Iterable[str]]:
    """Opens a file of lines ("-": the standard input); SettingsError names one that is no text."""
    try:
        with nullcontext(sys.stdin) if str(path) == "-" else path.open(encoding="utf-8-sig") as lines:
            yield lines
    except UnicodeDecodeError:
        raise SettingsError(f"{path}: {wording.NOT_UTF8}") from None


def opened(options: argparse.Namespace, abbreviations: Abbreviations | None = None, new: bool = False) -> Archive:
    """Opens the archive of the arguments; SettingsError where there is none, unless it may be a `new` one."""
    from qa.archive import DATABASE, Archive
    from qa.config import read_store

    server = read_store(os.environ)
    if not (new or server or (options.data / DATABASE).is_file()):
        raise SettingsError(wording.no_archive(options.data))
    return Archive.open(options.data, options.encoder, abbreviations, server)


def filters_of(row: dict[str, Any]) -> Filters:
    """Reads the filters of a row or of the arguments; QuestionError for a day that is none, or none between two."""
    from qa.search.filters import filters_from

    values = [row.get(name) for name in ("speaker", "outlet", "since", "until", "interview")]
    if not all(value is None or isinstance(value, str) for value in values):
        raise SettingsError(wording.bad_field("speaker, outlet, since, until, interview"))
    return filters_from(*values)


def string_of(row: dict[str, Any], name: str) -> str:
    """Returns the text of a field; SettingsError where there is none."""
    value = row.get(name)
    if not isinstance(value, str):
        raise SettingsError(wording.bad_field(name))
    return value


def number_of(row: dict[str, Any], name: str, default: int) -> int:
    """Returns the whole number of a field, from 1 on; SettingsError for anything else."""
    value = row.get(name) or default
    if not isinstance(value, int) or value < 1:
        raise SettingsError(wording.bad_field(name))
    return value


def strings_of(row: dict[str, Any], name: str) -> list[str]:
    """Returns the texts of a field, none where it is left out; SettingsError for anything else."""
    texts = row.get(name) or []
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise SettingsError(wording.bad_field(name))
    return texts
