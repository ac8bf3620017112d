"""The editor's part of the pages about people, as safe HTML: forms to rename, join and split, and the decisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import quote

from qa import wording
from qa.access import User
from qa.people.decisions import Action, Decision, in_force
from qa.people.editing import LONGEST_NAME, LONGEST_REASON
from qa.people.registry import Profile, Registry, appearance_key, detail_of
from qa.people.same_person import Anchor
from qa.render.address import person_address
from qa.render.html import escaped
from qa.wording import page as wording_page
from qa.wording import people as wording_people

HISTORY = "/bien-tap/nguoi"
"""The address of all decisions about people."""

LISTED = 6
"""Interviews that are named of one decision; the others are counted."""


def editing_html(profile: Profile, registry: Registry, decisions: Sequence[Decision], user: User, root: str) -> str:
    """The editor's part of a person's page; `decisions` are all that were ever taken."""
    here = f"{root}{HISTORY}/{quote(profile.key, safe='')}"
    about = [d for d in decisions if profile.anchors & {*d.anchors, *d.others}]
    ids = {d.id for d in about}
    about += [d for d in decisions if d.undoes in ids]
    common = _common(decisions, user)
    parts = [
        _form(f"{here}/ten", wording_people.RENAME, _rename(profile), common),
        _form(f"{here}/gop", wording_people.JOIN, _join(registry.namesakes(profile)), common),
    ]
    if len(profile.appearances) > 1:
        parts.append(_form(f"{here}/tach", wording_people.SPLIT, _split(profile), common))
    return (
        f'<section class="editing"><h2>{wording_people.EDITING}</h2>{"".join(parts)}'
        f"{_listed(about, decisions, registry, user, root)}"
        f'<p><a href="{root}{HISTORY}">{wording_people.ALL_DECISIONS}</a></p></section>'
    )


def decisions_html(decisions: Sequence[Decision], registry: Registry, user: User, root: str) -> str:
    """All decisions about people, the newest first, each with a way to take it back."""
    listed = _listed(decisions, decisions, registry, user, root) or f"<p>{wording_people.NO_DECISIONS}</p>"
    return (
        f'<div class="editing"><h1>{wording_people.DECISIONS}</h1><p class="facts">{wording_people.DECISIONS_HINT} '
        f'<a href="{root}/nguoi">{wording_people.PEOPLE}</a></p>{listed}</div>'
    )


def not_kept_html(reason: str, root: str) -> str:
    """What an editor reads where a decision was not kept."""
    return (
        f"<h1>{wording_people.NOT_KEPT}</h1><p>{escaped(reason)}</p>"
        f'<p><a href="{root}{HISTORY}">{wording_people.ALL_DECISIONS}</a> · '
        f'<a href="{root}/nguoi">{wording_people.PEOPLE}</a></p>'
    )


def _common(decisions: Sequence[Decision], user: User) -> str:
    """The fields of every form: the newest decision seen, the reason, and who decides where that is not known."""
    newest = max((decision.id for decision in decisions), default=0)
    who = ""
    if not user.name:
        who = (
            f'<label>{wording_people.AUTHOR} <input name="tac_gia" required maxlength="80" autocomplete="name"></label>'
        )
    return (
        f'<input type="hidden" name="phien_ban" value="{newest}">{who}<label>{wording_people.REASON} '
        f'<input name="ly_do" required maxlength="{LONGEST_REASON}" autocomplete="off"></label>'
    )


def _form(action: str, name: str, fields: str, common: str) -> str:
    return (
        f"<details><summary>{name}</summary>"
        f'<form method="post" action="{escaped(action)}">{fields}{common}<button>{name}</button></form></details>'
    )


def _rename(profile: Profile) -> str:
    return (
        f'<p class="hint">{wording_people.RENAME_HINT}</p><label>{wording_people.NAME} '
        f'<input name="ten" required maxlength="{LONGEST_NAME}" value="{escaped(profile.name)}" autocomplete="off">'
        "</label>"
    )


def _join(namesakes: Iterable[Profile]) -> str:
    boxes = "".join(
        f'<label class="box"><input type="checkbox" name="voi" value="{escaped(p.key)}"> '
        f"{escaped(p.name)} <span>{escaped(detail_of(p))}</span></label>"
        for p in namesakes
    )
    return (
        f'<p class="hint">{wording_people.JOIN_HINT}</p>{boxes}<label>{wording_people.JOIN_OTHER} '
        '<input name="khac" maxlength="300" autocomplete="off"></label>'
    )


def _split(profile: Profile) -> str:
    boxes = "".join(
        f'<label class="box"><input type="checkbox" name="bai" value="{escaped(appearance_key(a.anchor))}"> '
        f"{escaped(a.title or wording_page.UNTITLED)} "
        f"<span>{escaped(' · '.join(filter(None, (a.position, a.outlet, wording.day(a.date)))))}</span></label>"
        for a in profile.appearances
    )
    return f'<p class="hint">{wording_people.SPLIT_HINT}</p>{boxes}'


def _listed(shown: Sequence[Decision], every: Sequence[Decision], registry: Registry, user: User, root: str) -> str:
    holding = {decision.id for decision in in_force(every)}
    common = _common(every, user)
    lines = "".join(_decision(d, d.id in holding, registry, common, root) for d in sorted(shown, key=lambda d: -d.id))
    return f'<ol class="decisions">{lines}</ol>' if lines else ""


def _decision(decision: Decision, holds: bool, registry: Registry, common: str, root: str) -> str:
    what = wording_people.decided(decision.action.value, decision.name, decision.undoes)
    about = _all_about(decision.anchors, registry, root)
    others = f" {wording_people.APART_FROM} {_all_about(decision.others, registry, root)}"
    state = (
        "" if holds or decision.action is Action.UNDO else f' <span class="badge">{wording_people.TAKEN_BACK}</span>'
    )
    undo = ""
    if holds:
        field = f'<input type="hidden" name="muc" value="{decision.id}">'
        undo = _form(f"{root}{HISTORY}/hoan-tac", wording_people.TAKE_BACK, field, common)
    return (
        f"<li><p><strong>#{decision.id} {escaped(what)}</strong>{state}</p>"
        f"<p>{about}{others if decision.others else ''}</p>"
        f'<p class="facts">{escaped(wording_people.by_and_when(decision.author, decision.at))} · '
        f"{escaped(decision.reason)}</p>{undo}</li>"
    )


def _all_about(anchors: Sequence[Anchor], registry: Registry, root: str) -> str:
    listed = ", ".join(_about(anchor, registry, root) for anchor in anchors[:LISTED])
    more = len(anchors) - LISTED
    return f"{listed}, {escaped(wording_people.more_interviews(more))}" if more > 0 else listed


def _about(anchor: Anchor, registry: Registry, root: str) -> str:
    """An appearance in the list of decisions: where it leads today, or that the archive lacks it."""
    interview, name = anchor
    person = registry.of(interview, name)
    if person is None:
        return f"{escaped(name)} ({escaped(wording_people.lost(interview))})"
    title = next(a.title or a.interview for a in person.appearances if a.anchor == anchor)
    return f'<a href="{escaped(person_address(person.key, root))}">{escaped(name)}</a> ({escaped(f"“{title}”")})'
