"""The editor's part of the pages about people, as safe HTML: forms to rename, join and split, and the decisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import quote

from qa import wording
from qa.access import User
from qa.bounds import LONGEST_LINE
from qa.people.decisions import Action, Decision, in_force
from qa.people.editing import LONGEST_NAME, LONGEST_REASON
from qa.people.keys import appearance_key
from qa.people.registry import Profile, Registry, detail_of
from qa.people.same_person import Anchor
from qa.render.address import person_address
from qa.render.html import Content, Html, joined, tag
from qa.wording import page as wording_page
from qa.wording import people as wording_people

HISTORY = "/bien-tap/nguoi"
"""The address of all decisions about people."""

LISTED = 6
"""Interviews that are named of one decision; the others are counted."""


def editing_html(profile: Profile, registry: Registry, decisions: Sequence[Decision], user: User, root: str) -> Html:
    """Renders the editor's part of a person's page; `decisions` are all that were ever taken."""
    here = f"{root}{HISTORY}/{quote(profile.key, safe='')}"
    about = [d for d in decisions if profile.anchors & {*d.anchors, *d.others}]
    ids = {d.id for d in about}
    about += [d for d in decisions if d.undoes in ids]
    common = _common(decisions, user)
    return tag(
        "section.editing",
        tag("h2", wording_people.EDITING),
        _form(f"{here}/ten", wording_people.RENAME, _rename(profile), common),
        _form(f"{here}/gop", wording_people.JOIN, _join(registry.namesakes(profile)), common),
        len(profile.appearances) > 1 and _form(f"{here}/tach", wording_people.SPLIT, _split(profile), common),
        _listed(about, decisions, registry, user, root),
        tag("p", _all_decisions(root)),
    )


def decisions_html(decisions: Sequence[Decision], registry: Registry, user: User, root: str) -> Html:
    """Renders all decisions about people, the newest first, each with a way to take it back."""
    return tag(
        "div.editing",
        tag("h1", wording_people.DECISIONS),
        tag("p.facts", wording_people.DECISIONS_HINT, " ", _people(root)),
        _listed(decisions, decisions, registry, user, root) or tag("p", wording_people.NO_DECISIONS),
    )


def not_kept_html(reason: str, root: str) -> Html:
    """Renders what an editor reads where a decision was not kept."""
    ways = tag("p", _all_decisions(root), " · ", _people(root))
    return tag("h1", wording_people.NOT_KEPT) + tag("p", reason) + ways


def _all_decisions(root: str) -> Html:
    return tag("a", wording_people.ALL_DECISIONS, href=f"{root}{HISTORY}")


def _people(root: str) -> Html:
    return tag("a", wording_people.PEOPLE, href=f"{root}/nguoi")


def _common(decisions: Sequence[Decision], user: User) -> Content:
    """The fields of every form: the newest decision seen, the reason, and who decides where that is not known."""
    newest = max((decision.id for decision in decisions), default=0)
    author = tag("input", name="tac_gia", required=True, maxlength=LONGEST_NAME, autocomplete="name")
    reason = tag("input", name="ly_do", required=True, maxlength=LONGEST_REASON, autocomplete="off")
    return (
        tag("input", type="hidden", name="phien_ban", value=newest),
        not user.name and tag("label", wording_people.AUTHOR, " ", author),
        tag("label", wording_people.REASON, " ", reason),
    )


def _form(action: str, name: str, fields: Content, common: Content) -> Html:
    form = tag("form", fields, common, tag("button", name), method="post", action=action)
    return tag("details", tag("summary", name), form)


def _rename(profile: Profile) -> Content:
    name = tag("input", name="ten", required=True, maxlength=LONGEST_NAME, value=profile.name, autocomplete="off")
    return tag("p.hint", wording_people.RENAME_HINT), tag("label", wording_people.NAME, " ", name)


def _join(namesakes: Iterable[Profile]) -> Content:
    boxes = [_box("voi", p.key, p.name, detail_of(p)) for p in namesakes]
    other = tag("input", name="khac", maxlength=LONGEST_LINE, autocomplete="off")
    return tag("p.hint", wording_people.JOIN_HINT), boxes, tag("label", wording_people.JOIN_OTHER, " ", other)


def _split(profile: Profile) -> Content:
    boxes = [
        _box(
            "bai",
            appearance_key(a.anchor),
            a.title or wording_page.UNTITLED,
            " · ".join(filter(None, (a.position, a.outlet, wording.day(a.date)))),
        )
        for a in profile.appearances
    ]
    return tag("p.hint", wording_people.SPLIT_HINT), boxes


def _box(name: str, value: str, words: str, detail: str) -> Html:
    return tag("label.box", tag("input", type="checkbox", name=name, value=value), " ", words, " ", tag("span", detail))


def _listed(shown: Sequence[Decision], every: Sequence[Decision], registry: Registry, user: User, root: str) -> Content:
    holding = {decision.id for decision in in_force(every)}
    common = _common(every, user)
    lines = [_decision(d, d.id in holding, registry, common, root) for d in sorted(shown, key=lambda d: -d.id)]
    return lines and tag("ol.decisions", lines)


def _decision(decision: Decision, holds: bool, registry: Registry, common: Content, root: str) -> Html:
    what = wording_people.decided(decision.action.value, decision.name, decision.undoes)
    gone = not holds and decision.action is not Action.UNDO
    others = (" ", wording_people.APART_FROM, " ", _all_about(decision.others, registry, root))
    field = tag("input", type="hidden", name="muc", value=decision.id)
    return tag(
        "li",
        tag("p", tag("strong", f"#{decision.id} {what}"), gone and (" ", tag("span.badge", wording_people.TAKEN_BACK))),
        tag("p", _all_about(decision.anchors, registry, root), decision.others and others),
        tag("p.facts", wording_people.by_and_when(decision.author, decision.at), " · ", decision.reason),
        holds and _form(f"{root}{HISTORY}/hoan-tac", wording_people.TAKE_BACK, field, common),
    )


def _all_about(anchors: Sequence[Anchor], registry: Registry, root: str) -> Html:
    more = len(anchors) - LISTED
    listed = [_about(anchor, registry, root) for anchor in anchors[:LISTED]]
    return Html(", ").join([*listed, wording_people.more_interviews(more)] if more > 0 else listed)


def _about(anchor: Anchor, registry: Registry, root: str) -> Html:
    """An appearance in the list of decisions: where it leads today, or that the archive lacks it."""
    interview, name = anchor
    person = registry.of(interview, name)
    if person is None:
        return joined(name, " (", wording_people.lost(interview), ")")
    title = next(a.title or a.interview for a in person.appearances if a.anchor == anchor)
    return joined(tag("a", name, href=person_address(person.key, root)), f" (“{title}”)")
