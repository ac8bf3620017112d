"""The command line: `python -m qa VERB …`; `python -m qa --help` lists the verbs.

Exit status: 0 found, 1 nothing found or quotation not verbatim, 2 error (one line on stderr).
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from qa import wording
from qa.cli.values import dump, existing, filters_of, in_colour, string_of
from qa.errors import QAError, SettingsError
from qa.wording import check as wording_check

FOUND, NOTHING, FAILED = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; its exit status."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    try:
        options = _parser().parse_args(arguments)
        return int(options.run(options))
    except BrokenPipeError:
        # The reader of our output has gone (… | head): nothing is wrong, and nothing more can be said.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except KeyboardInterrupt:
        return _fail(wording.INTERRUPTED)
    except (QAError, OSError) as error:
        return _fail(str(error))


def _fail(message: str) -> int:
    _warn(wording.error_line(" ".join(message.split())))
    return FAILED


def _warn(line: str) -> None:
    """One line on stderr; the names of files and articles in it can't move the terminal's cursor."""
    from qa.render.terminal import plain

    print(plain(line), file=sys.stderr)


class _Arguments(argparse.ArgumentParser):
    def error(self, message: str) -> Any:
        raise SettingsError(f"{self.prog}: {message}")


def _parser() -> argparse.ArgumentParser:
    parser = _Arguments(prog="python -m qa", description=wording.CLI_DESCRIPTION)
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="…", parser_class=_Arguments)

    def verb(name: str, run: Callable[[argparse.Namespace], int], data: bool = True) -> argparse.ArgumentParser:
        made = verbs.add_parser(name, help=wording.CLI_VERBS[name], description=wording.CLI_VERBS[name])
        made.set_defaults(run=run)
        if data:
            made.add_argument("--data", type=Path, default=Path(os.environ.get("QA_DATA") or "data"), metavar="DIR")
            made.add_argument("--encoder", default=os.environ.get("QA_ENCODER") or None, metavar="MODEL")
        return made

    build = verb("build", _build)
    build.add_argument("sources", nargs="+", type=Path, metavar="SOURCE")
    parse = verb("parse", _parse, data=False)
    parse.add_argument("file", type=Path, metavar="FILE")
    parse.add_argument("--json", action="store_true")
    ask = verb("ask", _ask)
    ask.add_argument("question", nargs="?", metavar="QUESTION")
    ask.add_argument("--batch", type=Path, metavar="FILE.jsonl")
    ask.add_argument("--json", action="store_true")
    ask.add_argument("--explain", action="store_true", help=wording.EXPLAIN)
    ask.add_argument("-k", type=int, default=5, metavar="N")
    for name in ("speaker", "since", "until", "outlet", "interview"):
        ask.add_argument(f"--{name}")
    check = verb("check", _check)
    _add_check_arguments(check)
    evaluate = verb("evaluate", _evaluate, data=False)
    evaluate.add_argument("file", type=Path, metavar="FILE.json")
    evaluate.add_argument("--json", action="store_true")
    evaluate.add_argument("--encoder", default=os.environ.get("QA_ENCODER") or None, metavar="MODEL")
    evaluate.add_argument("--also", nargs="*", type=Path, default=[], metavar="SOURCE")
    stats = verb("stats", _stats)
    stats.add_argument("--json", action="store_true")
    corrections = verb("corrections", _corrections)
    corrections.add_argument("direction", choices=("export", "import"))
    corrections.add_argument("file", type=Path, metavar="FILE.jsonl")
    backup = verb("backup", _upkeep)
    backup.add_argument("file", type=Path, metavar="FILE")
    feedback = verb("feedback", _upkeep)
    feedback.add_argument("--json", action="store_true")
    remove = verb("remove", _remove)
    remove.add_argument("interviews", nargs="+", metavar="ID")
    user = verb("user", _user)
    user.add_argument("action", choices=("add", "list", "remove"))
    user.add_argument("name", nargs="?", metavar="NAME")
    user.add_argument("--role", choices=("reader", "editor", "admin"), default="reader")
    user.add_argument("--users", type=Path, default=os.environ.get("QA_USERS_FILE") or None, metavar="FILE")
    serve = verb("serve", _serve, data=False)
    for name in ("data", "encoder", "host", "port", "root-path", "frame-ancestors", "title"):
        serve.add_argument(f"--{name}")
    return parser


def _add_check_arguments(check: argparse.ArgumentParser) -> None:
    check.add_argument("claim", nargs="?", metavar="QUOTE")
    check.add_argument("--speaker")
    check.add_argument("--batch", type=Path, metavar="FILE.jsonl")
    check.add_argument("--file", type=Path, metavar="ARTICLE")
    check.add_argument("--out", type=Path, metavar="REPORT")
    check.add_argument("--json", action="store_true")


# --- the verbs ---


def _build(options: argparse.Namespace) -> int:
    from tqdm import tqdm

    from qa.archive import Archive

    with (
        Archive.open(options.data, options.encoder) as archive,
        tqdm(unit=wording.FILES, disable=None) as bar,
    ):

        def progress(done: int, total: int, name: str) -> None:
            bar.total, bar.n = total, done
            bar.set_postfix_str(name, refresh=False)
            bar.refresh() if done == total else bar.update(0)

        report = archive.add(options.sources, progress)
    for failure in report.failures:
        _warn(wording.error_line(f"{failure.name}: {failure.reason}"))
    for name in report.not_interviews:
        _warn(wording.not_an_interview(name))
    for name in report.waiting:
        _warn(wording.all_waiting(name))
    for name in report.duplicates:
        _warn(wording.duplicate(name))
    print(wording.built(len(report.added), report.turns, report.unchanged, len(report.removed), len(report.failures)))
    if report.added or report.unchanged:
        return FOUND
    return FAILED if report.failures else NOTHING


def _parse(options: argparse.Namespace) -> int:
    from qa.cli.reading import parse_file

    return parse_file(options.file, options.json, _fail)


def _ask(options: argparse.Namespace) -> int:
    from qa.archive import Archive
    from qa.config import load_abbreviations
    from qa.render.terminal import answer_terminal

    if (options.question is None) == (options.batch is None):
        raise SettingsError(wording.QUESTION_OR_BATCH)
    if options.k < 1:
        raise SettingsError(wording.bad_number("-k", str(options.k), 1, 1000))
    filters = filters_of(vars(options))
    own = load_abbreviations(os.environ.get("QA_ABBREVIATIONS"))
    with Archive.open(existing(options.data), options.encoder, own) as archive:
        if options.batch is not None:
            return _batch(options.batch, lambda row: _ask_row(archive, row, options.k, options.explain))
        answer = archive.ask(options.question, k=options.k, filters=filters)
        _say_which(archive, answer.namesakes)
        if options.json:
            print(dump(_answer_json(archive, answer, options.explain)))
        else:
            print(answer_terminal(answer, in_colour(sys.stdout), options.explain))
        return FOUND if answer.hits else NOTHING


def _ask_row(archive: Any, row: dict[str, Any], k: int, explain: bool) -> dict[str, Any]:
    answer = archive.ask(
        string_of(row, "q"),
        k=int(row.get("k") or k),
        filters=filters_of(row),
        history=_strings(row, "history"),
        without=_strings(row, "without"),
    )
    return _answer_json(archive, answer, explain or row.get("explain") is True)


def _strings(row: dict[str, Any], name: str) -> list[str]:
    texts = row.get(name) or []
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise SettingsError(wording.bad_field(name))
    return texts


def _answer_json(archive: Any, answer: Any, explain: bool) -> dict[str, Any]:
    from qa.render.json import answer_json
    from qa.render.people import namesakes_json

    return {**answer_json(answer, explain=explain), **namesakes_json(answer.namesakes, archive.people)}


def _say_which(archive: Any, people: Sequence[Any]) -> None:
    """Says on stderr whom a name may mean, where it may mean several."""
    from qa.render.people import SHOWN, which
    from qa.wording import people as wording_people

    if asked := which(people):
        labels = [archive.people.label_of(person) for person in people[:SHOWN]]
        print(wording_people.several(asked, labels, len(people) - len(labels)), file=sys.stderr)


def _check(options: argparse.Namespace) -> int:
    from qa.archive import Archive
    from qa.render.json import check_json
    from qa.render.people import namesakes_json
    from qa.render.terminal import check_terminal

    if sum(given is not None for given in (options.claim, options.batch, options.file)) != 1:
        raise SettingsError(wording_check.ARTICLE_OR_CLAIM)
    if options.file is not None:
        return _check_article(options)
    if options.out is not None:
        raise SettingsError(wording_check.OUT_NEEDS_FILE)
    with Archive.open(existing(options.data), options.encoder) as archive:

        def row_of(row: dict[str, Any]) -> dict[str, Any]:
            claim, speaker = string_of(row, "claim"), row.get("speaker")
            named = namesakes_json(archive.namesakes(speaker), archive.people)
            return {**check_json(claim, *archive.check(claim, speaker)), **named}

        if options.batch is not None:
            return _batch(options.batch, row_of)
        result, citation = archive.check(options.claim, options.speaker)
        namesakes = archive.namesakes(options.speaker)
        _say_which(archive, namesakes)
        if options.json:
            named = namesakes_json(namesakes, archive.people)
            print(dump({**check_json(options.claim, result, citation), **named}))
        else:
            print(check_terminal(result, citation, in_colour(sys.stdout)))
        return FOUND if result.verdict == "verbatim" else NOTHING


def _check_article(options: argparse.Namespace) -> int:
    from tqdm import tqdm

    from qa.archive import Archive
    from qa.article.read import ArticleFailure, read_articles
    from qa.render.review_export import MEDIA_TYPES, exported, review_json
    from qa.render.terminal import review_terminal
    from qa.review import draft_of, review

    form = options.out.suffix.lower().lstrip(".") if options.out else ""
    if options.out and form not in MEDIA_TYPES:
        raise SettingsError(wording_check.BAD_FORMAT)
    article, *others = read_articles(options.file)
    if isinstance(article, ArticleFailure):
        return _fail(f"{article.name}: {article.reason}")
    if others:
        raise SettingsError(wording_check.ONLY_ONE_ARTICLE)
    draft = draft_of(article.text, article.source.title)
    with (
        Archive.open(existing(options.data), options.encoder) as archive,
        tqdm(total=len(draft.quotations), unit=wording_check.QUOTATION_UNIT, disable=None) as bar,
    ):

        def progress(done: int, _: int) -> None:
            bar.update(done - bar.n)

        found = review(draft, archive.check, progress)
    if options.out:
        options.out.write_bytes(exported(found, form))
        print(wording_check.written(options.out), file=sys.stderr)
    if options.json:
        print(dump(review_json(found)))
    elif not options.out:
        print(review_terminal(found, in_colour(sys.stdout)))
    clean = found.checked and not any(item.is_problem for item in found.items)
    return FOUND if clean else NOTHING


def _evaluate(options: argparse.Namespace) -> int:
    from qa.evaluation.evaluate import evaluate, report

    figures = evaluate(options.file, options.encoder, options.also)
    print(dump(figures) if options.json else report(figures))
    return FOUND


def _stats(options: argparse.Namespace) -> int:
    from qa.archive import Archive
    from qa.cli.reading import print_stats

    with Archive.open(existing(options.data), options.encoder) as archive:
        print_stats(archive, options.json)
    return FOUND


def _corrections(options: argparse.Namespace) -> int:
    from qa.archive import Archive
    from qa.cli.reading import export_corrections, import_corrections

    with Archive.open(existing(options.data), options.encoder) as archive:
        run = export_corrections if options.direction == "export" else import_corrections
        run(archive, options.file)
    return FOUND


def _upkeep(options: argparse.Namespace) -> int:
    from qa.cli.upkeep import COMMANDS

    existing(options.data)
    return COMMANDS[options.verb](options)


def _remove(options: argparse.Namespace) -> int:
    from qa.archive import Archive

    with Archive.open(existing(options.data), options.encoder) as archive:
        for key in options.interviews:
            archive.remove(key)
            print(wording.removed(key))
    return FOUND


def _serve(options: argparse.Namespace) -> int:
    from qa.config import Settings, read_settings
    from qa.web.server import serve

    given = {name: value for name, value in vars(options).items() if name in Settings.__slots__}
    serve(read_settings(os.environ, **given))
    return FOUND


def _user(options: argparse.Namespace) -> int:
    from qa.cli.users import change_users

    for line in change_users(options):
        print(line)
    return FOUND


# --- input and output ---


def _batch(path: Path, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> int:
    """One JSON result a line, with the id of its own line; a bad line gives {"id", "error"} and the others go on."""
    failed = False
    with _opened(path) as lines:
        for number, row in _rows(lines):
            key = row.get("id", number) if isinstance(row, dict) else number
            try:
                if not isinstance(row, dict):
                    raise SettingsError(wording.bad_field(f"{path.name}:{number}"))
                result = answer(row)
            except QAError as error:
                failed = True
                result = {"error": str(error)}
                _fail(f"{path.name}:{number}: {error}")
            print(dump({"id": key, **result}), flush=True)
    return FAILED if failed else FOUND


def _opened(path: Path) -> IO[str]:
    return sys.stdin if str(path) == "-" else path.open(encoding="utf-8-sig")


def _rows(lines: Iterable[str]) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except json.JSONDecodeError:
                yield number, None
