"""`audit`: who asked, checked and changed what, and what somebody was shown, shown again."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from qa.cli.status import FOUND, NOTHING
from qa.cli.values import dump, opened
from qa.cli.verbs import Verbs
from qa.errors import SettingsError
from qa.wording import audit as wording_audit
from qa.wording.cli import HELP

if TYPE_CHECKING:
    from qa.archive import Archive


def add(verbs: Verbs) -> None:
    """Adds the verb."""
    audit = verbs.add("audit", _audit)
    audit.add_argument("action", nargs="?", choices=("list", "replay"), default="list", help=HELP["audit action"])
    audit.add_argument("number", nargs="?", type=int, metavar="N", help=HELP["audit number"])
    for name in ("day", "since", "until", "user", "event", "interview"):
        audit.add_argument(f"--{name}", default="", help=HELP[f"audit {name}"])
    audit.add_argument("-n", type=int, default=100, dest="most", metavar="N", help=HELP["audit most"])
    audit.add_argument("--json", action="store_true", help=HELP["json"])


def _audit(options: argparse.Namespace) -> int:
    if (options.action == "replay") == (options.number is None):
        raise SettingsError(wording_audit.NUMBER_NEEDED)
    if options.event and options.event not in wording_audit.EVENTS:
        raise SettingsError(wording_audit.no_such_event(options.event))
    with opened(options) as archive:
        return _replay(archive, options) if options.action == "replay" else _list(archive, options)


def _list(archive: Archive, options: argparse.Namespace) -> int:
    from qa.render.audit import audit_line, entry_json
    from qa.render.terminal import plain
    from qa.search.filters import read_day
    from qa.store.audited import noted, wanted_between

    since, until = read_day(options.day or options.since), read_day(options.day or options.until, last=True)
    wanted = wanted_between(since, until, options.user, options.event, options.interview)
    entries = noted(archive.store, wanted, max(options.most, 1))
    for entry in entries:
        print(dump(entry_json(entry)) if options.json else plain(audit_line(entry)))
    if not entries and not options.json:
        print(wording_audit.NONE)
    return FOUND if entries else NOTHING


def _replay(archive: Archive, options: argparse.Namespace) -> int:
    from qa.render.audit import replay_json, replay_lines
    from qa.render.terminal import plain
    from qa.replay import replay

    found = replay(archive.store, options.number)
    if options.json:
        print(dump(replay_json(found)))
    else:
        print("\n".join(map(plain, replay_lines(found))))
    return FOUND if all(one.text is not None for one in found.shown) else NOTHING
