"""What a browser does not show of a page: hidden by attribute, by style, by a rule of the page's own, struck out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:left|top|text-indent)\s*:\s*-\d{3,}|clip\s*:\s*rect\(\s*0",
    re.IGNORECASE,
)
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
STRUCK_TAGS = ("del", "s", "strike")
"""The elements whose words a page shows as taken back."""

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_PRINT_ONLY = re.compile(r"@media[^{]*\bprint\b[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.IGNORECASE)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = re.compile(r"([a-z][a-z0-9]*)?((?:[.#][\w-]+)*)", re.IGNORECASE)
_FOLD = re.compile(r"accordion|collaps|toggle|fold|spoiler|panel|tab-?pane|faq|expand|hoi-?dap")
_OPENS = ("aria-controls", "data-target", "data-bs-target", "href")
_MOST = 0.5
"""The share of a page's letters above which nothing is hidden: a page behind an open window is marked so whole."""


Rule = tuple[str, frozenset[str], str]
"""What an element must be to be hidden by a rule: its tag, classes, id; empty where any will do."""


def hidden_elements(tree: Any) -> list[Any]:
    """Returns the elements that hide their words; what a control of the page folds out is read, as its reader could."""
    opened = _opened(tree)
    rules = _by_name(_hiding_rules(tree))
    found = []
    for element in tree.iter():
        if isinstance(element.tag, str) and element.tag not in ("html", "body", "head") and _is_hidden(element, rules):
            found.append(element)
    letters = len(tree.text_content())
    return [one for one in found if not _folds(one, opened) and len(one.text_content()) <= _MOST * letters]


def _by_name(rules: Iterable[Rule]) -> dict[str, list[Rule]]:
    """The rules by a class or the id that an element must have, so that each element meets few of them."""
    found: dict[str, list[Rule]] = {}
    for rule in rules:
        _, classes, name = rule
        found.setdefault(f"#{name}" if name else min(classes), []).append(rule)
    return found


def _is_hidden(element: Any, rules: dict[str, list[Rule]]) -> bool:
    style = element.get("style", "")
    if "hidden" in element.attrib or element.get("aria-hidden", "").lower() == "true":
        return True
    if element.tag in STRUCK_TAGS or (style and (_HIDING.search(style) or _STRUCK.search(style))):
        return True
    classes, own = set(element.get("class", "").split()), element.get("id", "")
    return any(
        (not tag or tag == element.tag) and wanted <= classes and (not name or name == own)
        for key in (*classes, f"#{own}")
        for tag, wanted, name in rules.get(key, ())
    )


def _folds(element: Any, opened: set[str]) -> bool:
    label = " ".join(element.get(name, "") for name in ("class", "id", "role")).lower()
    return element.get("id") in opened or bool(_FOLD.search(label))


def _opened(tree: Any) -> set[str]:
    """The ids that a button or a link of the page opens."""
    named = (element.get(name, "") for name in _OPENS for element in tree.xpath(f"//*[@{name}]"))
    return {name.removeprefix("#") for name in named if name and not name.startswith(("http", "/"))}


def _hiding_rules(tree: Any) -> Iterator[Rule]:
    """The rules of the page's own <style> that hide an element by its tag, classes or id: (tag, classes, id)."""
    for style in tree.xpath("//style"):
        css = _PRINT_ONLY.sub("", _COMMENT.sub("", style.text_content()))
        for selectors, body in _RULE.findall(css):
            if _HIDING.search(body) or _STRUCK.search(body):
                yield from filter(None, map(_simple, selectors.split(",")))


def _simple(selector: str) -> Rule | None:
    found = _SIMPLE.fullmatch(selector.strip())
    if found is None or not found[2]:
        return None
    parts = re.findall(r"[.#][\w-]+", found[2])
    classes = frozenset(part[1:] for part in parts if part[0] == ".")
    return (found[1] or "").lower(), classes, next((part[1:] for part in parts if part[0] == "#"), "")
