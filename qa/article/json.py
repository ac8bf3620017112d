"""One line of a .jsonl file as an article: the contract that other programs write to."""

from __future__ import annotations

import json
from typing import Any

from qa.article.alphabets import restored
from qa.article.facts import Facts, author_names, checked_id, one_line, printed_date, web_address
from qa.errors import ArticleError
from qa.wording import article as wording_article


def read_record(line: bytes) -> tuple[Facts, str]:
    """Reads the record's facts, its id always among them, and NFC of its text, unchanged otherwise.

    Raises ArticleError for a line that is no JSON object, lacks id, title or text, or has a field of a wrong
    type. A date that can't be read and an address that is not http(s) are left out: exports are full of them.
    """
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ArticleError(wording_article.JSON) from error
    if not isinstance(record, dict):
        raise ArticleError(wording_article.JSON_OBJECT)
    facts = Facts(
        id=checked_id(_string(record, "id")),
        title=one_line(_string(record, "title")),
        outlet=one_line(_optional(record, "outlet")) or None,
        date=printed_date(_optional(record, "date")),
        url=web_address(_optional(record, "url")),
        authors=author_names(_authors(record.get("authors"))),
        note=one_line(_optional(record, "note")) or None,
    )
    text = restored(_string(record, "text"))
    if "\0" in text or any("\ud800" <= c <= "\udfff" for c in text):
        raise ArticleError(wording_article.JSON_TEXT)
    return facts, text


def _string(record: dict[str, Any], name: str) -> str:
    if name not in record:
        raise ArticleError(wording_article.JSON_MISSING.format(key=name))
    value = record[name]
    if not isinstance(value, str):
        raise ArticleError(wording_article.JSON_TYPE.format(key=name))
    return value


def _optional(record: dict[str, Any], name: str) -> str:
    return "" if record.get(name) is None else _string(record, name)


def _authors(value: object) -> list[str]:
    if value is None:
        return []
    if isinstance(value, str):
        return [value]
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        return value
    raise ArticleError(wording_article.JSON_AUTHORS)
