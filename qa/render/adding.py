"""The page on which articles come in, as HTML: the forms, and what came with its state."""

from __future__ import annotations

from collections.abc import Sequence

from qa import wording
from qa.bounds import LONGEST_DAY, LONGEST_LINE, LONGEST_NAME
from qa.incoming.doubts import Summary
from qa.incoming.parts import WATCHED
from qa.render.address import interview_address
from qa.render.edit_history import EDIT, edit_address
from qa.render.html import Content, Html, joined, tag
from qa.render.paging import paged
from qa.store.incoming import UNDECIDED, UNDER_WAY, Incoming, State
from qa.wording import adding as wording_adding
from qa.wording.time import moment

ADDING = f"{EDIT}/them"
"""The address of the page; what came in stands below it by its number."""

DECIDING = f"{ADDING}/quyet-dinh"
"""Where the decisions are sent to."""

Line = tuple[Incoming, Summary | None]
"""Something that came in, and what was read in it."""

FACTS = (
    ("title", wording_adding.TITLE, LONGEST_LINE, ""),
    ("outlet", wording_adding.OUTLET, LONGEST_NAME, ""),
    ("date", wording_adding.DATE, LONGEST_DAY, wording_adding.DATE_HINT),
    ("url", wording_adding.URL, LONGEST_LINE, ""),
    ("authors", wording_adding.AUTHORS, LONGEST_NAME, ""),
)
"""The facts of a text that is pasted: name of the field, label, most characters, hint."""


def adding_html(
    lines: Sequence[Line], page: int, megabytes: int, said: str = "", done: str = "", root: str = ""
) -> Html:
    """Renders the page; `said` is what went wrong, `done` what was done. `megabytes` may be sent in one go."""
    return tag(
        "div#edit.adding",
        tag("h1", wording_adding.NAME),
        tag("p.intro", wording_adding.INTRO),
        tag("p.notice", said, role="alert"),
        done and tag("p.done", done, role="status"),
        tag("div.ways", _files_form(megabytes, root), _paste_form(root)),
        arrivals_html(lines, page, root),
    )


def _files_form(megabytes: int, root: str) -> Html:
    chooser = tag(
        "input#tep",
        type="file",
        name="tep",
        multiple=True,
        accept=",".join(WATCHED),
        aria_describedby="tep-goi-y",
    )
    return tag(
        "form.files",
        tag("h2", wording_adding.SEND_FILES),
        tag("div.field", tag("label", wording_adding.FILES, for_="tep"), chooser),
        tag("p#tep-goi-y.why", wording_adding.FILES_HINT.format(megabytes=megabytes)),
        tag("p.buttons", tag("button.go", wording_adding.SEND_FILES)),
        tag("ul.sending", hidden=True),
        method="post",
        action=f"{root}{ADDING}",
        enctype="multipart/form-data",
    )


def _paste_form(root: str) -> Html:
    fields = [
        tag(
            f"div.field.field-{name}",
            tag("label", label, for_=f"dan-{name}"),
            tag(
                "input", type="text", id=f"dan-{name}", name=name, maxlength=most, placeholder=hint, autocomplete="off"
            ),
        )
        for name, label, most, hint in FACTS
    ]
    words = tag("textarea#dan-bai", name="bai", rows=8)
    form = tag(
        "form.paste",
        fields,
        tag("div.field.field-text", tag("label", wording_adding.PASTED, for_="dan-bai"), words),
        tag("p.buttons", tag("button.go", wording_adding.SEND_PASTED)),
        method="post",
        action=f"{root}{ADDING}",
        enctype="multipart/form-data",
    )
    return tag("details.paste-box", tag("summary", wording_adding.PASTE), form)


# --- what came in ---


def arrivals_html(lines: Sequence[Line], page: int, root: str = "") -> Html:
    """Renders one page (from 1) of what came in; adding.js asks for it anew while something is under way."""
    shown, where = paged(lines, page, lambda to: f"{root}{ADDING}?trang={to}")
    waiting = [line for line in lines if line[0].state in UNDECIDED]
    busy = any(one.state in UNDER_WAY for one, _ in lines)
    now = [_arrival(*line, root) for line in shown if line[0].state in UNDECIDED]
    before = [_arrival(*line, root) for line in shown if line[0].state not in UNDECIDED]
    return tag(
        "section#danh-sach",
        tag("h2", wording_adding.TO_DECIDE),
        tag("p.state", _progress(waiting), tag("a.refresh", wording_adding.REFRESH, href=f"{root}{ADDING}")),
        _all(waiting, root),
        tag("ol.arrivals", now) if now else tag("p.why", wording_adding.NOTHING),
        before and (tag("h2", wording_adding.DECIDED), tag("ol.arrivals", before)),
        where,
        data_busy="1" if busy else None,
    )


def _progress(waiting: Sequence[Line]) -> Content:
    read = [one for one, _ in waiting if one.state not in (State.WAITING, State.READING)]
    if len(read) == len(waiting):
        return None
    bar = tag("progress", value=len(read), max=len(waiting), aria_label=wording_adding.STATES[State.READING])
    return bar, " ", tag("span", wording_adding.progress(len(read), len(waiting)))


def _all(waiting: Sequence[Line], root: str) -> Content:
    """The buttons that take in several at once: those without a doubt, and all."""
    read = [(one, summary) for one, summary in waiting if one.state is State.READ]
    sure = [one for one, summary in read if summary and not summary.doubts]
    buttons = [
        tag("button.go", wording_adding.accept_sure(len(sure)), name="viec", value="nhan-chac") if sure else None,
        tag("button", wording_adding.accept_all(len(read)), name="viec", value="nhan-het")
        if len(read) > max(1, len(sure))
        else None,
    ]
    numbers = [tag("input", type="hidden", name="so", value=one.number) for one, _ in read]
    return any(buttons) and tag(
        "form.buttons", numbers, tag("p.buttons", buttons), method="post", action=f"{root}{DECIDING}"
    )


def _arrival(one: Incoming, summary: Summary | None, root: str) -> Html:
    here = f"{root}{ADDING}/{one.number}"
    title = (summary and summary.title) or one.name
    named = tag("a", title, href=here) if one.state in UNDECIDED else tag("span", one.title or one.name)
    return tag(
        f"li.arrival.is-{one.state}",
        tag("p.name", named, " ", _badge(one)),
        tag("p.facts", _facts(one, summary)),
        one.reason and tag("p.reason", one.reason),
        _doubts(summary, root),
        _buttons(one, root),
    )


def _badge(one: Incoming) -> Html:
    kinds = {State.REFUSED: "lost", State.ACCEPTED: "done", State.READ: "waits"}
    return tag(f"span.badge.badge-{kinds.get(one.state, 'quiet')}", wording_adding.STATES[one.state])


def _facts(one: Incoming, summary: Summary | None) -> str:
    facts = [moment(one.at), one.author, one.name if one.title or (summary and summary.title) else ""]
    if summary:
        facts += [summary.outlet or "", wording.day(summary.date), ", ".join(summary.people)]
        facts.append(wording_adding.turns_and_waiting(summary.turns, summary.waiting))
    return " · ".join(part for part in facts if part)


def _doubts(summary: Summary | None, root: str) -> Content:
    if summary is None or not summary.doubts:
        return None
    return doubts_html(summary, root)


def doubts_html(summary: Summary, root: str = "") -> Html:
    """Renders what speaks against taking an article in, and the way to the interview that it may be."""
    items = [tag("li", wording_adding.DOUBTS[doubt]) for doubt in summary.doubts]
    there = summary.there and tag("a", wording_adding.THERE, href=interview_address(summary.there, root))
    return tag("ul.doubts", items, there and tag("li", there))


def _buttons(one: Incoming, root: str) -> Content:
    if one.state is State.ACCEPTED and one.interview:
        return tag(
            "p.buttons",
            tag("a", wording_adding.OPEN, href=interview_address(one.interview, root)),
            " ",
            tag("a", wording_adding.EDIT, href=edit_address(one.interview, root)),
        )
    look = tag("a", wording_adding.LOOK, href=f"{root}{ADDING}/{one.number}")
    return decisions_html(one, root, look if one.state is State.READ else None)


def decisions_html(one: Incoming, root: str = "", *before: Content) -> Content:
    """Renders the buttons of what can be done with something that came in; nothing where nothing can."""
    actions = {
        State.WAITING: [("bo", wording_adding.DISCARD)],
        State.READ: [("nhan", wording_adding.ACCEPT), ("bo", wording_adding.DISCARD)],
        State.REFUSED: [("lai", wording_adding.RETRY), ("bo", wording_adding.DISCARD)],
    }.get(one.state, [])
    buttons = [
        tag(
            f"button{'.go' * (action == 'nhan')}",
            name,
            name="viec",
            value=action,
            aria_label=wording_adding.about(name, one.name),
        )
        for action, name in actions
    ]
    number = tag("input", type="hidden", name="so", value=one.number)
    return buttons and tag(
        "form.decide", number, tag("p.buttons", buttons, " ", before), method="post", action=f"{root}{DECIDING}"
    )


def nothing_read_html(one: Incoming, reason: str, root: str = "") -> Html:
    """Renders the page of something that nothing was read of, with the reason."""
    back = tag("a", "‹ ", wording_adding.BACK, href=f"{root}{ADDING}")
    words = joined(tag("h1", one.name), tag("p.state", _badge(one)), tag("p", reason), decisions_html(one, root))
    return tag("div#edit.adding", tag("p.crumbs", back), words)
