"""Files of JSON lines: a question or claim a line in, a result a line out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from qa import wording
from qa.cli.status import FAILED, FOUND, fail
from qa.cli.values import dump, lines_of
from qa.errors import QAError, SettingsError


def answer_lines(path: Path, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> int:
    """Prints one JSON result a line, with the id of its own line ("-" reads the standard input).

    A bad line gives {"id", "error"} and the others go on; the exit status is 2 then.
    """
    failed = False
    with lines_of(path) as lines:
        for number, row in _rows(lines):
            key = row.get("id", number) if isinstance(row, dict) else number
            try:
                if not isinstance(row, dict):
                    raise SettingsError(wording.bad_field(f"{path.name}:{number}"))
                result = answer(row)
            except QAError as error:
                failed = True
                result = {"error": str(error)}
                fail(f"{path.name}:{number}: {error}")
            print(dump({"id": key, **result}), flush=True)
    return FAILED if failed else FOUND


def _rows(lines: Iterable[str]) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except (json.JSONDecodeError, RecursionError):
                yield number, None
