"""What was decided about an interview, as HTML: the history, and the decisions that lost their place."""

from __future__ import annotations

from qa.corrections.correction import Action, Correction, Decision
from qa.desk import Sheet
from qa.interview import Role
from qa.render.address import interview_address
from qa.render.html import escaped
from qa.wording import edit as wording_edit

EDIT = "/bien-tap"
"""The address of the list of interviews; an interview's is below it."""

_SHOWN = 60
"""Characters shown of the beginning and of the end of long words."""

_BESIDE = 4
"""Words shown on each side of a border."""


def edit_address(interview: str, root: str = "") -> str:
    """The address of an interview on the staff page, below `root`."""
    return interview_address(interview, root).replace(f"{root}/phong-van", f"{root}{EDIT}", 1)


def lost_html(sheet: Sheet, root: str) -> str:
    """The corrections that could not be applied; empty where there is none."""
    lost = {outcome.version: outcome.lost for outcome in sheet.outcomes if outcome.lost}
    items = "".join(
        f'<li>{_told(correction)}<p class="why">{wording_edit.LOST_WHY[lost[correction.version].value]}</p>'
        f"{_withdraw(sheet, correction, root)}</li>"
        for correction in sheet.history
        if correction.version in lost
    )
    if not items:
        return ""
    return (
        f'<section class="lost"><h2>{wording_edit.LOST}</h2><p>{wording_edit.LOST_INTRO}</p><ol>{items}</ol></section>'
    )


def history_html(sheet: Sheet, root: str) -> str:
    """Every version, the newest first, with the way to take back what is in force."""
    if not sheet.history:
        return f'<section class="history"><h2>{wording_edit.HISTORY}</h2><p>{wording_edit.NO_HISTORY}</p></section>'
    held = {correction.version for correction in sheet.in_force}
    items = "".join(
        f'<li value="{correction.version}"{"" if correction.version in held else " class=gone"}>{_told(correction)}'
        f"{_withdraw(sheet, correction, root) if correction.version in held else _gone(correction)}</li>"
        for correction in reversed(sheet.history)
    )
    last = sheet.in_force[-1] if sheet.in_force else None
    undo = _withdraw(sheet, last, root, wording_edit.UNDO) if last else ""
    head = f'<h2>{wording_edit.HISTORY}</h2>{undo}<p class="why">{wording_edit.HOURS}</p>'
    return f'<section class="history">{head}<ol reversed>{items}</ol></section>'


def _gone(correction: Correction) -> str:
    is_undo = correction.decision.action is Action.UNDO
    return "" if is_undo else f' <span class="badge badge-quiet">{wording_edit.WITHDRAWN}</span>'


def _told(correction: Correction) -> str:
    """Who did what, when, to which words, and why."""
    decision = correction.decision
    words = f'<q class="about">{escaped(_about(decision))}</q>' if decision.anchor and decision.anchor.words else ""
    reason = f'<p class="why">{wording_edit.REASON}: {escaped(correction.reason)}</p>' if correction.reason else ""
    who = f"{correction.author or wording_edit.SOMEBODY}, {wording_edit.moment(correction.at)}"
    return f'<p><span class="who">{escaped(who)}</span>: {escaped(_did(decision))} {words}</p>{reason}'


def _did(decision: Decision) -> str:
    if decision.undoes is not None:
        return wording_edit.did_undo(decision.undoes)
    if decision.action in (Action.SPLIT, Action.MERGE):
        return wording_edit.DID_SPLIT if decision.action is Action.SPLIT else wording_edit.DID_MERGE
    if decision.role is None:
        return wording_edit.BAD_DECISION
    answerer = decision.speaker if decision.role is Role.ANSWER else None
    return wording_edit.did_set(decision.role.value, answerer or "", decision.position or "", decision.served)


def _about(decision: Decision) -> str:
    """The words that a decision is about; of a border, what stands on its two sides."""
    if decision.anchor is None:
        return ""
    words = decision.anchor.words
    if decision.action is Action.SET:
        return _shortened(words)
    before, after = words[: decision.at].split(), words[decision.at :].split()
    return f"… {' '.join(before[-_BESIDE:])} ‖ {' '.join(after[:_BESIDE])} …"


def _shortened(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 2 * _SHOWN else f"{line[:_SHOWN]} … {line[-_SHOWN:]}"


def _withdraw(sheet: Sheet, correction: Correction, root: str, name: str = wording_edit.WITHDRAW) -> str:
    here = edit_address(sheet.interview.source.id, root)
    return (
        f'<form class="withdraw" method="post" action="{escaped(here)}">'
        f'<input type="hidden" name="ban" value="{sheet.state}">'
        f'<input type="hidden" name="lan" value="{correction.version}">'
        f'<button name="viec" value="bo">{name}</button></form>'
    )
