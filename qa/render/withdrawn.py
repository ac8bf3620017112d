"""Withdrawn interviews for editors: the form that withdraws one, and the list of those that are."""

from __future__ import annotations

from collections.abc import Sequence

from qa.bounds import LONGEST_LINE
from qa.render.html import Html, tag
from qa.store.withdrawn import Withdrawal
from qa.wording import withdrawn as wording_withdrawn

WITHDRAWN = "/da-rut"
"""Where the list stands, and where the forms are sent to."""


def withdraw_html(interview: str, root: str = "") -> Html:
    """Renders the form that withdraws an interview, folded."""
    reason = tag(
        "input#ly-do-rut", type="text", name="ly_do", maxlength=LONGEST_LINE, required=True, autocomplete="off"
    )
    form = tag(
        "form",
        tag("p", wording_withdrawn.WARNING),
        tag("input", type="hidden", name="bai", value=interview),
        tag("div.field", tag("label", wording_withdrawn.REASON, for_="ly-do-rut"), reason),
        tag("p.buttons", tag("button.go", wording_withdrawn.CONFIRM, name="viec", value="rut")),
        method="post",
        action=f"{root}{WITHDRAWN}",
    )
    return tag("details.withdraw", tag("summary", wording_withdrawn.WITHDRAW), form)


def withdrawn_html(withdrawn: Sequence[Withdrawal], said: str = "", done: bool = False, root: str = "") -> Html:
    """Renders the list of withdrawn interviews; `said` is what went wrong, `done` that one was let back in."""
    lines = [
        tag(
            "li",
            tag("strong", one.interview),
            tag("p.facts", wording_withdrawn.by(one.author, one.at)),
            one.reason and tag("p", wording_withdrawn.because(one.reason)),
            tag(
                "form",
                tag("input", type="hidden", name="bai", value=one.interview),
                tag("button", wording_withdrawn.LIFT, name="viec", value="tra-lai"),
                method="post",
                action=f"{root}{WITHDRAWN}",
            ),
        )
        for one in withdrawn
    ]
    return tag(
        "div#edit",
        tag("h1", wording_withdrawn.NAME),
        tag("p.notice", said, role="alert"),
        done and tag("p.done", wording_withdrawn.LIFTED, role="status"),
        tag("p.intro", wording_withdrawn.INTRO),
        tag("ul.interviews", lines) if lines else tag("p.state", wording_withdrawn.NONE),
    )
