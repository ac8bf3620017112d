"""HTML by type: `tag` makes elements, and whatever is put into one is escaped unless it is `Html` itself."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Self, TypeAlias

from markupsafe import Markup

from qa.text import Span

# Line breaks and tabs as references: Markdown never sees a blank line inside a card (it would read the rest
# as Markdown), Gradio's dedenting finds nothing to expand, and the browser still gets the character itself.
_BREAKS = {ord(char): f"&#{ord(char)};" for char in "\n\r\t\u2028\u2029"}

_VOID = {"input", "link", "meta"}


class Html(Markup):
    """Safe HTML on one line. Outside of this file it is made by `tag`, or of a literal, never of a value.

    `+` and `join` escape what they put into it.
    """

    __slots__ = ()

    @classmethod
    def escape(cls, text: object, /) -> Self:
        """Takes HTML as it is and all else as text; the browser's textContent of it is the text again."""
        return text if isinstance(text, cls) else cls(html.escape(str(text)).translate(_BREAKS))


Content: TypeAlias = "str | bool | Iterable[Content] | None"
"""What may stand in an element: HTML, text, or any number of them; "", None and a truth value leave nothing."""

Attribute: TypeAlias = "str | float | bool | None"


def tag(selector: str, /, *content: Content, **attributes: Attribute) -> Html:
    """Makes an element from a selector ("p", "div#check.compare"), its content and its further attributes.

    `aria_label` stands for aria-label, `class_` and `for_` for names that Python keeps to itself; an attribute that is
    True stands bare, one that is None or False is left out.
    """
    name, _, classes = selector.partition(".")
    name, _, key = name.partition("#")
    own = {"id": key, "class": classes.replace(".", " ")}
    given = {one: value for one, value in own.items() if value} | attributes
    opening = Html(f"<{name}{''.join(_attributes(given))}>")
    return opening if name in _VOID else opening + joined(*content) + Html(f"</{name}>")


def _attributes(given: Mapping[str, Attribute]) -> Iterator[str]:
    for key, value in given.items():
        name = key.rstrip("_").replace("_", "-")
        if value is True:
            yield f" {name}"
        elif value is not None and value is not False:
            yield f' {name}="{Html.escape(str(value))}"'


def joined(*content: Content) -> Html:
    """Puts pieces one behind the other."""
    return Html("").join(_pieces(content))


def _pieces(content: Iterable[Content]) -> Iterator[str]:
    for one in content:
        if isinstance(one, str):
            yield one
        elif one is not None and not isinstance(one, bool):
            yield from _pieces(one)


def marked(text: str, within: Span, marks: Iterable[Span]) -> Html:
    """Makes the HTML of `within` with what lies in `marks` in <mark>; overlapping marks become one."""
    pieces: list[str] = []
    place = within.start
    for mark in sorted(marks):
        start, end = max(mark.start, place), min(mark.end, within.end)
        if start >= end:
            continue
        pieces += [text[place:start], tag("mark", text[start:end])]
        place = end
    return joined(pieces, text[place : within.end])


def json_script(key: str, value: object) -> Html:
    """Puts a value into the page as JSON, for a script that finds it by its id; no "<" of it can end the element."""
    written = json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
    return tag("script", Html(written), type="application/json", id=key)
