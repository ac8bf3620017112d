"""`parse`, `stats`, `corrections`: how a file is read, what waits for review, editors' decisions in files."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa import wording
from qa.cli.status import FOUND, NOTHING, fail, warn
from qa.cli.values import in_colour, lines_of, opened
from qa.cli.verbs import Verbs
from qa.errors import CorrectionError, ErratumError
from qa.wording import edit as wording_edit
from qa.wording.cli import HELP

if TYPE_CHECKING:
    from qa.archive import Archive
    from qa.corrections.correction import Correction
    from qa.errata.entry import Entry


def add(verbs: Verbs) -> None:
    """Adds the verbs."""
    parse = verbs.add("parse", _parse, data=False)
    parse.add_argument("file", type=Path, metavar="FILE", help=HELP["parse file"])
    parse.add_argument("--json", action="store_true", help=HELP["json"])
    stats = verbs.add("stats", _stats)
    stats.add_argument("--json", action="store_true", help=HELP["json"])
    corrections = verbs.add("corrections", _corrections)
    corrections.add_argument("direction", choices=("export", "import"), help=HELP["direction"])
    corrections.add_argument("file", type=Path, metavar="FILE.jsonl", help=HELP["corrections file"])


def _parse(options: argparse.Namespace) -> int:
    return parse_file(options.file, options.json)


def _stats(options: argparse.Namespace) -> int:
    with opened(options) as archive:
        print_stats(archive, options.json)
    return FOUND


def _corrections(options: argparse.Namespace) -> int:
    with opened(options) as archive:
        run = export_corrections if options.direction == "export" else import_corrections
        run(archive, options.file)
    return FOUND


def parse_file(path: Path, as_json: bool) -> int:
    """Prints how each article of a file is read: 0 an interview was among them, 1 none was, 2 one can't be read.

    As JSON it is one object a line; an article that is no interview is said to be none on stderr.
    """
    from qa.article.read import ArticleFailure, read_articles
    from qa.build import read_interview
    from qa.parse.parse import is_interview
    from qa.render.account import account_json
    from qa.render.json import interview_json
    from qa.render.terminal import interview_terminal

    status = NOTHING
    for number, item in enumerate(read_articles(path)):
        if isinstance(item, ArticleFailure):
            status = fail(f"{item.name}: {item.reason}")
            continue
        interview = read_interview(item)
        if as_json:
            told = {**interview_json(interview), "read": account_json(item.account, interview.marks)}
            print(json.dumps(told, ensure_ascii=False))
        else:
            print("\n" * bool(number) + interview_terminal(interview, item.account, in_colour(sys.stdout)))
        if not is_interview(interview):
            print(wording.not_an_interview(interview.source.id), file=sys.stderr)
        elif status == NOTHING:
            status = FOUND
    return status


def print_stats(archive: Archive, as_json: bool) -> None:
    """Prints the archive's figures, and each interview with blocks that wait or corrections that lost their place."""
    from qa.desk import Desk

    waiting = [line for line in Desk(archive).waiting() if line.blocks or line.lost]
    if as_json:
        rows = [{"interview": w.id, "title": w.title, "blocks": w.blocks, "to_review": w.lost} for w in waiting]
        print(json.dumps({**archive.stats(), "waiting": rows}, ensure_ascii=False))
        return
    for name, value in archive.stats().items():
        print(f"{name}: {value}")
    for line in waiting:
        print(wording_edit.waiting_line(line.id, line.title, line.blocks, line.lost))


def export_corrections(archive: Archive, path: Path) -> None:
    """Writes every correction and erratum to a file of JSON lines ("-": to the standard output)."""
    from qa.corrections.correction import Correction, correction_json
    from qa.desk import Desk
    from qa.errata.entry import entry_json

    decided = Desk(archive).export()
    rows = (correction_json(one) if isinstance(one, Correction) else entry_json(one) for one in decided)
    lines = "".join(f"{row}\n" for row in rows)
    if str(path) == "-":
        sys.stdout.write(lines)
        return
    path.write_text(lines, "utf-8")
    corrections = sum(isinstance(one, Correction) for one in decided)
    print(wording_edit.exported(corrections, len(decided) - corrections, path))


def import_corrections(archive: Archive, path: Path) -> None:
    """Takes in the corrections and errata of a file of JSON lines, all or none; CorrectionError names a bad line."""
    from qa.desk import Desk

    with lines_of(path) as lines:
        taken = Desk(archive).take_in([*_read(lines)])
    print(wording_edit.imported(taken.corrections, taken.errata, taken.known, taken.interviews))
    for interview in taken.absent:
        warn(wording_edit.waits_for(interview))


def _read(lines: Any) -> Iterator[Correction | Entry]:
    from qa.corrections.correction import correction_from_json
    from qa.errata.entry import entry_from_json, is_entry

    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield entry_from_json(line) if is_entry(line) else correction_from_json(line)
            except (CorrectionError, ErratumError) as error:
                raise CorrectionError(wording_edit.bad_line(number, str(error))) from error
