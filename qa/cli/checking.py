"""`check`: one quotation, a file of them, or every quotation of an article."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.cli.asking import say_unknown_speaker, say_which
from qa.cli.batch import answer_lines
from qa.cli.status import FOUND, NOTHING
from qa.cli.values import dump, in_colour, opened, string_of
from qa.cli.verbs import Verbs
from qa.errors import ArticleError, SettingsError
from qa.wording import check as wording_check
from qa.wording.cli import HELP

if TYPE_CHECKING:
    from qa.answer.answer import Citation
    from qa.archive import Archive
    from qa.article.read import Article
    from qa.quote.check import QuoteCheck


def add(verbs: Verbs) -> None:
    """Adds the verb."""
    check = verbs.add("check", _check)
    check.add_argument("claim", nargs="?", metavar="QUOTE", help=HELP["claim"])
    check.add_argument("--speaker", help=HELP["claimed speaker"])
    check.add_argument("--batch", type=Path, metavar="FILE.jsonl", help=HELP["check batch"])
    check.add_argument("--file", type=Path, metavar="ARTICLE", help=HELP["check file"])
    check.add_argument("--out", type=Path, metavar="REPORT", help=HELP["out"])
    check.add_argument("--json", action="store_true", help=HELP["json"])


def _check(options: argparse.Namespace) -> int:
    if sum(given is not None for given in (options.claim, options.batch, options.file)) != 1:
        raise SettingsError(wording_check.ARTICLE_OR_CLAIM)
    if options.file is not None:
        return _check_article(options)
    if options.out is not None:
        raise SettingsError(wording_check.OUT_NEEDS_FILE)
    with opened(options) as archive:
        if options.batch is not None:
            return answer_lines(
                options.batch, lambda row: _checked(archive, string_of(row, "claim"), row.get("speaker"))
            )
        return _check_claim(archive, options)


def _checked(archive: Archive, claim: str, speaker: str | None) -> dict[str, Any]:
    return _json(archive, claim, speaker, *archive.check(claim, speaker))


def _json(
    archive: Archive, claim: str, speaker: str | None, result: QuoteCheck, citation: Citation | None
) -> dict[str, Any]:
    from qa.render.json import check_json
    from qa.render.people import namesakes_json

    people = archive.people_by_name
    return {**check_json(claim, result, citation), **namesakes_json(people.several(speaker), people)}


def _check_claim(archive: Archive, options: argparse.Namespace) -> int:
    from qa.render.terminal import check_terminal

    result, citation = archive.check(options.claim, options.speaker)
    say_unknown_speaker(archive, options.speaker)
    say_which(archive, archive.people_by_name.several(options.speaker))
    if options.json:
        print(dump(_json(archive, options.claim, options.speaker, result, citation)))
    else:
        print(check_terminal(result, citation, in_colour(sys.stdout)))
    return FOUND if result.verdict == "verbatim" else NOTHING


def _check_article(options: argparse.Namespace) -> int:
    from tqdm import tqdm

    from qa.render.review_export import MEDIA_TYPES, exported, review_json
    from qa.render.terminal import review_terminal
    from qa.review import draft_of, review

    form = options.out.suffix.lower().lstrip(".") if options.out else ""
    if options.out and form not in MEDIA_TYPES:
        raise SettingsError(wording_check.BAD_FORMAT)
    article = _only_article(options.file)
    draft = draft_of(article.text, article.source.title)
    with (
        opened(options) as archive,
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


def _only_article(path: Path) -> Article:
    from qa.article.read import ArticleFailure, read_articles

    article, *others = read_articles(path)
    if isinstance(article, ArticleFailure):
        raise ArticleError(f"{article.name}: {article.reason}")
    if others:
        raise SettingsError(wording_check.ONLY_ONE_ARTICLE)
    return article
