"""What a paper published about printed words: the banner beside them, a line of plain text, and JSON."""

from __future__ import annotations

from collections.abc import Iterable

from qa.interview import Erratum
from qa.quote.result import Rectified
from qa.render.address import permalink
from qa.render.contract_erratum import Erratum as ErratumJson
from qa.render.html import Content, Html, tag
from qa.wording import day
from qa.wording import errata as wording_errata


def erratum_json(one: Erratum) -> ErratumJson:
    """Returns an erratum of the contract."""
    return {
        "interview": one.interview,
        "start": one.span.start,
        "end": one.span.end,
        "day": one.day,
        "wrong": one.wrong,
        "right": one.right,
        "note": one.note,
    }


def place_address(one: Erratum, root: str = "") -> str:
    """Returns the permalink of the words of an erratum."""
    return permalink(f"{one.interview}.{one.span.start}", root)


def erratum_line(one: Erratum) -> str:
    """Tells an erratum in one line of plain text."""
    return wording_errata.rectified(one.day, one.wrong, one.right, one.note)


def rectified_lines(rectified: Iterable[Rectified]) -> list[str]:
    """Tells what papers published about the words of a claim, and which of them the claim has."""
    return [f"{wording_errata.CLAIM[one.says.value]} {erratum_line(one.erratum)}" for one in rectified]


def errata_html(errata: Iterable[Erratum]) -> Content:
    """Renders the banner of each erratum on some words; nothing where there is none."""
    return [_banner(one) for one in errata]


def _banner(one: Erratum) -> Html:
    change = tag("del", one.wrong), " ", wording_errata.BECOMES, " ", tag("ins", one.right)
    return tag(
        "aside.erratum",
        tag("p.erratum-name", tag("strong", wording_errata.RECTIFIED), " ", tag("span.facts", day(one.day))),
        tag("p.erratum-words", change if one.right else (wording_errata.TAKEN_BACK, " ", tag("del", one.wrong))),
        one.note and tag("p.erratum-note", one.note),
        aria_label=wording_errata.RECTIFIED,
    )
