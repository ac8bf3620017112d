"""The editors' page of errata: those of one interview with the form that enters another, and all of the archive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from qa import wording
from qa.bounds import LONGEST_DAY, LONGEST_LINE, LONGEST_WORDS
from qa.errata.entry import Entry, in_force
from qa.errata.placed import Placed
from qa.interview import Interview
from qa.render.address import interview_address, permalink
from qa.render.edit_history import EDIT, edit_address
from qa.render.erratum import erratum_line
from qa.render.html import Content, Html, tag
from qa.text import Span
from qa.wording import edit as wording_edit
from qa.wording import errata as wording_errata
from qa.wording import page as wording_page

ERRATA = f"{EDIT}/cai-chinh"
"""Where the page stands, and where its forms are sent to."""

_AROUND = 60
"""Characters shown on each side of words that stand in several places."""


def errata_address(interview: str, root: str = "") -> str:
    """Returns the address of the errata of an interview."""
    return f"{root}{ERRATA}?{urlencode({'bai': interview})}"


@dataclass(frozen=True, slots=True)
class Typed:
    """The fields of the form as an editor filled them in; `choices` are the places of words that stand in several."""

    wrong: str = ""
    right: str = ""
    day: str = ""
    note: str = ""
    choices: tuple[Span, ...] = ()


def errata_html(
    interview: Interview,
    entries: Sequence[Entry],
    found: Placed,
    typed: Typed,
    said: str = "",
    saved: bool = False,
    root: str = "",
) -> Html:
    """Renders the errata of an interview and the form; `said` is what went wrong with what was `typed`."""
    source = interview.source
    facts = " · ".join(part for part in (source.outlet, wording.day(source.date)) if part)
    return tag(
        "div#edit",
        tag(
            "p.crumbs",
            tag("a", "‹ ", wording_errata.BACK, href=edit_address(source.id, root)),
            tag("a", wording_edit.READ_INTERVIEW, href=interview_address(source.id, root)),
        ),
        tag("h1", wording_errata.NAME, ": ", source.title or wording_page.UNTITLED),
        tag("p.facts", facts),
        tag("p.notice", said, role="alert"),
        saved and tag("p.done", wording_errata.SAVED, role="status"),
        tag("p.intro", wording_errata.INTRO),
        _form(interview, typed, root),
        tag("section.history", tag("h2", wording_errata.ENTRIES), _entries(entries, found, root)),
    )


def _form(interview: Interview, typed: Typed, root: str) -> Html:
    # A browser drops the line break that a text area begins with: of two, the words' own stays.
    wrong = tag("textarea#sai", Html("\n"), typed.wrong, name="sai", required=True, rows=3, maxlength=LONGEST_WORDS)
    right = tag("textarea#dung", Html("\n"), typed.right, name="dung", rows=3, maxlength=LONGEST_WORDS)
    day = tag("input#ngay", type="text", name="ngay", required=True, maxlength=LONGEST_DAY, value=typed.day)
    note = tag("input#ghi-chu", type="text", name="ghi_chu", maxlength=LONGEST_LINE, value=typed.note)
    return tag(
        "form.erratum-form",
        tag("h2", wording_errata.ADD),
        tag("input", type="hidden", name="bai", value=interview.source.id),
        _field("sai", wording_errata.WRONG, wrong),
        _choices(interview.text, typed.choices),
        _field("dung", wording_errata.RIGHT, right),
        _field("ngay", wording_errata.DAY, day),
        _field("ghi-chu", wording_errata.NOTE, note),
        tag("p.buttons", tag("button.go", wording_errata.SAVE, name="viec", value="ghi")),
        method="post",
        action=f"{root}{ERRATA}",
    )


def _field(key: str, label: str, control: Html) -> Html:
    return tag("div.field", tag("label", label, for_=key), control)


def _choices(text: str, spans: Sequence[Span]) -> Content:
    """The places of words that stand in several, each with what stands around it."""
    options = [
        tag(
            "label.place",
            tag("input", type="radio", name="tai", value=span.start, required=True),
            " … ",
            text[max(0, span.start - _AROUND) : span.start],
            tag("mark", span.of(text)),
            text[span.end : span.end + _AROUND],
            " …",
        )
        for span in spans
    ]
    return options and tag("fieldset", tag("legend", wording_errata.WHICH), options)


def _entries(entries: Sequence[Entry], found: Placed, root: str) -> Html:
    if not entries:
        return tag("p", wording_errata.NONE)
    return tag("ol", [_entry(one, entries, found, root) for one in reversed(entries)], reversed=True)


def _entry(entry: Entry, entries: Sequence[Entry], found: Placed, root: str) -> Html:
    who = tag("p.why", wording_errata.by(entry.author, entry.at))
    if entry.published is None:
        words = wording_errata.taken_back(entry.undoes or 0, entry.reason)
        return tag("li", tag("p", words), who, value=entry.version)
    there = next((one for one in found.errata if one.version == entry.version), None)
    if there is not None:
        here = permalink(f"{there.interview}.{there.span.start}", root)
        told: Content = tag("p", tag("a", erratum_line(there), href=here))
    else:
        told = tag("p", _told(entry))
    held = entry in in_force(entries)
    lost = entry in found.lost and tag("p.why", tag("span.badge.badge-lost", wording_errata.LOST))
    gone = not held and tag("span.badge.badge-quiet", wording_errata.GONE)
    return tag("li", told, lost, gone, who, held and _back(entry, root), value=entry.version)


def _told(entry: Entry) -> str:
    said = entry.published
    return wording_errata.rectified(said.day, said.anchor.words, said.right, said.note) if said else ""


def _back(entry: Entry, root: str) -> Html:
    key = f"vi-sao-{entry.version}"
    why = tag(f"input#{key}", type="text", name="ghi_chu", maxlength=LONGEST_LINE, autocomplete="off")
    form = tag(
        "form",
        tag("input", type="hidden", name="bai", value=entry.interview),
        tag("input", type="hidden", name="lan", value=entry.version),
        _field(key, wording_errata.WHY_BACK, why),
        tag("p.buttons", tag("button", wording_errata.TAKE_BACK, name="viec", value="bo")),
        method="post",
        action=f"{root}{ERRATA}",
    )
    return tag("details", tag("summary", wording_errata.TAKE_BACK), form)


def all_errata_html(entries: Mapping[str, Sequence[Entry]], titles: Mapping[str, str], root: str = "") -> Html:
    """Renders the errata in force of the archive, by interview; `titles` are those of interviews that are there."""
    held = {key: in_force(own) for key, own in entries.items()}
    lines = [
        tag(
            "li",
            tag("a", titles.get(key) or key, href=errata_address(key, root)) if key in titles else tag("span", key),
            [tag("p", _told(one)) for one in own],
        )
        for key, own in held.items()
        if own
    ]
    return tag(
        "div#edit",
        tag("h1", wording_errata.NAME),
        tag("p.intro", wording_errata.INTRO),
        tag("p.intro", wording_errata.CHOOSE),
        tag("p.facts", wording_errata.listed(sum(map(len, held.values())))),
        tag("ul.interviews", lines) if lines else tag("p.state", wording_errata.NONE),
    )
