"""How a command ends: its exit status, and its lines on stderr."""

from __future__ import annotations

import sys

from qa import wording

FOUND, NOTHING, FAILED = 0, 1, 2


def fail(message: str) -> int:
    """Says an error in one line on stderr; the exit status of one."""
    warn(wording.error_line(" ".join(message.split())))
    return FAILED


def warn(line: str) -> None:
    """Says one line on stderr; the names of files and articles in it can't move the terminal's cursor."""
    from qa.render.terminal import plain

    print(plain(line), file=sys.stderr)
