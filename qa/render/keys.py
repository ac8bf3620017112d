"""The keys of programs for admins: the form that makes one, the new key shown once, and the list."""

from __future__ import annotations

from collections.abc import Sequence

from qa.render.html import Html, tag
from qa.store.keys import LONGEST_LABEL, MOST_PER_MINUTE, ROLES, USUAL_PER_MINUTE, Key
from qa.wording import keys as wording_keys
from qa.wording import number
from qa.wording.time import moment

KEYS = "/quan-tri/khoa"
"""Where the page stands, and where its forms are sent to."""


def keys_html(keys: Sequence[Key], said: str = "", secret: str = "", done: bool = False, root: str = "") -> Html:
    """Renders the page; `said` is what went wrong, `secret` a key that was just made, `done` that one was revoked."""
    return tag(
        "div#edit.keys",
        tag("h1", wording_keys.NAME),
        tag("p.notice", said, role="alert"),
        secret and _shown_once(secret),
        done and tag("p.done", wording_keys.DONE, role="status"),
        tag("p.intro", wording_keys.INTRO),
        _form(root),
        tag("h2", wording_keys.ALL),
        tag("ul.interviews", [_line(key, root) for key in keys]) if keys else tag("p.state", wording_keys.NONE),
    )


def _shown_once(secret: str) -> Html:
    shown = tag("input#khoa", type="text", value=secret, readonly=True, spellcheck="false", autocomplete="off")
    return tag(
        "div.done",
        tag("p", wording_keys.SHOWN_ONCE),
        tag("label", wording_keys.SECRET, for_="khoa"),
        shown,
        role="status",
    )


def _form(root: str) -> Html:
    roles = [tag("option", wording_keys.ROLES[role.name], value=role.name.lower()) for role in ROLES]
    name = tag("input#ten", type="text", name="ten", maxlength=LONGEST_LABEL, required=True, autocomplete="off")
    limit = tag(
        "input#luot", type="number", name="luot", min=1, max=MOST_PER_MINUTE, value=USUAL_PER_MINUTE, required=True
    )
    return tag(
        "form.choose",
        tag("h2", wording_keys.NEW),
        tag("div", tag("label", wording_keys.LABEL, for_="ten"), name),
        tag("div", tag("label", wording_keys.ROLE, for_="vai"), tag("select#vai", roles, name="vai")),
        tag("div", tag("label", wording_keys.LIMIT, for_="luot"), limit),
        tag("button.go", wording_keys.MAKE, name="viec", value="tao"),
        method="post",
        action=f"{root}{KEYS}",
    )


def _line(key: Key, root: str) -> Html:
    state = wording_keys.revoked_at(moment(key.revoked)) if key.revoked else wording_keys.IN_FORCE
    facts = {
        wording_keys.STATE: state,
        wording_keys.ROLE: wording_keys.ROLES[key.role.name],
        wording_keys.LIMIT: number(key.per_minute),
        wording_keys.HINT: f"{key.hint}…",
        wording_keys.MADE: " · ".join(part for part in (moment(key.at), key.author) if part),
        wording_keys.USED: moment(key.used) if key.used else wording_keys.NEVER,
    }
    end = tag(
        "form",
        tag("input", type="hidden", name="ten", value=key.name),
        tag(
            "button", wording_keys.REVOKE, name="viec", value="thu-hoi", aria_label=wording_keys.revoke_which(key.name)
        ),
        method="post",
        action=f"{root}{KEYS}",
    )
    return tag(
        "li.gone" if key.revoked else "li",
        tag("strong", key.name),
        tag("dl", [tag("div", tag("dt", name), tag("dd", fact)) for name, fact in facts.items()]),
        not key.revoked and end,
    )
