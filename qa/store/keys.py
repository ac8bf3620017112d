"""Keys by which programs use the archive: named, hashed, with a role and a limit, revoked at once.

A key is 32 random bytes, so its SHA-256 tells nobody anything: no slow hash, no salt.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from qa.access import Application, Role, User
from qa.errors import NotFoundError, SettingsError
from qa.store.audit import Event, note_change, now
from qa.store.database import Database
from qa.text import nfc
from qa.wording import keys as wording_keys

PREFIX = "qa_"
"""What every key begins with: other bearer tokens are none of ours."""

HINT = len(PREFIX) + 5
"""Characters of a key that are kept, to tell it from others."""

LONGEST_LABEL = 80
"""Characters of a key's name."""

USUAL_PER_MINUTE = 120
MOST_PER_MINUTE = 100_000
"""Requests in a minute: of a key of which nothing else is said, and of any."""

ROLES = (Role.READER, Role.EDITOR)
"""What a program may be: none is an admin."""

_COLUMNS = "id, name, hint, role, per_minute, at, author, used, revoked"


@dataclass(frozen=True, slots=True)
class Key:
    """A key without its secret; `hint` is how it begins, times are UTC, "YYYY-MM-DD hh:mm:ss"."""

    id: int
    name: str
    hint: str
    role: Role
    per_minute: int
    at: str
    author: str
    used: str | None
    revoked: str | None

    @property
    def user(self) -> User:
        """The visitor whom this key makes of a program."""
        return User(wording_keys.application(self.name), self.role, Application(self.id, self.per_minute))


def make_key(database: Database, name: str, role: Role, per_minute: int, author: str) -> str:
    """Makes a key and returns its secret, which is kept nowhere; SettingsError where it can't be made so."""
    name = " ".join(nfc(name).split())
    if not 0 < len(name) <= LONGEST_LABEL or not name.isprintable():
        raise SettingsError(wording_keys.bad_name(LONGEST_LABEL))
    if role not in ROLES or not 1 <= per_minute <= MOST_PER_MINUTE:
        raise SettingsError(wording_keys.bad_limit(MOST_PER_MINUTE))
    secret = PREFIX + secrets.token_urlsafe(32)
    with database.transaction():
        if database.rows("SELECT 1 FROM keys WHERE name = ? AND revoked IS NULL", name):
            raise SettingsError(wording_keys.name_taken(name))
        database.insert(
            "INSERT INTO keys (name, sha256, hint, role, per_minute, author) VALUES (?, ?, ?, ?, ?, ?)",
            *(name, _digest(secret), secret[:HINT], role.name.lower(), per_minute, author.strip()),
        )
        note_change(database, Event.KEY, name, action="add", role=role.name.lower(), per_minute=per_minute)
    return secret


def keys(database: Database) -> tuple[Key, ...]:
    """Returns all keys: those in force first, then the revoked, each the newest first."""
    rows = database.rows(f"SELECT {_COLUMNS} FROM keys ORDER BY revoked IS NOT NULL, id DESC")
    return tuple(_key(*row) for row in rows)


def key_in_force(database: Database, secret: str) -> Key | None:
    """Finds the key with this secret; None where there is none, or it was revoked."""
    found = database.rows(f"SELECT {_COLUMNS} FROM keys WHERE sha256 = ? AND revoked IS NULL", _digest(secret))
    return _key(*found[0]) if found else None


def revoke(database: Database, name: str) -> None:
    """Ends the key of this name at once; NotFoundError where none is in force."""
    ended = "UPDATE keys SET revoked = ? WHERE name = ? AND revoked IS NULL"
    with database.transaction():
        if not database.change(ended, now(), nfc(name)):
            raise NotFoundError(wording_keys.no_such_key(name))
        note_change(database, Event.KEY, nfc(name), action="revoke")


def keys_revoked(database: Database) -> tuple[str, ...]:
    """Returns the hashes of the revoked keys."""
    return tuple(row[0] for row in database.rows("SELECT sha256 FROM keys WHERE revoked IS NOT NULL"))


def revoke_again(database: Database, hashes: Sequence[str]) -> None:
    """Ends the keys of these hashes, where they are in force."""
    ended = "UPDATE keys SET revoked = ? WHERE sha256 = ? AND revoked IS NULL"
    database.change_many(ended, [(now(), one) for one in hashes])


def note_use(database: Database, key: int) -> None:
    """Notes that a key was used just now."""
    database.change("UPDATE keys SET used = ? WHERE id = ?", now(), key)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _key(number: int, name: str, hint: str, role: str, per_minute: int, *rest: str) -> Key:
    at, author, used, revoked = rest
    return Key(number, name, hint, Role[role.upper()], per_minute, at, author, used, revoked)
