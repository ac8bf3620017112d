"""The pages of the staff: one list of them, and the band of links that each of them shows."""

from __future__ import annotations

from qa.access import Role
from qa.render.adding import ADDING
from qa.render.audit import AUDIT
from qa.render.edit_history import EDIT, WAITING
from qa.render.editing import HISTORY
from qa.render.errata_page import ERRATA
from qa.render.html import Html, tag
from qa.render.inbox import INBOX
from qa.render.keys import KEYS
from qa.render.withdrawn import WITHDRAWN
from qa.web.access.visiting import role_here
from qa.wording import adding as wording_adding
from qa.wording import audit as wording_audit
from qa.wording import inbox as wording_inbox
from qa.wording import overview as wording_overview
from qa.wording import staff as wording_staff

STAFF_PAGES = (
    (EDIT, wording_overview.NAME, Role.EDITOR),
    (ADDING, wording_adding.NAME, Role.EDITOR),
    (WAITING, wording_staff.WAITING, Role.EDITOR),
    (HISTORY, wording_staff.PEOPLE, Role.EDITOR),
    (ERRATA, wording_staff.ERRATA, Role.EDITOR),
    (WITHDRAWN, wording_staff.WITHDRAWN, Role.EDITOR),
    (INBOX, wording_inbox.NAME, Role.EDITOR),
    (AUDIT, wording_audit.NAME, Role.ADMIN),
    (KEYS, wording_staff.KEYS, Role.ADMIN),
)
"""The address of each page, its name in the band, and the least role that is shown it: a new page adds its line."""


def staff_band(path: str, root: str) -> Html:
    """Renders the way to each page of the staff that the visitor may see; `path` is the page that is shown."""
    links = [
        tag("a", name, href=f"{root}{to}", aria_current="page" if to == path else None)
        for to, name, least in STAFF_PAGES
        if role_here() >= least
    ]
    return tag("nav.staff-pages", tag("div", links), aria_label=wording_staff.PAGES)
