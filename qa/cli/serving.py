"""`serve` and `evaluate`: the web page, and the measures of a labelled set."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from qa.cli.status import FOUND
from qa.cli.values import dump
from qa.cli.verbs import Verbs, add_encoder
from qa.wording.cli import HELP


def add(verbs: Verbs) -> None:
    """Adds the verbs."""
    serve = verbs.add("serve", _serve, data=False)
    for name in ("data", "encoder", "host", "port", "root-path", "frame-ancestors", "title"):
        serve.add_argument(f"--{name}", help=HELP[name])
    evaluate = verbs.add("evaluate", _evaluate, data=False)
    evaluate.add_argument("file", type=Path, metavar="FILE.json", help=HELP["evaluate file"])
    evaluate.add_argument("--json", action="store_true", help=HELP["json"])
    add_encoder(evaluate)
    evaluate.add_argument("--also", nargs="*", type=Path, default=[], metavar="SOURCE", help=HELP["also"])


def _serve(options: argparse.Namespace) -> int:
    from qa.config import Settings, read_settings
    from qa.web.server import serve

    given = {name: value for name, value in vars(options).items() if name in Settings.__slots__}
    serve(read_settings(os.environ, **given))
    return FOUND


def _evaluate(options: argparse.Namespace) -> int:
    from qa.evaluation.evaluate import evaluate, report

    figures = evaluate(options.file, options.encoder, options.also)
    print(dump(figures) if options.json else report(figures))
    return FOUND
