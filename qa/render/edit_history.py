"""What was decided about an interview, as HTML: the history, and the decisions that lost their place."""

from __future__ import annotations

from qa.corrections.correction import Action, Correction, Decision
from qa.desk import Sheet
from qa.interview import Role
from qa.render.address import interview_address
from qa.render.html import Content, Html, joined, tag
from qa.wording import describing as wording_describing
from qa.wording import edit as wording_edit

EDIT = "/bien-tap"
"""The address of the staff."""

DESK = f"{EDIT}/bai"
"""Below it stands each interview, by its id: alone, so that no id is the name of another page."""

WAITING = f"{EDIT}/cho"
"""The address of the list of interviews in which something waits."""

_SHOWN = 60
"""Characters shown of the beginning and of the end of long words."""

_BESIDE = 4
"""Words shown on each side of a border."""


def edit_address(interview: str, root: str = "") -> str:
    """Returns the address of an interview on the staff page, below `root`."""
    return interview_address(interview, root).replace(f"{root}/phong-van", f"{root}{DESK}", 1)


def lost_html(sheet: Sheet, root: str) -> Html:
    """Renders the corrections that could not be applied; empty where there is none."""
    lost = {outcome.version: outcome.lost for outcome in sheet.outcomes if outcome.lost}
    items = [
        tag(
            "li",
            _told(correction),
            tag("p.why", wording_edit.LOST_WHY[lost[correction.version].value]),
            _withdraw(sheet, correction, root),
        )
        for correction in sheet.history
        if correction.version in lost
    ]
    head = (tag("h2", wording_edit.LOST), tag("p", wording_edit.LOST_INTRO))
    return joined(items and tag("section.lost", head, tag("ol", items)))


def history_html(sheet: Sheet, root: str) -> Html:
    """Renders every version, the newest first, with the way to take back what is in force."""
    head = tag("h2", wording_edit.HISTORY)
    if not sheet.history:
        return tag("section.history", head, tag("p", wording_edit.NO_HISTORY))
    held = {correction.version for correction in sheet.in_force}
    items = [
        tag("li", _told(one), _withdraw(sheet, one, root), value=one.version)
        if one.version in held
        else tag("li", _told(one), _gone(one), value=one.version, class_="gone")
        for one in reversed(sheet.history)
    ]
    undo = bool(sheet.in_force) and _withdraw(sheet, sheet.in_force[-1], root, wording_edit.UNDO)
    return tag("section.history", head, undo, tag("p.why", wording_edit.HOURS), tag("ol", items, reversed=True))


def _gone(correction: Correction) -> Content:
    is_undo = correction.decision.action is Action.UNDO
    return not is_undo and (" ", tag("span.badge.badge-quiet", wording_edit.WITHDRAWN))


def _told(correction: Correction) -> Content:
    """Who did what, when, to which words, and why."""
    decision = correction.decision
    about = _about(decision)
    who = f"{correction.author or wording_edit.SOMEBODY}, {wording_edit.moment(correction.at)}"
    return (
        tag("p", tag("span.who", who), ": ", _did(decision), " ", about and tag("q.about", about)),
        correction.reason and tag("p.why", wording_edit.REASON, ": ", correction.reason),
    )


def _did(decision: Decision) -> str:
    if decision.undoes is not None:
        return wording_edit.did_undo(decision.undoes)
    if decision.action is Action.DESCRIBE:
        return wording_describing.did_describe(decision.facts)
    if decision.action is Action.NAME:
        return wording_describing.did_name(decision.of, decision.speaker or "", decision.position or "")
    if decision.action in (Action.SPLIT, Action.MERGE):
        return wording_edit.DID_SPLIT if decision.action is Action.SPLIT else wording_edit.DID_MERGE
    if decision.role is None:
        return wording_edit.BAD_DECISION
    answerer = decision.speaker if decision.role is Role.ANSWER else None
    return wording_edit.did_set(decision.role.value, answerer or "", decision.position or "", decision.served)


def _about(decision: Decision) -> str:
    """The words that a decision is about; of a border, what stands on its two sides."""
    if decision.anchor is None or not decision.anchor.words:
        return ""
    words = decision.anchor.words
    if decision.action is Action.SET:
        return _shortened(words)
    before, after = words[: decision.at].split(), words[decision.at :].split()
    return f"… {' '.join(before[-_BESIDE:])} ‖ {' '.join(after[:_BESIDE])} …"


def _shortened(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 2 * _SHOWN else f"{line[:_SHOWN]} … {line[-_SHOWN:]}"


def _withdraw(sheet: Sheet, correction: Correction, root: str, name: str = wording_edit.WITHDRAW) -> Html:
    return tag(
        "form.withdraw",
        tag("input", type="hidden", name="ban", value=sheet.state),
        tag("input", type="hidden", name="lan", value=correction.version),
        tag("button", name, name="viec", value="bo"),
        method="post",
        action=edit_address(sheet.interview.source.id, root),
    )
