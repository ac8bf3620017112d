"""The page that sets statements side by side: a form, a timeline, and a column of cards for each person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from qa.answer.answer import Citation
from qa.compare import MOST_PEOPLE, Comparison, Side
from qa.render import contract
from qa.render.address import COMPARE
from qa.render.card import card
from qa.render.html import escaped
from qa.render.json import citation_json
from qa.wording import compare as wording_compare
from qa.wording import day

WIDTH, LEFT, RIGHT, LANE, TOP, BOTTOM = 800, 16, 16, 44, 18, 30
"""The timeline's measures, in its own units: width, margins at both sides, height of a lane, margins."""


def comparison_json(found: Comparison, root: str = "") -> contract.Comparison:
    """A comparison for the API: for each person the statements as hits of the contract, by date."""
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
) -> str:
    """The page: its form filled in, `found` below it; `names` are offered, `said` is what went wrong."""
    notice = f'<p class="caution" role="alert">{escaped(said)}</p>' if said else ""
    shown = "" if found is None else _comparison(found, root)
    return (
        f'<div id="check" class="compare"><h1>{wording_compare.COMPARE}</h1>'
        f'<p class="intro">{wording_compare.INTRO}</p>{_form(topic, people, names, root)}{notice}{shown}</div>'
    )


def _form(topic: str, people: Sequence[str], names: Sequence[str], root: str) -> str:
    fields = "".join(
        f'<input type="text" name="nguoi" list="ten-nguoi" aria-label="{wording_compare.person(number + 1)}" '
        f'placeholder="{wording_compare.person(number + 1)}" maxlength="200" value="{escaped(name)}">'
        for number, name in enumerate([*people, *[""] * MOST_PEOPLE][:MOST_PEOPLE])
    )
    options = "".join(f'<option value="{escaped(name)}"></option>' for name in names)
    return (
        f'<form action="{root}{COMPARE}" method="get" role="search">'
        f'<div><label for="chu-de">{wording_compare.TOPIC}</label>'
        f'<input type="text" id="chu-de" name="chu-de" required maxlength="500" value="{escaped(topic)}"></div>'
        f'<fieldset><legend>{wording_compare.PEOPLE}</legend><div class="names">{fields}</div></fieldset>'
        f'<datalist id="ten-nguoi">{options}</datalist><button class="go">{wording_compare.GO}</button></form>'
    )


def _comparison(found: Comparison, root: str) -> str:
    nobody = "".join(f'<p class="none">{escaped(wording_compare.said_nothing(name))}</p>' for name in found.without)
    if not found.sides:
        return nobody or f'<p class="none">{wording_compare.NOTHING}</p>'
    columns = "".join(_column(number, side, root) for number, side in enumerate(found.sides, 1))
    return f'{nobody}{timeline(found)}<div class="sides">{columns}</div>'


def _column(number: int, side: Side, root: str) -> str:
    cards = "".join(
        f'<li id="{anchor(number, place)}"><p class="day">{escaped(_day(one))}</p>{card(one, root)}</li>'
        for place, one in enumerate(side.statements, 1)
    )
    return (
        f'<section class="column" aria-labelledby="nguoi-{number}"><h2 id="nguoi-{number}">'
        f'<span class="dot dot-{number}" aria-hidden="true"></span>{escaped(side.name)}</h2>'
        f'<p class="facts">{wording_compare.statements(len(side.statements))}</p>'
        f'<ol class="statements">{cards}</ol></section>'
    )


def anchor(person: int, statement: int) -> str:
    """The id of a card: the person's and the statement's place, from 1."""
    return f"loi-{person}-{statement}"


def _day(one: Citation) -> str:
    return day(one.date) if one.date else wording_compare.UNDATED


# --- the timeline ---


def timeline(found: Comparison) -> str:
    """A lane for each person, a dot for each day with statements, a link to the first of them; "" without two days."""
    days = [_ordinal(text) for text in found.dates]
    if len(days) < 2:
        return ""
    lanes = "".join(_lane(number, side, days[0], days[-1]) for number, side in enumerate(found.sides, 1))
    height = TOP + LANE * len(found.sides) + BOTTOM
    ends = (
        f'<text class="tick" x="{LEFT}" y="{height - 8}">{day(found.dates[0])}</text>'
        f'<text class="tick" x="{WIDTH - RIGHT}" y="{height - 8}" text-anchor="end">{day(found.dates[-1])}</text>'
    )
    return (
        f'<figure class="timeline"><svg viewBox="0 0 {WIDTH} {height}" role="group" '
        f'aria-label="{wording_compare.TIMELINE}">{lanes}{ends}</svg>'
        f"<figcaption>{wording_compare.TIMELINE_HINT}</figcaption></figure>"
    )


def _lane(number: int, side: Side, first: int, last: int) -> str:
    y = TOP + LANE * (number - 1) + LANE // 2
    days: dict[str, list[int]] = {}
    for place, one in enumerate(side.statements, 1):
        if one.date:
            days.setdefault(one.date, []).append(place)
    dots = "".join(
        _dot(number, f"{side.name}, {day(date)}", places, _x(_ordinal(date), first, last), y + 8)
        for date, places in days.items()
    )
    return (
        f'<text class="lane" x="{LEFT}" y="{y - 8}">{escaped(side.name)}</text>'
        f'<line class="lane-line" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y + 8}" y2="{y + 8}"></line>{dots}'
    )


def _dot(number: int, name: str, places: Sequence[int], x: float, y: int) -> str:
    """One day's statements of one person: a link to the first of them, with their number where there are several."""
    named = escaped(f"{name}: {wording_compare.statements(len(places))}")
    count = f'<text class="count" x="{x}" y="{y + 4}" text-anchor="middle">{len(places)}</text>' * (len(places) > 1)
    return (
        f'<a href="#{anchor(number, places[0])}" aria-label="{named}">'
        f'<circle class="dot-{number}" cx="{x}" cy="{y}" r="9"><title>{named}</title></circle>{count}</a>'
    )


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
