"""The audit: who asked, checked, read and changed what, and which words they were shown. Rows are only ever added.

Of an interview it keeps ids, places and hashes, never words: these are read from its stored text when they are
shown again. A change is noted inside its own transaction, so that there is none without its row.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from qa.acting import Acting, AuditRules, Level, Masking, acting
from qa.store.database import Database
from qa.text import Span


class Event(StrEnum):
    """What happened."""

    ASK = "ask"
    CHECK = "check"
    ARTICLE = "check-article"
    COMPARE = "compare"
    READ = "read"
    EXPORT = "export"
    LOGIN = "login"
    LOGIN_FAILED = "login-failed"
    LOGOUT = "logout"
    ADD = "add"
    CHANGE = "change"
    SET_ASIDE = "set-aside"
    DESCRIBE = "describe"
    CORRECT = "correct"
    ERRATUM = "erratum"
    PEOPLE = "people"
    REMOVE = "remove"
    WITHDRAW = "withdraw"
    LIFT = "lift"
    INBOX = "inbox"
    USER = "user"
    KEY = "key"
    AUDIT = "audit"
    MISMATCH = "quotation-mismatch"
    LOST = "lost"
    FORGET = "forget"


SHOWING = frozenset({Event.ASK, Event.CHECK, Event.ARTICLE, Event.COMPARE, Event.READ, Event.EXPORT})
"""What only shows words, and is kept at the level `all` alone."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Words that were shown: where they stand in an interview's text, and the SHA-256 (hex) that they had."""

    interview: str
    span: Span
    sha256: str


def now() -> str:
    """Returns the time as the store keeps it: UTC, "YYYY-MM-DD hh:mm:ss"."""
    return days_ago(0)


def days_ago(days: int) -> str:
    """Returns the time of some days ago, as `now` does."""
    return (datetime.now(UTC) - timedelta(days=days)).strftime("%Y-%m-%d %H:%M:%S")


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be noted: what happened to what (`target`: an interview's id, a turn's key, a name), and by whom.

    `question` is what was asked, kept as the rules say; `detail` and `facts` (the versions that answered) are plain
    values without a word of any interview.
    """

    event: str
    target: str = ""
    question: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)
    shown: Sequence[Shown] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    by: Acting = field(default_factory=acting)
    at: str = field(default_factory=now)


def keeps(rules: AuditRules, event: str) -> bool:
    """Tells whether an event of this kind is kept."""
    return rules.level is Level.ALL or (rules.level is Level.CHANGES and event not in SHOWING)


def note_change(database: Database, event: str, target: str, **detail: Any) -> None:
    """Notes, inside the caller's transaction, that whoever acts here has changed something."""
    write(database, Entry(event, target, detail=detail))


def note_article(database: Database, interview: str, raw: bytes) -> None:
    """Notes, before an article is stored, that it is new or has changed; one that is only read anew has not."""
    rows = database.rows("SELECT sha256 FROM sources WHERE interview = ?", interview)
    digest = hashlib.sha256(raw).hexdigest()
    if not rows or rows[0][0] != digest:
        note_change(database, Event.CHANGE if rows else Event.ADD, interview, sha256=digest)


def write(database: Database, entry: Entry) -> None:
    """Adds an entry with what was shown, if the rules of who acts keep such ones."""
    by, rules = entry.by, entry.by.rules
    if not keeps(rules, entry.event):
        return
    with database.transaction():
        number = database.insert(
            "INSERT INTO audit (at, event, target, who, role, address, door, question, detail, version)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(entry.at, str(entry.event), entry.target, masked(database, by.name, rules.names), by.role),
            *(masked(database, by.address, rules.addresses), by.door.value),
            *(masked(database, entry.question, rules.questions), _json(entry.detail), _version(database, entry.facts)),
        )
        database.change_many(
            'INSERT INTO audit_shown (entry, place, interview, start, "end", sha256) VALUES (?, ?, ?, ?, ?, ?)',
            [
                (number, place, one.interview, one.span.start, one.span.end, bytes.fromhex(one.sha256))
                for place, one in enumerate(entry.shown)
            ],
        )


def write_all(database: Database, entries: Iterable[Entry]) -> None:
    """Adds several entries in one transaction."""
    with database.transaction():
        for entry in entries:
            write(database, entry)


def masked(database: Database, text: str, masking: Masking) -> str:
    """Returns a text as the audit keeps it; a hash is keyed by a secret of this archive, and the same each time."""
    if not text or masking is Masking.PLAIN:
        return text
    if masking is Masking.NONE:
        return ""
    if not _secrets(database):
        database.change("INSERT INTO audit_rules VALUES ('secret', ?) ON CONFLICT DO NOTHING", secrets.token_hex(16))
    return hashes_of(database, text)[0]


def hashes_of(database: Database, text: str) -> list[str]:
    """Returns the hash under which the audit keeps a text; none where it never kept any."""
    made = [hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest() for secret in _secrets(database)]
    return [f"#{digest[:16]}" for digest in made]


def _secrets(database: Database) -> list[str]:
    return [str(value) for (value,) in database.rows("SELECT value FROM audit_rules WHERE key='secret'")]


def _version(database: Database, facts: Mapping[str, str]) -> int | None:
    """The number of the versions that answered: the same ones are written once."""
    if not facts:
        return None
    written = _json(facts)
    database.change("INSERT INTO audit_versions (facts) VALUES (?) ON CONFLICT DO NOTHING", written)
    return int(database.rows("SELECT id FROM audit_versions WHERE facts=?", written)[0][0])


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def forget(database: Database, days: int) -> int:
    """Deletes what is older than `days` (0: nothing is), which the file then allows; how many entries went."""
    with database.transaction():
        database.change("DELETE FROM audit_rules WHERE key='days'")
        if not days:
            return 0
        database.change("DELETE FROM missed WHERE at < ?", days_ago(days))
        database.change("INSERT INTO audit_rules VALUES ('days', ?)", str(days))
        gone = database.change("DELETE FROM audit WHERE at < ?", days_ago(days))
        if gone:
            database.change("DELETE FROM audit_versions WHERE id NOT IN (SELECT version FROM audit WHERE version > 0)")
            write(database, Entry(Event.FORGET, detail={"entries": gone, "days": days}))
        return gone
