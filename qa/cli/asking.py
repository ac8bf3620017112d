"""`ask`: one question, or a file of them."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa import wording
from qa.cli.batch import answer_lines
from qa.cli.status import FOUND, NOTHING, warn
from qa.cli.values import dump, filters_of, in_colour, number_of, opened, string_of, strings_of
from qa.cli.verbs import Verbs
from qa.errors import SettingsError
from qa.text import fold
from qa.wording import cli as wording_cli
from qa.wording.cli import HELP

if TYPE_CHECKING:
    from qa.answer.answer import Answer
    from qa.archive import Archive
    from qa.people.registry import Profile
    from qa.search.filters import Filters


def add(verbs: Verbs) -> None:
    """Adds the verb."""
    ask = verbs.add("ask", _ask)
    ask.add_argument("question", nargs="?", metavar="QUESTION", help=HELP["question"])
    ask.add_argument("--batch", type=Path, metavar="FILE.jsonl", help=HELP["ask batch"])
    ask.add_argument("--json", action="store_true", help=HELP["json"])
    ask.add_argument("--explain", action="store_true", help=HELP["explain"])
    ask.add_argument("-k", type=int, default=5, metavar="N", help=HELP["k"])
    for name in ("speaker", "since", "until", "outlet", "interview"):
        ask.add_argument(f"--{name}", help=HELP[name])


def _ask(options: argparse.Namespace) -> int:
    from qa.config import load_abbreviations
    from qa.render.terminal import answer_terminal

    if (options.question is None) == (options.batch is None):
        raise SettingsError(wording.QUESTION_OR_BATCH)
    if options.k < 1:
        raise SettingsError(wording.bad_number("-k", str(options.k), 1, 1000))
    filters = filters_of(vars(options))
    own = load_abbreviations(os.environ.get("QA_ABBREVIATIONS"))
    with opened(options, own) as archive:
        if options.batch is not None:
            return answer_lines(options.batch, lambda row: _ask_row(archive, row, options.k, options.explain))
        _say_unknown(archive, filters)
        answer = archive.ask(options.question, k=options.k, filters=filters)
        say_which(archive, answer.namesakes)
        if options.json:
            print(dump(_answer_json(archive, answer, options.explain)))
        else:
            print(answer_terminal(answer, in_colour(sys.stdout), options.explain))
        return FOUND if answer.hits else NOTHING


def _ask_row(archive: Archive, row: dict[str, Any], k: int, explain: bool) -> dict[str, Any]:
    answer = archive.ask(
        string_of(row, "q"),
        k=number_of(row, "k", k),
        filters=filters_of(row),
        history=strings_of(row, "history"),
        without=strings_of(row, "without"),
    )
    return _answer_json(archive, answer, explain or row.get("explain") is True)


def _say_unknown(archive: Archive, filters: Filters) -> None:
    """Says on stderr what the archive has nothing of: nothing found is no surprise then."""
    say_unknown_speaker(archive, filters.speaker)
    if filters.outlet and fold(filters.outlet) not in map(fold, archive.facets().outlets):
        warn(wording_cli.unknown_outlet(filters.outlet))
    if filters.interview and filters.interview not in archive.store.interview_ids():
        warn(wording.no_such_interview(filters.interview))


def say_unknown_speaker(archive: Archive, speaker: str | None) -> None:
    """Says on stderr that the archive has no words of a speaker."""
    if speaker and not archive.people_by_name.candidates(speaker):
        warn(wording.never_speaks(speaker))


def _answer_json(archive: Archive, answer: Answer, explain: bool) -> dict[str, Any]:
    from qa.render.json import answer_json
    from qa.render.people import namesakes_json

    return {**answer_json(answer, explain=explain), **namesakes_json(answer.namesakes, archive.people_by_name)}


def say_which(archive: Archive, people: Sequence[Profile]) -> None:
    """Says on stderr whom a name may mean, where it may mean several."""
    from qa.render.people import SHOWN, which
    from qa.wording import people as wording_people

    if asked := which(people):
        labels = [archive.people.label_of(person) for person in people[:SHOWN]]
        print(wording_people.several(asked, labels, len(people) - len(labels)), file=sys.stderr)
