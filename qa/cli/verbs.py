"""The verbs of the command line as argparse knows them; an error in the arguments is an error like any other."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from qa.errors import SettingsError
from qa.wording.cli import ARGPARSE, DESCRIPTION, HELP, VERBS

# argparse says all it says through gettext's function: this one knows the sentences in Vietnamese.
setattr(argparse, "_", lambda text: ARGPARSE.get(text, text))  # noqa: B010

Run = Callable[[argparse.Namespace], int]
"""What a verb runs: its arguments in, the exit status out."""


class Arguments(argparse.ArgumentParser):
    """A parser whose errors are SettingsErrors."""

    def error(self, message: str) -> Any:
        raise SettingsError(f"{self.prog}: {message}")


class Verbs:
    """The verbs of one parser, each added by the file that runs it."""

    def __init__(self) -> None:
        self.parser = Arguments(prog="python -m qa", description=DESCRIPTION)
        self._verbs = self.parser.add_subparsers(dest="verb", required=True, metavar="…", parser_class=Arguments)

    def add(self, name: str, run: Run, data: bool = True) -> argparse.ArgumentParser:
        """Adds a verb; with `data`, one that takes an archive's folder and an encoder."""
        made = self._verbs.add_parser(name, help=VERBS[name], description=VERBS[name])
        made.set_defaults(run=run)
        if data:
            folder = Path(os.environ.get("QA_DATA") or "data")
            made.add_argument("--data", type=Path, default=folder, metavar="DIR", help=HELP["data"])
            add_encoder(made)
        return made


def add_encoder(verb: argparse.ArgumentParser) -> None:
    """Adds the choice of an encoder."""
    verb.add_argument("--encoder", default=os.environ.get("QA_ENCODER") or None, metavar="MODEL", help=HELP["encoder"])
