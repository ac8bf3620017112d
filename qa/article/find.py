"""The article files in folders, however they are nested, and the files that are passed over."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from qa.article.read import SUFFIXES, ArticleFailure, refusal
from qa.wording import article as wording_article

_PASSED_OVER = {
    ".doc": wording_article.OLD_DOC,
    ".rtf": wording_article.RTF,
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".tif", ".tiff"), wording_article.PICTURE),
}
"""Kinds of files that lie among articles, and why they are passed over."""


def find_sources(paths: Iterable[Path]) -> list[Path | ArticleFailure]:
    """Finds the article files at `paths`, folders searched to the bottom in sorted order, each file once.

    Hidden files, Word's "~$" lock files and the "…_files" folders that browsers save beside a page are passed
    over. A path that does not exist or is of another kind gives an ArticleFailure in its place.
    """
    found: dict[str, Path | ArticleFailure] = {}
    for path in paths:
        for item in _sources_at(path):
            name = item.name if isinstance(item, ArticleFailure) else str(item)
            found.setdefault(os.path.abspath(name), item)
    return list(found.values())


def skipped_files(paths: Iterable[Path]) -> list[ArticleFailure]:
    """Lists the files in the folders at `paths` that `find_sources` passes over for their kind, with the reason."""
    return [
        ArticleFailure(str(entry), why_passed_over(entry.suffix.lower()))
        for path in paths
        if path.is_dir()
        for entry in files_in(path)
        if isinstance(entry, Path) and entry.suffix.lower() not in SUFFIXES and entry.is_file()
    ]


def why_passed_over(suffix: str) -> str:
    """Tells why a file whose name ends so (".doc") is not read."""
    return _PASSED_OVER.get(suffix, wording_article.SUFFIX)


def _sources_at(path: Path) -> Iterator[Path | ArticleFailure]:
    try:
        if path.is_dir():
            yield from (
                entry
                for entry in files_in(path)
                if isinstance(entry, ArticleFailure) or (entry.suffix.lower() in SUFFIXES and entry.is_file())
            )
        elif not path.is_file():
            yield ArticleFailure(str(path), wording_article.MISSING)
        elif path.suffix.lower() not in SUFFIXES:
            yield ArticleFailure(str(path), wording_article.SUFFIX)
        else:
            yield path
    except OSError as error:
        yield ArticleFailure(str(path), refusal(error))


def files_in(folder: Path) -> Iterator[Path | ArticleFailure]:
    """Yields the files of a folder and of those in it, however deep they are nested; in a failure's place why."""
    waiting: list[Path] = [folder]
    while waiting:
        entry = waiting.pop()
        try:
            if entry.is_dir():
                waiting += reversed([*_entries(entry)])
            else:
                yield entry
        except OSError as error:
            yield ArticleFailure(str(entry), refusal(error))


def _entries(folder: Path) -> Iterator[Path]:
    entries = sorted(entry for entry in folder.iterdir() if not entry.name.startswith((".", "~$")))
    pages = {entry.stem for entry in entries if entry.suffix.lower() in (".html", ".htm")}
    for entry in entries:
        saved_with_page = entry.name.endswith("_files") and entry.name.removesuffix("_files") in pages
        linked_folder = entry.is_dir() and entry.is_symlink()  # it may lead back up
        if not linked_folder and not (saved_with_page and entry.is_dir()):
            yield entry
