"""The audit as HTML, as lines for a terminal and as JSON: a list of entries, and one of them shown again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qa import wording
from qa.bounds import LONGEST_DAY, LONGEST_KEY, LONGEST_NAME
from qa.render.address import permalink
from qa.render.erratum import errata_html, erratum_line
from qa.render.html import Content, Html, tag
from qa.replay import Again, Replay
from qa.store.audited import Noted
from qa.wording import access as wording_access
from qa.wording import audit as wording_audit
from qa.wording import page as wording_page

AUDIT = "/quan-tri/nhat-ky"
"""The address of the list; an entry's is below it."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What the list was narrowed to, as it stands in the form's fields."""

    since: str = ""
    until: str = ""
    who: str = ""
    event: str = ""
    interview: str = ""


# --- the list ---


def audit_html(
    entries: Sequence[tuple[Noted, int]], typed: Typed, count: int, where: Content, said: str = "", root: str = ""
) -> Html:
    """Renders a page of entries, each with how many quotations were shown; `said` is what of the form can't be read."""
    heads = (wording_audit.WHEN, wording_audit.WHO, wording_audit.EVENT, wording_audit.WHAT, wording_audit.SHOWN)
    rows = [_row(entry, shown, root) for entry, shown in entries]
    head = tag("thead", tag("tr", [tag("th", one, scope="col") for one in heads]))
    table = tag("div.scrolled", tag("table", head, tag("tbody", rows)), tabindex=0, role="region", aria_label=NAME)
    return tag(
        "div#edit.audit",
        tag("h1", NAME),
        tag("p.intro", wording_audit.INTRO),
        _form(typed, root),
        tag("p.notice", said, role="alert"),
        tag("p.facts", wording_audit.counted(count), " ", wording_audit.HOURS),
        table if rows else tag("p", wording_audit.NONE),
        where,
    )


NAME = wording_audit.NAME


def _form(typed: Typed, root: str) -> Html:
    events = [("", wording_audit.EVERY), *wording_audit.EVENTS.items()]
    options = [tag("option", name, value=key, selected=key == typed.event) for key, name in events]
    return tag(
        "form.choose",
        _field("tu", wording_audit.SINCE, typed.since, LONGEST_DAY, wording_page.DATE_HINT),
        _field("den", wording_audit.UNTIL, typed.until, LONGEST_DAY, wording_page.DATE_HINT),
        _field("ai", wording_audit.WHO, typed.who, LONGEST_NAME),
        tag("div", tag("label", wording_audit.EVENT, for_="viec"), tag("select#viec", options, name="viec")),
        _field("bai", wording_audit.INTERVIEW, typed.interview, LONGEST_KEY),
        tag("button", wording_audit.FILTER),
        method="get",
        action=f"{root}{AUDIT}",
    )


def _field(name: str, label: str, value: str, most: int, hint: str = "") -> Html:
    control = tag("input", type="text", id=name, name=name, value=value, maxlength=most, placeholder=hint)
    return tag("div", tag("label", label, for_=name), control)


def _row(entry: Noted, shown: int, root: str) -> Html:
    again = tag("a", wording_audit.entry_named(entry.id), href=f"{root}{AUDIT}/{entry.id}")
    return tag(
        "tr",
        tag("td", wording_audit.at(entry.at), " ", again),
        tag("td", _who(entry)),
        tag("td", event_name(entry)),
        tag("td", _what(entry)),
        tag("td", wording_audit.shown(shown)),
    )


def _who(entry: Noted) -> str:
    return wording_audit.who(entry.who, entry.role, wording_access.ROLES, entry.address)


def event_name(entry: Noted) -> str:
    """Names what happened, and by which door."""
    name = wording_audit.EVENTS.get(entry.event, entry.event)
    door = wording_audit.DOORS.get(entry.door, "")
    return f"{name} ({door})" if door else name


def _what(entry: Noted) -> str:
    asked = f"“{entry.question}”" if entry.question else ""
    return " · ".join(part for part in (asked, entry.target, _state(entry.detail.get("state", ""))) if part)


def _state(value: object) -> str:
    return wording_audit.STATES.get(str(value), str(value))


# --- one entry ---


def replay_html(found: Replay, root: str = "") -> Html:
    """Renders one entry with the words that were shown, as far as they can be had."""
    entry = found.entry
    shown = [tag("li", _again_html(one, root)) for one in found.shown]
    return tag(
        "div#edit.audit",
        tag("p.crumbs", tag("a", "‹ ", wording_audit.BACK, href=f"{root}{AUDIT}")),
        tag("h1", wording_audit.entry_named(entry.id)),
        tag("p.facts", wording_audit.at(entry.at), " · ", _who(entry), " · ", event_name(entry)),
        entry.question and tag("p", tag("q", entry.question)),
        _facts_html(_told(entry)),
        tag("h2", wording_audit.SHOWN),
        tag("ol.shown-again", shown) if shown else tag("p", wording_audit.NOTHING_SHOWN),
        bool(entry.facts) and (tag("h2", wording_audit.THEN), _facts_html(_versions(found))),
    )


def _facts_html(facts: Mapping[str, str]) -> Content:
    return bool(facts) and tag("dl.told", [(tag("dt", name), tag("dd", value)) for name, value in facts.items()])


def _told(entry: Noted) -> dict[str, str]:
    """The details of an entry under their names."""
    told = {**entry.detail, **({"state": _state(entry.detail["state"])} if "state" in entry.detail else {})}
    details = {wording_audit.DETAILS.get(name, name): _said(value) for name, value in told.items()}
    return {wording_audit.INTERVIEW: entry.target, **details} if entry.target else details


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {one}" for name, one in value.items())
    if isinstance(value, list):
        return "–".join(map(str, value))
    return "✓" if value is True else str(value)


def _versions(found: Replay) -> dict[str, str]:
    return {
        wording_audit.FACTS.get(name, name): wording_audit.differs(then, found.facts.get(name, ""))
        for name, then in found.entry.facts.items()
    }


def _again_html(one: Again, root: str) -> Content:
    words = one.text is not None and (
        tag("blockquote.words", one.text),
        tag("p", tag("a", wording_page.READ_HERE, href=permalink(one.turn, root))) if one.turn else "",
    )
    return (
        tag("p.fate", tag("span.badge", _heading(one)), " ", " ".join(_fate(one))),
        words,
        errata_html(one.errata),
        tag("p.facts.digest", wording_audit.DIGEST, " ", one.shown.sha256),
    )


def _heading(one: Again) -> str:
    parts = (one.speaker, one.title, one.outlet, wording.day(one.date))
    return " · ".join([part for part in parts if part] or [one.shown.interview])


def _fate(one: Again) -> list[str]:
    unserved = one.text is not None and not one.served
    return [wording_audit.FATES[one.fate.value], *[wording_audit.NOT_SERVED] * unserved]


# --- for terminals and programs ---


def audit_line(entry: Noted) -> str:
    """Returns an entry in one line."""
    head = (f"#{entry.id}", wording_audit.at(entry.at), _who(entry), event_name(entry), _what(entry))
    return " | ".join(" ".join(part.split()) for part in head if part)


def replay_lines(found: Replay) -> list[str]:
    """Returns an entry and what was shown, line by line."""
    lines = [audit_line(found.entry)]
    for number, one in enumerate(found.shown, 1):
        lines += ["", f"{number}. {_heading(one)} [{one.shown.interview}.{one.shown.span.start}]", *_fate(one)]
        lines += [f"“{one.text}”"] if one.text is not None else []
        lines += [*map(erratum_line, one.errata), f"{wording_audit.DIGEST} {one.shown.sha256}"]
    if found.entry.facts:
        lines += ["", *(f"{name}: {value}" for name, value in _versions(found).items())]
    return lines


def entry_json(entry: Noted) -> dict[str, Any]:
    """Returns an entry as JSON's values; `at` is UTC."""
    return {name: getattr(entry, name) for name in Noted.__slots__}


def replay_json(found: Replay) -> dict[str, Any]:
    """Returns an entry with what was shown; `text` is null where the words can't be had, `fate` says why."""
    shown = [
        {
            "interview": one.shown.interview,
            "start": one.shown.span.start,
            "end": one.shown.span.end,
            "sha256": one.shown.sha256,
            "fate": one.fate.value,
            "text": one.text,
            "turn": one.turn,
            "speaker": one.speaker,
            "served": one.served,
            "corrected": bool(one.errata),
        }
        for one in found.shown
    ]
    return {**entry_json(found.entry), "shown": shown, "facts_now": found.facts}
