"""The page that sets statements side by side: a form, a timeline, and a column of cards for each person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from qa.answer.answer import Citation
from qa.bounds import LONGEST_NAME, LONGEST_QUESTION
from qa.compare import MOST_PEOPLE, Comparison, Side
from qa.render import contract
from qa.render.address import COMPARE
from qa.render.card import card
from qa.render.html import Content, Html, joined, tag
from qa.render.json import citation_json
from qa.wording import compare as wording_compare
from qa.wording import day

WIDTH, LEFT, RIGHT, LANE, TOP, BOTTOM = 800, 16, 16, 44, 18, 30
"""The timeline's measures, in its own units: width, margins at both sides, height of a lane, margins."""


def comparison_json(found: Comparison, root: str = "") -> contract.Comparison:
    """Returns a comparison for the API: for each person the statements as hits of the contract, by date."""
    return {
        "topic": found.topic,
        "people": [
            {"speaker": side.name, "statements": [citation_json(one, root) for one in side.statements]}
            for side in found.sides
        ],
        "without": list(found.without),
    }


def compare_html(
    topic: str, people: Sequence[str], names: Sequence[str], found: Comparison | None, said: str, root: str = ""
) -> Html:
    """Renders the page: its form filled in, `found` below it; `names` are offered, `said` is what went wrong."""
    return tag(
        "div#check.compare",
        tag("h1", wording_compare.COMPARE),
        tag("p.intro", wording_compare.INTRO),
        _form(topic, people, names, root),
        said and tag("p.caution", said, role="alert"),
        found is not None and _comparison(found, root),
    )


def _form(topic: str, people: Sequence[str], names: Sequence[str], root: str) -> Html:
    fields = [
        tag(
            "input",
            type="text",
            name="nguoi",
            list="ten-nguoi",
            aria_label=wording_compare.person(number),
            placeholder=wording_compare.person(number),
            maxlength=LONGEST_NAME,
            value=name,
        )
        for number, name in enumerate([*people, *[""] * MOST_PEOPLE][:MOST_PEOPLE], 1)
    ]
    subject = tag(
        "input", type="text", id="chu-de", name="chu-de", required=True, maxlength=LONGEST_QUESTION, value=topic
    )
    return tag(
        "form",
        tag("div", tag("label", wording_compare.TOPIC, for_="chu-de"), subject),
        tag("fieldset", tag("legend", wording_compare.PEOPLE), tag("div.names", fields)),
        tag("datalist#ten-nguoi", [tag("option", value=name) for name in names]),
        tag("button.go", wording_compare.GO),
        action=f"{root}{COMPARE}",
        method="get",
        role="search",
    )


def _comparison(found: Comparison, root: str) -> Content:
    nobody = [tag("p.none", wording_compare.said_nothing(name)) for name in found.without]
    if not found.sides:
        return nobody or tag("p.none", wording_compare.NOTHING)
    columns = [_column(number, side, root) for number, side in enumerate(found.sides, 1)]
    return nobody, timeline(found), tag("div.sides", columns)


def _column(number: int, side: Side, root: str) -> Html:
    cards = [
        tag("li", tag("p.day", _day(one)), card(one, root), id=anchor(number, place))
        for place, one in enumerate(side.statements, 1)
    ]
    dot = tag(f"span.dot.dot-{number}", aria_hidden="true")
    return tag(
        "section.column",
        tag(f"h2#nguoi-{number}", dot, side.name),
        tag("p.facts", wording_compare.statements(len(side.statements))),
        tag("ol.statements", cards),
        aria_labelledby=f"nguoi-{number}",
    )


def anchor(person: int, statement: int) -> str:
    """Returns the id of a card: the person's and the statement's place, from 1."""
    return f"loi-{person}-{statement}"


def _day(one: Citation) -> str:
    return day(one.date) if one.date else wording_compare.UNDATED


# --- the timeline ---


def timeline(found: Comparison) -> Html:
    """Draws a lane for each person, a dot for each day with statements that leads to the first; nothing of one day."""
    days = [_ordinal(text) for text in found.dates]
    if len(days) < 2:
        return joined()
    lanes = [_lane(number, side, days[0], days[-1]) for number, side in enumerate(found.sides, 1)]
    height = TOP + LANE * len(found.sides) + BOTTOM
    first = tag("text.tick", day(found.dates[0]), x=LEFT, y=height - 8)
    last = tag("text.tick", day(found.dates[-1]), x=WIDTH - RIGHT, y=height - 8, text_anchor="end")
    box = f"0 0 {WIDTH} {height}"
    drawn = tag("svg", lanes, first, last, viewBox=box, role="group", aria_label=wording_compare.TIMELINE)
    return tag("figure.timeline", drawn, tag("figcaption", wording_compare.TIMELINE_HINT))


def _lane(number: int, side: Side, first: int, last: int) -> Content:
    y = TOP + LANE * (number - 1) + LANE // 2
    days: dict[str, list[int]] = {}
    for place, one in enumerate(side.statements, 1):
        if one.date:
            days.setdefault(one.date, []).append(place)
    dots = [
        _dot(number, f"{side.name}, {day(date)}", places, _x(_ordinal(date), first, last), y + 8)
        for date, places in days.items()
    ]
    name = tag("text.lane", side.name, x=LEFT, y=y - 8)
    return name, tag("line.lane-line", x1=LEFT, x2=WIDTH - RIGHT, y1=y + 8, y2=y + 8), dots


def _dot(number: int, name: str, places: Sequence[int], x: float, y: int) -> Html:
    """One day's statements of one person: a link to the first of them, with their number where there are several."""
    named = f"{name}: {wording_compare.statements(len(places))}"
    dot = tag(f"circle.dot-{number}", tag("title", named), cx=x, cy=y, r=9)
    count = len(places) > 1 and tag("text.count", str(len(places)), x=x, y=y + 4, text_anchor="middle")
    return tag("a", dot, count, href=f"#{anchor(number, places[0])}", aria_label=named)


def _x(here: int, first: int, last: int) -> float:
    inner = WIDTH - LEFT - RIGHT - 16
    return round(LEFT + 8 + inner * (here - first) / max(1, last - first), 1)


def _ordinal(text: str) -> int:
    """A day as a number; a year or a month alone stands for its middle."""
    parts = [int(part) for part in text.split("-") if part.isdecimal()]
    year, month, in_month = (*parts, *(7, 1, 1)[len(parts) :])[:3] if len(parts) != 2 else (*parts, 15)
    try:
        return date(year, month, in_month).toordinal()
    except ValueError:
        return date(max(1, min(year, 9999)), 7, 1).toordinal()
