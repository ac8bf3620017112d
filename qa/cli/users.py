"""`python -m qa user add | list | remove`: the users of our own login."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from pathlib import Path
from types import MappingProxyType

from qa.access import Role
from qa.cli.status import FOUND
from qa.cli.verbs import Verbs
from qa.errors import SettingsError
from qa.web.access.users import USERS_FILE, Account, Accounts, hashed, read_accounts, user_name, write_accounts
from qa.wording import access as wording_access
from qa.wording.cli import HELP


def add(verbs: Verbs) -> None:
    """Adds the verb."""
    user = verbs.add("user", _user)
    user.add_argument("action", choices=("add", "list", "remove"), help=HELP["user action"])
    user.add_argument("name", nargs="?", metavar="NAME", help=HELP["user name"])
    user.add_argument("--role", choices=("reader", "editor", "admin"), default="reader", help=HELP["role"])
    kept = os.environ.get("QA_USERS_FILE") or None
    user.add_argument("--users", type=Path, default=kept, metavar="FILE", help=HELP["users file"])


def _user(options: argparse.Namespace) -> int:
    for line in change_users(options):
        print(line)
    if options.action != "list":
        _note(options)
    return FOUND


def _note(options: argparse.Namespace) -> None:
    """Notes in the audit, where there is an archive, who may log in from now on."""
    from qa.archive import DATABASE
    from qa.config import read_store
    from qa.store.audit import Event, note_change
    from qa.store.database import Database

    server = read_store(os.environ)
    if server or (options.data / DATABASE).is_file():
        database = Database(options.data / DATABASE, server)
        role = options.role if options.action == "add" else ""
        note_change(database, Event.USER, user_name(options.name), action=options.action, role=role)
        database.close()


def change_users(options: argparse.Namespace) -> list[str]:
    """Does what was asked and returns the lines that tell it; SettingsError where it can't be done."""
    path = options.users or options.data / USERS_FILE
    kept = read_accounts(path)
    if options.action == "list":
        return [f"{name}\t{one.role.name.lower()}" for name, one in sorted(kept.accounts.items())]
    name = user_name(options.name or "")
    if options.action == "remove":
        if name not in kept.accounts:
            raise SettingsError(wording_access.no_such_user(name))
        left = {key: one for key, one in kept.accounts.items() if key != name}
        write_accounts(path, Accounts(kept.key, MappingProxyType(left)))
        return [wording_access.user_removed(name)]
    account = Account(Role[options.role.upper()], hashed(_new_password()))
    write_accounts(path, Accounts(kept.key, MappingProxyType({**kept.accounts, name: account})))
    return [wording_access.user_kept(name, account.role.name)]


def _new_password() -> str:
    """What is typed twice, or one line of standard input; never an argument, which every user of the machine sees."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass(wording_access.NEW_PASSWORD)
    if password != getpass.getpass(wording_access.SAME_PASSWORD):
        raise SettingsError(wording_access.PASSWORDS_DIFFER)
    return password
