"""The page of all interviews: the form that finds and orders them, what is new, a plot by month, and what to take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from qa import wording
from qa.bounds import LONGEST_NAME
from qa.render.address import interview_address
from qa.render.html import Content, Html, joined, tag
from qa.render.paging import paged
from qa.render.versions import where_printed
from qa.search.listing import Line, Order, Wanted
from qa.wording import page as wording_page
from qa.wording import taking as wording_taking
from qa.wording.time import moment

LIST = "/phong-van"
FEED = "/phong-van.atom"
TAKE = "/tai-ve"
"""Where the list stands, its feed, and what is taken away."""

WORDS, REFERENCES = ("docx", "csv", "json"), ("bib", "csl")
"""The forms in which quotations, and references to their interviews, are taken away."""

_WIDTH, _HEIGHT = 720, 90
"""Of the plot, in its own units."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the list is shown with: what was wanted, in which state, what there is to choose from, when one last looked.

    `since` is UTC, "YYYY-MM-DD hh:mm:ss", "" for a first visit. `staff`: with the choices of editors.
    """

    wanted: Wanted
    state: str
    outlets: Sequence[str]
    years: Sequence[str]
    speakers: Sequence[str]
    since: str
    staff: bool


def query_of(wanted: Wanted, state: str = "") -> str:
    """Returns the query of an address that asks for such a list; "" where all is as usual."""
    fields = {
        "tim": wanted.words,
        "nguoi": wanted.speaker,
        "bao": wanted.outlet,
        "nam": wanted.year,
        "thu-tu": wanted.order.value if wanted.order is not Order.NEWEST else "",
        "trang-thai": state,
    }
    return urlencode({name: value for name, value in fields.items() if value})


def listing_html(
    lines: Sequence[Line],
    found: int,
    total: int,
    months: Sequence[tuple[str, int]],
    page: int,
    shown: Shown,
    root: str = "",
) -> Html:
    """Renders one page (from 1) of the interviews that were `found`, of `total`; `months` are those of the plot.

    `lines` are fewer than were found where some stand for their reprints too.
    """
    query = query_of(shown.wanted, shown.state)
    part, where = paged(lines, page, lambda to: f"{root}{LIST}?{query}{'&' if query else ''}trang={to}")
    new = [line for line in lines if shown.since and line.added > shown.since]
    return joined(
        tag("h1", wording_page.NAV_INTERVIEWS),
        _form(shown, root),
        tag("p.facts", wording_taking.of_all(found, total, found - len(lines))),
        bool(new) and tag("p.new-since", wording_taking.new_since(len(new), moment(shown.since))),
        _plot(months),
        _list(part, shown, root) if part else _nothing(total),
        where,
        tag("p.feed", tag("a", wording_taking.FEED, href=f"{root}{FEED}{'?' if query else ''}{query}")),
    )


def _nothing(total: int) -> Html:
    return tag("p", wording_taking.NOTHING if total else wording_page.NO_INTERVIEWS)


def _form(shown: Shown, root: str) -> Html:
    wanted = shown.wanted
    words = tag("input#tim", type="search", name="tim", value=wanted.words, maxlength=LONGEST_NAME, autocomplete="off")
    speaker = tag("input#nguoi", name="nguoi", value=wanted.speaker, maxlength=LONGEST_NAME, list="ten-nguoi")
    names = tag("datalist#ten-nguoi", [tag("option", value=name) for name in shown.speakers])
    every = {"": wording_taking.ALL}
    return tag(
        "form.narrow",
        tag("div.wide", tag("label", wording_taking.FIND, for_="tim"), words),
        tag("div", tag("label", wording_taking.SPEAKER, for_="nguoi"), speaker, names),
        _choice("bao", wording_taking.OUTLET, every | {one: one for one in shown.outlets}, wanted.outlet),
        _choice("nam", wording_taking.YEAR, every | {one: one for one in shown.years}, wanted.year),
        _choice("thu-tu", wording_taking.ORDER, wording_taking.ORDERS, wanted.order.value),
        shown.staff and _choice("trang-thai", wording_taking.STATE, wording_taking.STATES, shown.state),
        tag("button", wording_taking.FIND_BUTTON),
        query_of(wanted, shown.state) and tag("a", wording_taking.CLEAR, href=f"{root}{LIST}"),
        action=f"{root}{LIST}",
        role="search",
    )


def _choice(name: str, label: str, choices: dict[str, str], chosen: str) -> Html:
    options = [tag("option", said, value=value, selected=value == chosen) for value, said in choices.items()]
    return tag("div", tag("label", label, for_=name), tag(f"select#{name}", options, name=name))


def _plot(months: Sequence[tuple[str, int]]) -> Content:
    """A bar for each month; the same numbers stand in a table, for whoever does not see them."""
    if len(months) < 2:
        return None
    most, step = max(count for _, count in months), _WIDTH / len(months)
    bars = [
        tag(
            "rect",
            tag("title", wording_taking.month_count(month, count)),
            x=round(number * step, 2),
            y=round(_HEIGHT - count * _HEIGHT / most, 2),
            width=round(max(step - 1, step * 0.8), 2),
            height=round(count * _HEIGHT / most, 2),
        )
        for number, (month, count) in enumerate(months)
        if count
    ]
    drawn = tag("svg", bars, viewBox=f"0 0 {_WIDTH} {_HEIGHT}", preserveAspectRatio="none", aria_hidden="true")
    ends = tag("p.ends", tag("span", wording.day(months[0][0])), tag("span", wording.day(months[-1][0])))
    return tag("details.plot", tag("summary", wording_taking.BY_MONTH), drawn, ends, _table(months), open=True)


def _table(months: Sequence[tuple[str, int]]) -> Html:
    head = tag("tr", tag("th", wording_taking.MONTH, scope="col"), tag("th", wording_taking.COUNT, scope="col"))
    rows = [
        tag("tr", tag("th", wording.day(month), scope="row"), tag("td", wording.number(count)))
        for month, count in months
        if count
    ]
    return tag("table.heard", tag("caption", wording_taking.BY_MONTH), tag("thead", head), tag("tbody", rows))


def _list(lines: Sequence[Line], shown: Shown, root: str) -> Html:
    items = [_line(line, shown.since, root) for line in lines]
    return choosing_html(tag("ol.interviews", items), wording_taking.TAKE_CHOSEN, root)


def choosing_html(content: Html, name: str, root: str = "") -> Html:
    """Renders content with boxes (see `box`) as a form whose buttons take away what is ticked, in either form."""
    words, facts = (
        [tag("button", wording_taking.FORMS[form], name="dang", value=form) for form in forms]
        for forms in (WORDS, REFERENCES)
    )
    buttons = tag(
        "fieldset.take",
        tag("legend", name),
        tag("p", tag("span", wording_taking.TAKE_WORDS), words),
        tag("p", tag("span", wording_taking.TAKE_FACTS), facts),
    )
    return tag("form.taken", content, buttons, action=f"{root}{TAKE}")


def box(name: str, value: str, label: str) -> Html:
    """Renders a box that chooses an interview ("bai") or a quotation ("luot")."""
    return tag("input.chooses", type="checkbox", name=name, value=value, aria_label=label)


def taking_html(chosen: Sequence[tuple[str, str]], name: str, root: str = "") -> Html:
    """Renders the links that take away what is `chosen`: pairs of a field of the address and a value.

    "bai" is an interview with all that is said in it, "nguoi" a person, "luot" one quotation.
    """
    return tag(
        "div.take",
        tag("p", tag("strong", name)),
        tag("p", tag("span", wording_taking.TAKE_WORDS), take_links(chosen, WORDS, root)),
        tag("p", tag("span", wording_taking.TAKE_FACTS), take_links(chosen, REFERENCES, root)),
    )


def take_links(chosen: Sequence[tuple[str, str]], forms: Sequence[str], root: str = "") -> Content:
    """Renders a link for each form in which what is `chosen` (see `taking_html`) can be taken away."""
    address = f"{root}{TAKE}?"
    return [
        (" ", tag("a", wording_taking.FORMS[form], href=address + urlencode([*chosen, ("dang", form)]), download=True))
        for form in forms
    ]


def _line(line: Line, since: str, root: str) -> Html:
    one = line.summary
    title = one.title or wording_page.UNTITLED
    facts = [one.outlet, wording.day(one.date), wording_page.turns(one.turns)]
    return tag(
        "li",
        box("bai", one.id, wording_taking.choose(title)),
        tag("a", title, href=interview_address(one.id, root)),
        since and line.added > since and tag("span.badge.badge-new", wording_taking.NEW),
        tag("p.speakers", ", ".join(one.speakers)),
        tag("p.facts", " · ".join(part for part in facts if part)),
        bool(line.prints) and _prints(line, root),
        one.note and tag("span.badge", one.note),
    )


def _prints(line: Line, root: str) -> Html:
    places = [where_printed(one.id, one.outlet, one.date, one.title, root) for one in line.prints]
    return tag("p.facts", wording_page.also_printed(1), ": ", Html(", ").join(places))
