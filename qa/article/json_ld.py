"""What a page's JSON-LD states: the objects that describe an article, and the texts and names in their fields."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

_WRAPPING = re.compile(
    r"^\s*(?://|/\*)?\s*(?:<!\[CDATA\[|<!--)(?:\s*\*/)?|(?://|/\*)?\s*(?:\]\]>|-->)(?:\s*\*/)?\s*;?\s*$"
)
_ARTICLE_TYPES = ("Article", "BlogPosting")


def json_ld(tree: Any) -> Iterator[dict[str, Any]]:
    """Returns the objects of the page's JSON-LD that describe an article, with the things that they name by "@id"."""
    things: list[dict[str, Any]] = []
    for script in tree.xpath("//script[starts-with(normalize-space(@type), 'application/ld+json')]/text()"):
        try:
            stated = json.loads(_WRAPPING.sub("", script), strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in stated if isinstance(stated, list) else [stated]:
            graph = thing.get("@graph") if isinstance(thing, dict) else None
            things += [item for item in (graph if isinstance(graph, list) else [thing]) if isinstance(item, dict)]
    known = {item["@id"]: item for item in things if isinstance(item.get("@id"), str) and "name" in item}
    for item in things:
        if any(kind.endswith(_ARTICLE_TYPES) for kind in strings(item.get("@type"))):
            yield {name: _resolved(value, known) for name, value in item.items()}


def _resolved(value: object, known: dict[str, dict[str, Any]]) -> object:
    """`value`, with what it only refers to in its place."""
    if isinstance(value, list):
        return [_resolved(item, known) for item in value]
    reference = value.get("@id") if isinstance(value, dict) and "name" not in value else None
    return known.get(reference, value) if isinstance(reference, str) else value


def strings(value: object) -> list[str]:
    """Returns the texts of a field that holds one or a list of them."""
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, str) and item.strip()]


def stated_names(value: object) -> list[str]:
    """Returns the names in JSON-LD's many ways to name someone: a string, an object with a name, a list of either."""
    items = value if isinstance(value, list) else [value]
    stated = [item.get("name") if isinstance(item, dict) else item for item in items]
    return [name for item in stated for name in strings(item)]
