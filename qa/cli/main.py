"""The command line: `python -m qa VERB …`; `python -m qa --help` lists the verbs.

Exit status: 0 found, 1 nothing found or quotation not verbatim, 2 error (one line on stderr).
"""

from __future__ import annotations

import getpass
import io
import os
import sys
from collections.abc import Sequence

from qa import wording
from qa.acting import Acting, Door, process_acts_as
from qa.cli import asking, auditing, building, checking, keys, reading, serving, upkeep, users
from qa.cli.status import FAILED, fail
from qa.cli.verbs import Arguments, Verbs
from qa.config import read_audit_rules
from qa.errors import QAError


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; its exit status."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A file's name may hold bytes that are no UTF-8: they are spelled out, and stop nothing.
            stream.reconfigure(encoding="utf-8", errors="strict" if stream is sys.stdin else "backslashreplace")
    try:
        options = _parser().parse_args(arguments)
        _act()
        return int(options.run(options))
    except BrokenPipeError:
        # The reader of our output has gone (… | head): nothing is wrong, and nothing more can be said.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except KeyboardInterrupt:
        return fail(wording.INTERRUPTED)
    except UnicodeDecodeError:
        return fail(wording.NOT_UTF8)
    except OSError as error:
        return fail(wording.system_error(error.errno, error.filename, error.strerror))
    except ModuleNotFoundError as error:
        return fail(wording.missing_library(error.name))
    except QAError as error:
        return fail(str(error))


def _act() -> None:
    """Says to the audit that whoever is logged in on this machine acts on the command line."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):  # a container may know its user by a number alone
        name = ""
    process_acts_as(Acting(name, door=Door.COMMAND, rules=read_audit_rules(os.environ)))


def _parser() -> Arguments:
    verbs = Verbs()
    for group in (building, reading, asking, checking, upkeep, auditing, users, keys, serving):
        group.add(verbs)
    return verbs.parser
