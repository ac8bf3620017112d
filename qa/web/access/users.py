"""The users of our own login: a file of hashed passwords, and the signed sessions of those who came in."""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import os
import re
import secrets
import tempfile
import threading
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from itsdangerous import BadSignature, URLSafeTimedSerializer

from qa.access import Role, User
from qa.errors import SettingsError
from qa.text import nfc
from qa.web.access.ended import Ended
from qa.wording import access as wording_access

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 256
USERS_FILE = "users.json"

_COST, _BLOCK, _PARALLEL = 15, 8, 1
"""scrypt's 2^n, r and p: 32 MiB and about a tenth of a second for each try."""

_NAME = re.compile(r"[\w.@-]{1,64}")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Account:
    """One user of the file; `password` is "scrypt$n$r$p$salt$hash", the last two in Base64."""

    role: Role
    password: str


@dataclass(frozen=True, slots=True)
class Accounts:
    """What the file holds: the key that signs sessions, and the accounts by name."""

    key: str
    accounts: Mapping[str, Account]


def user_name(text: str) -> str:
    """Returns a user's name as it is kept: NFC, lower case; SettingsError for one that can't be a name."""
    name = nfc(text).strip().lower()
    if not _NAME.fullmatch(name):
        raise SettingsError(wording_access.BAD_NAME)
    return name


def hashed(password: str) -> str:
    """Hashes a password as the file keeps it; SettingsError for one that is too short or too long."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise SettingsError(wording_access.bad_password(SHORTEST_PASSWORD, LONGEST_PASSWORD))
    salt = secrets.token_bytes(16)
    digest = _scrypt(password, salt, _COST, _BLOCK, _PARALLEL)
    return "$".join(
        ("scrypt", str(_COST), str(_BLOCK), str(_PARALLEL), *(b64encode(b).decode() for b in (salt, digest)))
    )


def is_password(password: str, kept: str) -> bool:
    """Tells whether `kept` was made of this password."""
    try:
        kind, cost, block, parallel, salt, digest = kept.split("$")
        made = _scrypt(password, b64decode(salt), int(cost), int(block), int(parallel))
    except ValueError:
        return False
    return kind == "scrypt" and hmac.compare_digest(made, b64decode(digest))


def _scrypt(password: str, salt: bytes, cost: int, block: int, parallel: int) -> bytes:
    # Twice the memory that it takes: OpenSSL refuses more than 32 MiB unless told so.
    most = 256 * block * 2**cost
    return hashlib.scrypt(nfc(password).encode(), salt=salt, n=2**cost, r=block, p=parallel, maxmem=most)


NOBODY = Account(Role.READER, "scrypt$15$8$1$AAAAAAAAAAAAAAAAAAAAAA==$AAAA")
"""Checked in place of a user who is not there, so that both take the same time."""


def read_accounts(path: Path) -> Accounts:
    """Returns what the file holds; nobody where there is no file. SettingsError for a file that is none of ours."""
    try:
        kept = json.loads(path.read_text("utf-8"))
        accounts = {
            user_name(name): Account(Role[one["role"].upper()], str(one["password"]))
            for name, one in kept["users"].items()
        }
        return Accounts(str(kept["key"]), MappingProxyType(accounts))
    except FileNotFoundError:
        return Accounts(secrets.token_urlsafe(32), MappingProxyType({}))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise SettingsError(wording_access.bad_users_file(path)) from None


def write_accounts(path: Path, accounts: Accounts) -> None:
    """Replaces the file at once, readable by its owner alone; SettingsError where that can't be done."""
    kept = {
        "key": accounts.key,
        "users": {
            name: {"role": one.role.name.lower(), "password": one.password} for name, one in accounts.accounts.items()
        },
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)  # made with mode 0600
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(kept, file, ensure_ascii=False, indent=1)
        os.replace(name, path)
    except OSError as error:
        raise SettingsError(wording_access.users_file_unwritable(path, error.strerror)) from None


class Users:
    """The users of a file, read again whenever it changes, and their sessions."""

    def __init__(self, path: Path, hours: int) -> None:
        self._path = path
        self._seconds = hours * 3600
        self._lock = threading.Lock()
        self._stamp: tuple[int, int] | None = None
        self._kept = read_accounts(path)
        self._ended = Ended(path.with_name(f"{path.name}.ended"), self._seconds)
        if not self._kept.accounts:
            raise SettingsError(wording_access.no_users(path))

    def admit(self, name: str, password: str) -> str | None:
        """Returns the session of a user who has given the right password, for a cookie; None for everybody else."""
        try:
            key = user_name(name)
        except SettingsError:
            key = ""
        kept = self._accounts()
        account = kept.accounts.get(key, NOBODY)
        if not is_password(password[:LONGEST_PASSWORD], account.password):
            return None
        return self._signer(kept).dumps([key, _mark(account), secrets.token_urlsafe(9)])

    def knows(self, name: str) -> bool:
        """Tells whether there is a user of this name."""
        return nfc(name).strip().lower() in self._accounts().accounts

    def visitor(self, session: str) -> User | None:
        """Returns the user whose session this is; None if it is forged, too old, ended, or the password has changed."""
        kept = self._accounts()
        if session in self._ended:
            return None
        try:
            name, mark, _ = self._signer(kept).loads(session, max_age=self._seconds)
        except (BadSignature, ValueError, TypeError):
            return None
        account = kept.accounts.get(name)
        return User(name, account.role) if account and hmac.compare_digest(mark, _mark(account)) else None

    def end(self, session: str) -> None:
        """Ends a session: whoever has copied its cookie can't use it any more."""
        if self.visitor(session):
            self._ended.add(session)

    def _signer(self, kept: Accounts) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(kept.key, salt="qa.session", signer_kwargs={"digest_method": hashlib.sha256})

    def _accounts(self) -> Accounts:
        with self._lock:
            try:
                found = self._path.stat()
                stamp = (found.st_mtime_ns, found.st_ino)
                if stamp != self._stamp:
                    self._kept = read_accounts(self._path)
                    self._stamp = stamp
            except (OSError, SettingsError) as error:
                _log.error("users file can't be read, the last known users stay: %s", error)
            return self._kept


def _mark(account: Account) -> str:
    return hashlib.sha256(account.password.encode()).hexdigest()[:16]
