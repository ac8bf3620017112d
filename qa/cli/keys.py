"""`python -m qa key add | list | revoke`: the keys of programs."""

from __future__ import annotations

import argparse

from qa.access import Role
from qa.acting import acting
from qa.cli.status import FOUND, NOTHING
from qa.cli.values import opened
from qa.cli.verbs import Verbs
from qa.store.keys import USUAL_PER_MINUTE, keys, make_key, revoke
from qa.wording import keys as wording_keys
from qa.wording.cli import HELP
from qa.wording.time import moment


def add(verbs: Verbs) -> None:
    """Adds the verb."""
    key = verbs.add("key", _key)
    key.add_argument("action", choices=("add", "list", "revoke"), help=HELP["key action"])
    key.add_argument("name", nargs="?", default="", metavar="NAME", help=HELP["key name"])
    key.add_argument("--role", choices=("reader", "editor"), default="reader", help=HELP["key role"])
    key.add_argument("--per-minute", type=int, default=USUAL_PER_MINUTE, metavar="N", help=HELP["per minute"])


def _key(options: argparse.Namespace) -> int:
    with opened(options) as archive:
        if options.action == "list":
            listed = keys(archive.store)
            for one in listed:
                state = wording_keys.revoked_at(moment(one.revoked)) if one.revoked else wording_keys.IN_FORCE
                used = moment(one.used) if one.used else wording_keys.NEVER
                print("\t".join([one.name, one.role.name.lower(), str(one.per_minute), f"{one.hint}…", used, state]))
            return FOUND if listed else NOTHING
        if options.action == "revoke":
            revoke(archive.store, options.name)
            print(wording_keys.revoked(options.name))
            return FOUND
        role = Role[options.role.upper()]
        # The key alone on standard output: `key add NAME > file` keeps it, and nothing else.
        print(make_key(archive.store, options.name, role, options.per_minute, acting().name))
    return FOUND
